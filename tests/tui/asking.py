"""Dialogs without a terminal: keys in, lines out as plain text."""

from __future__ import annotations

from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.tui.dialogs.dialog import Dialog
from copvalue_tui.tui.drawing.line import Pieces, text_of


def press(dialog: Dialog[object], keys: str) -> None:
    """Presses keys by our names, blanks between them; `'words` are typed letter by letter."""
    for key in keys.split():
        if key.startswith("'"):
            for letter in key[1:].replace("_", " "):
                dialog.press("space" if letter == " " else letter)
        else:
            dialog.press(key)


def drawn(dialog: Dialog[object], width: int = 40, most: int = 20) -> list[str]:
    """The lines, each checked to be exactly as wide as it must, blanks at their ends left out."""
    height = dialog.height(width, most)
    lines = dialog.lines(width, height)
    assert len(lines) == height <= most
    assert {cell_width(text_of(line)) for line in lines} == {width}
    return [text_of(line).rstrip() for line in lines]


def caret(lines: list[Pieces]) -> tuple[int, str]:
    """In which cell the caret stands, and on what."""
    for line in lines:
        at = 0
        for text, tone in line:
            if tone == "caret":
                return at, text
            at += cell_width(text)
    raise AssertionError("no caret")
