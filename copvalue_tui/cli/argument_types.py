"""What people type after options, read with our manners."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date, datetime

from copvalue_tui.matrix.dates.parse import NotADate, typed_date


def today() -> date:
    """The day it is where the person is."""
    return datetime.now().astimezone().date()


def a_date(text: str) -> date:
    """A date as people type them.

    Raises:
        ArgumentTypeError: It is none; the message says what to type.
    """
    try:
        return typed_date(text, today())
    except NotADate as trouble:
        # The parser puts the option's name before it and a full stop behind.
        raise ArgumentTypeError(trouble.sentence.removesuffix(".")) from None
