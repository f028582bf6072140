"""What is missing or doubtful about one value."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from copvalue_tui.matrix.checks.kinds import Finding, brief, sentence
from copvalue_tui.matrix.checks.wording import LONGEST, remarks
from copvalue_tui.matrix.dates.calendar import distance_in, is_overdue
from copvalue_tui.matrix.fields.indicator import figures_in, is_reached, is_receding
from copvalue_tui.matrix.text.labels import Labels
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import Matrix, Place, Value, cells
from copvalue_tui.matrix.vocabulary import (
    AGREED,
    AT_RISK,
    BY_INDICATOR,
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


class Terms(NamedTuple):
    """What every value is checked against."""

    matrix: Matrix
    today: date
    habits: Habits
    label: Labels
    """In the language of the sentences."""
    since: date | None
    """One review cadence before today; None if the cadence is unclear."""


def value_findings(terms: Terms, place: Place, value: Value) -> Iterator[Finding]:
    """What is missing or doubtful about the value at `place`, which is not retired."""
    label, text = terms.label, brief(value.text)
    if value.review_by is not None and is_overdue(value, terms.today):
        facts = {
            "day": label.day(value.review_by),
            "distance": distance_in(label, value.review_by, terms.today),
        }
        due = sentence(label, "review-overdue", text=text, **facts)
        yield Finding("review-overdue", due, place, place.row)
    for key_of in (
        *_owner(value, terms.habits),
        *_evidence(value),
        *_figure(value, terms.since),
        *_status_findings(terms, place, value),
    ):
        kind = key_of.partition(".")[0]
        facts = {
            "text": text,
            "status": label(f"status.{value.status}", value.status).replace("-", " "),
            "figures": figures_in(label, value.indicator) if value.indicator else "",
            "cadence": brief(terms.matrix.review_cadence),
        }
        yield Finding(kind, sentence(label, key_of, **facts), place, place.row)
    for kind, words in wording_findings(value, label, terms.matrix.language):
        yield Finding(kind, words, place, place.row)


def wording_findings(value: Value, label: Labels, language: str) -> Iterator[tuple[str, str]]:
    """The weaknesses of a value's wording, each as a kind and its sentence."""
    for kind in remarks(value.text, language):
        facts = {"letters": f"{len(value.text):,}", "most": LONGEST}
        yield kind, sentence(label, kind, text=brief(value.text), **facts)


def _owner(value: Value, habits: Habits) -> Iterator[str]:
    if value.owner or value.status in SET_ASIDE:
        return
    if value.priority == "high":
        yield "top-without-owner"
    elif value.status in AGREED:
        yield "agreed-without-owner"
    elif habits.owners:
        yield "proposed-without-owner"


def _evidence(value: Value) -> Iterator[str]:
    if value.evidence != DEFAULT_EVIDENCE or value.status in SET_ASIDE:
        return
    if value.status in CAME_TRUE:
        yield "realized-without-evidence"
    elif value.priority == "high":
        yield f"top-without-evidence{'.indicator' if value.indicator else ''}"
    elif value.status == ON_TRACK:
        yield "signs-without-evidence"


def _figure(value: Value, since: date | None) -> Iterator[str]:
    """What the indicator says against the status, or lacks; each as a key of a sentence."""
    indicator = value.indicator
    if value.status in SET_ASIDE:
        return
    if indicator is None or indicator.now is None:
        if value.evidence == BY_INDICATOR:
            written = any(letter.isdigit() for letter in value.note)
            yield f"evidence-without-figure{'.note' if written else ''}"
        return
    reached = is_reached(indicator)
    if reached and value.status not in CAME_TRUE:
        yield "target-reached"
    elif reached is False and value.status in CAME_TRUE:
        yield "target-missed"
    elif value.status == ON_TRACK and is_receding(indicator):
        yield "figure-receding"
    if since is not None and indicator.on is not None and indicator.on < since:
        yield "figure-old"


def _status_findings(terms: Terms, place: Place, value: Value) -> Iterator[str]:
    if value.status in SET_ASIDE and value.review_by is None:
        yield "parked-without-date"
    if terms.habits.dates and value.status in _UNDER_WAY and value.review_by is None:
        yield "agreed-without-date"
    if value.status != AT_RISK:
        return
    if not value.note:
        yield "risk-without-note"
    if value.review_by is None:
        yield "risk-without-date"
    met = terms.habits.met
    theirs = terms.matrix.audience(place.row) == "organizations"
    if theirs and met and key(value.shared) not in met:
        yield "risk-not-shared"
