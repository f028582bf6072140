"""The tests themselves: they hold anywhere, on a machine that is slow, busy or both."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.sources import ROOT

TESTS = ROOT / "tests"
_STOPWATCHES = {"process_time", "thread_time", "perf_counter", "getrusage"}
"""What only measures; `time.monotonic` is also how a test waits with an end."""
_CLOCKS = {"monotonic", "time"}


def files_of_tests() -> list[Path]:
    """All but the benchmarks, which measure and report, and fail nobody's run."""
    return [
        path
        for path in sorted(TESTS.rglob("*.py"))
        if path.relative_to(TESTS).parts[0] != "benchmarks"
    ]


def measured_in(tree: ast.AST) -> list[int]:
    """The lines that use a stopwatch, or compare how long something took."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in _STOPWATCHES)
        or (isinstance(node, ast.Name) and node.id in _STOPWATCHES)
        or (isinstance(node, ast.Compare) and _takes_a_span(node))
    ]


def _takes_a_span(node: ast.Compare) -> bool:
    """Whether something is subtracted from a clock, as in `time.monotonic() - begun < 2`."""
    return any(
        isinstance(part, ast.BinOp)
        and isinstance(part.op, ast.Sub)
        and isinstance(part.left, ast.Call)
        and isinstance(part.left.func, ast.Attribute)
        and part.left.func.attr in _CLOCKS
        for part in ast.walk(node)
    )


def test_no_test_compares_times():
    """What grows too fast is found by counting calls, steps and bytes: see `tests.counting`."""
    offenders = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in files_of_tests()
        for line in measured_in(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert offenders == []


def test_a_stopwatch_is_noticed_and_a_wait_is_none():
    assert measured_in(ast.parse("begun = time.process_time()")) == [1]
    assert measured_in(ast.parse("assert time.monotonic() - begun < 2")) == [1]
    assert measured_in(ast.parse("while time.monotonic() < end: pass")) == []
