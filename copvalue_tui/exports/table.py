"""The matrix as a plain-text table, wrapped to a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from copvalue_tui.exports.document import mark_words
from copvalue_tui.exports.registry import ExportOptions
from copvalue_tui.matrix.text.labels import Labels
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, wrap
from copvalue_tui.matrix.values import (
    AUDIENCES,
    Cell,
    Horizon,
    Matrix,
    Row,
    Value,
    cells,
)
from copvalue_tui.matrix.vocabulary import DEFAULT_STATUS, PRIORITY_MARKS, STATUSES

MIN_WIDTH = 20
"""The least width; narrower tables help nobody."""
_NAMES_BESIDE = 60
"""The width from which a row's name is beside its cells; below, it has its own line."""
_CELLS_BESIDE = 40
"""The width from which the two cells of a row are side by side; below, one after the other."""
_GAP = 2

_BANDS = {"members": "members", "organizations": "organization"}
"""The label above the rows of each audience."""


def table_text(matrix: Matrix, options: ExportOptions) -> str:
    """The matrix as lines of at most `options.width` terminal cells, each with a line end.

    With `ascii`, bullets, rules and marks are ASCII; people's words stay unchanged. On a page about
    a part, the empty cells of rows that are not whole are left blank.
    """
    return "".join(f"{line.rstrip()}\n" for line in _Table(matrix, options).lines())


class _Table:
    """The layout of a matrix at a width."""

    def __init__(self, matrix: Matrix, options: ExportOptions) -> None:
        self.matrix = matrix
        self.options = options
        self.width = max(options.width, MIN_WIDTH)
        self.labels = options.labels(matrix)
        self.names = _names_width(matrix, self.width)
        """The width of the column of names; 0 if they have their own lines."""
        count = len(options.horizons)
        room = self.width - (self.names + _GAP if self.names else 0)
        self.column = (room - _GAP * (count - 1)) // count
        """The width of each column of cells."""
        self.glyphs = glyphs(options.ascii)
        self.marked = marked(matrix)

    def lines(self) -> Iterator[str]:
        """All lines, top to bottom."""
        if self.matrix.title:
            yield from wrap(safe(self.matrix.title), self.width)
            yield ""
        if self.width >= _CELLS_BESIDE:
            yield from self.beside("", [self.head(horizon) for horizon in self.options.horizons])
        index = 0
        whole = self.options.full_rows
        for audience in AUDIENCES:
            rows = self.matrix.members if audience == "members" else self.matrix.organizations
            band = self.labels(_BANDS[audience])
            # A single row of this name needs no band that says the same.
            if len(rows) > 1 or (rows and rows[0].name.casefold() != band.casefold()):
                yield self.rule()
                yield band.upper()
            for row in rows:
                yield self.rule()
                yield from self.row(row, whole is None or index in whole)
                index += 1
        yield self.rule()
        yield from self.foot()

    def foot(self) -> Iterator[str]:
        """The parking lot and the legend of the marks."""
        if self.matrix.parking_lot:
            yield self.labels("parking_lot").upper()
            yield from self.bullets(self.matrix.parking_lot, self.width)
            yield self.rule()
        yield from _packed(self.marked.legend(self.glyphs, self.labels), self.width)

    def row(self, row: Row, whole: bool) -> Iterator[str]:
        """The name and the two cells of a row; an empty cell gets a mark only if `whole`."""
        empty = [self.glyphs.nothing] if whole else []
        if self.width >= _CELLS_BESIDE:
            yield from self.beside(
                safe(row.name),
                [
                    self.bullets(row.cell(name), self.column) or empty
                    for name in self.options.horizons
                ],
            )
            return
        yield from wrap(safe(row.name), self.width)
        for horizon in self.options.horizons:
            lines = self.bullets(row.cell(horizon), self.width) or empty
            if lines:
                yield from self.head(horizon)
                yield from lines

    def beside(self, name: str, cells: Sequence[Sequence[str]]) -> Iterator[str]:
        """A name and two lists of lines, side by side if there is room."""
        columns = [(lines, self.column) for lines in cells]
        if self.names:
            columns.insert(0, (wrap(name, self.names), self.names))
        elif name:
            yield from wrap(name, self.width)
        for parts in zip_longest(*(lines for lines, _ in columns), fillvalue=""):
            yield (" " * _GAP).join(
                _padded(part, room) for part, (_, room) in zip(parts, columns, strict=True)
            )

    def bullets(self, cell: Cell, width: int) -> list[str]:
        """A cell as lines of `width`: bullets tell the status, the bars behind it the priority."""
        lines = []
        room = width - self.marked.width
        for value in cell:
            first, *rest = wrap(safe(value.text), room - 2)
            bars = self.glyphs.priorities.get(value.priority, "")
            start = f"{self.glyphs.statuses[value.status]} {first}"
            lines.append(f"{_padded(start, room)} {bars}" if bars else start)
            lines.extend(f"  {line}" for line in rest)
        return lines

    def head(self, horizon: Horizon) -> list[str]:
        """The heading of a horizon, with its meaning in this matrix."""
        room = self.column if self.width >= _CELLS_BESIDE else self.width
        means = safe(self.matrix.means(horizon))
        return [*wrap(self.labels(horizon), room), *(wrap(means, room) if means else ())]

    def rule(self) -> str:
        """The line between two rows."""
        return self.glyphs.rule * self.width


def _names_width(matrix: Matrix, width: int) -> int:
    if width < _NAMES_BESIDE:
        return 0
    longest = max((cell_width(safe(row.name)) for row in matrix.rows), default=0)
    return min(max(longest, 8), width // 5)


def _packed(parts: Sequence[str], width: int) -> Iterator[str]:
    """The parts on as few lines as possible, none broken."""
    line = ""
    for part in parts:
        joined = f"{line}   {part}" if line else part
        if line and cell_width(joined) > width:
            yield line
            joined = part
        line = joined
    if line:
        yield line


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))


class PlainGlyphs(NamedTuple):
    """The characters for bullets, rules and marks."""

    bullet: str
    rule: str
    nothing: str
    """The mark of an empty cell."""
    statuses: dict[str, str]
    """Status → the bullet of its values."""
    priorities: dict[str, str]
    """Priority → its bars."""


def glyphs(ascii: bool) -> PlainGlyphs:
    """The glyphs for terminals with or without Unicode."""
    return PlainGlyphs(
        bullet="-" if ascii else "•",
        rule="-" if ascii else "─",
        nothing="-" if ascii else "–",
        statuses={status.name: status.ascii if ascii else status.mark for status in STATUSES},
        priorities={name: marks[1 if ascii else 0] for name, marks in PRIORITY_MARKS.items()},
    )


class Marked(NamedTuple):
    """The marks that a matrix uses; the legend names no others."""

    statuses: frozenset[str]
    priorities: frozenset[str]

    @property
    def width(self) -> int:
        """The width of the bars of a value, including the gap before them."""
        bars = [len(marks[0]) for name, marks in PRIORITY_MARKS.items() if name in self.priorities]
        return max(bars) + 1 if bars else 0

    def legend(self, glyphs: PlainGlyphs, labels: Labels) -> tuple[str, ...]:
        """The meanings of the marks in use, in the order of their tables."""
        statuses = (status.name for status in STATUSES if status.name in self.statuses)
        priorities = (name for name in PRIORITY_MARKS if name in self.priorities)
        sample = Value("")
        return (
            *(f"{glyphs.statuses[name]} {labels(f'status.{name}', name)}" for name in statuses),
            *(
                f"{glyphs.priorities[name]} {mark_words(replace(sample, priority=name), labels)[0]}"
                for name in priorities
            ),
        )


def marked(matrix: Matrix) -> Marked:
    """The marks of all values, including the parking lot; a plain bullet alone explains itself."""
    lists = (*(cell for _, cell in cells(matrix)), matrix.parking_lot)
    values = [value for cell in lists for value in cell]
    statuses = frozenset(value.status for value in values)
    return Marked(
        statuses if statuses != {DEFAULT_STATUS} else frozenset(),
        frozenset(value.priority for value in values) - {""},
    )
