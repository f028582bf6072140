"""The middle of the screen: the grid, and the suggestions at its side or under it."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widget import Widget

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.timeline.past_view import as_shown
from copvalue_tui.tui.composition import Composition, composed
from copvalue_tui.tui.drawing.themes import Theme
from copvalue_tui.tui.grid.grid import MatrixGrid
from copvalue_tui.tui.side.offer_lines import key_for
from copvalue_tui.tui.side.panel import SuggestionPanel

PAUSE = 0.5
"""Seconds without a letter after which people look up from what they type."""


def goes_on_typing(before: State, after: State) -> bool:
    """Whether somebody is in the midst of typing a new value, or a blank line has just opened.

    Nobody reads the suggestions then, and a slow line has better things to carry.
    """
    old, new = before.typing, after.typing
    return (
        new is not None
        and new.adding
        and new.chosen is None
        and (old is None or old.chosen is None)
        and new != old
    )


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
        self._places: Composition | None = None
        self._pausing: Timer | None = None
        """Runs while letters follow one another: the panel is drawn at the first pause."""

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
        if self._places == composed(state, *self.app.size):
            self.grid.state = as_shown(state)
            if goes_on_typing(before, state):
                self.panel.hold(state)
                self._pause()
            elif self._pausing is not None:
                self.panel.hold(state)
                self.look_up()
            else:
                self.panel.state = state
            return
        # Painted once, when both have their new places, and not before.
        for widget, its in shown:
            widget.hold(its)
        self.give_places()
        self.call_after_refresh(self._catch_up)

    def _pause(self) -> None:
        if self._pausing is not None:
            self._pausing.stop()
        self._pausing = self.set_timer(PAUSE, self.look_up)

    def look_up(self) -> None:
        """Draws the panel of what was typed so far."""
        if self._pausing is not None:
            self._pausing.stop()
            self._pausing = None
        self.panel.redraw()

    def _catch_up(self) -> None:
        self.panel.redraw()
        self.grid.redraw()

    def give_places(self) -> None:
        """Gives both their places for the size of the terminal."""
        places = self._places = composed(self._state, *self.app.size)
        self.panel.place(places)
        self.grid.beside = places.beside

    def on_resize(self, event: events.Resize) -> None:
        """Another size gives both other places."""
        self.give_places()
