"""The parking lot: a value goes there and back, each in one step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.values import Value
from copvalue_tui.tui.bars.bar_lines import title_line
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS
from copvalue_tui.tui.drawing.line import text_of
from tests.editor.stories import parse, tell

SEND, WRITE = "Send", "Write a new value"


def parked(state: State) -> list[str]:
    return [value.text for value in state.matrix.parking_lot]


def test_a_value_is_sent_and_comes_back_below_the_cursor_elsewhere():
    story = tell("Staff | Help; > Access | Fun", "B", SEND)
    assert story.drawing == "Staff | > Help | Fun"
    assert story.message == "Sent “Access” to the parking lot. u to undo."
    assert parked(story.state) == ["Access"]
    back = tell(story.state, "l B", "Access")
    assert back.drawing == "Staff | Help | Fun; > Access"
    assert back.message == "Placed “Access” in Staff · long term. u to undo."
    assert parked(back.state) == []
    assert tell(back.state, "u u").drawing == "Staff | Help; > Access | Fun"


def test_marked_values_go_together_and_keep_what_they_carry():
    start = parse("Staff | > *Help; *Access; Fun |")
    story = tell(tell(start, "t", "agreed").state, "space space B", SEND)
    assert parked(story.state) == ["Help", "Access"]
    assert story.state.matrix.parking_lot[0].status == "agreed"
    assert story.message.startswith("Sent 2 values")
    assert tell(story.state, "u").state.matrix.parking_lot == ()


def test_a_thought_is_written_down_for_later_and_turning_away_does_nothing():
    story = tell("Staff | > |", "B", WRITE, "A common glossary")
    assert parked(story.state) == ["A common glossary"]
    assert tell(story.state, "B", WRITE, None).state.matrix is story.state.matrix
    assert tell(story.state, "B", None).state.matrix is story.state.matrix


def test_an_empty_cell_takes_one():
    story = tell("Staff | > |", "B", WRITE, "Tea")
    assert tell(story.state, "B", "Tea").drawing == "Staff | > Tea |"


def test_what_cannot_be_done_says_why():
    assert "is empty" in tell("Staff | > |", "B", SEND).message
    story = tell("Staff | > Help |", "B", None)
    assert story.host.shown == ["Send “Help” to the parking lot", "Write a new value here…"]


def test_an_open_file_that_is_only_read_shows_its_lot_and_gives_nothing_out():
    start = parse("Staff | > Help |")
    start = start.edited("x", replace(start.matrix, parking_lot=(Value("Tea"),)))
    closed = replace(start, read_only=True)
    assert "Tea" in tell(closed, "B", None).host.shown
    for answer in (SEND, WRITE, "Tea"):
        story = tell(closed, "B", answer)
        assert "read-only" in story.message
        assert story.state.matrix is start.matrix


def test_words_typed_without_thinking_send_nothing_there():
    host = tell("Staff | > Help with challenges | Fun", "B", None).host
    assert list(host.find("et")) == [], "Better…"
    assert list(host.find("eter help")) == []
    assert host.find("send")[0] == 0


def test_the_title_counts_what_is_parked_once_there_is_something():
    story = tell("Staff | Help; > Access | Fun", "B", SEND)
    line = text_of(title_line(story.state, 80, UNICODE_GLYPHS))
    assert "2 values · 1 in the parking lot · not saved yet" in line
    assert "parking" not in text_of(title_line(parse("Staff | > Help |"), 80, UNICODE_GLYPHS))


@pytest.mark.parametrize("text", ["\x1b]0;x\x07", "[b]x[/b]", "漢" * 999, "‮x"])
def test_junk_in_the_lot_commands_nothing(text):
    start = parse("Staff | > Help |")
    start = start.edited("x", replace(start.matrix, parking_lot=(Value(text, note=text),)))
    story = tell(start, "B", text)
    assert "\x1b" not in story.message
    assert story.state.value.text == text


def test_an_empty_lot_says_what_it_is_for_and_offers_what_can_be_done():
    story = tell("A | > |", "B", "enter", "More trust")
    assert story.host.asked[0] == "Parking lot, empty: for values that belong to no cell yet"
    assert [value.text for value in story.state.matrix.parking_lot] == ["More trust"]
