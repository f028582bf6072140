"""Which characters that come at once are a paste, and which are keys."""

import pytest

from copvalue_tui.tui.terminal.input_parser import is_burst, meant_as_keys


@pytest.mark.parametrize(
    "text",
    [
        "Help with challenges",
        "Help with challenges\rAccess to expertise\r",
        "Access\r",
        "- Mentors\n- Confidence\n",
        "professionalization",
        "aHelp with maths\r",
        "水道事業の改善と共有の場所です",
        "Reconocimiento, sí",
    ],
)
def test_language_that_comes_at_once_is_a_burst(text):
    assert is_burst(text)


@pytest.mark.parametrize(
    "text",
    ["", "j", "jjjj", "jjjjjjjjjjjjjjjj", "jjd", "ggdd", "jjkkjjkkjjkkjj", "kkkk\r", "j j j j",
     "      ", "\r\r\r\r\r\r", "ddduuu", "JJJJKK", "123456", "llhhllhhllhh\r", "hi\r", "\t\t\t"],
)  # fmt: skip
def test_repeating_and_rolling_keys_are_keys(text):
    assert not is_burst(text)


@pytest.mark.parametrize(
    "text", ["aHelp with maths\r", "jjaHelp with maths\r", "/maths\r", ":w file\r", "oÉchange\r",
             "lloAccess", "a3 new tools\r", "a水道\r"],
)  # fmt: skip
def test_a_program_that_types_a_command_and_a_text_is_understood(text):
    assert meant_as_keys(text)


@pytest.mark.parametrize(
    "text",
    ["Help with challenges", "access to expertise", "- Mentors\r- Confidence", "• One\r• Two",
     "one\rtwo\rthree\r", "Dedicated time", "Knowing who knows what", "D\rd\rDelete me"],
)  # fmt: skip
def test_language_is_never_taken_for_commands(text):
    assert not meant_as_keys(text)
