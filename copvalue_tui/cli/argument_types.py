"""The types of option values: how an argument becomes a date."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date, datetime

from copvalue_tui.matrix.dates.parse import NotADate, typed_date


def today() -> date:
    """Today's date in the local time zone."""
    return datetime.now().astimezone().date()


def date_argument(text: str) -> date:
    """The date that `text` means, in any of the forms people type.

    Raises:
        ArgumentTypeError: It is not a date; the message says what to type.
    """
    try:
        return typed_date(text, today())
    except NotADate as trouble:
        # The parser adds the option's name and the full stop.
        raise ArgumentTypeError(trouble.sentence.removesuffix(".")) from None
