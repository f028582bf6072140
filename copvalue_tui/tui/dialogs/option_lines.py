"""The options of a list in columns: group, pointer, key, words, hint, and what each is about."""

from __future__ import annotations

from collections.abc import Sequence

from copvalue_tui.editor.keys.host import Option
from copvalue_tui.editor.keys.keymap import key_named
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.search import match
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces, Tone, clipped

_GAP = 3
_LEAST_TEXT = 20
_LEAST_ABOUT = 36
"""Cells that are worth beginning descriptions in, where those are longer."""
_MOST_GROUP = 16
_GROUPED = 60
"""Cells of a terminal that has room for the names of groups."""


class OptionColumns:
    """How wide the columns of some options are, and each option as a line."""

    def __init__(self, options: Sequence[Option], glyphs: Glyphs) -> None:
        self.options = options
        self.glyphs = glyphs
        groups = (cell_width(safe(option.group)) for option in options)
        self._group = min(max(groups, default=0), _MOST_GROUP)
        self._lettered = bool(options) and all(option.key for option in options)
        self._labels = [glyphs.label(safe(option.text)) for option in options]
        self._text = max(map(cell_width, self._labels), default=0)
        self._hint = max((cell_width(safe(option.hint)) for option in options), default=0)
        self._about = max((cell_width(safe(option.about)) for option in options), default=0)

    def pointer_column(self, width: int) -> int:
        """Where the pointer is: behind the groups, where there is room for them."""
        return self._group + 2 if self._group and width >= _GROUPED else 1

    def about_column(self, width: int) -> int:
        """Where descriptions begin; 0 where they have no room, or none is given."""
        _, _, end = self._columns(width)
        return end if self._about and width - 1 - end >= min(self._about, _LEAST_ABOUT) else 0

    def tells_about(self, index: int, width: int) -> bool:
        """Whether an option's line has the whole description."""
        column = self.about_column(width)
        about = safe(self.options[index].about)
        return not about or (bool(column) and cell_width(about) <= width - 1 - column)

    def _columns(self, width: int) -> tuple[int, int, int]:
        """Where texts begin, where hints begin, and where descriptions may."""
        text = self.pointer_column(width) + (5 if self._lettered else 2)
        room = width - text - 1
        # The hints are in one column, near the words they belong to.
        words = min(self._text, max(room - self._hint - _GAP, room * 3 // 5, _LEAST_TEXT), room)
        hint = text + words + _GAP
        return text, hint, hint + (self._hint + _GAP if self._hint else 0)

    def line(
        self, index: int, width: int, above: int | None, chosen: bool, query: str = ""
    ) -> Pieces:
        """One option; its group is named when the option above it is in another."""
        option = self.options[index]
        builder = LineBuilder()
        pointer = self.pointer_column(width)
        if pointer > 1:
            named = above is None or self.options[above].group != option.group
            group = clipped(safe(option.group), _MOST_GROUP, self.glyphs.ellipsis)
            builder.write(" ").write(group if named else "", "dim").to(pointer - 1)
        builder.write(" ").write(self.glyphs.pointer if chosen else " ", "picked").write(" ")
        if self._lettered:
            builder.write(f"{option.key}  ", "dim" if option.why_not else "key")
        text, column, _ = self._columns(width)
        hint = clipped(safe(option.hint), width - 1 - column, self.glyphs.ellipsis)
        about = self.about_column(width)
        words = column - _GAP - text if hint or about else width - 1 - text
        self._write_text(builder, index, words, chosen, query)
        if hint:
            is_key = self._group and key_named(option.hint)
            builder.to(column).write(hint, "key" if is_key else "dim")
        if about:
            told = clipped(safe(option.about), width - 1 - about, self.glyphs.ellipsis)
            builder.to(about).write(told, "dim")
        return builder.line(width)

    def _write_text(
        self, builder: LineBuilder, index: int, width: int, chosen: bool, query: str
    ) -> None:
        """The option's words, the letters found in them standing out."""
        option, shown = self.options[index], self._labels[index]
        tone: Tone = "dim" if option.why_not else "here" if chosen else "plain"
        hit = match(query, option.text) if query else None
        together = hit is not None and not hit.rank[0] and shown == option.text
        found = set(hit.positions) if hit and together else set()
        for position, letter in enumerate(clipped(shown, width, self.glyphs.ellipsis)):
            builder.write(letter, "hit" if position in found else tone)
