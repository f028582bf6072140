"""What one version changed of another, counted: for one sentence in a dialogue."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import NamedTuple

from copvalue_tui.matrix.merging_pairs import PARKING, paired, spread
from copvalue_tui.matrix.values import Matrix


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
