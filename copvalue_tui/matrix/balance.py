"""The balance of a matrix: counts by cell, status and cycle, and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from copvalue_tui.matrix.checks.kinds import LEVELS, Finding, Level
from copvalue_tui.matrix.checks.matrix_checks import Cycles, findings
from copvalue_tui.matrix.dates.calendar import is_due, is_overdue
from copvalue_tui.matrix.shared_value import SharedValues, sharing
from copvalue_tui.matrix.text.labels import labels_for
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import Audience, Matrix, Place, Value, cells
from copvalue_tui.matrix.vocabulary import (
    DEFAULT_EVIDENCE,
    EVIDENCE_LEVELS,
    PRIORITIES,
    STATUS_NAMES,
    VALUE_CYCLES,
)

Counts = tuple[tuple[str, int], ...]
"""Words and their counts, including words with count 0."""


class RowBalance(NamedTuple):
    """The figures of a row, without retired values."""

    row: int
    """Index into `Matrix.rows`."""
    name: str
    audience: Audience
    short: int
    long: int
    without_owner: int
    without_evidence: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The figures of a matrix; places are in reading order; only `statuses` has retired values."""

    values: int
    """In cells, without retired ones."""
    parked: int
    """In the parking lot."""
    rows: tuple[RowBalance, ...]
    statuses: Counts
    priorities: Counts
    """The last, an empty text, means unset."""
    evidence: Counts
    owners: Counts
    """The owners, the most frequent first."""
    cycles: Counts
    """Only values whose cycle the packs know."""
    without_owner: tuple[Place, ...]
    without_evidence: tuple[Place, ...]
    overdue: tuple[Place, ...]
    due: tuple[Place, ...]
    """Including the overdue ones."""
    voted: tuple[Place, ...]
    """Values with votes, the most votes first."""
    sharing: SharedValues
    findings: tuple[Finding, ...]

    def of_level(self, level: Level) -> tuple[Finding, ...]:
        """The findings of one level."""
        return tuple(finding for finding in self.findings if finding.level == level)

    @property
    def gravest_first(self) -> tuple[Finding, ...]:
        """All findings, the most serious first; within a level in reading order."""
        return tuple(finding for level in LEVELS for finding in self.of_level(level))

    @property
    def empty_cells(self) -> tuple[Place, ...]:
        """The cells without values, apart from retired ones."""
        places = [Place(row.row, 0) for row in self.rows if not row.short]
        places += [Place(row.row, 1) for row in self.rows if not row.long]
        return tuple(sorted(places))


def balance(matrix: Matrix, today: date, cycles: Cycles | None = None) -> Balance:
    """The balance of a matrix on a day; `cycles` as for `findings`, whose sentences are in the
    language of the matrix."""
    every = list(_values(matrix))
    alive = [(place, value) for place, value in every if value.claimed]
    known = [cycles.get(key(value.text), "") for _, value in alive] if cycles else []
    votes = sorted((-value.votes, place) for place, value in alive if value.votes)
    return Balance(
        values=len(alive),
        parked=len(matrix.parking_lot),
        rows=tuple(_row(matrix, row, today) for row in range(len(matrix.rows))),
        statuses=_counts(STATUS_NAMES, [value.status for _, value in every]),
        priorities=_counts((*PRIORITIES, ""), [value.priority for _, value in alive]),
        evidence=_counts(EVIDENCE_LEVELS, [value.evidence for _, value in alive]),
        owners=tuple(Counter(v.owner for _, v in alive if v.owner).most_common()),
        cycles=_counts(VALUE_CYCLES, known),
        without_owner=tuple(place for place, value in alive if not value.owner),
        without_evidence=tuple(p for p, value in alive if value.evidence == DEFAULT_EVIDENCE),
        overdue=tuple(place for place, value in alive if is_overdue(value, today)),
        due=tuple(place for place, value in alive if is_due(value, today)),
        voted=tuple(place for _, place in votes),
        sharing=sharing(matrix),
        findings=findings(matrix, today, cycles, labels_for(matrix.language)),
    )


def top_voted(matrix: Matrix, place: Place, most: int = 3) -> tuple[int, ...]:
    """The slots with the most votes in the cell at `place`, the most first.

    Slots tied with the last one are included, unless all slots with votes are tied.

    Raises:
        LookupError: The matrix has no such row.
    """
    cell = matrix.rows[place.row].cell(place.horizon)
    ranked = sorted((-value.votes, slot) for slot, value in enumerate(cell) if value.votes)
    if not ranked or (len(ranked) > most and ranked[0][0] == ranked[-1][0]):
        return ()
    least = ranked[min(most, len(ranked)) - 1][0]
    return tuple(slot for votes, slot in ranked if votes <= least)


def _values(matrix: Matrix) -> Iterator[tuple[Place, Value]]:
    for cell, values in cells(matrix):
        for slot, value in enumerate(values):
            yield Place(cell.row, cell.column, slot), value


def _row(matrix: Matrix, index: int, today: date) -> RowBalance:
    row = matrix.rows[index]
    short = [value for value in row.short_term if value.claimed]
    long = [value for value in row.long_term if value.claimed]
    both = short + long
    return RowBalance(
        index,
        row.name,
        matrix.audience(index),
        len(short),
        len(long),
        sum(not value.owner for value in both),
        sum(value.evidence == DEFAULT_EVIDENCE for value in both),
        sum(is_overdue(value, today) for value in both),
    )


def _counts(words: tuple[str, ...], words_used: list[str]) -> Counts:
    counts = Counter(words_used)
    return tuple((word, counts[word]) for word in words)
