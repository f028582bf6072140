"""Edits of values, rows and the parking lot: pure functions from one matrix to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from copvalue_tui.matrix.fields.table import DETAILS, with_contents
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import (
    HORIZONS,
    Audience,
    Cell,
    Matrix,
    Place,
    Row,
    Value,
    cell_at,
    value_at,
)


def with_cell(matrix: Matrix, place: Place, cell: Cell) -> Matrix:
    """The matrix with another list of values in the cell of `place`.

    Raises:
        LookupError: The matrix has no such row.
    """
    rows = list(matrix.rows)
    rows[place.row] = rows[place.row].with_cell(place.horizon, cell)
    return matrix.with_rows(tuple(rows))


def add_values(matrix: Matrix, place: Place, values: Sequence[Value]) -> Matrix:
    """The matrix with `values` inserted at `place`."""
    cell = cell_at(matrix, place)
    return with_cell(matrix, place, (*cell[: place.slot], *values, *cell[place.slot :]))


def set_value(matrix: Matrix, place: Place, value: Value) -> Matrix:
    """The matrix with `value` instead of the one at `place`.

    Raises:
        LookupError: There is no value at `place`.
    """
    value_at(matrix, place)
    cell = cell_at(matrix, place)
    return with_cell(matrix, place, (*cell[: place.slot], value, *cell[place.slot + 1 :]))


def delete_values(matrix: Matrix, places: Iterable[Place]) -> Matrix:
    """The matrix without the values at `places`; places without a value are ignored."""
    removed: dict[Place, set[int]] = {}
    for place in places:
        removed.setdefault(place.cell, set()).add(place.slot)
    for place, slots in removed.items():
        rest = (value for slot, value in enumerate(cell_at(matrix, place)) if slot not in slots)
        matrix = with_cell(matrix, place, tuple(rest))
    return matrix


def move_value(matrix: Matrix, place: Place, by: int) -> Matrix:
    """The matrix with the value at `place` moved `by` slots down its cell, stopping at its ends.

    Raises:
        LookupError: There is no value at `place`.
    """
    value = value_at(matrix, place)
    cell = cell_at(matrix, place)
    rest = cell[: place.slot] + cell[place.slot + 1 :]
    slot = min(max(place.slot + by, 0), len(rest))
    return with_cell(matrix, place, (*rest[:slot], value, *rest[slot:]))


def move_values(matrix: Matrix, places: Sequence[Place], target: Place) -> Matrix:
    """The matrix with the values at `places` moved to `target`, in reading order.

    `target.slot` counts in the target cell as it is before the move.
    """
    ordered = sorted(places)
    values = [value_at(matrix, place) for place in ordered]
    before = sum(place.cell == target.cell and place.slot < target.slot for place in ordered)
    rest = delete_values(matrix, ordered)
    return add_values(rest, replace(target, slot=target.slot - before), values)


def neighbour_cell(place: Place, by: int) -> Place | None:
    """The first slot of the cell `by` columns to the right of `place`, if there is one."""
    column = place.column + by
    return Place(place.row, column) if 0 <= column < len(HORIZONS) else None


def merge_values(matrix: Matrix, places: Sequence[Place], text: str) -> Matrix:
    """The matrix with the values at `places` merged into the first, worded `text`."""
    ordered = sorted(places)
    merged = merged_value([value_at(matrix, place) for place in ordered], text)
    return delete_values(set_value(matrix, ordered[0], merged), ordered[1:])


def merged_value(values: Sequence[Value], text: str) -> Value:
    """One value with all details of `values`: votes added, notes joined, the strongest levels."""
    contents = {
        field.name: field.combined([field.of(value) for value in values]) for field in DETAILS
    }
    return with_contents(Value(text), contents)


def reworded(cell: Cell, texts: Sequence[str]) -> Cell:
    """The cell with these texts as its values, keeping details where possible.

    A text that the cell already has keeps its value; the remaining texts get the details of the
    remaining values in order if there are as many of both, else they are new.
    """
    remaining = list(cell)
    matches: list[Value | None] = []
    for text in texts:
        match = next((value for value in remaining if value.text == text), None)
        if match is not None:
            remaining.remove(match)
        matches.append(match)
    unmatched = iter(remaining if len(remaining) == matches.count(None) else ())
    values: list[Value] = []
    for text, value in zip(texts, matches, strict=True):
        if value is None:
            source = next(unmatched, None)
            value = replace(source, text=text) if source else Value(text)
        values.append(value)
    return tuple(values)


def repeats(cell: Cell, texts: Sequence[str]) -> tuple[bool, ...]:
    """For each text, true if the cell or an earlier text says the same, ignoring accents."""
    seen = {key(value.text) for value in cell}
    results = []
    for text in texts:
        results.append(key(text) in seen)
        seen.add(key(text))
    return tuple(results)


def park(matrix: Matrix, places: Iterable[Place]) -> Matrix:
    """The matrix with the values at `places` moved to the end of the parking lot.

    They keep their details. Places without a value are ignored.
    """
    occupied = [place for place in sorted(set(places)) if _has_value(matrix, place)]
    if not occupied:
        return matrix
    parked = [cell_at(matrix, place)[place.slot] for place in occupied]
    rest = delete_values(matrix, occupied)
    return replace(rest, parking_lot=(*matrix.parking_lot, *parked))


def park_new(matrix: Matrix, values: Sequence[Value]) -> Matrix:
    """The matrix with new values at the end of the parking lot."""
    return replace(matrix, parking_lot=(*matrix.parking_lot, *values)) if values else matrix


def place_parked(matrix: Matrix, slots: Iterable[int], target: Place) -> Matrix:
    """The matrix with these slots of the parking lot moved to `target`, in order.

    Slots without a value are ignored.

    Raises:
        LookupError: The matrix has no such row.
    """
    taken = _taken(matrix, slots)
    if not taken:
        return matrix
    values = [matrix.parking_lot[slot] for slot in taken]
    return add_values(delete_parked(matrix, taken), target, values)


def delete_parked(matrix: Matrix, slots: Iterable[int]) -> Matrix:
    """The matrix without these slots of the parking lot; slots without a value are ignored."""
    removed = set(_taken(matrix, slots))
    if not removed:
        return matrix
    rest = (value for slot, value in enumerate(matrix.parking_lot) if slot not in removed)
    return replace(matrix, parking_lot=tuple(rest))


def _taken(matrix: Matrix, slots: Iterable[int]) -> list[int]:
    return [slot for slot in sorted(set(slots)) if 0 <= slot < len(matrix.parking_lot)]


def _has_value(matrix: Matrix, place: Place) -> bool:
    in_matrix = 0 <= place.row < len(matrix.rows) and place.slot >= 0
    return in_matrix and place.slot < len(cell_at(matrix, place))


def rows_of(matrix: Matrix, audience: Audience) -> tuple[Row, ...]:
    """The rows of one audience, in order."""
    return matrix.members if audience == "members" else matrix.organizations


def with_audience(matrix: Matrix, audience: Audience, rows: tuple[Row, ...]) -> Matrix:
    """The matrix with other rows for one audience."""
    if audience == "members":
        return replace(matrix, members=rows)
    return replace(matrix, organizations=rows)


def index_of(matrix: Matrix, audience: Audience, position: int) -> int:
    """The index into `Matrix.rows` of the row at `position` within its audience."""
    return position if audience == "members" else len(matrix.members) + position


def add_row(matrix: Matrix, audience: Audience, position: int, row: Row) -> Matrix:
    """The matrix with `row` at `position` within its audience."""
    rows = rows_of(matrix, audience)
    return with_audience(matrix, audience, (*rows[:position], row, *rows[position:]))


def set_row(matrix: Matrix, index: int, row: Row) -> Matrix:
    """The matrix with `row` instead of the one at `index` of `Matrix.rows`.

    Raises:
        LookupError: There is no such row.
    """
    rows = list(matrix.rows)
    rows[index] = row
    return matrix.with_rows(tuple(rows))


def delete_row(matrix: Matrix, index: int) -> Matrix:
    """The matrix without the row at `index` of `Matrix.rows`.

    Raises:
        LookupError: There is no such row.
    """
    audience = matrix.audience(index)
    rows = rows_of(matrix, audience)
    position = index - index_of(matrix, audience, 0)
    if not 0 <= position < len(rows):
        raise LookupError(index)
    return with_audience(matrix, audience, (*rows[:position], *rows[position + 1 :]))


def move_row(matrix: Matrix, index: int, by: int) -> tuple[Matrix, int]:
    """The matrix with the row moved `by` places within its audience, and the row's new index.

    Raises:
        LookupError: There is no such row.
    """
    row = matrix.rows[index]
    audience = matrix.audience(index)
    start = index_of(matrix, audience, 0)
    rest = [
        other for place, other in enumerate(rows_of(matrix, audience)) if place != index - start
    ]
    position = min(max(index - start + by, 0), len(rest))
    rest.insert(position, row)
    return with_audience(matrix, audience, tuple(rest)), start + position
