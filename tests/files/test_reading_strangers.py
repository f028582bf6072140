"""Texts that are no TOML, or no matrix of this format: what is told about each."""

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.toml.errors import NotReadable


def complaints(text: str) -> list[str]:
    """What is said about a text that does not read."""
    with pytest.raises(NotReadable) as caught:
        read(text)
    return [complaint.sentence for complaint in caught.value.complaints]


def kind(text: str) -> str:
    """Which kind of trouble a text is."""
    with pytest.raises(NotReadable) as caught:
        read(text)
    return caught.value.kind


STRANGERS = {
    "a = 1": "and no “format = 1”.",
    "[package]\nname = 'x'": "and no “format = 1”.",
    "[[member]]\nname = 'x'": "(is “member” a typo of “members”?).",
}


@pytest.mark.parametrize("text", STRANGERS)
def test_other_toml_is_not_a_value_matrix(text: str) -> None:
    assert kind(text) == "not-a-matrix"
    (said,) = complaints(text)
    assert said.startswith("line 1: this is TOML but not a value matrix: it has no [[members]],")
    assert said.endswith(STRANGERS[text])


def test_a_newer_format_is_reported_alone() -> None:
    text = "format = 2\n[[members]]\nname = 1\n"
    assert kind(text) == "newer-format"
    assert complaints(text) == [
        "line 1, format: this file is in format 2, and this program reads format 1; "
        "open it with a newer copvalue."
    ]


SYNTAX = {
    "[[members]]\nname = \n": (2, "a value is missing here"),
    "[[members]]\nname = Anna\n": (2, "has no quotes around it"),
    '[[members]]\nname = "Anna\n': (2, "a quote is missing"),
    "[[members]]\nname 'A'\n": (2, "an “=” is missing"),
    "[[members]]\nshort_term = [\n'a'\n'b'\n]\n": (4, "a comma between two values is missing"),
    "[[members]]\nshort_term = [\n'a',\n": (3, "the file ends before this is finished: a “]”"),
    "[[members]\n": (1, "“]]” is missing"),
    "[[members]]\nname = 'a'\nname = 'b'\n": (3, "is defined twice"),
    "[[members]]\nname = 'a' 'b'\n": (2, "there is something after the end"),
    '[[members]]\nname = "C:\\dir"\n': (2, "a backslash in a text must be doubled"),
    "[[members]]\nday = 2027-02-30\n": (2, "this day does not exist"),
    "format = 1\n\x1b\n": (2, "this is neither a key nor a header"),
    "format = 1\nx = {a = 1\n": (2, "a “}” or a comma is missing"),
}


@pytest.mark.parametrize("text", SYNTAX)
def test_what_is_not_toml_is_reported_with_its_line(text: str) -> None:
    line, words = SYNTAX[text]
    assert kind(text) == "not-toml"
    (said,) = complaints(text)
    assert said.startswith(f"line {line}: this is not TOML: ")
    assert words in said


def test_the_line_itself_is_kept_without_its_control_characters() -> None:
    with pytest.raises(NotReadable) as caught:
        read("format = 1\n  title = \x1b[31m" + "x" * 100)
    (complaint,) = caught.value.complaints
    assert complaint.found == "title = �[31m" + "x" * 46 + "…"
    assert (complaint.line, complaint.column) == (2, 11)
