"""Many matrices beside each other: how each is covered, what they share, which may be doubles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from copvalue_tui.matrix.checks.wording import double_key
from copvalue_tui.matrix.dates.format import is_overdue
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import HORIZONS, Matrix, Value
from copvalue_tui.matrix.vocabulary import DEFAULT_EVIDENCE, STATUS_NAMES

LIKELY = 0.4
"""Two communities that share this part of all their values may be one."""
FEWEST = 4
"""Fewer values than this in common say nothing."""
_RARE = 20
"""A value of more communities than this says nothing about which two are alike."""


class Coverage(NamedTuple):
    """One matrix of a portfolio in figures; retired values are only in `statuses`."""

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
    """The review date that passed first."""
    keys: frozenset[str]
    """What each value says, as `doubles.double_key` has it."""


class SharedByCommunities(NamedTuple):
    """One value that several communities have."""

    text: str
    """As it is spelled first."""
    communities: int


class LikelySameCommunity(NamedTuple):
    """Communities that may be doubles."""

    names: tuple[str, ...]
    shared: int
    """How many values they have in common."""
    part: float
    """These as a part of all the values that any of them has."""
    same_title: bool


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Many matrices at once."""

    covered: tuple[Coverage, ...]
    """In the order they were given."""
    common: tuple[SharedByCommunities, ...]
    """Values of more than one community, the most frequent first."""
    lonely: int
    """How many values stand in one community only."""
    twins: tuple[LikelySameCommunity, ...]
    """Likely doubles, the likeliest first."""

    @property
    def values(self) -> int:
        """All values, retired ones not counted."""
        return sum(each.values for each in self.covered)


class PortfolioBuilder:
    """Takes matrices one after the other, and keeps of each only what the portfolio needs."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._covered: list[Coverage] = []
        self._texts: dict[str, str] = {}

    def add(self, name: str, matrix: Matrix) -> Coverage:
        """Take one more matrix; its figures are given back."""
        values = [value for row in matrix.rows for h in HORIZONS for value in row.cell(h)]
        alive = [value for value in values if value.claimed]
        for value in alive:
            self._texts.setdefault(double_key(value.text), value.text)
        covered = _coverage(name, matrix, values, alive, self._today)
        self._covered.append(covered)
        return covered

    def portfolio(self) -> Portfolio:
        """All that was taken so far, compared."""
        counts = Counter(mark for each in self._covered for mark in each.keys)
        ranked = sorted(
            (mark for mark, count in counts.items() if count > 1),
            key=lambda mark: (-counts[mark], mark),
        )
        return Portfolio(
            tuple(self._covered),
            tuple(SharedByCommunities(self._texts[mark], counts[mark]) for mark in ranked),
            sum(count == 1 for count in counts.values()),
            likely_twins(self._covered, counts),
        )


def likely_twins(
    covered: Sequence[Coverage], counts: Counter[str] | None = None
) -> tuple[LikelySameCommunity, ...]:
    """The communities that may be doubles: of one title, or with many values in common.

    `counts` says in how many of them each value stands. The work grows with the values, not with
    the pairs of communities: what stands in many of them is not compared.
    """
    counts = counts or Counter(mark for each in covered for mark in each.keys)
    alike: defaultdict[frozenset[str], list[Coverage]] = defaultdict(list)
    for each in covered:
        alike[each.keys].append(each)
    found = [
        LikelySameCommunity(tuple(each.name for each in group), len(keys), 1.0, _one_title(group))
        for keys, group in alike.items()
        if len(group) > 1 and len(keys) >= FEWEST
    ]
    firsts = [group[0] for group in alike.values()]
    for one, other in _pairs(firsts, counts):
        shared = len(one.keys & other.keys)
        part = shared / (len(one.keys | other.keys) or 1)
        same = _one_title([one, other])
        if same or (shared >= FEWEST and part >= LIKELY):
            found.append(LikelySameCommunity((one.name, other.name), shared, part, same))
    return tuple(sorted(found, key=lambda twins: (-twins.part, -len(twins.names), twins.names)))


def _pairs(
    covered: Sequence[Coverage], counts: Counter[str]
) -> Iterable[tuple[Coverage, Coverage]]:
    """The pairs that have a rare value or the title in common, each once."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(covered):
        for mark in each.keys:
            if counts[mark] <= _RARE:
                holders[mark].append(at)
        if each.title:
            holders[f"title {key(each.title)}"].append(at)
    pairs = {
        (one, other)
        for there in holders.values()
        for place, one in enumerate(there[:_RARE])
        for other in there[place + 1 : _RARE]
    }
    return ((covered[one], covered[other]) for one, other in sorted(pairs))


def _one_title(group: Sequence[Coverage]) -> bool:
    return len({key(each.title) for each in group}) == 1 and bool(group[0].title)


def _coverage(
    name: str, matrix: Matrix, values: list[Value], alive: list[Value], today: date
) -> Coverage:
    statuses = Counter(value.status for value in values)
    late = [value.review_by for value in alive if is_overdue(value, today) and value.review_by]
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
        overdue=len(late),
        oldest=min(late, default=None),
        keys=frozenset(double_key(value.text) for value in alive),
    )
