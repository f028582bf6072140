"""Commands that add, reword and delete values."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.preconditions import no_value
from copvalue_tui.editor.state.modes import BROWSING, Typing
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.editor.state.text_line import TextLine, line_of
from copvalue_tui.matrix import edits
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import Place, Scene, Value, cell_at


def typing_at(state: State, place: Place, line: TextLine, adding: bool) -> State:
    """The state with a line open for typing at `place`."""
    typing = Typing(place, line, adding, below=state.mode.root)
    message = "Enter to keep, Esc to cancel." if not adding else "Enter to add, Esc to finish."
    return replace(state.unmarked(), mode=typing).with_message(message)


@command(
    "Add a value below",
    "a",
    "o",
    "insert",
    edits=True,
    words="new write insert bullet benefit type",
)
def add_below(state: State) -> State:
    """Write a new value below the cursor. Enter adds it and opens the next line."""
    slot = state.cursor.slot + 1 if state.cell else 0
    return typing_at(state, replace(state.cursor, slot=slot), TextLine(), adding=True)


def added_instead(state: State, before: Scene, text: str) -> State:
    """The state with a text added whole where its first letters, pressed without `a`, began.

    What those letters did is undone, and the next line is open.
    """
    slot = before.cursor.slot + 1 if cell_at(before.matrix, before.cursor) else 0
    place = replace(before.cursor, slot=slot)
    matrix = edits.add_values(before.matrix, place, (Value(text),))
    undone = " and undid what its first letters did" if state.matrix != before.matrix else ""
    action = f"Added {quote(text)}{undone}"
    after = replace(state, mode=BROWSING).edited(action, matrix, place)
    below = typing_at(after, replace(place, slot=slot + 1), TextLine(), adding=True)
    return replace(below, message=after.message)


@command("Add a value above", "O", edits=True, words="new write insert bullet")
def add_above(state: State) -> State:
    """Write a new value above the cursor."""
    return typing_at(state, state.cursor, TextLine(), adding=True)


@command(
    "Edit the value",
    "enter",
    "e",
    "f2",
    edits=True,
    words="change reword rename correct typo text",
    group="THIS VALUE",
)
def edit(state: State) -> State:
    """Edit the value in place. In an empty cell: add one."""
    if state.value is None:
        return add_above.plain()(state)
    return typing_at(state, state.cursor, line_of(state.value.text), adding=False)


@command(
    "Delete the value",
    "d",
    "delete",
    edits=True,
    why_not=no_value,
    words="remove erase drop",
    group="THIS VALUE",
)
def delete(state: State) -> State:
    """Delete the value or the marked ones."""
    matrix = edits.delete_values(state.matrix, state.chosen)
    return state.edited(f"Deleted {quoted(state.chosen_values)}", matrix, state.chosen[0])
