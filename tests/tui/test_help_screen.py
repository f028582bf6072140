"""The help: pages to scroll and to search."""

from __future__ import annotations

import pytest
from textual import events

from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.tui.dialogs.help_screen import HelpScreen
from tests.tui.asking import TERMINAL, asked

PAGES = (
    HelpPage("Moving", (("↓ j", "Goes one value down."), ("g Home", "Goes to the first value."))),
    HelpPage("Undo", (("u Ctrl+Z", "Takes the last deed back, wherever the cursor stood."),)),
)


def help_screen(pages=PAGES):
    return HelpScreen("Keys", pages, TERMINAL)


async def test_keys_and_meanings_stand_in_two_columns_under_their_headings():
    async with asked(help_screen(), 44, 15) as it:
        assert await it.drawn() == [
            "─ Keys ─────────────────────────────────────",
            " Moving",
            "  ↓ j        Goes one value down.",
            "  g Home     Goes to the first value.",
            "",
            " Undo",
            "  u Ctrl+Z   Takes the last deed back,",
            "             wherever the cursor stood.",
            " Esc close",
        ], "no larger than its text"
        assert await it.caret() == (1, 7)


@pytest.mark.parametrize("key", ["escape", "q", "?", "f1", "ctrl+c"])
async def test_it_closes(key):
    async with asked(help_screen()) as it:
        it.press(key)
        assert it.answered


async def test_it_scrolls_and_says_how_much_is_left():
    async with asked(help_screen(), 50, 7) as it:
        last = (await it.drawn())[-1]
        assert last.startswith(" ↑ ↓ scroll  / find  Esc close")
        assert last.endswith("3 more lines")
    async with asked(help_screen(), 44, 7) as it:
        assert (await it.drawn())[-1].endswith("Esc close       3 more")
        it.press("j")
        assert (await it.drawn())[1] == "  ↓ j        Goes one value down."
        it.press("end j j pagedown")
        assert "more lines" not in (await it.drawn())[-1]
        it.press("home k pageup")
        assert (await it.drawn())[1] == " Moving"


async def test_the_wheel_scrolls_it():
    async with asked(help_screen(), 50, 7) as it:
        await it.drawn()
        down = events.MouseScrollDown(None, 9, 3, 0, 1, 0, False, False, False)
        it.dialog.get_widget_at(9, 3)[0].post_message(down)
        lines = await it.drawn()
        assert lines[1] != " Moving"
        assert not lines[-1].endswith("3 more lines")


async def test_a_search_shows_what_fits_and_escape_shows_all_again():
    async with asked(help_screen(), 44, 14) as it:
        it.press("/ 'first")
        assert (await it.drawn())[1:] == [
            " Moving",
            "  g Home   Goes to the first value.",
            " / first",
        ]
        assert await it.caret() == (8, 13)
        it.press("enter escape")
        assert " Undo" in await it.drawn()
        assert not it.answered
        it.press("/ 'zzz")
        assert (await it.drawn())[1] == " Nothing matches. Esc to show all."


@pytest.mark.parametrize("width", [4, 12, 20, 40, 120])
async def test_every_width_is_drawn(width):
    pages = (HelpPage("漢字" * 20, (("\x1b[A" * 9, "[/] \u202e " * 30), ("", ""))),)
    async with asked(help_screen(pages), width, 7) as it:
        assert not any("\x1b" in line for line in await it.drawn())
