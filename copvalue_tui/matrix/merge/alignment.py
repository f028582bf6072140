"""Align the rows and values of three versions of a matrix, and merge their orders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from copvalue_tui.matrix.diff.matching import matched, pair_same
from copvalue_tui.matrix.diff.pairing import (
    PARKING,
    FlatValues,
    Pairing,
    cell_number,
    column_of,
    paired,
    row_of,
    text_of,
)
from copvalue_tui.matrix.values import Audience, Matrix, Row, Value

T = TypeVar("T", bound=Hashable)


def arranged(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> list[T]:
    """The entries of `ours` and `theirs` in one order; each is unique in every list.

    Ours wins, unless only theirs changed the order. An entry of only one side follows the same
    neighbour as there; after the same neighbour, ours comes first.
    """
    common = set(base).intersection(ours).intersection(theirs)
    was = [mark for mark in base if mark in common]
    ours_stayed = was == [mark for mark in ours if mark in common]
    theirs_stayed = was == [mark for mark in theirs if mark in common]
    if ours_stayed and not theirs_stayed:
        return _woven(theirs, ours, other_first=True)
    return _woven(ours, theirs, other_first=False)


def _woven(lead: Sequence[T], other: Sequence[T], other_first: bool) -> list[T]:
    """The lead, and after each common entry the entries that follow it only in the other."""
    known, shared = set(lead), set(other)
    followers: dict[T | None, list[T]] = {}
    anchor: T | None = None
    for mark in other:
        if mark in known:
            anchor = mark
        else:
            followers.setdefault(anchor, []).append(mark)
    if not followers:
        return list(lead)
    result: list[T] = []
    waiting = followers.get(None, [])
    for mark in lead:
        if other_first or mark in shared:
            result += waiting
            waiting = []
        result.append(mark)
        if mark in shared:
            waiting = followers.get(mark, [])
    return result + waiting


def united(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> tuple[T, ...]:
    """Merge a list that two sides changed: keep common additions once, apply deletions.

    Equal entries are the same entry; duplicates are counted.
    """
    if ours in (base, theirs):
        return tuple(theirs)
    if theirs == base:
        return tuple(ours)
    marks = [_numbered(entries) for entries in (base, ours, theirs)]
    was, mine, other = (set(one) for one in marks)
    kept = {mark for mark in mine | other if (mark in mine and mark in other) or mark not in was}
    lists = [[mark for mark in one if mark in kept] for one in marks]
    return tuple(entry for entry, _ in arranged(lists[0], lists[1], lists[2]))


def _numbered(entries: Sequence[T]) -> list[tuple[T, int]]:
    """Each entry with the number of equal entries before it."""
    seen: Counter[T] = Counter()
    result: list[tuple[T, int]] = []
    for entry in entries:
        result.append((entry, seen[entry]))
        seen[entry] += 1
    return result


class VersionedValue(NamedTuple):
    """A value in one version, and the number of its cell."""

    value: Value
    cell: int
    """Twice the number of the row trio, plus the column; or `PARKING`."""


@dataclass(slots=True)
class AlignedValue:
    """One value in all versions that have it."""

    base: VersionedValue | None = None
    ours: VersionedValue | None = None
    theirs: VersionedValue | None = None
    unlike: bool = False
    """Whether both sides replaced the old value with an unrelated one."""


@dataclass(slots=True)
class AlignedRow:
    """One row in all versions that have it."""

    audience: Audience
    """Its table in the end: both sides can only have moved it to the same one."""
    moved: bool = False
    """Whether a side moved it there from the other audience."""
    base: Row | None = None
    ours: Row | None = None
    theirs: Row | None = None


@dataclass(slots=True)
class Order:
    """The trio numbers in the order of each version."""

    base: list[int] = field(default_factory=list)
    ours: list[int] = field(default_factory=list)
    theirs: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Alignment:
    """All rows and values of three versions, and their orders."""

    rows: list[AlignedRow]
    row_order: Order
    values: list[AlignedValue]
    order: Order


def laid_out(base: Matrix, ours: Matrix, theirs: Matrix) -> Alignment:
    """Align the three versions; equal additions of both sides are one thing."""
    ours_pairs, theirs_pairs = paired(base, ours), paired(base, theirs)
    rows = [AlignedRow(base.audience(at), base=row) for at, row in enumerate(base.rows)]
    order = Order(base=list(range(len(rows))))
    ours_back = {new: old for old, new in ours_pairs.rows.items()}
    for at, row in enumerate(ours.rows):
        order.ours.append(ours_back.get(at, len(rows)))
        if at not in ours_back:
            rows.append(AlignedRow(ours.audience(at)))
        rows[order.ours[-1]].ours = row
        _settle_audience(rows[order.ours[-1]], ours.audience(at))
    theirs_back = {new: old for old, new in theirs_pairs.rows.items()}
    theirs_back |= _rows_of_both(ours, theirs, order.ours, len(base.rows), theirs_back)
    for at, row in enumerate(theirs.rows):
        order.theirs.append(theirs_back.get(at, len(rows)))
        if at not in theirs_back:
            rows.append(AlignedRow(theirs.audience(at)))
        rows[order.theirs[-1]].theirs = row
        _settle_audience(rows[order.theirs[-1]], theirs.audience(at))
    values, values_order = _values((ours_pairs, theirs_pairs), order)
    return Alignment(rows, order, values, values_order)


def _settle_audience(aligned: AlignedRow, audience: Audience) -> None:
    if not aligned.moved and audience != aligned.audience:
        aligned.audience, aligned.moved = audience, True


def _rows_of_both(
    ours: Matrix, theirs: Matrix, numbers: list[int], known: int, back: dict[int, int]
) -> dict[int, int]:
    """Row of theirs → the row that ours added too, under the same name."""
    mine = [at for at, number in enumerate(numbers) if number >= known]
    other = [at for at in range(len(theirs.rows)) if at not in back]
    pairs = matched(
        mine,
        other,
        lambda at: (ours.audience(at), ours.rows[at].name),
        lambda at: (theirs.audience(at), theirs.rows[at].name),
    )
    return {there: numbers[at] for at, there in pairs}


def _values(pairs: tuple[Pairing, Pairing], rows: Order) -> tuple[list[AlignedValue], Order]:
    base, ours, theirs = pairs[0].before, pairs[0].after, pairs[1].after
    unlike = _replaced_by_both(pairs)
    alignment = [
        AlignedValue(base=VersionedValue(value, cell), unlike=at in unlike)
        for at, (value, cell) in enumerate(
            zip(base.values, _numbered_rows(base, rows.base), strict=True)
        )
    ]
    order = Order(base=list(range(len(alignment))))
    ours_back, theirs_back = (_back(one, unlike) for one in pairs)
    ours_cells, theirs_cells = _numbered_rows(ours, rows.ours), _numbered_rows(theirs, rows.theirs)
    for at, stand in enumerate(zip(ours.values, ours_cells, strict=True)):
        order.ours.append(ours_back.get(at, len(alignment)))
        if at not in ours_back:
            alignment.append(AlignedValue())
        alignment[order.ours[-1]].ours = VersionedValue(*stand)
    mine = [at for at in range(len(ours.values)) if at not in ours_back]
    other = [at for at in range(len(theirs.values)) if at not in theirs_back]
    for at, there in _values_of_both((ours, ours_cells, mine), (theirs, theirs_cells, other)):
        theirs_back[there] = order.ours[at]
    for at, stand in enumerate(zip(theirs.values, theirs_cells, strict=True)):
        order.theirs.append(theirs_back.get(at, len(alignment)))
        if at not in theirs_back:
            alignment.append(AlignedValue())
        alignment[order.theirs[-1]].theirs = VersionedValue(*stand)
    return alignment, order


def _numbered_rows(version: FlatValues, rows: list[int]) -> list[int]:
    """The cell of each value of a version, by the number of the row trio."""
    return [
        PARKING if cell == PARKING else cell_number(rows[row_of(cell)], column_of(cell))
        for cell in version.homes
    ]


def _back(pairing: Pairing, unlike: set[int]) -> dict[int, int]:
    """Value of a side → the value of the base that it is."""
    back = {new: old for old, new in pairing.values.items()}
    back.update((pairing.replaced[at], at) for at in unlike if at in pairing.replaced)
    return back


def _replaced_by_both(pairs: tuple[Pairing, Pairing]) -> set[int]:
    """Values of the base that both sides replaced; if one side did, it counts as an addition."""
    both: set[int] = set()
    ours, theirs = pairs
    for at in ours.replaced.keys() | theirs.replaced.keys():
        was = ours.before.values[at].text
        links = [(one, one.links.get(at)) for one in pairs]
        texts = [was if link is None else one.after.values[link].text for one, link in links]
        if was not in texts:
            both.add(at)
    return both


_Additions = tuple[FlatValues, list[int], list[int]]
"""A version, the cells of its values, and the values that the base does not have."""


def _values_of_both(ours: _Additions, theirs: _Additions) -> list[tuple[int, int]]:
    """Pairs of values that both sides added to the same cell, with the same text."""
    by_cell: dict[int, tuple[list[int], list[int]]] = {}
    for which, (_, cells, new) in enumerate((ours, theirs)):
        for at in new:
            by_cell.setdefault(cells[at], ([], []))[which].append(at)
    pairs: list[tuple[int, int]] = []
    for mine, other in by_cell.values():
        if mine and other:
            pairs += pair_same(mine, other, ours[0].values, theirs[0].values, text_of)
    return pairs
