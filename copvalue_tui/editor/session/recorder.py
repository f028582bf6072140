"""Tells the journal what a session does, step by step, before the screen shows it."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING

from copvalue_tui.editor.state.history import History, Step
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.values import Matrix, Place

if TYPE_CHECKING:
    from pathlib import Path

    from copvalue_tui.files.journal.model import Moment
    from copvalue_tui.files.journal.sessions import FileHistory, Session
    from copvalue_tui.files.journal.writer import Journal
    from copvalue_tui.files.storage.file import OpenFile
    from copvalue_tui.files.text_history.history import TextHistory, TextMemory

KEPT_MOMENTS = 500
"""How many moments of the session that is open are kept for its timeline."""


class Recorder:
    """Keeps the journal of the open file; begins it at the first thing there is to record.

    What it was told it also keeps in mind, whatever becomes of the journal: for the timeline.
    """

    def __init__(self) -> None:
        self._journal: Journal | None = None
        self.follows = ""
        """The session whose unsaved work this one goes on from."""
        self._ended = ""
        self._seen: State | None = None
        """The state that was recorded last."""
        self._ahead: State | None = None
        """A state that was recorded before it became the session's."""
        self._opened = time.time()
        self._first: Moment | None = None
        """How the session began, or how far back its moments are kept."""
        self._moments: deque[Moment] = deque()
        self._gone = False
        self._texts: TextMemory | None = None
        """What the file held before; nothing until that may be asked."""
        self._to_note: dict[str, dict[str, str]] = {}
        """Facts that came before there was anything they could be written to."""

    @property
    def trouble(self) -> str:
        """Why the last change could not be brought back, as a sentence; mostly empty."""
        return self._journal.trouble if self._journal is not None else ""

    @property
    def path(self) -> Path | None:
        """Where what was done is recorded; nothing when nothing was, or it could not be."""
        return self._journal.path if self._journal is not None else None

    def texts_before(self, file: OpenFile) -> TextHistory | None:
        """What the file held before the text that a save is about to change; for any thread."""
        return self._texts.before(file) if self._texts is not None else None

    def remember(self, state: State, known: FileHistory) -> None:
        """What the file held in sessions before, as is known while the session shows `state`."""
        self._hold(state, state)
        if self._texts is not None and known.last is not None:
            self._texts.remember(known.texts, known.last)

    def record(self, before: State, after: State) -> None:
        """Records what became of the state; to be called before `after` is shown.

        Another file is another journal: by then the work on the first is saved or given up. What
        was done before the matrix got another name is in the journal of that name too.
        """
        if self._ahead is not None:
            before, self._ahead = self._ahead, None
        renamed = path_of(before) != path_of(after)
        if renamed:
            self.close("discard")
            self.follows = ""
            if after.history is not before.history:
                self._forget()
        self._seen = after
        self._hold(before, after)
        if renamed and self._moments and self._moments[-1].matrix is after.matrix:
            self._opened_journal(after, self.session().moments)
        if after.history is not before.history:
            self._record_steps(before, after)
        for name in after.checkpoints[len(before.checkpoints) :]:
            self._record_moment(before, name, after.matrix, after.cursor, kind="checkpoint")
        if after.typing is not before.typing:
            self._draft(before, after)
        if after.saved is not before.saved and self._journal is not None and after.file:
            self._journal.saved(after.file, after.saved)
        if after.review is not None and after.review is not before.review and not after.read_only:
            # Here, not above: only a review has a place to come back to.
            from copvalue_tui.editor.review.notes import KIND, facts_of

            self.note(KIND, **facts_of(after.review))

    def note(self, kind: str, **facts: str) -> None:
        """Notes facts about the session, such as how far a review has come; `remembered_facts`
        gives the last of each kind back, after a kill too. No facts: nothing is left to remember.
        """
        if self._journal is None and self._seen is None:
            self._to_note[kind] = facts
        elif self._seen is not None:
            self._opened_journal(self._seen).note(kind, **facts)

    def session(self) -> Session:
        """What was done to the file since it was opened."""
        # Here, not above: only the timeline asks.
        from copvalue_tui.files.journal.sessions import Session
        from copvalue_tui.files.storage.lock_owner import this_process

        moments = (self._first, *self._moments) if self._first is not None else ()
        now = time.time()
        return Session(moments, self._opened, now, this_process(), gone=self._gone, open=True)

    def confirm(self) -> None:
        """Returns when the disk has what was recorded, or refuses it."""
        if self._journal is not None:
            self._journal.confirm()

    def end(self, why: str) -> None:
        """The session ends now; may be called by a signal at any moment."""
        self._ended = self._ended or why
        if self._journal is not None:
            self._journal.end(why)

    def close(self, why: str) -> None:
        """The session of this file ends in peace; returns when the disk has it all."""
        if self._journal is not None:
            self._journal.end(why)
            self._journal.close()
            self._journal = None

    def follow(self, taken: State, state: State, session: str, changes: int) -> None:
        """Begins a journal that goes on from the unsaved work of another session.

        Args:
            taken: The state that has this work and nothing else.
            state: What became of it, which will be shown.
            session: The other session, `Recovered.session`.
            changes: How many of its changes the file lacks.
        """
        # Here, not above: it takes unsaved work to need it.
        from copvalue_tui.files.journal.recovery import CARRIED

        self.follows = session
        self._opened_journal(taken).note(CARRIED, changes=str(changes))
        self._record_moment(
            taken, "Continued unsaved work", taken.matrix, taken.cursor, kind="continue"
        )
        self.record(taken, state)
        self._ahead = state

    def _opened_journal(self, state: State, before: Sequence[Moment] = ()) -> Journal:
        if self._journal is None:
            # Here, not above: a session that only looks needs no journal.
            from copvalue_tui.files.journal.writer import Journal

            file = state.file
            path = str(file.path) if file is not None else ""
            real = os.path.realpath(path) if path else ""
            text = file.source.text if file is not None else ""
            on_disk = file if file is not None and file.identity is not None else None
            texts = self._texts.told(whole=bool(before)) if self._texts is not None else None
            self._journal = Journal.begin(
                real, path, on_disk, text, state.saved, self.follows, before, texts
            )
            for kind, facts in self._to_note.items():
                self._journal.note(kind, **facts)
            self._to_note.clear()
            if self._ended:
                self._journal.end(self._ended)
        return self._journal

    def _hold(self, before: State, after: State) -> None:
        """Remembers what the file holds; one that was only opened is another file."""
        opened = path_of(before) != path_of(after)
        file = after.file
        if file is None:
            self._texts = None
        elif self._texts is None or (opened and file.made_of is None):
            # Here, not above: who only looks needs none of it.
            from copvalue_tui.files.text_history.history import TextMemory

            start = before if not opened and before.file is not None else after
            self._texts = TextMemory(start.file or file, start.saved)
        if file is not None and self._texts is not None and after.saved is not before.saved:
            self._texts.holds(file, after.saved)

    def _record_steps(self, before: State, after: State) -> None:
        old, new = before.history, after.history
        if old.done and new.undone and new.undone[-1] is old.done[-1]:
            self._tell(before, "undo", new.undone[-1], after)
        elif old.undone and new.done and new.done[-1] is old.undone[-1]:
            self._tell(before, "redo", new.done[-1], after)
        elif not _is_remembered(before, after):
            for step in new_steps(old, new):
                self._record_moment(
                    *(before, step.action, step.after.matrix, step.after.cursor, step.before.cursor)
                )

    def _tell(self, before: State, kind: str, step: Step, after: State) -> None:
        self._record_moment(before, step.action, after.matrix, after.cursor, before.cursor, kind)

    def _record_moment(
        self,
        before: State,
        label: str,
        matrix: Matrix,
        cursor: Place,
        stood: Place | None = None,
        kind: str = "do",
    ) -> None:
        """Tells the journal of a step, and remembers it."""
        self._opened_journal(before).action(label, matrix, cursor, stood, kind)
        from copvalue_tui.files.journal.model import Moment

        if self._first is None:
            start = before.saved if kind == "continue" else before.matrix
            self._first = Moment("Opened", self._opened, start, before.cursor, kind="open")
        moment = Moment(label, round(time.time(), 3), matrix, cursor, stood, kind)
        self._moments.append(moment)
        if len(self._moments) > KEPT_MOMENTS:
            oldest = self._moments.popleft()
            self._first = Moment("", oldest.at, oldest.matrix, oldest.cursor, kind="open")
            self._gone = True

    def _forget(self) -> None:
        """Another file: what was done to the one before is none of its past."""
        self._opened, self._first, self._gone = time.time(), None, False
        self._moments.clear()

    def _draft(self, before: State, after: State) -> None:
        typing = after.typing
        if typing is not None and typing.line.text:
            self._opened_journal(before).draft(typing.place, typing.line.text, typing.adding)
        elif self._journal is not None and before.typing is not None:
            self._journal.draft(before.typing.place, "", before.typing.adding)


def new_steps(old: History, new: History) -> tuple[Step, ...]:
    """The steps at the end of `new` that `old` does not end with."""
    last = old.done[-1] if old.done else None
    steps = []
    for step in reversed(new.done):
        if step is last:
            break
        steps.append(step)
    return tuple(reversed(steps))


def _is_remembered(before: State, after: State) -> bool:
    """Whether the history was put there as journals tell it, and so is told already."""
    if before.history.done or after.matrix is not before.matrix:
        return False
    done = after.history.done
    return bool(done) and done[0].before.matrix is not before.matrix


def path_of(state: State) -> str:
    """The file's path as the person named it; empty for a matrix without a name."""
    return str(state.file.path) if state.file is not None else ""
