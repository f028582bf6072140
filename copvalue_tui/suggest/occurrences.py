"""Where a text, or a twin of it, stands in a matrix already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from copvalue_tui.matrix.by_id import ById
from copvalue_tui.matrix.text.search import same
from copvalue_tui.matrix.values import (
    HORIZONS,
    Cell,
    Matrix,
    Place,
    cell_at,
    cells,
    count_values,
    value_at,
)
from copvalue_tui.suggest.near_duplicates import entries, forms, lookups

LOOKED_THROUGH = 5_000
"""In a matrix of more values it is not looked up where else a text stands: too slow."""


class Occurrence(NamedTuple):
    """A place where a text, or a twin of it, stands."""

    place: Place
    exact: bool
    """Whether it stands there in the same words; case, accents and -is-/-iz- aside."""


@lru_cache(maxsize=1 << 14)
def keys_of(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Under which keys the twins of any of these texts are found: of one, or of its
    translations."""
    return tuple(dict.fromkeys(key for text in texts for key in lookups(forms(text))))


class Occurrences:
    """What stands in a matrix, seen from one of its cells."""

    def __init__(self, matrix: Matrix, place: Place) -> None:
        self._matrix = matrix
        self._number = place.row * len(HORIZONS) + place.column
        self._slots = _slots(ById(cell_at(matrix, place)))
        self._cells = _cells(ById(matrix))

    def here(self, keys: Iterable[str], but: int | None = None) -> int | None:
        """The slot in the cell of the first text found under the keys, not at the slot `but`."""
        found = [self._slots[key] for key in keys if key in self._slots]
        return min((slot for slot in found if slot != but), default=None)

    def elsewhere(self, keys: Iterable[str]) -> Place | None:
        """A place outside the cell, found under the keys: the first in reading order, or the last
        when the first is in this cell.

        Nothing in a matrix of more than `LOOKED_THROUGH` values.
        """
        found = [
            (number, key)
            for key in keys
            for cells_of in (self._cells.first, self._cells.last)
            if (number := cells_of.get(key, self._number)) != self._number
        ]
        if not found:
            return None
        number, key = min(found)
        place = _place(number)
        return replace(place, slot=_slots(ById(cell_at(self._matrix, place)))[key])


def holds(cell: Cell, keys: Iterable[str]) -> bool:
    """Whether the cell holds a text found under one of the keys."""
    return not _slots(ById(cell)).keys().isdisjoint(keys)


def stand_of(matrix: Matrix, place: Place, text: str, but: int | None = None) -> Occurrence | None:
    """Where a text that is written for the cell at `place` stands already, here before elsewhere.

    The value at the slot `but` of the cell, the one that is being reworded, is passed over.
    """
    keys = keys_of((text,))
    standing = Occurrences(matrix, place)
    slot = standing.here(keys, but)
    stands = standing.elsewhere(keys) if slot is None else replace(place, slot=slot)
    if stands is None:
        return None
    return Occurrence(stands, same(value_at(matrix, stands).text, text))


@lru_cache(maxsize=1 << 13)
def _slots(cell: ById[Cell]) -> Mapping[str, int]:
    """Key of each text of the cell → its first slot; kept by identity, as cells never change."""
    slots: dict[str, int] = {}
    # So large a cell comes from no workshop; its first values stand for it.
    for slot, value in enumerate(cell.thing[:LOOKED_THROUGH]):
        for key in entries(forms(value.text)):
            slots.setdefault(key, slot)
    return slots


class _Cells(NamedTuple):
    """Key of each text → the cell that holds it, counted in reading order."""

    first: Mapping[str, int]
    last: Mapping[str, int]


@lru_cache(maxsize=2)
def _cells(matrix: ById[Matrix]) -> _Cells:
    if count_values(matrix.thing) > LOOKED_THROUGH:
        return _Cells({}, {})
    # Made anew after every edit, so it goes cell by cell and not value by value.
    numbered = [
        dict.fromkeys(_slots(ById(cell)), number)
        for number, (_, cell) in enumerate(cells(matrix.thing))
        if cell
    ]
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for one in numbered:
        last.update(one)
    for one in reversed(numbered):
        first.update(one)
    return _Cells(first, last)


def _place(number: int) -> Place:
    return Place(*divmod(number, len(HORIZONS)))
