"""Commands that move the cursor."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.filter.filtered import (
    move_cursor,
    move_sideways,
    place_reached,
    unfiltered,
)
from copvalue_tui.editor.keys.command import SILENT, command
from copvalue_tui.editor.keys.preconditions import no_value_here
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix import cursor
from copvalue_tui.matrix.text.sentences import plural


@command("Next value", "down", "j")
def next_value(state: State) -> State:
    """Move to the next value, and on into the next row's cell."""
    return move_cursor(state, lambda matrix, place: cursor.step(matrix, place, 1))


@command("Previous value", "up", "k")
def previous_value(state: State) -> State:
    """Move to the previous value, and on into the row above."""
    return move_cursor(state, lambda matrix, place: cursor.step(matrix, place, -1))


@command("Cell on the left", "left", "h")
def cell_left(state: State) -> State:
    """Move to the cell on the left."""
    return move_sideways(state, -1)


@command("Cell on the right", "right", "l")
def cell_right(state: State) -> State:
    """Move to the cell on the right."""
    return move_sideways(state, 1)


@command("Next cell", "tab")
def next_cell(state: State) -> State:
    """Move to the next cell in reading order."""
    return move_cursor(state, lambda matrix, place: cursor.next_cell(matrix, place, 1))


@command("Previous cell", "shift+tab")
def previous_cell(state: State) -> State:
    """Move to the previous cell in reading order."""
    return move_cursor(state, lambda matrix, place: cursor.next_cell(matrix, place, -1))


@command("First value", "g", "home")
def first_value(state: State) -> State:
    """Move to the first value of the cell."""
    return move_cursor(state, lambda _, place: replace(place, slot=0))


@command("Last value", "G", "end")
def last_value(state: State) -> State:
    """Move to the last value of the cell."""
    return move_cursor(state, cursor.last_slot)


@command("Previous row", "pageup")
def previous_row(state: State) -> State:
    """Move to the row above, same horizon."""
    return move_cursor(state, lambda matrix, place: cursor.next_row(matrix, place, -1))


@command("Next row", "pagedown")
def next_row(state: State) -> State:
    """Move to the row below, same horizon."""
    return move_cursor(state, lambda matrix, place: cursor.next_row(matrix, place, 1))


def _in_silent_round(state: State) -> str | None:
    return SILENT if state.silent else None


@command("Zoom", "z", why_not=_in_silent_round, words="large big projector one cell", group="SEE")
def zoom(state: State) -> State:
    """Show this cell alone, large, for the projector. Again: the whole matrix."""
    return replace(state, zoomed=not state.zoomed)


def _with_count(state: State) -> State:
    count = len(state.marked)
    if not count:
        return state.with_message("Nothing is marked.")
    values = plural(count, "value")
    return state.with_message(f"{values} marked; Esc to clear.")


@command("Mark", "space", why_not=no_value_here, words="select tick")
def mark(state: State) -> State:
    """Mark or unmark the value and move down."""
    marks = state.marks ^ {state.cursor}
    below = place_reached(state, state.cursor, lambda matrix, place: cursor.step(matrix, place, 1))
    return _with_count(replace(state.at(below), marks=marks))


@command("Mark the cell", why_not=no_value_here, words="select all whole")
def mark_cell(state: State) -> State:
    """Mark every value of the cell. Esc clears the marks."""
    places = (replace(state.cursor, slot=slot) for slot in range(len(state.cell)))
    view = state.view
    marked = frozenset(place for place in places if view is None or view.shows(place))
    return _with_count(replace(state, marks=state.marks | marked))


@command("Mark a range", "v", why_not=no_value_here, words="select several")
def mark_range(state: State) -> State:
    """Mark from here to wherever you move in this horizon. Again: keep the marks."""
    if state.anchor is None:
        return _with_count(replace(state, anchor=state.cursor))
    return _with_count(replace(state, marks=state.marked, anchor=None))


@command("Clear the marks", "escape", words="unselect deselect none")
def clear_marks(state: State) -> State:
    """Clear all marks. With none left: leave the zoom, then the filter."""
    if state.marked:
        return state.unmarked().with_message("Marks cleared.")
    if state.matrix_filter is not None and not state.zoomed:
        return unfiltered(state)
    return replace(state, zoomed=False).with_message("")
