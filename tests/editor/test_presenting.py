"""In front of a room: cell after cell, and back to the matrix as it was."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.commands.presenting import slide_number
from copvalue_tui.editor.state.modes import BROWSING
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix import cursor
from tests.editor.stories import parse, tell

ROWS = "Staff | Help; > Access | Fun\nHeads | |\nGuests | | Tea; Maps\n--\nBank | Proof | Trust"
PRESENT = "Present"


def presented(keys: str = "", drawing: str = ROWS) -> State:
    return tell(drawing, f": {keys}".strip(), PRESENT).state


def test_it_begins_where_one_is_and_goes_on_to_what_holds_values():
    state = presented()
    assert (state.pane, state.one_cell, state.value.text) == ("presenting", True, "Access")
    walk = [tell(state, "right " * n).state.value.text for n in range(1, 6)]
    assert walk == ["Fun", "Tea", "Proof", "Trust", "Trust"]
    assert tell(state, "right " * 5).message == "This is the last one; Esc to end."
    assert tell(state, "G left left").state.value.text == "Tea"
    assert tell(state, "g left").message == "This is the first one."
    assert slide_number(tell(state, "G").state) == (5, 5)


def test_an_empty_cell_gives_way_to_the_next_that_says_something():
    state = presented(drawing=ROWS.replace("> ", "").replace("Heads | |", "Heads | > |"))
    assert state.value.text == "Tea"
    end = presented(drawing="Staff | Help |\nHeads | | >")
    assert end.value.text == "Help"


def test_pointing_stays_on_the_slide():
    state = presented()
    assert tell(state, "down").state.value.text == "Access"
    assert tell(state, "up up").state.value.text == "Help"


def test_whole_rows_are_slides_too_and_pointing_goes_on_into_the_other_horizon():
    state = tell(presented(), "z").state
    assert slide_number(state) == (1, 3)
    assert tell(state, "down").state.value.text == "Fun"
    assert tell(state, "down up").state.value.text == "Access"
    assert [tell(state, "right " * n).state.value.text for n in (1, 2)] == ["Tea", "Proof"]
    assert tell(state, "right up").state.value.text == "Tea", "nothing stands in its short term"
    assert not tell(state, "z").state.whole_rows


def test_escape_leads_back_to_the_matrix_as_it_was_drawn():
    state = tell(presented(), "right escape").state
    assert (state.mode, state.one_cell, state.value.text) == (BROWSING, False, "Fun")
    zoomed = tell(ROWS, "z : escape", PRESENT).state
    assert zoomed.one_cell


def test_a_silent_round_ends_when_something_is_presented():
    state = tell(ROWS, ": :", "Silent round", PRESENT).state
    assert not state.silent
    assert tell(state, "escape").state.one_cell is False


def test_only_what_a_filter_shows_is_presented():
    state = tell(ROWS, "f", "Words…", "a")
    state = tell(state.state, ":", PRESENT).state
    seen = [tell(state, "right " * n).state.value.text for n in range(4)]
    assert seen == ["Access", "Tea", "Tea", "Tea"]
    assert tell(state, "right down").state.value.text == "Maps"
    assert slide_number(state) == (1, 2)


def test_nothing_can_be_presented_or_changed_by_chance():
    assert tell("Staff | > |", ":", PRESENT).message.startswith("Nothing to present yet")
    state = presented()
    for key in ["a", "d", "e", "x", "t", "+", "*", "m", "D", "1", "enter"]:
        assert tell(state, key).state.matrix is state.matrix
    assert "does nothing here" in tell(state, "d").message


def test_what_is_open_only_to_read_can_be_presented():
    state = replace(parse(ROWS), read_only=True)
    assert tell(state, ": right", PRESENT).state.value.text == "Fun"


OTHERS = ("?", "f1", "ctrl+l", "ctrl+p", ":", "escape", "q")
"""Keys that ask, or that end it."""
KEYS = sorted(key for (pane, key) in shipped_keymap().bound if pane == "presenting")


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([k for k in KEYS if k not in OTHERS]), max_size=30))
def test_whatever_is_pressed_it_points_at_a_value_and_changes_none(keys):
    state = presented()
    story = tell(state, " ".join(keys))
    for one in story.states:
        assert one.value is not None
        assert cursor.clamp(one.matrix, one.cursor) == one.cursor
        assert one.matrix is state.matrix
        assert one.in_workshop == (one.pane in ("presenting", "voting"))
