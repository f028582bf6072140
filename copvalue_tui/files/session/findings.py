"""Check a session file: findings with their lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from copvalue_tui.files.session.read import matrix_of, unknown_keys_of
from copvalue_tui.files.toml.errors import Path
from copvalue_tui.files.toml.errors import UnplacedComplaint as Spot
from copvalue_tui.files.toml.locate import located
from copvalue_tui.files.toml.parse import Table, parse
from copvalue_tui.matrix.checks.kinds import Finding, Level
from copvalue_tui.matrix.checks.matrix_checks import Cycles, findings
from copvalue_tui.matrix.text.labels import Labels, labels_for
from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.values import HORIZONS, Matrix, Place

UNKNOWN_KEY = "unknown-key"
"""The only kind that is about the file and not about the matrix: a doubt."""


class FileFinding(NamedTuple):
    """One finding of a file."""

    line: int
    """Counted from 1."""
    path: str
    """Counted from 1: `members[2].short_term[4]`; empty for the whole matrix."""
    kind: str
    level: Level
    sentence: str
    about: Finding | None
    """The finding about the matrix; None for an unknown key."""


class Checked(NamedTuple):
    """A file that was checked."""

    matrix: Matrix
    findings: tuple[FileFinding, ...]
    """In the order of their lines; not sorted by level within a line."""
    label: Labels
    """In the language of the sentences."""


def check_text(text: str, today: date, cycles: Cycles | None = None, language: str = "") -> Checked:
    """Everything in a text that is missing, doubtful or probably mistyped.

    The sentences are in this language, such as `es`; without one in that of the matrix.

    Raises:
        NotReadable: The text is not a matrix.
    """
    tables = parse(text)
    matrix = matrix_of(tables, text)
    label = labels_for(language or matrix.language)
    matrix_findings = findings(matrix, today, cycles, label)
    told = list(_with_lines(text, ValuePaths(tables, matrix), matrix_findings))
    for key in unknown_keys_of(tables, text, label):
        told.append(FileFinding(key.line, key.path, UNKNOWN_KEY, "doubt", key.message, None))
    return Checked(matrix, tuple(sorted(told, key=lambda each: each.line)), label)


def _with_lines(
    text: str, paths: ValuePaths, matrix_findings: tuple[Finding, ...]
) -> Iterator[FileFinding]:
    # Each one carries the number of its finding, because they come back sorted by line.
    spots = [Spot(_path(paths, each), "", str(at)) for at, each in enumerate(matrix_findings)]
    for spot in located(text, spots):
        about = matrix_findings[int(spot.message)]
        yield FileFinding(spot.line, spot.path, about.kind, about.level, about.sentence, about)


def _path(paths: ValuePaths, finding: Finding) -> Path:
    if finding.place is not None:
        return paths.value(finding.place)
    if finding.row is not None:
        return paths.row(finding.row)
    return finding.path if finding.parked is None else paths.parked(finding.parked)


PARKING_LOT = "parking_lot"


class ValuePaths:
    """The paths of the rows and values of a matrix in the tables it was read from."""

    def __init__(self, tables: Table, matrix: Matrix) -> None:
        self._tables = tables
        self._members = len(matrix.members)
        self._filled: dict[Path, list[int]] = {}

    def row(self, index: int) -> Path:
        """The path of the row at this index of `Matrix.rows`."""
        if index < self._members:
            return ("members", index)
        return ("organizations", index - self._members)

    def value(self, place: Place) -> Path:
        """The path of the value at a place; the path of the cell if it is empty."""
        row = self.row(place.row)
        path = (*row, HORIZONS[place.column])
        return self._entry(path, place.slot)

    def parked(self, slot: int) -> Path:
        """The path of a value in the parking lot."""
        return self._entry((PARKING_LOT,), slot)

    def _entry(self, path: Path, slot: int) -> Path:
        if path not in self._filled:
            self._filled[path] = _filled(entries_at(self._tables, path))
        filled = self._filled[path]
        return (*path, filled[slot]) if slot < len(filled) else path


def entries_at(tables: Table, path: Path) -> list[object]:
    """The entries of the array at a path; empty if there is none."""
    node: object = tables
    for part in path:
        if isinstance(part, int):
            node = node[part] if isinstance(node, list) and part < len(node) else None
        else:
            node = node.get(part) if isinstance(node, dict) else None
    return node if isinstance(node, list) else []


def _filled(entries: list[object]) -> list[int]:
    """The indexes of the entries that are values and not blank."""
    found: list[int] = []
    for index, entry in enumerate(entries):
        text = entry.get("text") if isinstance(entry, dict) else entry
        if isinstance(text, str) and one_line(text):
            found.append(index)
    return found
