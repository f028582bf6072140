"""What is doubtful in a pack that reads: keys nobody knows, tags like known ones, entries twice."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.suggest.pack_format.read import (
    ENTRY_KEYS,
    MOST_TOLD,
    TOP_KEYS,
    nearest,
    shipped_packs,
)
from copvalue_tui.suggest.pack_format.tables import line_of, shown, tables_of
from copvalue_tui.suggest.packs import Pack

_RESERVED = ("indicator", "question")
"""Keys that packs may carry for people; this version shows them nowhere."""


def remarks_on(pack: Pack, text: str, name: str) -> tuple[str, ...]:
    """Whole sentences with file and line, for somebody who checks the pack with this text."""
    name = safe(name)
    doubts = list(islice(_doubts(pack, text, name), MOST_TOLD + 1))
    told = [
        f"{name}:{line}: {sentence}" if line else f"{name}: {sentence}"
        for line, sentence in sorted(doubts[:MOST_TOLD])
    ]
    more = (f"{name}: there is more like that.",) if len(doubts) > MOST_TOLD else ()
    return (*told, *more)


def _doubts(pack: Pack, text: str, name: str) -> Iterator[tuple[int, str]]:
    """Line and sentence of each, entry by entry; line 0 where it cannot be told."""
    table = tables_of(text, name)
    if not pack.entries:
        yield line_of(text, "", "id"), "this pack has no entries yet."
    for key in table:
        if key not in TOP_KEYS:
            yield line_of(text, "", key), _unknown(key, "", TOP_KEYS)
    found = table.get("entries")
    tables = found if isinstance(found, list) else []
    seen: dict[tuple[str, str, str], int] = {}
    for number, (entry, words) in enumerate(zip(pack.entries, pack.keys, strict=True), 1):
        path = f"entries[{number}]"
        for key in tables[number - 1]:
            if key not in ENTRY_KEYS and key not in _RESERVED:
                yield line_of(text, path, key), _unknown(key, path, ENTRY_KEYS)
        for tag in entry.tags:
            near = "" if tag in known_tags() else nearest(tag, known_tags())
            if near:
                said = f"{path}.tags has {shown(tag)}; did you mean {near}?"
                yield line_of(text, path, "tags"), said
        before = seen.setdefault((entry.audience, entry.horizon, words), number)
        if before != number:
            said = f"{path}.text is {shown(entry.text)}, which entries[{before}] says already."
            yield line_of(text, path, "text"), said


def _unknown(key: str, path: str, known: tuple[str, ...]) -> str:
    near = nearest(key, known)
    hint = f"did you mean {near}?" if near else "it is passed over."
    place = f"{path}.{key}" if path else key
    return f"{shown(place)[1:-1]} is no key that packs have; {hint}"


@cache
def known_tags() -> tuple[str, ...]:
    """The audience tags that the shipped packs use."""
    return tuple(
        sorted({tag for pack in shipped_packs() for entry in pack.entries for tag in entry.tags})
    )
