"""A filtered session: where the cursor moves, what the grid shows, what the messages say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from copvalue_tui.editor.state.modes import Typing
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix import cursor
from copvalue_tui.matrix.values import Cell, Matrix, Place, Scene, cell_at, count_values

if TYPE_CHECKING:
    pass

# What a filter is made of is loaded when there is one: the first screen has none.

Move = Callable[[Matrix, Place], Place]
"""From a place of a matrix to another one of it."""
ALL_AGAIN = "Showing all values."


def move_cursor(state: State, move: Move) -> State:
    """The state after a move of the cursor; under a filter it goes among shown values only."""
    return state.at(place_reached(state, state.cursor, move))


def place_reached(state: State, place: Place, move: Move) -> Place:
    """Where a move leads from a place, skipping cells without a value that is shown."""
    view = state.view
    if view is None:
        return move(state.matrix, place)
    here = there = view.nearest(place)
    while True:
        at, there = there, move(view.matrix, there)
        if there == at:
            return view.real(here)
        if cell_at(view.matrix, there):
            return view.real(there)


def move_sideways(state: State, by: int) -> State:
    """The state with the cursor in the cell on the right (`by` 1) or left (`by` -1).

    Where a filter shows no value there, the cursor moves to the nearest one in that column.
    """
    view = state.view
    if view is None:
        return state.at(cursor.sideways(state.matrix, state.cursor, by))
    from copvalue_tui.editor.state.filter_view import nearest_row

    here = view.nearest(state.cursor)
    there = cursor.sideways(view.matrix, here, by)
    row = nearest_row(view.matrix, there)
    if row is None:
        return state.at(state.cursor)
    return state.at(view.real(there if row == there.row else Place(row, there.column)))


def shown_matrix(state: State) -> Matrix:
    """What is shown of the matrix."""
    view = state.view
    return state.matrix if view is None else view.matrix


def shown_place(state: State, place: Place) -> Place:
    """The position of a place in what is shown."""
    view = state.view
    return place if view is None else view.nearest(place)


def shown_cell(state: State) -> Cell:
    """What is shown of the cell under the cursor."""
    return cell_at(shown_matrix(state), shown_place(state, state.cursor))


def shown_slot_beside(state: State, by: int) -> int:
    """The slot of the value shown below (`by` 1) or above (`by` -1) the cursor's, in its cell."""
    view = state.view
    if view is None:
        return min(max(state.cursor.slot + by, 0), max(len(state.cell) - 1, 0))
    here = view.nearest(state.cursor)
    last = len(cell_at(view.matrix, here)) - 1
    return view.real(replace(here, slot=min(max(here.slot + by, 0), last))).slot


def next_shown_cell(state: State, place: Place, by: int) -> Place:
    """The next (`by` 1) or previous (`by` -1) cell in reading order; of the rows that are shown."""
    view = state.view
    if view is None:
        return cursor.next_cell(state.matrix, place, by)
    return view.real(cursor.next_cell(view.matrix, view.line(place).cell, by)).cell


def keep_cursor_shown(before: State, after: State) -> State:
    """The state after a change, with the cursor on a value that is shown.

    A command that moves the cursor elsewhere ends the filter. A filter that matches no value
    any more ends too.
    """
    if after.matrix_filter is None or not (after.pane == "grid" or after.in_workshop):
        return after
    view = after.view
    if view is None:
        return _end_filter(after) if after.mode.filtered else after
    if view.shows(after.cursor):
        return after
    led = after.cursor != before.cursor and after.matrix is before.matrix
    if not after.in_workshop and (led or len(after.matrix.rows) > len(before.matrix.rows)):
        return _end_filter(after)
    place = view.real(view.nearest(after.cursor))
    return replace(after, scene=replace(after.scene, cursor=place))


def unfiltered(state: State) -> State:
    """The state with all values shown, the cursor where it was."""
    return replace(state, matrix_filter=None).with_message(ALL_AGAIN)


def _end_filter(state: State) -> State:
    return unfiltered(state).with_message(f"{state.message} {ALL_AGAIN}".strip(), state.warning)


def as_filtered(state: State) -> State:
    """The state as the grid shows it: of a smaller matrix, where everything has its place there.

    Nothing of it is the session's own.
    """
    view = state.view
    if view is None:
        return state if state.matrix_filter is None else replace(state, matrix_filter=None)
    mode = state.mode
    if isinstance(mode, Typing):
        mode = replace(mode, place=view.line(mode.place))
    marks = frozenset(view.nearest(place) for place in state.marked if view.shows(place))
    following = state.following
    if following is not None:
        landed = {view.nearest(at): t for at, t in following.landed.items() if view.shows(at)}
        following = replace(following, landed=landed)
    scene = Scene(view.matrix, view.nearest(state.cursor))
    seen = replace(state, scene=scene, mode=mode, marks=marks, anchor=None)
    return replace(seen, following=following)


def pointed_at(state: State, place: Place) -> Place | None:
    """Which place of the matrix a click on a place of the grid means, if it means any."""
    view = state.view
    if view is None:
        return place
    if place.row >= len(view.rows) or place.slot >= len(cell_at(view.matrix, place)):
        return None
    return view.real(place)


def filter_words(state: State) -> tuple[str, str]:
    """What the filter is, and how much it lets through: `at risk`, `4 of 37`; else two blanks."""
    view = state.view
    if state.matrix_filter is None or view is None:
        return "", ""
    from copvalue_tui.matrix.filters import sentence

    return sentence(state.matrix_filter.wanted), f"{view.count:,} of {count_values(state.matrix):,}"
