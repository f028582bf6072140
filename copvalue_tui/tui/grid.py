"""The grid widget: paints a state's matrix, keeps the cursor in view, tells of clicks."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.message import Message

from copvalue_tui.editor.state import State
from copvalue_tui.matrix.values import Place
from copvalue_tui.tui.grid_layout import GridLayout, layout_of, with_typing
from copvalue_tui.tui.grid_lines import LOWEST, NARROWEST, lines_of, too_small
from copvalue_tui.tui.grid_view import Manner, focus_of, head_height, kept_in_view, settled
from copvalue_tui.tui.looks import Look
from copvalue_tui.tui.painting import LineWidget

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
        self._layout: GridLayout | None = None
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
            self.paint(too_small(width, height))
            return
        state = self._state
        focus = focus_of(state)
        self._base = layout_of(state.matrix, width, focus.column, self._base)
        self._layout = with_typing(self._base, state.typing)
        self._top = kept_in_view(state, self._layout, height, self._top)
        self._paint()

    def _paint(self) -> None:
        if self._layout is not None:
            height = self.size.height
            self.paint(lines_of(self._state, self._layout, height, self._top, self._manner))
            if self.drawing.caret:
                # Input methods and braille displays look where the terminal's cursor stands.
                self.app.cursor_position = self.region.offset + Offset(*self.drawing.caret)

    def _on_resize(self, event: events.Resize) -> None:
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Tells which place was clicked."""
        line = event.y - head_height(self._state, self.size.height)
        if self._layout is not None and line >= 0:
            place = self._layout.place_at(event.x, line + self._top)
            if place is not None:
                self.post_message(self.PlacePointed(place))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scrolls; the cursor stays where it is."""
        self._scroll(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scrolls; the cursor stays where it is."""
        self._scroll(-WHEEL)

    def _scroll(self, by: int) -> None:
        if self._layout is not None:
            height = self.size.height
            room = height - head_height(self._state, height)
            self._top = settled(self._layout, room, self._top + by)
            self._paint()
