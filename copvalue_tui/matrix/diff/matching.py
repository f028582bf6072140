"""Match the entries of two lists: equal entries first, then by their neighbours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from copvalue_tui.matrix.values import Audience, Matrix, Row

T = TypeVar("T", bound=Hashable)

FEW = 2_000
"""The limit on old times new entries of a run up to which all pairs are compared."""
_SLICE = 256


def stretch(old: Sequence[T] | str, new: Sequence[T] | str) -> tuple[int, int, int]:
    """The range in which two lists differ: `old[at:to]` and `new[at:end]`.

    Compares slices, which runs in C and is quick for identical objects.
    """
    most = min(len(old), len(new))
    at = 0
    while at < most and old[at : at + _SLICE] == new[at : at + _SLICE]:
        at += _SLICE
    at = min(at, most)
    while at < most and (old[at] is new[at] or old[at] == new[at]):
        at += 1
    to, end = len(old), len(new)
    while to - _SLICE >= at <= end - _SLICE and old[to - _SLICE : to] == new[end - _SLICE : end]:
        to, end = to - _SLICE, end - _SLICE
    while to > at < end and (old[to - 1] is new[end - 1] or old[to - 1] == new[end - 1]):
        to, end = to - 1, end - 1
    return at, to, end


def matched(
    olds: Iterable[int],
    news: Iterable[int],
    old_mark: Callable[[int], Hashable],
    new_mark: Callable[[int], Hashable],
) -> list[tuple[int, int]]:
    """Pairs of an old and a new index with the same mark; duplicates pair in order."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for at in olds:
        waiting[old_mark(at)].append(at)
    if not waiting:
        return []
    pairs: list[tuple[int, int]] = []
    for at in news:
        line = waiting.get(new_mark(at))
        if line:
            pairs.append((line.popleft(), at))
    return pairs


def pair_same(
    olds: Sequence[int],
    news: Sequence[int],
    before: Sequence[T],
    after: Sequence[T],
    text_of: Callable[[T], str],
) -> list[tuple[int, int]]:
    """Pairs of equal entries, then of entries with the same text."""
    pairs = matched(olds, news, before.__getitem__, after.__getitem__)
    if len(pairs) == len(olds):
        return pairs
    done, gone = {old for old, _ in pairs}, {new for _, new in pairs}
    return pairs + matched(
        [at for at in olds if at not in done],
        [at for at in news if at not in gone],
        lambda at: text_of(before[at]),
        lambda at: text_of(after[at]),
    )


def pair_within(
    olds: range,
    news: range,
    before: Sequence[T],
    after: Sequence[T],
    text_of: Callable[[T], str],
) -> list[tuple[int, int]]:
    """Pairs of equal entries in two runs; the common start and end pair in place.

    So each duplicate keeps its identity when another one is removed.
    """
    at, to, end = stretch(before[olds.start : olds.stop], after[news.start : news.stop])
    pairs = [*zip(olds[:at], news[:at], strict=True), *zip(olds[to:], news[end:], strict=True)]
    return pairs + pair_same(olds[at:to], news[at:end], before, after, text_of)


def unknown_runs(
    olds: range, news: range, pairs: Mapping[int, int], taken: Container[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Runs of old and new entries without a partner between the same neighbours.

    `pairs` maps old to new, `taken` has every new entry with a partner. An entry that came from
    elsewhere does not count as a neighbour.
    """
    free = [at for at in olds if at not in pairs]
    if not free:
        return
    back = {pairs[at]: at for at in olds if at in pairs}
    left, run = olds.start - 1, list[int]()
    for at in (*news, -1):
        if at >= 0 and at not in taken:
            run.append(at)
            continue
        origin = olds.stop if at < 0 else back.get(at)
        if origin is None:
            continue
        first, last = bisect_right(free, left), bisect_left(free, origin)
        if run and first < last:
            yield free[first:last], run
            del free[first:last]
        left, run = origin, []


def most_alike(
    olds: list[int], news: list[int], old_text: Callable[[int], str], new_text: Callable[[int], str]
) -> list[tuple[int, int]]:
    """Pairs of one run, in order; if the counts differ, those that share most words."""
    spare = abs(len(news) - len(olds))
    if not spare or len(news) * len(olds) > FEW:
        return list(zip(olds, news, strict=False))
    old_words = [set(old_text(at).casefold().split()) for at in olds]
    new_words = [set(new_text(at).casefold().split()) for at in news]
    swapped = len(news) > len(olds)
    few, many = (old_words, new_words) if swapped else (new_words, old_words)
    pairs: list[tuple[int, int]] = []
    first = 0
    for at, words in enumerate(few):
        last = at + spare
        best = max(range(first, last + 1), key=lambda other: len(words & many[other]))
        pairs.append((olds[at], news[best]) if swapped else (olds[best], news[at]))
        first = best + 1
    return pairs


def paired_lists(old: Sequence[T], new: Sequence[T], text_of: Callable[[T], str]) -> dict[int, int]:
    """Index in the old list → index in the new one; entries without a match pair by place."""
    olds, news = range(len(old)), range(len(new))
    pairs = dict(pair_within(olds, news, old, new, text_of))
    for free, run in unknown_runs(olds, news, pairs, set(pairs.values())):
        pairs.update(
            most_alike(free, run, lambda at: text_of(old[at]), lambda at: text_of(new[at]))
        )
    return pairs


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
