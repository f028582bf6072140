"""The parking lot: values with no cell yet go there, are kept there, and are placed from there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from copvalue_tui.matrix.details import Change, change_cell
from copvalue_tui.matrix.edits import add_values, delete_values
from copvalue_tui.matrix.values import Matrix, Place, Value, cell_at


def park(matrix: Matrix, places: Iterable[Place]) -> Matrix:
    """The matrix with the values at `places`, in reading order, at the end of the parking lot.

    Their details go with them. Places where no value stands change nothing.
    """
    found = [place for place in sorted(set(places)) if _stands(matrix, place)]
    if not found:
        return matrix
    parked = [cell_at(matrix, place)[place.slot] for place in found]
    rest = delete_values(matrix, found)
    return replace(rest, parking_lot=(*matrix.parking_lot, *parked))


def park_new(matrix: Matrix, values: Sequence[Value]) -> Matrix:
    """The matrix with new values at the end of the parking lot: written down now, placed later."""
    return replace(matrix, parking_lot=(*matrix.parking_lot, *values)) if values else matrix


def place_parked(matrix: Matrix, slots: Iterable[int], target: Place) -> Matrix:
    """The matrix with these slots of the parking lot standing from `target` on, in order.

    Slots that hold nothing change nothing.

    Raises:
        LookupError: The matrix has no such row.
    """
    taken = _taken(matrix, slots)
    if not taken:
        return matrix
    values = [matrix.parking_lot[slot] for slot in taken]
    return add_values(delete_parked(matrix, taken), target, values)


def delete_parked(matrix: Matrix, slots: Iterable[int]) -> Matrix:
    """The matrix without these slots of the parking lot; slots that hold nothing change nothing."""
    gone = set(_taken(matrix, slots))
    if not gone:
        return matrix
    kept = (value for slot, value in enumerate(matrix.parking_lot) if slot not in gone)
    return replace(matrix, parking_lot=tuple(kept))


def move_parked(matrix: Matrix, slot: int, by: int) -> Matrix:
    """The matrix with one value of the parking lot moved along it, stopping at its ends."""
    lot = matrix.parking_lot
    if not 0 <= slot < len(lot):
        return matrix
    rest = lot[:slot] + lot[slot + 1 :]
    there = min(max(slot + by, 0), len(rest))
    if there == slot:
        return matrix
    return replace(matrix, parking_lot=(*rest[:there], lot[slot], *rest[there:]))


def change_parked(matrix: Matrix, slots: Iterable[int], change: Change) -> Matrix:
    """The matrix with values of the parking lot changed; the very same when nothing changes."""
    lot = change_cell(matrix.parking_lot, slots, change)
    return matrix if lot is matrix.parking_lot else replace(matrix, parking_lot=lot)


def _taken(matrix: Matrix, slots: Iterable[int]) -> list[int]:
    return [slot for slot in sorted(set(slots)) if 0 <= slot < len(matrix.parking_lot)]


def _stands(matrix: Matrix, place: Place) -> bool:
    in_matrix = 0 <= place.row < len(matrix.rows) and place.slot >= 0
    return in_matrix and place.slot < len(cell_at(matrix, place))
