"""The line of a dialog that is typed: Textual's Input, moved by letters as people see them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from textual import events
from textual.actions import parse
from textual.binding import Binding
from textual.geometry import NULL_OFFSET, Offset
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.input import Selection

from copvalue_tui.editor.keys.keymap import key_name
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable_line, safe
from copvalue_tui.matrix.text.width import cell_width, graphemes
from copvalue_tui.tui.dialogs.dialog import look_of
from copvalue_tui.tui.drawing.line import LineBuilder, Tone
from copvalue_tui.tui.drawing.line_widget import painted

_ALSO = {
    "ctrl+b": "cursor_left",
    "ctrl+f": "cursor_right",
    "ctrl+delete": "delete_right_word",
    "alt+b": "cursor_left_word",
    "alt+left": "cursor_left_word",
    "alt+f": "cursor_right_word",
    "alt+right": "cursor_right_word",
    "alt+d": "delete_right_word",
    "alt+backspace": "delete_left_word",
}
"""Keys of readline that Textual does not bind, or binds otherwise."""


class TextField(Input):
    """A line of text; what it begins with is selected, so that typing replaces it."""

    def __init__(self, initial: str) -> None:
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._initial = initial

    def on_mount(self) -> None:
        """All of the text to begin with is selected."""
        self.value = self._initial
        self.select_all()

    def press(self, key: str) -> str:
        """Types or edits; gives what is to be said of the key, mostly nothing."""
        action = _actions().get(key)
        if action is not None:
            action(self)
            return ""
        letter = " " if key == "space" else key
        if len(letter) != 1:
            return f"{key_name(key)} does nothing here."
        taken = acceptable_line(letter, self.value[: min(self.selection)], more=True)
        self._put(taken.text)
        return taken.refusal

    def cancels(self, key: str) -> bool:
        """Whether a key leaves the dialog; Ctrl+C copies what is selected first."""
        if key == "ctrl+c":
            return self.selection.is_empty
        return key in ("escape", "ctrl+g", "ctrl+q")

    def on_click(self, event: events.Click) -> None:
        """Before the letter that was clicked, as we draw it: Textual counts an emoji's parts."""
        column, at = -self._hidden, 0
        for letter in graphemes(self.value):
            column += cell_width(self._drawn(letter))
            if column > event.x:
                break
            at += len(letter)
        if self.selection.is_empty:
            self.cursor_position = at

    def paste(self, text: str) -> None:
        """Puts a pasted text in, made one tidy line."""
        self._put(tidy(acceptable_line(text, self.value[: min(self.selection)]).text))

    def become(self, text: str, position: int) -> None:
        """Takes another text, the caret at a position in it."""
        self.value = text
        self.cursor_position = position

    def _put(self, text: str) -> None:
        if text:
            self.replace(text, *self.selection)

    @property
    def caret(self) -> Offset:
        """Where the caret is on the screen."""
        if not self.size:
            return NULL_OFFSET
        return self.content_region.offset + Offset(self._column - self._hidden, 0)

    @property
    def _column(self) -> int:
        """Cells before the caret."""
        before = self.value[: self.cursor_position]
        return sum(cell_width(self._drawn(letter)) for letter in graphemes(before))

    @property
    def _hidden(self) -> int:
        """Cells that are out of sight at the left, so that the caret is in sight."""
        at, room = self._column, max(self.size.width, 1)
        return min(max(self.scroll_offset.x, at - room + 1), at)

    def _drawn(self, letter: str) -> str:
        return look_of(self).spelled(safe(letter))

    def render_line(self, y: int) -> Strip:
        """The text letter by letter as people see it: Textual may cut one in pieces."""
        builder, width = LineBuilder(), self.size.width
        low, high = sorted(self.selection)
        at, column = 0, -self._hidden
        for letter in (*graphemes(self.value), " "):
            end = column + cell_width(self._drawn(letter))
            if end > width:
                break
            tone: Tone = "cursor" if low <= at < high else "plain"
            if column >= 0:
                builder.write(self._drawn(letter), "caret" if at == self.selection.end else tone)
            else:
                builder.to(end)
            at, column = at + len(letter), end
        return painted(builder.line(width), look_of(self), width)

    def action_cursor_left(self, select: bool = False) -> None:
        """To the left by one letter, its accents included."""
        if select or self.selection.is_empty:
            self._go(self.cursor_position - self._step(-1), select)
        else:
            self.cursor_position = min(self.selection)

    def action_cursor_right(self, select: bool = False) -> None:
        """To the right by one letter, its accents included."""
        if select or self.selection.is_empty:
            self._go(self.cursor_position + self._step(1), select)
        else:
            self.cursor_position = max(self.selection)

    def _go(self, at: int, select: bool) -> None:
        self.selection = Selection(self.selection.start if select else at, at)

    def action_delete_left(self) -> None:
        """Deletes the letter at the left, or what is selected."""
        if self.selection.is_empty:
            self.delete(self.cursor_position - self._step(-1), self.cursor_position)
        else:
            self.delete_selection()

    def action_delete_right(self) -> None:
        """Deletes the letter at the caret, or what is selected."""
        if self.selection.is_empty:
            self.delete(self.cursor_position, self.cursor_position + self._step(1))
        else:
            self.delete_selection()

    def action_paste(self) -> None:
        """Puts in what was copied here."""
        self.paste(self.app.clipboard)

    def _step(self, by: int) -> int:
        """How many characters the letter at one side of the caret has."""
        at = self.cursor_position
        letters = graphemes(self.value[:at] if by < 0 else self.value[at:])
        return len(letters[-1 if by < 0 else 0]) if letters else 0


@cache
def _actions() -> dict[str, Callable[[TextField], None]]:
    """Key → what it does: Textual's own table for an Input, and the rest of readline."""
    names = {
        key: binding.action
        for binding in Input.BINDINGS
        if isinstance(binding, Binding) and binding.action != "submit"
        for key in binding.key.split(",")
    }
    return {key: _action(name) for key, name in (names | _ALSO).items()}


def _action(name: str) -> Callable[[TextField], None]:
    _, method, arguments = parse(name)
    return lambda field: getattr(field, f"action_{method}")(*arguments)
