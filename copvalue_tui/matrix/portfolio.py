"""Compare many matrices: coverage, common values, likely duplicates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from copvalue_tui.matrix.checks.wording import duplicate_key
from copvalue_tui.matrix.dates.format import is_overdue
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import HORIZONS, Matrix, Value
from copvalue_tui.matrix.vocabulary import DEFAULT_EVIDENCE, STATUS_NAMES

MIN_OVERLAP = 0.4
"""Two communities that share this part of all their values may be the same."""
MIN_SHARED = 4
"""Fewer values in common are no evidence."""
_MAX_HOLDERS = 20
"""A value of more communities than this is no evidence that two of them are the same."""


class Coverage(NamedTuple):
    """The figures of one matrix; only `statuses` includes retired values."""

    name: str
    """The path it was read from."""
    title: str
    rows: int
    values: int
    cells: int
    empty_cells: int
    statuses: dict[str, int]
    without_owner: int
    without_evidence: int
    overdue: int
    oldest: date | None
    """The earliest overdue review date."""
    keys: frozenset[str]
    """The `wording.duplicate_key` of each value."""


class SharedByCommunities(NamedTuple):
    """A value that several communities have."""

    text: str
    """As spelled at its first occurrence."""
    communities: int


class LikelySameCommunity(NamedTuple):
    """Communities that may be the same."""

    names: tuple[str, ...]
    shared: int
    """The number of values in common."""
    part: float
    """That number as a part of all their values."""
    same_title: bool


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The comparison of many matrices."""

    covered: tuple[Coverage, ...]
    """In the given order."""
    common: tuple[SharedByCommunities, ...]
    """Values of more than one community, the most frequent first."""
    lonely: int
    """The number of values that only one community has."""
    twins: tuple[LikelySameCommunity, ...]
    """Likely duplicates, the likeliest first."""

    @property
    def values(self) -> int:
        """The number of all values, without retired ones."""
        return sum(each.values for each in self.covered)


class PortfolioBuilder:
    """Adds matrices one by one, keeping only the figures of each."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._covered: list[Coverage] = []
        self._texts: dict[str, str] = {}

    def add(self, name: str, matrix: Matrix) -> Coverage:
        """Add a matrix; return its figures."""
        values = [value for row in matrix.rows for h in HORIZONS for value in row.cell(h)]
        alive = [value for value in values if value.claimed]
        for value in alive:
            self._texts.setdefault(duplicate_key(value.text), value.text)
        covered = _coverage(name, matrix, values, alive, self._today)
        self._covered.append(covered)
        return covered

    def portfolio(self) -> Portfolio:
        """The comparison of all matrices so far."""
        counts = Counter(mark for each in self._covered for mark in each.keys)
        ranked = sorted(
            (mark for mark, count in counts.items() if count > 1),
            key=lambda mark: (-counts[mark], mark),
        )
        return Portfolio(
            tuple(self._covered),
            tuple(SharedByCommunities(self._texts[mark], counts[mark]) for mark in ranked),
            sum(count == 1 for count in counts.values()),
            likely_duplicates(self._covered, counts),
        )


def likely_duplicates(
    covered: Sequence[Coverage], counts: Counter[str] | None = None
) -> tuple[LikelySameCommunity, ...]:
    """The communities that may be the same: with the same title, or many values in common.

    `counts` has the number of communities with each value. The time grows with the values, not
    with the pairs of communities, because values of many communities are not compared.
    """
    counts = counts or Counter(mark for each in covered for mark in each.keys)
    alike: defaultdict[frozenset[str], list[Coverage]] = defaultdict(list)
    for each in covered:
        alike[each.keys].append(each)
    duplicates = [
        LikelySameCommunity(tuple(each.name for each in group), len(keys), 1.0, _one_title(group))
        for keys, group in alike.items()
        if len(group) > 1 and len(keys) >= MIN_SHARED
    ]
    firsts = [group[0] for group in alike.values()]
    for one, other in _pairs(firsts, counts):
        shared = len(one.keys & other.keys)
        part = shared / (len(one.keys | other.keys) or 1)
        same = _one_title([one, other])
        if same or (shared >= MIN_SHARED and part >= MIN_OVERLAP):
            duplicates.append(LikelySameCommunity((one.name, other.name), shared, part, same))
    return tuple(
        sorted(duplicates, key=lambda twins: (-twins.part, -len(twins.names), twins.names))
    )


def _pairs(
    covered: Sequence[Coverage], counts: Counter[str]
) -> Iterable[tuple[Coverage, Coverage]]:
    """The pairs with a rare value or the title in common, each once."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(covered):
        for mark in each.keys:
            if counts[mark] <= _MAX_HOLDERS:
                holders[mark].append(at)
        if each.title:
            holders[f"title {key(each.title)}"].append(at)
    pairs = {
        (one, other)
        for indexes in holders.values()
        for place, one in enumerate(indexes[:_MAX_HOLDERS])
        for other in indexes[place + 1 : _MAX_HOLDERS]
    }
    return ((covered[one], covered[other]) for one, other in sorted(pairs))


def _one_title(group: Sequence[Coverage]) -> bool:
    return len({key(each.title) for each in group}) == 1 and bool(group[0].title)


def _coverage(
    name: str, matrix: Matrix, values: list[Value], alive: list[Value], today: date
) -> Coverage:
    statuses = Counter(value.status for value in values)
    dates = [value.review_by for value in alive if is_overdue(value, today) and value.review_by]
    filled = [
        any(value.claimed for value in row.cell(horizon))
        for row in matrix.rows
        for horizon in HORIZONS
    ]
    return Coverage(
        name=name,
        title=matrix.title,
        rows=len(matrix.rows),
        values=len(alive),
        cells=len(filled),
        empty_cells=filled.count(False),
        statuses={status: statuses[status] for status in STATUS_NAMES},
        without_owner=sum(not value.owner for value in alive),
        without_evidence=sum(value.evidence == DEFAULT_EVIDENCE for value in alive),
        overdue=len(dates),
        oldest=min(dates, default=None),
        keys=frozenset(duplicate_key(value.text) for value in alive),
    )
