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
"""What may stand before a word or a text in quotes, to be offered while a wish is typed."""
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


def wish_of(text: str) -> Filter:
    """The wish that somebody typed; any text is one.

    Texts in quotes are one part. Statuses and priorities may be cut short, which asks for all that
    begin so: a wish that is still being typed already selects. What cannot be understood narrows
    nothing and is told in `Filter.unclear`. Words without a meaning of their own are looked for in
    values.
    """
    wish, words = Filter(), list[str]()
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
            wish = _CHANGES[part.kind](wish, part.said)
        elif not part.kind and word in ("without", "no") and following and _lacks(following):
            wish = _without(wish, following.said)
            at += 1
        elif not part.kind and word in _LONE:
            wish = _LONE[word](wish)
        else:
            words.append(part.whole)
    words.insert(0, wish.text)
    return replace(wish, text=tidy(" ".join(words)))


def _parts(text: str) -> Iterator[_Part]:
    for found in re.finditer(_PART, text):
        kind, quoted, plain, lone_quoted, lone = found.groups()
        said = quoted or plain or lone_quoted or lone or ""
        in_quotes = quoted is not None or lone_quoted is not None
        yield _Part(fold(kind or ""), said, in_quotes, found[0].replace('"', ""))


def _lacks(part: _Part) -> bool:
    return not part.kind and not part.quoted and fold(part.said) in ("owner", "evidence")


def _statuses(wish: Filter, said: str) -> Filter:
    found, unclear = _words(said, STATUS_NAMES, "status")
    return replace(
        wish,
        statuses=_joined(wish.statuses, found),
        unclear=(*wish.unclear, *unclear),
    )


def _priorities(wish: Filter, said: str) -> Filter:
    asked = [word for word in said.split(_AND) if word]
    unset = [""] if any(fold(word) in _NO_PRIORITY for word in asked) else []
    named = _AND.join(word for word in asked if fold(word) not in _NO_PRIORITY)
    found, unclear = _words(named, PRIORITIES, "priority")
    return replace(
        wish,
        priorities=_joined(wish.priorities, [*found, *unset]),
        unclear=(*wish.unclear, *unclear),
    )


def _horizon(wish: Filter, said: str) -> Filter:
    word = fold(said)
    if word and "short_term".startswith(word.replace(" ", "_")):
        return replace(wish, horizon="short_term")
    if word and "long_term".startswith(word.replace(" ", "_")):
        return replace(wish, horizon="long_term")
    return _unclear(wish, said, "horizon", ("short", "long"))


def _without(wish: Filter, said: str) -> Filter:
    word = fold(said)
    if word and "evidence".startswith(word):
        return replace(wish, without_evidence=True)
    if word and "owner".startswith(word):
        return replace(wish, without_owner=True)
    return _unclear(wish, said, "thing to be without", ("evidence", "owner"))


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


def _unclear(wish: Filter, said: str, kind: str, known: tuple[str, ...]) -> Filter:
    return replace(wish, unclear=(*wish.unclear, _no(said, kind, known))) if said else wish


def _no(said: str, kind: str, known: tuple[str, ...]) -> str:
    return f"“{said}” is no {kind}; type {', '.join(known[:-1])} or {known[-1]}."


def _joined(one: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *more)))


def _status_alone(name: str) -> Callable[[Filter], Filter]:
    return lambda wish: replace(wish, statuses=_joined(wish.statuses, [name]))


_CHANGES: dict[str, Callable[[Filter, str], Filter]] = {
    **dict.fromkeys(("status", "s"), _statuses),
    **dict.fromkeys(("priority", "p"), _priorities),
    **dict.fromkeys(("owner", "o"), lambda wish, said: replace(wish, owner=said)),
    **dict.fromkeys(("theme", "shared"), lambda wish, said: replace(wish, theme=said)),
    **dict.fromkeys(
        ("row", "segment", "organization", "organisation"),
        lambda wish, said: replace(wish, row=said),
    ),
    **dict.fromkeys(("horizon", "term"), _horizon),
    **dict.fromkeys(("text", "note"), lambda wish, said: replace(wish, text=said)),
    **dict.fromkeys(("without", "no"), _without),
}
"""What stands before a colon → what it makes of a wish with the words behind it."""
_LONE: dict[str, Callable[[Filter], Filter]] = {
    **{name: _status_alone(name) for name in STATUS_NAMES},
    "undecided": _status_alone(DEFAULT_STATUS),
    "overdue": lambda wish: replace(wish, overdue=True),
    "due": lambda wish: replace(wish, due=True),
    "unproven": lambda wish: replace(wish, without_evidence=True),
    "unowned": lambda wish: replace(wish, without_owner=True),
}
"""A word alone → what it makes of a wish."""
