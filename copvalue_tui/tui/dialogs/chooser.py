"""A list to choose from at the foot of the screen: type to filter, Enter to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from copvalue_tui.editor.keys.host import Choice, Find, Option
from copvalue_tui.editor.state.text_line import TextLine
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.search import match, prepare
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
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces, Tone, clipped

_MOVES = {"down": 1, "up": -1, "tab": 1, "shift+tab": -1, "ctrl+n": 1, "ctrl+p": -1}
_GROUPED = 60
"""Cells of a terminal that has room for the names of groups."""
_LEAST_ABOUT = 16
"""Cells that are worth beginning a description in."""
_FRAME = 3
"""Lines that are no options: the question, the keys, the line that is typed."""


class Chooser(Dialog[Choice]):
    """Asks for one of several."""

    def __init__(
        self,
        question: str,
        options: Sequence[Option],
        chosen: int,
        free: bool | Callable[[str], bool],
        glyphs: Glyphs,
        find: Find | None = None,
        on_move: Callable[[int], None] | None = None,
    ) -> None:
        super().__init__(glyphs)
        self.question = safe(question)
        self.options = tuple(options)
        self.speaks = bool(free)
        self._is_answer = free if callable(free) else lambda _: False
        self._any_words = free is True
        self._on_move = on_move
        self.line = TextLine()
        self.told = ""
        self._find = (
            find or prepare(f"{one.text} {one.hint} {one.words}" for one in options).nearest
        )
        self._found: tuple[int, ...] = tuple(range(len(self.options)))
        self._at = min(max(chosen, 0), max(len(self.options) - 1, 0))
        self._top = 0
        self._page = 1
        texts = (cell_width(safe(option.text)) for option in self.options)
        hints = (cell_width(safe(option.hint)) for option in self.options)
        groups = (cell_width(safe(option.group)) for option in self.options)
        self._widest = max(texts, default=0), max(hints, default=0)
        self._groups = max(groups, default=0)
        self._lettered = bool(options) and all(option.key for option in options)

    @property
    def chosen(self) -> int | None:
        """Index of the option under the cursor, or None when none matches."""
        return self._found[self._at] if self._found else None

    def press(self, key: str) -> None:
        """Arrows move, Enter chooses, Esc cancels, an option's own letter chooses it at once."""
        self.told = ""
        if key in ("enter", "ctrl+j"):
            self._enter()
        elif key in ("escape", "ctrl+g", "ctrl+c", "ctrl+q"):
            self.take(None)
        elif key in _MOVES:
            self._go(self._at + _MOVES[key], around=True)
        elif key in ("pagedown", "pageup"):
            self._go(self._at + (self._page if key == "pagedown" else -self._page))
        elif key in ("home", "end") and not self.line.text:
            self._go(0 if key == "home" else len(self._found) - 1)
        elif self._lettered and not self.line.text and self._take_letter(key):
            pass
        else:
            line = pressed(self.line, key)
            self.told = refusal_of(self.line, key) if line else does_nothing(key)
            self._type(line or self.line)

    def say(self, sentence: str) -> None:
        """Above the line that is typed."""
        self.told = sentence

    @property
    def takes_letters(self) -> bool:
        """Whether words narrow the list, or may be the answer."""
        return self.speaks or bool(self.line.text)

    @property
    def takes_text(self) -> bool:
        """Always: it narrows the list."""
        return True

    def paste(self, text: str) -> None:
        """Pasted text goes into the line, made one line."""
        self._type(pasted(self.line, text))

    def _take_letter(self, key: str) -> bool:
        found = [index for index, option in enumerate(self.options) if option.key == key]
        if len(found) == 1:
            self._take(found[0])
        return len(found) == 1

    def _enter(self) -> None:
        words = self.line.text
        if words and not self._at and self._is_answer(words):
            self.take(Choice(None, words))
        elif self.chosen is not None:
            self._take(self.chosen)
        elif self._any_words and words:
            self.take(Choice(None, words))
        else:
            self.told = safe(f"Nothing matches “{words}”.")

    def _take(self, index: int) -> None:
        why_not = self.options[index].why_not
        if why_not:
            self._go(self._found.index(index) if index in self._found else self._at)
            self.told = safe(why_not)
        else:
            self.take(Choice(index, self.line.text))

    def _go(self, at: int, around: bool = False) -> None:
        last = max(len(self._found) - 1, 0)
        if around and last:
            at %= last + 1
        self._at = min(max(at, 0), last)
        self._moved()

    def _moved(self) -> None:
        if self._on_move is not None and self.chosen is not None:
            self._on_move(self.chosen)

    def _type(self, line: TextLine) -> None:
        changed = line.text != self.line.text
        self.line = line
        if not changed:
            return
        query = line.text.strip()
        if query:
            self._found = tuple(self._find(query))
        else:
            self._found = tuple(range(len(self.options)))
        self._at = self._top = 0
        self._moved()

    def height(self, width: int, most: int) -> int:
        """As many lines as the options need, and at most two thirds of the screen."""
        needed = len(self.options) + _FRAME + len(self._long_question(width))
        return min(needed, max(most * 2 // 3, 8), most)

    def lines(self, width: int, height: int) -> list[Pieces]:
        """The question, the options in view, the keys, and the line that is typed."""
        asked = self._long_question(width)[: max(height - _FRAME - 1, 0)]
        self._page = max(height - _FRAME - len(asked), 1)
        self._scroll()
        shown = self._found[self._top : self._top + self._page]
        lines = [self._head(width, "" if asked else self.question)]
        lines += [LineBuilder().write(" ").write(line, "name").line(width) for line in asked]
        groups = ["", *(self.options[index].group for index in shown)]
        for index, before in zip(shown, groups, strict=False):
            group = self.options[index].group
            lines.append(self._option(width, index, "" if group == before else group))
        lines += [LineBuilder().line(width)] * (self._page - len(shown))
        lines += [self._keys(width), self._typed(width)]
        return lines[-height:]

    def _scroll(self) -> None:
        self._top = min(self._top, self._at, max(len(self._found) - self._page, 0))
        self._top = max(self._top, self._at - self._page + 1)

    def _long_question(self, width: int) -> tuple[str, ...]:
        """The question on lines of its own, when it is too long for the rule."""
        room = max(width - 4, 1)
        fits = cell_width(self.question) <= room
        return () if fits else wrap(self.question, max(width - 2, 1))

    def _head(self, width: int, question: str) -> Pieces:
        rule = self.glyphs.rule
        builder = LineBuilder().write(rule, "rule")
        if question:
            asked = clipped(question, max(width - 4, 1), self.glyphs.ellipsis)
            builder.write(" ").write(asked, "name").write(" ")
        count = f" {self._at + 1} of {len(self._found)} " if self._found else " none "
        if len(self._found) <= self._page or builder.at + len(count) + 3 > width:
            count = ""
        builder.write(rule * (width - builder.at - len(count) - bool(count)), "rule")
        builder.write(count, "dim").write(rule if count else "", "rule")
        return builder.line(width)

    def _option(self, width: int, index: int, group: str) -> Pieces:
        option = self.options[index]
        here = index == self.chosen
        builder = LineBuilder()
        if self._groups and width >= _GROUPED:
            builder.write(f" {safe(group)}", "dim").to(self._groups + 1)
        builder.write(f" {self.glyphs.pointer} " if here else "   ", "here")
        if self._lettered:
            builder.write(f"{option.key}  ", "dim" if option.why_not else "key")
        room = width - builder.at - 1
        # The hints are in one column, near the words they belong to.
        widest, widest_hint = self._widest
        words = min(widest, max(room - widest_hint - 3, room * 3 // 5, 20), room)
        hint = clipped(safe(option.hint), room - words - 3, self.glyphs.ellipsis)
        words = words if hint or option.about else room
        column = builder.at + words + 3
        text = clipped(safe(option.text), words, self.glyphs.ellipsis)
        self._write_text(builder, text, option, here)
        if hint:
            builder.to(column).write(hint, "key" if self._groups else "dim")
        column += widest_hint + 3 if widest_hint else 0
        if option.about and column + _LEAST_ABOUT < width:
            about = clipped(safe(option.about), width - column - 1, self.glyphs.ellipsis)
            builder.to(column).write(about, "dim")
        return builder.line(width)

    def _write_text(self, builder: LineBuilder, text: str, option: Option, here: bool) -> None:
        """The option's words, the letters found in them standing out."""
        tone: Tone = "dim" if option.why_not else "here" if here else "plain"
        query = self.line.text.strip()
        hit = match(query, option.text) if query else None
        together = hit is not None and not hit.rank[0] and safe(option.text) == option.text
        found = set(hit.positions) if hit and together else set()
        for position, letter in enumerate(text):
            builder.write(letter, "hit" if position in found else tone)

    def _keys(self, width: int) -> Pieces:
        builder = LineBuilder().write(" ")
        if self.told:
            builder.write(clipped(self.told, width - 2, self.glyphs.ellipsis), "warning")
            return builder.line(width)
        named = "number" if all(one.key.isdigit() for one in self.options) else "letter"
        direct = f"{named} or " if self._lettered and not self.line.text else ""
        find = (("type", "to filter"),) if len(self.options) > 4 and not self._lettered else ()
        keys = ((f"{direct}Enter", "choose"), ("Esc", "cancel"), *find)
        write_keys(builder, keys, width)
        return builder.line(width)

    def _typed(self, width: int) -> Pieces:
        builder = LineBuilder().write(" ").write(self.glyphs.pointer, "dim").write(" ")
        write_line(builder, self.line, max(width - builder.at - 1, 2))
        return builder.line(width)
