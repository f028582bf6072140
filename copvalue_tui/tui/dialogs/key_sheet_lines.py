"""The first page of the help as lines: groups of keys in columns, and what the marks mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces, clipped

Part = TypeVar("Part")
_SHORT = 8
"""A group of at most so many lines fits beside others; a longer one is spread over the width."""
_MOST = 4
_GAP = 2
_TITLES = 38
"""Cells of a column of titles."""


def sheet_lines(sheet: Sequence[HelpPage], width: int, glyphs: Glyphs) -> list[Pieces]:
    """All groups and the legend, for this width."""
    lines: list[Pieces] = []
    if all(len(page.lines) <= _SHORT for page in sheet):
        columns = _columns(sheet, width, glyphs)
        for pages in _batched(sheet, len(columns)):
            lines += [*_beside(pages, columns, width, glyphs), LineBuilder().line(width)]
        return [*lines, *_legend(width, glyphs)]
    count = max(width // _TITLES, 1)
    columns = [at * (width // count) for at in range(count)]
    for page in sheet:
        parts = _batched(page.lines, -(-len(page.lines) // count))
        pages = [
            HelpPage(page.heading if not at else "", tuple(part)) for at, part in enumerate(parts)
        ]
        lines += [*_beside(pages, columns, width, glyphs), LineBuilder().line(width)]
    return [*lines, *_legend(width, glyphs)]


def _columns(sheet: Sequence[HelpPage], width: int, glyphs: Glyphs) -> list[int]:
    """Where columns begin that are as wide as their groups; as many of them as fit."""
    for count in range(_MOST, 0, -1):
        wide = [
            max((_size(page, glyphs) for page in sheet[at::count]), default=0)
            for at in range(count)
        ]
        spare = width - 1 - sum(wide) - _GAP * (count - 1)
        if spare >= 0 or count == 1:
            gap = _GAP + min(max(spare, 0) // count, 6)
            return [sum(wide[:at]) + gap * at for at in range(count)]
    return [0]


def _size(page: HelpPage, glyphs: Glyphs) -> int:
    keys = max(cell_width(glyphs.keys(safe(key))) for key, _ in page.lines)
    words = max(cell_width(safe(word)) for _, word in page.lines)
    return max(keys + 1 + words, cell_width(page.heading))


def _beside(
    pages: Sequence[HelpPage], columns: Sequence[int], width: int, glyphs: Glyphs
) -> list[Pieces]:
    """Groups side by side, each under its heading."""
    heads = LineBuilder()
    builders = [LineBuilder() for _ in range(max(len(page.lines) for page in pages))]
    ends = [*columns[1:], width]
    for page, start, end in zip(pages, columns, ends, strict=False):
        room = max(end - start - 2, 3)
        heads.to(start + 1).write(clipped(page.heading, room, glyphs.ellipsis), "name")
        entries = [(glyphs.keys(safe(key)), safe(word)) for key, word in page.lines]
        keys = min(max(cell_width(key) for key, _ in entries), room - 2)
        for builder, (key, word) in zip(builders, entries, strict=False):
            builder.to(start + 1).write(clipped(key, keys, glyphs.ellipsis), "key")
            left = max(room - keys - 1, 1)
            builder.to(start + keys + 2).write(clipped(word, left, glyphs.ellipsis))
    return [builder.line(width) for builder in (heads, *builders)]


def _legend(width: int, glyphs: Glyphs) -> list[Pieces]:
    """What the marks of values mean."""
    marks = [
        *((mark, name.replace("-", " ")) for name, mark in glyphs.statuses.items()),
        *((mark, f"{name} priority") for name, mark in glyphs.priorities.items()),
        ("+3", "votes"),
    ]
    builders = [LineBuilder()]
    for mark, word in marks:
        if builders[-1].at and builders[-1].at + cell_width(f"{mark} {word}") + 3 > width:
            builders.append(LineBuilder())
        builder = builders[-1]
        builder.to(builder.at + (2 if builder.at else 1)).write(mark, "mark").write(f" {word}")
    return [builder.line(width) for builder in builders]


def _batched(parts: Sequence[Part], count: int) -> Iterator[Sequence[Part]]:
    return (parts[at : at + count] for at in range(0, len(parts), count))
