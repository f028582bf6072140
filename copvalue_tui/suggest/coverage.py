"""What a matrix says nothing about yet: value cycles of a row, and cells without a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from copvalue_tui.matrix.by_id import ById
from copvalue_tui.matrix.values import Cell, Matrix, Place, Row, cells
from copvalue_tui.matrix.vocabulary import VALUE_CYCLES
from copvalue_tui.suggest.near_duplicates import entries, forms, lookups
from copvalue_tui.suggest.occurrences import LOOKED_THROUGH, keys_of
from copvalue_tui.suggest.packs import Pack


def covered_cycles(row: Row, packs: tuple[Pack, ...]) -> frozenset[str]:
    """The value cycles that the row's values speak of, in both of its cells.

    A value that is a twin of a suggestion carries its cycle. Of other words none is guessed.
    """
    shelf = ById(packs)
    return _cycles(ById(row.short_term), shelf) | _cycles(ById(row.long_term), shelf)


def open_cycles(row: Row, packs: tuple[Pack, ...]) -> tuple[str, ...]:
    """The value cycles that the row says nothing about yet, in the order of the framework."""
    covered = covered_cycles(row, packs)
    return tuple(cycle for cycle in VALUE_CYCLES if cycle not in covered)


@lru_cache(maxsize=2)
def empty_cells(matrix: ById[Matrix]) -> tuple[Place, ...]:
    """The cells that hold nothing, in reading order."""
    return tuple(place for place, cell in cells(matrix.thing) if not cell)


def next_empty(matrix: Matrix, place: Place) -> Place | None:
    """The empty cell that comes next after the one at `place`; the first one after the last."""
    empty = [cell for cell in empty_cells(ById(matrix)) if cell != place.cell]
    return next((cell for cell in empty if cell > place.cell), empty[0] if empty else None)


@lru_cache(maxsize=64)
def _cycles(cell: ById[Cell], packs: ById[tuple[Pack, ...]]) -> frozenset[str]:
    if len(cell.thing) > LOOKED_THROUGH:
        return frozenset(VALUE_CYCLES)
    known = known_cycles(packs)
    found = (
        known[key]
        for value in cell.thing
        if value.claimed
        for key in keys_of((value.text,))
        if key in known
    )
    return frozenset(found)


@lru_cache(maxsize=2)
def known_cycles(packs: ById[tuple[Pack, ...]]) -> Mapping[str, str]:
    """Key of each suggestion's text, in all its languages → its value cycle."""
    known: dict[str, str] = {}
    for pack in packs.thing:
        for one in (pack, *pack.others):
            for entry in one.entries:
                if entry.cycle:
                    for key in entries(forms(entry.text)):
                        known.setdefault(key, entry.cycle)
    return known


class CyclesOfDuplicates(Mapping[str, str]):
    """Text → its value cycle, for every text that is a twin of a suggestion.

    A text may be asked for as it is or by its `matching.key`; of other words none is guessed.
    """

    def __init__(self, packs: tuple[Pack, ...]) -> None:
        self._known = known_cycles(ById(packs))
        self._asked: dict[str, str] = {}
        """What was found for texts so far: a balance asks for each of its values twice."""

    def __getitem__(self, text: str) -> str:
        found = self._asked.get(text)
        if found is None:
            there = (self._known[key] for key in lookups(forms(text)) if key in self._known)
            found = self._asked[text] = next(there, "")
        if not found:
            raise KeyError(text)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
