"""Leaving when it was not asked for: signals, and faults of our own."""

from __future__ import annotations

import os
import signal
import sys
import termios
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

from copvalue_tui import __version__
from copvalue_tui.files.troubles import FileTrouble, shown

if TYPE_CHECKING:
    from copvalue_tui.editor.state import State
    from copvalue_tui.tui.app import CopvalueApp

SIGNALS = {
    signal.SIGHUP: "hangup",
    signal.SIGINT: "int",
    signal.SIGTERM: "term",
    signal.SIGQUIT: "term",
}
"""Signal → how the journal calls that end."""
PATIENCE = 2.0
"""Seconds that the app has to end by itself; a terminal that no longer reads can hold it up."""


@contextmanager
def signals_heeded(app: CopvalueApp) -> Iterator[None]:
    """Within, a signal that ends programs ends the app: terminal restored, status 128 and more.

    Not by the event loop's own handlers: those do not run while a terminal holds up the loop.
    """
    restore = _restorer()

    def leave(number: int, frame: FrameType | None) -> None:
        # Everything but the reason is in the journal already.
        app.main.guard.end(SIGNALS[signal.Signals(number)])
        _watch(128 + number, restore)
        app.exit_soon(128 + number)

    before = {number: signal.signal(number, leave) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _restorer() -> Callable[[], None]:
    """Gives the terminal its present settings back, when called."""
    try:
        descriptor = os.dup(0)
        settings = termios.tcgetattr(descriptor)
    except (OSError, termios.error):
        return lambda: None

    def restore() -> None:
        with suppress(OSError, termios.error):
            termios.tcsetattr(descriptor, termios.TCSANOW, settings)

    return restore


def _watch(status: int, restore: Callable[[], None]) -> None:
    """Ends the program after a while, whatever still holds it up."""

    def end() -> None:
        restore()
        os._exit(status)

    timer = threading.Timer(PATIENCE, end)
    timer.daemon = True
    timer.start()


def report(fault: BaseException, state: State) -> None:
    """Says on the normal screen that something went wrong, and keeps a private report of it."""
    kept = _kept(fault)
    lines = ["Something went wrong in copvalue, and it had to stop.", _safe_part(state)]
    if kept:
        lines.append(f"A report without any of your text is in {kept}")
    print("\n".join(lines), file=sys.__stderr__)


def _safe_part(state: State) -> str:
    if state.file is None or state.file.identity is None:
        return "Nothing had been saved yet."
    name = shown(state.file.path)
    when = f"as last saved at {state.saved_at}" if state.saved_at else "as it was when opened"
    return f"The file “{name}” is {when}."


def _kept(fault: BaseException) -> str:
    """The path of the report; empty when it could not be kept."""
    from copvalue_tui.files import folders

    # The fault's own words may hold a person's: only its kind and where it happened are kept.
    frames = traceback.extract_tb(_inner(fault).__traceback__)
    places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
    kind = type(_inner(fault)).__name__
    words = [f"copvalue {__version__}, Python {sys.version.split()[0]}", kind, *places, ""]
    try:
        folder = folders.private_folder("reports")
        name = f"report-{os.getpid()}.txt"
        path = folders.keep_private(folder, name, "\n".join(words).encode("utf-8", "replace"))
    except (FileTrouble, OSError):
        return ""
    return shown(path)


def _inner(fault: BaseException) -> BaseException:
    """The fault itself, without what a worker wrapped around it."""
    inner = getattr(fault, "error", None)
    return inner if isinstance(inner, BaseException) else fault
