"""A line being typed: text, caret and selection, and the moves of readline and text fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, graphemes, wrap_spans


@dataclass(frozen=True, slots=True)
class TextLine:
    """Text being typed, the caret in it, and what is selected."""

    text: str = ""
    caret: int = 0
    """Offset into `text`; always between two graphemes."""
    anchor: int | None = None
    """The other end of the selection; None when nothing is selected."""
    column: int | None = None
    """The column that moves from line to line aim at; None after any other key."""

    @property
    def before(self) -> str:
        """The text left of the caret."""
        return self.text[: self.caret]

    @property
    def after(self) -> str:
        """The text from the caret on."""
        return self.text[self.caret :]

    @property
    def selection(self) -> tuple[int, int]:
        """Where the selection begins and ends; at the caret when nothing is selected."""
        anchor = self.caret if self.anchor is None else self.anchor
        return min(anchor, self.caret), max(anchor, self.caret)

    @property
    def selected(self) -> str:
        """The selected text."""
        start, end = self.selection
        return self.text[start:end]


Change = Callable[[TextLine], TextLine]


def line_of(text: str) -> TextLine:
    """The text with the caret at its end."""
    return TextLine(text, len(text))


def _with_caret(line: TextLine, caret: int) -> TextLine:
    """The line with the caret elsewhere and nothing selected; never inside a grapheme."""
    if not line.text.isascii() and 0 < caret < len(line.text):
        caret = next(end for end in accumulate(map(len, graphemes(line.text))) if end >= caret)
    return TextLine(line.text, caret)


def without_selection(line: TextLine) -> TextLine:
    """The line without the selected text."""
    start, end = line.selection
    return _with_caret(TextLine(line.text[:start] + line.text[end:]), start)


def typed(line: TextLine, text: str) -> TextLine:
    """The line with `text` typed at the caret, in place of what is selected."""
    line = without_selection(line)
    return _with_caret(TextLine(line.before + text + line.after), line.caret + len(text))


def left(line: TextLine) -> TextLine:
    """The caret one grapheme to the left, or at the start of the selection."""
    if line.selected:
        return _with_caret(line, line.selection[0])
    return _with_caret(line, line.caret - len("".join(graphemes(line.before)[-1:])))


def right(line: TextLine) -> TextLine:
    """The caret one grapheme to the right, or at the end of the selection."""
    if line.selected:
        return _with_caret(line, line.selection[1])
    return _with_caret(line, line.caret + len("".join(graphemes(line.after)[:1])))


def home(line: TextLine) -> TextLine:
    """The caret at the start."""
    return _with_caret(line, 0)


def end(line: TextLine) -> TextLine:
    """The caret at the end."""
    return _with_caret(line, len(line.text))


def word_left(line: TextLine) -> TextLine:
    """The caret at the start of the word at its left."""
    return _with_caret(line, line.before.rstrip().rfind(" ") + 1)


def word_right(line: TextLine) -> TextLine:
    """The caret behind the word at its right."""
    after = line.after
    stop = after.find(" ", len(after) - len(after.lstrip()))
    return _with_caret(line, len(line.text) if stop < 0 else line.caret + stop)


def selecting(move: Change) -> Change:
    """The move as Shift has it: what it passes over becomes selected."""

    def select(line: TextLine) -> TextLine:
        anchor = line.caret if line.anchor is None else line.anchor
        moved = move(replace(line, anchor=None))
        return replace(moved, anchor=None if anchor == moved.caret else anchor)

    return select


def deleting(move: Change) -> Change:
    """Delete what the move passes over, or what is selected."""

    def delete_to(line: TextLine) -> TextLine:
        return without_selection(line if line.selected else selecting(move)(line))

    return delete_to


select_all: Change = lambda line: replace(end(line), anchor=0 if line.text else None)  # noqa: E731
backspace = deleting(left)
delete = deleting(right)
kill_end = deleting(end)
kill_start = deleting(home)
kill_word = deleting(word_left)
kill_word_right = deleting(word_right)


@dataclass(frozen=True, slots=True)
class WrappedLine:
    """A line as it is wrapped on screen, for moves from one of its lines to the next."""

    line: TextLine
    spans: tuple[tuple[int, int], ...]
    """The lines on screen, as offsets into what is shown."""
    shown: str
    """The text as it is shown."""
    stops: Sequence[tuple[int, int]]
    """Where the caret can be: offset into the text, and into what is shown."""

    @property
    def _at(self) -> int:
        """The caret's offset into what is shown."""
        return next(there for here, there in self.stops if here >= self.line.caret)

    @property
    def number(self) -> int:
        """Which of the lines the caret is in."""
        return max(index for index, (start, _) in enumerate(self.spans) if start <= self._at)

    @property
    def is_last(self) -> bool:
        """Whether the caret is in the last line."""
        return self.number == len(self.spans) - 1

    def _in_line(self, number: int) -> list[tuple[int, int]]:
        """The places of the caret in one of the lines."""
        first, last = self.spans[number]
        ends = self.spans[number + 1][0] if number + 1 < len(self.spans) else last + 1
        return [stop for stop in self.stops if first <= stop[1] <= last and stop[1] < ends]

    def moved(self, by: int) -> TextLine:
        """The caret one line up or down in the same column; past the last one, at the end."""
        number = self.number + by
        if not 0 <= number < len(self.spans):
            return home(self.line) if by < 0 else end(self.line)
        column = self.line.column
        if column is None:
            column = cell_width(self.shown[self.spans[self.number][0] : self._at])
        return replace(self.at(number, column), column=column)

    def at(self, number: int, column: int) -> TextLine:
        """The caret in one of the lines, at a column or the last place before it."""
        start = self.spans[number][0]
        fits = [
            here
            for here, there in self._in_line(number)
            if there == start or cell_width(self.shown[start:there]) <= column
        ]
        return _with_caret(self.line, fits[-1] if fits else 0)

    def line_start(self) -> TextLine:
        """The caret at the start of its line on screen; from there, at the start of the text."""
        start = self._in_line(self.number)[0][0]
        return home(self.line) if start == self.line.caret else _with_caret(self.line, start)

    def line_end(self) -> TextLine:
        """The caret at the end of its line on screen; from there, at the end of the text."""
        last = self._in_line(self.number)[-1][0]
        return end(self.line) if last == self.line.caret else _with_caret(self.line, last)


def wrapped_at(line: TextLine, width: int) -> WrappedLine:
    """The line wrapped as a cell of this width shows it."""
    parts = graphemes(line.text)
    shown = [safe(part) for part in parts]
    stops = zip(
        accumulate(map(len, parts), initial=0), accumulate(map(len, shown), initial=0), strict=True
    )
    text = "".join(shown)
    return WrappedLine(line, wrap_spans(text, width), text, tuple(stops))


MOST_UNDONE = 200
"""Steps back that are kept of a line."""


@dataclass(frozen=True, slots=True)
class LineHistory:
    """Undo and redo inside a line: a word typed, or a run of deletions, is one step."""

    done: tuple[TextLine, ...] = ()
    undone: tuple[TextLine, ...] = ()
    run: str = ""
    """What is going on: `typed` or `deleted` letter by letter; empty when the next is a step."""

    def after(self, old: TextLine, new: TextLine) -> LineHistory:
        """The history once `old` has become `new`."""
        if new.text == old.text:
            # A move ends the run, so that what comes next is a step of its own.
            return self if old == new or not self.run else replace(self, run="")
        run = _kind(old, new)
        word = run == "typed" and old.before.endswith(" ") and not new.before.endswith(" ")
        if run and run == self.run and not word:
            return replace(self, undone=())
        return LineHistory((*self.done, old)[-MOST_UNDONE:], (), run)


NOTHING_DONE = LineHistory()


def _kind(old: TextLine, new: TextLine) -> str:
    """Whether one letter was typed or deleted, or something larger was done."""
    if old.selected:
        return ""
    longer = len(new.text) - len(old.text)
    if new.before == old.before + new.text[old.caret : new.caret] and longer > 0:
        return "typed" if len(graphemes(new.text[old.caret : new.caret])) <= 1 else ""
    passed = old.text[min(old.caret, new.caret) : min(old.caret, new.caret) - longer]
    return "deleted" if len(graphemes(passed)) == 1 else ""


LINE_KEYS: dict[str, Change] = {
    "left": left,
    "right": right,
    "home": home,
    "end": end,
    "backspace": backspace,
    "delete": delete,
    "ctrl+a": home,
    "ctrl+e": end,
    "ctrl+b": left,
    "ctrl+f": right,
    "ctrl+d": delete,
    "ctrl+k": kill_end,
    "ctrl+u": kill_start,
    "ctrl+w": kill_word,
    "ctrl+left": word_left,
    "ctrl+right": word_right,
    "ctrl+delete": kill_word_right,
    "alt+b": word_left,
    "alt+f": word_right,
    "alt+d": kill_word_right,
    "alt+backspace": kill_word,
    "alt+left": word_left,
    "alt+right": word_right,
}
"""Key → what it does to a line being typed, wherever one is typed: in a cell or at a prompt."""
