"""What a presentation or a voting round shows: slides, votes and ranks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from copvalue_tui.matrix.values import Cell, Matrix, Place, cells


def slides(matrix: Matrix, whole: bool) -> tuple[Place, ...]:
    """The cells that hold something, in reading order; for whole rows the first such of each."""
    places = [place for place, cell in cells(matrix) if cell]
    if not whole:
        return tuple(places)
    return tuple({place.row: place for place in reversed(places)}.values())[::-1]


def slide_at(listed: Sequence[Place], place: Place, whole: bool) -> int:
    """Which slide shows a place; the next one, or else the last, where none does."""
    wanted = Place(place.row, 0) if whole else place.cell
    return min(bisect_left(listed, wanted), max(len(listed) - 1, 0))


def votes_in(cell: Cell) -> int:
    """All votes of a cell."""
    return sum(value.votes for value in cell)


def by_votes(cell: Cell) -> Cell:
    """The cell with the most votes first, values with as many as before each other as they were."""
    return tuple(sorted(cell, key=lambda value: -value.votes))


RANKS = ("first", "second", "third")


def ranks(cell: Cell, standing_out: Sequence[int]) -> dict[int, str]:
    """For the slots that stand out, which rank in words; as many votes are as high a rank."""
    rank_of: dict[int, str] = {}
    for higher, votes in enumerate(sorted((value.votes for value in cell), reverse=True)):
        rank_of.setdefault(votes, RANKS[min(higher, len(RANKS) - 1)])
    return {slot: rank_of[cell[slot].votes] for slot in standing_out}
