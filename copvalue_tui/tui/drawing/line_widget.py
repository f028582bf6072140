"""From lines to what Textual shows: the base of the widgets that paint a state line by line."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from copvalue_tui.editor.keys.keymap import key_named
from copvalue_tui.editor.state.state import State
from copvalue_tui.tui.drawing.line import Pieces, key_at
from copvalue_tui.tui.drawing.themes import Theme

NOWHERE = Size(0, 0)


def painted(line: Pieces, look: Theme, width: int) -> Strip:
    """A line as Textual's screen wants it; its texts are safe and `width` cells in all."""
    styles, spelled = look.styles, look.spelled
    return Strip([Segment(spelled(text), styles[tone]) for text, tone in line], width)


class LineWidget(Widget):
    """Paints lines made from a state, and for another state only the lines that differ."""

    ALLOW_SELECT = False

    class KeyPointed(Message):
        """A key that a line names was clicked, or the word beside it."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, state: State, look: Theme, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.lines: tuple[Pieces, ...] = ()
        """What is painted; each as wide as the widget."""
        self._state = state
        self._drawn_for = NOWHERE

    def wear(self, look: Theme) -> None:
        """Paints everything in another look, whose signs may be others too."""
        self.look = look
        self.redraw()
        self.refresh()

    def drawn(self) -> tuple[Pieces, ...]:
        """The lines of the state, for the size that the widget has."""
        raise NotImplementedError

    @property
    def state(self) -> State:
        """What is shown."""
        return self._state

    @state.setter
    def state(self, state: State) -> None:
        before, self._state = self._state, state
        if self.differs(before, state):
            self.redraw()

    def differs(self, before: State, after: State) -> bool:
        """Whether a state may have other lines than the one before; where not, none are drawn."""
        return True

    def hold(self, state: State) -> None:
        """Takes a state that is painted later, when the widget has its new place."""
        self._state = state

    def redraw(self) -> None:
        """Paints the lines that differ from those on screen."""
        size = self.size
        if not size or not self.display:
            return
        before, self.lines = self.lines, self.drawn()
        width, height = self._drawn_for = size
        if not len(before) == len(self.lines) == height:
            self.refresh()
            return
        changed = [y for y, line in enumerate(self.lines) if line != before[y]]
        if changed:
            self.refresh(*[Region(0, y, width, 1) for y in changed])

    def render_line(self, y: int) -> Strip:
        """One of the lines, drawn now when the widget has another size than they were made for."""
        if self._drawn_for != self.size:
            self.lines = self.drawn()
            self._drawn_for = self.size
        width = self.size.width
        if y < len(self.lines):
            return painted(self.lines[y], self.look, width)
        return Strip.blank(width, self.look.styles["plain"])

    def point_at_key(self, event: events.Click) -> None:
        """Tells which key was clicked, if a line names one there."""
        line = self.lines[event.y] if event.y < len(self.lines) else ()
        if key := key_named(key_at(line, event.x)):
            self.post_message(self.KeyPointed(key))

    def on_resize(self, event: events.Resize) -> None:
        """Another size asks for other lines."""
        self.redraw()
