"""Name the likely mistake in a hand-written line: curly quotes, odd spaces, conflicts, dates."""

from __future__ import annotations

import re
import unicodedata

_CURLY = "“”„‟‘’‚‛«»‹›″＂＇"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(\s|$)")
_DATE = re.compile(r"(?<![\w.-])(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?![\w-])")
_OPEN_TEXT = ("Unterminated string", "Illegal character '\\n'")


def mistake_at(line: str, column: int, message: str) -> str:
    """The mistake at a column (from 1) of a line that is not TOML, and what to write instead.

    `message` is the parser's own message. The result is a sentence in lower case; empty if the
    mistake is not a known one.
    """
    here = line[column - 1 : column]
    if _CONFLICT.match(line):
        return (
            "git left a conflict here. Keep one of the versions, and delete the lines that begin "
            "with <<<<<<<, ======= and >>>>>>>."
        )
    if here and here in _CURLY:
        return f'a curly quote ({here}) is here. Write a straight one: ".'
    if message.startswith(_OPEN_TEXT) and (curly := next((c for c in line if c in _CURLY), "")):
        return f'a text begins with a straight quote and ends with {curly}. Write " at both ends.'
    odd = _odd_space(here)
    if odd:
        return f"here is an invisible character: {odd}. Delete it, or type a space."
    date = next((one for one in _DATE.finditer(line) if one.start() < column <= one.end()), None)
    if date is not None and date[0] != _iso(date):
        return f"a date is written year-month-day. Write {_iso(date)}."
    if message.startswith("Expected '='") and here in (":", "："):
        return "“=” belongs after a key, not “:”."
    return ""


def _odd_space(sign: str) -> str:
    """The name of a space that TOML does not allow, or of an invisible character; usually empty."""
    if not sign or sign in " \t":
        return ""
    if sign in _INVISIBLE or unicodedata.category(sign) in ("Zs", "Zl", "Zp"):
        name = unicodedata.name(sign, "an unnamed character").lower()
        return f"{name} (U+{ord(sign):04X})"
    return ""


def _iso(date: re.Match[str]) -> str:
    """The date as TOML writes it; both readings if day and month could be swapped."""
    first, second, third = date[1], date[3], date[4]
    if len(first) == 4:
        return f"{first}-{int(second):02}-{int(third):02}"
    year = third if len(third) == 4 else f"20{int(third) % 100:02}"
    day, month = int(first), int(second)
    ways = [f"{year}-{m:02}-{d:02}" for m, d in ((month, day), (day, month)) if m <= 12 and d <= 31]
    return " or ".join(dict.fromkeys(ways)) or "2027-03-01, for example"
