"""Commands that mark values, so that the next deed is about all of them."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.command import command
from copvalue_tui.editor.filtered import reached, unfiltered
from copvalue_tui.editor.reasons import no_value_here
from copvalue_tui.editor.silencing import ended
from copvalue_tui.editor.state import State
from copvalue_tui.matrix import cursor


def _told(state: State) -> State:
    count = len(state.marked)
    if not count:
        return state.told("Nothing is marked.")
    values = "1 value" if count == 1 else f"{count} values"
    return state.told(f"{values} marked; Esc clears.")


@command("Mark", "space", why_not=no_value_here)
def mark(state: State) -> State:
    """Marks the value, or takes its mark away, and goes down."""
    marks = state.marks ^ {state.cursor}
    below = reached(state, state.cursor, lambda matrix, place: cursor.step(matrix, place, 1))
    return _told(replace(state.at(below), marks=marks))


@command("Mark a range", "v", why_not=no_value_here)
def mark_range(state: State) -> State:
    """Marks from here to wherever the cursor goes in this horizon; again: keeps those marks."""
    if state.anchor is None:
        return _told(replace(state, anchor=state.cursor))
    return _told(replace(state, marks=state.marked, anchor=None))


@command("Clear the marks", "escape")
def clear_marks(state: State) -> State:
    """Takes all marks away; when nothing is marked it leaves the zoom, then ends the filter."""
    if state.marked:
        return state.unmarked().told("The marks are cleared.")
    if state.silence is not None:
        return ended(state)
    if state.lens is not None and not state.zoomed:
        return unfiltered(state)
    return replace(state, zoomed=False).told("")
