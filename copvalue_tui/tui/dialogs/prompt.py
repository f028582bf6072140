"""A question with one line of text to type, at the foot of the screen; paths complete."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Offset

from copvalue_tui.editor.session.reopen import expanded
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, wrap
from copvalue_tui.tui.dialogs.dialog import Dialog, DrawnLines, Foot, write_keys
from copvalue_tui.tui.dialogs.text_field import TextField
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces, clipped
from copvalue_tui.tui.drawing.themes import Theme

MOST_LISTED = 1000
"""How many entries of a folder are looked at; more would hold up the keys."""


class Prompt(Dialog[str]):
    """Asks for one line of text."""

    AUTO_FOCUS = "TextField"
    speaks = True
    keys: tuple[tuple[str, str], ...] = (("Enter", "confirm"), ("Esc", "cancel"))

    def __init__(self, question: str, initial: str, look: Theme) -> None:
        super().__init__(look)
        self.question = safe(question)
        self.field = TextField(initial)
        self.message = ""
        """Shown instead of the keys until the next key."""
        self._foot_line = DrawnLines(self._hint)

    def compose(self) -> ComposeResult:
        """The keys, and below them the question and the line; a long question is above."""
        with Foot():
            yield DrawnLines(self._above)
            yield self._foot_line
            with Horizontal(classes="asked"):
                yield DrawnLines(self._before)
                yield self.field

    def press(self, key: str) -> None:
        """Enter confirms, Esc cancels, other keys type and edit as in any Input."""
        message = ""
        if key in ("enter", "ctrl+j"):
            self.take(self.field.value)
        elif self.field.cancels(key):
            self.take(None)
        else:
            message = self.field.press(key)
        self.say(message)

    def say(self, sentence: str) -> None:
        """In place of the keys."""
        if sentence != self.message:
            self.message = sentence
            self._foot_line.redraw()

    @property
    def takes_letters(self) -> bool:
        """Always: that is what it is for."""
        return True

    def paste(self, text: str) -> None:
        """Pasted text goes into the line, made one line."""
        self.field.paste(text)

    @property
    def caret(self) -> Offset:
        """In the line that is typed."""
        return self.field.caret

    def _above(self, width: int) -> Sequence[Pieces]:
        """The question on lines of its own, when it would leave the line too little room."""
        if self._fits:
            return []
        asked = wrap(self.question, max(width - 2, 1))[: max(self.size.height - 4, 0)]
        rule = LineBuilder().write(self.look.glyphs.rule * width, "rule").line(width)
        return [rule, *(LineBuilder().write(f" {line}", "name").line(width) for line in asked)]

    def _hint(self, width: int) -> Sequence[Pieces]:
        hint = LineBuilder().write(" ")
        if self.message:
            hint.write(clipped(self.message, width - 2, self.look.glyphs.ellipsis), "dim")
        else:
            write_keys(hint, self.keys, width)
        return [hint.line(width)]

    def _before(self, width: int) -> Sequence[Pieces]:
        ask = LineBuilder().write(" ")
        if self._fits:
            colon = "" if self.question.endswith((":", "?")) else ":"
            ask.write(f"{self.question}{colon}", "name").write(" ")
        else:
            ask.write(self.look.glyphs.pointer, "dim").write(" ")
        return [ask.line(ask.at)]

    @property
    def _fits(self) -> bool:
        """Whether the question leaves the line enough room."""
        return cell_width(self.question) <= max(self.size.width // 2 - 3, 7)


class PathPrompt(Prompt):
    """Asks for a file."""

    keys = (("Enter", "confirm"), ("Esc", "cancel"), ("Tab", "complete"))

    def press(self, key: str) -> None:
        """Tab completes the name of a folder or a session file."""
        if key != "tab":
            super().press(key)
            return
        field = self.field
        at = field.cursor_position
        found, names = completed(field.value[:at])
        field.become(found + field.value[at:], len(found))
        if not names:
            self.say("No folder or session file starts with that.")
        elif len(names) > 1:
            self.say(f" {self.look.glyphs.dot} ".join(safe(name) for name in names))


def completed(text: str) -> tuple[str, tuple[str, ...]]:
    """The path as far as all names agree that begin so, and those names.

    A home written `~` stays so. What cannot be looked into completes to itself.
    """
    head = text[: text.rfind("/") + 1]
    names = _names(expanded(head), text[len(head) :])
    return (head + _common(names) if names else text), tuple(names)


def _common(names: list[str]) -> str:
    """How far all of these sorted names are the same, letter by letter."""
    first, last = names[0], names[-1]
    same = (index for index, letter in enumerate(first) if last[index : index + 1] != letter)
    return first[: next(same, len(first))]


def _names(folder: Path, start: str) -> list[str]:
    """The folders, with a slash, and the session files of a folder that begin with `start`."""
    names: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for _, entry in zip(range(MOST_LISTED), entries, strict=False):
                hidden = entry.name.startswith(".") and not start.startswith(".")
                if hidden or not entry.name.startswith(start):
                    continue
                if entry.is_dir():
                    names.append(f"{entry.name}/")
                elif entry.name.endswith(".toml"):
                    names.append(entry.name)
    except (OSError, ValueError):
        return []
    return sorted(names)
