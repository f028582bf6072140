"""What changed between two states of a matrix, as the sentences of a decision record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from copvalue_tui.matrix.diff.pairing import PARKING, Pairs, paired, spread
from copvalue_tui.matrix.values import HORIZON_WORDS, HORIZONS, Matrix, Value

DOT = " · "
"""Between the row, the horizon and the text that a decision is about."""
PARKING_LOT = "Parking lot"
_ARROW = " → "
_UNSET = "none"


class Decision(NamedTuple):
    """One net change of one value, or of one row."""

    row: str
    """The name of its row as it is now, or as it was when it is gone."""
    about: str
    """`Row · horizon · text` as the value stood at the start; `Row` for a row."""
    changes: tuple[str, ...]
    """What became of it, most telling first; at least one."""
    old: Value | None = None
    """The value at the start; nothing for a new one, or for a row."""
    new: Value | None = None
    """The value now; nothing for one that is gone, or for a row."""

    @property
    def sentence(self) -> str:
        """As the file keeps it: `Row · horizon · text: on-track → realized`."""
        return f"{self.about}: {'; '.join(self.changes)}"


def decisions(before: Matrix, after: Matrix) -> tuple[Decision, ...]:
    """The net changes from `before` to `after`, one for each value or row, in reading order.

    What was changed and changed back is no decision. Values are followed when they are moved or
    reworded. Those that are new come after the others, those of rows come last.
    """
    pairs = paired(before, after)
    return (*_of_values(before, after, pairs), *_of_rows(before, after, pairs))


def value_changes(old: Value, new: Value) -> tuple[str, ...]:
    """What differs between two states of one value, a few words each, its status first."""
    changes: list[str] = []
    if old.status != new.status:
        changes.append(f"{old.status}{_ARROW}{new.status}")
    if old.text != new.text:
        changes.append(f"reworded “{new.text}”")
    for name, word in _DETAILS.items():
        one, other = getattr(old, name), getattr(new, name)
        if one != other:
            changes.append(f"{word} {one or _UNSET}{_ARROW}{other or _UNSET}")
    if old.votes != new.votes:
        changes.append(f"votes {old.votes}{_ARROW}{new.votes}")
    if old.note != new.note:
        changes.append(f"note “{new.note}”" if new.note else "note taken out")
    return tuple(changes)


_DETAILS = {
    "priority": "priority",
    "evidence": "evidence",
    "owner": "owner",
    "review_by": "review by",
    "shared": "shared value",
}
"""Field of a value → how a decision calls it."""


def _of_values(before: Matrix, after: Matrix, pairs: Pairs) -> Iterator[Decision]:
    old, new = spread(before), spread(after)
    olds, news = old.cell_numbers(), new.cell_numbers()
    # What stands in a value's place and says something else was reworded, as far as people care.
    links = pairs.values | pairs.replaced
    for at, value in enumerate(old.values):
        there = links.get(at)
        about = _about(before, olds[at], value)
        if there is None:
            yield Decision(_name(before, olds[at]), about, ("dropped",), value)
            continue
        now = new.values[there]
        changes = value_changes(value, now) if now is not value else ()
        if _home(olds[at], pairs) != news[there]:
            changes = (*changes, f"moved to {_place(after, news[there])}")
        if changes:
            yield Decision(_name(after, news[there]), about, changes, value, now)
    known = set(links.values())
    for at, value in enumerate(new.values):
        if at not in known:
            changes = ("added", *value_changes(Value(value.text), value))
            about = _about(after, news[at], value)
            yield Decision(_name(after, news[at]), about, changes, None, value)


def _of_rows(before: Matrix, after: Matrix, pairs: Pairs) -> Iterator[Decision]:
    for at, row in enumerate(before.rows):
        there = pairs.rows.get(at)
        if there is None:
            yield Decision(row.name, row.name, ("row dropped",))
        elif after.rows[there].name != row.name:
            name = after.rows[there].name
            yield Decision(name, row.name, (f"row renamed “{name}”",))
    known = set(pairs.rows.values())
    for at, row in enumerate(after.rows):
        if at not in known:
            yield Decision(row.name, row.name, ("row added",))


def _home(cell: int, pairs: Pairs) -> int:
    """The cell of `before`, by the number that it has in `after`."""
    if cell == PARKING:
        return PARKING
    return len(HORIZONS) * pairs.rows.get(cell // 2, -2) + cell % 2


def _name(matrix: Matrix, cell: int) -> str:
    return PARKING_LOT if cell == PARKING else matrix.rows[cell // 2].name


def _place(matrix: Matrix, cell: int) -> str:
    if cell == PARKING:
        return "the parking lot"
    return DOT.join((_name(matrix, cell), HORIZON_WORDS[HORIZONS[cell % 2]]))


def _about(matrix: Matrix, cell: int, value: Value) -> str:
    home = PARKING_LOT if cell == PARKING else _place(matrix, cell)
    return f"{home}{DOT}{value.text}"
