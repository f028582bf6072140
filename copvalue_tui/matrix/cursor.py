"""Cursor movement: pure functions from one place to the next, always inside the matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from copvalue_tui.matrix.values import HORIZONS, Matrix, Place, cell_at


def clamp(matrix: Matrix, place: Place) -> Place:
    """The nearest valid place for the cursor; the matrix has at least one row."""
    row = min(max(place.row, 0), len(matrix.rows) - 1)
    column = min(max(place.column, 0), len(HORIZONS) - 1)
    last = len(cell_at(matrix, Place(row, column))) - 1
    return Place(row, column, min(max(place.slot, 0), max(last, 0)))


def last_slot(matrix: Matrix, place: Place) -> Place:
    """The last value of the cell at `place`, or slot 0 if it is empty."""
    return replace(place, slot=max(len(cell_at(matrix, place)) - 1, 0))


def step(matrix: Matrix, place: Place, by: int) -> Place:
    """One value down (`by` 1) or up (`by` -1), continuing into the next row's cell."""
    slot = place.slot + by
    if 0 <= slot < len(cell_at(matrix, place)):
        return replace(place, slot=slot)
    row = place.row + by
    if not 0 <= row < len(matrix.rows):
        return place
    beyond = Place(row, place.column)
    return beyond if by > 0 else last_slot(matrix, beyond)


def sideways(matrix: Matrix, place: Place, by: int) -> Place:
    """The cell on the right (`by` 1) or left (`by` -1), at the nearest slot."""
    column = place.column + by
    if not 0 <= column < len(HORIZONS):
        return place
    return clamp(matrix, replace(place, column=column))


def next_cell(matrix: Matrix, place: Place, by: int) -> Place:
    """The first slot of the next (`by` 1) or previous (`by` -1) cell in reading order."""
    index = place.row * len(HORIZONS) + place.column + by
    if not 0 <= index < len(matrix.rows) * len(HORIZONS):
        return place
    return Place(index // len(HORIZONS), index % len(HORIZONS))


def next_row(matrix: Matrix, place: Place, by: int) -> Place:
    """The first slot of the same horizon `by` rows down, stopping at the ends."""
    row = min(max(place.row + by, 0), len(matrix.rows) - 1)
    return Place(row, place.column)


def between(matrix: Matrix, start: Place, end: Place) -> Iterator[Place]:
    """Every value from `start` to `end` inclusive, walking down one horizon.

    Both are in the same column; their order does not matter.
    """
    first, last = sorted((start, end))
    for row in range(first.row, last.row + 1):
        place = Place(row, first.column)
        count = len(cell_at(matrix, place))
        low = first.slot if row == first.row else 0
        high = min(last.slot, count - 1) if row == last.row else count - 1
        for slot in range(low, high + 1):
            yield replace(place, slot=slot)
