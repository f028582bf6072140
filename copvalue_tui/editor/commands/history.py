"""Commands that take actions back and do them again."""

from __future__ import annotations

from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.preconditions import nothing_to_redo, nothing_to_undo
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.editor.state.state import State

BOTH: tuple[Pane, ...] = ("grid", "panel")


@command(
    "Undo",
    "u",
    "ctrl+z",
    edits=True,
    why_not=nothing_to_undo,
    panes=BOTH,
    words="back revert mistake oops",
)
def undo(state: State) -> State:
    """Undo the last action. The cursor returns to where it was."""
    action = state.history.done[-1].action
    return state.undone().with_message(f"Undone: {_small(action)}. U to redo.")


@command(
    "Redo",
    "U",
    "ctrl+y",
    "ctrl+r",
    edits=True,
    why_not=nothing_to_redo,
    panes=BOTH,
    words="again forward",
)
def redo(state: State) -> State:
    """Redo what was undone last."""
    action = state.history.undone[-1].action
    return state.redone().with_message(f"Redone: {_small(action)}. u to undo.")


def _small(action: str) -> str:
    return action[:1].lower() + action[1:]
