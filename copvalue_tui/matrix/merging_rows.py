"""Rows that two sides changed: which stay, under which names, and what stays in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from copvalue_tui.matrix.merging_conflicts import Conflict, Side, Where
from copvalue_tui.matrix.merging_order import united
from copvalue_tui.matrix.merging_trios import RowTrio, Trios
from copvalue_tui.matrix.merging_values import Outcome
from copvalue_tui.matrix.values import Row


@dataclass(slots=True)
class Rows:
    """What became of the rows."""

    kept: dict[int, Row]
    """The number of a trio → the row, its cells still those of one side."""
    deleted: dict[int, Conflict]
    """Rows that one side deleted and that were kept all the same."""
    conflicts: dict[int, list[Conflict]]


def settled_rows(trios: Trios, outcomes: Iterable[Outcome]) -> Rows:
    """Which rows stay, under which names: all but those deleted that nobody changed."""
    needed = {found.cell // 2 for found in outcomes if found.values}
    needed |= {found.other_cell // 2 for found in outcomes if found.other_cell is not None}
    rows = Rows({}, {}, defaultdict(list))
    for number, trio in enumerate(trios.rows):
        if trio.ours and trio.theirs:
            rows.kept[number] = _united_row(trio, trio.ours, trio.theirs, rows.conflicts[number])
            continue
        row = trio.ours or trio.theirs
        if row is None:
            continue
        if trio.base is None:
            rows.kept[number] = row
        elif number in needed or trio.moved or _own(row) != _own(trio.base):
            rows.kept[number] = row
            where = Where(trio.audience, row.name)
            by: Side = "theirs" if trio.ours else "ours"
            ours, theirs = ("", row.name) if by == "ours" else (row.name, "")
            rows.deleted[number] = Conflict(
                "row", where, trio.base.name, ours, theirs, deleted_by=by
            )
            rows.conflicts[number].append(rows.deleted[number])
    return rows


def _own(row: Row) -> Row:
    """The row without its values."""
    return replace(row, short_term=(), long_term=())


def _united_row(trio: RowTrio, ours: Row, theirs: Row, conflicts: list[Conflict]) -> Row:
    base = trio.base or Row(ours.name)
    tags = united(base.tags, ours.tags, theirs.tags)
    said: dict[str, str] = {}
    clashes: list[str] = []
    for name in ("name", "persona"):
        was, mine, other = (str(getattr(row, name)) for row in (base, ours, theirs))
        said[name] = other if mine == was else mine
        if other not in (was, said[name]):
            clashes.append(name)
    row = replace(ours, name=said["name"], persona=said["persona"], tags=tags)
    where = Where(trio.audience, row.name)
    for name in clashes:
        was, mine, other = (str(getattr(one, name)) for one in (base, ours, theirs))
        conflicts.append(Conflict("row-detail", where, was, mine, other, name))
    return row


def bring_back(trios: Trios, outcomes: list[Outcome], rows: Rows) -> None:
    """A row that was deleted and is kept is kept whole; its values need no conflicts."""
    if not rows.deleted:
        return
    for trio, found in zip(trios.values, outcomes, strict=True):
        stand = trio.ours or trio.theirs
        if trio.base is None or stand is None or (trio.ours and trio.theirs):
            continue
        conflict = rows.deleted.get(trio.base.cell // 2)
        by = "theirs" if trio.ours else "ours"
        if conflict is None or conflict.deleted_by != by:
            continue
        if not found.values:
            found.values, found.cell = (stand.value,), stand.cell
        elif found.cell // 2 == trio.base.cell // 2:
            found.conflicts.clear()
