"""Combine a field of several values into one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

Combine = Callable[[Sequence[object]], object]
"""The contents of a field in several values, at least one → the combined content."""


def of_the_first(contents: Sequence[object]) -> object:
    """The content of the first value, set or not."""
    return contents[0]


def first_set(contents: Sequence[object]) -> object:
    """The first content that is set."""
    return next((content for content in contents if content), contents[0])


def joined(contents: Sequence[object]) -> str:
    """All texts, each once."""
    return "; ".join(dict.fromkeys(str(content) for content in contents if content))


def total(contents: Sequence[object]) -> int:
    """The sum of all numbers."""
    return sum(content for content in contents if isinstance(content, int))


def earliest(contents: Sequence[object]) -> date | None:
    """The earliest day, if there is any."""
    return min((content for content in contents if isinstance(content, date)), default=None)


def strongest(*words: str) -> Combine:
    """The word that is first in this order."""

    def choose(contents: Sequence[object]) -> object:
        return min(contents, key=lambda content: words.index(str(content)))

    return choose
