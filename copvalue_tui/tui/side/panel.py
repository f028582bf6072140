"""The suggestion panel widget: at the grid's side, or a strip under it; tells of clicks."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter, is_

from textual import events
from textual.geometry import Offset
from textual.message import Message

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.values import Place
from copvalue_tui.tui.composition import Composition, panel_drawer
from copvalue_tui.tui.drawing.line import Pieces
from copvalue_tui.tui.drawing.line_widget import LineWidget
from copvalue_tui.tui.drawing.themes import Theme
from copvalue_tui.tui.side.offer_lines import PanelDrawing, chosen_in
from copvalue_tui.tui.side.panel_lines import shows_value

_BUT_CURSOR = attrgetter(*(one.name for one in fields(State) if one.name != "scene"))
"""All of a state but where the cursor is in which matrix."""


class SuggestionPanel(LineWidget):
    """What could stand in the cell; `state` is set from above and nothing is decided here."""

    class OfferPointed(Message):
        """An offer was clicked."""

        def __init__(self, index: int, twice: bool = False) -> None:
            super().__init__()
            self.index = index
            self.twice = twice
            """Whether it is the second click at once."""

    def __init__(
        self, state: State, look: Theme, keymap: Keymap, *, id: str | None = "panel"
    ) -> None:
        super().__init__(state, look, id)
        self._keymap = keymap
        self._shown = PanelDrawing(())
        self._list = _list_of(state)
        self._top = 0
        self._beside = False

    def differs(self, before: State, after: State) -> bool:
        """Not when the cursor has only moved within its cell, as most keys move it, and the panel
        is too small to show the value."""
        if self._beside and before.value is not after.value and shows_value(after, *self.size):
            return True
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
        draw = panel_drawer(self._state, self._beside)
        width, height = self.size
        self._shown = draw(self._state, self._keymap, width, height, self._top, self.look.glyphs)
        self._top = self._shown.top
        return self._shown.lines

    @property
    def caret(self) -> Offset | None:
        """Where the terminal's own cursor belongs while the panel has the keys, on the screen."""
        chosen = chosen_in(self._state)
        at = self._shown.caret or next(
            ((spot.first + 1, spot.line) for spot in self._shown.spots if spot.offer == chosen),
            None,
        )
        return None if at is None or not self.display else self.region.offset + Offset(*at)

    def place(self, places: Composition) -> None:
        """Takes its place on the screen, at the grid's side or under it."""
        self.display = places.panel is not None
        self._beside = places.beside
        if places.panel is not None:
            self.styles.dock = "right" if places.beside else "bottom"
            self.styles.width = places.panel.width
            self.styles.height = places.panel.height

    def on_click(self, event: events.Click) -> None:
        """Tells which offer was clicked, or which key."""
        for spot in self._shown.spots:
            if spot.line == event.y and spot.first <= event.x < spot.last:
                self.post_message(self.OfferPointed(spot.offer, event.chain == 2))
                return
        self.point_at_key(event)

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
