"""Wishes as people type them: `status:at-risk owner:core overdue`, or simply words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from copvalue_tui.matrix.filters import Filter
from copvalue_tui.matrix.text.normalize import fold, tidy
from copvalue_tui.matrix.values import MOST_LETTERS
from copvalue_tui.matrix.vocabulary import DEFAULT_STATUS, PRIORITIES, STATUS_NAMES

KINDS = ("status:", "priority:", "owner:", "theme:", "row:", "horizon:", "text:", "without:")
"""What may stand before a word or a text in quotes, to be offered while a filter is typed."""
LONE_WORDS = ("overdue", "due", "undecided", "unproven", "unowned", *STATUS_NAMES)
"""What is asked for by one word alone; in quotes it is a word to be looked for."""
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
}
"""A word alone → what it makes of a filter."""
