"""The blocks of a page as lines: tables, facts, sentences, and values side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from copvalue_tui.editor.pages.page import (
    Band,
    Block,
    Fact,
    FigureHeads,
    Figures,
    Heading,
    Page,
    Sentence,
    SideHeads,
    Sides,
    Stop,
)
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, wrap
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Tone, clipped, span

MOST_LINES = 4
"""Lines that one text takes; the rest of it is behind an ellipsis."""
_NAME = 3
"""Where names begin: behind an edge, the pointer and a blank."""
_LABELLED = 6
"""Where a sentence begins, behind its key."""
_FACT = 14
"""Where the words of a fact begin."""
_GAP = 2
_LEAST_NAME = 12
"""Cells that the names of a table keep before columns give way."""
_LEAST_WORDS = 8
_LINE = 4
"""Cells that two values which meet keep free between them, for the line that joins them."""


class PageLayout:
    """A page at a width: its columns, and each block's lines when they are asked for."""

    def __init__(self, page: Page, width: int, glyphs: Glyphs) -> None:
        self.page = page
        self.width = width
        self.glyphs = glyphs
        self.half = width // 2
        self._table(page.blocks)

    def _table(self, blocks: Sequence[Block]) -> None:
        """How wide the columns of the table are, and whether there is room for all of them."""
        heads = next((one for one in blocks if isinstance(one, FigureHeads)), None)
        figures = [one for one in blocks if isinstance(one, Figures)]
        self.columns: list[int] = []
        self.heads: list[list[str]] = []
        """The words of each column's head, one under the other."""
        self.covers = len(heads.covers) if heads else 0
        if heads is None:
            self.names = 0
            return
        named = (*heads.covers, *heads.lacks)
        longest = max((cell_width(safe(one.stop.text[: self.width])) for one in figures), default=0)
        longest = max(longest, cell_width(heads.title), _LEAST_NAME)
        # Heads of two words on one line, where the names keep their room beside them.
        self._columns(figures, [[head] for head in named])
        if self._room < longest:
            self._columns(figures, [head.split() for head in named])
        if self._room < _LEAST_NAME:
            del self.columns[self.covers :]
        self.names = min(longest, max(self._room, _LEAST_WORDS))

    def _columns(self, figures: Sequence[Figures], heads: list[list[str]]) -> None:
        """Columns as wide as their heads and figures are."""
        self.heads, self.columns = heads, []
        for at, words in enumerate(heads):
            counts = ((*one.covers, *one.lacks)[at] for one in figures)
            digits = len(f"{max(counts, default=0):,}")
            self.columns.append(max(digits, *map(cell_width, words)))

    @property
    def _room(self) -> int:
        """Cells that the columns leave to the names of rows."""
        return self.width - _NAME - 1 - sum(self.columns) - _GAP * len(self.columns)

    def lines(self, at: int, chosen: int | None, marked: Collection[int]) -> list[LineBuilder]:
        """The lines of a block; `chosen` is the side that is chosen in it, `marked` those marked.

        They may be wider than the page; whoever paints them cuts.
        """
        block = self.page.blocks[at]
        before = self.page.blocks[at - 1] if at else None
        parted = isinstance(block, Heading | FigureHeads | SideHeads) or (
            isinstance(block, Fact) and not isinstance(before, Fact)
        )
        above = [LineBuilder()] if at and parted else []
        return above + self._drawn(block, chosen, marked)

    def _drawn(
        self, block: Block, chosen: int | None, marked: Collection[int]
    ) -> list[LineBuilder]:
        match block:
            case Heading():
                return [self._heading(block)]
            case FigureHeads():
                return self._figure_heads(block)
            case Band():
                return [LineBuilder().to(1).write(block.text, "name")]
            case Figures():
                return [self._figures(block, chosen is not None)]
            case Fact():
                return self._fact(block, chosen is not None)
            case Sentence():
                return self._sentence(block.stop, chosen is not None)
            case SideHeads():
                left = clipped(block.left, self.half - 2, self.glyphs.ellipsis)
                builder = LineBuilder().to(1).write(left, "name").to(self.half + 1)
                return [builder.write(block.right, "name")]
            case Sides():
                return self._sides(block, chosen, marked)

    def _heading(self, block: Heading) -> LineBuilder:
        text = clipped(safe(block.text[: self.width]), self.width - 2, self.glyphs.ellipsis)
        if block.across:
            return self._across(text, safe(block.note))
        builder = LineBuilder().to(1).write(text, "name")
        room = self.width - builder.at - 3
        if block.note and room > _LEAST_WORDS:
            builder.write("  ").write(clipped(safe(block.note), room, self.glyphs.ellipsis), "dim")
        return builder

    def _across(self, text: str, note: str) -> LineBuilder:
        """A heading in the middle of a rule, over the place where both sides meet."""
        fits = cell_width(text) + cell_width(note) + 12 <= self.width
        note = f"  {note}" if note and fits else ""
        room = max(self.width - cell_width(text) - cell_width(note) - 4, 0)
        builder = LineBuilder().to(1).write(self.glyphs.rule * (room // 2), "rule")
        builder.write(f" {text}" if room else text, "name").write(note, "dim").write(" ")
        return builder.write(self.glyphs.rule * (self.width - 1 - builder.at), "rule")

    def _figure_heads(self, block: FigureHeads) -> list[LineBuilder]:
        """The heads; their words one under the other where the columns must be narrow."""
        heads = self.heads[: len(self.columns)]
        builders = [LineBuilder(), LineBuilder().to(1).write(block.title, "name")]
        for line, builder in enumerate(builders):
            at = _NAME + self.names
            for words, wide in zip(heads, self.columns, strict=True):
                at += _GAP + wide
                word = words[line - 2] if len(words) > 1 - line else ""
                builder.to(at - cell_width(word)).write(word, "dim")
        return builders if any(len(words) > 1 for words in heads) else builders[1:]

    def _figures(self, block: Figures, chosen: bool) -> LineBuilder:
        name = clipped(safe(block.stop.text[: self.width]), self.names, self.glyphs.ellipsis)
        builder = self._pointed(chosen).write(name, "here" if chosen else "plain")
        at = _NAME + self.names
        for number, wide in enumerate(self.columns):
            covers = number < self.covers
            count = block.covers[number] if covers else block.lacks[number - self.covers]
            words, tone = self._figure(count, covers)
            at += _GAP + wide
            builder.to(at - cell_width(words)).write(words, tone)
        return builder

    def _figure(self, count: int, covers: bool) -> tuple[str, Tone]:
        """A figure as it is shown: an empty cell stands out; a zero for missing does not."""
        if count:
            return f"{count:,}", "plain"
        return ("none", "warning") if covers else (self.glyphs.dot, "dim")

    def _pointed(self, chosen: bool) -> LineBuilder:
        builder = LineBuilder().to(1)
        return builder.write(self.glyphs.pointer if chosen else "", "picked").to(_NAME)

    def _fact(self, block: Fact, chosen: bool) -> list[LineBuilder]:
        builders = []
        for number, line in enumerate(_filled(block.words, self.width - _FACT - 1)):
            builder = self._pointed(chosen and not number)
            if not number:
                builder.write(block.name, "here" if chosen else "dim")
            builders.append(builder.to(_FACT).write(line, "here" if chosen else "plain"))
        return builders

    def _sentence(self, stop: Stop, chosen: bool) -> list[LineBuilder]:
        builders = []
        for number, line in enumerate(_wrapped(stop.text, self.width - _LABELLED - 1)):
            builder = self._pointed(chosen and not number)
            if not number:
                builder.write(stop.key, "key")
            builders.append(builder.to(_LABELLED).write(line, "here" if chosen else "plain"))
        return builders

    def _sides(
        self, block: Sides, chosen: int | None, marked: Collection[int]
    ) -> list[LineBuilder]:
        room = self.half - (_LINE if block.meet else 1)
        left = self._side(block.left, chosen == 0, 0 in marked, room)
        right = self._side(block.right, chosen == 1, 1 in marked, self.width - self.half - 1)
        builders = []
        for line in range(max(len(left), len(right))):
            builder = LineBuilder().write_all(left[line].pieces if line < len(left) else ())
            beside = right[line].pieces if line < len(right) else ()
            if block.meet and not line and left and right and builder.at + 3 < self.half:
                # Up to the bullet of the other, or to the pointer before it.
                end = self.half + (0 if chosen == 1 else _NAME - 1)
                builder.write(" ").write(self.glyphs.rule * (end - builder.at), "rule")
                beside = span(beside, end - self.half, self.width)
            builders.append(builder.to(self.half).write_all(beside))
        return builders

    def _side(self, stop: Stop | None, chosen: bool, picked: bool, room: int) -> list[LineBuilder]:
        if stop is None:
            return []
        glyphs, start = self.glyphs, _NAME + 2
        tone: Tone = "here" if chosen else "plain"
        sign = glyphs.picked if picked else glyphs.bullet
        builders: list[LineBuilder] = []
        for number, line in enumerate(_wrapped(stop.text, room - start)):
            builder = self._pointed(chosen and not number)
            if not number:
                builder.write(sign, "picked" if picked else "dim")
            builders.append(builder.to(start).write(line, tone))
        hint = safe(stop.hint[:room])
        if hint and builders[-1].at + 2 + cell_width(hint) > room:
            builders.append(LineBuilder().to(start - 2))
            hint = clipped(hint, room - start, glyphs.ellipsis)
        if hint:
            builders[-1].write("  ").write(hint, "dim")
        return builders


# The same texts are asked for at every key, and a text may have thousands of letters.
@lru_cache(maxsize=2048)
def _wrapped(text: str, width: int) -> tuple[str, ...]:
    width = max(width, _LEAST_WORDS)
    lines = wrap(safe(text[: width * (MOST_LINES + 1)]), width) or ("",)
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    last = clipped(" ".join(lines[MOST_LINES - 1 :]), width)
    return (*lines[: MOST_LINES - 1], last)


def _filled(phrases: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Phrases with commas between, as many on a line as fit."""
    lines: list[str] = []
    for number, phrase in enumerate(phrases, 1):
        said = f"{phrase}{',' * (number < len(phrases))}"
        joined = f"{lines[-1]} {said}" if lines else said
        if lines and cell_width(safe(joined)) <= width:
            lines[-1] = joined
        else:
            lines.append(said)
    return tuple(line for said in lines for line in _wrapped(said, width))
