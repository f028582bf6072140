"""The timeline drawn: at the grid's side and under it, with the grid as it was then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.timeline import Timeline, TimelineMoment, TimelineSession
from copvalue_tui.editor.timeline.past_view import as_shown, look_at_moment
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.tui.bars.bar_lines import status_line, title_line
from copvalue_tui.tui.bars.footer import footer_line, footer_words
from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS, Glyphs
from copvalue_tui.tui.drawing.line import text_of
from copvalue_tui.tui.grid.lines import draw
from copvalue_tui.tui.grid.view import GridOptions
from copvalue_tui.tui.side.offer_lines import PanelDrawing
from copvalue_tui.tui.side.timeline_lines import (
    NOTHING_EARLIER,
    timeline_height,
    timeline_lines,
    timeline_strip,
)
from tests.editor.stories import parse
from tests.tui.drawn import block, grid, plain, toned
from tests.tui.editing import editor

NOW = "Members | > Help; Fun | Skills"
SITTINGS = (
    TimelineSession("This session, since 13:40"),
    TimelineSession("20 November, 09:02–10:15", "Connection lost", "Older steps are gone."),
)


def entry(
    words: str, drawing: str, clock: str = "", kind: str = "do", sitting: int = 0
) -> TimelineMoment:
    state = parse(drawing)
    when = f"{clock} on 21 November" if clock else ""
    return TimelineMoment(words, state.matrix, state.cursor, clock, when, kind, sitting)


def looking(chosen: int = 0, *more: TimelineMoment) -> State:
    entries = (
        entry("Now", NOW, kind="now"),
        entry("Before lunch", NOW, "14:02", "checkpoint"),
        entry("Undone: added “Contacts in partner agencies”", NOW, "14:01", "undo"),
        entry("Deleted “Access”", NOW, "13:45"),
        entry("Opened", "Members | > Access; Help; Fun | Skills", "13:40", "open"),
        entry("Added “Skills”", "Members | Help | > Skills", "10:15", sitting=1),
        entry("Opened", "Members | > Help |", "09:02", "open", 1),
        *more,
    )
    timeline = Timeline(entries, SITTINGS, chosen)
    return replace(parse(NOW), mode=timeline)


def side(state: State, height: int = 19, top: int = 0, glyphs: Glyphs = UNICODE_GLYPHS):
    return timeline_lines(state, shipped_keymap(), 34, height, top, glyphs)


def strip(state: State, width: int = 80, height: int = 8, top: int = 0) -> PanelDrawing:
    return timeline_strip(state, shipped_keymap(), width, height, top, UNICODE_GLYPHS)


def test_every_deed_stands_with_its_time_under_its_session():
    assert plain(side(looking()).lines) == block("""
        | Timeline                  1 of 7
        | This session, since 13:40
        |
        |▌      Now
        | 14:02 ◆ Before lunch
        | 14:01 Undone: added “Contacts
        |       in partner agencies”
        | 13:45 Deleted “Access”
        | 13:40 Opened
        |
        | 20 November, 09:02–10:15
        | Connection lost
        | 10:15 Added “Skills”
        | 09:02 Opened
        |       Older steps are gone.
    """)


def test_under_the_grid_a_moment_takes_a_line():
    assert plain(strip(looking(4)).lines) == block("""
        | Timeline · This session, since 13:40 ────────────────────────────────── 5 of 7
        |       Now
        | 14:02 ◆ Before lunch
        | 14:01 Undone: added “Contacts in partner agencies”
        | 13:45 Deleted “Access”
        |▌13:40 Opened
        | 20 November, 09:02–10:15, connection lost
        | 10:15 Added “Skills”
    """)


def test_without_unicode_it_has_other_signs():
    lines = plain(side(looking(1), glyphs=ASCII_GLYPHS).lines)
    assert "|14:02 # Before lunch" in lines


def test_checkpoints_stand_out_and_what_was_taken_back_recedes():
    drawing = side(looking())
    assert toned(drawing.lines, "picked") == ["◆ Before lunch"]
    assert any("Undone" in text for text in toned(drawing.lines, "dim"))
    assert toned(drawing.lines, "cursor") == ["Now"]


@pytest.mark.parametrize("draw_it", [side, strip])
@pytest.mark.parametrize("height", [1, 2, 3, 4, 6, 9, 30])
def test_the_chosen_moment_is_in_view_wherever_one_goes(draw_it, height):
    many = [entry(f"Deed {n} " + "words " * (n % 9), NOW, "09:00", sitting=1) for n in range(60)]
    state, top = looking(0, *many), 0
    for chosen in [*range(67), *range(66, -1, -1), 40, 3, 66, 0]:
        state = look_at_moment(state, chosen)
        drawing = draw_it(state, height=height, top=top)
        top = drawing.top
        assert len(drawing.lines) == height
        shown = {spot.offer for spot in drawing.spots}
        if height > 1:
            assert chosen in shown
        if height > 9:
            assert {max(chosen - 1, 0), min(chosen + 1, 66)} <= shown


def test_the_terminal_s_own_cursor_stands_at_the_chosen_moment():
    drawing = side(looking(3))
    assert drawing.caret is not None
    column, line = drawing.caret
    assert text_of(drawing.lines[line])[column:].startswith("Deleted")


def test_hostile_words_are_shown_and_never_obeyed():
    nasty = "\x1b]0;x\x07[b]bold[/b]\u202e\u0301" + "漢" * 10_000
    state = looking(7, entry(nasty, NOW, "08:00", sitting=1))
    for drawing in (side(state), strip(state), side(state, height=4), strip(state, 20, 3)):
        text = plain(drawing.lines)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "[b]bold" in text or "␛" in text
        widths = {cell_width(text_of(line)) for line in drawing.lines}
        assert len(widths) == 1


def test_the_grid_shows_the_past_and_marks_what_is_no_more():
    state = looking(4)
    assert grid(as_shown(state), 60, 8) == block("""
        |                Short Term Value      Long Term Value
        | ─────────────────────────────────────────────────────────
        | Members       ▌■ Access              • Skills
        | 3 · 1         ▌• Help
        |               ▌✦ Fun
        | ─────────────────────────────────────────────────────────
    """)
    drawing = draw(as_shown(state), 60, 8, GridOptions(UNICODE_GLYPHS))
    assert toned(drawing.lines, "resting") == ["Access"], "the keys are in the timeline"


def test_the_bars_say_plainly_that_it_is_the_past():
    past, present = looking(4), looking(0)
    title = title_line(past, 60, UNICODE_GLYPHS)
    assert text_of(title) == (" As it was at 13:40 on 21 November            4 values then ")
    assert title[1][1] == "warning"
    assert text_of(title_line(present, 60, UNICODE_GLYPHS)).startswith(" New value matrix")
    status = text_of(status_line(past, shipped_keymap(), 80, UNICODE_GLYPHS)).strip()
    assert status == "PAST  1 cell differs (■). Here: 1 removed since. ✦ 2 values of this step."
    words = footer_words(past, shipped_keymap())
    assert ("Enter", "go back") in words
    assert ("n", "name it") not in words
    assert ("n", "name it") in footer_words(present, shipped_keymap())
    assert cell_width(text_of(footer_line(words, 60))) == 60


@pytest.mark.parametrize("size", [(110, 30), (80, 24), (40, 12)])
async def test_in_the_editor_it_takes_the_place_of_the_suggestions(toolkit, size):
    async with editor(toolkit, size) as one:
        await one.press("d T")
        await one.sees("Timeline")
        assert "Suggestions" not in one.text
        before = one.state.matrix
        await one.press("j j")
        await one.sees("As it was at")
        assert "Help with challenges" in one.text
        assert one.state.matrix is before
        await one.press("c")
        await one.sees("Restored")
        await one.press("u u")
        await one.sees("Undone: deleted")
        assert "Timeline" not in one.text


async def test_a_click_chooses_a_moment_or_a_cell(toolkit):
    async with editor(toolkit, (110, 30)) as one:
        await one.press("d T")
        await one.sees("Timeline")
        await one.pilot.click("#panel", offset=(8, 4))
        assert one.state.timeline is not None
        assert one.state.timeline.chosen == 1
        cursor = one.state.cursor
        await one.pilot.click("#grid", offset=(60, 4))
        assert one.state.shown.cursor.column == 1
        assert one.state.cursor == cursor


def test_the_strip_takes_no_more_lines_than_the_timeline_has():
    for kept in range(1, 8):
        state = looking()
        timeline = replace(state.timeline, entries=state.timeline.entries[:kept])
        height = timeline_height(timeline, 80, 20)
        drawn = strip(replace(state, mode=timeline), height=height + 1).lines
        *_, last, below = (text_of(line).strip() for line in drawn)
        assert last, "it needs all of its lines"
        assert not below, "and no more of them"
        assert timeline_height(timeline, 80, 4) <= 4


def test_a_timeline_without_a_past_says_what_it_is_for():
    alone = replace(looking().timeline, entries=looking().timeline.entries[:1])
    state = replace(looking(), mode=alone)
    assert NOTHING_EARLIER in plain(strip(state, height=3).lines)
    assert "Nothing has changed" in plain(side(state).lines)
