"""What a matrix can be filtered by, each with how many values that would show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from copvalue_tui.matrix.filters import Filter, selected, sentence
from copvalue_tui.matrix.text.search import find, key
from copvalue_tui.matrix.values import Matrix, Row, Value, cells
from copvalue_tui.matrix.vocabulary import AT_RISK, DEFAULT_STATUS, PRIORITIES, STATUS_NAMES

FIRST = (
    Filter(at_risk=True),
    Filter(undecided=True),
    Filter(overdue=True),
    Filter(due=True),
    Filter(without_evidence=True),
    Filter(without_owner=True),
    Filter(actions=True),
)
"""What is offered always."""
_SAID_ALREADY = (DEFAULT_STATUS, AT_RISK)
"""Statuses that `FIRST` offers."""
MOST_NAMED = 12
"""Owners, themes and rows offered of each kind; others are typed."""


class FilterChoice(NamedTuple):
    """One filter to choose."""

    title: str
    wanted: Filter
    values: int
    """How many it would show."""


def filter_choices(matrix: Matrix, today: date) -> tuple[FilterChoice, ...]:
    """What values of the matrix have in common, with how many they are."""
    values = [value for _, cell in cells(matrix) for value in cell]
    return (*_flags(matrix, today), *_words(values), *_rows(matrix.rows))


def _flags(matrix: Matrix, today: date) -> Iterator[FilterChoice]:
    for wanted in FIRST:
        yield FilterChoice(_capital(sentence(wanted)), wanted, len(selected(matrix, wanted, today)))


def _words(values: list[Value]) -> Iterator[FilterChoice]:
    statuses = Counter([value.status for value in values])
    for name in STATUS_NAMES:
        if statuses[name] and name not in _SAID_ALREADY:
            yield FilterChoice(f"Status {name}", Filter(statuses=(name,)), statuses[name])
    priorities = Counter([value.priority for value in values])
    for name in (*PRIORITIES, ""):
        if priorities[name] and priorities[name] < len(values):
            said = f"Priority {name}" if name else "No priority"
            yield FilterChoice(said, Filter(priorities=(name,)), priorities[name])
    for owner, count in _named([value.owner for value in values]):
        yield FilterChoice(f"Owner {owner}", Filter(owner=owner), count)
    for theme, count in _named([value.shared for value in values]):
        yield FilterChoice(f"Shared value {theme}", Filter(theme=theme), count)


def _rows(rows: tuple[Row, ...]) -> Iterator[FilterChoice]:
    """One row alone, as a conversation with one sponsor needs it."""
    if len(rows) < 2:
        return
    for row in [row for row in rows if row.name][:MOST_NAMED]:
        # A filter finds its letters inside other names too.
        shown = [other for other in rows if find(row.name, other.name)]
        count = sum(len(other.short_term) + len(other.long_term) for other in shown)
        if count:
            yield FilterChoice(f"Row {row.name}", Filter(row=row.name), count)


def _named(words: list[str]) -> Iterator[tuple[str, int]]:
    """The words in use, the most frequent first, each with how many values its filter finds."""
    counts = Counter(words)
    del counts[""]
    keys = [(key(word), count) for word, count in counts.items()]
    for word, _ in counts.most_common(MOST_NAMED):
        # A filter finds its letters inside others too: “Core group” is in “Core group of 3”.
        wanted = key(word)
        yield word, sum(count for other, count in keys if wanted in other)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
