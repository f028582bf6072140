"""Find the positions of statements, array entries and pairs in a valid TOML text.

Offsets count characters from the start of the given text. Each scan is a loop with one compiled
pattern a step, without recursion or backtracking, so the work is linear.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import NamedTuple

# Possessive quantifiers follow single characters only: after groups, Python 3.11.2 has a bug.
_STRING = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']++|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*"'
    r"|'[^'\n]*+'"
)
_PART = r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]++|\\.)*"|'[^'\n]*+'"""
_KEY = re.compile(rf"[ \t]*+((?:{_PART})(?:[ \t]*+\.[ \t]*+(?:{_PART}))*)[ \t]*+")
_PARTS = re.compile(_PART)
_TEXT = re.compile(_STRING, re.S)
_SCALAR = re.compile(r"[^,\]}#\n]*+")
# Inside brackets, a whole run of plain lines is one step, which makes long cells fast.
_INSIDE = re.compile(rf'(?:\n[ \t]*+"[^"\\\n]*+",(?=\n))+|{_STRING}|#[^\n]*+|[\[\]{{}}]', re.S)
_TRIVIA = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*")
_LINES = re.compile(r"(?:[ \t\r]*+(?:#[^\n]*+)?(?:\n|\Z))*")
_BLANKS = re.compile(r"[ \t]*+")
_REST = re.compile(r"[^\n]*+\n?")
_REMARK = re.compile(r"[ \t]*+#[^\r\n]*+")


class Unscanned(ValueError):
    """The text is not as a TOML parser led us to expect."""


class Statement(NamedTuple):
    """A header or a pair outside of any value, with all its lines."""

    start: int
    """Where its first line begins, without comments above."""
    end: int
    """After its last line break."""
    key: tuple[str, ...]
    """The parts of the header's or the pair's key."""
    value: tuple[int, int] | None
    """Start and end of a pair's value; None for a header."""
    many: bool = False
    """Whether it is a header in double brackets."""


class Pair(NamedTuple):
    """A key and its value inside an inline table."""

    start: int
    key: tuple[str, ...]
    value: tuple[int, int]


def statements(text: str) -> Iterator[Statement]:
    """The statements of a text, in order.

    Raises:
        Unscanned: The text is not valid TOML.
    """
    at = _from(_LINES, text, 0)
    while at < len(text):
        statement = _statement(text, at)
        yield statement
        at = _from(_LINES, text, statement.end)


def _statement(text: str, start: int) -> Statement:
    at = _from(_BLANKS, text, start)
    brackets = 2 if text.startswith("[[", at) else 1 if text.startswith("[", at) else 0
    key, at = _key(text, at + brackets)
    if brackets:
        if not text.startswith("]" * brackets, at):
            raise Unscanned(f"no end of the header at {at}")
        return Statement(start, _from(_REST, text, at), key, None, brackets == 2)
    first, last = _after_equals(text, at)
    return Statement(start, _from(_REST, text, last), key, (first, last))


def entries(text: str, start: int) -> tuple[list[tuple[int, int]], int]:
    """Start and end of each entry of the array that opens at `start`, and the position of its “]”.

    Raises:
        Unscanned: There is no valid array there.
    """
    spans: list[tuple[int, int]] = []
    at = _from(_TRIVIA, text, start + 1)
    while not text.startswith("]", at):
        end = value_end(text, at)
        spans.append((at, end))
        at = _from(_TRIVIA, text, end)
        if text.startswith(",", at):
            at = _from(_TRIVIA, text, at + 1)
        elif not text.startswith("]", at):
            raise Unscanned(f"no end of the entry at {at}")
    return spans, at


def pairs(text: str, start: int) -> list[Pair]:
    """The pairs of the inline table that opens at `start`.

    Raises:
        Unscanned: There is no valid inline table there.
    """
    inline_pairs: list[Pair] = []
    at = _from(_TRIVIA, text, start + 1)
    while not text.startswith("}", at):
        key, after = _key(text, at)
        first, last = _after_equals(text, after)
        inline_pairs.append(Pair(at, key, (first, last)))
        at = _from(_TRIVIA, text, last)
        if text.startswith(",", at):
            at = _from(_TRIVIA, text, at + 1)
        elif not text.startswith("}", at):
            raise Unscanned(f"no end of the pair at {at}")
    return inline_pairs


def value_end(text: str, start: int) -> int:
    """The end of the value that begins at `start`.

    Raises:
        Unscanned: No value begins there.
    """
    sign = text[start : start + 1]
    if sign in ("[", "{"):
        return _bracket_end(text, start)
    if sign in ('"', "'"):
        return _from(_TEXT, text, start)
    match = _SCALAR.match(text, start)
    words = match.group().rstrip() if match else ""
    if not words:
        raise Unscanned(f"no value at {start}")
    return start + len(words)


def blanks_end(text: str, start: int) -> int:
    """The end of the spaces and tabs that begin at `start`."""
    return _from(_BLANKS, text, start)


def trivia_end(text: str, start: int) -> int:
    """The end of the blanks, line breaks and comments that begin at `start`."""
    return _from(_TRIVIA, text, start)


def remark_end(text: str, start: int) -> int:
    """The end of a comment that follows `start` on the same line, after blanks; else `start`."""
    match = _REMARK.match(text, start)
    return match.end() if match else start


def _bracket_end(text: str, start: int) -> int:
    depth = 0
    for match in _INSIDE.finditer(text, start):
        sign = text[match.start()]
        if sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
            if not depth:
                return match.end()
    raise Unscanned(f"no end of the bracket at {start}")


def _key(text: str, start: int) -> tuple[tuple[str, ...], int]:
    match = _KEY.match(text, start)
    if match is None:
        raise Unscanned(f"no key at {start}")
    spelled = match.group(1)
    if spelled.isidentifier():
        return (spelled,), match.end()
    return tuple(_plain(part) for part in _PARTS.findall(spelled)), match.end()


def _plain(part: str) -> str:
    if part[0] not in "\"'":
        return part
    if part[0] == "'" or "\\" not in part:
        return part[1:-1]
    key = next(iter(tomllib.loads(f"{part} = 0")))
    return str(key)


def _after_equals(text: str, at: int) -> tuple[int, int]:
    if not text.startswith("=", at):
        raise Unscanned(f"no “=” at {at}")
    first = _from(_BLANKS, text, at + 1)
    return first, value_end(text, first)


def _from(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    if match is None:
        raise Unscanned(f"unexpected text at {at}")
    return match.end()
