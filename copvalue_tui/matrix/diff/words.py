"""Describe the changes between two versions of a matrix: as decisions, or in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from copvalue_tui.matrix.diff.changes import Changes, bare, changes
from copvalue_tui.matrix.diff.pairing import PARKING, cell_number, column_of, row_of
from copvalue_tui.matrix.fields.table import ARROW, BY_NAME, FIELDS, SHOWN
from copvalue_tui.matrix.text.sentences import plural, quote
from copvalue_tui.matrix.values import HORIZON_WORDS, HORIZONS, Matrix, Place, Review, Row, Value

DOT = " · "
"""The separator between row, horizon and text."""
PARKING_LOT = "Parking lot"


DecisionKind = Literal["value", "row", "fact", "order"]


class Decision(NamedTuple):
    """One net change of one value or of one row; as a difference, also of a fact or an order."""

    row: str
    """The current name of its row, or the old name if the row is gone; empty if it has none."""
    about: str
    """`Row · horizon · text` as the value was at the start; `Row` for a row; or the fact."""
    changes: tuple[str, ...]
    """Its changes, most important first; at least one."""
    old: Value | None = None
    """The value at the start; None for a new value, or for a row."""
    new: Value | None = None
    """The value now; None for a removed value, or for a row."""
    place: Place | None = None
    """Where the value is now, if it is in a cell."""
    kind: DecisionKind = "value"

    @property
    def sentence(self) -> str:
        """The decision as the file stores it: `Row · horizon · text: on-track → realized`."""
        return f"{self.about}: {'; '.join(self.changes)}"


def decisions(before: Matrix, after: Matrix) -> tuple[Decision, ...]:
    """The net changes from `before` to `after`, one for each value or row, in reading order.

    A change that was undone is not a decision. Moved and reworded values stay the same value. New
    values come after the others, and rows come last.
    """
    between = changes(before, after)
    return (*_of_values(between), *_of_rows(between))


def value_changes(old: Value, new: Value) -> tuple[str, ...]:
    """The changes between two states of a value, a few words each, its status first."""
    return tuple(field.change(old, new) for field in _TOLD if field.of(old) != field.of(new))


_TOLD = (BY_NAME["status"], *(field for field in (FIELDS[0], *SHOWN) if field.name != "status"))
"""The fields in the order in which a decision names them."""


def _of_values(between: Changes) -> Iterator[Decision]:
    pairs, old, new = between.pairing, between.old, between.new
    olds, news = pairs.before.homes, pairs.after.homes
    # To people, another text in the place of a value is the same value, reworded.
    for at, value in enumerate(pairs.before.values):
        there = pairs.links.get(at)
        if there is None:
            yield Decision(_name(old, olds[at]), _about(old, olds[at], value), ("dropped",), value)
            continue
        now = pairs.after.values[there]
        words = value_changes(value, now) if now is not value else ()
        if pairs.homes[at] != news[there]:
            words = (*words, f"moved to {_place(new, news[there])}")
        if words:
            about = _about(old, olds[at], value)
            yield Decision(
                _name(new, news[there]), about, words, value, now, pairs.after.place(there)
            )
    for at in between.added:
        value = pairs.after.values[at]
        words = ("added", *value_changes(Value(value.text), value))
        about = _about(new, news[at], value)
        yield Decision(_name(new, news[at]), about, words, None, value, pairs.after.place(at))


def _of_rows(between: Changes) -> Iterator[Decision]:
    for at, row in enumerate(between.old.rows):
        there = between.pairing.rows.get(at)
        if there is None:
            yield Decision(row.name, row.name, ("row dropped",), kind="row")
        elif between.new.rows[there].name != row.name:
            name = between.new.rows[there].name
            yield Decision(name, row.name, (f"row renamed “{name}”",), kind="row")
    for at in between.rows_added:
        name = between.new.rows[at].name
        yield Decision(name, name, ("row added",), kind="row")


def _name(matrix: Matrix, cell: int) -> str:
    return PARKING_LOT if cell == PARKING else matrix.rows[row_of(cell)].name


def _place(matrix: Matrix, cell: int) -> str:
    if cell == PARKING:
        return "the parking lot"
    return DOT.join((_name(matrix, cell), HORIZON_WORDS[HORIZONS[column_of(cell)]]))


def named_cell(matrix: Matrix, cell: int) -> str:
    """The name of a cell in a decision: `Row · horizon`, or the parking lot."""
    return PARKING_LOT if cell == PARKING else _place(matrix, cell)


def value_words(matrix: Matrix, place: Place, value: Value) -> str:
    """A value as a decision names it: `Row · horizon · text`."""
    return _about(matrix, cell_number(place.row, place.column), value)


def _about(matrix: Matrix, cell: int, value: Value) -> str:
    return f"{named_cell(matrix, cell)}{DOT}{value.text}"


def summary(old: Matrix, new: Matrix) -> str:
    """The changes in a few words, such as “2 added, 1 removed, 3 changed”; or “nothing”."""
    between = changes(old, new)
    counts = (
        (len(between.added), "added", "added"),
        (len(between.dropped), "removed", "removed"),
        (len(between.reworded) + len(between.detailed), "changed", "changed"),
        (len(between.moved), "moved", "moved"),
        (len(between.rows_added), "row added", "rows added"),
        (len(between.rows_dropped), "row removed", "rows removed"),
        (len(between.rows_changed), "row changed", "rows changed"),
        (len(between.facts), "fact of the matrix changed", "facts of the matrix changed"),
    )
    parts = [plural(count, one, several) for count, one, several in counts if count]
    if parts:
        return ", ".join(parts)
    return "nothing" if old == new else "only the order"


MOST_NAMED = 2
"""How many rows a sentence names; if there are more, it counts them."""
_MOST = 30
"""The most letters of a row's name in a sentence."""


def outline(old: Matrix, new: Matrix) -> str:
    """The changes and their rows in one sentence; empty if the two are equal.

    Such as “2 added, 1 moved in “Members””.
    """
    if old == new:
        return ""
    between = changes(old, new)
    parts = (*_counted(between), *_rows_named(between), *_facts_named(between))
    return ", ".join(parts) or _order(between)


def _counted(between: Changes) -> Iterator[str]:
    """The numbers of values added, moved and so on, without values of new rows."""
    pairs = between.pairing
    rows_gone, rows_new = set(between.rows_dropped), set(between.rows_added)
    cells, olds = pairs.after.homes, pairs.before.homes
    dropped = [at for at in between.dropped if row_of(olds[at]) not in rows_gone]
    news = {
        "added": [at for at in between.added if row_of(cells[at]) not in rows_new],
        "reworded": between.reworded,
        "changed": between.detailed,
        "moved": between.moved,
    }
    rows = {row_of(cells[at]) for indexes in news.values() for at in indexes}
    rows |= {row_of(pairs.homes[at]) for at in dropped}
    parts = [f"{len(indexes)} {word}" for word, indexes in news.items() if indexes]
    parts += [f"{len(dropped)} removed"] if dropped else []
    if parts:
        yield ", ".join(parts) + _where(between.new, rows)


def _rows_named(between: Changes) -> Iterator[str]:
    """The rows that were added, removed, renamed or changed."""
    old, new, pairs = between.old.rows, between.new.rows, between.pairing.rows
    yield from _listed([new[at] for at in between.rows_added], "added")
    yield from _listed([old[at] for at in between.rows_dropped], "removed")
    both = [(old[at], new[pairs[at]]) for at in between.rows_changed]
    renamed = [(was, row) for was, row in both if was.name != row.name]
    if len(renamed) == 1:
        yield f"row {quote(renamed[0][0].name, _MOST)} is now {quote(renamed[0][1].name, _MOST)}"
    else:
        yield from _listed([row for _, row in renamed], "renamed")
    about = [row for was, row in both if was.name == row.name and bare(was) != bare(row)]
    yield from _listed(about, "with a new description")


def _facts_named(between: Changes) -> Iterator[str]:
    """The fields of the matrix itself that changed."""
    if between.facts == ("title",):
        yield "a new title"
    elif between.facts:
        count = len(between.facts)
        yield plural(count, "fact changed", "facts changed")


def _order(between: Changes) -> str:
    """The sentence if only the order changed."""
    pairs = between.pairing.rows
    rows = {there for at, there in pairs.items() if between.old.rows[at] != between.new.rows[there]}
    return f"another order{_where(between.new, rows)}" if rows else "rows in another order"


def _where(matrix: Matrix, rows: set[int]) -> str:
    if not rows or len(rows) > MOST_NAMED:
        return f" in {len(rows)} rows" if rows else ""
    names = [
        "the parking lot" if row < 0 else quote(matrix.rows[row].name, _MOST)
        for row in sorted(rows, key=lambda row: (row < 0, row))
    ]
    return " in " + " and ".join(names)


def _listed(rows: list[Row], what: str) -> Iterator[str]:
    if len(rows) == 1:
        yield f"row {quote(rows[0].name, _MOST)} {what}"
    elif rows:
        yield f"{len(rows)} rows {what}"


ANOTHER_ORDER = "another order"
UNSET = "none"
"""Shown for an empty fact."""


def differences(old: Matrix, new: Matrix) -> tuple[Decision, ...]:
    """All differences in facts, values, rows and orders; empty if the two are equal."""
    between = changes(old, new)
    return (
        *_of_facts(between),
        *decisions(old, new),
        *_of_described_rows(between),
        *_of_orders(between),
    )


def _of_facts(between: Changes) -> Iterator[Decision]:
    for name in between.facts:
        was, now = getattr(between.old, name), getattr(between.new, name)
        words = f"{_fact(was)}{ARROW}{_fact(now)}"
        if name == "reviews" and len(was) == len(now):
            words = "other words"
        yield Decision("", name.replace("_", " ").capitalize(), (words,), kind="fact")


def _fact(fact: str | tuple[str, ...] | tuple[Review, ...]) -> str:
    """A fact of the matrix in words: a text, names, or the number of reviews."""
    if isinstance(fact, str):
        return f"“{fact}”" if fact else UNSET
    if any(isinstance(entry, Review) for entry in fact):
        return str(len(fact))
    return ", ".join(str(entry) for entry in fact) or UNSET


def _of_described_rows(between: Changes) -> Iterator[Decision]:
    """Rows whose persona, tags or audience differ; decisions cover their names."""
    for at in between.rows_changed:
        there = between.pairing.rows[at]
        was, now = between.old.rows[at], between.new.rows[there]
        words: list[str] = []
        if (audience := between.new.audience(there)) != between.old.audience(at):
            words.append(f"moved to the {audience}")
        if was.persona != now.persona:
            words.append(f"persona {_fact(was.persona)}{ARROW}{_fact(now.persona)}")
        if was.tags != now.tags:
            words.append(f"tags {_fact(was.tags)}{ARROW}{_fact(now.tags)}")
        if words:
            yield Decision(now.name, now.name, tuple(words), kind="row")


def _of_orders(between: Changes) -> Iterator[Decision]:
    """Cells whose values are in another order, and the matrix if its rows are."""
    pairs = between.pairing
    for number, indexes in pairs.after.cells.items():
        stayed = [
            was
            for at in indexes
            if (was := between.origins.get(at)) is not None and pairs.homes[was] == number
        ]
        if any(one > other for one, other in pairwise(stayed)):
            yield Decision("", named_cell(between.new, number), (ANOTHER_ORDER,), kind="order")
    if between.reordered:
        yield Decision("", "Rows", (ANOTHER_ORDER,), kind="order")
