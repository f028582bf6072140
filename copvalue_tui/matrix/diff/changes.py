"""What one version changed of another, counted: for one sentence in a dialogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from copvalue_tui.matrix.diff.pairing import PARKING, FlatValues, Pairs, paired, spread
from copvalue_tui.matrix.values import HORIZONS, Matrix, Place, Row


class Difference(NamedTuple):
    """How many values differ between two versions, and what else does."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    """Reworded, or with other details."""
    moved: int = 0
    """Now in another cell; may be among the changed too."""
    rows_added: int = 0
    rows_removed: int = 0
    rows_changed: int = 0
    """Renamed, or with another persona or other tags, or gone over to the other audience."""
    facts: int = 0
    """Fields of the matrix itself that differ, packs and reviews among them."""


_PARTS = (
    *(("added", "added", "added"), ("removed", "removed", "removed")),
    *(("changed", "changed", "changed"), ("moved", "moved", "moved")),
    ("rows_added", "row added", "rows added"),
    ("rows_removed", "row removed", "rows removed"),
    ("rows_changed", "row changed", "rows changed"),
    ("facts", "fact of the matrix changed", "facts of the matrix changed"),
)
"""Field of `Difference` → how a sentence calls one, and how it calls several."""


_WITH_VALUES = ("members", "organizations", "parking_lot")
_FACTS = tuple(one.name for one in fields(Matrix) if one.name not in _WITH_VALUES)


def difference(base: Matrix, other: Matrix) -> Difference:
    """What `other` changed of `base`; a row renamed and a value moved are no additions."""
    pairs = paired(base, other)
    before, after = spread(base), spread(other)
    cells, others = before.cell_numbers(), after.cell_numbers()
    links = pairs.values | pairs.replaced
    homes = [
        PARKING if cell == PARKING else 2 * pairs.rows.get(cell // 2, -2) + cell % 2
        for cell in cells
    ]
    rows = list(pairs.rows.items())
    own = (
        base.audience(one) != other.audience(two)
        or replace(base.rows[one], short_term=(), long_term=())
        != replace(other.rows[two], short_term=(), long_term=())
        for one, two in rows
    )
    return Difference(
        added=len(after.values) - len(links),
        removed=len(before.values) - len(links),
        changed=sum(before.values[at] != after.values[there] for at, there in links.items()),
        moved=sum(homes[at] != others[there] for at, there in links.items()),
        rows_added=len(other.rows) - len(rows),
        rows_removed=len(base.rows) - len(rows),
        rows_changed=sum(own),
        facts=sum(getattr(base, name) != getattr(other, name) for name in _FACTS),
    )


def summary(base: Matrix, other: Matrix) -> str:
    """What `other` changed of `base`, such as “2 added, 1 removed, 3 changed”; else “nothing”."""
    found = difference(base, other)
    parts = [
        f"{count} {one if count == 1 else several}"
        for name, one, several in _PARTS
        if (count := int(getattr(found, name)))
    ]
    if parts:
        return ", ".join(parts)
    return "nothing" if base == other else "only the order"


MOST_NAMED = 2
"""Rows that a sentence names; more are counted."""
_LONGEST = 30
"""Letters of a row's name in a sentence."""


@dataclass(frozen=True, slots=True)
class Additions:
    """What is new in a version of a matrix."""

    fresh: frozenset[Place]
    """Where values stand that were added, reworded, changed, or moved here from another cell."""
    told: str
    """Such as “2 added, 1 moved in “Members””; empty when the two are equal."""


def news_between(old: Matrix, new: Matrix) -> Additions:
    """What `new` brings that `old` had not, and what it no longer has."""
    if old == new:
        return Additions(frozenset(), "")
    changes = _Changes(old, new)
    told = ", ".join((*changes.of_values(), *changes.of_rows(), *changes.of_facts()))
    return Additions(changes.fresh, told or changes.of_order())


class _Changes:
    """Two versions laid side by side."""

    def __init__(self, old: Matrix, new: Matrix) -> None:
        self.old, self.new = old, new
        self.pairs = paired(old, new)
        self.before, self.after = spread(old), spread(new)
        links = self.pairs.values | self.pairs.replaced
        back = {there: at for at, there in links.items()}
        self.homes = _homes(self.before, self.pairs)
        self.cells = self.after.cell_numbers()
        self.added = [at for at in range(len(self.after.values)) if at not in back]
        self.removed = [at for at in range(len(self.before.values)) if at not in links]
        self.moved = [at for at, was in back.items() if self.homes[was] != self.cells[at]]
        self.reworded: list[int] = []
        self.changed: list[int] = []
        for at, was in back.items():
            before, after = self.before.values[was], self.after.values[at]
            if before.text != after.text:
                self.reworded.append(at)
            elif before != after:
                self.changed.append(at)

    @property
    def fresh(self) -> frozenset[Place]:
        """Where in the grid the new version says something new."""
        found = {*self.added, *self.moved, *self.reworded, *self.changed}
        places = {
            at: Place(*divmod(cell, len(HORIZONS)), at - indexes.start)
            for cell, indexes in self.after.cells.items()
            if cell != PARKING
            for at in indexes
        }
        return frozenset(places[at] for at in found if at in places)

    def of_values(self) -> Iterator[str]:
        """How many values were added, and so on; values of rows that are new are not counted."""
        rows_gone = set(range(len(self.old.rows))) - set(self.pairs.rows)
        rows_new = set(range(len(self.new.rows))) - set(self.pairs.rows.values())
        cells = self.before.cell_numbers()
        removed = [at for at in self.removed if _row(cells[at]) not in rows_gone]
        news = {
            "added": [at for at in self.added if _row(self.cells[at]) not in rows_new],
            "reworded": self.reworded,
            "changed": self.changed,
            "moved": self.moved,
        }
        rows = {_row(self.cells[at]) for found in news.values() for at in found}
        rows |= {_row(self.homes[at]) for at in removed}
        parts = [f"{len(found)} {word}" for word, found in news.items() if found]
        parts += [f"{len(removed)} removed"] if removed else []
        if parts:
            yield ", ".join(parts) + self._where(rows)

    def of_rows(self) -> Iterator[str]:
        """Rows that came, went, got another name or other words about them."""
        old, new, pairs = self.old.rows, self.new.rows, self.pairs.rows
        here = set(pairs.values())
        yield from _listed([row for at, row in enumerate(new) if at not in here], "added")
        yield from _listed([row for at, row in enumerate(old) if at not in pairs], "removed")
        both = [(old[at], new[there]) for at, there in pairs.items()]
        renamed = [(was, row) for was, row in both if was.name != row.name]
        if len(renamed) == 1:
            yield f"row {_quoted(renamed[0][0].name)} is now {_quoted(renamed[0][1].name)}"
        else:
            yield from _listed([row for _, row in renamed], "renamed")
        about = [row for was, row in both if was.name == row.name and _about(was) != _about(row)]
        yield from _listed(about, "described anew")

    def of_facts(self) -> Iterator[str]:
        """Fields of the matrix itself that say something else."""
        found = [name for name in _FACTS if getattr(self.old, name) != getattr(self.new, name)]
        if found == ["title"]:
            yield "a new title"
        elif found:
            yield "1 fact changed" if len(found) == 1 else f"{len(found)} facts changed"

    def of_order(self) -> str:
        """What there is to say when all is the same, but stands in another order."""
        rows = {
            there
            for at, there in self.pairs.rows.items()
            if self.old.rows[at] != self.new.rows[there]
        }
        return f"another order{self._where(rows)}" if rows else "rows in another order"

    def _where(self, rows: set[int]) -> str:
        if not rows or len(rows) > MOST_NAMED:
            return f" in {len(rows)} rows" if rows else ""
        names = [
            "the parking lot" if row < 0 else _quoted(self.new.rows[row].name)
            for row in sorted(rows, key=lambda row: (row < 0, row))
        ]
        return " in " + " and ".join(names)


def _homes(before: FlatValues, pairs: Pairs) -> list[int]:
    """For each old value the number that its cell has in the new version; below 0 for none."""
    columns = len(HORIZONS)
    return [
        PARKING if cell == PARKING else columns * pairs.rows.get(cell // columns, -2) + cell % 2
        for cell in before.cell_numbers()
    ]


def _row(cell: int) -> int:
    """The row of a cell by its number; below 0 for the parking lot."""
    return cell // len(HORIZONS)


def _about(row: Row) -> Row:
    return replace(row, short_term=(), long_term=())


def _listed(rows: list[Row], what: str) -> Iterator[str]:
    if len(rows) == 1:
        yield f"row {_quoted(rows[0].name)} {what}"
    elif rows:
        yield f"{len(rows)} rows {what}"


def _quoted(name: str) -> str:
    return f"“{name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + '…'}”"
