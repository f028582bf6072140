"""The silent round: one cell, its guiding questions, own words, and no suggestions."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.state.state import Panel, SilentRound, State

SILENT = "This is a silent round: own words only. Esc ends it."


def silenced(state: State) -> State:
    """The state in a silent round, at the cell under the cursor."""
    if state.silence is not None:
        return state
    silence = SilentRound(shown=state.panel.shown, zoomed=state.zoomed)
    panel = Panel(shown=False)
    quiet = replace(state.unmarked(), pane="grid", panel=panel, zoomed=True, silence=silence)
    return quiet.with_message("A silent round: a adds, Tab goes to the next cell, Esc ends it.")


def ended(state: State) -> State:
    """The state after a silent round: as the screen was before it, at the cell reached."""
    silence = state.silence
    if silence is None:
        return state
    panel = Panel(shown=silence.shown)
    return replace(state, panel=panel, zoomed=silence.zoomed, silence=None).with_message("")
