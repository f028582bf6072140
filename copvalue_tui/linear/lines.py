"""Lines of input: read from a descriptor, decoded, and refused where they are no line of text."""

from __future__ import annotations

import os
import re
import select
import signal
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

MOST_BYTES = 64 * 1024
"""The longest line that is read: a value has 10,000 letters at most."""
MOST_FROM_TERMINAL = 4095
"""A terminal that edits a line itself keeps so many bytes of it, and drops the rest."""
_TERMINAL_CODES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.)")
"""What arrow keys and marked pastes send."""
_SIGNALS = tuple(
    number
    for name in ("SIGHUP", "SIGTERM", "SIGQUIT")
    if (number := getattr(signal, name, None)) is not None
)
"""Those that end the program; not every system has all of them."""


class EndOfInput(Exception):
    """There are no more lines."""


class Waited(Exception):
    """No line came in the time given."""


class Interrupted(Exception):
    """Ctrl+C: the person wants out of what was begun."""


class NotALine(Exception):
    """The text says why a line is not used, as a sentence."""


class Ended(Exception):
    """A signal ends the program."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = 128 + number
        """The exit status."""


class LineReader:
    """The lines that come through a descriptor.

    Signals are obeyed only while a line is awaited, so that none breaks into a save.
    """

    def __init__(self, descriptor: int = 0, terminal: bool = False) -> None:
        self._descriptor = descriptor
        self.terminal = terminal
        """Whether a person types them, at a terminal."""
        self._bytes = bytearray()
        self._dropped = 0
        """Bytes of a line that is too long, which were not kept."""
        self._over = False
        self._again: deque[str] = deque()
        self._waiting = False
        self._signal = 0

    def put_back(self, line: str) -> None:
        """The next line is this one: it was no answer, so it is a command."""
        self._again.append(line)

    def read(self, seconds: float | None = None) -> str:
        """The next line, without its end; waits for it as long as is said.

        Raises:
            EndOfInput, Waited, Interrupted, Ended: Instead of a line.
            NotALine: The line is not used.
        """
        if self._again:
            return self._again.popleft()
        until = None if seconds is None else time.monotonic() + seconds
        while b"\n" not in self._bytes and not self._over:
            self._fetch(until)
        line, end, rest = self._bytes.partition(b"\n")
        if not line and not end and not self._dropped:
            raise EndOfInput
        self._bytes = rest
        dropped, self._dropped = self._dropped, 0
        return self._decoded(bytes(line), dropped)

    def _fetch(self, until: float | None) -> None:
        """More bytes, or the end."""
        with self._heeding():
            if until is not None:
                self._wait(max(until - time.monotonic(), 0.0))
            try:
                more = os.read(self._descriptor, MOST_BYTES)
            except OSError:  # the terminal is gone
                more = b""
        self._over = not more
        self._bytes += more
        if b"\n" not in self._bytes and len(self._bytes) > MOST_BYTES:
            # Of a line that is too long only its length is kept.
            self._dropped += len(self._bytes)
            self._bytes.clear()

    def _wait(self, seconds: float) -> None:
        """Returns when there are bytes, or when that cannot be asked here."""
        try:
            ready, _, _ = select.select([self._descriptor], [], [], seconds)
        except (OSError, ValueError):  # a closed descriptor, or a system that asks sockets only
            return
        if not ready:
            raise Waited

    def _decoded(self, line: bytes, dropped: int) -> str:
        size = dropped + len(line)
        if size > MOST_BYTES:
            raise NotALine(
                f"That line has {size:,} bytes, and {MOST_BYTES:,} are the most. "
                "Nothing was done with it."
            )
        if self.terminal and len(line) >= MOST_FROM_TERMINAL:
            raise NotALine(
                f"The terminal cuts lines at {MOST_FROM_TERMINAL:,} bytes, so nothing was done "
                "with that line. Type it in shorter ones."
            )
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            raise NotALine("That line is not UTF-8 text. Nothing was done with it.") from None
        return _TERMINAL_CODES.sub("", text.removesuffix("\r"))

    # Signals

    @contextmanager
    def _heeding(self) -> Iterator[None]:
        """Within, a signal ends the waiting; one that came before does so at once."""
        self._waiting = True
        try:
            self._obey()
            yield
        finally:
            self._waiting = False

    def _obey(self) -> None:
        number, self._signal = self._signal, 0
        if number == signal.SIGINT and self.terminal:
            raise Interrupted
        if number:
            raise Ended(number)

    @contextmanager
    def signals_heeded(self) -> Iterator[None]:
        """Within, signals are noted, and obeyed while a line is awaited."""

        def note(number: int, frame: FrameType | None) -> None:
            self._signal = number
            if self._waiting:
                self._obey()

        before = {number: signal.signal(number, note) for number in (signal.SIGINT, *_SIGNALS)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
