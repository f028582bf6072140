"""A question that only Enter answers with yes, at the foot of the screen."""

from __future__ import annotations

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.wrap import wrap
from copvalue_tui.tui.dialogs.dialog import Dialog, write_keys
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces


class Confirm(Dialog[bool]):
    """Asks before a step that changes more than the value at hand."""

    def __init__(self, question: str, does: str, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self.question = safe(question)
        self.does = does

    def press(self, key: str) -> None:
        """Enter means yes. Any other key closes the question and does nothing else."""
        self.take(True if key in ("enter", "ctrl+j") else None)

    def paste(self, text: str) -> None:
        """A paste is no answer: it closes the question."""
        self.take(None)

    def height(self, width: int, most: int) -> int:
        """The question and the keys below it."""
        return min(1 + len(self._asked(width)), most)

    def lines(self, width: int, height: int) -> list[Pieces]:
        """The question, and below it what Enter and Esc do."""
        asked = [LineBuilder().write(f" {line}", "name").line(width) for line in self._asked(width)]
        hint = LineBuilder().write(" ")
        write_keys(hint, (("Enter", self.does), ("Esc", "keep")), width)
        return [*asked, hint.line(width)][-height:]

    def _asked(self, width: int) -> tuple[str, ...]:
        return wrap(self.question, max(width - 2, 1))
