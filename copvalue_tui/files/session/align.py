"""Match new rows, reviews and values to old ones whose lines they keep: the diff's pairs and more.

An entry that the diff calls added still gets the lines of the one it replaces: a comment above an
unrelated row is better than a lost key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple, TypeVar

from copvalue_tui.files.toml import scan as scanning
from copvalue_tui.files.toml import tables
from copvalue_tui.matrix.diff.matching import (
    OTHER_AUDIENCE,
    matched,
    most_alike,
    paired_lists,
    table_ranges,
    texts_of,
    unknown_runs,
)
from copvalue_tui.matrix.diff.pairing import Pairing, text_of
from copvalue_tui.matrix.values import Cell, Matrix, Review

T = TypeVar("T", bound=Hashable)
Origin = tuple[int, int]
"""The list, and the old entry in it."""
TableRow = tuple[str, int]
"""A table of rows and the index in it."""
_NO_CELL = -2


class CellPair(NamedTuple):
    """A cell of the old version and its new version, by their numbers."""

    old: int = _NO_CELL
    new: int = _NO_CELL
    back: Cell = ()
    """The old values of a cell that is restored from an earlier text."""


def value_origins(pairing: Pairing, cells: Sequence[CellPair]) -> list[list[Origin | None]]:
    """For each value of these new cells, its old cell and its index there.

    Values without a partner get the one that was in their place.
    """
    before, after = pairing.before, pairing.after
    links = dict(pairing.links)
    taken = set(links.values())
    for old, new, _ in cells:
        olds, news = before.cells.get(old, range(0)), after.cells.get(new, range(0))
        for free, run in unknown_runs(olds, news, links, taken):
            links.update(
                most_alike(
                    free,
                    run,
                    lambda at: before.values[at].text,
                    lambda at: after.values[at].text,
                )
            )
    numbers = {pair.old: number for number, pair in enumerate(cells)}
    origins: dict[int, Origin] = {}
    for at, there in links.items():
        home = before.homes[at]
        if home in numbers:
            origins[there] = (numbers[home], at - before.cells[home].start)
    for number, pair in enumerate(cells):
        news = after.cells.get(pair.new, range(0))
        for at, there in paired_lists(
            pair.back, [after.values[at] for at in news], text_of
        ).items():
            origins.setdefault(news[there], (number, at))
    return [[origins.get(at) for at in after.cells.get(pair.new, range(0))] for pair in cells]


def entry_origins(
    old: Sequence[T], new: Sequence[T], text_of: Callable[[T], str]
) -> list[int | None]:
    """For each new entry of a list, the index of the old one; None for an added one."""
    back = {there: at for at, there in paired_lists(old, new, text_of).items()}
    return [back.get(at) for at in range(len(new))]


def review_origins(old: Sequence[Review], new: Sequence[Review]) -> list[int | None]:
    """For each new review, the index of the old one; None for an added one."""
    return entry_origins(old, new, lambda review: f"{review.date} {review.facilitator}")


def row_origins(pairing: Pairing, texts: dict[str, dict[int, str]]) -> dict[TableRow, TableRow]:
    """New row → the old row whose lines it keeps.

    `texts` are the texts of the old tables: a row that moves to the other table keeps its text
    where possible. Rows without a partner get the one with the same name, the one that shares most
    values, or the one that was in their place.
    """
    old, new = pairing.old, pairing.new
    pairs = {
        at: there
        for at, there in pairing.rows.items()
        if _can_go(table_row(old, at), table_row(new, there)[0], texts)
    }
    taken = set(pairs.values())
    crossed = matched(
        [at for at in range(len(old.rows)) if at not in pairs],
        [at for at in range(len(new.rows)) if at not in taken],
        lambda at: (OTHER_AUDIENCE[old.audience(at)], old.rows[at].name),
        lambda at: (new.audience(at), new.rows[at].name),
    )
    for at, there in crossed:
        if _can_go(table_row(old, at), new.audience(there), texts):
            pairs[at] = there
    for olds, news in zip(table_ranges(old), table_ranges(new), strict=True):
        _stand_in(pairs, pairing, olds, news)
    return {table_row(new, there): table_row(old, at) for at, there in pairs.items()}


def table_row(matrix: Matrix, row: int) -> TableRow:
    """The table of a row, and its index there, from its index among all rows."""
    count = len(matrix.members)
    return ("members", row) if row < count else ("organizations", row - count)


def row_number(matrix: Matrix, row: TableRow) -> int:
    """The index among all rows, from a table and the index there."""
    return row[1] if row[0] == "members" else len(matrix.members) + row[1]


def reheaded(text: str, old: str, new: str) -> str:
    """A table's text with its headers renamed; empty if that is not possible."""
    if tables.is_inline(text):
        return ""
    said, at = "", 0
    for statement in scanning.statements(text):
        if statement.value is not None:
            continue
        header = text[statement.start : statement.end].replace(old, new, 1)
        if next(iter(scanning.statements(header))).key[0] != new:
            # The name is spelled with escapes, so there is nothing to replace.
            return ""
        said += text[at : statement.start] + header
        at = statement.end
    return said + text[at:]


def _can_go(origin: TableRow, table: str, texts: dict[str, dict[int, str]]) -> bool:
    """Whether an old row's text can be in this table: its own table, or text with headers."""
    home, at = origin
    if home == table:
        return True
    return not any(map(tables.is_inline, texts[table].values())) and bool(
        reheaded(texts[home][at], home, table)
    )


def _stand_in(pairs: dict[int, int], pairing: Pairing, olds: range, news: range) -> None:
    """Match the new rows of one table that have no partner to old ones, where possible."""
    old, new = pairing.old.rows, pairing.new.rows
    taken = set(pairs.values())
    for there in news:
        if there not in taken:
            mine = texts_of(new[there])
            counts = [(len(mine & texts_of(old[at])), -at) for at in olds if at not in pairs]
            count, at = max(counts, default=(0, 0))
            if count:
                pairs[-at] = there
                taken.add(there)
    for free, run in unknown_runs(olds, news, pairs, taken):
        if len(free) == len(run):
            pairs.update(zip(free, run, strict=True))
