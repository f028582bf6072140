"""Lines as they will be painted: pieces of text, each with a tone; no terminal, no library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from copvalue_tui.matrix.text.width import cell_width, clip

Tone = Literal[
    "plain",
    "name",
    "here",
    "dim",
    "rule",
    "edge",
    "mark",
    "picked",
    "fresh",
    "retired",
    "hit",
    "cursor",
    "cursor-hit",
    "cursor-retired",
    "resting",
    "caret",
    "key",
    "warning",
    "on-track",
    "at-risk",
    "overdue",
    "realized",
    "band",
    "band-dim",
    "band-rule",
]
"""How a piece of text is meant; `themes.py` says how each is painted."""
Piece = tuple[str, Tone]
Pieces = tuple[Piece, ...]
"""One line, left to right; neighbours differ in tone and none is empty."""


class LineBuilder:
    """Writes one line, left to right, joining what has the same tone."""

    __slots__ = ("_pieces", "at")

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self.at = 0
        """How many cells are written."""

    @classmethod
    def of(cls, pieces: Pieces, at: int) -> LineBuilder:
        """Goes on behind pieces that are `at` cells wide in all."""
        builder = cls()
        builder._pieces = list(pieces)
        builder.at = at
        return builder

    @property
    def pieces(self) -> Pieces:
        """What was written so far."""
        return tuple(self._pieces)

    def write(self, text: str, tone: Tone = "plain") -> LineBuilder:
        """Appends a text that is safe already."""
        if text:
            # Asked here too, which saves a call for nearly every piece of every line.
            plain = text.isascii() and text.isprintable()
            self._append(text, tone, len(text) if plain else cell_width(text))
        return self

    def _append(self, text: str, tone: Tone, width: int) -> None:
        pieces = self._pieces
        self.at += width
        if pieces and pieces[-1][1] == tone:
            text = pieces.pop()[0] + text
        pieces.append((text, tone))

    def write_all(self, pieces: Iterable[Piece]) -> LineBuilder:
        """Appends pieces."""
        for text, tone in pieces:
            self.write(text, tone)
        return self

    def to(self, column: int) -> LineBuilder:
        """Fills up with blanks to a column; nothing when it is reached already."""
        missing = column - self.at
        if missing > 0:
            self._append(" " * missing, "plain", missing)
        return self

    def line(self, width: int) -> Pieces:
        """What was written, exactly `width` cells."""
        self.to(width)
        if self.at > width:
            return cut(self._pieces, width)
        return tuple(self._pieces)


def cut(pieces: Iterable[Piece], width: int) -> Pieces:
    """The pieces that fit into `width` cells, exactly that wide, a character cut left out."""
    builder = LineBuilder()
    for text, tone in pieces:
        room = width - builder.at
        if cell_width(text) > room:
            # The ellipsis of `clip` holds one cell more than is left to the text.
            builder.write(clip(text, room + 1)[:-1] if room else "", tone)
            break
        builder.write(text, tone)
    return builder.to(width).line(builder.at)


def span(pieces: Iterable[Piece], start: int, end: int) -> Pieces:
    """The part of a line from one column to another, where nothing is wider than a cell."""
    found: list[Piece] = []
    at = 0
    for text, tone in pieces:
        part = text[max(start - at, 0) : max(end - at, 0)]
        if part:
            found.append((part, tone))
        at += len(text)
    return tuple(found)


def clipped(text: str, width: int, ellipsis: str = "…") -> str:
    """The text in at most `width` cells, its end told by the ellipsis where it is cut."""
    if cell_width(text) <= width:
        return text
    return clip(text, width)[:-1] + ellipsis if width > 0 else ""


def text_of(pieces: Iterable[Piece]) -> str:
    """The letters of a line."""
    return "".join(text for text, _ in pieces)


def key_at(line: Pieces, x: int) -> str:
    """The key whose name or word is in a cell of a line; a word ends where two blanks begin."""
    at, key = 0, ""
    for text, tone in line:
        key = text.strip() if tone == "key" else key
        word, gap, _ = text.partition("  ")
        if x < at + cell_width(word):
            return key
        key = "" if gap else key
        at += cell_width(text)
        if x < at:
            break
    return ""
