"""The middle of the screen: the grid, and the suggestions at its side or under it."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widget import Widget

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.timeline.past_view import as_shown
from copvalue_tui.tui.composition import composed, composed_for
from copvalue_tui.tui.drawing.themes import Theme
from copvalue_tui.tui.grid.grid import MatrixGrid
from copvalue_tui.tui.side.offer_lines import key_for
from copvalue_tui.tui.side.panel import SuggestionPanel


class Workspace(Widget):
    """Shows the state in both of its widgets, and gives each its place."""

    DEFAULT_CSS = "Workspace { width: 1fr; height: 1fr; layout: vertical; }"
    BLANK = True  # the grid and the panel cover all of it; nothing is drawn that nobody sees

    def __init__(
        self, state: State, look: Theme, keymap: Keymap, *, id: str | None = "board"
    ) -> None:
        super().__init__(id=id)
        self.grid = MatrixGrid(state, look, add_key=key_for(keymap, "add-below"))
        self.panel = SuggestionPanel(state, look, keymap)
        self._state = state

    def compose(self) -> ComposeResult:
        """The grid and the panel."""
        self.give_places()
        yield self.panel
        yield self.grid

    @property
    def state(self) -> State:
        """What is shown."""
        return self._state

    @state.setter
    def state(self, state: State) -> None:
        before, self._state = self._state, state
        shown = ((self.panel, state), (self.grid, as_shown(state)))
        if composed_for(before) == composed_for(state):
            for widget, its in shown:
                widget.state = its
            return
        # Painted once, when both have their new places, and not before.
        for widget, its in shown:
            widget.hold(its)
        self.give_places()
        self.call_after_refresh(self._catch_up)

    def _catch_up(self) -> None:
        self.panel.redraw()
        self.grid.redraw()

    def give_places(self) -> None:
        """Gives both their places for the size of the terminal."""
        places = composed(self._state, *self.app.size)
        self.panel.place(places)
        self.grid.beside = places.beside

    def on_resize(self, event: events.Resize) -> None:
        """Another size gives both other places."""
        self.give_places()
