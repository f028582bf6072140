"""The command for workshops that begin in silence, each with their own words."""

from __future__ import annotations

from copvalue_tui.editor.command import command
from copvalue_tui.editor.silencing import ended, silenced
from copvalue_tui.editor.state import State


@command("Silent round: own words first")
def silent_round(state: State) -> State:
    """Shows this cell large with its guiding questions and nothing else; again, or Esc: ends it."""
    return silenced(state) if state.silence is None else ended(state)
