"""What a check finds in a session file, each with its line."""

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
from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.values import HORIZONS, Matrix, Place

UNKNOWN_KEY = "unknown-key"
"""The one kind that is about the file and not about the matrix: a doubt."""


class FileFinding(NamedTuple):
    """One finding of a file."""

    line: int
    """Counted from 1."""
    path: str
    """As a person counts: `members[2].short_term[4]`; empty for the whole matrix."""
    kind: str
    level: Level
    sentence: str
    about: Finding | None
    """What was found of the matrix; nothing for a key that is not known."""


class Checked(NamedTuple):
    """A file that was checked."""

    matrix: Matrix
    findings: tuple[FileFinding, ...]
    """In the order of their lines; of one line the gravest are not sought out."""


def check_text(text: str, today: date, cycles: Cycles | None = None) -> Checked:
    """Everything that is missing, doubtful or probably mistyped in a text.

    Raises:
        NotReadable: The text is no matrix.
    """
    tables = parse(text)
    matrix = matrix_of(tables, text)
    found = findings(matrix, today, cycles)
    told = list(_with_lines(text, ValuePaths(tables, matrix), found))
    for key in unknown_keys_of(tables, text):
        told.append(FileFinding(key.line, key.path, UNKNOWN_KEY, "doubt", key.message, None))
    return Checked(matrix, tuple(sorted(told, key=lambda each: each.line)))


def _with_lines(text: str, paths: ValuePaths, found: tuple[Finding, ...]) -> Iterator[FileFinding]:
    # Each spot carries the number of its finding, for they come back in the order of the lines.
    spots = [Spot(_path(paths, each), "", str(at)) for at, each in enumerate(found)]
    for spot in located(text, spots):
        about = found[int(spot.message)]
        yield FileFinding(spot.line, spot.path, about.kind, about.level, about.sentence, about)


def _path(paths: ValuePaths, finding: Finding) -> Path:
    if finding.place is not None:
        return paths.value(finding.place)
    if finding.row is not None:
        return paths.row(finding.row)
    return () if finding.parked is None else paths.parked(finding.parked)


PARKING_LOT = "parking_lot"


class ValuePaths:
    """The paths of what stands in one matrix and in the tables it was read from."""

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
        """The path of the value at a place; in an empty cell that of the cell."""
        row = self.row(place.row)
        path = (*row, HORIZONS[place.column])
        return self._entry(path, place.slot)

    def parked(self, slot: int) -> Path:
        """The path of a value of the parking lot."""
        return self._entry((PARKING_LOT,), slot)

    def _entry(self, path: Path, slot: int) -> Path:
        if path not in self._filled:
            self._filled[path] = _filled(entries_at(self._tables, path))
        filled = self._filled[path]
        return (*path, filled[slot]) if slot < len(filled) else path


def entries_at(tables: Table, path: Path) -> list[object]:
    """The entries of the array at a path; none when no array stands there."""
    found: object = tables
    for part in path:
        if isinstance(part, int):
            found = found[part] if isinstance(found, list) and part < len(found) else None
        else:
            found = found.get(part) if isinstance(found, dict) else None
    return found if isinstance(found, list) else []


def _filled(entries: list[object]) -> list[int]:
    """The indexes of the entries that are values; those of blanks only are none."""
    found: list[int] = []
    for index, entry in enumerate(entries):
        text = entry.get("text") if isinstance(entry, dict) else entry
        if isinstance(text, str) and one_line(text):
            found.append(index)
    return found
