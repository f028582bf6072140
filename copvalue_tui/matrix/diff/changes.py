"""The changes between two versions of a matrix: values, cells, rows and facts."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cached_property, lru_cache

from copvalue_tui.matrix.diff.pairing import Pairing, cell_number, paired
from copvalue_tui.matrix.values import HORIZONS, ById, Matrix, Place, Row

_WITH_VALUES = ("members", "organizations", "parking_lot")
_FACTS = tuple(one.name for one in fields(Matrix) if one.name not in _WITH_VALUES)


class Changes:
    """The changes between two versions; each part is computed on first use.

    Values are given by their index in `Pairing.before` or `Pairing.after`, rows by their index in
    `Matrix.rows`. A renamed row or a moved value is not an addition.
    """

    def __init__(self, pairing: Pairing) -> None:
        self.pairing = pairing
        self.old, self.new = pairing.old, pairing.new

    @cached_property
    def origins(self) -> dict[int, int]:
        """New value → the old one that it is or replaces."""
        return {there: at for at, there in self.pairing.links.items()}

    @cached_property
    def added(self) -> tuple[int, ...]:
        """New values without an old one."""
        return tuple(at for at in range(len(self.pairing.after.values)) if at not in self.origins)

    @cached_property
    def dropped(self) -> tuple[int, ...]:
        """Old values without a new one."""
        links = self.pairing.links
        return tuple(at for at in range(len(self.pairing.before.values)) if at not in links)

    @cached_property
    def moved(self) -> tuple[int, ...]:
        """Values that were in another cell; they may be reworded or have new details too."""
        homes, cells = self.pairing.homes, self.pairing.after.homes
        return tuple(at for at, was in self.origins.items() if homes[was] != cells[at])

    @cached_property
    def reworded(self) -> tuple[int, ...]:
        """Values with another text, whatever their details."""
        return tuple(at for at, was in self._unlike if self._texts(was, at))

    @cached_property
    def detailed(self) -> tuple[int, ...]:
        """Values with the same text and other details."""
        return tuple(at for at, was in self._unlike if not self._texts(was, at))

    @cached_property
    def fresh(self) -> frozenset[Place]:
        """The grid places of values that are new, moved here, reworded or have other details."""
        news = {*self.added, *self.moved, *self.reworded, *self.detailed}
        places = (self.pairing.after.place(at) for at in news)
        return frozenset(place for place in places if place is not None)

    @cached_property
    def left(self) -> frozenset[int]:
        """Old values that are no longer in the same cell with all their details."""
        return frozenset({*range(len(self.pairing.before.values))} - self._kept.keys())

    @cached_property
    def came(self) -> frozenset[int]:
        """New values that were not in the same cell with all their details before."""
        return frozenset({*range(len(self.pairing.after.values))} - {*self._kept.values()})

    @cached_property
    def cells(self) -> tuple[Place, ...]:
        """Cells of the old version that differ in the new one, in reading order.

        Of a deleted row, the cells that had values.
        """
        old, new, rows = self.old.rows, self.new.rows, self.pairing.rows
        places: list[Place] = []
        for at, row in enumerate(old):
            there = rows.get(at)
            other = Row("") if there is None else new[there]
            if row is not other:
                places += [
                    Place(at, column)
                    for column, horizon in enumerate(HORIZONS)
                    if row.cell(horizon) != other.cell(horizon)
                ]
        return tuple(places)

    @cached_property
    def rows_added(self) -> tuple[int, ...]:
        """New rows without an old one."""
        known = set(self.pairing.rows.values())
        return tuple(at for at in range(len(self.new.rows)) if at not in known)

    @cached_property
    def rows_dropped(self) -> tuple[int, ...]:
        """Old rows without a new one."""
        return tuple(at for at in range(len(self.old.rows)) if at not in self.pairing.rows)

    @cached_property
    def rows_changed(self) -> tuple[int, ...]:
        """Old rows whose name, persona, audience or tags differ in the new version."""
        old, new = self.old.rows, self.new.rows
        return tuple(
            at
            for at, there in sorted(self.pairing.rows.items())
            if self.old.audience(at) != self.new.audience(there)
            or (old[at] is not new[there] and bare(old[at]) != bare(new[there]))
        )

    @property
    def reordered(self) -> bool:
        """Whether the rows of both versions are in another order."""
        order = [there for _, there in sorted(self.pairing.rows.items())]
        return order != sorted(order)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Fields of the matrix itself that differ, packs and reviews among them."""
        return tuple(name for name in _FACTS if getattr(self.old, name) != getattr(self.new, name))

    @cached_property
    def facts_and_parking(self) -> tuple[str, ...]:
        """The facts that differ, and the parking lot if it differs, even only in its order."""
        parking = self.old.parking_lot != self.new.parking_lot
        return (*self.facts, "parking_lot") if parking else self.facts

    @property
    def identical(self) -> bool:
        """Whether the two versions are equal."""
        rows = self.rows_added or self.rows_dropped or self.rows_changed or self.reordered
        return not (rows or self.cells or self.facts_and_parking)

    def left_in(self, cell: Place) -> list[int]:
        """Old values that left this cell."""
        indexes = self.pairing.before.cells.get(cell_number(cell.row, cell.column), range(0))
        return [at for at in indexes if at in self.left]

    def came_in(self, cell: Place) -> list[int]:
        """New values that came into this cell."""
        indexes = self.pairing.after.cells.get(cell_number(cell.row, cell.column), range(0))
        return [at for at in indexes if at in self.came]

    @cached_property
    def _kept(self) -> dict[int, int]:
        before, after = self.pairing.before, self.pairing.after
        homes = self.pairing.homes
        return {
            at: there
            for at, there in self.pairing.values.items()
            if homes[at] == after.homes[there]
            and (
                before.values[at] is after.values[there] or before.values[at] == after.values[there]
            )
        }

    @cached_property
    def _unlike(self) -> list[tuple[int, int]]:
        """New values that differ, each with the old one."""
        before, after = self.pairing.before.values, self.pairing.after.values
        return [
            (at, was)
            for at, was in self.origins.items()
            if after[at] is not before[was] and after[at] != before[was]
        ]

    def _texts(self, was: int, at: int) -> bool:
        return self.pairing.before.values[was].text != self.pairing.after.values[at].text


def changes(old: Matrix, new: Matrix) -> Changes:
    """The changes between two versions; cached."""
    return _changes(ById(old), ById(new))


@lru_cache(maxsize=8)
def _changes(old: ById[Matrix], new: ById[Matrix]) -> Changes:
    return Changes(paired(old.thing, new.thing))


def row_in(old: Matrix, new: Matrix, row: int) -> int | None:
    """The row of `new` that is this row of `old`; None if it is gone."""
    return row if old is new else paired(old, new).rows.get(row)


def bare(row: Row) -> Row:
    """A row without its values."""
    return replace(row, short_term=(), long_term=())
