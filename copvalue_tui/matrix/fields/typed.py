"""Parse what people type for a field of a value, with a message if it is not valid."""

from __future__ import annotations

from datetime import date

from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.values import MOST_LETTERS

_MOST_DIGITS = 9
"""The most digits of a typed number; more are a typing error."""


class NotUnderstood(ValueError):
    """The input is not valid for its field; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def detail_text(text: str) -> str:
    """Typed text for a detail: one tidy line without control characters.

    A text of more than `MOST_LETTERS` letters is cut, because no file with it could be read.
    """
    return tidy(acceptable(text).text)[:MOST_LETTERS].rstrip()


def typed_text(text: str, today: date) -> str:
    """A text for a detail."""
    return detail_text(text)


def typed_votes(text: str, today: date) -> int:
    """A number of votes; 0 for an empty text.

    Raises:
        NotUnderstood: It is not such a number.
    """
    count = text.strip() or "0"
    if count.isascii() and count.isdigit() and len(count) <= _MOST_DIGITS:
        return int(count)
    raise NotUnderstood(f"“{text}” is not a number of votes; type a number such as 5")


def typed_day(text: str, today: date) -> date | None:
    """A date as people type it; None for an empty text.

    Raises:
        NotUnderstood: It is not a date.
    """
    # Imported here, because the first paint needs the table of fields but no dates.
    from copvalue_tui.matrix.dates.parse import NotADate, typed_date

    try:
        return typed_date(text, today) if text.strip() else None
    except NotADate as trouble:
        raise NotUnderstood(trouble.sentence) from None
