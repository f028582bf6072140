"""Mouse and clipboard: clicks go there, double clicks are Enter, dialogs share what is copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from copvalue_tui.editor.keys.keymap import NAMES, key_name, key_named
from copvalue_tui.matrix.values import HORIZONS, Place
from copvalue_tui.tui.drawing.line import LineBuilder, key_at, text_of
from tests.tui.editing import Editor, editor

ROOT = Path(__file__).parents[2]
SIZE = (80, 24)


def place_of(one: Editor, widget: str, words: str) -> tuple[int, int]:
    """Where words are drawn in a widget."""
    lines = one.app.main.query_one(widget).lines
    return next(
        (text.index(words) + 1, y) for y, text in enumerate(map(text_of, lines)) if words in text
    )


async def click(one: Editor, widget: str, words: str, times: int = 1) -> None:
    await one.pilot.click(f"#{widget}", offset=place_of(one, f"#{widget}", words), times=times)
    await one.pilot.pause()


async def test_a_click_goes_to_a_value_and_a_double_click_edits_it(toolkit):
    async with editor(toolkit, SIZE) as one:
        await click(one, "grid", "Fun with colleagues")
        assert one.state.value.text == "Fun with colleagues"
        assert one.state.typing is None
        await click(one, "grid", "Fun with colleagues", times=2)
        assert one.state.typing.line.text == "Fun with colleagues"
        await click(one, "grid", "Access to expertise")
        assert one.state.typing.line.text == "Fun with colleagues", "typing goes on"


async def pointed(one: Editor, words: str, letter: str) -> None:
    """A click on a letter of the text that is typed, in the line that begins with some words."""
    x, y = place_of(one, "#grid", words)
    await one.pilot.click("#grid", offset=(x - 1 + words.index(letter), y))
    await one.pilot.pause()


@pytest.mark.parametrize("keys", ["", "z"], ids=["in its cell", "zoomed"])
async def test_a_click_into_the_text_that_is_typed_moves_the_caret(toolkit, keys):
    async with editor(toolkit, SIZE) as one:
        await one.press(f"{keys} j j e")
        await one.press("'_in_front_of_donors_and_at_every_one_of_our_public_meetings")
        await pointed(one, "confidence in", "c")
        assert one.state.typing.line.after.startswith("confidence in front")
        await pointed(one, "confidence in", "i")
        await one.press("'more")
        assert "confmoreidence" in one.state.typing.line.text
        await one.press("ctrl+z end shift+left shift+left")
        await pointed(one, "Increased", "d")
        assert one.state.typing.line.after.startswith("d ")
        assert not one.state.typing.line.selected
        # Behind the end of a line; the words of another value do nothing.
        x, y = place_of(one, "#grid", "Increased")
        await click(one, "grid", "Fun with colleagues")
        assert one.state.typing.line.after.startswith("d ")
        await one.press("ctrl+e")
        await one.pilot.click("#grid", offset=(x - 3, y))
        assert one.state.typing.line.caret == 0, "on the bullet"


async def test_a_click_into_new_words_leaves_the_highlighted_suggestion(toolkit):
    async with editor(toolkit, (120, 40)) as one:
        await one.press("a 'net")
        await click(one, "panel", "1 ")
        assert one.state.typing.chosen == 0
        await pointed(one, "net", "t")
        assert (one.state.typing.chosen, one.state.typing.line.after) == (None, "t")
        await one.press("'x enter")
        assert "next" in [value.text for value in one.state.cell]


async def test_a_click_goes_to_a_suggestion_and_a_double_click_adopts_it(toolkit):
    async with editor(toolkit, (120, 40)) as one:
        before = one.state.matrix
        await click(one, "panel", "1 ")
        assert (one.state.pane, one.state.in_panel.chosen) == ("panel", 0)
        await click(one, "panel", "2 ")
        assert (one.state.pane, one.state.in_panel.chosen) == ("panel", 1)
        assert one.state.matrix == before
        at = one.app.cursor_position
        panel = one.app.main.query_one("#panel")
        assert "2 " in text_of(panel.lines[at.y - panel.region.y])
        await click(one, "panel", "2 ", times=2)
        assert one.state.matrix != before


async def test_while_a_value_is_typed_a_click_highlights_a_suggestion_and_a_second_takes_it(
    toolkit,
):
    async with editor(toolkit, (120, 40)) as one:
        await one.press("a")
        await click(one, "panel", "3 ")
        assert one.state.typing.chosen == 2
        await click(one, "panel", "2 ", times=2)
        assert one.state.typing.chosen is None
        taken = one.state.typing.line.text
        assert taken
        await one.press("enter escape")
        assert taken in [value.text for value in one.state.cell]


async def test_a_click_in_the_grid_gives_it_the_keys_again(toolkit):
    async with editor(toolkit, (120, 40)) as one:
        before = one.state.matrix
        await click(one, "panel", "2 ")
        assert one.state.pane == "panel"
        await click(one, "grid", "Access to expertise")
        assert (one.state.pane, one.state.value.text) == ("grid", "Access to expertise")
        await one.press("enter")
        assert one.state.typing.line.text == "Access to expertise", "Enter edits"
        await one.press("escape")
        await click(one, "panel", "2 ")
        await click(one, "grid", "Fun with colleagues", times=2)
        assert one.state.typing.line.text == "Fun with colleagues"
        assert one.state.matrix == before


async def test_a_click_on_a_row_goes_there_and_a_double_click_renames_it(toolkit):
    async with editor(toolkit, SIZE) as one:
        await click(one, "grid", "Organi")
        assert (one.state.cursor, one.state.typing) == (Place(1, 0, 0), None)
        await click(one, "grid", "Members", times=2)
        await one.sees("Name of this row")
        await one.press("'Staff enter")
        await one.until(lambda: one.state.matrix.rows[0].name == "Staff")


async def test_in_a_vote_a_click_is_a_vote_and_the_foot_has_buttons(toolkit):
    async with editor(toolkit, SIZE) as one:
        await one.press("V tab tab")
        await click(one, "grid", "Fun with colleagues")
        await click(one, "grid", "Fun with colleagues", times=2)
        await click(one, "grid", "1  Help")
        cell = one.state.matrix.rows[0].short_term
        assert {value.text: value.votes for value in cell if value.votes} == {
            "Fun with colleagues": 3,
            "Help with challenges": 1,
        }
        before = one.state.matrix
        await click(one, "footer", "1 to 9")
        assert (one.state.matrix, one.state.message) == (before, "Click a value to vote for it.")
        await click(one, "footer", "undo")
        assert one.state.matrix.rows[0].short_term[0].votes == 0
        await click(one, "footer", "order")
        assert one.state.matrix.rows[0].short_term[0].text == "Fun with colleagues"
        await click(one, "footer", "done")
        assert one.state.pane == "grid"


async def test_keys_that_the_panel_names_are_buttons(toolkit):
    for size, word in ((SIZE, "more"), ((120, 40), "choose")):
        async with editor(toolkit, size) as one:
            await click(one, "panel", word)
            assert one.state.pane == "panel"
            await click(one, "panel", "hide")
            assert (one.state.pane, one.state.panel.shown) == ("grid", False)


async def test_keys_at_the_foot_are_buttons(toolkit):
    async with editor(toolkit, SIZE) as one:
        await click(one, "footer", "add")
        assert one.state.typing is not None
        await click(one, "footer", "Esc")
        assert one.state.typing is None
        await click(one, "footer", ": all")
        await one.sees("Commands")
        await one.pilot.click(offset=(10, 3))
        await one.until(lambda: one.app.screen is one.app.main)
        assert one.state.cursor == Place(0, 0, 0), "the click beside the dialog moved nothing"


async def test_the_wheel_scrolls_a_list_and_leaves_the_matrix(toolkit):
    async with editor(toolkit, SIZE) as one:
        await one.press(":")
        await one.sees("Commands")
        shown = one.app.screen.list
        shown.post_message(events.MouseScrollDown(shown, 5, 5, 0, 1, 0, False, False, False))
        await one.until(lambda: shown.scroll_offset.y > 0)
        assert shown.highlighted == 0


async def test_dialogs_and_the_matrix_share_what_is_copied(toolkit):
    async with editor(toolkit, SIZE) as one:
        await one.press("y R")
        await one.sees("Name of this row")
        await one.press("end ctrl+v")
        await one.sees("MembersHelp with challenges")
        await one.press("home shift+right shift+right ctrl+c")
        await one.press("end ctrl+v escape")
        await one.until(lambda: one.app.screen is one.app.main)
        assert [value.text for value in one.state.clipboard] == ["Me"]
        await one.press("p")
        assert one.state.value.text == "Me"


async def test_a_key_pressed_while_a_long_paste_is_read_answers_nothing(toolkit):
    async with editor(toolkit, SIZE) as one:
        before = one.state.matrix
        await one.paste("\n".join(f"value number {number}" for number in range(10_000)))
        await one.press("enter")
        await one.sees("10,000 values from your clipboard")
        assert one.state.matrix == before
        await one.press("enter")
        await one.until(lambda: len(one.state.matrix.rows[0].short_term) > 10_000)


def test_a_keys_name_leads_back_to_it():
    keys = [*NAMES, "d", "D", ":", "ctrl+s", "f1", "shift+down"]
    assert [key_named(key_name(key)) for key in keys] == keys


def test_what_is_no_keys_name_is_no_key():
    names = ("", "type", "letter or Enter", "1 … 9", "nonsense")
    assert [name for name in names if key_named(name)] == []


def test_a_word_belongs_to_the_key_before_it():
    line = LineBuilder().write(" ").write("a", "key").write(" add  ", "dim").write("Esc", "key")
    line.to(20).write("5 more", "dim")
    assert [key_at(line.pieces, x) for x in (0, 1, 2, 5, 6, 8)] == ["", "a", "a", "a", "", "Esc"]
    assert [key_at(line.pieces, x) for x in (10, 11, 13, 22, 50)] == ["Esc", "", "", "", ""]
    assert key_at((), 3) == ""


async def click_on(one: Editor, words: str, times: int = 1) -> None:
    """A click where words are on the screen, in a dialog or in the matrix."""

    def found() -> tuple[int, int] | None:
        strips = one.app.screen._compositor.render_strips()
        lines = [strip.text for strip in strips]
        return next(
            (((text.index(words) + 1), y) for y, text in enumerate(lines) if words in text), None
        )

    await one.until(lambda: found() is not None, f"never saw {words!r} in\n{one.text}")
    await one.pilot.click(offset=found(), times=times)
    await one.pilot.pause()


TABLE = "\tShort term\tLong term\nMembers\tHelp\tTrust\nOrganization\tSpeed\tReach\n"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_tasks_of_a_first_hour_with_the_mouse(tmp_path, own_home, size):
    path = tmp_path / "blank.toml"
    path.write_bytes((ROOT / "samples" / "blank.toml").read_bytes())
    async with editor(path, size, mouse=True) as one:

        def cell(row: int, at: int) -> list[str]:
            return [value.text for value in one.state.matrix.rows[row].cell(HORIZONS[at])]

        # Fill the blank template: the first cell by hand, the next from the suggestions.
        await click_on(one, "What ", times=2)
        assert one.state.typing is not None
        await one.press("'Answers_within_an_huor_of_asking_in_the_group enter")
        await click_on(one, "Esc")
        await click(one, "panel", "1 ", times=2)
        await one.until(lambda: len(cell(0, 0)) == 2)
        # Fix a typo in a long value.
        await click_on(one, "Answers within", times=2)
        assert one.state.typing is not None
        await one.press("ctrl+home ctrl+right ctrl+right ctrl+right ctrl+delete")
        assert one.state.typing.line.text.count("huor") == 0
        await one.press("'_hour enter")
        await one.until(lambda: "huor" not in cell(0, 0)[0])
        assert " ".join(cell(0, 0)[0].split()).startswith("Answers within an hour")
        # Paste a table.
        await one.paste(TABLE)
        await click_on(one, "Add all 4 values")
        await one.until(lambda: cell(1, 1) == ["Reach"])
        # Move a value by name.
        await click_on(one, "Reach")
        assert one.state.value.text == "Reach"
        await click_on(one, "m move")
        await click_on(one, "Members · short term  ")
        await one.until(lambda: "Reach" in cell(0, 0))
        # Rename a row.
        await click(one, "grid", "Members", times=2)
        await one.sees("Name of this row")
        await one.press("'Nurses enter")
        await one.until(lambda: one.state.matrix.rows[0].name == "Nurses")
        # Undo twice.
        await click_on(one, "u undo")
        await click_on(one, "u undo")
        await one.until(lambda: one.state.matrix.rows[0].name == "Members" and cell(1, 1))
        # Export, and change the theme.
        await click_on(one, ": all")
        await one.press("'export")
        await click_on(one, "Export, report, minutes")
        await click_on(one, "Export as Markdown")
        await one.press("enter")
        await one.until(lambda: path.with_suffix(".md").exists())
        await click_on(one, ": all")
        await one.press("'theme")
        await click_on(one, "Settings")
        await click_on(one, "Theme")
        await click_on(one, "nord")
        await one.until(lambda: one.state.theme == "nord")
        await click_on(one, "Settings")
        await one.press("escape")
        # Vote, and leave.
        await click_on(one, ": all")
        await one.press("'vote")
        await click_on(one, "The room")
        for view in ("write", "vote"):
            await click_on(one, f"Tab {view}")
        await click(one, "grid", "1  ")
        await one.until(lambda: one.state.cell[0].votes == 1)
        await click_on(one, "Esc done")
        await click_on(one, ": all")
        await one.press("'quit")
        await click_on(one, "Quit")
        await one.until(lambda: one.state.closed)
