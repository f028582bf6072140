"""Measures us beside others in one run, and says which budgets are kept.

    python -m tests.benchmarks.measure [--visidata PATH/TO/vd] [--runs 5] [--write]

Times are of this machine and of this hour: the fastest of the runs counts, or the processor time
of the middle one, and ratios say more than seconds. `--write` puts the tables into the README
beside this file.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import actions, slow_line
from tests.benchmarks.programs import SIZES, Program, programs
from tests.benchmarks.table import lined

README = Path(__file__).with_name("README.md")
ROOT = Path(__file__).parents[2]
LARGE, SMALL = (120, 40), (80, 24)
SAMPLE = ROOT / "samples" / "water.toml"


_KEPT = {True: "yes", False: "**no**", None: ""}


class Budget(NamedTuple):
    """One line of the budgets, measured."""

    what: str
    limit: str
    measured: str
    kept: bool | None
    """Nothing where there is no budget."""


def main() -> None:
    """Measure, and print the tables as Markdown."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.measure")
    parser.add_argument("--visidata", default=shutil.which("vd"), metavar="PATH", help="its `vd`")
    parser.add_argument("--runs", type=int, default=5, help="starts of each program")
    parser.add_argument("--write", action="store_true", help="put the tables into the README")
    wishes = parser.parse_args()
    if wishes.visidata is None or not Path(wishes.visidata).exists():
        print("VisiData is missing (`pip install visidata`, then --visidata); going on without.")
        wishes.visidata = None
    with tempfile.TemporaryDirectory() as name:
        _leave_home(Path(name))
        text = "\n".join(_report(Path(name), wishes.visidata, wishes.runs))
    print(text)
    if wishes.write:
        _write(text)


def _leave_home(folder: Path) -> None:
    """Nobody's settings take part, and ours are found from anywhere."""
    for variable in tuple(os.environ):
        if variable.startswith(("XDG_", "COPVALUE_")):
            del os.environ[variable]
    os.environ |= {"HOME": str(folder), "PYTHONPATH": str(ROOT)}


def _report(folder: Path, visidata: str | None, runs: int) -> Iterator[str]:
    found = programs(folder, visidata)
    for number in range(runs):
        print(f"run {number + 1} of {runs}", file=sys.stderr)
        for program in found.values():
            program.visit()
    for program in found.values():
        program.look(*LARGE)
        program.look(*SMALL)
    print("the slow line", file=sys.stderr)
    beside, missing = slow_line.rows(folder)
    print("the deeds, and waiting for nothing to happen", file=sys.stderr)
    budgets = list(_budgets(folder, found))
    where = f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors"
    yield f"Measured at 120x40 with {where}; the fastest of {runs} starts."
    yield ""
    yield from _programs_table(list(found.values()))
    yield ""
    yield "Over a line of 250 ms each way and 2 kB a second, all on the same file at 80x24:"
    yield ""
    yield from lined(("editor", *slow_line.DEEDS), beside)
    yield ""
    if missing:
        yield f"Not installed here: {', '.join(missing)}."
        yield ""
    heads = ("what", "budget", "measured", "kept")
    yield from lined(heads, [(*line[:3], _KEPT[line.kept]) for line in budgets])


def _programs_table(found: list[Program]) -> Iterator[str]:
    of_start = ("start s", "its CPU × empty", "first key answered s", "start bytes, at 80x24")
    heads = ("program, values", *of_start, "key CPU ms", "key bytes", "peak MiB")
    rows = []
    for program in found:
        pressed = (f"{program.key_ms:.1f}", f"{max(program.key_bytes):,}") if program.keys else ()
        rows.append(
            (
                program.name,
                f"{program.start:.2f}",
                f"{program.start_cpu / found[0].start_cpu:.2f}",
                f"{program.answer:.2f}" if program.keys else "–",
                f"{program.start_bytes[LARGE]:,}, {program.start_bytes[SMALL]:,}",
                *(pressed or ("–", "–")),
                f"{program.peak:.0f}",
            )
        )
    yield from lined(heads, rows)


def _budgets(folder: Path, found: dict[str, Program]) -> Iterator[Budget]:
    yield from _of_starts(folder, found)
    yield from _of_keys(folder, found)
    yield from _of_rest(folder)


def _of_starts(folder: Path, found: dict[str, Program]) -> Iterator[Budget]:
    empty, small, middle, large = found["empty"], *(found[f"ours {n:,}"] for n in SIZES)
    ratio = small.start_cpu / empty.start_cpu
    yield Budget("start, 40 values: CPU", "≤ 0.6 × empty app", f"{ratio:.2f} ×", ratio <= 0.6)
    ratio = small.answer / empty.answer
    what = "until a first key is answered"
    yield Budget(what, "≤ 1.1 × empty app until quiet", f"{ratio:.2f} ×", ratio <= 1.1)
    rival = found.get("visidata 40")
    if rival is not None:
        said = f"{small.start:.2f} s, VisiData {rival.start:.2f} s"
        yield Budget("start, 40 values, beside VisiData", "ahead", said, small.start < rival.start)
        said = f"{small.answer:.2f} s, VisiData {rival.answer:.2f} s"
        yield Budget(f"{what}, beside VisiData", "", said, None)
    ratio = middle.start_cpu / small.start_cpu
    yield Budget("start, 10,000 values: CPU", "≤ 1.6 × with 40", f"{ratio:.2f} ×", ratio <= 1.6)
    ratio = large.start_cpu / small.start_cpu
    yield Budget("start, 100,000 values: CPU", "≤ 3 × with 40", f"{ratio:.2f} ×", ratio <= 3)
    ratio = actions.parsing(folder / "values-100000.toml") / small.start_cpu
    yield Budget("a Python program that only parses their TOML", "", f"{ratio:.2f} ×", None)
    for size in (LARGE, SMALL):
        sent, theirs = small.start_bytes[size], empty.start_bytes[size]
        said = f"{sent:,}, {sent / theirs:.2f} ×"
        what = f"start bytes, {size[0]}x{size[1]}"
        yield Budget(what, "≤ 0.4 × empty app", said, sent <= 0.4 * theirs)
    ratio = small.peak / empty.peak
    yield Budget("peak memory, 40 values", "≤ 1.3 × empty app", f"{ratio:.2f} ×", ratio <= 1.3)
    ratio = middle.peak / empty.peak
    yield Budget("peak memory, 10,000", "≤ 1.6 × empty app", f"{ratio:.2f} ×", ratio <= 1.6)
    ratio = large.peak / empty.peak
    yield Budget("peak memory, 100,000", "≤ 4 × empty app", f"{ratio:.2f} ×", ratio <= 4)


def _of_keys(folder: Path, found: dict[str, Program]) -> Iterator[Budget]:
    table = found["table 40"].key_ms
    times = [found[f"ours {n:,}"].key_ms for n in SIZES]
    said = " / ".join(f"{took:.1f}" for took in times) + f" ms, table {table:.1f} ms"
    what = "move within a cell, 40 / 10,000 / 100,000"
    yield Budget(what, "≤ the bare DataTable", said, max(times) <= table)
    ratio = times[1] / times[0]
    yield Budget("the same, 10,000", "≤ 1.2 × with 40", f"{ratio:.2f} ×", ratio <= 1.2)
    costs = actions.actions(folder / "values-40.toml")
    for name, limit in (
        ("within the cell", 80),
        ("to another cell", 800),
        ("letter, panel hidden", 120),
        ("letter, panel shown", 1_500),
        ("adopt", 2_000),
        ("delete", 2_000),
        ("undo", 2_000),
    ):
        cost = costs[name]
        said = f"{cost.most_bytes:,} bytes, {cost.ms:.1f} ms"
        yield Budget(name, f"≤ {limit:,} bytes", said, cost.most_bytes <= limit)
    cost = costs["adopt, rows below move"]
    said = f"{cost.most_bytes:,} bytes, {cost.ms:.1f} ms"
    yield Budget("adopt, rows below move", "", said, None)
    yield from _of_slow_lines(folder)
    took = actions.filtering()
    yield Budget("filter over 10,000 suggestions: CPU", "≤ 10 ms", f"{took:.1f} ms", took <= 10)


def _of_slow_lines(folder: Path) -> Iterator[Budget]:
    """What a key costs in bytes, where every one of them is waited for."""

    def bytes_of(name: str, keys: list[str], size: tuple[int, int] = SMALL) -> list[int]:
        return actions.sent_for(actions.sample(name, folder), keys, *size)

    _, *letters = bytes_of("toolkit", ["a", *"faster answers to hard questions"])
    middle, mean = statistics.median(letters), statistics.mean(letters)
    kept = middle <= 30 and mean <= 50
    said = f"{middle:.0f}, {mean:.0f} bytes"
    yield Budget("letter at 80x24, the strip filtering", "≤ 30 median, ≤ 50 mean", said, kept)
    *_, enter, escape = bytes_of("toolkit", ["a", *"more trust", "\r", "\x1b"])
    said, kept = f"{enter + escape:,} bytes", enter + escape <= 900
    yield Budget("Enter and Esc after an added value, 80x24", "≤ 900 bytes", said, kept)
    for size in (SMALL, LARGE):
        _, *letters = bytes_of("toolkit", [":", *"export"], size)
        middle = statistics.median(letters)
        said = f"{middle:.0f} bytes, at most {max(letters):,}"
        what = f"palette letter, {size[0]}x{size[1]}"
        yield Budget(what, "≤ 600 bytes median", said, middle <= 600)
    for name, size, limit in (("toolkit", SMALL, 800), ("water", LARGE, 2_000)):
        deeds = bytes_of(name, ["1", "u", "3", "d", "u"], size)
        _, _, *verdicts = bytes_of(name, ["r", "\r", "a", "o", "x", "z"], size)
        most = max(deeds + verdicts)
        what = f"adopt, delete, undo, verdict, {name} at {size[0]}x{size[1]}"
        yield Budget(what, f"≤ {limit:,} bytes", f"{most:,} bytes at most", most <= limit)
    most = max(actions.sent_for(actions.with_many_marks(folder), ["j", "j", "k", "k", "j"], *SMALL))
    what = "key beside a letter with 90,000 marks"
    yield Budget(what, "≤ 200 bytes", f"{most:,} bytes at most", most <= 200)


def _of_rest(folder: Path) -> Iterator[Budget]:
    modes = actions.idle(folder / "values-40.toml")
    count, cpu = sum(sent for sent, _ in modes.values()), max(used for _, used in modes.values())
    what = f"idle for 10 s in {', '.join(modes)}"
    kept = count == 0 and cpu < 1
    yield Budget(what, "0 bytes, < 1 % CPU", f"{count} bytes, {cpu:.1f} %", kept)
    for values, limit in ((300, 15), (10_000, 250)):
        took = actions.saving(values, folder)
        yield Budget(f"save of {values:,}: CPU", f"≤ {limit} ms", f"{took:.0f} ms", took <= limit)
    wait = actions.key_during_save(10_000, folder)
    yield Budget("a key while 10,000 are saved", "answers", f"{wait:.0f} ms", wait <= 100)
    times = actions.commands(SAMPLE)
    for name, limit in (
        ("--version", 2.0),
        ("show", 4.0),
        ("check", 4.0),
        ("export --to md", 4.5),
        ("export --to html", 4.5),
        ("export --to csv", 4.5),
    ):
        ratio = times[name] / times["pass"]
        said = f"{ratio:.1f} ×, {times[name] * 1000:.0f} ms"
        yield Budget(f"copvalue {name}", f"≤ {limit:g} × `python -c pass`", said, ratio <= limit)
    said = f"{times['parse'] / times['pass']:.1f} ×"
    yield Budget("a Python program that only parses its TOML", "", said, None)
    took, parsing = actions.portfolio(SAMPLE, folder)
    said = f"{took:.2f} s, {took / parsing:.2f} × their TOML alone"
    yield Budget("portfolio of 1,000 files", "≤ 1.5 s", said, took <= 1.5)


def _write(text: str) -> None:
    begin, end = "<!-- measured -->", "<!-- end of measured -->"
    old = README.read_text(encoding="utf-8")
    new = re.sub(f"(?s){begin}.*{end}", lambda _: f"{begin}\n\n{text}\n\n{end}", old)
    README.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
