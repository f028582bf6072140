"""How many columns the terminal gives to some texts, asked by the position of its cursor."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from select import select
from types import FrameType
from typing import NoReturn

PATIENCE = 2.0
"""Seconds that the terminal has for its answers."""
_ANSWER = re.compile(rb"\x1b\[\d{1,4};(\d{1,4})R")
_MOST = 4096
"""Bytes read at most: whoever types meanwhile is not waited for."""


def measured(texts: Sequence[str]) -> tuple[int, ...] | None:
    """The columns of each text; None where the terminal cannot be asked, or does not answer.

    The line of the cursor must be empty, and is empty again afterwards. Whatever is typed
    meanwhile is lost, and so are answers that come too late or in pieces.
    """
    try:
        keyboard, screen = sys.stdin.fileno(), sys.stdout.fileno()
        if not (os.isatty(keyboard) and os.isatty(screen)):
            return None
        # In the background, asking would stop the program.
        if os.tcgetpgrp(keyboard) != os.getpgrp():
            return None
        sys.stdout.flush()
        with _quiet(keyboard):
            return _asked(keyboard, screen, texts)
    except (OSError, ValueError, AttributeError, ImportError):
        return None


def _asked(keyboard: int, screen: int, texts: Sequence[str]) -> tuple[int, ...] | None:
    if not select([], [screen], [], PATIENCE)[1]:
        return None
    questions = "".join(f"\r{text}\x1b[6n" for text in texts)
    os.write(screen, f"{questions}\r\x1b[K".encode())
    answers = b""
    end = time.monotonic() + PATIENCE
    while len(columns := _ANSWER.findall(answers)) < len(texts):
        rest = end - time.monotonic()
        if rest <= 0 or len(answers) > _MOST or not select([keyboard], [], [], rest)[0]:
            return None
        piece = os.read(keyboard, 1024)
        if not piece:
            return None
        answers += piece
    return tuple(int(column) - 1 for column in columns[: len(texts)])


@contextmanager
def _quiet(keyboard: int) -> Iterator[None]:
    """A terminal that shows no answers and gives them at once; put back however this ends."""
    import termios
    import tty

    before = termios.tcgetattr(keyboard)
    ends = (signal.SIGTERM, signal.SIGHUP)
    handlers = [(number, signal.signal(number, _end)) for number in ends]
    try:
        tty.setcbreak(keyboard, termios.TCSANOW)
        now = termios.tcgetattr(keyboard)
        # Stopped here, the shell would get a terminal without an echo.
        now[6][termios.VSUSP] = b"\0"
        termios.tcsetattr(keyboard, termios.TCSANOW, now)
        yield
    finally:
        with suppress(termios.error):
            termios.tcflush(keyboard, termios.TCIFLUSH)
            termios.tcsetattr(keyboard, termios.TCSANOW, before)
        for number, handler in handlers:
            signal.signal(number, handler)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)
