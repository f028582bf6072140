"""The silent round: one cell, its guiding questions, own words, and no suggestions."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.state.modes import BROWSING, SilentRound
from copvalue_tui.editor.state.state import State

SILENT = "This is a silent round: own words only. Esc to end it."


def begin_silent_round(state: State) -> State:
    """The state in a silent round, at the cell under the cursor."""
    if state.silent:
        return state
    quiet = replace(state.unmarked(), mode=SilentRound())
    return quiet.with_message("Silent round: a to add, Tab for the next cell, Esc to end.")


def end_silent_round(state: State) -> State:
    """The state after a silent round, at the cell reached."""
    return replace(state, mode=BROWSING).with_message("") if state.silent else state
