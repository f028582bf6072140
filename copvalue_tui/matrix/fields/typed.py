"""Parse what people type for a field of a value, with a message if it is not valid."""

from __future__ import annotations

import math
import re
from datetime import date

from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.values import MOST_LETTERS, Indicator

INDICATOR = "answered in two days: 23 → 41 of 40 % on 2026-11-01"
"""An indicator as it is typed and shown: name, first figure, current figure, target, unit and date;
all but the name are optional."""
_NUMBER = r"[+-]?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?"
_WORD = r"(?!(?:of|on)(?:\s|$))[^\s\d:\"→+.,-][^\s:\"→]*"
_UNIT = rf"{_WORD}(?: {_WORD})*"
"""A unit that needs no quotes behind a number."""
_FIGURES = (
    rf"\s*(?:(?P<baseline>{_NUMBER})\s*(?:→|->))?"
    rf"\s*(?P<now>{_NUMBER})?"
    rf"\s*(?:of\s+(?P<target>{_NUMBER}))?"
    rf"\s*(?:(?P<unit>{_UNIT})|\"(?P<quoted>(?:[^\"]|\"\")*)\")?"
    r"\s*(?:on\s+(?P<on>[^:\"]+))?"
)
_LARGEST = 2**63 - 1
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


def typed_indicator(text: str, today: date) -> Indicator | None:
    """An indicator as in `INDICATOR`; None for an empty text.

    The figures follow the last colon; a name with a colon but without figures ends with a colon.

    Raises:
        NotUnderstood: It is not an indicator.
    """
    text = detail_text(text)
    if not text:
        return None
    name, figures = text, re.fullmatch(_FIGURES, "")
    if ":" in text:
        colons = [at for at, sign in enumerate(text) if sign == ":"]
        splits = ((at, _figures(text[at + 1 :])) for at in reversed(colons))
        at, figures = next((one for one in splits if one[1]), (colons[-1], None))
        name = text[:at].strip()
    if figures is None:
        raise NotUnderstood(f"“{text}” has no figures after its colon; type it as {INDICATOR}")
    if not name:
        raise NotUnderstood(f"An indicator starts with its name; type it as {INDICATOR}")
    return Indicator(
        name,
        _number(figures["baseline"]),
        _number(figures["target"]),
        _number(figures["now"]),
        figures["unit"] or (figures["quoted"] or "").replace('""', '"'),
        _day(figures["on"], today),
    )


def indicator_words(content: object) -> str:
    """An indicator in words that can be typed again; empty for None."""
    if not isinstance(content, Indicator):
        return ""
    unit = content.unit
    numbers = (content.baseline, content.target, content.now)
    if unit and (not re.fullmatch(_UNIT, unit) or numbers == (None, None, None)):
        unit = '"' + unit.replace('"', '""') + '"'
    figures = (
        "" if content.baseline is None else f"{_number_words(content.baseline)} →",
        "" if content.now is None else _number_words(content.now),
        "" if content.target is None else f"of {_number_words(content.target)}",
        unit,
        "" if content.on is None else f"on {content.on.isoformat()}",
    )
    words = " ".join(filter(None, figures))
    colon = ":" if words or ":" in content.name else ""
    return f"{content.name}{colon} {words}".rstrip()


def _figures(text: str) -> re.Match[str] | None:
    """The figures of an indicator; an unquoted unit needs a number before it."""
    match = re.fullmatch(_FIGURES, text)
    if match and match["unit"] and not any(match[part] for part in ("baseline", "now", "target")):
        return None
    return match


def _number(text: str | None) -> int | float | None:
    if text is None:
        return None
    number: int | float = float(text)
    if math.isfinite(number) and not set(text) & set(".e"):
        number = int(text)
    if not math.isfinite(number) or (isinstance(number, int) and abs(number) > _LARGEST):
        raise NotUnderstood(f"{text} is too large a number; type it as {INDICATOR}")
    return number


def _number_words(number: float) -> str:
    return str(int(number)) if number % 1 == 0 and abs(number) < 2**53 else str(number)


def _day(text: str | None, today: date) -> date | None:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return typed_day(text or "", today)
