"""Find the new position of a place after a change, so that the cursor stays on its value."""

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
