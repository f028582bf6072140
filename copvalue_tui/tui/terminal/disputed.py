"""Texts with marks of which terminals dispute the width: where they begin on a line, and end."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from copvalue_tui.matrix.text.width import SPACING
from copvalue_tui.tui.terminal import sgr


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
    here, *after = map(sgr.blank, looks[column : column + 2])
    return bool(here) and after != [here]


def _is_edge(glyph: str) -> bool:
    return "\u2500" <= glyph[:1] <= "\u259f" or glyph == "|"


@cache
def _spacing() -> re.Pattern[str]:
    return re.compile(f"[{SPACING}]")
