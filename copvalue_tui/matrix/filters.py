"""Which values somebody wants to see: a wish, and the places of all values that fulfil it."""

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
    """What was not understood of a typed wish, a sentence each; it narrows nothing."""

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return self != Filter(unclear=self.unclear)


ALL = Filter()


def selected(matrix: Matrix, wish: Filter, today: date) -> tuple[Place, ...]:
    """The places of all values in cells that fulfil the wish, in reading order."""
    return tuple(_selected(matrix, wish, today))


def fulfils(value: Value, wish: Filter, today: date) -> bool:
    """Whether a value fulfils what the wish says of values; its row and horizon are not asked."""
    if wish.statuses and value.status not in wish.statuses:
        return False
    if wish.priorities and value.priority not in wish.priorities:
        return False
    if (wish.undecided and value.status != DEFAULT_STATUS) or (
        wish.at_risk and value.status != AT_RISK
    ):
        return False
    if wish.overdue and not is_overdue(value, today):
        return False
    if wish.due and not is_due(value, today):
        return False
    if wish.without_evidence and (value.evidence != DEFAULT_EVIDENCE or not value.claimed):
        return False
    if wish.without_owner and (value.owner or not value.claimed):
        return False
    return _says(value, wish)


def sentence(wish: Filter) -> str:
    """The wish in words: `at-risk, overdue, owner “core”`; one without any is `all values`."""
    parts = [" or ".join(wish.statuses)] if wish.statuses else []
    if wish.priorities:
        words = [f"{name} priority" if name else "no priority" for name in wish.priorities]
        parts.append(" or ".join(words))
    parts += [words for name, words in FLAGS.items() if getattr(wish, name)]
    if wish.horizon:
        parts.append(HORIZON_WORDS[wish.horizon])
    for name, said in (("owner", wish.owner), ("theme", wish.theme), ("row", wish.row)):
        if said:
            parts.append(f"{name} “{said}”")
    if wish.text:
        parts.append(f"with “{wish.text}”")
    return ", ".join(parts) or "all values"


FLAGS = {
    "undecided": "undecided",
    "at_risk": "at risk",
    "due": "due for review",
    "overdue": "overdue",
    "without_evidence": "without evidence",
    "without_owner": "without owner",
}
"""Field of a wish that is either asked for or not → how a sentence says it."""


def _selected(matrix: Matrix, wish: Filter, today: date) -> Iterator[Place]:
    rows = [not wish.row or find(wish.row, row.name) for row in matrix.rows]
    for cell, values in cells(matrix):
        if rows[cell.row] and wish.horizon in (None, cell.horizon) and values:
            for slot in _slots(ById(values), wish, today):
                yield Place(cell.row, cell.column, slot)


@lru_cache(maxsize=1024)
def _slots(cell: ById[Cell], wish: Filter, today: date) -> tuple[int, ...]:
    """The slots of a cell whose values fulfil the wish; kept, because it is asked at every key."""
    if not wish:
        return tuple(range(len(cell.thing)))
    return tuple(slot for slot, value in enumerate(cell.thing) if fulfils(value, wish, today))


def _says(value: Value, wish: Filter) -> bool:
    if wish.owner and not find(wish.owner, value.owner):
        return False
    if wish.theme and not find(wish.theme, value.shared):
        return False
    if not wish.text or find(wish.text, value.text):
        return True
    return all(find(word, value.text) or find(word, value.note) for word in wish.text.split())
