"""One value in three versions: what becomes of it, and what only a person can decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

from copvalue_tui.matrix.merge.alignment import RowTrio, Stand, Trio, Trios
from copvalue_tui.matrix.merge.conflicts import TWIN, Conflict, Side, Where
from copvalue_tui.matrix.merge.ordering import united
from copvalue_tui.matrix.values import Row, Value

_FIELDS = tuple(one.name for one in fields(Value))


@dataclass(slots=True)
class Outcome:
    """What becomes of one value."""

    values: tuple[Value, ...] = ()
    """None when it is gone; two when both wordings stand."""
    cell: int = 0
    other_cell: int | None = None
    """Where theirs put it, when ours put it elsewhere."""
    conflicts: list[Conflict] = field(default_factory=list)
    """Still without their places: those have names only once all rows are settled."""


def outcome_of(trio: Trio) -> Outcome:
    """What becomes of a value; a deletion is honoured unless the other side changed it."""
    base, ours, theirs = trio.base, trio.ours, trio.theirs
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
    found = _with_both_values(was, ours.value, theirs.value, trio.unlike)
    found.cell = ours.cell
    if base is not None and ours.cell != theirs.cell:
        if ours.cell == base.cell:
            found.cell = theirs.cell
        elif theirs.cell != base.cell:
            found.other_cell = theirs.cell
            found.conflicts.append(Conflict("place", standing=found.values[0]))
    return found


def keep_last_twins(trios: Sequence[Trio], outcomes: Sequence[Outcome]) -> None:
    """Bring back what both sides still say, when each changed another of the places that said it.

    Two people who clear up the same double, each at its other place, must not lose both.
    """
    ours = {trio.ours.value.text for trio in trios if trio.ours}
    theirs = {trio.theirs.value.text for trio in trios if trio.theirs}
    lost = (ours & theirs) - {value.text for found in outcomes for value in found.values}
    if not lost:
        return
    back: set[str] = set()
    for trio, found in zip(trios, outcomes, strict=True):
        stand = trio.ours or trio.theirs
        if stand is None or trio.base is None or found.values or stand.value.text not in lost:
            continue
        found.values, found.cell = (stand.value,), stand.cell
        found.conflicts = [replace(_deleted(trio.base, trio.ours, stand), field=TWIN)]
        back.add(stand.value.text)
    for trio, found in zip(trios, outcomes, strict=True):
        texts = {stand.value.text for stand in (trio.ours, trio.theirs) if stand}
        if texts & (lost - back) and len(found.values) == 1:
            _keep_both(trio, found)


def _keep_both(trio: Trio, found: Outcome) -> None:
    """Let the old wording stand beside the new one."""
    if trio.base is None or trio.ours is None or trio.theirs is None:
        return
    mine, other = (
        replace(found.values[0], text=stand.value.text) for stand in (trio.ours, trio.theirs)
    )
    was = trio.base.value.text
    moved = [replace(one, standing=mine) for one in found.conflicts if one.kind == "place"]
    found.values = (mine, other)
    found.conflicts = [
        Conflict("wording", Where(), was, mine.text, other.text, "text", None, mine, other),
        *moved,
    ]


def united_value(base: Value, ours: Value, theirs: Value) -> tuple[Value, list[str]]:
    """Ours with what theirs alone changed; and the fields that both changed, not to the same."""
    changes: dict[str, object] = {}
    clashes: list[str] = []
    for name in _FIELDS:
        was, mine, other = (getattr(value, name) for value in (base, ours, theirs))
        if other in (mine, was):
            continue
        if mine == was:
            changes[name] = other
        else:
            clashes.append(name)
    return with_fields(ours, changes), clashes


def with_fields(value: Value, changes: dict[str, object]) -> Value:
    """The value with other contents of the fields of these names."""
    changed = value
    for name, found in changes.items():
        changed = replace(changed, **{name: found})  # type: ignore[arg-type]  # names are fields
    return changed


def field_words(value: Value, name: str) -> str:
    """What a value says in one field, as text; empty for nothing."""
    found: object = getattr(value, name)
    if isinstance(found, date):
        return found.isoformat()
    return str(found) if found else ""


def _deleted(base: Stand, ours: Stand | None, stand: Stand) -> Conflict:
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
        said = (base.text, ours.text, theirs.text)
        return Outcome(
            (mine, other),
            conflicts=[Conflict("wording", Where(), *said, "text", None, mine, other)],
        )
    conflicts = [
        Conflict(
            "detail",
            base=field_words(base, name),
            ours=field_words(mine, name),
            theirs=field_words(theirs, name),
            field=name,
            standing=mine,
            other=with_fields(mine, {name: getattr(theirs, name)}),
        )
        for name in clashes
    ]
    return Outcome((mine,), conflicts=conflicts)


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
