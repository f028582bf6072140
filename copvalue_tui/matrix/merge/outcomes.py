"""Merge one value or row in three versions, and find the conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from copvalue_tui.matrix.diff.changes import bare
from copvalue_tui.matrix.diff.pairing import row_of
from copvalue_tui.matrix.fields.table import BY_NAME, FIELDS, with_contents
from copvalue_tui.matrix.merge.alignment import (
    AlignedRow,
    AlignedValue,
    Alignment,
    VersionedValue,
    united,
)
from copvalue_tui.matrix.merge.conflicts import TWIN, Conflict, NamedPlace, Side
from copvalue_tui.matrix.values import Row, Value


@dataclass(slots=True)
class Outcome:
    """The result of merging one value."""

    values: tuple[Value, ...] = ()
    """Empty if it is deleted; two if both wordings are kept."""
    cell: int = 0
    other_cell: int | None = None
    """Where theirs moved it, if ours moved it elsewhere."""
    conflicts: list[Conflict] = field(default_factory=list)
    """Still without places, which have names only once all rows are merged."""


def outcome_of(aligned: AlignedValue) -> Outcome:
    """Merge a value; a deletion is applied unless the other side changed the value."""
    base, ours, theirs = aligned.base, aligned.ours, aligned.theirs
    if ours is None or theirs is None:
        stand = ours or theirs
        if stand is None or stand == base:
            return Outcome()
        if base is None:
            return Outcome((stand.value,), stand.cell)
        return Outcome((stand.value,), stand.cell, conflicts=[_deleted(base, ours, stand)])
    if ours == theirs or theirs == base:
        return Outcome((ours.value,), ours.cell)
    if ours == base:
        return Outcome((theirs.value,), theirs.cell)
    was = base.value if base else Value(ours.value.text)
    combined = _with_both_values(was, ours.value, theirs.value, aligned.unlike)
    combined.cell = ours.cell
    if base is not None and ours.cell != theirs.cell:
        if ours.cell == base.cell:
            combined.cell = theirs.cell
        elif theirs.cell != base.cell:
            combined.other_cell = theirs.cell
            combined.conflicts.append(Conflict("place", standing=combined.values[0]))
    return combined


def keep_last_twins(alignment: Sequence[AlignedValue], outcomes: Sequence[Outcome]) -> None:
    """Restore a duplicate text if each side removed another copy of it.

    Two people who remove the same duplicate in different places must not lose both.
    """
    ours = {aligned.ours.value.text for aligned in alignment if aligned.ours}
    theirs = {aligned.theirs.value.text for aligned in alignment if aligned.theirs}
    lost = (ours & theirs) - {value.text for combined in outcomes for value in combined.values}
    if not lost:
        return
    back: set[str] = set()
    for aligned, combined in zip(alignment, outcomes, strict=True):
        stand = aligned.ours or aligned.theirs
        if stand is None or aligned.base is None or combined.values or stand.value.text not in lost:
            continue
        combined.values, combined.cell = (stand.value,), stand.cell
        combined.conflicts = [replace(_deleted(aligned.base, aligned.ours, stand), field=TWIN)]
        back.add(stand.value.text)
    for aligned, combined in zip(alignment, outcomes, strict=True):
        texts = {stand.value.text for stand in (aligned.ours, aligned.theirs) if stand}
        if texts & (lost - back) and len(combined.values) == 1:
            _keep_both(aligned, combined)


def _keep_both(aligned: AlignedValue, combined: Outcome) -> None:
    """Keep the old wording next to the new one."""
    if aligned.base is None or aligned.ours is None or aligned.theirs is None:
        return
    mine, other = (
        replace(combined.values[0], text=stand.value.text)
        for stand in (aligned.ours, aligned.theirs)
    )
    was = aligned.base.value.text
    moved = [replace(one, standing=mine) for one in combined.conflicts if one.kind == "place"]
    combined.values = (mine, other)
    combined.conflicts = [
        Conflict("wording", NamedPlace(), was, mine.text, other.text, "text", None, mine, other),
        *moved,
    ]


def united_value(base: Value, ours: Value, theirs: Value) -> tuple[Value, list[str]]:
    """Ours with the changes that only theirs made, and the fields that both changed differently."""
    changes: dict[str, object] = {}
    clashes: list[str] = []
    for one in FIELDS:
        was, mine, other = (one.of(value) for value in (base, ours, theirs))
        if other in (mine, was):
            continue
        if mine == was:
            changes[one.name] = other
        else:
            clashes.append(one.name)
    return with_contents(ours, changes), clashes


def _deleted(base: VersionedValue, ours: VersionedValue | None, stand: VersionedValue) -> Conflict:
    by: Side = "theirs" if ours else "ours"
    text = stand.value.text
    return Conflict(
        "deleted",
        base=base.value.text,
        ours="" if by == "ours" else text,
        theirs=text if by == "ours" else "",
        deleted_by=by,
        standing=stand.value,
    )


def _with_both_values(base: Value, ours: Value, theirs: Value, unlike: bool) -> Outcome:
    mine, clashes = united_value(base, ours, theirs)
    if "text" in clashes:
        other = theirs if unlike else united_value(base, theirs, ours)[0]
        mine = ours if unlike else mine
        wordings = (base.text, ours.text, theirs.text)
        return Outcome(
            (mine, other),
            conflicts=[Conflict("wording", NamedPlace(), *wordings, "text", None, mine, other)],
        )
    conflicts = [
        Conflict(
            "detail",
            base=BY_NAME[name].plain(base),
            ours=BY_NAME[name].plain(mine),
            theirs=BY_NAME[name].plain(theirs),
            field=name,
            standing=mine,
            other=with_contents(mine, {name: BY_NAME[name].of(theirs)}),
        )
        for name in clashes
    ]
    return Outcome((mine,), conflicts=conflicts)


@dataclass(slots=True)
class MergedRows:
    """The merged rows."""

    kept: dict[int, Row]
    """Trio number → the row, with the cells of one side so far."""
    deleted: dict[int, Conflict]
    """Rows that one side deleted but that were kept."""
    conflicts: dict[int, list[Conflict]]


def settled_rows(alignment: Alignment, outcomes: Iterable[Outcome]) -> MergedRows:
    """Merge the rows: all stay, except deleted rows that nobody changed."""
    needed = {row_of(combined.cell) for combined in outcomes if combined.values}
    needed |= {
        row_of(combined.other_cell) for combined in outcomes if combined.other_cell is not None
    }
    rows = MergedRows({}, {}, defaultdict(list))
    for number, aligned in enumerate(alignment.rows):
        if aligned.ours and aligned.theirs:
            rows.kept[number] = _united_row(
                aligned, aligned.ours, aligned.theirs, rows.conflicts[number]
            )
            continue
        row = aligned.ours or aligned.theirs
        if row is None:
            continue
        if aligned.base is None:
            rows.kept[number] = row
        elif number in needed or aligned.moved or bare(row) != bare(aligned.base):
            rows.kept[number] = row
            where = NamedPlace(aligned.audience, row.name)
            by: Side = "theirs" if aligned.ours else "ours"
            ours, theirs = ("", row.name) if by == "ours" else (row.name, "")
            rows.deleted[number] = Conflict(
                "row", where, aligned.base.name, ours, theirs, deleted_by=by
            )
            rows.conflicts[number].append(rows.deleted[number])
    return rows


def _united_row(aligned: AlignedRow, ours: Row, theirs: Row, conflicts: list[Conflict]) -> Row:
    base = aligned.base or Row(ours.name)
    tags = united(base.tags, ours.tags, theirs.tags)
    merged_texts: dict[str, str] = {}
    clashes: list[str] = []
    for name in ("name", "persona"):
        was, mine, other = (str(getattr(row, name)) for row in (base, ours, theirs))
        merged_texts[name] = other if mine == was else mine
        if other not in (was, merged_texts[name]):
            clashes.append(name)
    row = replace(ours, name=merged_texts["name"], persona=merged_texts["persona"], tags=tags)
    where = NamedPlace(aligned.audience, row.name)
    for name in clashes:
        was, mine, other = (str(getattr(one, name)) for one in (base, ours, theirs))
        conflicts.append(Conflict("row-detail", where, was, mine, other, name))
    return row


def bring_back(alignment: Alignment, outcomes: list[Outcome], rows: MergedRows) -> None:
    """A deleted row that is kept is kept completely; its values need no conflicts."""
    if not rows.deleted:
        return
    for aligned, combined in zip(alignment.values, outcomes, strict=True):
        stand = aligned.ours or aligned.theirs
        if aligned.base is None or stand is None or (aligned.ours and aligned.theirs):
            continue
        conflict = rows.deleted.get(row_of(aligned.base.cell))
        by = "theirs" if aligned.ours else "ours"
        if conflict is None or conflict.deleted_by != by:
            continue
        if not combined.values:
            combined.values, combined.cell = (stand.value,), stand.cell
        elif row_of(combined.cell) == row_of(aligned.base.cell):
            combined.conflicts.clear()
