"""Match the rows of two versions of a matrix."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from copvalue_tui.matrix.diff.matching import matched, unknown_runs
from copvalue_tui.matrix.values import Audience, Matrix, Row

_COMMON = 20
"""A text in more rows than this does not identify a row."""
OTHER_AUDIENCE: dict[Audience, Audience] = {"members": "organizations", "organizations": "members"}
"""Each table of rows, and the table its rows can move to."""


def paired_rows(old: Matrix, new: Matrix) -> dict[int, int]:
    """Index in the old `Matrix.rows` → index in the new one.

    First rows with the same name, equal ones before others; then rows that keep half of their
    values under another name; then rows that moved between members and organizations with their
    name and half of their values; finally empty rows by their place.
    """
    if _same_names(old, new):
        return {at: at for at in range(len(old.rows))}
    pairs: dict[int, int] = {}
    for olds, news in zip(table_ranges(old), table_ranges(new), strict=True):
        _pair_names(pairs, old.rows, new.rows, (olds, news))
        pairs.update(_renamed(pairs, old.rows, new.rows, (olds, news)))
    crossed = matched(
        *_unpaired(pairs, range(len(old.rows)), range(len(new.rows))),
        lambda at: (old.audience(at), old.rows[at].name),
        lambda at: (OTHER_AUDIENCE[new.audience(at)], new.rows[at].name),
    )
    for at, there in crossed:
        was, now = texts_of(old.rows[at]), texts_of(new.rows[there])
        if 2 * len(was & now) >= len(was):
            pairs[at] = there
    for olds, news in zip(table_ranges(old), table_ranges(new), strict=True):
        pairs.update(_empty_by_place(pairs, old.rows, olds, news))
    return pairs


def table_ranges(matrix: Matrix) -> tuple[range, range]:
    """The indexes of the members and of the organizations among all rows."""
    count = len(matrix.members)
    return range(count), range(count, len(matrix.rows))


def _same_names(old: Matrix, new: Matrix) -> bool:
    """Whether the names are the same, in the same order, and unique: nearly always."""
    names = [row.name for row in old.rows]
    alike = len(old.members) == len(new.members) and names == [row.name for row in new.rows]
    return alike and len(set(names)) == len(names)


def _unpaired(pairs: dict[int, int], olds: range, news: range) -> tuple[list[int], list[int]]:
    taken = set(pairs.values())
    return [at for at in olds if at not in pairs], [at for at in news if at not in taken]


def _pair_names(
    pairs: dict[int, int], old: Sequence[Row], new: Sequence[Row], table: tuple[range, range]
) -> None:
    """Pair the rows of one table that have the same name; equal rows first."""
    olds, news = table
    counts = Counter([*(old[at].name for at in olds), *(new[at].name for at in news)])
    twins = {name for name, count in counts.items() if count > 2}
    if twins:
        pairs.update(
            matched(
                [at for at in olds if old[at].name in twins],
                [at for at in news if new[at].name in twins],
                old.__getitem__,
                new.__getitem__,
            )
        )
    left = _unpaired(pairs, olds, news)
    pairs.update(matched(*left, lambda at: old[at].name, lambda at: new[at].name))


def _renamed(
    known: dict[int, int], old: Sequence[Row], new: Sequence[Row], table: tuple[range, range]
) -> dict[int, int]:
    """Rows of one table that keep at least half of their values under another name."""
    olds, news = _unpaired(known, *table)
    shift = table[1].start - table[0].start
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at in news:
        for text in texts_of(new[at]):
            holders[text].append(at)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for at in olds:
        texts = texts_of(old[at])
        counts = Counter(
            there
            for text in texts
            if len(holders.get(text, ())) <= _COMMON
            for there in holders.get(text, ())
            if there not in taken
        )
        best = max(
            counts, key=lambda there: (counts[there], -abs(there - at - shift)), default=None
        )
        if best is not None and 2 * counts[best] >= len(texts):
            pairs[at] = best
            taken.add(best)
    return pairs


def _empty_by_place(
    pairs: dict[int, int], old: Sequence[Row], olds: range, news: range
) -> dict[int, int]:
    """Pair rows without values between the same neighbours: a template that got real names."""
    return {
        at: there
        for free, run in unknown_runs(olds, news, pairs, set(pairs.values()))
        if len(free) == len(run)
        for at, there in zip(free, run, strict=True)
        if not (old[at].short_term or old[at].long_term)
    }


def texts_of(row: Row) -> set[str]:
    """The texts of a row's values."""
    return {value.text for value in row.short_term + row.long_term}
