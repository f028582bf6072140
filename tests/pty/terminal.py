"""A real pseudo-terminal with a program in it, seen as its user's terminal sees it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte
from pyte.screens import wcwidth

from tests.pty.nursery import Nursery

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdn": "\x1b[6~",
    "enter": "\r", "esc": "\x1b", "tab": "\t", "btab": "\x1b[Z", "space": " ",
    "bs": "\x7f", "del": "\x1b[3~", "ins": "\x1b[2~", "f1": "\x1bOP", "f2": "\x1bOQ",
    **{f"ctrl+{letter}": chr(ord(letter) & 31) for letter in "abcdefghijklmnopqrstuvwxyz"},
}  # fmt: skip
"""Names of keys, as a plain xterm sends them."""

_ALLOWED = re.compile(
    rb"\x1b\[[0-9;]*[mHABCDKJX]"  # looks, moves, erasing
    rb"|\x1b\[(?:[0-9]+;[0-9]+)?r|\x1b\[[0-9]+[LM]"  # moving lines
    rb"|\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048)[hl]"
    rb"|\x1b\[\?(?:2004|2026|2048)\$p"  # the questions asked at the start
    rb"|\x1b\[6n"  # where is the cursor?
    rb"|\x1b\[>[0-9]+u|\x1b\[<[0-9]*u"  # the keyboard protocol
)
_COMMAND = re.compile(
    rb"\x1b[\]P_^X][^\x07\x1b]{0,80}|\x1b\[[0-?]*[ -/]*[@-~]|\x1b.?|[\x00-\x1f\x7f]"
    rb"|\xc2[\x80-\x9f]"  # C1
    rb"|\xd8\x9c|\xe2\x80[\x8b\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf",  # bidi, hidden
    re.DOTALL,
)
_CLIPBOARD = re.compile(rb"\x1b\]52;c;[A-Za-z0-9+/=]*\x07")


def forbidden(raw: bytes, *, clipboard: bool = False) -> list[bytes]:
    """What a program may not send to a terminal, in order: commands outside of the allow-list.

    `clipboard` allows OSC 52, for a test that copies on purpose.
    """
    rest = _ALLOWED.sub(b"", raw)
    if clipboard:
        rest = _CLIPBOARD.sub(b"", rest)
    return _COMMAND.findall(rest)


class Paper(pyte.Screen):
    """A terminal that, as real ones do, blanks the other half of a wide glyph written over."""

    def draw(self, data: str) -> None:
        for char in data:
            width = wcwidth(char)
            line = self.buffer[self.cursor.y]
            for column in range(self.cursor.x, min(self.cursor.x + width, self.columns)):
                self._halve(line, column)
            super().draw(char)

    def erase_characters(self, count: int | None = None) -> None:
        line = self.buffer[self.cursor.y]
        for column in range(self.cursor.x, min(self.cursor.x + (count or 1), self.columns)):
            self._halve(line, column)
        super().erase_characters(count)

    def _halve(self, line, column: int) -> None:
        if line[column].data == "" and column:
            line[column - 1] = line[column - 1]._replace(data=" ")
        if wcwidth((line[column].data or " ")[0]) == 2 and column + 1 < self.columns:
            line[column + 1] = line[column + 1]._replace(data=" ")


class Terminal:
    """A program in a pseudo-terminal of its own; closed by the end of a `with`.

    The environment is this one without the marks of a session (SSH, tmux, sizes), plus `env`; an
    empty string there removes a variable. All times are seconds; `patience` is how long to wait
    for something to appear before a test fails.

    With a `nursery` the words are those after `python -m copvalue_tui`, and `cwd` is given.

    A size of 0 x 0, as some lines report it, is told to the program; what it draws then is shown
    on 80 x 24, the size that programs take it for.
    """

    def __init__(
        self,
        argv: Sequence[str],
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str] | None = None,
        *,
        cwd: str | None = None,
        patience: float = 30.0,
        nursery: Nursery | None = None,
    ) -> None:
        self.patience = patience
        self.screen = Paper(columns or 80, rows or 24)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        """Every byte the program sent."""
        self._marked = 0
        self.status: int | None = None
        """Exit status, 128 + n when signal n ended it; nothing while it runs."""
        environ = environment(env or {})
        arguments = [str(argument) for argument in argv]
        self._nursery = nursery
        if nursery is not None:
            started = nursery.start(arguments, environ, cwd or ".", columns, rows)
            self.pid, self._fd = started
            return
        self.pid, self._fd = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child
            with contextlib.suppress(BaseException):
                if cwd is not None:
                    os.chdir(cwd)
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execvpe(arguments[0], arguments, environ)
            os._exit(127)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What the program shows

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, without blanks at their ends."""
        # As `display` of the emulator, which asks anew how wide every cell is: most of a test's
        # time. Here it is known: the second half of a wide glyph holds nothing.
        buffer, across = self.screen.buffer, range(self.screen.columns)
        rows = (buffer[row] for row in range(self.screen.lines))
        return ["".join([line[column].data for column in across]).rstrip() for line in rows]

    @property
    def text(self) -> str:
        """The whole screen as one text."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's own cursor, from 0."""
        return self.screen.cursor.x, self.screen.cursor.y

    @property
    def is_open(self) -> bool:
        """Whether the program still holds the terminal."""
        return self._fd >= 0

    def look(self, row: int, column: int) -> pyte.screens.Char:
        """The cell with its colours and marks."""
        return self.screen.buffer[row][column]

    def mark(self) -> None:
        """From here on `since` counts."""
        self._marked = len(self.raw)

    def since(self) -> bytes:
        """The bytes sent since the mark."""
        return bytes(self.raw[self._marked :])

    # Waiting

    def read(self, seconds: float) -> bytes:
        """Take what arrives within so many seconds; nothing when it stays quiet or has ended."""
        if self._fd < 0 or not select.select([self._fd], [], [], max(seconds, 0))[0]:
            return b""
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            data = b""
        if not data:
            self._hang_up()
        self.raw += data
        with contextlib.suppress(Exception):  # a gap of the emulator must not stop a test
            self._stream.feed(data)
        return data

    def wait_for(self, text: str, seconds: float | None = None) -> None:
        """Return as soon as the screen shows a text.

        Raises:
            AssertionError: It does not in time; with the screen as it is.
        """
        self._wait(lambda: text in self.text, f"never showed {text!r}", seconds)

    def wait_for_one(self, *texts: str) -> str:
        """The first of some texts that the screen shows; raises as `wait_for`."""
        self._wait(lambda: any(text in self.text for text in texts), f"never showed {texts}", None)
        return next(text for text in texts if text in self.text)

    def wait_gone(self, text: str, seconds: float | None = None) -> None:
        """Return as soon as the screen shows a text no longer; raises as `wait_for`."""
        self._wait(lambda: text not in self.text, f"still shows {text!r}", seconds)

    def wait_bytes(self, data: bytes, seconds: float | None = None) -> None:
        """Return as soon as some bytes came since the mark; raises as `wait_for`."""
        self._wait(lambda: data in self.since(), f"never sent {data!r}", seconds)

    def _wait(self, ready, complaint: str, seconds: float | None) -> None:
        end = time.monotonic() + (self.patience if seconds is None else seconds)
        while not ready():
            if time.monotonic() > end or (self._fd < 0 and not ready()):
                raise AssertionError(f"{complaint}; status {self.wait(0.5)}, screen:\n{self.text}")
            self.read(0.05)

    def settle(self, quiet: float = 0.2, seconds: float = 10.0) -> bytes:
        """Read until nothing came for `quiet` seconds; the bytes that came.

        While the program has work that the processor gives it no time for, it is not quiet.
        """
        begin = len(self.raw)
        end = time.monotonic() + seconds
        while time.monotonic() < end and (self.read(quiet) or self._at_work()):
            pass
        return bytes(self.raw[begin:])

    def _at_work(self) -> bool:
        """Whether the program, or one that it started, runs, could run, or waits for a disk."""
        programs = [self.pid]
        for pid in programs:
            with contextlib.suppress(OSError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    if (task / "stat").read_text().rpartition(") ")[2][0] in "RD":
                        return True
                    programs += map(int, (task / "children").read_text().split())
        return False

    # What its user does

    def send(self, data: bytes | str) -> None:
        """Type: all in one write, as a program or a paste does; see `press` for single keys."""
        rest = data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data
        while rest and self._fd >= 0:
            if select.select([], [self._fd], [], 0.02)[1]:
                rest = rest[os.write(self._fd, rest[:1024]) :]
            if select.select([self._fd], [], [], 0)[0]:
                self.read(0)

    def press(self, keys: str, quiet: float = 0.06) -> bytes:
        """Press keys one by one, waiting for each answer; the bytes of all answers.

        `keys` are names of `KEYS` or characters, with blanks between: `j j d esc`.
        """
        begin = len(self.raw)
        for key in keys.split():
            self.send(KEYS.get(key, key))
            self.settle(quiet)
        return bytes(self.raw[begin:])

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program is told by a signal."""
        self.screen.resize(rows or 24, columns or 80)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def unread(self) -> int:
        """How many bytes that were typed the program has not taken yet."""
        terminal = os.open(f"/proc/{self.pid}/fd/0", os.O_RDONLY | os.O_NOCTTY)
        try:
            return int.from_bytes(fcntl.ioctl(terminal, termios.FIONREAD, bytes(4)), sys.byteorder)
        finally:
            os.close(terminal)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def modes(self) -> list[object]:
        """The terminal's settings, as termios lists them."""
        return list(termios.tcgetattr(self._fd))

    # Its end

    def has_ended(self) -> bool:
        """Whether the program is gone; then `status` says how. Reads nothing that it sent."""
        if self.status is None:
            if self._nursery is not None:
                pid, status = self._nursery.waitpid(self.pid)
            else:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                code = os.waitstatus_to_exitcode(status)
                self.status = code if code >= 0 else 128 - code
        return self.status is not None

    def wait(self, seconds: float | None = None) -> int | None:
        """The exit status, as soon as the program has ended; nothing when it goes on."""
        end = time.monotonic() + (self.patience if seconds is None else seconds)
        while self.status is None:
            if self.has_ended():
                self.settle(0.02, 1.0)
            elif time.monotonic() > end:
                break
            elif not self.read(0.02):
                time.sleep(0.01)
        return self.status

    def hang_up(self) -> None:
        """Take the terminal away, as a lost line does."""
        self._hang_up()

    def _hang_up(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def close(self) -> None:
        """End the program, by its own id: first by taking its terminal away, at last by force."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.status is not None:
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)
            self.wait(3.0)
        self._hang_up()


def environment(changes: Mapping[str, str]) -> dict[str, str]:
    """This environment without the marks of a session, with changes: "" removes a variable."""
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SSH_", "TMUX", "TEXTUAL", "COPVALUE"))
        and name not in ("COLUMNS", "LINES", "ESCDELAY", "NO_COLOR", "STY")
    }
    environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    environ |= changes
    return {name: value for name, value in environ.items() if value or name not in changes}
