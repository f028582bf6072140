"""The suggestion panel widget: at the grid's side, or a strip under it; tells of clicks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter, is_

from textual import events
from textual.geometry import Offset
from textual.message import Message

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.values import Place
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import Pieces
from copvalue_tui.tui.drawing.line_widget import LineWidget
from copvalue_tui.tui.drawing.themes import Theme
from copvalue_tui.tui.side.offer_lines import PanelDrawing, chosen_in
from copvalue_tui.tui.side.panel_lines import panel_lines, side_width
from copvalue_tui.tui.side.strip_lines import strip_height, strip_lines

_BUT_CURSOR = attrgetter(*(one.name for one in fields(State) if one.name != "scene"))
"""All of a state but where the cursor stands in which matrix."""
LEAST_STRIP = 3
"""Lines of the strip in a terminal that is too low for one, while somebody chooses in it."""


class SuggestionPanel(LineWidget):
    """What could stand in the cell; `state` is set from above and nothing is decided here."""

    class OfferPointed(Message):
        """An offer was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(
        self, state: State, look: Theme, keymap: Keymap, *, id: str | None = "panel"
    ) -> None:
        super().__init__(state, look, id)
        self._keymap = keymap
        self._shown = PanelDrawing(())
        self._list = _list_of(state)
        self._top = 0

    def differs(self, before: State, after: State) -> bool:
        """Not when the cursor has only moved within its cell, as most keys move it."""
        return not (
            before.timeline is None
            and before.reviewing is None
            and before.matrix is after.matrix
            and before.cursor.cell == after.cursor.cell
            and all(map(is_, _BUT_CURSOR(before), _BUT_CURSOR(after)))
        )

    def drawn(self) -> tuple[Pieces, ...]:
        """The lines of the panel, or of the strip."""
        if _list_of(self._state) != self._list:
            self._list = _list_of(self._state)
            self._top = 0
        draw = _drawing_of(self._state, bool(side_width(self.app.size.width)))
        width, height = self.size
        self._shown = draw(self._state, self._keymap, width, height, self._top, self.look.glyphs)
        self._top = self._shown.top
        if self._shown.caret:
            self.app.cursor_position = self.region.offset + Offset(*self._shown.caret)
        return self._shown.lines

    def place(self, screen_width: int, screen_height: int) -> bool:
        """Takes its place for a terminal of this size; whether that is at the grid's side.

        It is hidden by S, in a low terminal, and beside a zoomed cell, but never while somebody
        chooses in it.
        """
        talks = self._state.timeline is not None or self._state.reviewing is not None
        wanted = chosen_in(self._state) is not None or talks
        side = side_width(screen_width)
        height = strip_height(screen_height) or (LEAST_STRIP if wanted else 0)
        if talks:
            height = max(height, screen_height // 3)
        shown = self._state.panel_shown and not self._state.one_cell
        self.display = wanted or (shown and bool(side or height))
        self.styles.dock = "right" if side else "bottom"
        self.styles.width = side or "100%"
        self.styles.height = "100%" if side else height
        return bool(side) and self.display

    def on_click(self, event: events.Click) -> None:
        """Tells which offer was clicked."""
        for spot in self._shown.spots:
            if spot.line == event.y and spot.first <= event.x < spot.last:
                self.post_message(self.OfferPointed(spot.offer))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls."""
        self._top += 1
        self.redraw()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls."""
        self._top = max(self._top - 1, 0)
        self.redraw()


def _list_of(state: State) -> tuple[Place, str, bool, bool]:
    """What makes the list another one, to be shown from its start."""
    past = state.timeline is not None
    return state.cursor.cell, state.in_panel.query, past, state.reviewing is not None


def _drawing_of(
    state: State, side: bool
) -> Callable[[State, Keymap, int, int, int, Glyphs], PanelDrawing]:
    """What draws the lines: timeline and review stand where the suggestions stood."""
    if state.reviewing is not None:
        from copvalue_tui.tui.side.review_lines import review_lines, review_strip

        return review_lines if side else review_strip
    if state.timeline is None:
        return panel_lines if side else strip_lines
    from copvalue_tui.tui.side.timeline_lines import timeline_lines, timeline_strip

    return timeline_lines if side else timeline_strip
