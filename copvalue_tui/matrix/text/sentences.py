"""Quote a text, count things and list words in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def shorten(text: str, most: int) -> str:
    """The text, cut to at most this many characters, with `…` at the end if it was longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def quote(text: str, most: int = 60) -> str:
    """The text in quotes, shortened."""
    return f"“{shorten(text, most)}”"


def plural(count: int, one: str, several: str = "") -> str:
    """“1 value”, “1,200 values”; `several` if the plural is irregular."""
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def join(words: Sequence[str], last: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”; `last` can replace “and”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
