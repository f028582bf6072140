"""A question with one line of text to type, at the foot of the screen; paths complete."""

from __future__ import annotations

import os
from pathlib import Path

from copvalue_tui.editor.session.reopen import expanded
from copvalue_tui.editor.state.text_line import TextLine, line_of
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.text.wrap import wrap
from copvalue_tui.tui.dialogs.dialog import (
    Dialog,
    does_nothing,
    pasted,
    pressed,
    refusal_of,
    write_keys,
    write_line,
)
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces, clipped

MOST_LISTED = 1000
"""How many entries of a folder are looked at; more would hold up the keys."""


class Prompt(Dialog[str]):
    """Asks for one line of text."""

    speaks = True
    keys: tuple[tuple[str, str], ...] = (("Enter", "confirm"), ("Esc", "cancel"))

    def __init__(self, question: str, initial: str, glyphs: Glyphs) -> None:
        super().__init__(glyphs)
        self.question = safe(question)
        self.line: TextLine = line_of(initial)
        self.selected = bool(initial)
        """Whether all of the text is selected: typing and pasting replace it."""
        self.told = ""
        """Shown instead of the keys until the next key."""

    def press(self, key: str) -> None:
        """Enter confirms, Esc cancels, other keys type and edit as in readline."""
        self.told = ""
        if key in ("enter", "ctrl+j"):
            self.take(self.line.text)
        elif key in ("escape", "ctrl+g", "ctrl+c", "ctrl+q"):
            self.take(None)
        else:
            line = pressed(self._replaced(key), key)
            self.told = refusal_of(self.line, key) if line else does_nothing(key)
            self.selected = self.selected and line is None
            self.line = line or self.line

    def _replaced(self, key: str) -> TextLine:
        """The line that a key edits: an empty one when it replaces what is selected."""
        types = len(key) == 1 or key in ("space", "backspace", "delete")
        return TextLine() if self.selected and types else self.line

    def say(self, sentence: str) -> None:
        """In place of the keys."""
        self.told = sentence

    @property
    def takes_letters(self) -> bool:
        """Always: that is what it is for."""
        return True

    def paste(self, text: str) -> None:
        """Pasted text goes into the line, made one line."""
        self.line = pasted(TextLine() if self.selected else self.line, text)
        self.selected = False

    def height(self, width: int, most: int) -> int:
        """The keys and the line, in place of footer and status line; a long question above."""
        above = len(self._long_question(width))
        return min(2 + above + bool(above), most)

    def lines(self, width: int, height: int) -> list[Pieces]:
        """The keys, and below them the question and the line; a long question is above."""
        above = self._long_question(width)
        hint, ask = LineBuilder().write(" "), LineBuilder().write(" ")
        if self.told:
            hint.write(clipped(self.told, width - 2, self.glyphs.ellipsis), "dim")
        else:
            write_keys(hint, self.keys, width)
        if above:
            ask.write(self.glyphs.pointer, "dim").write(" ")
        else:
            colon = "" if self.question.endswith((":", "?")) else ":"
            ask.write(f"{self.question}{colon}", "name").write(" ")
        write_line(ask, self.line, max(width - ask.at - 1, 2), self.selected)
        rule = [LineBuilder().write(self.glyphs.rule * width, "rule").line(width)] if above else []
        asked = [LineBuilder().write(f" {line}", "name").line(width) for line in above]
        return [*rule, *asked, hint.line(width), ask.line(width)][-height:]

    def _long_question(self, width: int) -> tuple[str, ...]:
        """The question on lines of its own, when it would leave the line too little room."""
        fits = cell_width(self.question) <= max(width // 2 - 3, 7)
        return () if fits else wrap(self.question, max(width - 2, 1))


class PathPrompt(Prompt):
    """Asks for a file."""

    keys = (("Enter", "confirm"), ("Esc", "cancel"), ("Tab", "complete"))

    def press(self, key: str) -> None:
        """Tab completes the name of a folder or a session file."""
        if key != "tab":
            super().press(key)
            return
        self.selected = False
        found, names = completed(self.line.before)
        self.line = TextLine(found + self.line.after, len(found))
        if not names:
            self.told = "No folder or session file starts with that."
        elif len(names) > 1:
            self.told = f" {self.glyphs.dot} ".join(safe(name) for name in names)


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
