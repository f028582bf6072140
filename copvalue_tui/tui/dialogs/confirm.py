"""A question that only Enter answers with yes, at the foot of the screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.geometry import Offset

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, wrap
from copvalue_tui.tui.dialogs.dialog import (
    Dialog,
    DrawnLines,
    Foot,
    caret_in,
    write_keys,
)
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces
from copvalue_tui.tui.drawing.themes import Theme


class Confirm(Dialog[bool]):
    """Asks before a step that changes more than the value at hand."""

    def __init__(self, question: str, does: str, look: Theme) -> None:
        super().__init__(look)
        self.question = safe(question)
        self.does = does
        self._asked = DrawnLines(self._lines)

    def compose(self) -> ComposeResult:
        """The question, and below it what Enter and Esc do."""
        with Foot():
            yield self._asked

    def press(self, key: str) -> None:
        """Enter means yes. Any other key closes the question and does nothing else."""
        self.take(True if key in ("enter", "ctrl+j") else None)

    def paste(self, text: str) -> None:
        """A paste is no answer: it closes the question."""
        self.take(None)

    @property
    def caret(self) -> Offset:
        """Behind the question."""
        asked = self._wrapped(self.size.width)
        return caret_in(self._asked, 1 + cell_width(asked[-1]), len(asked) - 1)

    def _lines(self, width: int) -> Sequence[Pieces]:
        hint = LineBuilder().write(" ")
        write_keys(hint, (("Enter", self.does), ("Esc", "keep")), width)
        lines = [
            LineBuilder().write(f" {line}", "name").line(width) for line in self._wrapped(width)
        ]
        return [*lines, hint.line(width)]

    def _wrapped(self, width: int) -> tuple[str, ...]:
        """The question, as much of it as there is room for above the keys."""
        lines = wrap(self.question, max(width - 2, 1)) or ("",)
        return lines[: max(self.app.size.height - 2, 1)]
