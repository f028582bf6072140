"""The prompt: one line typed at the foot of the screen; paths complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from copvalue_tui.tui.dialogs.prompt import PathPrompt, Prompt
from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS
from tests.tui.asking import caret, drawn, press


def prompt(question: str = "Name", initial: str = "") -> Prompt:
    return Prompt(question, initial, UNICODE_GLYPHS)


async def test_enter_takes_what_was_typed():
    asked = prompt()
    press(asked, "'Field_staff enter")
    assert asked.answer.result() == "Field staff"


@pytest.mark.parametrize("key", ["escape", "ctrl+c", "ctrl+q"])
async def test_turning_away_answers_nothing(key):
    asked = prompt(initial="Staff")
    press(asked, f"'x {key}")
    assert asked.answer.result() is None


async def test_the_keys_of_readline_edit_the_line():
    asked = prompt(initial="old words")
    press(asked, "ctrl+w 'new ctrl+a 'very_ ctrl+e backspace enter")
    assert asked.answer.result() == "very old ne"


async def test_an_answer_is_given_once():
    asked = prompt()
    press(asked, "'a enter 'b enter escape")
    assert asked.answer.result() == "a"


async def test_a_paste_becomes_one_tidy_line():
    asked = prompt()
    asked.paste("  two\r\nlines\x1b[31m \t of it\x07 ")
    press(asked, "enter")
    assert asked.answer.result() == "two lines[31m of it"


async def test_a_question_stands_before_its_line():
    assert drawn(prompt("Name of this row", "Members")) == [
        " Enter confirm  Esc cancel",
        " Name of this row: Members",
    ]


async def test_a_question_that_ends_with_its_own_mark_gets_no_other():
    assert drawn(prompt("Who facilitates?", "Anna"))[-1] == " Who facilitates? Anna"


async def test_a_long_line_scrolls_so_that_the_caret_is_in_sight():
    asked = prompt(initial="a benefit in very many words " * 20)
    width = 40
    at, _ = caret(asked.lines(width, 2))
    assert at < width
    press(asked, "home")
    assert drawn(asked)[1].startswith(" Name: a benefit in very")


@pytest.mark.parametrize(
    "text", ["漢字かな交じり文" * 9, "👩‍👩‍👧 " * 20, "e\u0301\u0300" * 50, "x" * 500]
)
@pytest.mark.parametrize("width", [20, 40, 41, 80])
async def test_every_script_stays_within_the_line(text, width):
    asked = prompt(initial=text)
    for key in ("left left left", "home", "right right right", "end"):
        press(asked, key)
        drawn(asked, width)
        assert caret(asked.lines(width, 2))[0] < width


async def test_nothing_a_person_typed_reaches_the_terminal_raw():
    asked = prompt("What\x1b]0;x\x07", "a\x1b[2Jb\u202ec")
    assert "\x1b" not in "".join(drawn(asked, 80))
    assert "␛" in "".join(drawn(asked, 80))


@pytest.mark.parametrize(("width", "most", "taken"), [(1, 1, 1), (2, 1, 1), (5, 2, 2), (20, 5, 4)])
async def test_the_smallest_terminal_draws_something(width, most, taken):
    assert len(drawn(prompt("A long question", "words"), width, most)) == taken


async def test_a_long_question_stands_whole_above_its_line():
    asked = prompt("“soon” is not a date; type 2027-03, or next march", "soon")
    assert drawn(asked, 40, 8) == [
        "─" * 40,
        " “soon” is not a date; type 2027-03, or",
        " next march",
        " Enter confirm  Esc cancel",
        " ▸ soon",
    ]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    (tmp_path / "sessions").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("water.toml", "waters.toml", "notes.txt", "plant.toml"):
        (tmp_path / name).write_text("")
    return str(tmp_path)


def path_prompt(initial: str) -> PathPrompt:
    return PathPrompt("Open", initial, UNICODE_GLYPHS)


async def test_tab_completes_the_only_name_that_fits(folder):
    asked = path_prompt(f"{folder}/pl")
    press(asked, "tab enter")
    assert asked.answer.result() == f"{folder}/plant.toml"


async def test_tab_goes_as_far_as_all_names_agree_and_lists_them(folder):
    asked = path_prompt(f"{folder}/w")
    press(asked, "tab")
    assert asked.line.text == f"{folder}/water"
    assert drawn(asked, 60)[0] == " water.toml · waters.toml"


async def test_only_folders_and_session_files_are_offered(folder):
    asked = path_prompt(f"{folder}/")
    press(asked, "tab")
    assert asked.told == "plant.toml · sessions/ · water.toml · waters.toml"
    press(asked, "'n tab")
    assert asked.told == "No folder or session file starts with that."


async def test_the_home_folder_stays_a_tilde(folder, monkeypatch):
    monkeypatch.setenv("HOME", folder)
    asked = path_prompt("~/se")
    press(asked, "tab")
    assert asked.line.text == "~/sessions/"


@pytest.mark.parametrize(
    "junk", ["/nowhere/at/all", "\0", "~nobody-here/x", "a" * 5000, "\x1b[A", ""]
)
async def test_completing_junk_leaves_the_line_alone(junk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = path_prompt(junk)
    press(asked, "tab")
    assert asked.line.text == junk
    drawn(asked, 60)


async def test_without_unicode_the_names_are_parted_by_what_every_terminal_has(folder):
    asked = PathPrompt("Open", f"{folder}/w", ASCII_GLYPHS)
    press(asked, "tab")
    assert drawn(asked, 60)[0] == " water.toml - waters.toml"


async def test_words_that_stand_there_already_can_be_emptied_at_one_key():
    asked = prompt(initial="Results that outlive funding")
    press(asked, "end ctrl+u 'Skills enter")
    assert asked.answer.result() == "Skills"


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("'Engineers enter", "Engineers"),
        ("backspace enter", ""),
        ("delete 'x enter", "x"),
        ("right '! enter", "Members!"),
        ("left '! enter", "Member!s"),
        ("home 'All_ enter", "All Members"),
        ("end '! enter", "Members!"),
        ("ctrl+e '! enter", "Members!"),
        ("enter", "Members"),
        ("f5 'x enter", "x"),
    ],
)
async def test_a_text_to_begin_with_is_selected_until_a_key_moves_in_it(keys, answer):
    asked = prompt(initial="Members")
    press(asked, keys)
    assert asked.answer.result() == answer


async def test_a_paste_replaces_what_is_selected():
    asked = prompt(initial="Members")
    asked.paste("Engineers")
    press(asked, "'! enter")
    assert asked.answer.result() == "Engineers!"


async def test_what_is_selected_is_seen_to_be():
    asked = prompt(initial="Members")
    (*_, line) = asked.lines(40, 2)
    assert ("Members", "cursor") in line
    press(asked, "right")
    (*_, line) = asked.lines(40, 2)
    assert ("Members", "cursor") not in line
