"""Protects the work: the journal of every step, and the lock beside the file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.session.recorder import Recorder, path_of
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.storage.errors import shown_path

if TYPE_CHECKING:
    from copvalue_tui.files.storage.lock import Lock, LockHeld


_KEPT = "What you did since then is kept: {way} to get it back."
PATIENCE = 2.0
"""Seconds between two tries for a lock that someone else holds."""


class Guard:
    """Sees every state go by before it is shown."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.recorder = Recorder()
        self._lock: Lock | None = None
        self._locked = ""
        """The path that was tried to lock; until it is another, nothing more is said of it."""
        self._clock = clock
        self._again = 0.0
        """When a lock that somebody else held is tried again, by that clock."""

    def changed(self, before: State, after: State) -> str:
        """Records what was done; a sentence when the person must know of something."""
        if after.following is not None:
            # Who only looks on keeps no record, and the lock is for who edits.
            if before.following is None:
                self.close("quit")
            return ""
        self.recorder.record(before, after)
        if self.recorder.trouble != after.unguarded:
            return self.recorder.trouble
        return self._lock_at_first_change(before, after)

    def holds(self, path: str) -> bool:
        """Whether the lock beside this file is our own."""
        return self._lock is not None and self._locked == path

    def shares(self, path: str) -> None:
        """The person knows that someone else has this file open, and edits it anyway."""
        self._locked = path

    def confirm(self) -> None:
        """Returns when the disk has what was recorded; may take a moment, so for a thread."""
        self.recorder.confirm()

    def end(self, why: str) -> None:
        """The session ends now; may be called by a signal at any moment."""
        self.recorder.end(why)

    def what_is_kept(self, state: State) -> list[str]:
        """Sentences on what becomes of the work if the program stops now."""
        sentences = [_file_part(state)]
        if state.unsaved or state.typing is not None:
            named = state.file is not None
            way = "open the file again" if named else "start copvalue without a file"
            sentences.append(self.recorder.trouble or _KEPT.format(way=way))
            recorded = self.recorder.path
            if recorded is not None and not self.recorder.trouble:
                sentences.append(
                    f"Until then it is in {shown_path(recorded)}, which only you can read."
                )
        return sentences

    def close(self, why: str) -> None:
        """The session is over: the journal is on disk, and the lock is gone."""
        self.recorder.close(why)
        self._release()

    def _lock_at_first_change(self, before: State, after: State) -> str:
        path = path_of(after)
        if path != self._locked and self._locked:
            self._release()
        opened = path != path_of(before)
        # What others wrote and the file has already is taken in without a change of one's own.
        changed = after.matrix is not before.matrix and after.unsaved
        begun = changed or after.typing is not None
        if opened or not begun or not path or after.read_only:
            return ""
        if path == self._locked:
            self._try_again(path)
            return ""
        # Here, not above: a session that only looks takes no lock.
        from copvalue_tui.files.storage.lock import Lock, take

        self._locked = path
        self._again = self._clock() + PATIENCE
        held = take(Path(os.path.realpath(path)), anyway=True)
        if isinstance(held, Lock):
            self._lock = held
            return held.note
        return f"{held.sentence} What both of you save is merged; nothing is overwritten unseen."

    def _try_again(self, path: str) -> None:
        """Takes the lock that someone else had, once they are gone; no key press waits for it."""
        if self._lock is not None or self._clock() < self._again:
            return
        from copvalue_tui.files.storage.lock import Lock, take

        self._again = self._clock() + PATIENCE
        held = take(Path(os.path.realpath(path)), tries=1)
        if isinstance(held, Lock):
            self._lock = held

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        self._locked = ""


def _file_part(state: State) -> str:
    if state.file is None or state.file.identity is None:
        return "Nothing had been saved yet."
    name = shown_path(state.file.path)
    when = f"as last saved at {state.saved_at}" if state.saved_at else "as it was when opened"
    return f"The file “{name}” is {when}."


def unguarded(state: State, trouble: str) -> State:
    """The state that says whether what is done now could be brought back."""
    return replace(state, unguarded=trouble)


async def ask_about(held: LockHeld, state: State, host: Host) -> State:
    """Asks what to do with a file that someone else has open."""
    options = (
        Option("Open it read-only", key="r"),
        Option("Edit it anyway; both versions are merged", key="e"),
        Option("Follow it: see every save as it happens", key="f"),
    )
    choice = await host.choose(f"{held.sentence}", options)
    if choice is not None and choice.index == 1:
        return state.with_message("Both of you can edit; both versions are merged.")
    if choice is not None and choice.index == 2:
        # Here, not above: most sessions never follow.
        from copvalue_tui.editor.session.follow import followed

        return followed(state)
    state = replace(state, read_only=True, held_by=held.writer.who)
    return state.with_message("Opened read-only; W to save a copy to edit.")
