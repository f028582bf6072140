"""What single deeds in the editor cost: bytes and milliseconds, idleness, saving, filtering."""

from __future__ import annotations

import gc
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage.file import load
from copvalue_tui.matrix.edits import add_values
from copvalue_tui.matrix.values import Place, Value
from copvalue_tui.suggest.packs import Pack, Suggestion
from copvalue_tui.suggest.ranking import filter_offers
from tests.benchmarks.clocked import Clocked
from tests.benchmarks.matter import FIRST, files_of, matrix_of
from tests.benchmarks.programs import copvalue, ours
from tests.pty.lines import until
from tests.pty.terminal import Terminal

ROOT = Path(__file__).parents[2]
TYPED = "professional help"
IDLE = 10.0
"""Seconds."""


class Cost(NamedTuple):
    """What some presses cost."""

    ms: float
    """Processor time of the middle one."""
    most_bytes: int


def pressed(terminal: Clocked, keys: list[str]) -> Cost:
    """The cost of some keys that are alike."""
    costs = [terminal.key(key) for key in keys]
    return Cost(statistics.median(ms for ms, _ in costs), max(count for _, count in costs))


def actions(file: Path, columns: int = 120, rows: int = 40) -> dict[str, Cost]:
    """The cost of each deed on a file, in one visit without autosave."""
    found = {}
    with Clocked(ours(file, "--no-autosave"), columns, rows) as terminal:
        terminal.started(FIRST)
        found["within the cell"] = pressed(terminal, ["j", "k"] * 5)
        found["to another cell"] = pressed(terminal, ["l", "h"] * 5)
        terminal.press("l")  # the cell that can grow without moving the rows below
        found["adopt"] = pressed(terminal, ["1"])
        found["undo"] = pressed(terminal, ["u"])
        found["delete"] = pressed(terminal, ["d"])
        terminal.press("u")
        found["letter, panel shown"] = _typed(terminal)
        terminal.press("S")
        found["letter, panel hidden"] = _typed(terminal)
        terminal.press("S h")
        found["adopt, rows below move"] = pressed(terminal, ["1"])
    return found


def sent_for(file: Path, keys: list[str], columns: int, rows: int) -> list[int]:
    """Bytes sent for each of the keys, one pressed after the other without a pause to read."""
    with Clocked(ours(file, "--no-autosave"), columns, rows) as terminal:
        terminal.started("Help with challenges")
        terminal.wait_bytes(b"\x1b[?7l")
        terminal.settle(0.5)
        return [answered(terminal, key) for key in keys]


def answered(terminal: Clocked, key: str) -> int:
    """Bytes of the answer to a key that is answered, however slow the machine is."""
    before = len(terminal.raw)
    terminal.send(key)
    until(lambda: terminal.read(0.1) or len(terminal.raw) > before, "the key was not answered")
    terminal.settle(0.12)
    return len(terminal.raw) - before


def sample(name: str, folder: Path) -> Path:
    """A copy of a sample that no session has left unsaved work for."""
    folder = Path(tempfile.mkdtemp(dir=folder))
    return Path(shutil.copyfile(ROOT / "samples" / f"{name}.toml", folder / f"{name}.toml"))


def with_many_marks(folder: Path) -> Path:
    """A matrix whose second value is one letter with 90,000 combining marks."""
    path = folder / "marks.toml"
    many = "e" + "\u0301" * 90_000
    values = f'["Help with challenges", "{many}", "Fun"]'
    path.write_text(f'format = 1\n[[members]]\nname = "M"\nshort_term = {values}\n')
    return path


def _typed(terminal: Clocked) -> Cost:
    terminal.press("a")
    cost = pressed(terminal, list(TYPED.replace(" ", "")))
    terminal.press("esc")
    return cost


def idle(file: Path) -> dict[str, tuple[int, float]]:
    """Bytes sent and percent of a processor used while nothing is pressed, in each mode."""
    found = {}
    with Clocked(ours(file, "--no-autosave")) as terminal:
        terminal.started(FIRST)
        for mode, keys in (("grid", ""), ("typing", "a"), ("panel", "esc s"), ("palette", "esc :")):
            terminal.press(keys)
            terminal.settle(0.5)
            count, cpu = len(terminal.raw), terminal.cpu()
            end = time.monotonic() + IDLE
            while (left := end - time.monotonic()) > 0:
                terminal.read(left)
            used = (terminal.cpu() - cpu) / IDLE * 100
            found[mode] = (len(terminal.raw) - count, used)
    return found


def saving(count: int, folder: Path) -> float:
    """Milliseconds of processor time of the fastest save of one more value: disks differ."""
    path = files_of(count, folder)[0]
    file = load(path)
    matrix = read(file.source.text)
    times = []
    for number in range(7):
        matrix = add_values(matrix, Place(0, 0), [Value(f"One more, number {number}")])
        begin = time.process_time()
        file = save(file, matrix).file
        times.append((time.process_time() - begin) * 1000)
    return min(times)


def key_during_save(count: int, folder: Path) -> float:
    """The longest of five waits, in milliseconds, for a cursor key pressed right after a save."""
    path = files_of(count, folder)[0]
    waits = []
    with Terminal(ours(path, "--no-autosave")) as terminal:
        terminal.wait_for(FIRST)
        terminal.settle(0.6)
        for number in range(5):
            terminal.press("a")
            terminal.send(f"More {number}")
            terminal.settle(0.3)
            terminal.press("enter esc")
            row = terminal.cursor[1]
            terminal.send("w")
            terminal.read(0.01)
            begin = time.perf_counter()
            terminal.send("k")
            while terminal.cursor[1] == row and time.perf_counter() - begin < 5:
                terminal.read(0.05)
            waits.append((time.perf_counter() - begin) * 1000)
            terminal.settle(0.5)
    return max(waits)


def filtering(count: int = 10_000) -> float:
    """Milliseconds of processor time for the slowest letter that filters so many suggestions."""
    words = ("peer", "shared", "practice", "professional", "network", "trust", "answers", "help")
    entries = tuple(
        Suggestion(
            f"s{at}",
            f"{words[at % 8]} {words[at // 8 % 8]} in {words[at // 64 % 8]} number {at}",
            "members" if at % 2 else "organizations",
            "short_term" if at % 4 < 2 else "long_term",
        )
        for at in range(count)
    )
    packs = (Pack("many", entries=entries),)
    matrix = matrix_of(40)
    filter_offers("x", matrix, Place(0, 0), packs)  # a pack is made ready once
    # As the editor does after its start: what stands there is not looked through for garbage.
    gc.collect()
    gc.freeze()
    times = []
    for end in range(1, len(TYPED) + 1):
        runs = []
        for _ in range(3):
            begin = time.process_time()
            filter_offers(TYPED[:end], matrix, Place(0, 0), packs)
            runs.append((time.process_time() - begin) * 1000)
        times.append(min(runs))
    gc.unfreeze()
    return max(times)


def commands(sample: Path, runs: int = 20) -> dict[str, float]:
    """Seconds of processor time of the middle run of each command without a screen, in turns."""
    us = copvalue()
    lines = {
        "pass": [sys.executable, "-c", "pass"],
        "parse": [sys.executable, "-c", PARSE, str(sample)],
        "--version": [*us, "--version"],
        "show": [*us, "show", str(sample)],
        "check": [*us, "check", str(sample)],
    }
    for format in ("md", "html", "csv"):
        lines[f"export --to {format}"] = [*us, "export", str(sample), "--to", format]
    return _cpu_of(lines, runs)


def portfolio(sample: Path, folder: Path, files: int = 1000, runs: int = 5) -> tuple[float, float]:
    """Seconds of processor time for a portfolio of so many files, and for their TOML alone."""
    many = folder / "portfolio"
    many.mkdir()
    text = sample.read_text(encoding="utf-8")
    for number in range(files):
        (many / f"{number}.toml").write_text(text.replace("Exchange", f"Exchange {number}"))
    paths = [str(path) for path in many.iterdir()]
    lines = {
        "portfolio": [*copvalue(), "portfolio", str(many)],
        "parse": [sys.executable, "-c", PARSE, *paths],
    }
    found = _cpu_of(lines, runs)
    return found["portfolio"], found["parse"]


def parsing(file: Path, runs: int = 5) -> float:
    """Seconds of processor time in which a Python program parses the TOML of a file."""
    return _cpu_of({"parse": [sys.executable, "-c", PARSE, str(file)]}, runs)["parse"]


PARSE = """\
import sys, tomllib
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        tomllib.loads(file.read())
"""
"""A program that reads the TOML of files, and does nothing with it."""


def _cpu_of(lines: dict[str, list[str]], runs: int) -> dict[str, float]:
    """Seconds of processor time of the middle run of each program; they take turns."""
    taken: dict[str, list[float]] = {name: [] for name in lines}
    for _ in range(runs):
        for name, words in lines.items():
            begin = resource.getrusage(resource.RUSAGE_CHILDREN)
            # What `check` finds is not for us: its exit code may be any.
            subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            end = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken[name].append(end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime)
    return {name: statistics.median(times) for name, times in taken.items()}
