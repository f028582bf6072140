"""Gaps of a matrix: value cycles and cells without a value; and where a text already stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from copvalue_tui.matrix.text.near_duplicates import forms, index_keys, lookup_keys
from copvalue_tui.matrix.text.search import same
from copvalue_tui.matrix.values import (
    HORIZONS,
    ById,
    Cell,
    Matrix,
    Place,
    Row,
    cell_at,
    cells,
    count_values,
    value_at,
)
from copvalue_tui.matrix.vocabulary import VALUE_CYCLES
from copvalue_tui.suggest.packs import Pack

MAX_SEARCHED = 5_000
"""The most values to search; in a larger matrix it would be too slow."""


class Occurrence(NamedTuple):
    """A place that has a text or a near-duplicate of it."""

    place: Place
    exact: bool
    """True for the same words, ignoring case, accents and -is-/-iz-."""


@lru_cache(maxsize=1 << 14)
def lookup_keys_of(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that find the near-duplicates of any of these texts, such as translations."""
    return tuple(dict.fromkeys(key for text in texts for key in lookup_keys(forms(text))))


class Occurrences:
    """An index of the texts in a matrix, seen from one of its cells."""

    def __init__(self, matrix: Matrix, place: Place) -> None:
        self._matrix = matrix
        self._number = place.row * len(HORIZONS) + place.column
        self._slots = _slots(ById(cell_at(matrix, place)))
        self._cells = _cells(ById(matrix))

    def here(self, keys: Iterable[str], skip: int | None = None) -> int | None:
        """The first slot of the cell with one of the keys, other than the slot `skip`."""
        slots = [self._slots[key] for key in keys if key in self._slots]
        return min((slot for slot in slots if slot != skip), default=None)

    def elsewhere(self, keys: Iterable[str]) -> Place | None:
        """The first place outside the cell with one of the keys, or the last if the first is here.

        None in a matrix of more than `MAX_SEARCHED` values.
        """
        matches = [
            (number, key)
            for key in keys
            for cells_of in (self._cells.first, self._cells.last)
            if (number := cells_of.get(key, self._number)) != self._number
        ]
        if not matches:
            return None
        number, key = min(matches)
        place = _place(number)
        return replace(place, slot=_slots(ById(cell_at(self._matrix, place)))[key])


def holds(cell: Cell, keys: Iterable[str]) -> bool:
    """True if the cell has a text with one of the keys."""
    return not _slots(ById(cell)).keys().isdisjoint(keys)


def find_occurrence(
    matrix: Matrix, place: Place, text: str, skip: int | None = None
) -> Occurrence | None:
    """Where the matrix already has a text meant for the cell at `place`: in the cell, or elsewhere.

    The value at the slot `skip` of the cell, the one being reworded, does not count.
    """
    keys = lookup_keys_of((text,))
    occurrences = Occurrences(matrix, place)
    slot = occurrences.here(keys, skip)
    occurrence = occurrences.elsewhere(keys) if slot is None else replace(place, slot=slot)
    if occurrence is None:
        return None
    return Occurrence(occurrence, same(value_at(matrix, occurrence).text, text))


@lru_cache(maxsize=1 << 13)
def _slots(cell: ById[Cell]) -> Mapping[str, int]:
    """The first slot of each text of the cell, by key; cells are immutable, so it can be cached."""
    slots: dict[str, int] = {}
    # So large a cell comes from no workshop, so its first values will do.
    for slot, value in enumerate(cell.thing[:MAX_SEARCHED]):
        for key in index_keys(forms(value.text)):
            slots.setdefault(key, slot)
    return slots


class _Cells(NamedTuple):
    """The number of the cell with a text, in reading order, by key."""

    first: Mapping[str, int]
    last: Mapping[str, int]


@lru_cache(maxsize=2)
def _cells(matrix: ById[Matrix]) -> _Cells:
    if count_values(matrix.thing) > MAX_SEARCHED:
        return _Cells({}, {})
    # Rebuilt after every edit, so it merges the cached index of each cell.
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


def covered_cycles(row: Row, packs: tuple[Pack, ...]) -> frozenset[str]:
    """The value cycles that the row's values cover, in both of its cells.

    A near-duplicate of a suggestion has its cycle. For other texts no cycle is guessed.
    """
    library = ById(packs)
    return _cycles(ById(row.short_term), library) | _cycles(ById(row.long_term), library)


def open_cycles(row: Row, packs: tuple[Pack, ...]) -> tuple[str, ...]:
    """The value cycles that the row does not cover yet, in the order of the framework."""
    covered = covered_cycles(row, packs)
    return tuple(cycle for cycle in VALUE_CYCLES if cycle not in covered)


def empty_cells(matrix: Matrix) -> tuple[Place, ...]:
    """The empty cells, in reading order."""
    return tuple(place for place, cell in cells(matrix) if not cell)


def next_empty(matrix: Matrix, place: Place) -> Place | None:
    """The next empty cell after `place`, continuing at the top after the last."""
    empty = [cell for cell in empty_cells(matrix) if cell != place.cell]
    return next((cell for cell in empty if cell > place.cell), empty[0] if empty else None)


@lru_cache(maxsize=64)
def _cycles(cell: ById[Cell], packs: ById[tuple[Pack, ...]]) -> frozenset[str]:
    if len(cell.thing) > MAX_SEARCHED:
        return frozenset(VALUE_CYCLES)
    known = known_cycles(packs)
    covered = (
        known[key]
        for value in cell.thing
        if value.claimed
        for key in lookup_keys_of((value.text,))
        if key in known
    )
    return frozenset(covered)


@lru_cache(maxsize=2)
def known_cycles(packs: ById[tuple[Pack, ...]]) -> Mapping[str, str]:
    """The value cycle of each suggestion, by the keys of its text in all languages."""
    known: dict[str, str] = {}
    for pack in packs.thing:
        for one in (pack, *pack.others):
            for entry in one.entries:
                if entry.cycle:
                    for key in index_keys(forms(entry.text)):
                        known.setdefault(key, entry.cycle)
    return known


class CyclesOfDuplicates(Mapping[str, str]):
    """The value cycle of each text that is a near-duplicate of a suggestion.

    A text may be looked up unchanged or by its `search.key`; for other texts no cycle is guessed.
    """

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self._known = known_cycles(ById(packs))

    def __getitem__(self, text: str) -> str:
        for key in lookup_keys(forms(text)):
            if key in self._known:
                return self._known[key]
        raise KeyError(text)

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
