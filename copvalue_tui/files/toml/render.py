"""Strings, numbers and arrays as new TOML 1.0 text, the way a careful person writes it."""

import math
import re
from collections.abc import Iterable
from datetime import date, datetime, time

from copvalue_tui.files.toml.errors import CannotWrite

WIDTH = 100
"""Columns up to which an array may stay on one line."""
INDENT = "    "
MOST_NUMBER = 2**63 - 1
"""The largest integer that every TOML reader can hold."""

# What TOML asks for, and what would act or vanish in somebody's terminal or break a line there.
_ESCAPED = re.compile(r'[\x00-\x1f"\\\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]')
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def string(text: str) -> str:
    """The text as a basic string on one line."""
    if text.isalnum():
        return f'"{text}"'
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def restyled(literal: str, text: str) -> str:
    """The text in the quotes of this older literal where they can hold it."""
    if literal.startswith("'") and "'" not in text and text.isprintable():
        return f"'{text}'"
    return string(text)


def array(literals: Iterable[str], column: int, long: bool) -> str:
    """A new array: on one line when it is short enough and not `long`, else one entry a line.

    `column` is how many characters stand before it on its line.
    """
    literals = list(literals)
    flat = "[" + ", ".join(literals) + "]"
    if not literals or (not long and column + len(flat) <= WIDTH):
        return flat
    return "[\n" + "".join(f"{INDENT}{literal},\n" for literal in literals) + "]"


def plain(found: object) -> str:
    """Anything a TOML parser gives, on one line.

    Raises:
        CannotWrite: TOML has no such thing.
    """
    if isinstance(found, str):
        return string(found)
    if isinstance(found, bool):
        return str(found).lower()
    if isinstance(found, int):
        # Larger ones may not even be spelled: Python refuses more than 4,300 digits.
        if abs(found) > MOST_NUMBER:
            raise CannotWrite("A number is too large for a file.")
        return str(found)
    if isinstance(found, float):
        return repr(found) if math.isfinite(found) else str(found)
    if isinstance(found, date | datetime | time):
        return found.isoformat()
    if isinstance(found, list):
        return "[" + ", ".join(plain(entry) for entry in found) + "]"
    if isinstance(found, dict):
        inside = ", ".join(f"{key_name(name)} = {plain(entry)}" for name, entry in found.items())
        return f"{{ {inside} }}" if inside else "{}"
    raise CannotWrite("Something in this matrix has no form in a file.")


def key_name(name: str) -> str:
    """The key, in quotes when it needs them."""
    return name if _BARE.match(name) else string(name)


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    return _SHORT.get(sign) or f"\\u{ord(sign):04x}"
