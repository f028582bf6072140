"""What a person types for a field of a value, read; what cannot be read is told in a sentence."""

from __future__ import annotations

from datetime import date

from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.values import MOST_LETTERS

_MOST_DIGITS = 9
"""Of a number that somebody types; more are a slip of the finger."""


class NotUnderstood(ValueError):
    """What was typed means nothing for its field; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def detail_text(text: str) -> str:
    """What somebody typed, as a detail keeps it: one tidy line without control characters.

    A text of more than `MOST_LETTERS` letters is cut there; no file could be read with it.
    """
    return tidy(acceptable(text).text)[:MOST_LETTERS].rstrip()


def typed_text(text: str, today: date) -> str:
    """A text, as a detail keeps it."""
    return detail_text(text)


def typed_votes(text: str, today: date) -> int:
    """A number of votes; 0 for an empty text.

    Raises:
        NotUnderstood: It is no such number.
    """
    count = text.strip() or "0"
    if count.isascii() and count.isdigit() and len(count) <= _MOST_DIGITS:
        return int(count)
    raise NotUnderstood(f"“{text}” is no number of votes; type one such as 5")


def typed_day(text: str, today: date) -> date | None:
    """A day as people say it; None for an empty text.

    Raises:
        NotUnderstood: It means no day.
    """
    # Here, not above: the first paint asks the table of fields, and types no date.
    from copvalue_tui.matrix.dates.parse import NotADate, typed_date

    try:
        return typed_date(text, today) if text.strip() else None
    except NotADate as trouble:
        raise NotUnderstood(trouble.sentence) from None
