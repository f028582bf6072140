"""The help: pages to scroll and to search."""

from __future__ import annotations

import pytest

from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.tui.dialogs.help_screen import HelpScreen
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS
from tests.tui.asking import drawn, press

PAGES = (
    HelpPage("Moving", (("↓ j", "Goes one value down."), ("g Home", "Goes to the first value."))),
    HelpPage("Undo", (("u Ctrl+Z", "Takes the last deed back, wherever the cursor stood."),)),
)


def help_screen(pages=PAGES):
    return HelpScreen("Keys", pages, UNICODE_GLYPHS)


async def test_keys_and_meanings_stand_in_two_columns_under_their_headings():
    assert drawn(help_screen(), 44, 11) == [
        "─ Keys ─────────────────────────────────────",
        " Moving",
        "  ↓ j        Goes one value down.",
        "  g Home     Goes to the first value.",
        "",
        " Undo",
        "  u Ctrl+Z   Takes the last deed back,",
        "             wherever the cursor stood.",
        "",
        "",
        " ↑ ↓ scroll  / find  Esc close",
    ]


@pytest.mark.parametrize("key", ["escape", "q", "?", "f1", "ctrl+c"])
async def test_it_closes(key):
    shown = help_screen()
    press(shown, key)
    assert shown.answer.done()


async def test_it_scrolls_and_says_how_much_is_left():
    shown = help_screen()
    assert drawn(shown, 50, 6)[-1].endswith("3 more lines")
    press(shown, "j")
    assert drawn(shown, 50, 6)[1] == "  ↓ j        Goes one value down."
    press(shown, "end j j pagedown")
    assert "more lines" not in drawn(shown, 50, 6)[-1]
    press(shown, "home k pageup")
    assert drawn(shown, 50, 6)[1] == " Moving"


async def test_a_search_shows_what_fits_and_escape_shows_all_again():
    shown = help_screen()
    press(shown, "/ 'first")
    assert drawn(shown, 44, 8)[1:4] == [" Moving", "  g Home   Goes to the first value.", ""]
    press(shown, "enter escape")
    assert " Undo" in drawn(shown, 44, 11)
    assert not shown.answer.done()
    press(shown, "/ 'zzz")
    assert drawn(shown, 60, 8)[1] == " Nothing in the help matches."


@pytest.mark.parametrize("width", [4, 12, 20, 40, 120])
async def test_every_width_is_drawn(width):
    shown = help_screen((HelpPage("漢字" * 20, (("\x1b[A" * 9, "[/] \u202e " * 30), ("", ""))),))
    assert drawn(shown, width, 6)
