"""What an outside editor saved of a cell: taken in now, or offered at the next start."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace

from copvalue_tui.editor.keys.host import EditorEnd, Host, Option
from copvalue_tui.editor.session.recorder import path_of
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.journal.outside_edits import OutsideEdit, put_away
from copvalue_tui.files.journal.recovery import moment_text
from copvalue_tui.files.journal.sessions import DAYS
from copvalue_tui.files.storage.errors import CannotOpen, FileTrouble
from copvalue_tui.imports.formats.bullets import edited_lines
from copvalue_tui.matrix import edits
from copvalue_tui.matrix.edits import park_new
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import HORIZON_WORDS, Matrix, Place, Value, cell_at

AS_IT_WAS = "The cell is as it was."
_TAKE, _LATER, _AWAY = range(3)
_ANSWERS = (
    Option("Add it as one step", key="t"),
    Option("Not now; ask me next time", key="n"),
    Option(f"Discard it; keep it for {DAYS} days", key="d"),
)


def edit_of(state: State) -> OutsideEdit:
    """The cell under the cursor, as an outside editor gets it."""
    path = path_of(state)
    real = os.path.realpath(path) if path else ""
    before = tuple(value.text for value in state.cell)
    return OutsideEdit(real, state.row.name, state.cursor.cell, before, time.time())


async def edited_outside(edit: OutsideEdit, state: State, host: Host) -> State:
    """The state after the editor ended; its file is kept until the journal has what it says."""
    try:
        end = await host.edit_file(edit.file)
    except RuntimeError as trouble:
        edit.remove()
        return state.with_message(f"{trouble}", warning=True)
    try:
        text = edit.text()
    except CannotOpen as trouble:
        edit.remove_odd()
        return state.with_message(f"{trouble}", warning=True)
    if end.status:
        return _after_failure(edit, text, end, state)
    after = with_words(state, edit, text)
    if after.matrix is state.matrix:
        return _unchanged(edit, end, state)
    host.show(after)
    edit.remove()
    return after


def _after_failure(edit: OutsideEdit, text: str, end: EditorEnd, state: State) -> State:
    how = f"with exit code {end.status}" if end.status > 0 else f"by signal {-end.status}"
    kept = ""
    if text == edit.text_before:
        edit.remove()
    else:
        # The line may be gone, and the editor with it: nothing it saved is thrown away.
        kept = "; what it saved is offered at the next start"
    return state.with_message(f"The editor ended {how}; the cell is as it was{kept}.", warning=True)


def _unchanged(edit: OutsideEdit, end: EditorEnd, state: State) -> State:
    if not end.at_once:
        edit.remove()
        return state.with_message(AS_IT_WAS)
    # A window elsewhere may still save into the file, which then is offered at the next start.
    return state.with_message(f"{AS_IT_WAS} An editor with a window needs its option --wait.")


def with_words(state: State, edit: OutsideEdit, text: str) -> State:
    """The state with what the editor left as one step; the same matrix if that is nothing new."""
    if text == edit.text_before:
        return state
    taken = edited_lines(text, edit.before)
    matrix, place = _with_texts(state.matrix, edit, taken.texts)
    after = state.edited(f"Edited {_where(edit)} outside", matrix, place)
    return after.with_message(f"{after.message}{taken.refusal}") if after is not state else state


def words_in(matrix: Matrix, edit: OutsideEdit, text: str) -> Matrix:
    """The matrix with what the editor left taken in."""
    return _with_texts(matrix, edit, edited_lines(text, edit.before).texts)[0]


def _with_texts(
    matrix: Matrix, edit: OutsideEdit, texts: Sequence[str]
) -> tuple[Matrix, Place | None]:
    """The matrix with these texts in the cell, and where that is; nothing of it is lost.

    A cell that has other values by now keeps them and gets what is new; what has no cell any more
    goes to the parking lot.
    """
    new = [Value(text) for text in texts if text not in edit.before]
    place = _place_in(matrix, edit)
    if place is None:
        return park_new(matrix, new), None
    cell = cell_at(matrix, place)
    present = [value.text for value in cell]
    if present == list(edit.before):
        return edits.with_cell(matrix, place, edits.reworded(cell, texts)), None
    fresh = tuple(value for value in new if value.text not in present)
    return edits.with_cell(matrix, place, (*cell, *fresh)), replace(place, slot=len(cell))


def _place_in(matrix: Matrix, edit: OutsideEdit) -> Place | None:
    """Where the cell is by now: in the row of that name, best the one of that number."""
    rows = [number for number, row in enumerate(matrix.rows) if row.name == edit.row]
    if not rows:
        return None
    row = edit.place.row if edit.place.row in rows else rows[0]
    return Place(row, edit.place.column)


def _where(edit: OutsideEdit) -> str:
    """The cell, as sentences name it."""
    return f"{edit.row} · {HORIZON_WORDS[edit.place.horizon]}"


def outside_sentence(edit: OutsideEdit, now: float) -> str:
    """What is offered, as a sentence."""
    cell, begun = quote(_where(edit)), moment_text(edit.at, now)
    return f"Text for {cell} from an outside editor (opened {begun}) was never added."


async def offer_outside(state: State, host: Host, left: Sequence[OutsideEdit]) -> State:
    """Offers each text that an outside editor saved and no session took in."""
    # What was continued before belongs in the journal first.
    host.show(state)
    for edit in left:
        text = edit.changed_text()
        if text is None:
            continue
        after = with_words(state, edit, text)
        if after.matrix is state.matrix:
            edit.remove()
            continue
        choice = await host.choose(outside_sentence(edit, time.time()), _ANSWERS)
        answer = choice.index if choice is not None else _LATER
        if answer == _TAKE:
            host.show(after)
            edit.remove()
            state = after
        elif answer == _AWAY:
            state = _put_away(state, edit)
        else:
            state = state.with_message("Kept. You will be asked again next time.")
    return state


def _put_away(state: State, edit: OutsideEdit) -> State:
    try:
        put_away(edit)
    except FileTrouble as trouble:
        return state.with_message(f"{trouble}", warning=True)
    return state.with_message(f"Discarded; it is kept for {DAYS} days.")
