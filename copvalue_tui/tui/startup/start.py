"""Starting the editor without delay: the matrix is on screen before the toolkit is loaded."""

from __future__ import annotations

import gc
import os
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from copvalue_tui.editor.session.open import Startup

_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)


def start_editor(opening: Startup) -> int:
    """Runs the editor; gives the exit status as `app.run_editor` does."""
    # Nothing that starting makes is garbage, and looking for some takes a tenth of the time.
    gc.disable()
    for number in _SIGNALS:
        signal.signal(number, _leave)
    from copvalue_tui.tui.terminal.shutdown import FAULT

    try:
        return _run(opening)
    except Exception as fault:
        if os.environ.get("COPVALUE_DEBUG"):
            raise
        from copvalue_tui.tui.terminal.crash_report import report

        report(fault)
        return FAULT


def _run(opening: Startup) -> int:
    from copvalue_tui.tui.startup.first_paint import beginning_of, paint

    term = os.environ.get("TERM", "")
    beginning = beginning_of(opening, term)
    # Without a file the session begins with a question, and a grid behind it would only flash.
    # So does a driver that another program listens to.
    asks_or_told = opening.file is None or os.environ.get("TEXTUAL_DRIVER")
    first = None if asks_or_told else paint(beginning, term)
    try:
        from copvalue_tui.tui.app import run_editor

        return run_editor(opening, beginning, first, _collect_again)
    finally:
        if first is not None:
            first.undo()


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """A signal that comes before the editor heeds them itself."""
    from copvalue_tui.tui.terminal.shutdown import watch

    watch(128 + number)
    sys.exit(128 + number)


def _collect_again() -> None:
    """From now on garbage is looked for, but not among what the start has made."""
    gc.freeze()
    gc.enable()
