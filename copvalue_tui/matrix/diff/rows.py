"""Which row of one version of a matrix is which of another version."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from copvalue_tui.matrix.diff.matching import matched, unknown_runs
from copvalue_tui.matrix.values import Audience, Matrix, Row

_COMMON = 20
"""A text that stands in more rows than this says nothing about which row is which."""
_OTHER: dict[Audience, Audience] = {"members": "organizations", "organizations": "members"}


def paired_rows(old: Matrix, new: Matrix) -> dict[int, int]:
    """Rows of the same name, then those that keep half of their values, then empty ones by place.

    Among rows of one name, equal ones go first. At last those that went from the members to the
    organizations, or back, under their name and with half of their values at least.
    """
    if _same_names(old, new):
        return {at: at for at in range(len(old.rows))}
    pairs = _rows_of_one(old.members, new.members)
    start, other = len(old.members), len(new.members)
    for at, there in _rows_of_one(old.organizations, new.organizations).items():
        pairs[start + at] = other + there
    taken = set(pairs.values())
    crossed = matched(
        [at for at in range(len(old.rows)) if at not in pairs],
        [at for at in range(len(new.rows)) if at not in taken],
        lambda at: (old.audience(at), old.rows[at].name),
        lambda at: (_OTHER[new.audience(at)], new.rows[at].name),
    )
    for at, there in crossed:
        was, now = texts_of(old.rows[at]), texts_of(new.rows[there])
        if was and 2 * len(was & now) >= len(was):
            pairs[at] = there
    return pairs


def _same_names(old: Matrix, new: Matrix) -> bool:
    """Whether the same names are in the same order and each stands once: nearly always."""
    names = [row.name for row in old.rows]
    alike = len(old.members) == len(new.members) and names == [row.name for row in new.rows]
    return alike and len(set(names)) == len(names)


def _rows_of_one(old: Sequence[Row], new: Sequence[Row]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    counts = Counter(row.name for row in (*old, *new))
    twins = {name for name, count in counts.items() if count > 2}

    def unpaired() -> tuple[list[int], list[int]]:
        taken = set(pairs.values())
        return (
            [at for at in range(len(old)) if at not in pairs],
            [at for at in range(len(new)) if at not in taken],
        )

    if twins:
        olds = [at for at in range(len(old)) if old[at].name in twins]
        news = [at for at in range(len(new)) if new[at].name in twins]
        pairs.update(matched(olds, news, old.__getitem__, new.__getitem__))
    pairs.update(matched(*unpaired(), lambda at: old[at].name, lambda at: new[at].name))
    pairs.update(_renamed(*unpaired(), old, new))
    pairs.update(_empty_by_place(pairs, old, new))
    return pairs


def _renamed(
    olds: list[int], news: list[int], old: Sequence[Row], new: Sequence[Row]
) -> dict[int, int]:
    """Rows that keep at least half of their values under another name."""
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
        best = max(counts, key=lambda there: (counts[there], -abs(there - at)), default=None)
        if best is not None and 2 * counts[best] >= len(texts):
            pairs[at] = best
            taken.add(best)
    return pairs


def _empty_by_place(
    pairs: dict[int, int], old: Sequence[Row], new: Sequence[Row]
) -> dict[int, int]:
    """Rows without values that stand between the same neighbours: a template given real names."""
    runs = unknown_runs(range(len(old)), range(len(new)), pairs, set(pairs.values()))
    return {
        at: there
        for free, run in runs
        if len(free) == len(run)
        for at, there in zip(free, run, strict=True)
        if not (old[at].short_term or old[at].long_term)
    }


def texts_of(row: Row) -> set[str]:
    """What the values of a row say."""
    return {value.text for value in row.short_term + row.long_term}
