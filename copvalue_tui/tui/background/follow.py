"""Looking at a file that others edit, every two seconds, and showing what came of it."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from copvalue_tui.editor.keys.runner import Change, Runner
from copvalue_tui.editor.session import follow as following
from copvalue_tui.editor.session.follow import ExternalSave
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.session.watch import WatchError, first_sight, look_again

PACE = 2.0
"""Seconds from one look to the next."""
SOON = 0.4
"""Seconds until a file that is gone or broken is looked at again: someone may be writing it."""


class FileFollower:
    """Reports to the session what happens to its file while others edit it.

    The looks are in a thread of their own, and the next one waits until the last one is on screen:
    a disk that hangs holds up no key and no leaving, and behind a line that hangs nothing piles up.
    """

    def __init__(self, runner: Runner, clock: Callable[[], str], pace: float = PACE) -> None:
        self._runner = runner
        self._clock = clock
        self.pace = pace
        """Seconds from one look to the next."""
        self._looker: FileWatcher | None = None
        self._fading: asyncio.TimerHandle | None = None

    def changed(self) -> None:
        """A new state is shown: looking starts, or ends, as it now needs it."""
        state = self._runner.state
        wanted = _wanted(state)
        if self._looker is not None and self._looker.wanted != wanted:
            self.end()
        if self._looker is None and wanted is not None:
            self._looker = FileWatcher(state, self._found, self.pace)
            self._looker.start()

    def look(self) -> None:
        """Looks now: the person came back to this window."""
        if self._looker is not None:
            self._looker.wake.set()

    def end(self) -> None:
        """No more looks; what a look under way finds is left alone."""
        if self._looker is not None:
            self._looker.stop()
            self._looker = None
        if self._fading is not None:
            self._fading.cancel()
            self._fading = None

    def _found(self, looker: FileWatcher, changes: tuple[Seen, ...]) -> None:
        self._runner.change(partial(self._shown, looker, changes))

    def _shown(self, looker: FileWatcher, changes: tuple[Seen, ...], state: State) -> State:
        """The state that shows what a look found; the next look may begin."""
        looker.heard.set()
        if looker is self._looker:
            for change in changes:
                state = change(self._clock(), time.monotonic())(state)
            self._fade_later(state)
        return state

    def _fade_later(self, state: State) -> None:
        """Marks go when their time is over: one wait for the oldest, and none without marks."""
        landed = state.following.landed if state.following is not None else {}
        if landed and self._fading is None:
            wait = min(landed.values()) + following.FRESH_FOR - time.monotonic()
            loop = asyncio.get_running_loop()
            self._fading = loop.call_later(max(wait, 0) + 0.05, self._fade)

    def _fade(self) -> None:
        self._fading = None
        self._runner.change(self._faded)

    def _faded(self, state: State) -> State:
        state = following.faded(state, time.monotonic())
        self._fade_later(state)
        return state


Seen = Callable[[str, float], Change]
"""What a look found: with the time of day and a steady clock's seconds, what to make of a state."""
Wanted = tuple[Path, bool]
"""Which file is looked at, and whether it is followed; else only for who edits it."""


def _wanted(state: State) -> Wanted | None:
    if state.file is None or not (state.following or state.held_by):
        return None
    return state.file.path, state.following is not None


class FileWatcher(threading.Thread):
    """Looks at one file again and again; a daemon, so that leaving waits for no disk."""

    def __init__(
        self, state: State, tell: Callable[[FileWatcher, tuple[Seen, ...]], None], pace: float
    ) -> None:
        super().__init__(name="looker", daemon=True)
        self.wanted = _wanted(state)
        self.wake = threading.Event()
        """Set for a look before its time."""
        self.heard = threading.Event()
        """Set when what was found last has been taken in."""
        self._over = threading.Event()
        self._state = state
        self._tell = tell
        self._pace = pace
        self._loop = asyncio.get_running_loop()

    def stop(self) -> None:
        """Ends it, without waiting."""
        self._over.set()
        self.heard.set()
        self.wake.set()

    def run(self) -> None:
        """Checks until it is stopped."""
        state = self._state
        if state.file is None:
            return
        before = first_sight(state.file, state.matrix)
        shown, writer = state.matrix, None
        while not self._over.is_set():
            changes: tuple[Seen, ...] = ()
            now = look_again(before)
            if now.trouble is not None and now.trouble != before.trouble:
                self._over.wait(SOON)
                now = look_again(now)
            if now.writer != writer:
                if not now.writer and state.held_by:
                    # On coming back to the window what they changed last is told too: first.
                    self._over.wait(SOON)
                writer = now.writer
                changes = (partial(_written_by, writer),)
            if state.following is not None and now.file is not before.file:
                save = following.landing(shown, now.file, now.matrix)
                shown = save.matrix
                changes = (*changes, partial(_landed, save))
            elif state.following is not None and now.trouble != before.trouble:
                changes = (*changes, partial(_stood_there, now.trouble))
            before = now
            if changes and not self._told(changes):
                return
            self.wake.wait(0 if self._over.is_set() else self._pace)
            self.wake.clear()

    def _told(self, changes: tuple[Seen, ...]) -> bool:
        """Whether the session has taken it in; it has not when it has ended."""
        self.heard.clear()
        if self._over.is_set():
            return False
        try:
            self._loop.call_soon_threadsafe(self._tell, self, changes)
        except RuntimeError:  # the loop is closed
            return False
        self.heard.wait()
        return not self._over.is_set()


def _written_by(writer: str, clock: str, now: float) -> Change:
    return lambda state: following.written_by(state, writer)


def _landed(save: ExternalSave, clock: str, now: float) -> Change:
    return lambda state: following.landed(state, save, clock, now)


def _stood_there(trouble: WatchError | None, clock: str, now: float) -> Change:
    if trouble is None:
        return lambda state: following.back(state, clock)
    return lambda state: following.troubled(state, trouble, clock)
