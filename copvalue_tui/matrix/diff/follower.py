"""Where things of one version of a matrix stand in another: a cursor stays on its value."""

from __future__ import annotations

from copvalue_tui.matrix import cursor as moves
from copvalue_tui.matrix.diff.pairing import PARKING, paired, spread
from copvalue_tui.matrix.values import HORIZONS, Matrix, Place


class Follower:
    """Follows places from the old version to the new one."""

    def __init__(self, old: Matrix, new: Matrix) -> None:
        self._new = new
        self._old_cells = spread(old).cells
        pairs = paired(old, new)
        self._rows = pairs.rows
        links = pairs.values | pairs.replaced
        places = {
            at: Place(*divmod(cell, len(HORIZONS)), at - indexes.start)
            for cell, indexes in spread(new).cells.items()
            if cell != PARKING
            for at in indexes
        }
        self._values = {at: places[there] for at, there in links.items() if there in places}

    def value(self, place: Place) -> Place | None:
        """Where the value at `place` stands now; nothing when it is gone."""
        return self._values.get(self._index(place, place.slot))

    def gap(self, place: Place) -> Place:
        """Where a new value goes now that would have gone in at `place`.

        Right behind the nearest value above it that is still there, else at the head of its cell.
        """
        row = self._rows.get(place.row)
        if row is None:
            return moves.settled(self._new, place)
        for slot in range(place.slot - 1, -1, -1):
            above = self._values.get(self._index(place, slot))
            if above is not None and (above.row, above.column) == (row, place.column):
                return Place(row, place.column, above.slot + 1)
        return Place(row, place.column)

    def cursor(self, place: Place) -> Place:
        """Where a cursor stands now: with its value, or else where that was."""
        return self.value(place) or moves.settled(self._new, self.gap(place))

    def _index(self, place: Place, slot: int) -> int:
        indexes = self._old_cells.get(len(HORIZONS) * place.row + place.column, range(0))
        return indexes[slot] if 0 <= slot < len(indexes) else -1
