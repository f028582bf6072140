"""Commands that move the cursor."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.command import command
from copvalue_tui.editor.filtered import walked, walked_aside
from copvalue_tui.editor.silencing import SILENT
from copvalue_tui.editor.state import State
from copvalue_tui.matrix import cursor


@command("Next value", "down", "j")
def next_value(state: State) -> State:
    """Goes one value down; past the end of a cell, on into the next row's cell."""
    return walked(state, lambda matrix, place: cursor.step(matrix, place, 1))


@command("Previous value", "up", "k")
def previous_value(state: State) -> State:
    """Goes one value up; past the start of a cell, on into the previous row's cell."""
    return walked(state, lambda matrix, place: cursor.step(matrix, place, -1))


@command("Cell at the left", "left", "h")
def cell_left(state: State) -> State:
    """Goes to the neighbour cell at the left, at the nearest value."""
    return walked_aside(state, -1)


@command("Cell at the right", "right", "l")
def cell_right(state: State) -> State:
    """Goes to the neighbour cell at the right, at the nearest value."""
    return walked_aside(state, 1)


@command("Next cell", "tab")
def next_cell(state: State) -> State:
    """Goes to the next cell in reading order."""
    return walked(state, lambda matrix, place: cursor.next_cell(matrix, place, 1))


@command("Previous cell", "shift+tab")
def previous_cell(state: State) -> State:
    """Goes to the previous cell in reading order."""
    return walked(state, lambda matrix, place: cursor.next_cell(matrix, place, -1))


@command("First value", "g", "home")
def first_value(state: State) -> State:
    """Goes to the first value of the cell."""
    return walked(state, lambda _, place: replace(place, slot=0))


@command("Last value", "G", "end")
def last_value(state: State) -> State:
    """Goes to the last value of the cell."""
    return walked(state, cursor.last_slot)


@command("Previous row", "pageup")
def previous_row(state: State) -> State:
    """Goes to the same horizon of the row above."""
    return walked(state, lambda matrix, place: cursor.next_row(matrix, place, -1))


@command("Next row", "pagedown")
def next_row(state: State) -> State:
    """Goes to the same horizon of the row below."""
    return walked(state, lambda matrix, place: cursor.next_row(matrix, place, 1))


def _in_silence(state: State) -> str | None:
    return SILENT if state.silence is not None else None


@command("Zoom", "z", why_not=_in_silence)
def zoom(state: State) -> State:
    """Shows this cell alone, large, for the projector; again: back to the whole matrix."""
    return replace(state, zoomed=not state.zoomed)
