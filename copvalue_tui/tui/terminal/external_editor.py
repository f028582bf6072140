"""The person's own editor, run on a file."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from copvalue_tui.files.storage.errors import reason
from copvalue_tui.matrix.text.sanitize import safe

Aside = Callable[[], AbstractContextManager[None]]
"""Gives the terminal away for as long as the block lasts."""
AT_ONCE = 1.0
"""Seconds within which nobody has edited anything."""


def editor_words() -> list[str]:
    """The command of the person's editor: `$VISUAL`, else `$EDITOR`, else vi.

    Raises:
        RuntimeError: It cannot be started; the text says why, as a sentence.
    """
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip() or "vi"
    try:
        words = shlex.split(named)
    except ValueError:
        words = []
    if not words or shutil.which(words[0]) is None:
        raise RuntimeError(f"The editor “{safe(named)}” was not found; set $VISUAL or $EDITOR.")
    return words


def edit(file: Path, aside: Aside) -> tuple[int, bool]:
    """Runs the editor on the file until it ends: its exit status, and whether it ended at once.

    Raises:
        RuntimeError: No editor could be started.
    """
    words = editor_words()
    begun = time.monotonic()
    try:
        with aside(), _left_to_child():
            status = _status_of([*words, str(file)])
        if isinstance(status, OSError):
            raise status
    except OSError as error:
        said = f"The editor “{safe(words[0])}” could not be used: {reason(error)}."
        raise RuntimeError(said) from error
    return status, time.monotonic() - begun < AT_ONCE


def _status_of(words: list[str]) -> int | OSError:
    """The exit status of a command, or why it never ran; nothing may be raised in between."""
    try:
        # The person's own command, and no shell in between.
        child = subprocess.Popen(words)  # noqa: S603
    except OSError as error:
        return error
    while True:
        # Not without end: a signal that another thread took runs its handler only once we wake up.
        with suppress(subprocess.TimeoutExpired):
            return child.wait(timeout=1)


@contextmanager
def _left_to_child() -> Iterator[None]:
    """Ctrl+C and Ctrl+\\ are the editor's own business while it runs.

    A handler, not SIG_IGN: that would be inherited by the editor.
    """
    signals = (signal.SIGINT, signal.SIGQUIT)
    before = [signal.signal(number, lambda *_: None) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
