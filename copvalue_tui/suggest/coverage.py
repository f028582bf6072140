"""Gaps of a matrix: value cycles that a row does not cover, and empty cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from copvalue_tui.matrix.by_id import ById
from copvalue_tui.matrix.text.near_duplicates import forms, index_keys, lookup_keys
from copvalue_tui.matrix.values import Cell, Matrix, Place, Row, cells
from copvalue_tui.matrix.vocabulary import VALUE_CYCLES
from copvalue_tui.suggest.occurrences import MAX_SEARCHED, lookup_keys_of
from copvalue_tui.suggest.packs import Pack


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


@lru_cache(maxsize=2)
def empty_cells(matrix: ById[Matrix]) -> tuple[Place, ...]:
    """The empty cells, in reading order."""
    return tuple(place for place, cell in cells(matrix.thing) if not cell)


def next_empty(matrix: Matrix, place: Place) -> Place | None:
    """The next empty cell after `place`, continuing at the top after the last."""
    empty = [cell for cell in empty_cells(ById(matrix)) if cell != place.cell]
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
        self._cache: dict[str, str] = {}
        """A cache, because a balance looks each value up twice."""

    def __getitem__(self, text: str) -> str:
        cycle = self._cache.get(text)
        if cycle is None:
            known = (self._known[key] for key in lookup_keys(forms(text)) if key in self._known)
            cycle = self._cache[text] = next(known, "")
        if not cycle:
            raise KeyError(text)
        return cycle

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
