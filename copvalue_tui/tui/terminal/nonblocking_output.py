"""What is on its way to the terminal: given as fast as it is taken, and nobody waits for it."""

from __future__ import annotations

import os
import select
import time
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress

MOST = 2**20
"""Bytes that may wait; what comes then is left out: the terminal has not read for long."""
STALL = 2.0
"""Seconds without a byte taken after which nobody knows what became of the screen."""
_FLAGS = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC


class NonblockingOutput:
    """Bytes for a terminal that may be slow, stalled or gone.

    While something waits, `held_up` is true and nothing more should be drawn: `ready` is called in
    the event loop as soon as the terminal takes more, to call `go_on` and then draw what is newest.
    Not for several threads at once.
    """

    def __init__(self, descriptor: int, loop: AbstractEventLoop, ready: Callable[[], None]) -> None:
        self.gone = False
        """Whether the terminal took a write no more; what is sent then is lost without a word."""
        self._descriptor = opened_anew(descriptor)
        self._loop = loop
        self._ready = ready
        self._waiting = bytearray()
        self._taken_at = 0.0

    @property
    def held_up(self) -> bool:
        """Whether the terminal has not taken all that was sent."""
        return bool(self._waiting)

    def send(self, text: str) -> None:
        """Gives the text to the terminal, now or as soon as it takes it; in order."""
        if len(self._waiting) > MOST or not text:
            return
        waited = self.held_up
        self._waiting += text.encode("utf-8", "replace")
        if not waited:
            self._taken_at = time.monotonic()
            self._give()
            if self.held_up:
                self._loop.call_soon_threadsafe(self._watch)

    def go_on(self) -> bool:
        """Gives what the terminal takes now; whether it had taken nothing for so long that the
        person may have done something to a screen that looked dead."""
        stalled = time.monotonic() - self._taken_at > STALL
        self._give()
        if not self.held_up:
            self._loop.remove_writer(self._descriptor)
        return stalled

    def drain(self, seconds: float) -> None:
        """Gives all that waits, or what the terminal takes in so many seconds."""
        end = time.monotonic() + seconds
        while self.held_up and (left := end - time.monotonic()) > 0:
            select.select([], [self._descriptor], [], left)
            self._give()

    def _watch(self) -> None:
        if self.held_up:
            self._loop.add_writer(self._descriptor, self._ready)

    def _give(self) -> None:
        try:
            while self._waiting:
                del self._waiting[: os.write(self._descriptor, self._waiting)]
                self._taken_at = time.monotonic()
        except BlockingIOError:
            pass
        except OSError:
            self.gone = True
            self._waiting.clear()


def opened_anew(descriptor: int) -> int:
    """The same terminal opened once more, to be written to without waiting.

    Not the descriptor itself: whether that one waits is also the shell's affair, which has it too.
    Where no terminal can be opened, writes do wait.
    """
    with suppress(OSError):
        return os.open(os.ttyname(descriptor), _FLAGS)
    with suppress(OSError):
        # Another account's, after `su`: it can be opened by this name, if it is ours to control.
        os.tcgetpgrp(descriptor)
        return os.open("/dev/tty", _FLAGS)
    return os.dup(descriptor)
