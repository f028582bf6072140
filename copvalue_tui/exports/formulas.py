"""Texts for spreadsheets: none of them is taken for a formula."""

from __future__ import annotations

import re

_FORMULA = r"'*[\s\x00-\x1f]*[=+\-@\t\r\n\x00＝＋－＠]"
"""What a spreadsheet may begin to reckon with, marks of ours and blanks before it included."""


def protected(text: str) -> str:
    """The text with a `'` before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if re.match(_FORMULA, text) else text


def unprotected(text: str) -> str:
    """The text that `protected` was given; any other text stays as it is."""
    return text[1:] if text[:1] == "'" and re.match(_FORMULA, text[1:]) else text
