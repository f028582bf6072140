"""What prompt, chooser and help have in common: keys in, painted lines out, one answer."""

from __future__ import annotations

import asyncio
from typing import Generic, TypeVar

from copvalue_tui.editor.keys.keymap import key_name
from copvalue_tui.editor.state.text_line import LINE_KEYS, TextLine, typed
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable_line, safe
from copvalue_tui.matrix.text.width import cell_width, graphemes
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces

Answer = TypeVar("Answer")


class Dialog(Generic[Answer]):
    """A question that has the keys until it is answered; drawn at the foot of the screen."""

    speaks = False
    """Whether a line that came in one burst, its Enter with it, is an answer: it is where words
    are asked for; a list must not be answered by the rest of something pasted."""

    def __init__(self, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self.answer: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        """Set once; None when the person cancels."""

    def press(self, key: str) -> None:
        """One key, by our names."""
        raise NotImplementedError

    @property
    def takes_letters(self) -> bool:
        """Whether words are being typed into it, so that Alt with a key edits them."""
        return False

    @property
    def takes_text(self) -> bool:
        """Whether a text that comes at once goes into it; where it does not, it waits."""
        return self.takes_letters

    def paste(self, text: str) -> None:
        """Pasted text of one or more lines."""

    def say(self, sentence: str) -> None:
        """Shows a sentence until the next key, where there is room for one."""

    def height(self, width: int, most: int) -> int:
        """How many of at most `most` lines it takes in a terminal `width` cells wide."""
        raise NotImplementedError

    def lines(self, width: int, height: int) -> list[Pieces]:
        """Its lines, each exactly `width` cells, `height` of them."""
        raise NotImplementedError

    def take(self, answer: Answer | None) -> None:
        """Answers, unless it is answered already."""
        if not self.answer.done():
            self.answer.set_result(answer)


def refusal_of(line: TextLine, key: str) -> str:
    """What is said of a key that types what is not taken in; empty for every other."""
    return acceptable_line(key, line.before, more=True).refusal if len(key) == 1 else ""


def pressed(line: TextLine, key: str) -> TextLine | None:
    """The line after a key that types or edits; None when the key does neither."""
    if key in LINE_KEYS:
        return LINE_KEYS[key](line)
    if key == "space":
        return typed(line, " ")
    if len(key) == 1:
        return typed(line, acceptable_line(key, line.before, more=True).text)
    return None


def does_nothing(key: str) -> str:
    """What is said of a key that does nothing in a dialog."""
    return f"{key_name(key)} does nothing here."


def pasted(line: TextLine, text: str) -> TextLine:
    """The line with a pasted text in it, made one tidy line."""
    return typed(line, tidy(acceptable_line(text, line.before).text))


def write_line(builder: LineBuilder, line: TextLine, width: int, selected: bool = False) -> None:
    """Write a line being typed, its caret in sight, into `width` cells."""
    before = [safe(part) for part in graphemes(line.before)]
    after = [safe(part) for part in graphemes(line.after)] or [" "]
    # Scrolled by thirds of the width, so that most keys move nothing but the caret.
    room = max(width - cell_width(after[0]), 0)
    hidden = 0
    taken = sum(map(cell_width, before))
    jump = max(width // 3, 1)
    while taken > room:
        cut = 0
        while hidden < len(before) and cut < jump:
            cut += cell_width(before[hidden])
            hidden += 1
        taken -= cut
    start = builder.at
    builder.write("".join(before[hidden:]), "cursor" if selected else "plain")
    builder.write(after[0], "caret")
    for part in after[1:]:
        if builder.at - start + cell_width(part) > width:
            break
        builder.write(part)


def write_keys(builder: LineBuilder, keys: tuple[tuple[str, str], ...], width: int) -> None:
    """Writes keys and what they do, as many as fit into `width` cells."""
    for key, does in keys:
        gap = "  " if builder.at > 1 else ""
        if builder.at + cell_width(f"{gap}{key} {does}") > width:
            break
        builder.write(gap).write(key, "key").write(f" {does}", "dim")
