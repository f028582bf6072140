"""Match the rows and values of two versions of a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from copvalue_tui.matrix import cursor as moves
from copvalue_tui.matrix.diff.matching import (
    FEW,
    pair_same,
    pair_within,
    paired_rows,
    stretch,
    unknown_runs,
)
from copvalue_tui.matrix.text.normalize import fold
from copvalue_tui.matrix.values import HORIZONS, ById, Matrix, Place, Value

PARKING = -1
"""The cell number of the parking lot; other cells have twice the row, plus the column."""
GONE = -2
"""A row that the new version does not have."""


def cell_number(row: int, column: int) -> int:
    """The number of a cell in a row."""
    return len(HORIZONS) * row + column


def row_of(cell: int) -> int:
    """The row of a cell by its number; below 0 for the parking lot."""
    return cell // len(HORIZONS)


def column_of(cell: int) -> int:
    """The column of a cell in a row by its number."""
    return cell % len(HORIZONS)


@dataclass(frozen=True, slots=True)
class FlatValues:
    """All values of a matrix in one list, in reading order; the parking lot comes last."""

    values: tuple[Value, ...]
    cells: dict[int, range]
    """Cell number → the indexes of its values, for cells that have any."""
    homes: tuple[int, ...]
    """The cell number of each value."""

    def index(self, place: Place) -> int:
        """The index of the value at a place; -1 if there is none."""
        indexes = self.cells.get(cell_number(place.row, place.column), range(0))
        return indexes[place.slot] if 0 <= place.slot < len(indexes) else -1

    def place(self, at: int) -> Place | None:
        """The place of the value with this index; None in the parking lot."""
        cell = self.homes[at]
        if cell == PARKING:
            return None
        return Place(row_of(cell), column_of(cell), at - self.cells[cell].start)


def spread(matrix: Matrix) -> FlatValues:
    """The matrix as one list of values."""
    cells = {
        cell_number(number, column): row.cell(horizon)
        for number, row in enumerate(matrix.rows)
        for column, horizon in enumerate(HORIZONS)
    }
    cells[PARKING] = matrix.parking_lot
    values: list[Value] = []
    homes: list[int] = []
    numbered: dict[int, range] = {}
    for number, cell in cells.items():
        if cell:
            numbered[number] = range(len(values), len(values) + len(cell))
            values += cell
            homes += [number] * len(cell)
    return FlatValues(tuple(values), numbered, tuple(homes))


class Pairing:
    """The pairs of rows and values in two versions; each has at most one partner.

    Each part is computed on first use.
    """

    def __init__(self, old: Matrix, new: Matrix) -> None:
        self.old, self.new = old, new

    @cached_property
    def rows(self) -> dict[int, int]:
        """Index in the old `Matrix.rows` → index in the new."""
        return paired_rows(self.old, self.new)

    @cached_property
    def before(self) -> FlatValues:
        """The old version as one list of values."""
        return spread(self.old)

    @cached_property
    def after(self) -> FlatValues:
        """The new version as one list of values."""
        return spread(self.new)

    @property
    def values(self) -> dict[int, int]:
        """Index in the old `FlatValues.values` → index in the new."""
        return self._linked[0]

    @property
    def replaced(self) -> dict[int, int]:
        """Old values → unrelated new ones in the same place."""
        return self._linked[1]

    @cached_property
    def links(self) -> dict[int, int]:
        """Old values → the new ones that they became, or that replace them."""
        return self.values | self.replaced

    @cached_property
    def homes(self) -> list[int]:
        """The cell number of each old value in the new version; below -1 if its row is gone."""
        return [self.cell(number) for number in self.before.homes]

    def cell(self, number: int) -> int:
        """The number of an old cell in the new version; below -1 if its row is gone."""
        if number == PARKING:
            return PARKING
        return cell_number(self.rows.get(row_of(number), GONE), column_of(number))

    @cached_property
    def _linked(self) -> tuple[dict[int, int], dict[int, int]]:
        """The pairs of values, and the replaced ones.

        A value is first searched in its own cell, then everywhere (it was moved): equal values
        first, then equal texts; duplicates pair in order. The others pair if they are between the
        same neighbours and their words are `alike` (it was reworded).
        """
        before, after = self.before.values, self.after.values
        runs = [
            (olds, self.after.cells.get(self.cell(number), range(0)))
            for number, olds in self.before.cells.items()
        ]
        pairs: dict[int, int] = {}
        for olds, news in runs:
            pairs.update(pair_within(olds, news, before, after, text_of))
        taken = set(pairs.values())
        left = [at for at in range(len(before)) if at not in pairs]
        free = [at for at in range(len(after)) if at not in taken]
        pairs.update(pair_same(left, free, before, after, text_of))
        taken = set(pairs.values())
        replaced: dict[int, int] = {}
        for olds, news in runs:
            for left, run in unknown_runs(olds, news, pairs, taken):
                for old, new, near in _rewordings(left, run, before, after):
                    (pairs if near else replaced)[old] = new
        return pairs, replaced


def paired(old: Matrix, new: Matrix) -> Pairing:
    """The pairs of two versions; cached."""
    return _paired(ById(old), ById(new))


# Two: the past against the present, and a version read from disk against the one shown.
@lru_cache(maxsize=8)
def _paired(old: ById[Matrix], new: ById[Matrix]) -> Pairing:
    return Pairing(old.thing, new.thing)


def _rewordings(
    olds: list[int], news: list[int], before: Sequence[Value], after: Sequence[Value]
) -> list[tuple[int, int, bool]]:
    """Pairs of one run, and whether the two are alike."""
    if len(olds) == len(news):
        return [
            (old, new, alike(before[old], after[new])) for old, new in zip(olds, news, strict=True)
        ]
    if len(olds) * len(news) > FEW:
        return []
    pairs: list[tuple[int, int, bool]] = []
    free = list(news)
    for old in olds:
        at = next((at for at, new in enumerate(free) if alike(before[old], after[new])), None)
        if at is not None:
            pairs.append((old, free[at], True))
            del free[: at + 1]
    return pairs


def text_of(value: Value) -> str:
    """The text of a value, without its details."""
    return value.text


_HEAD = 400
"""How many letters to compare: more than a bullet has; a whole book must not take minutes."""


def alike(old: Value, new: Value) -> bool:
    """Whether `new` may be `old` reworded: half of its words or letters stayed.

    The same details, if there are any, also count.
    """
    if old != Value(old.text) and replace(new, text=old.text) == old:
        return True
    one, other = fold(old.text[:_HEAD]), fold(new.text[:_HEAD])
    longest = max(len(one), len(other))
    at, to, _ = stretch(one, other)
    if 2 * (at + len(one) - to) >= longest:
        return True
    words, others = set(one.split()), set(other.split())
    return 2 * len(words & others) >= max(len(words), len(others))


class Follower:
    """Follows places from the old version to the new one."""

    def __init__(self, old: Matrix, new: Matrix) -> None:
        self._pairing = paired(old, new)
        self._links = self._pairing.links

    def value(self, place: Place) -> Place | None:
        """The new place of the value at `place`; None if it is no longer in a cell."""
        there = self._links.get(self._pairing.before.index(place))
        return None if there is None else self._pairing.after.place(there)

    def gap(self, place: Place) -> Place:
        """The new place for a value that was to be inserted at `place`.

        Right after the nearest value above that still exists, else at the top of its cell.
        """
        row = self._pairing.rows.get(place.row)
        if row is None:
            return moves.clamp(self._pairing.new, place)
        for slot in range(place.slot - 1, -1, -1):
            above = self.value(Place(place.row, place.column, slot))
            if above is not None and (above.row, above.column) == (row, place.column):
                return Place(row, place.column, above.slot + 1)
        return Place(row, place.column)

    def cursor(self, place: Place) -> Place:
        """The new place of a cursor: on its value, or else where that was."""
        return self.value(place) or moves.clamp(self._pairing.new, self.gap(place))
