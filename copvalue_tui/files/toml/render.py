"""Write strings, numbers and arrays as readable TOML 1.0."""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time

from copvalue_tui.files.toml.errors import CannotWrite
from copvalue_tui.files.toml.limits import NUMBER

WIDTH = 100
"""Columns up to which an array may stay on one line."""
INDENT = "    "

# What TOML requires, and characters that are invisible or control a terminal.
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]')
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def string(text: str) -> str:
    """The text as a basic string on one line."""
    if text.isalnum():
        return f'"{text}"'
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def restyled(literal: str, text: str) -> str:
    """The text in the same kind of quotes as the old literal, if they can hold it."""
    if literal.startswith("'") and "'" not in text and text.isprintable():
        return f"'{text}'"
    return string(text)


def array(literals: Iterable[str], column: int, long: bool) -> str:
    """A new array: on one line when it is short enough and not `long`, else one entry a line.

    `column` is the number of characters before it on its line.
    """
    literals = list(literals)
    flat = "[" + ", ".join(literals) + "]"
    if not literals or (not long and column + len(flat) <= WIDTH):
        return flat
    return "[\n" + "".join(f"{INDENT}{literal},\n" for literal in literals) + "]"


def plain(content: object) -> str:
    """Any value that a TOML parser returns, on one line.

    Raises:
        CannotWrite: TOML has no such value.
    """
    if isinstance(content, str):
        return string(content)
    if isinstance(content, bool):
        return str(content).lower()
    if isinstance(content, int):
        # Larger ones may fail to convert: Python refuses more than 4,300 digits.
        if abs(content) > NUMBER:
            raise CannotWrite("A number is too large for a TOML file.")
        return str(content)
    if isinstance(content, float):
        return repr(content) if math.isfinite(content) else str(content)
    if isinstance(content, date | datetime | time):
        return content.isoformat()
    if isinstance(content, list):
        return "[" + ", ".join(plain(entry) for entry in content) + "]"
    if isinstance(content, dict):
        inside = ", ".join(f"{key_name(name)} = {plain(entry)}" for name, entry in content.items())
        return f"{{ {inside} }}" if inside else "{}"
    raise CannotWrite("Something in this matrix cannot be written to a TOML file.")


def key_name(name: str) -> str:
    """The key, in quotes if it needs them."""
    return name if _BARE.match(name) else string(name)


def _escape(content: re.Match[str]) -> str:
    sign = content.group()
    return _SHORT.get(sign) or f"\\u{ord(sign):04x}"
