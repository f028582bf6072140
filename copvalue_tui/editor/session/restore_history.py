"""What journals remember, made history again: to be undone, redone and gone back to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from copvalue_tui.editor.state.history import History, Step
from copvalue_tui.files.journal.model import Moment
from copvalue_tui.matrix import cursor
from copvalue_tui.matrix.values import Matrix, Place, Scene


def history_of(moments: Iterable[Moment], *, cut: bool = False) -> History:
    """The history that these moments left behind, oldest first.

    A moment of the kind `open` begins a session; what it undid is undone here too. One of the kind
    `continue` goes on from where the session before ended, as if nothing had come between. `cut`
    says that more was done before them.
    """
    history = History(cut=cut)
    scene: Scene | None = None
    left: Scene | None = None
    for moment in moments:
        after = Scene(moment.matrix, _standing(moment.matrix, moment.cursor))
        if moment.kind == "open":
            left = scene
        elif moment.kind == "undo" and history.done:
            _, history = history.undo()
        elif moment.kind == "redo" and history.undone:
            _, history = history.redo()
        elif scene is not None and _is_step(moment, left):
            start = Scene(scene.matrix, _standing(scene.matrix, moment.before or scene.cursor))
            history = history.with_step(Step(moment.label, start, after))
        scene = after
    return history


def remembered_facts(path: Path) -> dict[str, dict[str, str]]:
    """What sessions of the file that are over noted last, by kind; see `Recorder.note`.

    The file may be another one by now, and anything may be in the notes: read them warily. It may
    take a moment: for a thread, or for when somebody asks.
    """
    # Here, not above: a session that was never interrupted needs none of it.
    from copvalue_tui.files.journal.sessions import last_facts

    return last_facts(path)


def _is_step(moment: Moment, left: Scene | None) -> bool:
    """Whether a moment is an action to undo; `left` is how the session before ended."""
    if moment.kind == "continue":
        return left is None or left.matrix != moment.matrix
    return moment.kind == "do"


def _standing(matrix: Matrix, place: Place) -> Place:
    """The place, or the nearest; a matrix as read may have no rows yet."""
    return cursor.clamp(matrix, place) if matrix.rows else Place(0, 0)
