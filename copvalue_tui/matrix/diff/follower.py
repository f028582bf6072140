"""Where things of one version of a matrix stand in another: a cursor stays on its value."""

from __future__ import annotations

from copvalue_tui.matrix import cursor as moves
from copvalue_tui.matrix.diff.pairing import paired
from copvalue_tui.matrix.values import Matrix, Place


class Follower:
    """Follows places from the old version to the new one."""

    def __init__(self, old: Matrix, new: Matrix) -> None:
        self._pairing = paired(old, new)
        self._links = self._pairing.links

    def value(self, place: Place) -> Place | None:
        """Where the value at `place` stands now; nothing when it is gone from the cells."""
        there = self._links.get(self._pairing.before.index(place))
        return None if there is None else self._pairing.after.place(there)

    def gap(self, place: Place) -> Place:
        """Where a new value goes now that would have gone in at `place`.

        Right behind the nearest value above it that is still there, else at the head of its cell.
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
        """Where a cursor stands now: with its value, or else where that was."""
        return self.value(place) or moves.clamp(self._pairing.new, self.gap(place))
