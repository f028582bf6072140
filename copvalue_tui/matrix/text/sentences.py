"""Quote a text, count things and list words in a sentence."""

from __future__ import annotations

from collections.abc import Sequence


def shorten(text: str, most: int) -> str:
    """The text, cut to at most this many characters, with `…` at the end if it was longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def quote(text: str, most: int = 60) -> str:
    """The text in quotes, shortened."""
    return f"“{shorten(text, most)}”"


def quote_both(before: str, after: str, most: int = 40) -> tuple[str, str]:
    """Two wordings of one text in quotes, shortened so that what differs is in both."""
    pairs = enumerate(zip(before, after, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))
    start = 0
    if max(len(before), len(after)) > most and same > most // 2:
        # From the beginning of a word, so that some of what they share is there too.
        start = max(before.rfind(" ", 0, max(same - 5, 0)) + 1, same - most // 2)
    sign = "…" if start else ""
    one, other = (shorten(sign + text[start:], most) for text in (before, after))
    return f"“{one}”", f"“{other}”"


def plural(count: int, one: str, several: str = "") -> str:
    """“1 value”, “1,200 values”; `several` if the plural is irregular."""
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def join(words: Sequence[str], last: str = "and") -> str:
    """“a”, “a and b”, “a, b and c”; `last` can replace “and”."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
