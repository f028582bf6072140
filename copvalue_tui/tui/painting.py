"""From lines to what Textual shows: the base of the widgets that paint a state line by line."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from copvalue_tui.tui.drawing import Pieces
from copvalue_tui.tui.looks import Look


def painted(line: Pieces, look: Look, width: int) -> Strip:
    """A line as Textual's screen wants it; its texts are safe and `width` cells in all."""
    styles = look.styles
    return Strip([Segment(text, styles[tone]) for text, tone in line], width)


class LineWidget(Widget):
    """Paints lines, and when they are others only those that differ."""

    ALLOW_SELECT = False

    def __init__(self, look: Look, id: str | None = None) -> None:
        super().__init__(id=id)
        self.look = look
        self.lines: tuple[Pieces, ...] = ()
        """Each as wide as the widget."""

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width = self.size.width
        if y < len(self.lines):
            return painted(self.lines[y], self.look, width)
        return Strip.blank(width, self.look.styles["plain"])

    def paint(self, lines: tuple[Pieces, ...]) -> None:
        """Shows other lines."""
        before, self.lines = self.lines, lines
        if len(before) != len(lines):
            self.refresh()
            return
        width = self.size.width
        changed = [y for y, line in enumerate(lines) if line != before[y]]
        if changed:
            self.refresh(*[Region(0, y, width, 1) for y in changed])
