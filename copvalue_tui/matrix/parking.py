"""The parking lot for values without a cell: park them, edit them, place them in a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from copvalue_tui.matrix.edits import add_values, delete_values
from copvalue_tui.matrix.values import Matrix, Place, Value, cell_at


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
