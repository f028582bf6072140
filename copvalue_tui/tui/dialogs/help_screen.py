"""The help: pages of keys and meanings, to read, scroll and search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Offset

from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.search import match
from copvalue_tui.matrix.text.width import cell_width, wrap
from copvalue_tui.tui.dialogs.dialog import (
    Dialog,
    DrawnLines,
    Foot,
    ScrolledLines,
    caret_in,
    write_keys,
)
from copvalue_tui.tui.dialogs.text_field import TextField
from copvalue_tui.tui.drawing.glyphs import STATUS_TONES, Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces, Tone, clipped
from copvalue_tui.tui.drawing.themes import Theme

_STEPS = {"down": 1, "j": 1, "up": -1, "k": -1, "enter": 1}
_CLOSING = ("escape", "q", "?", "f1", "ctrl+q", "ctrl+c", "left", "h")
_KEYS: tuple[tuple[str, str], ...] = (("↑ ↓", "scroll"), ("/", "find"), ("Esc", "close"))
_FOUND_KEYS: tuple[tuple[str, str], ...] = (("Esc", "show all"), ("q", "close"))
_SHEET_KEYS: tuple[tuple[str, str], ...] = (("?", "all keys"), ("/", "find"), ("Esc", "close"))
_WIDEST_KEY = 22
_FRAME = 2
"""Lines that are not of the pages: the title and the keys."""


class HelpScreen(Dialog[None]):
    """Shows pages until the person has read enough."""

    def __init__(
        self,
        title: str,
        pages: Sequence[HelpPage],
        look: Theme,
        sheet: Sequence[HelpPage] = (),
    ) -> None:
        super().__init__(look)
        self.sheet = tuple(sheet)
        """What is shown first; empty once the person has gone on to the pages."""
        self.title_words = safe(title)
        self.pages = tuple(pages)
        self.field = TextField("")
        self.searching = False
        """Whether words are searched for, being typed or kept."""
        self._typing = False
        self._body = ScrolledLines()
        self._keys = DrawnLines(self._key_lines)
        self._find = Horizontal(classes="asked")
        self._last = 0

    def compose(self) -> ComposeResult:
        """The title, the part of the pages in view, and the keys or what is searched for."""
        with Foot():
            yield DrawnLines(self._head_lines)
            yield self._body
            yield self._keys
            with self._find:
                slash = LineBuilder().write(" ").write("/ ", "key")
                yield DrawnLines(lambda width: [slash.line(slash.at)])
                yield self.field

    def on_mount(self) -> None:
        """It begins at the top."""
        self._find.display = False
        # The wheel scrolls too, and then less is left below.
        self.watch(self._body, "scroll_y", self._keys.redraw, init=False)
        self._show(0)

    def on_resize(self, event: events.Resize) -> None:
        """Another size wraps the lines otherwise."""
        self._show(self._body.top)

    def press_in_place(self, key: str, other: str) -> None:
        """Of another keyboard too, but where words are searched for."""
        self.press(key if self._typing else other)

    def press(self, key: str) -> None:
        """Arrows and pages scroll, `/` finds, Esc closes."""
        top, page = self._body.top, self._room - 1
        if self._typing:
            self._press_typing(key)
        elif self.sheet and key in ("?", "f1"):
            self.sheet = ()
            self._show(0)
        elif key == "/":
            self.sheet = ()
            self._search(True, typing=True)
        elif key == "escape" and self.searching:
            self._search(False)
        elif key in _CLOSING:
            self.take(None)
        elif key in _STEPS:
            self._show(top + _STEPS[key])
        elif key in ("pagedown", "space"):
            self._show(top + page)
        elif key in ("pageup", "b"):
            self._show(top - page)
        elif key in ("home", "g", "end", "G"):
            self._show(0 if key in ("home", "g") else self._last)

    def _press_typing(self, key: str) -> None:
        if key in ("enter", "ctrl+j", "down"):
            self._search(True)
        elif key == "escape" or (key == "backspace" and not self.field.value):
            self._search(False)
        else:
            self.field.press(key)
            self._show(0)

    def _search(self, searching: bool, typing: bool = False) -> None:
        """Begins to search, keeps what was found, or shows everything again."""
        if typing or not searching:
            self.field.become("", 0)
        self.searching, self._typing = searching, typing
        self._keys.display, self._find.display = not typing, typing
        self._show(0 if typing or not searching else self._body.top)

    @property
    def takes_letters(self) -> bool:
        """While what is searched for is typed."""
        return self._typing

    def paste(self, text: str) -> None:
        """Pasted text is searched for, while a search is typed."""
        if self._typing:
            self.field.paste(text)
            self._show(0)

    @property
    def caret(self) -> Offset:
        """In what is searched for, or at the first line in view."""
        return self.field.caret if self._typing else caret_in(self._body, 1, 0)

    @property
    def _room(self) -> int:
        return max(self.app.size.height - 1 - _FRAME, 1)

    def _show(self, top: int) -> None:
        lines = self._lines(self.app.size.width)
        self._last = max(len(lines) - self._room, 0)
        self._body.show(lines, self._room, min(max(top, 0), self._last))
        self._keys.redraw()

    def _head_lines(self, width: int) -> Sequence[Pieces]:
        rule = self.look.glyphs.rule
        builder = LineBuilder().write(f"{rule} ", "rule")
        builder.write(clipped(self.title_words, width - 4), "name").write(" ")
        return [builder.write(rule * (width - builder.at), "rule").line(width)]

    def _lines(self, width: int) -> list[Pieces]:
        named = self.look.glyphs.keys
        if self.sheet:
            return sheet_lines(self.sheet, width, self.look.glyphs)
        pages = [(page.heading, self._kept(page)) for page in self.pages]
        keys = (named(safe(key)) for _, kept in pages for key, _ in kept)
        widest = max(map(cell_width, keys), default=0)
        column = min(widest, _WIDEST_KEY, max(width // 3, 6)) + 5 if widest else 3
        lines: list[Pieces] = []
        for heading, kept in pages:
            if not kept:
                continue
            if lines:
                lines.append(LineBuilder().line(width))
            if heading:
                words = clipped(safe(heading), width - 2)
                lines.append(LineBuilder().write(" ").write(words, "name").line(width))
            for key, meaning in kept:
                lines += self._entry(named(safe(key)), safe(meaning), column, width)
        if not lines:
            nothing = LineBuilder().write(" Nothing matches. Esc to show all.", "dim")
            lines.append(nothing.line(width))
        return lines

    def _kept(self, page: HelpPage) -> list[tuple[str, str]]:
        query = self.field.value.strip()
        if not query:
            return list(page.lines)
        return [
            (key, meaning)
            for key, meaning in page.lines
            if query == key or match(query, f"{page.heading} {key} {meaning}")
        ]

    def _entry(self, key: str, meaning: str, column: int, width: int) -> list[Pieces]:
        """A key and its meaning, wrapped beside it."""
        told = wrap(meaning, max(width - column - 1, 8)) or [""]
        keys = wrap(key, column - 5) or [""]
        lines: list[Pieces] = []
        for at in range(max(len(told), len(keys))):
            builder = LineBuilder().write("  ")
            builder.write(keys[at] if at < len(keys) else "", "key").to(column)
            lines.append(builder.write(told[at] if at < len(told) else "").line(width))
        return lines

    def _key_lines(self, width: int) -> Sequence[Pieces]:
        builder = LineBuilder().write(" ")
        more = self._last - self._body.top
        keys = _FOUND_KEYS if self.searching else _SHEET_KEYS if self.sheet else _KEYS
        if keys is _KEYS and not self._last:
            keys = _KEYS[-1:]
        named = tuple((self.look.glyphs.keys(key), does) for key, does in keys)
        write_keys(builder, named, width)
        for said in (f"{more} more lines", f"{more} more"):
            if more > 0 and builder.at + len(said) + 3 < width:
                builder.to(width - len(said) - 1).write(said, "dim")
                break
        return [builder.line(width)]


Part = TypeVar("Part")
_SHORT = 8
"""A group of at most so many lines fits beside others; a longer one is spread over the width."""
_MOST = 4
_GAP = 2
_TITLES = 38
"""Cells of a column of titles."""


def sheet_lines(sheet: Sequence[HelpPage], width: int, glyphs: Glyphs) -> list[Pieces]:
    """All groups and the legend, for this width."""
    lines: list[Pieces] = []
    if all(len(page.lines) <= _SHORT for page in sheet):
        columns = _columns(sheet, width, glyphs)
        for pages in _batched(sheet, len(columns)):
            lines += [*_beside(pages, columns, width, glyphs), LineBuilder().line(width)]
        return [*lines, *_legend(width, glyphs)]
    count = max(width // _TITLES, 1)
    columns = [at * (width // count) for at in range(count)]
    for page in sheet:
        parts = _batched(page.lines, -(-len(page.lines) // count))
        pages = [
            HelpPage(page.heading if not at else "", tuple(part)) for at, part in enumerate(parts)
        ]
        lines += [*_beside(pages, columns, width, glyphs), LineBuilder().line(width)]
    return [*lines, *_legend(width, glyphs)]


def _columns(sheet: Sequence[HelpPage], width: int, glyphs: Glyphs) -> list[int]:
    """Where columns begin that are as wide as their groups; as many of them as fit."""
    for count in range(_MOST, 0, -1):
        wide = [
            max((_size(page, glyphs) for page in sheet[at::count]), default=0)
            for at in range(count)
        ]
        spare = width - 1 - sum(wide) - _GAP * (count - 1)
        if spare >= 0 or count == 1:
            gap = _GAP + min(max(spare, 0) // count, 6)
            return [sum(wide[:at]) + gap * at for at in range(count)]
    return [0]


def _size(page: HelpPage, glyphs: Glyphs) -> int:
    keys = max(cell_width(glyphs.keys(safe(key))) for key, _ in page.lines)
    words = max(cell_width(safe(word)) for _, word in page.lines)
    return max(keys + 1 + words, cell_width(page.heading))


def _beside(
    pages: Sequence[HelpPage], columns: Sequence[int], width: int, glyphs: Glyphs
) -> list[Pieces]:
    """Groups side by side, each under its heading."""
    heads = LineBuilder()
    builders = [LineBuilder() for _ in range(max(len(page.lines) for page in pages))]
    ends = [*columns[1:], width]
    for page, start, end in zip(pages, columns, ends, strict=False):
        room = max(end - start - 2, 3)
        heads.to(start + 1).write(clipped(page.heading, room, glyphs.ellipsis), "name")
        entries = [(glyphs.keys(safe(key)), safe(word)) for key, word in page.lines]
        keys = min(max(cell_width(key) for key, _ in entries), room - 2)
        for builder, (key, word) in zip(builders, entries, strict=False):
            builder.to(start + 1).write(clipped(key, keys, glyphs.ellipsis), "key")
            left = max(room - keys - 1, 1)
            builder.to(start + keys + 2).write(clipped(word, left, glyphs.ellipsis))
    return [builder.line(width) for builder in (heads, *builders)]


def _legend(width: int, glyphs: Glyphs) -> list[Pieces]:
    """What the marks of values mean, in the colours they have in the grid."""
    statuses = [
        (mark, STATUS_TONES[name], name.replace("-", " ")) for name, mark in glyphs.statuses.items()
    ]
    marks: list[tuple[str, Tone, str]] = [
        (mark, "mark", f"{name} priority") for name, mark in glyphs.priorities.items()
    ]
    marks.append(("+3", "mark", "votes"))
    builders: list[LineBuilder] = []
    for group in (statuses, marks):
        builders.append(LineBuilder())
        for mark, tone, word in group:
            builder = builders[-1]
            if builder.at and builder.at + cell_width(f"{mark} {word}") + 3 > width:
                builders.append(builder := LineBuilder())
            builder.to(builder.at + (2 if builder.at else 1)).write(mark, tone).write(f" {word}")
    return [builder.line(width) for builder in builders]


def _batched(parts: Sequence[Part], count: int) -> Iterator[Sequence[Part]]:
    return (parts[at : at + count] for at in range(0, len(parts), count))
