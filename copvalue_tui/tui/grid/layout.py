"""Where everything of the matrix is at a width: columns across, rows down."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate

from copvalue_tui.editor.state.modes import Typing
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.values import HORIZONS, Audience, Matrix, Place, Row
from copvalue_tui.tui.drawing.glyphs import MarkColumns, bars_of
from copvalue_tui.tui.drawing.line import clipped
from copvalue_tui.tui.grid.cell_layout import (
    CellLayout,
    cell_height,
    cell_layout,
    question,
    wrapped,
)

BOTH_FROM = 60
"""From this width on both horizons are shown side by side."""
NAME_PERCENT = 20
NARROWEST_NAME, WIDEST_NAME = 10, 24
WIDE_FROM, WIDEST_OF_ALL = 120, 34
"""From this width of the grid on names have more room, and who is meant is told whole."""
MOST_NAME_LINES = 4
MOST_PERSONA_LINES = 4


@dataclass(frozen=True, slots=True)
class Columns:
    """What is where across; all in terminal cells."""

    width: int
    name: int
    """Width of the names; 0 when they stand in the rules between the rows."""
    shown: tuple[int, ...]
    """The horizons on screen, as indexes into `HORIZONS`."""
    starts: tuple[int, ...]
    """Where the cell of each shown horizon begins: its edge."""
    cell: int
    """Width of a cell: edge, bullet, text, marks, and a blank."""
    text: int
    """Width of the texts."""
    marks: MarkColumns

    def start(self, column: int) -> int:
        """Where the cells of a shown horizon begin."""
        return self.starts[self.shown.index(column)]


EDGE, BULLET = 1, 2
"""Cells that the edge takes, and the bullet with its blank."""


def columns_for(width: int, column: int, marks: MarkColumns) -> Columns:
    """The columns of a grid `width` wide; `column` is the horizon the cursor is in."""
    if width < BOTH_FROM:
        cell = width - 1
        text = max(cell - EDGE - BULLET - marks.width - 1, 4)
        return Columns(width, 0, (column,), (0,), cell, text, marks)
    widest = WIDEST_NAME if width < WIDE_FROM else WIDEST_OF_ALL
    name = min(max(width * NAME_PERCENT // 100, NARROWEST_NAME), widest)
    cell, rest = divmod(width - name - 3, len(HORIZONS))
    name += rest
    starts = (name + 2, name + 2 + cell)
    text = max(cell - EDGE - BULLET - marks.width - 1, 4)
    return Columns(width, name, (0, 1), starts, cell, text, marks)


@dataclass(frozen=True, slots=True)
class GridLayout:
    """Where the rows of a matrix stand, in lines from the top of the first one."""

    matrix: Matrix
    rows: tuple[Row, ...]
    columns: Columns
    bars: list[int]
    """How many bars the highest priority of each row has."""
    heights: list[int]
    """Lines of each row, the rule above it not counted."""
    starts: list[int]
    """The first line of each row's block: the rule above it, which the first row has not."""
    typing: Typing | None = None
    language: str | None = ""
    """Of the questions in empty cells; None where those ask nothing."""

    @property
    def height(self) -> int:
        """All lines."""
        return self.starts[-1]

    def row_at(self, line: int) -> int:
        """Which row is at a line; the last one below the end."""
        return max(min(bisect_right(self.starts, line), len(self.rows)) - 1, 0)

    def top(self, row: int) -> int:
        """The first line of a row below its rule."""
        return self.starts[row] + (1 if row else 0)

    def cell(self, row: int, column: int) -> CellLayout:
        """The values of a cell as lines."""
        typing = (
            self.typing if self.typing and self.typing.place.cell == Place(row, column) else None
        )
        return cell_layout(self.rows[row].cell(HORIZONS[column]), self.columns.text, typing)

    def lines_of(self, place: Place) -> range:
        """The lines that a value takes, or an empty cell."""
        top = self.top(place.row)
        cell = self.cell(place.row, place.column)
        if not cell.count:
            return range(top, top + self.heights[place.row])
        lines = cell.lines(min(place.slot, cell.count - 1))
        return range(top + lines.start, top + lines.stop)

    def place_at(self, x: int, line: int) -> Place | None:
        """The place drawn at a cell of the screen, `line` counted from the first row's top."""
        if not 0 <= line < self.height:
            return None
        shown = [start for start in self.columns.starts if start <= x]
        if x >= self.columns.width - 1 or not shown:
            return None
        row = self.row_at(line)
        column = self.columns.shown[len(shown) - 1]
        cell = self.cell(row, column)
        slot = cell.slot(max(cell.at(max(line - self.top(row), 0)), 0))
        return None if slot is None else Place(row, column, slot)


def layout_of(
    matrix: Matrix,
    width: int,
    column: int,
    before: GridLayout | None = None,
    language: str | None = "",
) -> GridLayout:
    """The layout of a matrix; what did not change since `before` is not laid out again."""
    if before is not None and before.language != language:
        before = None
    if before is not None and before.matrix is matrix:
        columns = columns_for(width, column, before.columns.marks)
        if columns == before.columns:
            return before
    rows = matrix.rows
    kept = before if before is not None and _alike(before, matrix) else None
    if kept is None:
        bars = [bars_of(row) for row in rows]
    else:
        bars = [
            bar if row is old else bars_of(row)
            for row, old, bar in zip(rows, kept.rows, kept.bars, strict=True)
        ]
    columns = columns_for(width, column, MarkColumns(max(bars, default=0)))
    members = len(matrix.members)
    if kept is None or kept.columns != columns:
        heights = [
            row_height(row, index < members, columns, language) for index, row in enumerate(rows)
        ]
    else:
        heights = [
            height if row is old else row_height(row, index < members, columns, language)
            for index, (row, old, height) in enumerate(
                zip(rows, kept.rows, kept.heights, strict=True)
            )
        ]
    starts = _row_starts(heights)
    return GridLayout(matrix, rows, columns, bars, heights, starts, language=language)


def with_typing(layout: GridLayout, typing: Typing | None) -> GridLayout:
    """The layout with what is being typed in it."""
    if typing is None:
        return layout
    typed = replace(layout, typing=typing)
    row = typing.place.row
    columns = layout.columns
    height = max(
        name_height(layout.rows[row], columns),
        *(
            max(typed.cell(row, column).height, _least(layout, row, column))
            for column in columns.shown
        ),
    )
    if height == layout.heights[row]:
        return typed
    heights = layout.heights.copy()
    heights[row] = height
    return replace(typed, heights=heights, starts=_row_starts(heights))


def layout_for(state: State, width: int) -> GridLayout:
    """The layout of what a state shows."""
    column = state.typing.place.column if state.typing else state.cursor.column
    layout = layout_of(state.matrix, width, column, None, asked_in(state))
    return with_typing(layout, state.typing)


def asked_in(state: State) -> str | None:
    """The language in which empty cells ask; under a filter they are not empty, and ask nothing."""
    return state.language if state.matrix_filter is None else None


def row_height(row: Row, member: bool, columns: Columns, language: str | None = "") -> int:
    """Lines of a row: its name, and the longest of its shown cells."""
    audience: Audience = "members" if member else "organizations"
    height = name_height(row, columns)
    for column in columns.shown:
        cell = row.cell(HORIZONS[column])
        if cell:
            lines = cell_height(cell, columns.text)
        elif language is not None:
            asked = question(audience, HORIZONS[column], language)
            lines = len(wrapped(asked, columns.text)) + 1
        else:
            lines = 1
        height = max(height, lines)
    return height


def name_height(row: Row, columns: Columns) -> int:
    """Lines of a row's name and of what is under it."""
    if not columns.name:
        return 1
    lines = min(len(wrapped(row.name, columns.name)), MOST_NAME_LINES)
    return lines + len(persona_lines(row, columns, ""))


def persona_lines(row: Row, columns: Columns, ellipsis: str) -> tuple[str, ...]:
    """Who the row's people are: a line of it, or all of it in a wide grid."""
    if not row.persona:
        return ()
    most = MOST_PERSONA_LINES if columns.width >= WIDE_FROM else 1
    lines = wrapped(row.persona, columns.name)
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], clipped(" ".join(lines[most - 1 :]), columns.name, ellipsis))


def _least(layout: GridLayout, row: int, column: int) -> int:
    """Lines that a cell without values takes: its question stays while the first one is typed."""
    if layout.language is None or layout.rows[row].cell(HORIZONS[column]):
        return 0
    asked = question(layout.matrix.audience(row), HORIZONS[column], layout.language)
    return len(wrapped(asked, layout.columns.text)) + 1


def _row_starts(heights: list[int]) -> list[int]:
    starts = list(accumulate([height + 1 for height in heights], initial=-1))
    starts[0] = 0
    return starts


def _alike(before: GridLayout, matrix: Matrix) -> bool:
    """Whether rows at the same index may be the same row, in the same audience."""
    return len(before.matrix.members) == len(matrix.members) and len(before.rows) == len(
        matrix.organizations
    ) + len(matrix.members)
