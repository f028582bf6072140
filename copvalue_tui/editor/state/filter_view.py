"""A filter over the matrix: which values it shows, and where each of them is."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from copvalue_tui.matrix.diff.changes import changes
from copvalue_tui.matrix.diff.pairing import PARKING
from copvalue_tui.matrix.filters import Filter, selected
from copvalue_tui.matrix.values import HORIZONS, ById, Matrix, Place, Review, Row, Value

Slots = tuple[int, ...]
"""The slots of a cell that are shown, in order."""


@dataclass(frozen=True, slots=True)
class MatrixFilter:
    """What is shown of the matrix: what a filter wants, and whatever changed since it was made."""

    wanted: Filter
    today: date
    """The day it was made: no value appears or disappears by itself."""
    kept: tuple[Value, ...] = ()
    """Values that edits made since then: nothing disappears while somebody works on it."""

    def after(self, before: Matrix, matrix: Matrix) -> MatrixFilter:
        """The filter after an edit: what the edit made is shown, whatever it is."""
        if before is matrix:
            return self
        between = changes(before, matrix)
        pairing = between.pairing
        came = [at for at in sorted(between.came) if pairing.after.homes[at] != PARKING]
        # An edit leaves what it does not touch the same object, which tells equal values apart.
        old = {id(value) for value in pairing.before.values}
        # Backwards, so that of several equal ones the first stays.
        made = {value: value for value in reversed(pairing.after.values) if id(value) not in old}
        values = (pairing.after.values[at] for at in came)
        fresh = [made.get(value, value) if id(value) in old else value for value in values]
        return replace(self, kept=(*self.kept, *fresh)) if fresh else self

    def view(
        self, matrix: Matrix, typed: Place | None = None, adding: bool = False
    ) -> FilteredMatrix | None:
        """What is shown of the matrix; None when no value is.

        The place that is typed at is shown too: a value being reworded, or the row of a new one.
        """
        view = _view(ById(matrix), ById(self))
        return view if typed is None else _with_typed(ById(matrix), ById(view), typed, adding)


@dataclass(frozen=True, slots=True)
class FilteredMatrix:
    """A smaller matrix that holds only what is shown, and the way between the two."""

    matrix: Matrix
    rows: tuple[int, ...]
    """For each of its rows, which one that is in the whole matrix."""
    slots: tuple[tuple[Slots, Slots], ...]
    """For each of its cells, by row and column, which slots its values have in the whole one."""
    count: int
    """How many values it shows."""

    def real(self, place: Place) -> Place:
        """Where a place of the smaller matrix is in the whole one; in an empty cell its start."""
        slots = self.slots[place.row][place.column]
        row = self.rows[place.row]
        if not slots:
            return Place(row, place.column)
        beyond = place.slot - len(slots) + 1
        return Place(row, place.column, slots[-1] + beyond if beyond > 0 else slots[place.slot])

    def shows(self, place: Place) -> bool:
        """Whether a value of the whole matrix is shown."""
        at = bisect_left(self.rows, place.row)
        if at == len(self.rows) or self.rows[at] != place.row:
            return False
        slots = self.slots[at][place.column]
        slot = bisect_left(slots, place.slot)
        return slot < len(slots) and slots[slot] == place.slot

    def line(self, place: Place) -> Place:
        """Where something would stand that stood at a place of the whole matrix, in a row shown."""
        row = bisect_left(self.rows, place.row)
        return Place(row, place.column, bisect_left(self.slots[row][place.column], place.slot))

    def nearest(self, place: Place) -> Place:
        """Where a place of the whole matrix is shown, or else the value nearest to it."""
        at = bisect_left(self.rows, place.row)
        for column in (place.column, *(set(range(len(HORIZONS))) - {place.column})):
            row = nearest_row(self.matrix, Place(min(at, len(self.rows) - 1), column))
            if row is not None:
                slots = self.slots[row][column]
                slot = bisect_left(slots, place.slot) if self.rows[row] == place.row else 0
                if self.rows[row] < place.row:
                    slot = len(slots)
                return Place(row, column, min(slot, len(slots) - 1))
        return Place(0, 0)


def nearest_row(matrix: Matrix, place: Place) -> int | None:
    """The row nearest to `place` that has values in its column, the lower one of two as near."""
    rows, horizon = matrix.rows, HORIZONS[place.column]
    for away in range(len(rows)):
        for row in (place.row + away, place.row - away):
            if 0 <= row < len(rows) and rows[row].cell(horizon):
                return row
    return None


class _Seen(NamedTuple):
    """What is shown of one row."""

    row: Row
    slots: tuple[Slots, Slots]


@lru_cache(maxsize=8)
def _view(matrix: ById[Matrix], matrix_filter: ById[MatrixFilter]) -> FilteredMatrix | None:
    wanted, today = ById(matrix_filter.thing.wanted), matrix_filter.thing.today
    reviews = ById(matrix.thing.reviews)
    kept = frozenset(id(value) for value in matrix_filter.thing.kept)
    members: list[Row] = []
    organizations: list[Row] = []
    rows: list[int] = []
    slots: list[tuple[Slots, Slots]] = []
    for at, row in enumerate(matrix.thing.rows):
        here = kept and kept.intersection(map(id, (*row.short_term, *row.long_term)))
        seen = _seen(ById(row), wanted, today, here, reviews)
        if seen.slots != ((), ()):
            (members if at < len(matrix.thing.members) else organizations).append(seen.row)
            rows.append(at)
            slots.append(seen.slots)
    if not rows:
        return None
    smaller = replace(matrix.thing, members=tuple(members), organizations=tuple(organizations))
    count = sum(len(short) + len(long) for short, long in slots)
    return FilteredMatrix(smaller, tuple(rows), tuple(slots), count)


# As many as the rows of a large matrix: an edit changes one of them, and the others are known.
@lru_cache(maxsize=2**13)
def _seen(
    row: ById[Row],
    wanted: ById[Filter],
    today: date,
    kept: frozenset[int],
    reviews: ById[tuple[Review, ...]],
) -> _Seen:
    places = selected(Matrix(members=(row.thing,), reviews=reviews.thing), wanted.thing, today)
    slots: list[Slots] = []
    for column, horizon in enumerate(HORIZONS):
        slots_seen = {place.slot for place in places if place.column == column}
        if kept:
            cell = row.thing.cell(horizon)
            slots_seen |= {slot for slot, value in enumerate(cell) if id(value) in kept}
        slots.append(tuple(sorted(slots_seen)))
    return _part(row.thing, (slots[0], slots[1]))


def _part(row: Row, slots: tuple[Slots, Slots]) -> _Seen:
    """A row with these values only; the very same row when that is all of them."""
    if len(slots[0]) == len(row.short_term) and len(slots[1]) == len(row.long_term):
        return _Seen(row, slots)
    short = tuple([row.short_term[slot] for slot in slots[0]])
    long = tuple([row.long_term[slot] for slot in slots[1]])
    return _Seen(replace(row, short_term=short, long_term=long), slots)


@lru_cache(maxsize=4)
def _with_typed(
    matrix: ById[Matrix], view: ById[FilteredMatrix | None], typed: Place, adding: bool
) -> FilteredMatrix | None:
    """The view with what is being typed in it, or the row that a new value goes into."""
    whole, seen = matrix.thing, view.thing
    rows = seen.rows if seen is not None else ()
    slots = dict(zip(rows, seen.slots, strict=True)) if seen is not None else {}
    here = list(slots.get(typed.row, ((), ())))
    if not adding:
        here[typed.column] = tuple(sorted({*here[typed.column], typed.slot}))
    elif typed.row in slots:
        return seen
    slots[typed.row] = (here[0], here[1])
    shown = sorted(slots)
    parts = {row: _part(whole.rows[row], slots[row]).row for row in shown}
    count = len(whole.members)
    smaller = replace(
        whole,
        members=tuple(parts[row] for row in shown if row < count),
        organizations=tuple(parts[row] for row in shown if row >= count),
    )
    added = tuple(slots[row] for row in shown)
    return FilteredMatrix(
        smaller, tuple(shown), added, sum(len(one) + len(two) for one, two in added)
    )
