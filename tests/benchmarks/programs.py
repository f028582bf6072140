"""The programs that are measured, and one visit to each: start, keys, memory."""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.bare import EMPTY
from tests.benchmarks.clocked import Clocked, Seen
from tests.benchmarks.matter import FIRST, files_of

BARE = str(Path(__file__).with_name("bare.py"))
SIZES = (40, 10_000, 100_000)
DOWN, UP = "down", "up"


@dataclass
class Program:
    """Something to start, and all that was measured of it."""

    name: str
    argv: list[str]
    ready: str = FIRST
    """What the first useful screen shows."""
    keys: tuple[str, ...] = (DOWN, UP)
    """Keys that move the cursor there and back."""
    starts: list[Seen] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    """Seconds from the start until a key pressed at the first sight is answered."""
    start_bytes: dict[tuple[int, int], int] = field(default_factory=dict)
    """By the size of the terminal."""
    key_times: list[float] = field(default_factory=list)
    """Milliseconds of processor time."""
    key_bytes: list[int] = field(default_factory=list)
    peak: float = 0.0
    """MiB."""

    @property
    def start(self) -> float:
        """The fastest start: what slows the others down is other work on the machine."""
        return min(seen.seconds for seen in self.starts)

    @property
    def start_cpu(self) -> float:
        """Seconds of processor time of the middle start."""
        return statistics.median(seen.cpu for seen in self.starts)

    @property
    def key_ms(self) -> float:
        """Milliseconds of processor time of the middle key."""
        return statistics.median(self.key_times)

    @property
    def answer(self) -> float:
        """The fastest first answer."""
        return min(self.answers)

    def visit(self) -> None:
        """Start it, press its keys, and leave it."""
        with Clocked(self.argv) as terminal:
            self.starts.append(terminal.started(self.ready, *self.keys[:1]))
            self.answers.append(terminal.quiet_after)
            for key in self.keys * 5:
                took, count = terminal.key(key)
                self.key_times.append(took)
                self.key_bytes.append(count)
            self.peak = max(self.peak, terminal.peak())

    def look(self, columns: int, rows: int) -> None:
        """Start it and press nothing, for the bytes of its first screen."""
        with Clocked(self.argv, columns, rows) as terminal:
            terminal.started(self.ready)
            self.start_bytes[columns, rows] = len(terminal.raw)


def ours(file: Path, *words: str) -> list[str]:
    """The words that start the editor on a file."""
    return [*copvalue(), *words, str(file)]


def copvalue() -> list[str]:
    """The words that start us: the installed command, or the module where it is not installed."""
    installed = Path(sys.executable).with_name("copvalue")
    return [str(installed)] if installed.exists() else [sys.executable, "-m", "copvalue_tui"]


def programs(folder: Path, visidata: str | None) -> dict[str, Program]:
    """All programs with their files, by a short name."""
    files = {count: files_of(count, folder) for count in SIZES}
    python = sys.executable
    found = [Program("empty", [python, BARE], EMPTY, ())]
    found += [Program(f"ours {n:,}", ours(files[n][0])) for n in SIZES]
    found += [Program(f"table {n:,}", [python, BARE, str(files[n][1])]) for n in SIZES[:2]]
    if visidata:
        found += [Program(f"visidata {n:,}", [visidata, str(files[n][1])]) for n in SIZES[:2]]
    return {program.name: program for program in found}
