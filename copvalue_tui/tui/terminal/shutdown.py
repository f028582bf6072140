"""Leaving when it was not asked for: by a signal, and never later than it must be."""

from __future__ import annotations

import os
import signal
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Protocol

from copvalue_tui.tui.terminal.screen_diff import LAST_LINE

SIGNALS = {
    signal.SIGHUP: "hangup",
    signal.SIGINT: "int",
    signal.SIGTERM: "term",
    signal.SIGQUIT: "term",
}
"""Signal → how the journal calls that end."""
FAULT = 70
"""The exit status after a fault of ours, as `sysexits.h` numbers it."""
PATIENCE = 2.0
"""Seconds that the app has to end by itself; a disk that hangs can hold it up."""
CRASH_PATIENCE = 3.0
"""The same after a fault of ours: the report has to be written and told."""
Settings = list[int | list[bytes | int]]
"""Of a terminal, as termios lists them."""
GIVEN_BACK = (
    "\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"
    f"{LAST_LINE}\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
)
"""Undoes every mode that the driver sets; before that to the last line, as the driver goes."""


class Endable(Protocol):
    """A program that a signal or a fault may end."""

    @property
    def has_terminal(self) -> bool:
        """Whether the terminal is its own now."""

    def note_end(self, why: str) -> None:
        """Takes down why it ends; may be called by a signal at any moment."""

    def exit_soon(self, status: int) -> None:
        """Ends with this exit status; may be called by a signal at any moment."""

    def fail(self, fault: BaseException) -> None:
        """Ends because of a fault; for any thread."""


class _Terminal:
    """What the terminal was before us; for the case that nobody else gives it back."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings
        self._descriptor: int | None = None
        with suppress(OSError, termios.error):
            self._descriptor = os.dup(0)
            self._settings = settings or termios.tcgetattr(self._descriptor)

    def give_back(self) -> None:
        from copvalue_tui.tui.terminal.nonblocking_output import opened_anew

        if self._descriptor is None or self._settings is None:
            return
        with suppress(OSError, termios.error):
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._settings)
            os.write(opened_anew(2), GIVEN_BACK.encode())


@contextmanager
def signals_heeded(app: Endable, settings: Settings | None = None) -> Iterator[None]:
    """Within, a signal that ends programs ends the app: terminal restored, status 128 and more.

    Not by the event loop's own handlers: those do not run while something holds up the loop.
    A fault in any thread ends the app too. `settings` are the terminal's from before the program,
    where they are no longer its present ones.
    """
    terminal = _Terminal(settings)

    def leave(number: int, frame: FrameType | None) -> None:
        # Everything but the reason is in the journal already.
        app.note_end(SIGNALS[signal.Signals(number)])
        # In the background, touching the terminal would stop us for good.
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        watch(128 + number, terminal=terminal if app.has_terminal else None)
        app.exit_soon(128 + number)

    def fail(facts: threading.ExceptHookArgs) -> None:
        if facts.exc_value is not None:
            app.fail(facts.exc_value)

    before = {number: signal.signal(number, leave) for number in SIGNALS}
    threading.excepthook, hook = fail, threading.excepthook
    try:
        yield
    finally:
        threading.excepthook = hook
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in (signal.SIGTSTP, signal.SIGCONT):
            signal.signal(number, signal.SIG_DFL)


def watch(status: int, patience: float = PATIENCE, terminal: _Terminal | None = None) -> None:
    """Ends the program after a while, whatever still holds it up."""

    def end() -> None:
        if terminal is not None:
            terminal.give_back()
        os._exit(status)

    timer = threading.Timer(patience, end)
    timer.daemon = True
    timer.start()
