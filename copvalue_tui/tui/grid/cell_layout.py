"""How many lines the values of a cell take at a width, and which value is at which line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from copvalue_tui.editor.state.modes import Typing
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, wrap, wrap_spans
from copvalue_tui.matrix.values import Audience, Cell, Horizon, Value
from copvalue_tui.suggest.questions import own_questions


def question(audience: Audience, horizon: Horizon, language: str) -> str:
    """What an empty cell asks."""
    return own_questions(audience, horizon, language)[0]


@lru_cache(maxsize=4096)
def wrapped(text: str, width: int) -> tuple[str, ...]:
    """The lines of a person's text, safe to be shown."""
    return wrap(safe(text), width)


def cell_height(cell: Cell, width: int) -> int:
    """How many lines the values of a cell take."""
    return sum(_heights(cell, width))


def _heights(cell: Cell, width: int) -> list[int]:
    # Nearly every text is short and plain: those are counted without a call for each.
    return [
        1 if len(text := value.text) <= width and text.isascii() else len(wrapped(text, width))
        for value in cell
    ]


def _starts(cell: Cell, width: int, gap: int) -> list[int]:
    """The line each value starts at, and the one after the last."""
    return list(accumulate([height + gap for height in _heights(cell, width)], initial=0))


@dataclass(frozen=True, slots=True)
class TypedText:
    """A line being typed, as it is shown."""

    text: str
    """Safe."""
    caret: int
    """Offset into `text`."""
    spans: tuple[tuple[int, int], ...]
    """The lines, as offsets into `text`."""
    selected: tuple[int, int] = (0, 0)
    """What is selected, as offsets into `text`."""

    @property
    def caret_line(self) -> int:
        """Which of the lines the caret is in."""
        starts = [start for start, _ in self.spans]
        return max(bisect_right(starts, self.caret) - 1, 0)

    def caret_column(self, width: int) -> int:
        """Cells left of the caret in its line; `width` when it is behind a full line."""
        start = self.spans[self.caret_line][0]
        return min(cell_width(self.text[start : self.caret]), width)


def typed_text(typing: Typing, width: int) -> TypedText:
    """What is being typed, wrapped."""
    before = safe(typing.line.before)
    text = before + safe(typing.line.after)
    first, last = (len(safe(typing.line.text[:at])) for at in typing.line.selection)
    return TypedText(text, len(before), wrap_spans(text, width), (first, last))


@dataclass(frozen=True, slots=True)
class CellLayout:
    """The values of a cell as lines, with what is being typed in it."""

    cell: Cell
    starts: Sequence[int]
    """The line each shown value starts at, and the one after the last."""
    typing: Typing | None = None
    typed: TypedText | None = None

    @property
    def count(self) -> int:
        """How many values are shown, one being added included."""
        return len(self.starts) - 1

    @property
    def height(self) -> int:
        """How many lines they take."""
        return self.starts[-1]

    def at(self, line: int) -> int:
        """Which of the shown values is at a line; the last one below the end."""
        return min(bisect_right(self.starts, line), self.count) - 1

    def value(self, shown: int) -> Value | None:
        """One of the shown values; nothing for the one that is being added."""
        slot = self.slot(shown)
        return None if slot is None else self.cell[slot]

    def slot(self, shown: int) -> int | None:
        """Its slot in the cell; nothing for the one that is being added."""
        if self.typing is None or not self.typing.adding or shown < self.typing.place.slot:
            return shown
        return None if shown == self.typing.place.slot else shown - 1

    def lines(self, shown: int) -> range:
        """The lines of one of the shown values."""
        return range(self.starts[shown], self.starts[shown + 1])


def cell_layout(cell: Cell, width: int, typing: Typing | None = None, gap: int = 0) -> CellLayout:
    """The lines of a cell's values in texts `width` wide, `gap` blank lines after each.

    `typing` is given when it is in this cell that somebody types.
    """
    starts = _starts(cell, width, gap)
    if typing is None:
        return CellLayout(cell, starts)
    typed = typed_text(typing, width)
    slot = min(typing.place.slot, len(cell))
    height = len(typed.spans) + gap
    after = starts[slot:] if typing.adding else starts[slot + 1 :]
    more = starts[slot] + height - after[0]
    spliced = [*starts[: slot + 1], *([start + more for start in after] if more else after)]
    return CellLayout(cell, spliced, typing, typed)
