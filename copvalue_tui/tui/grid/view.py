"""Which lines of the grid are on screen: where the person is stays in view."""

from __future__ import annotations

from typing import NamedTuple

from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.values import HORIZONS, Place
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import Pieces
from copvalue_tui.tui.grid.layout import GridLayout

MEANS_FROM = 9
"""In lower grids what the horizons mean here gives its line to the values."""
CONTEXT = 2
"""Lines kept in view above and below the cursor, where there is room."""


class Drawing(NamedTuple):
    """What a widget paints."""

    lines: tuple[Pieces, ...]
    """As many as the widget is high, each exactly as wide."""
    caret: tuple[int, int] | None = None
    """Column and line where the terminal's own cursor belongs, when that is on screen."""


class GridOptions(NamedTuple):
    """How a grid is drawn, apart from its state and size."""

    glyphs: Glyphs
    beside: bool = False
    """Whether something is at its right: then the line at its right edge is always drawn."""
    add_key: str = "a"
    """The key that adds a value; empty when there is none."""


def focus_of(state: State) -> Place:
    """Where the person is: at the value being typed, or at the cursor."""
    return state.typing.place if state.typing else state.cursor


def head_height(state: State, height: int) -> int:
    """How many lines at the top stay while the rows scroll."""
    means = any(state.matrix.means(horizon) for horizon in HORIZONS)
    return 3 if means and height >= MEANS_FROM else 2


def kept_in_view(state: State, layout: GridLayout, height: int, top: int) -> int:
    """The first line of the rows on screen, moved as little as shows the cursor.

    `height` is that of the whole grid, `top` the first line so far. Of a value that is higher than
    the screen the start is shown, or where it is being typed the line with the caret.
    """
    room = max(height - head_height(state, height), 1)
    focus = focus_of(state)
    lines = layout.lines_of(focus)
    if len(lines) > room:
        typed = layout.cell(focus.row, focus.column).typed
        first = lines.start + (typed.caret_line if typed else 0)
        lines = range(first, first + (1 if typed else room))
    around = min(CONTEXT if room > 8 else 1, (room - len(lines)) // 2)
    least, most = lines.stop + around - room, lines.start - around
    if not least <= top <= most:
        # In strides: a screen that moves at every key is hard on the eye and on a thin line.
        stride = room // 3
        top = min(least + stride, most) if top < least else max(most - stride, least)
    top = settled(layout, room, top)
    row = layout.row_at(top)
    if top and layout.starts[row] == top and row != len(state.matrix.members):
        # The heads end with a rule already; at the end one more line is left for the last rule.
        top = min(top + 1, max(layout.height + 1 - room, 0))
    return top


def settled(layout: GridLayout, room: int, top: int) -> int:
    """A first line that leaves no more of the screen blank than it must."""
    return max(min(top, layout.height - room), 0)


def thumb_of(height: int, room: int, top: int) -> range:
    """Which of `room` lines of a scroll bar show the part on screen; none when all of it is."""
    if height <= room or room < 1:
        return range(0)
    size = max(room * room // height, 1)
    first = (top * (room - size) + (height - room) // 2) // (height - room)
    first = min(first, room - size)
    return range(first, first + size)
