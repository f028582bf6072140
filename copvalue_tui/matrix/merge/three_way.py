"""Three-way merge by value: combine two versions of a matrix over their base."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from copvalue_tui.matrix.diff.pairing import PARKING, cell_number, column_of, row_of
from copvalue_tui.matrix.diff.words import summary
from copvalue_tui.matrix.merge.alignment import Alignment, Order, laid_out
from copvalue_tui.matrix.merge.conflicts import (
    ON_DISK,
    Choice,
    Conflict,
    Merged,
    NamedPlace,
)
from copvalue_tui.matrix.merge.ordering import arranged, united
from copvalue_tui.matrix.merge.outcomes import (
    Outcome,
    bring_back,
    keep_last_twins,
    outcome_of,
    settled_rows,
)
from copvalue_tui.matrix.merge.resolution import both_can_stand, resolve
from copvalue_tui.matrix.values import HORIZONS, Cell, Matrix, Row

__all__ = [
    "ON_DISK",
    "Choice",
    "Conflict",
    "Merged",
    "NamedPlace",
    "both_can_stand",
    "merge",
    "resolve",
    "summary",
]

FACTS = (
    *("title", "domain", "purpose", "stage"),
    *("short_term_means", "long_term_means", "review_cadence", "language"),
)
"""The text fields of a matrix."""


def merge(base: Matrix, ours: Matrix, theirs: Matrix) -> Merged:
    """Merge `ours` and `theirs` over `base`.

    Additions of both sides are kept, equal ones once. A deletion is applied unless the other side
    changed the same thing. Changes of one side are applied field by field; if both changed a field,
    ours is kept, and both if it is the wording. The order is that of ours, unless only theirs
    changed it. Nothing is lost without a conflict that names it.
    """
    alignment = laid_out(base, ours, theirs)
    outcomes = [outcome_of(aligned) for aligned in alignment.values]
    keep_last_twins(alignment.values, outcomes)
    rows = settled_rows(alignment, outcomes)
    bring_back(alignment, outcomes, rows)
    facts, conflicts = _settled_facts(base, ours, theirs)
    cells = _cells(alignment, outcomes)
    places = _Places(alignment, rows.kept)
    merged: dict[str, list[Row]] = {"members": [], "organizations": []}
    for number in _arranged_rows(alignment.row_order, rows.kept):
        conflicts += rows.conflicts.get(number, [])
        row = rows.kept[number]
        for column, horizon in enumerate(HORIZONS):
            cell = cells.get(cell_number(number, column), [])
            row = row.with_cell(horizon, _values(cell, outcomes))
            conflicts += [one for at in cell for one in places.conflicts_of(outcomes[at])]
        merged[alignment.rows[number].audience].append(row)
    parked = cells.get(PARKING, [])
    conflicts += [one for at in parked for one in places.conflicts_of(outcomes[at])]
    matrix = replace(
        facts,
        members=tuple(merged["members"]),
        organizations=tuple(merged["organizations"]),
        parking_lot=_values(parked, outcomes),
    )
    return Merged(matrix, tuple(conflicts))


def _settled_facts(base: Matrix, ours: Matrix, theirs: Matrix) -> tuple[Matrix, list[Conflict]]:
    """Ours with the facts of theirs; rows and values follow later."""
    conflicts: list[Conflict] = []
    merged = ours
    for name in FACTS:
        was, mine, other = (str(getattr(matrix, name)) for matrix in (base, ours, theirs))
        if other in (mine, was):
            continue
        if mine == was:
            merged = replace(merged, **{name: other})  # type: ignore[arg-type]  # names are fields
        else:
            conflicts.append(Conflict("fact", NamedPlace(), was, mine, other, name))
    packs = united(base.packs, ours.packs, theirs.packs)
    reviews = united(base.reviews, ours.reviews, theirs.reviews)
    return replace(merged, packs=packs, reviews=reviews), conflicts


def _arranged_rows(order: Order, kept: dict[int, Row]) -> list[int]:
    base, ours, theirs = (
        [at for at in one if at in kept] for one in (order.base, order.ours, order.theirs)
    )
    return arranged(base, ours, theirs)


def _cells(alignment: Alignment, outcomes: list[Outcome]) -> dict[int, list[int]]:
    """Cell number → its merged values, in order."""
    cells: dict[int, Order] = {}
    for outcome in outcomes:
        if outcome.values:
            cells.setdefault(outcome.cell, Order())
    for number in alignment.order.base:
        stand, outcome = alignment.values[number].base, outcomes[number]
        if stand and outcome.values and stand.cell == outcome.cell:
            cells[outcome.cell].base.append(number)
    for number in alignment.order.ours:
        stand, outcome = alignment.values[number].ours, outcomes[number]
        if stand and outcome.values and stand.cell == outcome.cell:
            cells[outcome.cell].ours.append(number)
    for number in alignment.order.theirs:
        stand, outcome = alignment.values[number].theirs, outcomes[number]
        if stand and outcome.values and stand.cell == outcome.cell:
            cells[outcome.cell].theirs.append(number)
    return {cell: arranged(order.base, order.ours, order.theirs) for cell, order in cells.items()}


def _values(cell: Iterable[int], outcomes: list[Outcome]) -> Cell:
    return tuple(value for number in cell for value in outcomes[number].values)


@dataclass(frozen=True, slots=True)
class _Places:
    """The names of cells, once the rows have names."""

    alignment: Alignment
    rows: dict[int, Row]

    def of(self, cell: int) -> NamedPlace:
        if cell == PARKING:
            return NamedPlace()
        number, horizon = row_of(cell), HORIZONS[column_of(cell)]
        return NamedPlace(self.alignment.rows[number].audience, self.rows[number].name, horizon)

    def conflicts_of(self, outcome: Outcome) -> list[Conflict]:
        """The conflicts of one value, with their places."""
        where = self.of(outcome.cell)
        conflicts = [replace(conflict, where=where) for conflict in outcome.conflicts]
        if outcome.other_cell is None:
            return conflicts
        elsewhere = self.of(outcome.other_cell)
        return [
            replace(conflict, ours=where.words, theirs=elsewhere.words, elsewhere=elsewhere)
            if conflict.kind == "place"
            else conflict
            for conflict in conflicts
        ]
