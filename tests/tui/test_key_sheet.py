"""The first page of the help: one screen, true keys, the marks, and all keys behind it."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from copvalue_tui.editor.commands import COMMANDS, shipped_keymap
from copvalue_tui.editor.keys.key_sheet import key_sheet
from copvalue_tui.editor.keys.key_table import help_pages, keys_text
from copvalue_tui.editor.keys.keymap import NAMES, build_keymap
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.matrix.vocabulary import STATUSES
from copvalue_tui.tui.dialogs.help_screen import HelpScreen, sheet_lines
from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS
from copvalue_tui.tui.drawing.line import text_of
from tests.tui.asking import TERMINAL, asked

PANES = get_args(Pane)
KEYMAP = shipped_keymap()
FRAME = 3
"""Lines of a screen that are none of the page: title bar, the page's own title, its keys."""
BY_NAME = {name: key for key, name in NAMES.items()}


def page(pane, width=80, glyphs=UNICODE_GLYPHS):
    return [text_of(line).rstrip() for line in sheet_lines(key_sheet(KEYMAP, pane), width, glyphs)]


@pytest.mark.parametrize("pane", PANES)
def test_it_fits_one_screen_of_80_by_24(pane):
    lines = page(pane)
    assert len(lines) <= 24 - FRAME
    assert all(len(line) <= 80 for line in lines)
    if pane in ("grid", "typing"):
        assert "…" not in "\n".join(lines).replace("1 … 9", "")


@pytest.mark.parametrize("pane", PANES)
def test_every_width_is_drawn_to_the_cell(pane):
    for width in (1, 10, 20, 40, 79, 120, 200):
        lines = sheet_lines(key_sheet(KEYMAP, pane), width, ASCII_GLYPHS)
        assert {len(text_of(line)) for line in lines} == {width}


@pytest.mark.parametrize("pane", PANES)
def test_every_key_on_it_does_something_there(pane):
    for group in key_sheet(KEYMAP, pane):
        for keys, _ in group.lines:
            for key in re.sub("1 … [79]", "1", keys).split():
                plain = BY_NAME.get(key) or (key if len(key) == 1 else key.lower())
                for arrow in "←→↑↓":
                    plain = plain.replace(f"+{arrow}", f"+{BY_NAME[arrow]}")
                assert KEYMAP.find(pane, plain), f"{key} in {pane}"


def test_the_page_of_the_grid_has_every_key_of_the_grid_but_the_rare_ones():
    shown = {
        key
        for group in key_sheet(KEYMAP, "grid")
        for keys, _ in group.lines
        for key in keys.split()
    }
    first = {command.id: KEYMAP.key_of(command) for command in COMMANDS if "grid" in command.panes}
    missing = {name for name, key in first.items() if key and key not in shown}
    assert missing == {
        *("add-above", "clear-marks", "paste-above", "previous-cell", "previous-hit"),
        *("redraw", "show-help"),
    }


def test_a_person_s_own_keys_are_shown():
    own, _ = build_keymap(COMMANDS, {"delete": ["f8"], "undo": []})
    groups = {group.heading: group.lines for group in key_sheet(own, "grid")}
    assert ("F8", "delete") in groups["WRITE"]
    assert ("U", "undo, redo") in groups["SAFE"]


def test_every_mark_is_explained():
    legend = "\n".join(page("grid"))
    for status in STATUSES[1:]:
        assert f"{status.mark} {status.name.replace('-', ' ')}" in legend


@pytest.mark.parametrize("pane", PANES)
def test_in_ascii_it_is_ascii_arrows_and_marks_too(pane):
    text = "\n".join(page(pane, glyphs=ASCII_GLYPHS))
    text = text.replace("…", "")  # of a title; what paints it writes a full stop
    assert text.isascii()
    if pane == "grid":
        assert "Up Down" in text
        assert "1 to 9" in text


async def test_the_same_key_again_shows_all_keys_and_the_search_looks_through_them():
    sheet, pages = key_sheet(KEYMAP, "grid"), help_pages(KEYMAP, "grid")
    async with asked(HelpScreen("Keys", pages, TERMINAL, sheet), 80, 24) as it:
        first = await it.drawn()
        assert first[1].split() == ["WRITE", "MOVE", "DECIDE", "SAFE"]
        assert "? all keys" in first[-1]
        it.press("?")
        assert (await it.drawn())[1] == " Moving and marking"
        it.press("?")
        assert it.answered
    async with asked(HelpScreen("Keys", pages, TERMINAL, sheet), 80, 24) as it:
        it.press("/ 'checkpoint")
        assert any("checkpoint" in line for line in (await it.drawn())[1:-1])
    async with asked(HelpScreen("Keys", pages, TERMINAL, sheet), 80, 24) as it:
        it.press("escape")
        assert it.answered


def test_a_run_of_digits_is_one_word():
    assert keys_text(("1", "2", "3")) == "1 … 3"
