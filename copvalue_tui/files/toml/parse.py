"""Parse TOML text to plain tables, and turn the parser's errors into complaints."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable

from copvalue_tui.files.toml import limits as guards
from copvalue_tui.files.toml.errors import Complaint, NotReadable, printable

_CURLY = "“”„‟‘’‚‛«»‹›″＂＇"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_FULL_WIDTH = dict(zip("，；、＝［］｛｝＃", ",,,=[]{}#", strict=True))
"""Signs of input methods, and what TOML has in their places."""
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(\s|$)")
_DATE = re.compile(r"(?<![\w.-])(\d{1,4})([-/.‐‑–—−])(\d{1,2})\2(\d{1,4})(?![\w-])")
_DAY = re.compile(r"\b(?:review_by|by|on|done|date)[ \t]*=[ \t]*([^\s\"'{}\[\],#][^{}\[\],#]*)")
"""A day without quotes, written in some way."""
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
    if here in _FULL_WIDTH:
        return f"a full-width sign ({here}) is here. Write a plain one: {_FULL_WIDTH[here]}"
    if message.startswith(_OPEN_TEXT) and (curly := next((c for c in line if c in _CURLY), "")):
        return f'a text begins with a straight quote and ends with {curly}. Write " at both ends.'
    odd = _odd_space(here)
    if odd:
        return f"here is an invisible character: {odd}. Delete it, or type a space."
    date = next((one for one in _DATE.finditer(line) if one.start() < column <= one.end()), None)
    if date is not None and date[0] != _iso(date):
        return f"a date is written year-month-day. Write {_iso(date)}."
    if any(one.start(1) < column <= one.end() + 1 for one in _DAY.finditer(line)):
        return "a date is written year-month-day, such as 2027-03-01."
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


Table = dict[str, object]
"""A parsed TOML table."""

_WHERE = r"(?s)^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$"
_NEWER_CHARACTERS = "\n\r#}"
_NEWER_TIME = r"\d\d:\d\d(?!:)"
_NEWER_LIMIT = 256 * 1024
_ENDS = "the file ends before this is finished: a “]”, a “}” or a value is missing."
_SAID = (
    ("Invalid value", "a value is missing here, or a text has no quotes around it."),
    (
        "Unclosed array",
        "an array is not closed here: a “]” or a comma between two values is missing.",
    ),
    ("Unclosed inline table", "a “{” is not closed: a “}” or a comma is missing."),
    ("Unterminated string", "a text is not closed: the closing quotes are missing."),
    ("Illegal character '\\n'", "a text is not closed on its line: a quote is missing."),
    ("Illegal character", "this is a control character; write it as an escape."),
    ("Found invalid character", "this comment has a control character."),
    ("Expected '='", "an “=” is missing after the key."),
    ("Expected ']'", "a “]” is missing at the end of this header."),
    ("Expected ']]'", "“]]” is missing at the end of this header."),
    (
        "Expected newline",
        "there is something after the end of a value; a comma or a quote is missing.",
    ),
    ("Invalid initial", "a key is missing here."),
    ("Invalid statement", "this is neither a key nor a header."),
    ("Cannot", "this key or table is defined twice."),
    ("Duplicate", "this key is defined twice."),
    ("Unescaped '\\'", "a backslash in a text must be doubled."),
    ("Invalid hex", "an escape in this text is incomplete."),
    ("Escaped character", "an escape in this text is not a character."),
    ("Invalid date", "this day does not exist."),
)


def parse(text: str) -> Table:
    """The tables of a TOML text as dictionaries, lists and scalars.

    TOML 1.0; a text that only TOML 1.1 allows is read too.

    Raises:
        NotReadable: It is not TOML, or larger or deeper than `guards` allow.
    """
    guards.check_size(text)
    guards.check_keys(text)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        newer = _parse_newer(text, str(error))
        if newer is not None:
            return newer
        raise _complaint(text, str(error)) from None
    except RecursionError:
        said = "the brackets are nested too deeply for a value matrix."
        raise NotReadable([Complaint(1, None, "", "", said)], "not-toml") from None
    except ValueError:
        raise _long_number(text) from None


def _parse_newer(text: str, error: str) -> Table | None:
    """Parse by the rules of TOML 1.1, if the error may come from the difference."""
    if len(text) > _NEWER_LIMIT or not _may_be_newer(text, error):
        return None
    # Imported here, because only a text that failed needs it.
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        unwrap: Callable[[], Table] = tomlkit.parse(text).unwrap
        return unwrap()
    except (TOMLKitError, ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None


def _may_be_newer(text: str, error: str) -> bool:
    said, line, column = _position(text, error)
    words = text.split("\n")[line - 1]
    if said.startswith("Unescaped"):
        return "\\e" in words or "\\x" in words
    if said.startswith("Expected newline"):
        return re.search(_NEWER_TIME, words) is not None
    here = words[column - 1 : column] or "\n"
    inline = ("Invalid initial", "Unclosed inline", "Invalid value", "Unclosed array")
    return said.startswith(inline) and here in _NEWER_CHARACTERS


def _position(text: str, error: str) -> tuple[str, int, int]:
    """The parser's message, and its line and column, both from 1."""
    found = re.match(_WHERE, error)
    if found is None:
        return error, 1, 1
    if found[2] is None:
        # At the end of the document, name the last line that is not blank.
        whole = text.rstrip()
        return found[1], whole.count("\n") + 1, len(whole) - whole.rfind("\n")
    return found[1], int(found[2]), int(found[3])


def _complaint(text: str, error: str) -> NotReadable:
    # Imported here, because only a text that failed needs it.

    said, line, column = _position(text, error)
    meant = next((words for start, words in _SAID if said.startswith(start)), "")
    if error.endswith("(at end of document)") and said.startswith(("Invalid value", "Unclosed")):
        meant = _ENDS
    words = text.replace("\r\n", "\n").split("\n")[line - 1]
    meant = mistake_at(words, column, said) or meant or "it cannot be read from here on."
    message = f"this is not TOML: {meant}"
    return NotReadable([Complaint(line, column, "", printable(words.strip()), message)], "not-toml")


def _long_number(text: str) -> NotReadable:
    found = re.search(r"\d[\d_]{4000}", text)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    said = "this is not TOML: a number has too many digits."
    return NotReadable([Complaint(line, None, "", "", said)], "not-toml")
