"""Find tables drawn with `|`, `+---+`, `┌──┐` or dashes in plain text.

Markdown and pandoc have them, and so do database shells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BORDER = re.compile(r"[ \t]*\+(?:[-=:]+\+)+[ \t]*")
_DASHES = re.compile(r"[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*")
_HORIZONTAL, _VERTICAL = "─━┄┅┈┉╌╍═", "│┃┆┇┊┋╎╏║"
_SIDES = str.maketrans(dict.fromkeys(_VERTICAL, "|"))
_ASCII = dict.fromkeys(range(0x2500, 0x2580), "+")
_ASCII |= str.maketrans(dict.fromkeys(_HORIZONTAL, "-")) | _SIDES
"""The signs of a drawn box in the letters of other tables."""
_ROWS_BORDERS = 3
"""The most borders of a table with none between its rows: two, and one below the heads."""
_LONG_RULE = re.compile(r"[ \t]*-{8,}[ \t]*")


class TextTable(NamedTuple):
    """A table in a text."""

    grid: Sequence[Sequence[str]]
    lines: int
    """How many lines of the text it takes."""


def may_have_tables(text: str) -> bool:
    """Whether there is a sign in a text that parts the cells of a table: a quick look."""
    return "|" in text or (not text.isascii() and any(sign in text for sign in _VERTICAL))


def may_begin_table(lines: Sequence[str], at: int) -> bool:
    """Whether the line below has signs between cells, and this one has them or is a border."""
    if at + 1 >= len(lines) or not (may_have_tables(lines[at + 1]) or _is_rule(lines, at + 1)):
        return False
    return may_have_tables(lines[at]) or _is_border(lines[at])


def table_at(lines: Sequence[str], at: int) -> TextTable | None:
    """The table that begins at this line, if one does."""
    line = lines[at]
    if _is_border(line):
        return _bordered(lines, at)
    if "|" in line and (_is_row(line) or _is_rule(lines, at + 1)):
        return _piped(lines, at)
    if _DASHES.fullmatch(line):
        return _dashed(lines, at, at, bounded=True)
    near = [
        each for each in range(at + 1, min(at + 8, len(lines))) if _DASHES.fullmatch(lines[each])
    ]
    if near and _LONG_RULE.fullmatch(line):
        return _dashed(lines, at + 1, near[0], bounded=True)
    if near and near[0] == at + 1 and line.strip():
        return _dashed(lines, at, at + 1, bounded=False)
    return None


def _is_rule(lines: Sequence[str], at: int) -> bool:
    if at == len(lines) or not ("|" in lines[at] or "-+-" in lines[at]):
        return False
    return _RULE.fullmatch(lines[at]) is not None


def _is_border(line: str) -> bool:
    first = line.lstrip(" \t")[:1]
    drawn = first == "+" or "\u2500" <= first <= "\u257f"
    return drawn and _BORDER.fullmatch(line.translate(_ASCII)) is not None


def _is_row(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) > 2 and stripped[0] == stripped[-1] == "|"


def _piped(lines: Sequence[str], at: int) -> TextTable:
    end = at
    while end < len(lines) and ("|" in lines[end] or _is_rule(lines, end)):
        end += 1
    rows = [line for line in lines[at:end] if not _RULE.fullmatch(line)]
    return TextTable([[cell.strip() for cell in _cells(row)] for row in rows], end - at)


def _cells(row: str) -> list[str]:
    return row.strip().removeprefix("|").removesuffix("|").split("|")


def _bordered(lines: Sequence[str], at: int) -> TextTable:
    """A table with a border around it.

    Where there is one between the rows, or `===` below the heads, a cell has as many lines as it
    needs; else each line with something in its first cell is a row.
    """
    drawn = list(takewhile(lambda line: line[:1] in ("+", "|"), map(_drawn, lines[at:])))
    borders = [line for line in drawn if _BORDER.fullmatch(line)]
    rows_are_lines = len(borders) <= _ROWS_BORDERS and not any("=" in line for line in borders)
    grid: list[list[str]] = []
    cells: list[list[str]] = []

    def end_row() -> None:
        if cells:
            grid.append(["\n".join(cell).strip("\n") for cell in cells])
        cells.clear()

    for line in drawn:
        if _BORDER.fullmatch(line):
            end_row()
            continue
        parts = [part[1:].rstrip() if part[:1] == " " else part.rstrip() for part in _cells(line)]
        if rows_are_lines and parts[0].strip():
            end_row()
        cells += [[] for _ in range(len(parts) - len(cells))]
        for cell, part in zip(cells, parts, strict=False):
            cell.append(part)
    end_row()
    return TextTable(grid, len(drawn))


def _drawn(line: str) -> str:
    """A line of a bordered table, drawn in ASCII; the words in its cells stay."""
    return line.strip().translate(_ASCII if _is_border(line) else _SIDES)


def _dashed(lines: Sequence[str], at: int, rule: int, *, bounded: bool) -> TextTable:
    """A table whose columns are where the dashes are; pandoc's own kinds.

    Args:
        lines: The lines of the text.
        at: Where its heads begin.
        rule: The line with the dashes.
        bounded: Whether another line of dashes ends it; else a blank line does.
    """
    bounds = [found.start() for found in re.finditer(r"-+", lines[rule])]
    below = range(rule + 1, len(lines))
    end = next((each for each in below if _is_end(lines[each], bounded)), len(lines))
    rows = [[line] for line in lines[rule + 1 : end] if line.strip()]
    if any(not line.strip() for line in lines[rule + 1 : end]):
        # Rows of several lines are parted by blank lines.
        text = "\n".join(lines[rule + 1 : end])
        rows = [part.split("\n") for part in re.split(r"\n[ \t]*\n", text) if part.strip()]
    grid = [_sliced(row, bounds) for row in (lines[at:rule], *rows) if row]
    begin = at - 1 if bounded and at < rule else at
    return TextTable(grid, end - begin + bounded)


def _is_end(line: str, bounded: bool) -> bool:
    dashes = _DASHES.fullmatch(line) or _LONG_RULE.fullmatch(line)
    return bool(dashes) if bounded else not line.strip() or bool(dashes)


def _sliced(lines: Sequence[str], bounds: Sequence[int]) -> list[str]:
    ends = [*bounds[1:], None]
    return [
        " ".join(filter(None, (line[start:stop].strip() for line in lines)))
        for start, stop in zip([0, *bounds[1:]], ends, strict=True)
    ]
