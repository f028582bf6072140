"""The grid widget: paints a state's matrix, keeps the cursor in view, tells of clicks."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.message import Message

from copvalue_tui.editor.state import State
from copvalue_tui.matrix.values import Place
from copvalue_tui.tui.grid_layout import GridLayout, layout_of, with_typing
from copvalue_tui.tui.grid_lines import LOWEST, NARROWEST, lines_of, too_small
from copvalue_tui.tui.grid_view import Manner, focus_of, head_height, kept_in_view
from copvalue_tui.tui.looks import Look
from copvalue_tui.tui.painting import LineWidget
from copvalue_tui.tui.zoom_lines import ZoomLayout, zoom_heads, zoom_kept, zoom_layout, zoom_lines

WHEEL = 3
"""Lines that one step of the mouse's wheel scrolls."""


class MatrixGrid(LineWidget):
    """The whole matrix as one widget; `state` is set from above and nothing is decided here."""

    DEFAULT_CSS = "MatrixGrid { width: 1fr; height: 1fr; }"

    class PlacePointed(Message):
        """A place was clicked."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    def __init__(
        self, state: State, look: Look, *, add_key: str = "a", id: str | None = "grid"
    ) -> None:
        super().__init__(look, id)
        self._state = state
        self._manner = Manner(look.signs, add_key=add_key)
        self._base: GridLayout | None = None
        self._layout: GridLayout | ZoomLayout | None = None
        self._top = 0

    @property
    def state(self) -> State:
        """What is shown."""
        return self._state

    @state.setter
    def state(self, state: State) -> None:
        self._state = state
        self.redraw()

    @property
    def beside(self) -> bool:
        """Whether something stands at the grid's right, parted from it by its right edge."""
        return self._manner.beside

    @beside.setter
    def beside(self, beside: bool) -> None:
        if beside != self._manner.beside:
            self._manner = self._manner._replace(beside=beside)
            self.redraw()

    def redraw(self) -> None:
        """Lays out what changed and paints the lines that differ."""
        width, height = self.size
        if not width or not height:
            return
        screen = self.app.size
        if screen.width < NARROWEST or screen.height < LOWEST:
            self._layout = None
            self.paint(too_small(width, height).lines)
            return
        state = self._state
        if state.zoomed:
            zoom = self._layout = zoom_layout(state, width)
            self._top = zoom_kept(state, zoom, height, self._manner, self._top)
        else:
            self._base = layout_of(state.matrix, width, focus_of(state).column, self._base)
            grid = self._layout = with_typing(self._base, state.typing)
            self._top = kept_in_view(state, grid, height, self._top)
        self._paint()

    def _paint(self) -> None:
        state, layout, height, top = self._state, self._layout, self.size.height, self._top
        if layout is None:
            return
        if isinstance(layout, ZoomLayout):
            drawing = zoom_lines(state, layout, height, top, self._manner)
        else:
            drawing = lines_of(state, layout, height, top, self._manner)
        self.paint(drawing.lines)
        if drawing.caret and state.pane != "panel":
            # Input methods and braille displays look where the terminal's cursor stands.
            self.app.cursor_position = self.region.offset + Offset(*drawing.caret)

    def _on_resize(self, event: events.Resize) -> None:
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Tells which place was clicked."""
        place = self.place_at(event.x, event.y)
        if place is not None:
            self.post_message(self.PlacePointed(place))

    def place_at(self, x: int, y: int) -> Place | None:
        """The place drawn at a cell of the widget, if any."""
        line = y - self._heads()
        if self._layout is None or line < 0:
            return None
        if isinstance(self._layout, ZoomLayout):
            return self._layout.place_at(line + self._top)
        return self._layout.place_at(x, line + self._top)

    def _heads(self) -> int:
        """How many lines at the top do not scroll."""
        height = self.size.height
        if isinstance(self._layout, ZoomLayout):
            return len(zoom_heads(self._state, self._layout, height, self._manner))
        return head_height(self._state, height)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls; the cursor stays where it is."""
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls; the cursor stays where it is."""
        self._scroll(-WHEEL)

    def _scroll(self, by: int) -> None:
        if self._layout is not None:
            room = self.size.height - self._heads()
            self._top = max(min(self._top + by, self._layout.height - room), 0)
            self._paint()
