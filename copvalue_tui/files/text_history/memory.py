"""Remember the earlier texts of the open file during a session."""

from __future__ import annotations

from typing import NamedTuple

from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.encoding import Source
from copvalue_tui.files.storage.file import OpenFile
from copvalue_tui.files.text_history.history import TextHistory
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.values import Matrix


class NextText(NamedTuple):
    """A text that the file has after another one."""

    source: Source
    matrix: Matrix | None
    """What it says, as far as that is known."""
    ours: bool
    """Whether it was made here, of the one before it."""


def texts_between(now: Source, file: OpenFile, matrix: Matrix | None) -> list[NextText]:
    """How a file came from the text it had to the one it has, which says `matrix`."""
    made_of = file.made_of
    if file.source == now:
        return []
    last = NextText(file.source, matrix, ours=made_of is not None)
    if made_of in (None, now):
        return [last]
    # Others wrote, and a save took that in, all between two looks.
    return [NextText(made_of, matrix_of_text(made_of.text), ours=False), last]


def matrix_of_text(text: str) -> Matrix | None:
    """What the text says; nothing when it says none."""
    try:
        return read(text)
    except NotReadable:
        return None


class TextMemory:
    """Remembers each text that the open file had, and those of sessions before.

    A save may ask in a thread of its own what is remembered while the session goes on: what is
    told is never changed.
    """

    def __init__(self, file: OpenFile, matrix: Matrix) -> None:
        self._start = self._now = file.source
        self._history = TextHistory(matrix=matrix)
        self._older = TextHistory()

    def told(self, *, whole: bool) -> TextHistory:
        """What a new journal has to tell; `whole`: with what sessions before held."""
        return self._history.after(self._older) if whole else self._history

    def holds(self, file: OpenFile, matrix: Matrix) -> None:
        """The file holds this text now, which says this matrix."""
        for source, said, ours in texts_between(self._now, file, matrix):
            self._history = self._history.followed_by(self._now, source, said, ours=ours)
            self._now = source

    def remember(self, older: TextHistory, last: Source) -> None:
        """Sessions before this one left the file with the text `last`, after these."""
        start = self._history.earlier[-1].matrix if self._history.earlier else self._history.matrix
        self._older = older.followed_by(last, self._start, start, ours=False)

    def before(self, file: OpenFile) -> TextHistory:
        """What the file held before the text that a save is about to change."""
        history = self._history
        for source, said, ours in texts_between(self._now, file, None):
            history = history.followed_by(self._now, source, said, ours=ours)
        return history.after(self._older)
