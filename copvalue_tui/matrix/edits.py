"""Edits of values: pure functions from one matrix to the next."""

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
    """The matrix with `values` standing from `place` on, what was there moved down."""
    cell = cell_at(matrix, place)
    return with_cell(matrix, place, (*cell[: place.slot], *values, *cell[place.slot :]))


def set_value(matrix: Matrix, place: Place, value: Value) -> Matrix:
    """The matrix with `value` instead of the one at `place`.

    Raises:
        LookupError: No value stands at `place`.
    """
    value_at(matrix, place)
    cell = cell_at(matrix, place)
    return with_cell(matrix, place, (*cell[: place.slot], value, *cell[place.slot + 1 :]))


def delete_values(matrix: Matrix, places: Iterable[Place]) -> Matrix:
    """The matrix without the values at `places`; places where none stands change nothing."""
    gone: dict[Place, set[int]] = {}
    for place in places:
        gone.setdefault(place.cell, set()).add(place.slot)
    for place, slots in gone.items():
        kept = (value for slot, value in enumerate(cell_at(matrix, place)) if slot not in slots)
        matrix = with_cell(matrix, place, tuple(kept))
    return matrix


def move_value(matrix: Matrix, place: Place, by: int) -> Matrix:
    """The matrix with the value at `place` moved `by` slots down its cell, stopping at its ends.

    Raises:
        LookupError: No value stands at `place`.
    """
    value = value_at(matrix, place)
    cell = cell_at(matrix, place)
    rest = cell[: place.slot] + cell[place.slot + 1 :]
    slot = min(max(place.slot + by, 0), len(rest))
    return with_cell(matrix, place, (*rest[:slot], value, *rest[slot:]))


def move_values(matrix: Matrix, places: Sequence[Place], target: Place) -> Matrix:
    """The matrix with the values at `places`, in reading order, standing from `target` on.

    `target.slot` counts in the target cell as it is before anything leaves it.
    """
    ordered = sorted(places)
    values = [value_at(matrix, place) for place in ordered]
    before = sum(place.cell == target.cell and place.slot < target.slot for place in ordered)
    rest = delete_values(matrix, ordered)
    return add_values(rest, replace(target, slot=target.slot - before), values)


def across(place: Place, by: int) -> Place | None:
    """The first slot of the cell `by` columns to the right of `place`, if there is one."""
    column = place.column + by
    return Place(place.row, column) if 0 <= column < len(HORIZONS) else None


def merge_values(matrix: Matrix, places: Sequence[Place], text: str) -> Matrix:
    """The matrix with the values at `places` made one, worded `text`, at the first of them."""
    ordered = sorted(places)
    merged = merged_value([value_at(matrix, place) for place in ordered], text)
    return delete_values(set_value(matrix, ordered[0], merged), ordered[1:])


def merged_value(values: Sequence[Value], text: str) -> Value:
    """One value that loses nothing of `values`: votes add up, notes join, strong words count."""
    contents = {
        field.name: field.combined([field.of(value) for value in values]) for field in DETAILS
    }
    return with_contents(Value(text), contents)


def reworded(cell: Cell, texts: Sequence[str]) -> Cell:
    """The cell with these texts as its values, each keeping its details where that can be told.

    A text that a value of the cell has takes that value along; the texts left over take the
    details of the values left over when both are equally many, in order, else they are new.
    """
    left = list(cell)
    found: list[Value | None] = []
    for text in texts:
        twin = next((value for value in left if value.text == text), None)
        if twin is not None:
            left.remove(twin)
        found.append(twin)
    heirs = iter(left if len(left) == found.count(None) else ())
    values: list[Value] = []
    for text, value in zip(texts, found, strict=True):
        if value is None:
            heir = next(heirs, None)
            value = replace(heir, text=text) if heir else Value(text)
        values.append(value)
    return tuple(values)


def doubles(cell: Cell, texts: Sequence[str]) -> tuple[bool, ...]:
    """For each of `texts`, whether the cell or an earlier text says the same, accents aside."""
    seen = {key(value.text) for value in cell}
    found = []
    for text in texts:
        found.append(key(text) in seen)
        seen.add(key(text))
    return tuple(found)


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
