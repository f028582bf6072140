"""The grid widget: paints a state's matrix, keeps the cursor in view, tells of clicks."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset
from textual.message import Message

from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.values import HORIZONS, ById, Place
from copvalue_tui.tui.drawing.line import Pieces
from copvalue_tui.tui.drawing.line_widget import LineWidget
from copvalue_tui.tui.drawing.themes import Theme
from copvalue_tui.tui.grid.layout import (
    BOTH_FROM,
    BULLET,
    GridLayout,
    asked_in,
    layout_of,
    with_typing,
)
from copvalue_tui.tui.grid.lines import LOWEST, NARROWEST, Kept, lines_of, too_small
from copvalue_tui.tui.grid.view import Drawing, GridOptions, focus_of, head_height, kept_in_view
from copvalue_tui.tui.grid.zoom_lines import (
    ZoomLayout,
    zoom_heads,
    zoom_kept,
    zoom_layout,
    zoom_lines,
)

WHEEL = 3
"""Lines that one step of the mouse's wheel scrolls."""


class MatrixGrid(LineWidget):
    """The whole matrix as one widget; `state` is set from above and nothing is decided here."""

    DEFAULT_CSS = "MatrixGrid { width: 1fr; height: 1fr; }"

    class PlacePointed(Message):
        """A place was clicked."""

        def __init__(self, place: Place, twice: bool = False) -> None:
            super().__init__()
            self.place = place
            self.twice = twice
            """Whether it is the second click at once."""

    class RowPointed(PlacePointed):
        """A row's name was clicked; the place is the row's, in the cursor's horizon."""

    class TextPointed(Message):
        """A place in the text that is typed was clicked."""

        def __init__(self, line: int, column: int, width: int) -> None:
            super().__init__()
            self.line = line
            """Of the lines in which the text is wrapped."""
            self.column = column
            self.width = width
            """Of the text."""

    def __init__(
        self, state: State, look: Theme, *, add_key: str = "a", id: str | None = "grid"
    ) -> None:
        super().__init__(state, look, id)
        self._add_key = add_key
        self._beside = False
        self._bases: dict[tuple[int, bool], GridLayout] = {}
        """Layouts without what is being typed, by the horizon shown alone and whether all values
        are shown: the next are made from these."""
        self._layout: GridLayout | ZoomLayout | None = None
        self._kept: Kept = {}
        self._top = 0
        self._caret: tuple[int, int] | None = None
        self._shown: object = None
        """What the view was last moved for; until it is another, the wheel may leave the cursor."""

    @property
    def beside(self) -> bool:
        """Whether something is at the grid's right, parted from it by its right edge."""
        return self._beside

    @beside.setter
    def beside(self, beside: bool) -> None:
        if beside != self._beside:
            self._beside = beside
            self.redraw()

    @property
    def _manner(self) -> GridOptions:
        return GridOptions(self.look.glyphs, self._beside, self._add_key)

    def drawn(self) -> tuple[Pieces, ...]:
        """The lines of the grid, the cursor in view."""
        width, height = self.size
        screen = self.app.size
        if screen.width < NARROWEST or screen.height < LOWEST:
            self._layout = None
            return too_small(width, height).lines
        state = self._state
        shown = (focus_of(state), state.typing, state.one_cell, ById(state.matrix), self.size)
        moved, self._shown = shown != self._shown, shown
        if state.in_workshop:
            drawing = self._in_room(state)
        elif state.one_cell:
            zoom = self._layout = zoom_layout(state, width)
            if moved:
                self._top = zoom_kept(state, zoom, height, self._manner, self._top)
            drawing = zoom_lines(state, zoom, height, self._top, self._manner)
        else:
            grid = self._layout = with_typing(self._base(width), state.typing)
            if moved:
                self._top = kept_in_view(state, grid, height, self._top)
            drawing = lines_of(state, grid, height, self._top, self._manner, self._kept)
        self._caret = drawing.caret
        return drawing.lines

    @property
    def caret(self) -> Offset | None:
        """Where the terminal's own cursor belongs on the screen: at the value, or in the text.

        Input methods and braille displays look there.
        """
        return self.region.offset + Offset(*self._caret) if self._caret else None

    def _in_room(self, state: State) -> Drawing:
        """A presentation or a voting round."""
        # Here, not above: most sessions are not held in front of a room.
        from copvalue_tui.tui.grid.room_lines import room_lines

        self._layout, self._top, drawing = room_lines(state, *self.size, self._manner, self._top)
        return drawing

    def _base(self, width: int) -> GridLayout:
        """The layout of the matrix without what is being typed, made from the one before."""
        column = focus_of(self._state).column
        alone = column if width < BOTH_FROM else len(HORIZONS)
        asked = asked_in(self._state)
        before = self._bases.get((alone, asked is None))
        base = layout_of(self._state.matrix, width, column, before, asked)
        self._bases[alone, asked is None] = base
        return base

    @property
    def text_width(self) -> int:
        """How many cells wide the texts of the cell of the cursor are."""
        layout = self._layout
        if isinstance(layout, ZoomLayout):
            return layout.text
        return self.size.width if layout is None else layout.columns.text

    def on_click(self, event: events.Click) -> None:
        """Tells which place was clicked, or which row, or where in the text that is typed."""
        twice = event.chain == 2
        if (pointed := self._text_at(event.x, event.y)) is not None:
            self.post_message(pointed)
        elif (place := self.place_at(event.x, event.y)) is not None:
            self.post_message(self.PlacePointed(place, twice))
        elif (place := self._row_at(event.x, event.y)) is not None:
            self.post_message(self.RowPointed(place, twice))

    def _text_at(self, x: int, y: int) -> TextPointed | None:
        """The place in the text that is typed, where it is drawn at a cell of the widget."""
        layout, typing = self._layout, self._state.typing
        if layout is None or typing is None or self._caret is None:
            return None
        place = typing.place
        cell = (
            layout.cell if isinstance(layout, ZoomLayout) else layout.cell(place.row, place.column)
        )
        width, typed = self.text_width, cell.typed
        if typed is None:
            return None
        line = y - self._caret[1] + typed.caret_line
        column = x - self._caret[0] + typed.caret_column(width)
        inside = 0 <= line < len(typed.spans) and -BULLET <= column <= width
        return self.TextPointed(line, column, width) if inside else None

    def _row_at(self, x: int, y: int) -> Place | None:
        """The row whose name is drawn at a cell of the widget, if any."""
        layout, line = self._layout, y - self._heads()
        if not isinstance(layout, GridLayout) or line < 0:
            return None
        named = x < layout.columns.name and line + self._top < layout.height
        column = focus_of(self._state).column
        return Place(layout.row_at(line + self._top), column) if named else None

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
            self.redraw()
