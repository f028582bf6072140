"""Compare many matrices: coverage, common values, likely duplicates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from copvalue_tui.matrix.checks.wording import duplicate_key
from copvalue_tui.matrix.dates.calendar import is_overdue
from copvalue_tui.matrix.text.labels import LANGUAGES, Labels
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import HORIZONS, Matrix, Row, cells
from copvalue_tui.matrix.vocabulary import AT_RISK, DEFAULT_EVIDENCE

MIN_OVERLAP = 0.4
"""Two communities that share this part of all their values may be the same."""
MIN_SHARED = 4
"""Fewer values in common are no evidence."""
_MAX_HOLDERS = 20
"""A value of more communities than this is no evidence that two of them are the same."""


class RowFigures(NamedTuple):
    """What is counted of some rows; only `statuses` includes retired values."""

    values: int
    cells: int
    empty_cells: int
    statuses: Counter[str]
    """The number of values with each status."""
    without_owner: int
    without_evidence: int
    overdue: int
    oldest: date | None
    """The earliest overdue review date."""

    @property
    def badness(self) -> tuple[int, ...]:
        """For sorting: the worst have most overdue, then most at risk, then most empty cells."""
        worst = (self.overdue, self.statuses[AT_RISK], self.empty_cells, self.without_owner)
        return tuple(-count for count in worst)


class Coverage(NamedTuple):
    """One matrix of a portfolio."""

    name: str
    """The path it was read from."""
    title: str
    figures: RowFigures
    sponsors: tuple[tuple[str, RowFigures], ...]
    """The name of each organization and the figures of its row; empty unless asked for."""
    keys: frozenset[str]
    """The `wording.duplicate_key` of each value."""


class Sponsor(NamedTuple):
    """An organization, in all communities that have it."""

    name: str
    """As spelled where it is met first; empty for all rows that nobody has named yet."""
    figures: RowFigures
    communities: tuple[tuple[Coverage, RowFigures], ...]
    """Its communities with the figures of its rows there, the worst first."""


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
    """The worst first, by `RowFigures.badness`; equals in the given order."""
    common: tuple[SharedByCommunities, ...]
    """Values of more than one community, the most frequent first."""
    lonely: int
    """The number of values that only one community has."""
    twins: tuple[LikelySameCommunity, ...]
    """Likely duplicates, the likeliest first."""

    @property
    def totals(self) -> RowFigures:
        """The figures of all matrices together."""
        return combined(each.figures for each in self.covered)

    @property
    def sponsors(self) -> tuple[Sponsor, ...]:
        """The organizations of all matrices, the worst first; the same name is the same sponsor."""
        # The template's own name of the row says nothing.
        unnamed = {"", *(key(Labels(language)("organization")) for language in LANGUAGES)}
        names: dict[str, str] = {}
        parts: defaultdict[str, list[tuple[Coverage, RowFigures]]] = defaultdict(list)
        for each in self.covered:
            for name, figures in each.sponsors:
                home = "" if key(name) in unnamed else key(name)
                names.setdefault(home, name if home else "")
                parts[home].append((each, figures))
        found = (
            Sponsor(
                names[home],
                combined(figures for _, figures in group),
                tuple(sorted(group, key=lambda part: part[1].badness)),
            )
            for home, group in parts.items()
        )
        return tuple(sorted(found, key=lambda sponsor: sponsor.figures.badness))


class PortfolioBuilder:
    """Adds matrices one by one, keeping only the figures of each."""

    def __init__(self, today: date, *, by_sponsor: bool = False) -> None:
        self._today = today
        self._by_sponsor = by_sponsor
        self._covered: list[Coverage] = []
        self._texts: dict[str, str] = {}

    def add(self, name: str, matrix: Matrix) -> Coverage:
        """Add a matrix; return its figures."""
        keys: set[str] = set()
        for _, cell in cells(matrix):
            for value in cell:
                if value.claimed:
                    mark = duplicate_key(value.text)
                    keys.add(mark)
                    self._texts.setdefault(mark, value.text)
        sponsors = matrix.organizations if self._by_sponsor else ()
        covered = Coverage(
            name=name,
            title=matrix.title,
            figures=_figures(matrix.rows, self._today),
            sponsors=tuple((row.name, _figures((row,), self._today)) for row in sponsors),
            keys=frozenset(keys),
        )
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
            tuple(sorted(self._covered, key=lambda each: each.figures.badness)),
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
    # One of each group stands for all of it; groups that share too little are none.
    apart = [
        each
        for keys, group in alike.items()
        for each in (group[:1] if len(keys) >= MIN_SHARED else group)
    ]
    for one, other in _pairs(apart, counts):
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


def _figures(rows: Iterable[Row], today: date) -> RowFigures:
    lists = [row.cell(horizon) for row in rows for horizon in HORIZONS]
    values = [value for cell in lists for value in cell]
    alive = [value for value in values if value.claimed]
    dates = [value.review_by for value in alive if is_overdue(value, today) and value.review_by]
    return RowFigures(
        values=len(alive),
        cells=len(lists),
        empty_cells=sum(not any(value.claimed for value in cell) for cell in lists),
        statuses=Counter([value.status for value in values]),
        without_owner=sum(not value.owner for value in alive),
        without_evidence=sum(value.evidence == DEFAULT_EVIDENCE for value in alive),
        overdue=len(dates),
        oldest=min(dates, default=None),
    )


def combined(several: Iterable[RowFigures]) -> RowFigures:
    """The figures of several together."""
    each = tuple(several)
    statuses: Counter[str] = Counter()
    for figures in each:
        statuses.update(figures.statuses)
    return RowFigures(
        values=sum(figures.values for figures in each),
        cells=sum(figures.cells for figures in each),
        empty_cells=sum(figures.empty_cells for figures in each),
        statuses=statuses,
        without_owner=sum(figures.without_owner for figures in each),
        without_evidence=sum(figures.without_evidence for figures in each),
        overdue=sum(figures.overdue for figures in each),
        oldest=min((figures.oldest for figures in each if figures.oldest), default=None),
    )
