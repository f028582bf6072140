"""Disarm texts that a spreadsheet would read as formulas, and take the sign off again."""

import re

_DISARMED = r"'|[\s\x00-\x1f]*[=+\-@\t\r\n\x00＝＋－＠]"
"""The start of a text that gets a `'`: a sign of a formula, with blanks before it, or a `'`."""


def escape_formula(text: str) -> str:
    """The text, with a `'` before it if a spreadsheet would read it as a formula."""
    return f"'{text}" if re.match(_DISARMED, text) else text


def unescape_formula(text: str) -> str:
    """The text without the `'` that `escape_formula` added."""
    return text[1:] if text[:1] == "'" and re.match(_DISARMED, text[1:]) else text
