"""Looks of a cell as terminals are told them (SGR), and the shortest change from one to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from copvalue_tui.matrix.text.width import SPACING


class SgrStyle(NamedTuple):
    """What an SGR string means, so that two spellings of one look are equal."""

    marks: frozenset[str] = frozenset()
    """Codes that are on: `1` bold, `4` underlined, `7` reverse, …"""
    ink: str = ""
    """The code of the text's colour; empty for the terminal's own."""
    paper: str = ""
    """The code of the background's colour; empty for the terminal's own."""


_OFF = {
    "1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28",
    "9": "29", "21": "24", "51": "54", "52": "54", "53": "55",
}  # fmt: skip
"""Mark → what turns it off, and all marks of the same code with it."""
_SEEN_ON_BLANKS = frozenset(("4", "7", "9", "21", "51", "52", "53"))
_PLAIN = SgrStyle()


def _codes(sgr: str) -> Iterator[tuple[str, str]]:
    """The codes of an SGR string as (first number, whole code): `38;5;8` is one."""
    numbers = iter(sgr.replace(":", ";").split(";"))
    for number in numbers:
        if number not in ("38", "48", "58"):
            yield number or "0", number or "0"
            continue
        kind = next(numbers, "")
        rest = [next(numbers, "0") or "0" for _ in range({"5": 1, "2": 3}.get(kind, 0))]
        yield number, ";".join((number, kind, *rest))


@lru_cache(maxsize=4096)
def look(sgr: str) -> SgrStyle:
    """The meaning of an SGR string such as `1;38;5;8`; empty is the terminal's own look."""
    marks: frozenset[str] = frozenset()
    ink = paper = ""
    for number, code in _codes(sgr) if sgr else ():
        if number == "0":
            marks, ink, paper = frozenset(), "", ""
        elif number in _OFF:
            marks |= {number}
        elif number in ("38", "39") or (number[0] in "39" and len(number) == 2):
            ink = "" if number == "39" else code
        elif number in ("48", "49") or (number[0] == "4" and len(number) == 2) or number >= "100":
            paper = "" if number == "49" else code
        else:
            marks = frozenset(mark for mark in marks if _OFF[mark] != number)
    return SgrStyle(marks, ink, paper)


def spell(meaning: SgrStyle) -> str:
    """The shortest SGR string of a look, without the frame around it."""
    return ";".join(filter(None, (*sorted(meaning.marks), meaning.ink, meaning.paper)))


@lru_cache(maxsize=4096)
def shortest(sgr: str) -> str:
    """The shortest string of the same look, so that alike cells have equal ones."""
    return spell(look(sgr))


@lru_cache(maxsize=4096)
def blank(sgr: str) -> str:
    """The look of a blank cell: of two that no eye can tell apart, the same."""
    meaning = look(sgr)
    if meaning.marks & _SEEN_ON_BLANKS:
        return sgr
    return meaning.paper


@lru_cache(maxsize=8192)
def change(before: str, after: str, simple: bool = False) -> str:
    """The sequence that leads from one look to another; empty where they mean the same.

    `simple` starts from the plain look each time: for terminals that cannot turn off one mark.
    """
    old, new = look(before), look(after)
    if old == new:
        return ""
    if new == _PLAIN:
        return "\x1b[m"
    whole = spell(new) if old == _PLAIN else f"0;{spell(new)}"
    if simple:
        return f"\x1b[{whole}m"
    off = {_OFF[mark] for mark in old.marks - new.marks}
    on = {mark for mark in new.marks if mark not in old.marks or _OFF[mark] in off}
    ink = "" if new.ink == old.ink else new.ink or "39"
    paper = "" if new.paper == old.paper else new.paper or "49"
    part = ";".join(filter(None, (*sorted(off), *sorted(on), ink, paper)))
    return f"\x1b[{min(part, whole, key=len)}m"


class Run(NamedTuple):
    """Cells of a line from the first letter of disputed width to the end of that text."""

    start: int
    end: int
    """The cell after the text, as we count."""
    stop: int
    """The cell after the blanks behind it: so far its letters may go."""
    reach: int
    """The cell after its letters where every mark takes one."""


def runs_in(glyphs: list[str], looks: list[str]) -> list[Run]:
    """The texts of disputed width on a line; two blanks, a rule or an edge end a text.

    A caret behind the text, a blank in a look of its own, goes with it.
    """
    if _spacing().search("".join(glyphs)) is None:
        return []
    runs: list[Run] = []
    column, columns = 0, len(glyphs)
    while column < columns:
        if _spacing().search(glyphs[column]) is None:
            column += 1
            continue
        end = _end_of_text(glyphs, column)
        for blanks in (1, 2):  # a typed blank may stand before it
            if glyphs[end : end + blanks] == [" "] * blanks and _is_caret(looks, end + blanks - 1):
                end += blanks
                break
        stop = end
        while stop < columns and glyphs[stop] == " ":
            stop += 1
        more = sum(len(glyph) - 1 for glyph in glyphs[column:end] if glyph)
        runs.append(Run(column, end, stop, end + more))
        column = stop
    return runs


def _end_of_text(glyphs: list[str], column: int) -> int:
    end = column
    while end < len(glyphs) and not _is_edge(glyphs[end]):
        if glyphs[end : end + 2] == [" ", " "] or glyphs[end:] == [" "]:
            break
        end += 1
    while glyphs[end - 1] == " ":
        end -= 1
    return end


def _is_caret(looks: list[str], column: int) -> bool:
    """Whether the blank there has a look that those beside it have not."""
    here, *after = map(blank, looks[column : column + 2])
    return bool(here) and after != [here]


def _is_edge(glyph: str) -> bool:
    return "\u2500" <= glyph[:1] <= "\u259f" or glyph == "|"


@cache
def _spacing() -> re.Pattern[str]:
    return re.compile(f"[{SPACING}]")
