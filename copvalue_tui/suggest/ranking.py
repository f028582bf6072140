"""Which suggestions a cell is offered, in which order, and which of them stand there already."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from copvalue_tui.matrix.matching import key
from copvalue_tui.matrix.sameness import Same
from copvalue_tui.matrix.values import Cell, Matrix, Place, cell_at, cells, count_values
from copvalue_tui.suggest.packs import FIRST_PACK, Pack, Suggestion

LOOKED_THROUGH = 5_000
"""In a matrix of more values it is not looked up where else a suggestion stands: too slow."""


class Offer(NamedTuple):
    """A suggestion as one cell sees it."""

    suggestion: Suggestion
    pack: Pack
    used: bool = False
    """Whether the cell holds the same text."""
    elsewhere: Place | None = None
    """The first other cell's place that holds the same text, if any."""
    fits: bool = True
    """Whether it was written for this kind of cell."""


def suggestions_for(matrix: Matrix, place: Place, packs: tuple[Pack, ...]) -> tuple[Offer, ...]:
    """The offers written for the cell at `place`: the preferred packs first, in each pack's order.

    Nothing is offered where the matrix has no such row.
    """
    if not 0 <= place.row < len(matrix.rows):
        return ()
    audience = matrix.audience(place.row)
    uses = Uses(matrix, place)
    return tuple(
        uses.offer(pack, index, fits=True)
        for pack in preferred(matrix, packs)
        for index in pack.cell(audience, place.horizon)
    )


def preferred(matrix: Matrix, packs: tuple[Pack, ...]) -> tuple[Pack, ...]:
    """The packs: the toolkit's, then those the matrix names, in its order, then the others."""
    named = {name: number for number, name in enumerate((FIRST_PACK, *matrix.packs))}
    named[FIRST_PACK] = 0
    return tuple(sorted(packs, key=lambda pack: named.get(pack.id, len(named))))


class Uses:
    """Where the texts of a matrix stand, seen from one cell."""

    def __init__(self, matrix: Matrix, place: Place) -> None:
        self._here = _keys_of(Same(cell_at(matrix, place)))
        self._elsewhere = _Elsewhere(matrix, place)

    def offer(self, pack: Pack, index: int, fits: bool) -> Offer:
        """The entry at `index` of the pack, with where it is used."""
        wanted = pack.keys[index]
        return Offer(
            suggestion=pack.entries[index],
            pack=pack,
            used=wanted in self._here,
            elsewhere=self._elsewhere.find(wanted),
            fits=fits,
        )


class _Elsewhere:
    """The other cells' texts."""

    def __init__(self, matrix: Matrix, place: Place) -> None:
        self._others: tuple[tuple[Place, dict[str, int]], ...] = ()
        if count_values(matrix) <= LOOKED_THROUGH:
            self._others = tuple(_other_cells(matrix, place))

    def find(self, wanted: str) -> Place | None:
        """The first place in reading order that holds the text of this key."""
        for place, slots in self._others:
            if wanted in slots:
                return Place(place.row, place.column, slots[wanted])
        return None


def _other_cells(matrix: Matrix, place: Place) -> Iterator[tuple[Place, dict[str, int]]]:
    for other, cell in cells(matrix):
        if cell and other != place.cell:
            yield other, _keys_of(Same(cell))


@lru_cache(maxsize=1024)
def _keys_of(cell: Same[Cell]) -> dict[str, int]:
    """Key of each text of the cell → its first slot; kept by identity, as cells never change."""
    slots: dict[str, int] = {}
    for slot, value in enumerate(cell.thing):
        slots.setdefault(key(value.text), slot)
    return slots
