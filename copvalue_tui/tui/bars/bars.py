"""The bar widgets: title above the grid, keys and status line below it."""

from __future__ import annotations

from datetime import datetime

from textual import events
from textual.timer import Timer

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.modes import InRoom
from copvalue_tui.editor.state.state import State
from copvalue_tui.tui.bars.bar_lines import foot_line, status_height, status_lines, title_line
from copvalue_tui.tui.drawing.line import Pieces
from copvalue_tui.tui.drawing.line_widget import LineWidget
from copvalue_tui.tui.drawing.themes import Theme


class Bar(LineWidget):
    """One line made from the state, which is set from above."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; }"

    def drawn(self) -> tuple[Pieces, ...]:
        """The one line."""
        return (self.line(self._state, self.size.width),)

    def line(self, state: State, width: int) -> Pieces:
        """What the bar says, exactly `width` cells."""
        raise NotImplementedError


class TitleBar(Bar):
    """Whose matrix it is, how many values it has, whether they are saved."""

    def __init__(self, state: State, look: Theme) -> None:
        super().__init__(state, look, "title")
        self._saving = False
        self._next_minute: Timer | None = None
        """Runs while the clock is shown."""

    @property
    def saving(self) -> bool:
        """Whether a save is under way that takes long enough to be shown."""
        return self._saving

    @saving.setter
    def saving(self, saving: bool) -> None:
        if saving != self._saving:
            self._saving = saving
            self.redraw()

    def line(self, state: State, width: int) -> Pieces:
        """The title on the left, the tally on the right."""
        return title_line(
            state, width, self.look.glyphs, saving=self._saving, clock=self._time(state)
        )

    def _time(self, state: State) -> str:
        """The time of day, where it is shown; then it is drawn again as soon as it is another."""
        if self._next_minute is not None:
            self._next_minute.stop()
            self._next_minute = None
        if not (isinstance(state.mode, InRoom) and state.mode.clock):
            return ""
        now = datetime.now().astimezone()
        self._next_minute = self.set_timer(60 - now.second + 0.1, self.redraw)
        return f"{now:%H:%M}"


class FooterBar(Bar):
    """The keys that make sense now."""

    def __init__(self, state: State, look: Theme, keymap: Keymap) -> None:
        super().__init__(state, look, "footer")
        self._keymap = keymap

    def line(self, state: State, width: int) -> Pieces:
        """As many keys as fit."""
        return foot_line(state, self._keymap, width, self.look.glyphs)

    def on_click(self, event: events.Click) -> None:
        """Tells which key was clicked."""
        self.point_at_key(event)


class StatusLine(LineWidget):
    """What just happened, and how to undo it; two lines where that is too long for one."""

    DEFAULT_CSS = "StatusLine { height: 1; width: 1fr; }"

    def __init__(self, state: State, look: Theme, keymap: Keymap) -> None:
        super().__init__(state, look, "status")
        self._keymap = keymap

    @property
    def state(self) -> State:
        """What is shown."""
        return self._state

    @state.setter
    def state(self, state: State) -> None:
        before, self._state = self._height, state
        if before == self._height:
            self.redraw()
        else:
            # Painted once, when it has its new place.
            self.styles.height = self._height

    @property
    def _height(self) -> int:
        return status_height(self._state, self.app.size.width)

    def drawn(self) -> tuple[Pieces, ...]:
        """The state's message, or the facts of the value under the cursor."""
        return status_lines(self._state, self._keymap, self.size.width, self.look.glyphs)

    def on_mount(self) -> None:
        """The first message may be a long one."""
        self.styles.height = self._height

    def on_resize(self, event: events.Resize) -> None:
        """Another width may need another number of lines."""
        self.styles.height = self._height
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Tells which key was clicked."""
        self.point_at_key(event)
