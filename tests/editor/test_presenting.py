"""In front of a room: cell after cell, and back to the matrix as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.commands.presenting import slide_number
from copvalue_tui.editor.state.modes import BROWSING
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix import cursor
from tests.editor.stories import parse, tell
from tests.laws import examples

ROWS = "Staff | Help; > Access | Fun\nHeads | |\nGuests | | Tea; Maps\n--\nBank | Proof | Trust"


def presented(keys: str = "", drawing: str = ROWS) -> State:
    return tell(drawing, f"V {keys}".strip()).state


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
    zoomed = tell(ROWS, "z V escape").state
    assert zoomed.one_cell


def test_tab_switches_between_the_three_views_and_what_was_set_stays():
    state = presented("z")
    views = [tell(state, "tab " * n).state.pane for n in range(4)]
    assert views == ["presenting", "writing", "voting", "presenting"]
    assert tell(state, "shift+tab").state.pane == "voting"
    assert tell(state, "tab tab tab").state.whole_rows
    assert tell(state, "tab escape V").state.pane == "writing", "the view used last"
    assert tell(state, "tab escape V shift+tab").state.whole_rows
    assert tell(state, "tab").state.value.text == "Access", "at the same value"


@pytest.mark.parametrize("key", ["escape", "q", "V"])
@pytest.mark.parametrize("views", ["", "tab", "tab tab"])
def test_each_view_is_left_by_the_same_keys(key, views):
    state = presented(f"{views} {key}")
    assert (state.pane, state.closed, state.value.text) == ("grid", False, "Access")


def test_where_nothing_can_be_shown_one_writes():
    story = tell("Staff | > |", "V")
    assert story.state.pane == "writing"
    story = tell(story.state, "tab")
    assert (story.state.pane, story.message[:25]) == ("writing", "Nothing to present or vote"[:25])
    assert tell(story.state, "a 'Fun' enter enter tab").state.pane == "voting"


def test_a_file_open_to_read_is_only_presented():
    state = replace(parse(ROWS), read_only=True)
    story = tell(state, "V tab")
    assert story.state.pane == "presenting"
    assert "read-only" in story.message
    voted = replace(tell(ROWS, "V tab tab escape").state, read_only=True)
    assert tell(voted, "V").state.pane == "presenting"


def test_only_what_a_filter_shows_is_presented():
    state = tell(ROWS, "f", "Words…", "a")
    state = tell(state.state, "V").state
    seen = [tell(state, "right " * n).state.value.text for n in range(4)]
    assert seen == ["Access", "Tea", "Tea", "Tea"]
    assert tell(state, "right down").state.value.text == "Maps"
    assert slide_number(state) == (1, 2)


def test_nothing_can_be_presented_or_changed_by_chance():
    state = presented()
    for key in ["a", "d", "e", "x", "t", "+", "*", "m", "D", "1", "enter"]:
        assert tell(state, key).state.matrix is state.matrix
    assert "does nothing here" in tell(state, "d").message


def test_what_is_open_only_to_read_can_be_presented():
    state = replace(parse(ROWS), read_only=True)
    assert tell(state, "V right").state.value.text == "Fun"


OTHERS = ("?", "tab", "shift+tab", "V", "f1", "ctrl+l", "ctrl+p", ":", "escape", "q")
"""Keys that ask, or that end it."""
KEYS = sorted(key for (pane, key) in shipped_keymap().bound if pane == "presenting")


@settings(max_examples=examples(40, 800), deadline=None)
@given(st.lists(st.sampled_from([k for k in KEYS if k not in OTHERS]), max_size=30))
def test_whatever_is_pressed_it_points_at_a_value_and_changes_none(keys):
    state = presented()
    story = tell(state, " ".join(keys))
    for one in story.states:
        assert one.value is not None
        assert cursor.clamp(one.matrix, one.cursor) == one.cursor
        assert one.matrix is state.matrix
        assert one.in_workshop == (one.pane in ("presenting", "voting"))
