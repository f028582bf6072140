"""What a room sees: slides and ballots, at every size, in letters alone."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.timeline.past_view import as_shown
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import Matrix, Row, Value
from copvalue_tui.tui.bars.bar_lines import foot_line, title_line
from copvalue_tui.tui.bars.bars import TitleBar
from copvalue_tui.tui.bars.footer import footer_words
from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS, Glyphs
from copvalue_tui.tui.drawing.line import text_of
from copvalue_tui.tui.grid.room_lines import RoomView, room_lines
from copvalue_tui.tui.grid.view import GridOptions
from tests.editor.stories import parse, tell
from tests.tui.drawn import block, plain, toned
from tests.tui.editing import editor

ROWS = "New engineers | > Help with challenges; Fun | Standing\n--\nBank | |"


def presented(keys: str = "", start: str | State = ROWS) -> State:
    return tell(start, f"V {keys}".strip()).state


def voting(keys: str = "", start: str | State = ROWS) -> State:
    return tell(start, f"V tab tab {keys}".strip()).state


def room(
    state: State, width: int = 80, height: int = 21, glyphs: Glyphs = UNICODE_GLYPHS, top: int = 0
) -> RoomView:
    return room_lines(as_shown(state), width, height, GridOptions(glyphs), top)


def test_a_cell_is_presented_large_and_what_one_speaks_of_is_pointed_at():
    found = room(presented("down"))
    assert plain(found.drawing.lines) == block("""
        |
        |
        |
        |         NEW ENGINEERS · SHORT TERM                             2 values
        |         ───────────────────────────────────────────────────────────────
        |
        |         • Help with challenges
        |
        |
        |        ▌• Fun
    """)
    assert toned(found.drawing.lines, "resting") == ["Fun"]
    assert toned(found.drawing.lines, "cursor") == []


def test_a_whole_row_stands_side_by_side():
    found = room(presented("z"))
    assert plain(found.drawing.lines) == block("""
        |
        |
        |
        |
        |      NEW ENGINEERS
        |
        |      Short Term Value                    Long Term Value
        |      ────────────────────────────────    ────────────────────────────────
        |
        |     ▌• Help with challenges              • Standing
        |
        |      • Fun
    """)


def test_where_a_row_is_too_wide_its_cell_is_shown():
    assert plain(room(presented("z"), 59).drawing.lines) == plain(
        room(presented(), 59).drawing.lines
    )


def test_votes_are_blocks_numbers_and_words():
    found = room(voting("2 2 1"))
    assert plain(found.drawing.lines) == block("""
        |
        |
        |
        |         NEW ENGINEERS · SHORT TERM                              3 votes
        |         ───────────────────────────────────────────────────────────────
        |
        |        ▌1  Help with challenges      ■ 1, second
        |
        |
        |         2  Fun                       ■■ 2, first
    """)
    assert toned(found.drawing.lines, "picked") == ["■", "■■"]


def test_in_a_narrow_room_the_bars_are_below_their_values():
    assert plain(room(voting("2 2 1"), 40, 9).drawing.lines) == block("""
        |     NEW ENGINEERS
        |     SHORT TERM              3 votes
        |     ───────────────────────────────
        |    ▌1  Help with challenges
        |    ▌   ■ 1, second
        |
        |     2  Fun
        |        ■■ 2, first
    """)


def test_the_heading_says_how_many_votes_of_how_many_and_who_they_are():
    state = voting("2 2 1")
    state = replace(state, mode=replace(state.mode, expected=30))
    row = replace(state.matrix.rows[0], persona="In their first years, often alone")
    matrix = replace(state.matrix, members=(row,), short_term_means="within a year")
    lines = plain(room(replace(state, scene=replace(state.scene, matrix=matrix))).drawing.lines)
    assert "NEW ENGINEERS · SHORT TERM  within a year" in lines
    assert " 3 of 30 votes" in lines
    assert "In their first years, often alone" in lines


def test_a_row_and_a_cell_show_the_same_marks_and_votes():
    value = Value("Help", status="realized", priority="high", votes=4)
    state = presented()
    row = replace(state.matrix.rows[0], short_term=(value,))
    state = replace(state, scene=replace(state.scene, matrix=Matrix(members=(row,))))
    whole = replace(state, mode=replace(state.mode, whole=True))
    for seen in (state, whole):
        line = next(line for line in plain(room(seen).drawing.lines).splitlines() if "Help" in line)
        assert "▮▮▮" in line
        assert "✓ Help +4" in line


def test_what_a_horizon_means_stands_whole_below_its_title():
    start = presented("z")
    matrix = replace(start.matrix, short_term_means="one grant year")
    lines = plain(
        room(replace(start, scene=replace(start.scene, matrix=matrix)), 60, 20).drawing.lines
    )
    assert "Short Term Value  " in lines
    assert "one grant year" in lines


def test_without_unicode_votes_are_stars():
    text = plain(room(voting("2 2"), 60, 12, ASCII_GLYPHS).drawing.lines)
    assert "** 2, first" in text
    assert "|2  Fun" in text
    assert text.isascii()


MANY = replace(
    parse("A | > a |"),
    scene=replace(
        parse("A | > a |").scene,
        matrix=replace(
            parse("A | > a |").matrix,
            members=(
                Row(
                    "\x1b[2J[b]Row " + "long " * 60,
                    tuple(
                        Value(f"\x1b]0;x\x07[/b]{n} 漢字 " + "words " * (n % 9), votes=n * 7)
                        for n in range(30)
                    ),
                    tuple(Value(f"Long {n}") for n in range(3)),
                    persona="‮who " * 50,
                ),
            ),
        ),
    ),
)


def test_every_size_is_filled_and_what_is_pointed_at_is_in_view(subtests):
    for width, height, pane in product(
        [120, 80, 60, 40], [37, 21, 9, 3], ["presenting", "whole", "voting"]
    ):
        with subtests.test(width=width, height=height, pane=pane):
            state = {
                "presenting": lambda: presented("", MANY),
                "whole": lambda: presented("z", MANY),
                "voting": lambda: tell(MANY, "V tab tab").state,
            }[pane]()
            top = 0
            for _ in range(31):
                found = room(state, width, height, top=top)
                top = found.top
                lines = found.drawing.lines
                assert len(lines) == height
                assert {cell_width(text_of(line)) for line in lines} == {width}
                text = plain(lines)
                assert "\x1b" not in text
                assert "‮" not in text
                if height > 8:
                    assert found.drawing.caret is not None
                    column, line = found.drawing.caret
                    assert (
                        f"{state.cursor.slot} 漢字" in text_of(lines[line]) or state.cursor.column
                    )
                    assert column < width
                state = tell(state, "down").state


def test_the_bars_keep_to_what_a_room_needs():
    title = text_of(title_line(presented("right"), 60, UNICODE_GLYPHS))
    assert title.split() == ["New", "value", "matrix", "2", "of", "2"]
    words = footer_words(presented(), shipped_keymap())
    assert words[:4] == (("→", "next"), ("←", "back"), ("z", "whole row"), ("Tab", "write"))
    assert ("Esc", "done") in words
    assert ("1", "to 9 vote") in footer_words(voting(), shipped_keymap())
    at_80 = text_of(foot_line(voting("1"), shipped_keymap(), 80, UNICODE_GLYPHS))
    for word in ("1 to 9 vote", "u undo", "o order", "Tab present", "Esc done", "? help"):
        assert word in at_80
    assert ("u", "undo") not in footer_words(voting(), shipped_keymap())
    assert ("u", "undo") in footer_words(voting("1"), shipped_keymap())


async def test_the_clock_shows_on_request_and_is_drawn_again_at_the_next_minute(toolkit):
    async with editor(toolkit, (80, 24), autosave=False) as one:
        bar = one.app.screen.query_one(TitleBar)
        await one.press("V")
        await one.sees("1 of 4")
        assert bar._next_minute is None, "nothing runs while nobody asked"
        await one.press("t")
        await one.until(lambda: re.search(r"1 of 4 · \d\d:\d\d", one.text) is not None)
        assert 0 < bar._next_minute._interval <= 60.1
        await one.press("tab tab")
        await one.until(lambda: re.search(r"0 votes · \d\d:\d\d", one.text) is not None)
        await one.press("escape V")
        await one.until(lambda: re.search(r"0 votes · \d\d:\d\d", one.text) is not None)
        await one.press("t")
        await one.until(lambda: re.search(r" \d\d:\d\d", one.text) is None)
        assert bar._next_minute is None


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_in_the_editor_the_suggestions_go_and_come_back(toolkit, size):
    async with editor(toolkit, size, autosave=False) as one:
        await one.press("V")
        await one.sees("1 of 4")
        assert "Suggestions" not in one.text
        await one.press("right")
        await one.sees("2 of 4")
        await one.press("z")
        await one.sees("1 of 2")
        await one.press("escape")
        await one.press("V tab tab")
        await one.sees("0 votes")
        await one.press("2 2")
        await one.sees("2, first")
        await one.paste("1\n2\n3")
        await one.sees("3 values from your clipboard")
        await one.press("escape")
        await one.sees("2, first")
        await one.press("escape")
        await one.sees("2 votes. Most votes:")
