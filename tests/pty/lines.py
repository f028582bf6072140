"""The line under a terminal: its settings, its flow, and what became of a program at its end."""

from __future__ import annotations

import ctypes
import os
import pty
import re
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.pty.terminal import Terminal

GONE = 20.0
"""Seconds that a test waits for the program to be gone; where nothing ended it, it stays."""


class Line:
    """The terminal's own end, held open: its settings, also when the program is gone."""

    def __init__(self, screen: Terminal) -> None:
        ptsname = ctypes.CDLL(None).ptsname
        ptsname.restype = ctypes.c_char_p
        self.descriptor = os.open(ptsname(screen._fd), os.O_RDWR | os.O_NOCTTY)

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.descriptor)

    @property
    def cooked(self) -> bool:
        local = int(termios.tcgetattr(self.descriptor)[3])
        return bool(local & termios.ICANON and local & termios.ECHO)


def settings_of_a_new_terminal() -> list[object]:
    """As termios lists them: those before a program had its turn."""
    ours, line = pty.openpty()
    try:
        return list(termios.tcgetattr(line))
    finally:
        os.close(ours)
        os.close(line)


@contextmanager
def stopped_flow(line: Line) -> Iterator[None]:
    """The line takes not one byte: at once, and until the end of the block."""
    termios.tcflow(line.descriptor, termios.TCOOFF)
    try:
        yield
    finally:
        termios.tcflow(line.descriptor, termios.TCOON)


def stall(screen: Terminal) -> None:
    """Reads no more, and has so much drawn that the line is full."""
    for number in range(40):
        screen.resize(119 + number % 2, 40)
        time.sleep(0.025)


def blindly(screen: Terminal, *keys: str) -> None:
    """Types without looking."""
    for key in keys:
        os.write(screen._fd, key.encode())
        time.sleep(0.1)


def ended(screen: Terminal, seconds: float = GONE) -> int | None:
    """Exit status of a program whose terminal nobody reads."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not screen.has_ended():
        time.sleep(0.01)
    return screen.status


def at_work(pid: int, looks: int = 100) -> int:
    """At how many of so many looks, one every 20 ms, a thread of the program is running."""
    seen = 0
    for _ in range(looks):
        seen += any(state == "R" for state in _states(pid))
        time.sleep(0.02)
    return seen


def _states(pid: int) -> list[str]:
    """Of all its threads: `R` is running or ready to run."""
    tasks = Path(f"/proc/{pid}/task").glob("*/stat")
    return [task.read_text().rpartition(")")[2].split()[0] for task in tasks]


def journal(tmp_path: Path) -> str:
    """All that the recovery files say."""
    folder = tmp_path / "home/.local/state/copvalue/recovery"
    return "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.jsonl"))


def why_ended(tmp_path: Path) -> str:
    return re.findall(r'"why": ?"(\w+)"', journal(tmp_path))[-1]


def until(ready, complaint: str, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, complaint
        time.sleep(0.02)


def state_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "gone"


def editor_of(screen: Terminal) -> int:
    """The program that the shell has started."""
    children = Path(f"/proc/{screen.pid}/task/{screen.pid}/children")
    until(lambda: children.read_text().split(), "the shell has started nothing")
    return int(children.read_text().split()[-1])
