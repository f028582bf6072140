"""A terminal with a stop-watch: when which bytes came, how much memory and time a program took."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pyte

from tests.pty.terminal import KEYS, Terminal

QUIET = 0.08
"""Seconds without a byte that end the answer to a key."""
ANSWER = 2.0
"""Seconds to wait for the first byte of an answer; a busy machine needs more than `QUIET`."""


class Piece(NamedTuple):
    """Some output that came at once."""

    moment: float
    cpu: float
    """Seconds of processor time the program had used when it came."""
    came: bytes


class Seen(NamedTuple):
    """When something was on the screen."""

    seconds: float
    """From the start."""
    cpu: float
    """Of these, seconds of processor time; what other programs do does not change them."""


class Clocked(Terminal):
    """Keeps the time of each piece of output; the screen is drawn later, so as not to slow it."""

    def __init__(self, argv: Sequence[str], columns: int = 120, rows: int = 40, **more) -> None:
        self.pieces: list[Piece] = []
        self.quiet_after = 0.0
        """Seconds from the start until the last byte before all was quiet."""
        self.began = time.perf_counter()
        super().__init__(argv, columns, rows, **more)

    def read(self, seconds: float) -> bytes:
        """Take what arrives within so many seconds."""
        if self._fd < 0 or not select.select([self._fd], [], [], max(seconds, 0))[0]:
            return b""
        try:
            came = os.read(self._fd, 65536)
        except OSError:
            came = b""
        if not came:
            self._hang_up()
        self.raw += came
        self.pieces.append(Piece(time.perf_counter(), self.cpu(), came))
        return came

    def first_seen(self, text: str) -> Seen:
        """When the screen first showed a text.

        Raises:
            AssertionError: It never did.
        """
        screen = pyte.Screen(self.screen.columns, self.screen.lines)
        stream = pyte.ByteStream(screen)
        for piece in self.pieces:
            stream.feed(piece.came)
            if any(text in line for line in screen.display):
                return Seen(piece.moment - self.began, piece.cpu)
        shown = "\n".join(screen.display)
        raise AssertionError(f"never showed {text!r}; screen:\n{shown}")

    def started(self, text: str, key: str = "", patience: float = 60.0) -> Seen:
        """Wait until a text was shown and all is quiet; when it was shown first.

        With `key` that key is pressed as soon as something of the text has come.

        Raises:
            AssertionError: It never was.
        """
        probe = text.split()[0].encode()
        end = time.perf_counter() + patience
        while probe not in self.raw and time.perf_counter() < end and self._fd >= 0:
            self.read(0.05)
        if key:
            self.send(KEYS.get(key, key))
        self.settle(0.6)
        self.quiet_after = self.pieces[-1].moment - self.began
        return self.first_seen(text)

    def key(self, key: str) -> tuple[float, int]:
        """Press one key: milliseconds of processor time until the last byte of its answer, and
        that many bytes."""
        begin, before, pieces = self.cpu(), len(self.raw), len(self.pieces)
        self.send(KEYS.get(key, key))
        end = time.perf_counter() + ANSWER
        while len(self.raw) == before and self._fd >= 0 and time.perf_counter() < end:
            self.read(QUIET)
        self.settle(QUIET)
        answered = len(self.pieces) > pieces
        took = (self.pieces[-1].cpu - begin) * 1000 if answered else 0.0
        return took, len(self.raw) - before

    def peak(self) -> float:
        """The most memory the program has used, in MiB; 0 where the system does not say."""
        try:
            lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        except OSError:
            return 0.0
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024

    def cpu(self) -> float:
        """Seconds of processor time the program has used; 0 where the system does not say."""
        used = 0
        with suppress(OSError):
            for task in Path(f"/proc/{self.pid}/task").iterdir():
                used += int((task / "schedstat").read_text().split()[0])
        return used / 1e9
