"""A line being typed: its text, the caret in it, and the readline moves on both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from copvalue_tui.matrix.text.width import graphemes


@dataclass(frozen=True, slots=True)
class TextLine:
    """Text being typed and the caret in it."""

    text: str = ""
    caret: int = 0
    """Offset into `text`; always between two graphemes."""

    @property
    def before(self) -> str:
        """The text left of the caret."""
        return self.text[: self.caret]

    @property
    def after(self) -> str:
        """The text from the caret on."""
        return self.text[self.caret :]


def line_of(text: str) -> TextLine:
    """The text with the caret at its end."""
    return TextLine(text, len(text))


def typed(line: TextLine, text: str) -> TextLine:
    """The line with `text` typed at the caret."""
    return TextLine(line.before + text + line.after, line.caret + len(text))


def left(line: TextLine) -> TextLine:
    """The caret one grapheme to the left."""
    parts = graphemes(line.before)
    return replace(line, caret=line.caret - len(parts[-1])) if parts else line


def right(line: TextLine) -> TextLine:
    """The caret one grapheme to the right."""
    parts = graphemes(line.after)
    return replace(line, caret=line.caret + len(parts[0])) if parts else line


def home(line: TextLine) -> TextLine:
    """The caret at the start."""
    return replace(line, caret=0)


def end(line: TextLine) -> TextLine:
    """The caret at the end."""
    return replace(line, caret=len(line.text))


def word_left(line: TextLine) -> TextLine:
    """The caret at the start of the word at its left."""
    before = line.before.rstrip()
    return replace(line, caret=before.rfind(" ") + 1)


def word_right(line: TextLine) -> TextLine:
    """The caret behind the word at its right."""
    after = line.after
    start = len(after) - len(after.lstrip())
    stop = after.find(" ", start)
    return end(line) if stop < 0 else replace(line, caret=line.caret + stop)


def backspace(line: TextLine) -> TextLine:
    """The line without the grapheme left of the caret."""
    return TextLine(left(line).before + line.after, left(line).caret)


def delete(line: TextLine) -> TextLine:
    """The line without the grapheme at the caret."""
    return TextLine(line.before + right(line).after, line.caret)


def kill_end(line: TextLine) -> TextLine:
    """The line without the text from the caret on."""
    return line_of(line.before)


def kill_start(line: TextLine) -> TextLine:
    """The line without the text left of the caret."""
    return TextLine(line.after, 0)


def kill_word(line: TextLine) -> TextLine:
    """The line without the word left of the caret."""
    start = word_left(line).caret
    return TextLine(line.text[:start] + line.after, start)


def kill_word_right(line: TextLine) -> TextLine:
    """The line without the word at the caret and the blanks before it."""
    return TextLine(line.before + line.text[word_right(line).caret :], line.caret)


LINE_KEYS: dict[str, Callable[[TextLine], TextLine]] = {
    "left": left,
    "right": right,
    "home": home,
    "end": end,
    "backspace": backspace,
    "delete": delete,
    "ctrl+a": home,
    "ctrl+e": end,
    "ctrl+b": left,
    "ctrl+f": right,
    "ctrl+d": delete,
    "ctrl+k": kill_end,
    "ctrl+u": kill_start,
    "ctrl+w": kill_word,
    "ctrl+left": word_left,
    "ctrl+right": word_right,
    "ctrl+delete": kill_word_right,
    "alt+b": word_left,
    "alt+f": word_right,
    "alt+d": kill_word_right,
    "alt+backspace": kill_word,
    "alt+left": word_left,
    "alt+right": word_right,
}
"""Key → what it does to a line being typed, wherever one is typed: in a cell or at a prompt."""
