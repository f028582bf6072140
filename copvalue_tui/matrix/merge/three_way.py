"""Three-way merge by value: combine two versions over their base; apply what a person decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from copvalue_tui.matrix.diff.pairing import PARKING, cell_number, column_of, row_of
from copvalue_tui.matrix.diff.words import summary
from copvalue_tui.matrix.edits import delete_row, set_row
from copvalue_tui.matrix.fields.table import BY_NAME, with_contents
from copvalue_tui.matrix.merge.alignment import Alignment, Order, arranged, laid_out, united
from copvalue_tui.matrix.merge.conflicts import (
    ON_DISK,
    Choice,
    Conflict,
    Merged,
    NamedPlace,
)
from copvalue_tui.matrix.merge.outcomes import (
    Outcome,
    bring_back,
    keep_last_twins,
    outcome_of,
    settled_rows,
)
from copvalue_tui.matrix.values import HORIZONS, Cell, Matrix, Row, Value

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


def resolve(merged: Merged, conflict: Conflict, choice: Choice) -> Merged:
    """The merge with this conflict resolved; the other conflicts are updated.

    If both cannot be kept, as with a status or the name of a row, “both” keeps ours. The conflict's
    names and texts identify its row or value; if that has been removed since, the matrix stays as
    it is.
    """
    left = list(merged.conflicts)
    if conflict in left:
        left.remove(conflict)
    return _DECIDED[conflict.kind](Merged(merged.matrix, tuple(left)), conflict, choice)


def both_can_stand(conflict: Conflict) -> bool:
    """Whether both sides can be kept, so that “both” differs from “ours”."""
    if conflict.kind == "detail":
        return BY_NAME[conflict.field].form == "text"
    if conflict.kind == "row-detail":
        return conflict.field == "persona"
    return conflict.kind == "wording" or (conflict.kind == "fact" and conflict.field != "language")


def _wording(merged: Merged, conflict: Conflict, choice: Choice) -> Merged:
    if choice == "both":
        return merged
    gone = conflict.other if choice == "ours" else conflict.standing
    left = conflict.standing if choice == "ours" else conflict.other
    resolved = _exchanged(merged, conflict.where, gone, ())
    if choice == "ours":
        return resolved
    # The other conflicts about ours now belong to the remaining wording.
    same = (conflict.where, conflict.standing)
    conflicts = (
        replace(one, standing=left) if (one.where, one.standing) == same else one
        for one in merged.conflicts
    )
    return Merged(resolved.matrix, tuple(conflicts))


def _detail(merged: Merged, conflict: Conflict, choice: Choice) -> Merged:
    value = _value_of(merged.matrix, conflict)
    if choice == "ours" or value is None:
        return merged
    if conflict.other is None or (choice == "both" and not both_can_stand(conflict)):
        return merged
    new_content = BY_NAME[conflict.field].of(conflict.other)
    if choice == "both":
        new_content = _joined(conflict.ours, conflict.theirs)
    new = with_contents(value, {conflict.field: new_content})
    return _exchanged(merged, conflict.where, value, (new,))


def _deleted(merged: Merged, conflict: Conflict, choice: Choice) -> Merged:
    if choice != conflict.deleted_by:
        return merged
    return _exchanged(merged, conflict.where, _value_of(merged.matrix, conflict), ())


def _place(merged: Merged, conflict: Conflict, choice: Choice) -> Merged:
    value, there = _value_of(merged.matrix, conflict), conflict.elsewhere
    if choice == "ours" or value is None or there is None:
        return merged
    cell = _cell_of(merged.matrix, there, None)
    if cell is None:
        return merged
    matrix = _with_cell(merged.matrix, there, None, (*cell, value))
    if choice == "both":
        return replace(merged, matrix=matrix)
    gone = _exchanged(Merged(matrix), conflict.where, value, ())
    same = (conflict.where, value)
    conflicts = (
        replace(one, where=there) if (one.where, one.standing) == same else one
        for one in merged.conflicts
    )
    return Merged(gone.matrix, tuple(conflicts))


def _row(merged: Merged, conflict: Conflict, choice: Choice) -> Merged:
    index = _row_of(merged.matrix, conflict.where, None)
    if choice != conflict.deleted_by or index is None:
        return merged
    name = _name(conflict.where)
    conflicts = tuple(one for one in merged.conflicts if _name(one.where) != name)
    return Merged(delete_row(merged.matrix, index), conflicts)


def _row_detail(merged: Merged, conflict: Conflict, choice: Choice) -> Merged:
    index = _row_of(merged.matrix, conflict.where, None)
    if choice == "ours" or index is None:
        return merged
    row = merged.matrix.rows[index]
    if conflict.field == "persona":
        both = _joined(conflict.ours, conflict.theirs)
        new_content = conflict.theirs if choice == "theirs" else both
        return replace(
            merged, matrix=set_row(merged.matrix, index, replace(row, persona=new_content))
        )
    if choice == "both":
        return merged
    matrix = set_row(merged.matrix, index, replace(row, name=conflict.theirs))
    conflicts = (_in_renamed(one, conflict.where, conflict.theirs) for one in merged.conflicts)
    return Merged(matrix, tuple(conflicts))


def _fact(merged: Merged, conflict: Conflict, choice: Choice) -> Merged:
    if choice == "ours" or (choice == "both" and conflict.field == "language"):
        return merged
    both = _joined(conflict.ours, conflict.theirs)
    new_content = conflict.theirs if choice == "theirs" else both
    changes: dict[str, str] = {conflict.field: new_content}
    matrix = replace(merged.matrix, **changes)  # type: ignore[arg-type]  # facts are texts
    return replace(merged, matrix=matrix)


_Decide = Callable[[Merged, Conflict, Choice], Merged]
_DECIDED: dict[str, _Decide] = {
    "wording": _wording,
    "detail": _detail,
    "deleted": _deleted,
    "place": _place,
    "row": _row,
    "row-detail": _row_detail,
    "fact": _fact,
}


def _joined(ours: str, theirs: str) -> str:
    return "; ".join(text for text in (ours, theirs) if text)


def _exchanged(merged: Merged, where: NamedPlace, old: Value | None, new: Cell) -> Merged:
    """The merge with one value replaced, and its conflicts updated or removed."""
    cell = _cell_of(merged.matrix, where, old)
    if old is None or cell is None or old not in cell:
        return merged
    at = cell.index(old)
    matrix = _with_cell(merged.matrix, where, old, (*cell[:at], *new, *cell[at + 1 :]))
    conflicts: list[Conflict] = []
    for one in merged.conflicts:
        if (one.where, one.standing) != (where, old):
            conflicts.append(one)
        elif new:
            conflicts.append(replace(one, standing=new[0]))
    return Merged(matrix, tuple(conflicts))


def _value_of(matrix: Matrix, conflict: Conflict) -> Value | None:
    """The current value; its details may have been changed since."""
    cell = _cell_of(matrix, conflict.where, conflict.standing) or ()
    if conflict.standing in cell:
        return conflict.standing
    return next((value for value in cell if value.text == conflict.text), None)


def _cell_of(matrix: Matrix, where: NamedPlace, value: Value | None) -> Cell | None:
    if where.audience is None:
        return matrix.parking_lot
    index = _row_of(matrix, where, value)
    if index is None or where.horizon is None:
        return None
    return matrix.rows[index].cell(where.horizon)


def _with_cell(matrix: Matrix, where: NamedPlace, value: Value | None, cell: Cell) -> Matrix:
    if where.audience is None:
        return replace(matrix, parking_lot=cell)
    index = _row_of(matrix, where, value)
    if index is None or where.horizon is None:
        return matrix
    return set_row(matrix, index, matrix.rows[index].with_cell(where.horizon, cell))


def _row_of(matrix: Matrix, where: NamedPlace, value: Value | None) -> int | None:
    """The row with this name; among several, the one that has the value."""
    named = [
        index
        for index, row in enumerate(matrix.rows)
        if row.name == where.row and matrix.audience(index) == where.audience
    ]
    if where.horizon is not None and value is not None:
        for index in named:
            if value in matrix.rows[index].cell(where.horizon):
                return index
    return named[0] if named else None


def _name(where: NamedPlace) -> tuple[str | None, str]:
    return where.audience, where.row


def _in_renamed(conflict: Conflict, row: NamedPlace, name: str) -> Conflict:
    """The conflict, with the row's new name if it is in that row."""
    there = conflict.elsewhere
    if _name(conflict.where) == _name(row):
        conflict = replace(conflict, where=replace(conflict.where, row=name))
    if there is not None and _name(there) == _name(row):
        conflict = replace(conflict, elsewhere=replace(there, row=name))
    return conflict
