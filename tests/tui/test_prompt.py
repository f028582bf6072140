"""The prompt: one line typed at the foot of the screen; paths complete."""

from __future__ import annotations

from pathlib import Path

import pytest

from copvalue_tui.tui.dialogs.prompt import PathPrompt, Prompt
from copvalue_tui.tui.drawing.themes import theme_named
from tests.tui.asking import TERMINAL, asked

ASCII = theme_named("terminal", ascii=True)


def prompt(question: str = "Name", initial: str = "") -> Prompt:
    return Prompt(question, initial, TERMINAL)


async def test_enter_takes_what_was_typed():
    async with asked(prompt()) as it:
        it.press("'Field_staff enter")
        assert it.answer == "Field staff"


@pytest.mark.parametrize("key", ["escape", "ctrl+c", "ctrl+q"])
async def test_turning_away_answers_nothing(key):
    async with asked(prompt(initial="Staff")) as it:
        it.press(f"'x {key}")
        assert it.answer is None


async def test_the_keys_of_readline_edit_the_line():
    async with asked(prompt(initial="old words")) as it:
        it.press("end ctrl+w 'new ctrl+a 'very_ ctrl+e backspace enter")
        assert it.answer == "very old ne"


async def test_an_answer_is_given_once():
    async with asked(prompt()) as it:
        it.press("'a enter 'b enter escape")
        assert it.answer == "a"


async def test_a_paste_becomes_one_tidy_line():
    async with asked(prompt()) as it:
        it.dialog.paste("  two\r\nlines\x1b[31m \t of it\x07 ")
        it.press("enter")
        assert it.answer == "two lines[31m of it"


async def test_a_question_stands_before_its_line():
    async with asked(prompt("Name of this row", "Members")) as it:
        assert await it.drawn() == [
            " Enter confirm  Esc cancel",
            " Name of this row: Members",
        ]
        assert await it.caret() == (len(" Name of this row: Members"), 19)


async def test_a_question_that_ends_with_its_own_mark_gets_no_other():
    async with asked(prompt("Who facilitates?", "Anna")) as it:
        assert (await it.drawn())[-1] == " Who facilitates? Anna"


async def test_a_long_line_scrolls_so_that_the_caret_is_in_sight():
    async with asked(prompt(initial="a benefit in very many words " * 20)) as it:
        assert 30 < (await it.caret()).x < 40
        it.press("home")
        assert await it.caret() == (7, 19)
        assert (await it.drawn())[1].startswith(" Name: a benefit in very")


@pytest.mark.parametrize("width", [20, 40, 41, 80])
async def test_every_script_stays_within_the_line(width):
    texts = ("漢字かな交じり文" * 9, "👩‍👩‍👧 " * 20, "e\u0301\u0300" * 50, "x" * 500)
    async with asked(prompt(), width) as it:
        for text in texts:
            it.dialog.field.value = text
            for key in ("left left left", "home", "right right right", "end"):
                it.press(key)
                await it.drawn()
                assert 6 < (await it.caret()).x < width


async def test_nothing_a_person_typed_reaches_the_terminal_raw():
    async with asked(prompt("What\x1b]0;x\x07", "a\x1b[2Jb\u202ec")) as it:
        assert "\x1b" not in "".join(await it.drawn())
        assert "␛" in "".join(await it.drawn())


@pytest.mark.parametrize(("width", "most", "taken"), [(1, 1, 1), (2, 1, 1), (5, 2, 2), (20, 5, 4)])
async def test_the_smallest_terminal_draws_something(width, most, taken):
    async with asked(prompt("A long question", "words"), width, most) as it:
        await it.drawn()
        it.press("'x enter")
        assert it.answer == "x"


async def test_a_long_question_stands_whole_above_its_line():
    async with asked(prompt("“soon” is not a date; type 2027-03, or next march", "soon")) as it:
        assert await it.drawn() == [
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
    return PathPrompt("Open", initial, TERMINAL)


async def test_tab_completes_the_only_name_that_fits(folder):
    async with asked(path_prompt(f"{folder}/pl")) as it:
        it.press("tab enter")
        assert it.answer == f"{folder}/plant.toml"


async def test_tab_goes_as_far_as_all_names_agree_and_lists_them(folder):
    async with asked(path_prompt(f"{folder}/w")) as it:
        it.press("tab")
        assert it.dialog.field.value == f"{folder}/water"
        assert (await it.drawn())[0] == " water.toml · waters.toml"


async def test_only_folders_and_session_files_are_offered(folder):
    async with asked(path_prompt(f"{folder}/")) as it:
        it.press("tab")
        assert it.dialog.message == "plant.toml · sessions/ · water.toml · waters.toml"
        it.press("'n tab")
        assert it.dialog.message == "No folder or session file starts with that."


async def test_the_home_folder_stays_a_tilde(folder, monkeypatch):
    monkeypatch.setenv("HOME", folder)
    async with asked(path_prompt("~/se")) as it:
        it.press("tab")
        assert it.dialog.field.value == "~/sessions/"


@pytest.mark.parametrize(
    "junk", ["/nowhere/at/all", "\0", "~nobody-here/x", "a" * 5000, "\x1b[A", ""]
)
async def test_completing_junk_leaves_the_line_alone(junk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with asked(path_prompt(junk)) as it:
        it.press("tab")
        assert it.dialog.field.value == junk
        await it.drawn()


async def test_without_unicode_the_names_are_parted_by_what_every_terminal_has(folder):
    async with asked(PathPrompt("Open", f"{folder}/w", ASCII)) as it:
        it.press("tab")
        assert (await it.drawn())[0] == " water.toml - waters.toml"


async def test_words_that_stand_there_already_can_be_emptied_at_one_key():
    async with asked(prompt(initial="Results that outlive funding")) as it:
        it.press("end ctrl+u 'Skills enter")
        assert it.answer == "Skills"


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("'Engineers enter", "Engineers"),
        ("backspace enter", ""),
        ("delete 'x enter", "x"),
        ("right '! enter", "Members!"),
        ("left '! enter", "!Members"),
        ("shift+left '! enter", "!s"),
        ("end shift+left shift+left '! enter", "Membe!"),
        ("end alt+b 'All_ enter", "All Members"),
        ("home shift+end ctrl+x 'x ctrl+v ctrl+v enter", "xMembersMembers"),
        ("home 'All_ enter", "All Members"),
        ("end '! enter", "Members!"),
        ("ctrl+e '! enter", "Members!"),
        ("enter", "Members"),
        ("f5 'x enter", "x"),
    ],
)
async def test_a_text_to_begin_with_is_selected_until_a_key_moves_in_it(keys, answer):
    async with asked(prompt(initial="Members")) as it:
        it.press(keys)
        assert it.answer == answer


async def test_a_paste_replaces_what_is_selected():
    async with asked(prompt(initial="Members")) as it:
        it.dialog.paste("Engineers")
        it.press("'! enter")
        assert it.answer == "Engineers!"


async def test_what_is_selected_is_seen_to_be():
    async with asked(prompt(initial="Members")) as it:

        def reversed_words() -> list[str]:
            return [part.text for part in it.strips[-1] if part.style and part.style.reverse]

        await it.drawn()
        assert "Members" in "".join(reversed_words())
        it.press("right")
        await it.drawn()
        assert reversed_words() == [" "], "only the caret"


async def test_ctrl_c_copies_what_is_selected_and_then_leaves():
    async with asked(prompt(initial="Members")) as it:
        it.press("ctrl+c")
        assert not it.answered
        assert it.pilot.app.copied == ["Members"]
        it.press("end ctrl+c")
        assert it.answer is None


@pytest.mark.parametrize("letter", ["e\u0301", "👩‍👩‍👧", "漢"])
async def test_a_letter_is_one_step_with_all_its_marks(letter):
    async with asked(prompt(initial=f"a{letter}b")) as it:
        it.press("end left left 'x")
        assert it.dialog.field.value == f"ax{letter}b"
        it.press("delete")
        assert it.dialog.field.value == "axb"
        it.dialog.paste(letter)
        it.press("backspace backspace enter")
        assert it.answer == "ab"


async def test_a_click_puts_the_caret_there_and_one_elsewhere_leaves():
    async with asked(prompt(initial="Members")) as it:
        await it.pilot.click(offset=(9, 19))
        it.press("'x")
        assert it.dialog.field.value == "Mexmbers"
        await it.pilot.click(offset=(9, 3))
        assert it.answer is None


async def test_without_colours_of_a_terminal_it_is_drawn_in_the_theme():
    look = theme_named("dark")
    async with asked(Prompt("Name", "Members", look), look=look) as it:
        await it.drawn()
        grounds = {part.style.bgcolor.name for part in it.strips[-1] if part.style}
        assert grounds == {look.background, "#d8dee9", "#7fd1e0"}


async def test_a_click_moves_the_caret_by_letters_as_people_see_them():
    async with asked(prompt(initial="a👩‍🚒é日b")) as it:
        found = []
        for x in range(9):
            await it.pilot.click(it.dialog.field, offset=(x, 0))
            found.append(it.dialog.field.value[it.dialog.field.cursor_position :])
        assert found[:7] == ["a👩‍🚒é日b", *["👩‍🚒é日b"] * 2, "é日b", "日b", "日b", "b"]
        assert found[7:] == ["", ""]
