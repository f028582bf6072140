"""What is missing or doubtful about one value."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from copvalue_tui.matrix.checks.kinds import Finding, brief
from copvalue_tui.matrix.checks.wording import remarks
from copvalue_tui.matrix.dates.format import day_words, distance_words, is_overdue
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import Matrix, Place, Value, cells
from copvalue_tui.matrix.vocabulary import (
    AGREED,
    AT_RISK,
    CAME_TRUE,
    DEFAULT_EVIDENCE,
    ON_TRACK,
    SET_ASIDE,
)

_UNDER_WAY = AGREED - CAME_TRUE - {AT_RISK}
"""The statuses whose values need another review; at-risk values have their own check."""
_MANY = 4
"""A detail that more than one in this many values has is a habit, and missed where absent."""


class Habits(NamedTuple):
    """The details that the values usually have; others are not missed."""

    owners: bool
    evidence: bool
    dates: bool
    met: frozenset[str]
    """`matching.key` of each shared-value theme that members have a value under; empty when no
    theme is used, or members have none."""


def habits_of(matrix: Matrix) -> Habits:
    """The details that the values of a matrix use."""
    values = [value for _, cell in cells(matrix) for value in cell]
    members = (value for row in matrix.members for value in row.short_term + row.long_term)
    count = len(values)
    return Habits(
        owners=_MANY * sum(bool(value.owner) for value in values) > count,
        evidence=_MANY * sum(value.evidence != DEFAULT_EVIDENCE for value in values) > count,
        dates=_MANY * sum(value.review_by is not None for value in values) > count,
        met=frozenset(key(value.shared) for value in members if value.shared),
    )


def value_findings(
    matrix: Matrix, place: Place, value: Value, habits: Habits, today: date
) -> Iterator[Finding]:
    """What is missing or doubtful about the value at `place`, which is not retired."""
    text = brief(value.text)

    def finding(kind: str, sentence: str) -> Finding:
        return Finding(kind, f"{text} {sentence}", place, place.row)

    if value.review_by is not None and is_overdue(value, today):
        due = f"{day_words(value.review_by)}, {distance_words(value.review_by, today)}"
        yield finding("review-overdue", f"was due for review by {due}.")
    for kind, sentence in (
        *_owner(value, habits),
        *_evidence(value),
        *_status_findings(matrix, place, value, habits),
    ):
        yield finding(kind, sentence)
    for remark in remarks(value.text, matrix.language):
        yield finding(remark.kind, f"{remark.advice}.")


def _owner(value: Value, habits: Habits) -> Iterator[tuple[str, str]]:
    if value.owner or value.status in SET_ASIDE:
        return
    if value.priority == "high":
        yield "top-without-owner", "has high priority but no owner; who looks after it?"
    elif value.status in AGREED:
        yield "agreed-without-owner", f"is {_status(value)} and has no owner; who looks after it?"
    elif habits.owners:
        yield "proposed-without-owner", f"is {_status(value)} and has no owner yet."


def _status(value: Value) -> str:
    return value.status.replace("-", " ")


def _evidence(value: Value) -> Iterator[tuple[str, str]]:
    if value.evidence != DEFAULT_EVIDENCE or value.status in SET_ASIDE:
        return
    if value.status in CAME_TRUE:
        sentence = f"is {_status(value)} but has no evidence; what shows it?"
        yield "realized-without-evidence", sentence
    elif value.priority == "high":
        yield "top-without-evidence", "has high priority but no evidence; how would you know?"
    elif value.status == ON_TRACK:
        yield "signs-without-evidence", "is on track, but no evidence shows it."


def _status_findings(
    matrix: Matrix, place: Place, value: Value, habits: Habits
) -> Iterator[tuple[str, str]]:
    if value.status in SET_ASIDE and value.review_by is None:
        yield "parked-without-date", f"is {_status(value)}, but no date says until when."
    if habits.dates and value.status in _UNDER_WAY and value.review_by is None:
        yield "agreed-without-date", "has no review date; when will it be looked at again?"
    if value.status != AT_RISK:
        return
    if not value.note:
        yield "risk-without-note", "is at risk, but no note says why."
    if value.review_by is None:
        yield "risk-without-date", "is at risk, but has no review date."
    theirs = matrix.audience(place.row) == "organizations"
    if theirs and habits.met and key(value.shared) not in habits.met:
        yield "risk-not-shared", "is at risk, and no member value supports it."
