"""Edits of a value's details: any field of the table set, priority stepped, votes counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from copvalue_tui.matrix.edits import with_cell
from copvalue_tui.matrix.fields.table import BY_NAME, with_contents
from copvalue_tui.matrix.fields.typed import detail_text
from copvalue_tui.matrix.values import Cell, Matrix, Place, Value, cell_at
from copvalue_tui.matrix.vocabulary import PRIORITIES

MOST_VOTES = 2**63 - 1
"""The largest number that every program reading the file can represent."""
PRIORITY_STEPS = ("", *reversed(PRIORITIES))
"""From unset to high, for `raise_priority` and `lower_priority`."""

Places = Iterable[Place]
Change = Callable[[Value], Value]


def change_values(matrix: Matrix, places: Places, change: Change) -> Matrix:
    """The matrix with each value at `places` changed; the same object if nothing changes.

    Places without a value are ignored, so outdated marks do no harm.
    """
    wanted: dict[Place, set[int]] = {}
    for place in places:
        if 0 <= place.row < len(matrix.rows):
            wanted.setdefault(place.cell, set()).add(place.slot)
    for place, slots in wanted.items():
        cell = cell_at(matrix, place)
        changed = change_cell(cell, slots, change)
        if changed is not cell:
            matrix = with_cell(matrix, place, changed)
    return matrix


def change_cell(cell: Cell, slots: Iterable[int], change: Change) -> Cell:
    """The cell with the values in `slots` changed; the same object if nothing changes."""
    values = list(cell)
    for slot in slots:
        if 0 <= slot < len(values):
            values[slot] = change(values[slot])
    return cell if tuple(values) == cell else tuple(values)


def set_detail(matrix: Matrix, places: Places, name: str, content: object) -> Matrix:
    """The matrix with this content of the field of this name at `places`.

    The default of the field unsets it. A text becomes one tidy line, a number is kept in bounds.

    Raises:
        ValueError: The field has no such word.
    """
    field = BY_NAME[name]
    if field.words and content not in field.words:
        raise ValueError(content)
    if field.form == "text":
        content = detail_text(str(content))
    if isinstance(content, int):
        content = _in_bounds(content)
    return change_values(matrix, places, lambda value: with_contents(value, {name: content}))


def raise_priority(matrix: Matrix, places: Places) -> Matrix:
    """The matrix with the priority of each value one step up: unset, low, medium, high."""
    return change_values(matrix, places, lambda value: _stepped(value, 1))


def lower_priority(matrix: Matrix, places: Places) -> Matrix:
    """The matrix with the priority of each value one step down: high, medium, low, unset."""
    return change_values(matrix, places, lambda value: _stepped(value, -1))


def add_votes(matrix: Matrix, places: Places, count: int) -> Matrix:
    """The matrix with `count` more votes at `places` (fewer if negative), never below 0."""

    def voted(value: Value) -> Value:
        return replace(value, votes=_in_bounds(value.votes + count))

    return change_values(matrix, places, voted)


def in_use(matrix: Matrix, name: str) -> tuple[str, ...]:
    """Every text that a value has in the field of this name, the most frequent first."""
    field = BY_NAME[name]
    counts: dict[str, int] = {}
    for value in _all_values(matrix):
        if text := str(field.of(value)):
            counts[text] = counts.get(text, 0) + 1
    return tuple(sorted(counts, key=lambda text: -counts[text]))


def _all_values(matrix: Matrix) -> Iterable[Value]:
    for row in matrix.rows:
        yield from row.short_term
        yield from row.long_term
    yield from matrix.parking_lot


def _in_bounds(count: int) -> int:
    return min(max(count, 0), MOST_VOTES)


def _stepped(value: Value, by: int) -> Value:
    step = PRIORITY_STEPS.index(value.priority) + by
    return replace(value, priority=PRIORITY_STEPS[min(max(step, 0), len(PRIORITY_STEPS) - 1)])
