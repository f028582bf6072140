"""Remarks on a valid pack: unknown keys, misspelt tags, repeated entries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.suggest.pack_format.read import (
    ENTRY_KEYS,
    MAX_COMPLAINTS,
    TOP_KEYS,
    nearest,
    shipped_packs,
)
from copvalue_tui.suggest.pack_format.tables import line_of, quoted_value, tables_of
from copvalue_tui.suggest.packs import Pack

_RESERVED = ("indicator", "question")
"""Keys that packs may have for their readers; this version does not show them."""


def remarks_on(pack: Pack, text: str, name: str) -> tuple[str, ...]:
    """Remarks on the pack with this text, as sentences with file and line."""
    name = safe(name)
    doubts = list(islice(_doubts(pack, text, name), MAX_COMPLAINTS + 1))
    sentences = [
        f"{name}:{line}: {sentence}" if line else f"{name}: {sentence}"
        for line, sentence in sorted(doubts[:MAX_COMPLAINTS])
    ]
    more = (f"{name}: there are more remarks.",) if len(doubts) > MAX_COMPLAINTS else ()
    return (*sentences, *more)


def _doubts(pack: Pack, text: str, name: str) -> Iterator[tuple[int, str]]:
    """The line and sentence of each remark, entry by entry; line 0 if unknown."""
    table = tables_of(text, name)
    if not pack.entries:
        yield line_of(text, "", "id"), "this pack has no entries yet."
    for key in table:
        if key not in TOP_KEYS:
            yield line_of(text, "", key), _unknown(key, "", TOP_KEYS)
    entries = table.get("entries")
    tables = entries if isinstance(entries, list) else []
    seen: dict[tuple[str, str, str], int] = {}
    for number, (entry, words) in enumerate(zip(pack.entries, pack.keys, strict=True), 1):
        path = f"entries[{number}]"
        for key in tables[number - 1]:
            if key not in ENTRY_KEYS and key not in _RESERVED:
                yield line_of(text, path, key), _unknown(key, path, ENTRY_KEYS)
        for tag in entry.tags:
            near = "" if tag in known_tags() else nearest(tag, known_tags())
            if near:
                sentence = f"{path}.tags has {quoted_value(tag)}; did you mean {near}?"
                yield line_of(text, path, "tags"), sentence
        before = seen.setdefault((entry.audience, entry.horizon, words), number)
        if before != number:
            sentence = f"{path}.text repeats entries[{before}]: {quoted_value(entry.text)}."
            yield line_of(text, path, "text"), sentence


def _unknown(key: str, path: str, known: tuple[str, ...]) -> str:
    near = nearest(key, known)
    hint = f"did you mean {near}?" if near else "it is ignored."
    place = f"{path}.{key}" if path else key
    return f"{quoted_value(place)[1:-1]} is not a key of packs; {hint}"


@cache
def known_tags() -> tuple[str, ...]:
    """The audience tags of the shipped packs."""
    return tuple(
        sorted({tag for pack in shipped_packs() for entry in pack.entries for tag in entry.tags})
    )
