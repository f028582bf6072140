"""The help: pages of keys and meanings over the whole screen, to read, scroll and search."""

from __future__ import annotations

from collections.abc import Sequence

from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.editor.state.text_line import TextLine
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.search import match
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.text.wrap import wrap
from copvalue_tui.tui.dialogs.dialog import Dialog, pasted, pressed, write_keys, write_line
from copvalue_tui.tui.dialogs.key_sheet_lines import sheet_lines
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces, clipped

_STEPS = {"down": 1, "j": 1, "up": -1, "k": -1, "enter": 1}
_CLOSING = ("escape", "q", "?", "f1", "ctrl+q", "ctrl+c", "left", "h")
_KEYS: tuple[tuple[str, str], ...] = (("↑ ↓", "scroll"), ("/", "find"), ("Esc", "close"))
_FOUND_KEYS: tuple[tuple[str, str], ...] = (("Esc", "show all"), ("q", "close"))
_SHEET_KEYS: tuple[tuple[str, str], ...] = (("?", "all keys"), ("/", "find"), ("Esc", "close"))
_WIDEST_KEY = 22


class HelpScreen(Dialog[None]):
    """Shows pages until the person has read enough."""

    def __init__(
        self,
        title: str,
        pages: Sequence[HelpPage],
        glyphs: Glyphs,
        sheet: Sequence[HelpPage] = (),
    ) -> None:
        super().__init__(glyphs)
        self.sheet = tuple(sheet)
        """What is shown first; empty once the person has gone on to the pages."""
        self.title = safe(title)
        self.pages = tuple(pages)
        self.line: TextLine | None = None
        """What is searched for, while it is typed or holds."""
        self._typing = False
        self._top = 0
        self._page = 1
        self._last = 0

    def press(self, key: str) -> None:
        """Arrows and pages scroll, `/` finds, Esc closes."""
        if self._typing and self.line is not None:
            self._press_typing(self.line, key)
        elif self.sheet and key in ("?", "f1"):
            self.sheet, self._top = (), 0
        elif key == "/":
            self.sheet = ()
            self.line, self._typing, self._top = TextLine(), True, 0
        elif key == "escape" and self.line is not None:
            self.line, self._top = None, 0
        elif key in _CLOSING:
            self.take(None)
        elif key in _STEPS:
            self._top += _STEPS[key]
        elif key in ("pagedown", "space", "pageup", "b"):
            self._top += (self._page - 1) * (1 if key in ("pagedown", "space") else -1)
        elif key in ("home", "g", "end", "G"):
            self._top = 0 if key in ("home", "g") else self._last

    def _press_typing(self, line: TextLine, key: str) -> None:
        if key in ("enter", "ctrl+j", "down"):
            self._typing = False
        elif key == "escape" or (key == "backspace" and not line.text):
            self.line, self._typing = None, False
        else:
            self.line, self._top = pressed(line, key) or line, 0

    @property
    def takes_letters(self) -> bool:
        """While what is searched for is typed."""
        return self._typing

    def paste(self, text: str) -> None:
        """Pasted text is searched for, while a search is typed."""
        if self._typing and self.line is not None:
            self.line = pasted(self.line, text)

    def height(self, width: int, most: int) -> int:
        """All there is."""
        return most

    def lines(self, width: int, height: int) -> list[Pieces]:
        """The title, the part of the pages in view, and the keys."""
        self._page = max(height - 2, 1)
        body = self._body(width)
        self._last = max(len(body) - self._page, 0)
        self._top = min(max(self._top, 0), self._last)
        lines = body[self._top : self._top + self._page]
        lines += [LineBuilder().line(width)] * (self._page - len(lines))
        return [self._head(width), *lines, self._foot(width)][-height:]

    def _head(self, width: int) -> Pieces:
        rule = self.glyphs.rule
        builder = (
            LineBuilder().write(f"{rule} ", "rule").write(clipped(self.title, width - 4), "name")
        )
        return builder.write(" ").write(rule * (width - builder.at), "rule").line(width)

    def _body(self, width: int) -> list[Pieces]:
        if self.sheet:
            return sheet_lines(self.sheet, width, self.glyphs)
        pages = [(page.heading, self._kept(page)) for page in self.pages]
        widest = max(
            (cell_width(self.glyphs.keys(safe(key))) for _, kept in pages for key, _ in kept),
            default=0,
        )
        column = min(widest, _WIDEST_KEY, max(width // 3, 6)) + 5
        body: list[Pieces] = []
        for heading, kept in pages:
            if not kept:
                continue
            if body:
                body.append(LineBuilder().line(width))
            body.append(
                LineBuilder()
                .write(" ")
                .write(clipped(safe(heading), width - 2), "name")
                .line(width)
            )
            for key, meaning in kept:
                body += self._entry(self.glyphs.keys(safe(key)), safe(meaning), column, width)
        if not body:
            body.append(LineBuilder().write(" Nothing in the help matches.", "dim").line(width))
        return body

    def _kept(self, page: HelpPage) -> list[tuple[str, str]]:
        query = self.line.text.strip() if self.line is not None else ""
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
            builder = (
                LineBuilder()
                .write("  ")
                .write(keys[at] if at < len(keys) else "", "key")
                .to(column)
            )
            lines.append(builder.write(told[at] if at < len(told) else "").line(width))
        return lines

    def _foot(self, width: int) -> Pieces:
        builder = LineBuilder().write(" ")
        if self._typing and self.line is not None:
            builder.write("/ ", "key")
            write_line(builder, self.line, max(width - builder.at - 1, 2))
            return builder.line(width)
        more = self._last - self._top
        keys = _FOUND_KEYS if self.line is not None else _SHEET_KEYS if self.sheet else _KEYS
        named = tuple((self.glyphs.keys(key), does) for key, does in keys)
        write_keys(builder, named, width)
        said = f"{more} more lines" if more else ""
        if builder.at + len(said) + 3 < width:
            builder.to(width - len(said) - 1).write(said, "dim")
        return builder.line(width)
