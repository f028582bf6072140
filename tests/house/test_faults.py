"""Every fault we know has its tests, and every promise of the README too; all of them exist."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.house.sources import ROOT

FAULTS = (ROOT / "tests" / "faults.md").read_text(encoding="utf-8")
ROWS = 107
"""How many faults we know; a new one is one more row there and one more here."""
_ROW = re.compile(r"^\| *(\d+) *\| *(.+?) *\| *(.*?) *\|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+(?:::\w+)?)(?:\[[^`]*\])?`")
UNFILLED = "to be filled"


def rows() -> dict[int, list[tuple[str, str]]]:
    """Number → what stands behind it: the fault, and its tests or why there are none."""
    found: dict[int, list[tuple[str, str]]] = {}
    for number, fault, tests in _ROW.findall(FAULTS):
        found.setdefault(int(number), []).append((fault, tests))
    return found


@cache
def defined_in(path: str) -> frozenset[str]:
    """The tests that a file defines, as pytest names them."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = set()
    for part in tree.body:
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(part.name)
        elif isinstance(part, ast.ClassDef):
            defined = [one for one in part.body if isinstance(one, ast.FunctionDef)]
            names |= {f"{part.name}::{one.name}" for one in defined}
        elif isinstance(part, ast.Assign):
            # A machine of hypothesis is told to pytest by an assignment: `TestX = X.TestCase`.
            names |= {one.id for one in part.targets if isinstance(one, ast.Name)}
    return frozenset(name for name in names if name.lower().startswith("test"))


def missing(text: str) -> list[str]:
    """The tests named in a text that do not exist."""
    return [
        f"{path}::{name}"
        for path, name in _TEST.findall(text)
        if not (ROOT / path).is_file() or name not in defined_in(path)
    ]


def test_every_fault_stands_in_the_table_once():
    found = rows()
    assert sorted(found) == list(range(1, ROWS + 1))
    assert [number for number, entries in found.items() if len(entries) != 1] == []


def test_a_fault_has_its_tests_or_says_why_not():
    offenders = [
        f"fault {number}: {tests or UNFILLED}"
        for number, entries in rows().items()
        for _, tests in entries
        if UNFILLED in tests
        or not (_TEST.search(tests) or re.search(r"by hand", tests))
        or missing(tests)
    ]
    assert offenders == []


PROMISES = (
    *("either the version last saved or the new one", "once *Saved*, it stays saved"),
    *("the connection drops", "the program is killed", "at most the last second is missing"),
    *("nobody's work is overwritten unseen", "you get both", "Undo gives the text back too"),
)


@pytest.mark.parametrize("promise", PROMISES)
def test_the_readme_gives_its_promise_and_each_sentence_has_its_tests(promise: str):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = " ".join(line.removeprefix("> ") for line in readme.splitlines() if line[:1] == ">")
    words = promise.replace("once *Saved*, it", "*Saved* it").replace("you get", "get")
    assert words.lower() in told.lower()
    (row,) = [line for line in FAULTS.splitlines() if line[:1] == "|" and promise in line]
    assert _TEST.search(row)
    assert missing(row) == []


def test_a_test_that_does_not_exist_is_noticed():
    here = "tests/house/test_faults.py"
    assert missing(f"`{here}::test_that_is_not_there`") == [f"{here}::test_that_is_not_there"]
    assert missing("`tests/house/gone.py::test_one`") == ["tests/house/gone.py::test_one"]
    assert missing(f"`{here}::test_every_fault_stands_in_the_table_once[one-two]`") == []
    assert defined_in(here) >= {"test_a_fault_has_its_tests_or_says_why_not"}
