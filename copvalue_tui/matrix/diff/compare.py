"""Where one version of a matrix is not as another: which rows, which cells, which values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache

from copvalue_tui.matrix.by_id import ById
from copvalue_tui.matrix.diff.pairing import paired_rows
from copvalue_tui.matrix.values import HORIZONS, Cell, Matrix, Place, Row

_WITH_ROWS = ("members", "organizations")
_FACTS = tuple(one.name for one in fields(Matrix) if one.name not in _WITH_ROWS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What of one version is not so in another one."""

    rows: dict[int, int] = field(default_factory=dict)
    """Index into the rows of the one → index into the rows of the other; never changed."""
    cells: tuple[Place, ...] = ()
    """Cells of the one that the other has otherwise, in reading order; of a row that the other
    has not, those that hold anything."""
    gone: tuple[int, ...] = ()
    """Rows of the one that the other has not."""
    fresh: tuple[int, ...] = ()
    """Rows of the other that the one has not."""
    named: tuple[int, ...] = ()
    """Rows of the one that have another name, persona, audience or other tags in the other."""
    facts: tuple[str, ...] = ()
    """Fields of the matrix itself that differ, the parking lot and the reviews among them."""
    reordered: bool = False
    """Whether rows that both have stand in another order."""

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        said = self.cells or self.gone or self.fresh or self.named or self.facts
        return not said and not self.reordered


def compared(one: Matrix, other: Matrix) -> Comparison:
    """What of `one` is not so in `other`; what both share by identity costs next to nothing."""
    return Comparison() if one is other else _compared(ById(one), ById(other))


@lru_cache(maxsize=16)
def _compared(one: ById[Matrix], other: ById[Matrix]) -> Comparison:
    old, new = one.thing, other.thing
    olds, news = old.rows, new.rows
    rows = _pairs(old, new)
    cells: list[Place] = []
    named: list[int] = []
    for at, row in enumerate(olds):
        there = rows.get(at)
        over = there is not None and old.audience(at) != new.audience(there)
        if there is None:
            cells += [Place(at, column) for column, part in enumerate(HORIZONS) if row.cell(part)]
        elif row is not news[there]:
            short, long, names = _unlike(ById(row), ById(news[there]))
            cells += [Place(at, column) for column, unlike in enumerate((short, long)) if unlike]
            if names or over:
                named.append(at)
        elif over:
            named.append(at)
    kept = set(rows.values())
    return Comparison(
        rows=rows,
        cells=tuple(cells),
        gone=tuple(at for at in range(len(olds)) if at not in rows),
        fresh=tuple(at for at in range(len(news)) if at not in kept),
        named=tuple(named),
        facts=tuple(name for name in _FACTS if getattr(old, name) != getattr(new, name)),
        reordered=(order := [rows[at] for at in range(len(olds)) if at in rows]) != sorted(order),
    )


def row_in(one: Matrix, other: Matrix, row: int) -> int | None:
    """Which row of `other` is this row of `one`, or nothing when it has none that is it."""
    return row if one is other else compared(one, other).rows.get(row)


def gone_slots(cell: Cell, other: Cell) -> tuple[int, ...]:
    """The slots of a cell whose values, with all their details, do not stand in the other one."""
    left = Counter(other)
    slots: list[int] = []
    for slot, value in enumerate(cell):
        if left[value]:
            left[value] -= 1
        else:
            slots.append(slot)
    return tuple(slots)


def _pairs(old: Matrix, new: Matrix) -> dict[int, int]:
    """Which row is which; nearly always the same names stand in the same order."""
    before, after = [row.name for row in old.rows], [row.name for row in new.rows]
    alike = before == after and len(old.members) == len(new.members)
    if alike and len(set(before)) == len(before):
        return {at: at for at in range(len(before))}
    return paired_rows(old, new)


# As many as the rows of a large matrix: versions share most rows, so the next finds them here.
@lru_cache(maxsize=2**14)
def _unlike(old: ById[Row], new: ById[Row]) -> tuple[bool, bool, bool]:
    """Whether short term, long term, and what else a row is are another."""
    one, other = old.thing, new.thing
    bare = replace(one, short_term=(), long_term=()) != replace(other, short_term=(), long_term=())
    return one.short_term != other.short_term, one.long_term != other.long_term, bare
