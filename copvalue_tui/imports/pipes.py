"""Find tables drawn with `|`, `+---+` or dashes in plain text, as Markdown and pandoc have them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BORDER = re.compile(r"[ \t]*\+(?:[-=:]+\+)+[ \t]*")
_DASHES = re.compile(r"[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*")
_LONG_RULE = re.compile(r"[ \t]*-{8,}[ \t]*")


class TextTable(NamedTuple):
    """A table in a text."""

    grid: Sequence[Sequence[str]]
    lines: int
    """How many lines of the text it takes."""


def table_at(lines: Sequence[str], at: int) -> TextTable | None:
    """The table that begins at this line, if one does."""
    line = lines[at]
    if _BORDER.fullmatch(line):
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
    return at < len(lines) and "|" in lines[at] and _RULE.fullmatch(lines[at]) is not None


def _is_row(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) > 2 and stripped[0] == stripped[-1] == "|"


def _piped(lines: Sequence[str], at: int) -> TextTable:
    end = at
    while end < len(lines) and "|" in lines[end]:
        end += 1
    rows = [line for line in lines[at:end] if not _RULE.fullmatch(line)]
    return TextTable([[cell.strip() for cell in _cells(row)] for row in rows], end - at)


def _cells(row: str) -> list[str]:
    return row.strip().removeprefix("|").removesuffix("|").split("|")


def _bordered(lines: Sequence[str], at: int) -> TextTable:
    """A table with a border around each cell; a cell has as many lines as it needs."""
    grid: list[list[str]] = []
    cells: list[list[str]] = []
    end = at
    while end < len(lines) and lines[end].strip()[:1] in ("+", "|"):
        line = lines[end]
        end += 1
        if _BORDER.fullmatch(line):
            if cells:
                grid.append(["\n".join(cell).strip("\n") for cell in cells])
            cells = []
            continue
        parts = [part[1:].rstrip() if part[:1] == " " else part.rstrip() for part in _cells(line)]
        cells += [[] for _ in range(len(parts) - len(cells))]
        for cell, part in zip(cells, parts, strict=False):
            cell.append(part)
    return TextTable(grid, end - at)


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
