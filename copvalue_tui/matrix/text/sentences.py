"""Small parts of a sentence: a text in quotes, a number of things, a list of words."""

from __future__ import annotations

from collections.abc import Sequence


def shorten(text: str, most: int) -> str:
    """The text in at most so many characters, ended with `…` where it had more."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def quote(text: str, most: int = 60) -> str:
    """The text in quotes, so short that what follows it can still be read."""
    return f"“{shorten(text, most)}”"


def plural(count: int, one: str, several: str = "") -> str:
    """“1 value”, “1,200 values”; `several` where an s at the end is not enough."""
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def join(words: Sequence[str], last: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”, with another word than “and” where asked."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
