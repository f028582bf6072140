"""From a place of the matrix to the path of its file, where blank entries count too."""

from __future__ import annotations

from copvalue_tui.files.session.tidy import one_line
from copvalue_tui.files.toml.errors import Path
from copvalue_tui.files.toml.parse import Table
from copvalue_tui.matrix.values import HORIZONS, Matrix, Place

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
