"""The message while words are typed that are already in the matrix, exactly or nearly."""

from __future__ import annotations

from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, clip
from copvalue_tui.matrix.values import HORIZON_WORDS, value_at
from copvalue_tui.suggest.occurrences import find_occurrence

_MOST_TEXT = 28
_MOST_NAME = 20
_MOST = 77
"""Cells: a longer sentence is cut in narrow terminals, and costs a thin line more than a typed
letter may."""


def twin_words(state: State) -> str:
    """A sentence about the value that says what is being typed; empty when there is none."""
    typing = state.typing
    text = tidy(typing.line.text) if typing is not None else ""
    if typing is None or not text:
        return ""
    but = None if typing.adding else typing.place.slot
    stand = find_occurrence(state.matrix, typing.place, text, but)
    if stand is None:
        return ""
    there = clip(safe(value_at(state.matrix, stand.place).text), _MOST_TEXT)
    where = "this cell"
    if stand.place.cell != typing.place.cell:
        name = clip(safe(state.matrix.rows[stand.place.row].name), _MOST_NAME)
        where = f"{name} · {HORIZON_WORDS[stand.place.horizon]}"
    told = f"“{there}” is already in {where}"
    verb = "add" if typing.adding else "keep"
    tails = (f"; Enter to {verb} it anyway.", f"; Enter to {verb}.", ".")
    return told + next((tail for tail in tails if cell_width(told + tail) <= _MOST), ".")
