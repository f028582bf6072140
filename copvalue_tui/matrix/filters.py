"""Which values somebody wants to see: a typed filter, and the places of all that fulfil it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from copvalue_tui.matrix.dates.calendar import is_due, is_overdue
from copvalue_tui.matrix.review_summary import is_about, open_actions
from copvalue_tui.matrix.text.normalize import fold, tidy
from copvalue_tui.matrix.text.search import find
from copvalue_tui.matrix.values import (
    HORIZON_WORDS,
    MOST_LETTERS,
    Horizon,
    Matrix,
    Place,
    Value,
    cells,
)
from copvalue_tui.matrix.vocabulary import (
    AT_RISK,
    DEFAULT_EVIDENCE,
    DEFAULT_STATUS,
    PRIORITIES,
    STATUS_NAMES,
)


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
    actions: bool = False
    """With a next step that is not done."""
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
    """Whether a value fulfils what the filter says of values alone.

    Its row, its horizon and its next steps are not asked.
    """
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
    "actions": "with open next steps",
}
"""Field of a filter that is either asked for or not → how a sentence says it."""


def _selected(matrix: Matrix, wanted: Filter, today: date) -> Iterator[Place]:
    actions = [each for _, _, each in open_actions(matrix)] if wanted.actions else None
    rows = [not wanted.row or find(wanted.row, row.name) for row in matrix.rows]
    for cell, values in cells(matrix):
        if rows[cell.row] and wanted.horizon in (None, cell.horizon) and values:
            row = matrix.rows[cell.row].name
            for slot, value in enumerate(values):
                about = actions is None or any(is_about(one, row, value) for one in actions)
                if about and fulfils(value, wanted, today):
                    yield Place(cell.row, cell.column, slot)


def _says(value: Value, wanted: Filter) -> bool:
    if wanted.owner and not find(wanted.owner, value.owner):
        return False
    if wanted.theme and not find(wanted.theme, value.shared):
        return False
    if not wanted.text or find(wanted.text, value.text):
        return True
    return all(find(word, value.text) or find(word, value.note) for word in wanted.text.split())


_PART = r'([^\s:"]+):(?:"([^"]*)"?|(\S*))|"([^"]*)"?|(\S+)'
_NO_PRIORITY = ("none", "unset", "no")
_AND = ","
"""Between several words of one kind: `status:at-risk,on-track`."""


class _Part(NamedTuple):
    """One word of what was typed, or several in quotes."""

    kind: str
    """What stood before its colon, without accents and case; empty without a colon."""
    said: str
    quoted: bool
    whole: str
    """As it was typed, quotes aside."""


def parse_filter(text: str) -> Filter:
    """The filter that somebody typed; any text is one.

    Texts in quotes are one part. Statuses and priorities may be cut short, which asks for all that
    begin so: a filter that is still being typed already selects. What cannot be understood narrows
    nothing and is told in `Filter.unclear`. Words without a meaning of their own are looked for in
    values.
    """
    wanted, words = Filter(), list[str]()
    parts = list(_parts(tidy(text[:MOST_LETTERS])))
    at = 0
    while at < len(parts):
        part = parts[at]
        word = fold(part.said)
        following = parts[at + 1] if at + 1 < len(parts) else None
        at += 1
        if part.quoted and not part.kind:
            words.append(part.said)
        elif part.kind in _CHANGES:
            wanted = _CHANGES[part.kind](wanted, part.said)
        elif not part.kind and word in ("without", "no") and following and _lacks(following):
            wanted = _without(wanted, following.said)
            at += 1
        elif not part.kind and word in _LONE:
            wanted = _LONE[word](wanted)
        else:
            words.append(part.whole)
    words.insert(0, wanted.text)
    return replace(wanted, text=tidy(" ".join(words)))


def _parts(text: str) -> Iterator[_Part]:
    for found in re.finditer(_PART, text):
        kind, quoted, plain, lone_quoted, lone = found.groups()
        said = quoted or plain or lone_quoted or lone or ""
        in_quotes = quoted is not None or lone_quoted is not None
        yield _Part(fold(kind or ""), said, in_quotes, found[0].replace('"', ""))


def _lacks(part: _Part) -> bool:
    return not part.kind and not part.quoted and fold(part.said) in ("owner", "evidence")


def _statuses(wanted: Filter, said: str) -> Filter:
    found, unclear = _words(said, STATUS_NAMES, "status")
    return replace(
        wanted,
        statuses=_joined(wanted.statuses, found),
        unclear=(*wanted.unclear, *unclear),
    )


def _priorities(wanted: Filter, said: str) -> Filter:
    asked = [word for word in said.split(_AND) if word]
    unset = [""] if any(fold(word) in _NO_PRIORITY for word in asked) else []
    named = _AND.join(word for word in asked if fold(word) not in _NO_PRIORITY)
    found, unclear = _words(named, PRIORITIES, "priority")
    return replace(
        wanted,
        priorities=_joined(wanted.priorities, [*found, *unset]),
        unclear=(*wanted.unclear, *unclear),
    )


def _horizon(wanted: Filter, said: str) -> Filter:
    word = fold(said)
    if word and "short_term".startswith(word.replace(" ", "_")):
        return replace(wanted, horizon="short_term")
    if word and "long_term".startswith(word.replace(" ", "_")):
        return replace(wanted, horizon="long_term")
    return _unclear(wanted, said, "horizon", ("short", "long"))


def _without(wanted: Filter, said: str) -> Filter:
    word = fold(said)
    if word and "evidence".startswith(word):
        return replace(wanted, without_evidence=True)
    if word and "owner".startswith(word):
        return replace(wanted, without_owner=True)
    return _unclear(wanted, said, "thing to be without", ("evidence", "owner"))


def _words(said: str, known: tuple[str, ...], kind: str) -> tuple[list[str], list[str]]:
    """The known words that begin as those that were said, and sentences about the others."""
    found, unclear = list[str](), list[str]()
    for word in said.split(_AND):
        plain = fold(word).replace(" ", "-")
        begun = [name for name in known if plain and name.startswith(plain)]
        # Nobody types “at-” who only means risk.
        begun = begun or [name for name in known if plain and plain in name]
        found += begun
        if plain and not begun:
            unclear.append(_no(word, kind, known))
    return found, unclear


def _unclear(wanted: Filter, said: str, kind: str, known: tuple[str, ...]) -> Filter:
    return replace(wanted, unclear=(*wanted.unclear, _no(said, kind, known))) if said else wanted


def _no(said: str, kind: str, known: tuple[str, ...]) -> str:
    return f"“{said}” is no {kind}; type {', '.join(known[:-1])} or {known[-1]}."


def _joined(one: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *more)))


def _status_alone(name: str) -> Callable[[Filter], Filter]:
    return lambda wanted: replace(wanted, statuses=_joined(wanted.statuses, [name]))


_CHANGES: dict[str, Callable[[Filter, str], Filter]] = {
    **dict.fromkeys(("status", "s"), _statuses),
    **dict.fromkeys(("priority", "p"), _priorities),
    **dict.fromkeys(("owner", "o"), lambda wanted, said: replace(wanted, owner=said)),
    **dict.fromkeys(("theme", "shared"), lambda wanted, said: replace(wanted, theme=said)),
    **dict.fromkeys(
        ("row", "segment", "organization", "organisation"),
        lambda wanted, said: replace(wanted, row=said),
    ),
    **dict.fromkeys(("horizon", "term"), _horizon),
    **dict.fromkeys(("text", "note"), lambda wanted, said: replace(wanted, text=said)),
    **dict.fromkeys(("without", "no"), _without),
}
"""What is before a colon → what it makes of a filter with the words behind it."""
_LONE: dict[str, Callable[[Filter], Filter]] = {
    **{name: _status_alone(name) for name in STATUS_NAMES},
    "undecided": _status_alone(DEFAULT_STATUS),
    "overdue": lambda wanted: replace(wanted, overdue=True),
    "due": lambda wanted: replace(wanted, due=True),
    "unproven": lambda wanted: replace(wanted, without_evidence=True),
    "unowned": lambda wanted: replace(wanted, without_owner=True),
    "actions": lambda wanted: replace(wanted, actions=True),
}
"""A word alone → what it makes of a filter."""
