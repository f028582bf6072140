"""Tells the journal what a session does, deed by deed, before the screen shows it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from copvalue_tui.editor.history import History, Step
from copvalue_tui.editor.state import State

if TYPE_CHECKING:
    from copvalue_tui.files.journal import Journal


class Recorder:
    """Keeps the journal of the open file; begins it at the first thing there is to record."""

    def __init__(self) -> None:
        self._journal: Journal | None = None
        self._follows = ""
        self._ended = ""

    @property
    def trouble(self) -> str:
        """Why the last change could not be brought back, as a sentence; mostly empty."""
        return self._journal.trouble if self._journal is not None else ""

    def record(self, before: State, after: State) -> None:
        """Records what became of the state; to be called before `after` is shown.

        Another file is another journal: by then the work on the first is saved or given up.
        """
        if path_of(before) != path_of(after):
            self.close("discard")
        if after.history is not before.history:
            self._deeds(before, after)
        if after.typing is not before.typing:
            self._draft(before, after)
        if after.saved is not before.saved and self._journal is not None and after.file:
            self._journal.saved(after.file, after.saved)

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

    def follow(self, state: State, session: str, label: str) -> None:
        """Begins a journal that goes on from the unsaved work of another session."""
        self._follows = session
        self._begun(state).deed(label, state.matrix, state.cursor)
        self._draft(state, state)

    def _begun(self, state: State) -> Journal:
        if self._journal is None:
            # Here, not above: a session that only looks needs no journal.
            from copvalue_tui.files.journal import Journal

            file = state.file
            path = str(file.path) if file is not None else ""
            real = os.path.realpath(path) if path else ""
            text = file.source.text if file is not None else ""
            on_disk = file if file is not None and file.identity is not None else None
            self._journal = Journal.begin(
                real, path, on_disk, text, state.saved, follows=self._follows
            )
            if self._ended:
                self._journal.end(self._ended)
        return self._journal

    def _deeds(self, before: State, after: State) -> None:
        old, new = before.history, after.history
        if len(new.undone) > len(old.undone):
            self._tell(before, "undo", new.undone[-1], after)
        elif old.undone and new.done and new.done[-1] is old.undone[-1]:
            self._tell(before, "redo", new.done[-1], after)
        else:
            for step in new_steps(old, new):
                self._begun(before).deed(
                    step.deed, step.after.matrix, step.after.cursor, step.before.cursor
                )

    def _tell(self, before: State, kind: str, step: Step, after: State) -> None:
        journal = self._begun(before)
        journal.deed(step.deed, after.matrix, after.cursor, before.cursor, kind)

    def _draft(self, before: State, after: State) -> None:
        typing = after.typing
        if typing is not None and typing.line.text:
            self._begun(before).draft(typing.place, typing.line.text, typing.adding)
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


def path_of(state: State) -> str:
    """The file's path as the person named it; empty for a matrix without a name."""
    return str(state.file.path) if state.file is not None else ""
