"""Which values somebody wants to see: a filter, and the places of all values that fulfil it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from copvalue_tui.matrix.by_id import ById
from copvalue_tui.matrix.dates.format import is_due, is_overdue
from copvalue_tui.matrix.text.search import find
from copvalue_tui.matrix.values import HORIZON_WORDS, Cell, Horizon, Matrix, Place, Value, cells
from copvalue_tui.matrix.vocabulary import AT_RISK, DEFAULT_EVIDENCE, DEFAULT_STATUS


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter over values: all that it says must hold; of several words of a kind, any one."""

    statuses: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    """An empty one among them is a priority that is not set."""
    owner: str = ""
    """Letters of the owner, accents and case aside."""
    theme: str = ""
    """Letters of the shared-value theme."""
    row: str = ""
    """Letters of the row's name."""
    horizon: Horizon | None = None
    text: str = ""
    """Words of the value's text or its note; each must be found."""
    overdue: bool = False
    """The review date has passed."""
    due: bool = False
    """The review date has passed or comes within `due.DUE_DAYS`."""
    undecided: bool = False
    """Still proposed."""
    at_risk: bool = False
    without_evidence: bool = False
    without_owner: bool = False
    unclear: tuple[str, ...] = ()
    """What was not understood of a typed filter, a sentence each; it narrows nothing."""

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return self != Filter(unclear=self.unclear)


ALL = Filter()


def selected(matrix: Matrix, wanted: Filter, today: date) -> tuple[Place, ...]:
    """The places of all values in cells that fulfil the filter, in reading order."""
    return tuple(_selected(matrix, wanted, today))


def fulfils(value: Value, wanted: Filter, today: date) -> bool:
    """Whether a value fulfils what the filter says of values; its row and horizon are not asked."""
    if wanted.statuses and value.status not in wanted.statuses:
        return False
    if wanted.priorities and value.priority not in wanted.priorities:
        return False
    if (wanted.undecided and value.status != DEFAULT_STATUS) or (
        wanted.at_risk and value.status != AT_RISK
    ):
        return False
    if wanted.overdue and not is_overdue(value, today):
        return False
    if wanted.due and not is_due(value, today):
        return False
    if wanted.without_evidence and (value.evidence != DEFAULT_EVIDENCE or not value.claimed):
        return False
    if wanted.without_owner and (value.owner or not value.claimed):
        return False
    return _says(value, wanted)


def sentence(wanted: Filter) -> str:
    """The filter in words: `at-risk, overdue, owner “core”`; one without any is `all values`."""
    parts = [" or ".join(wanted.statuses)] if wanted.statuses else []
    if wanted.priorities:
        words = [f"{name} priority" if name else "no priority" for name in wanted.priorities]
        parts.append(" or ".join(words))
    parts += [words for name, words in FLAGS.items() if getattr(wanted, name)]
    if wanted.horizon:
        parts.append(HORIZON_WORDS[wanted.horizon])
    for name, said in (("owner", wanted.owner), ("theme", wanted.theme), ("row", wanted.row)):
        if said:
            parts.append(f"{name} “{said}”")
    if wanted.text:
        parts.append(f"with “{wanted.text}”")
    return ", ".join(parts) or "all values"


FLAGS = {
    "undecided": "undecided",
    "at_risk": "at risk",
    "due": "due for review",
    "overdue": "overdue",
    "without_evidence": "without evidence",
    "without_owner": "without owner",
}
"""Field of a filter that is either asked for or not → how a sentence says it."""


def _selected(matrix: Matrix, wanted: Filter, today: date) -> Iterator[Place]:
    rows = [not wanted.row or find(wanted.row, row.name) for row in matrix.rows]
    for cell, values in cells(matrix):
        if rows[cell.row] and wanted.horizon in (None, cell.horizon) and values:
            for slot in _slots(ById(values), wanted, today):
                yield Place(cell.row, cell.column, slot)


@lru_cache(maxsize=1024)
def _slots(cell: ById[Cell], wanted: Filter, today: date) -> tuple[int, ...]:
    """The slots of a cell whose values fulfil the filter; cached: it is asked at every key."""
    if not wanted:
        return tuple(range(len(cell.thing)))
    return tuple(slot for slot, value in enumerate(cell.thing) if fulfils(value, wanted, today))


def _says(value: Value, wanted: Filter) -> bool:
    if wanted.owner and not find(wanted.owner, value.owner):
        return False
    if wanted.theme and not find(wanted.theme, value.shared):
        return False
    if not wanted.text or find(wanted.text, value.text):
        return True
    return all(find(word, value.text) or find(word, value.note) for word in wanted.text.split())
