"""Where each part of the screen is: the one answer for the first paint and for the widgets."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.timeline import Timeline
from copvalue_tui.matrix.values import ById, Matrix, count_values
from copvalue_tui.tui.bars.bar_lines import status_height
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.grid.layout import asked_in, layout_of
from copvalue_tui.tui.grid.view import head_height
from copvalue_tui.tui.side.offer_lines import PanelDrawing, chosen_in
from copvalue_tui.tui.side.panel_lines import panel_lines, side_width
from copvalue_tui.tui.side.strip_lines import strip_height, strip_lines

BARS = 3
"""Lines that are not the workspace's: title, footer, status line; a long message takes one more."""
LEAST_STRIP = 3
"""Lines of the strip in a terminal too low for one, while the person chooses in it."""
LOW = 24
"""In terminals as low as this the strip has one line, unless the whole matrix is seen above it."""
_SMALL = 60
"""Values of a matrix that may be seen whole in so low a terminal."""
PanelDrawer = Callable[[State, Keymap, int, int, int, Glyphs], PanelDrawing]


class Area(NamedTuple):
    """A part of the screen, in cells from its top left corner."""

    x: int
    y: int
    width: int
    height: int


class Composition(NamedTuple):
    """Where each part of the screen is."""

    title: Area
    grid: Area
    panel: Area | None
    """None while it is hidden."""
    footer: Area
    status: Area

    @property
    def beside(self) -> bool:
        """Whether the panel is beside the grid, and not under it."""
        return self.panel is not None and self.panel.x > 0


def composed(state: State, width: int, height: int) -> Composition:
    """Where each part of the screen is, for a state and the size of the terminal.

    The panel is hidden by S, in a low terminal, and beside a zoomed cell, but never while somebody
    chooses in it.
    """
    status = status_height(state, width)
    room = max(height - BARS + 1 - status, 0)
    side, strip = side_width(width), _strip(state, width, height)
    wanted = _chosen_from(state)
    shown = wanted or (state.panel_shown and not state.one_cell and bool(side or strip))
    grid, panel = Area(0, 1, width, room), None
    if shown and side:
        grid = Area(0, 1, width - side, room)
        panel = Area(width - side, 1, side, room)
    elif shown:
        # The line that a long message takes is one of the strip: the grid keeps still.
        strip = min(strip + 1 - status, room)
        grid = Area(0, 1, width, room - strip)
        panel = Area(0, 1 + room - strip, width, strip) if strip else None
    return Composition(
        title=Area(0, 0, width, 1),
        grid=grid,
        panel=panel,
        footer=Area(0, 1 + room, width, 1),
        status=Area(0, 2 + room, width, status),
    )


def _talks(state: State) -> bool:
    """Whether timeline or review take the place of the suggestions."""
    return state.timeline is not None or state.reviewing is not None


def _chosen_from(state: State) -> bool:
    return chosen_in(state) is not None or _talks(state)


def _strip(state: State, width: int, height: int) -> int:
    """How many lines the panel takes under the grid."""
    lines = strip_height(height)
    if _talks(state):
        most = max(lines, LEAST_STRIP, height // 3)
        return most if state.timeline is None else _timeline_lines(state.timeline, width, most)
    if chosen_in(state) is not None:
        return lines or LEAST_STRIP
    if lines and height <= LOW and not _seen_whole(state, width, height - BARS - lines):
        return 1
    return lines


def _timeline_lines(timeline: Timeline, width: int, most: int) -> int:
    """How many lines the timeline takes: no more than it has."""
    # Here, not above: the first screen shows no timeline.
    from copvalue_tui.tui.side.timeline_lines import timeline_height

    return timeline_height(timeline, width, most)


def _seen_whole(state: State, width: int, height: int) -> bool:
    """Whether a grid of this height shows every value."""
    matrix = state.matrix
    if 2 * len(matrix.rows) > height or count_values(matrix) > _SMALL:
        return False
    lines = _lines_of(ById(matrix), width, state.cursor.column, asked_in(state))
    return lines + head_height(state, height) <= height


@lru_cache(maxsize=16)
def _lines_of(matrix: ById[Matrix], width: int, column: int, language: str | None) -> int:
    return layout_of(matrix.thing, width, column, None, language).height


def panel_drawer(state: State, beside: bool) -> PanelDrawer:
    """What draws the panel: suggestions, or timeline or review in their place."""
    if state.reviewing is not None:
        # Here, not above: the first screen shows neither, and must be there at once.
        from copvalue_tui.tui.side.review_lines import review_lines, review_strip

        return review_lines if beside else review_strip
    if state.timeline is None:
        return panel_lines if beside else strip_lines
    from copvalue_tui.tui.side.timeline_lines import timeline_lines, timeline_strip

    return timeline_lines if beside else timeline_strip
