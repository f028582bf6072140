"""What journals remember, made history again: to be undone, redone and gone back to."""

from __future__ import annotations

from collections.abc import Iterable

from copvalue_tui.editor.history import History, Step
from copvalue_tui.files.journal_story import Moment
from copvalue_tui.matrix import moves
from copvalue_tui.matrix.values import Matrix, Place, Scene


def history_of(moments: Iterable[Moment]) -> History:
    """The history that these moments left behind, oldest first.

    A moment of the kind `open` begins a session; what it undid is undone here too.
    """
    history = History()
    scene: Scene | None = None
    for moment in moments:
        after = Scene(moment.matrix, _standing(moment.matrix, moment.cursor))
        if moment.kind == "do" and scene is not None:
            start = Scene(scene.matrix, _standing(scene.matrix, moment.before or scene.cursor))
            history = history.with_step(Step(moment.label, start, after))
        elif moment.kind == "undo" and history.done:
            _, history = history.undo()
        elif moment.kind == "redo" and history.undone:
            _, history = history.redo()
        scene = after
    return history


def _standing(matrix: Matrix, place: Place) -> Place:
    """The place, or the nearest; a matrix as read may have no rows yet."""
    return moves.settled(matrix, place) if matrix.rows else Place(0, 0)
