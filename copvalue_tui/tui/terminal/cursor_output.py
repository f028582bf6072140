"""The terminal's cursor and look, and the fewest bytes that turn one drawn screen into another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from operator import ne
from typing import NamedTuple

from copvalue_tui.tui.terminal import sgr
from copvalue_tui.tui.terminal.sgr import Run, runs_in

UNSURE = "\0"
"""Stands for a cell of which we do not know what the terminal shows."""
_STEADY = (
    "\x20\x7e\xa0\xac\xae\u02ff\u0370\u0482\u048a\u0559\u1e00\u1fff\u2010\u2027"
    "\u2030\u205e\u2070\u20cf\u2100\u2319\u2320\u23e8\u2500\u25fc\u2600\u2613\u2616\u27ff"
    "\u2800\u28ff\u2e80\u302a\u3030\u303e\u3041\u3096\u309b\u4dbf\u4e00\ua4cf\ua960\ua97c"
    "\uac00\ud7a3\uf900\ufaff\uff01\uff60\uffe0\uffe6\ufffd\ufffd\U00020000\U0003fffd"
)
"""The first and the last of each range; a pattern of them takes milliseconds to compile."""
_GAP = 4
"""A gap of so many cells at most is written again: to jump over it takes as many bytes."""
_ERASABLE = 12
"""From this many blanks on, erasing and jumping takes fewer bytes than writing them."""


@lru_cache(maxsize=4096)
def is_steady(glyph: str) -> bool:
    """Whether terminals agree how many cells a glyph takes; an empty one is a wide one's half."""
    if len(glyph) != 1:
        return not glyph
    at = bisect_left(_STEADY, glyph)
    return at % 2 == 1 or _STEADY.startswith(glyph, at)


class ScreenLine:
    """One line of the screen: of each cell its glyph, empty behind a wide one, and its look."""

    __slots__ = ("glyphs", "looks")

    def __init__(self, columns: int) -> None:
        self.glyphs = [" "] * columns
        self.looks = [""] * columns

    def differs(self, other: ScreenLine, first: int, last: int) -> bool:
        """Whether two lines differ between two columns, the last not counted."""
        return (
            self.glyphs[first:last] != other.glyphs[first:last]
            or self.looks[first:last] != other.looks[first:last]
        )


class CursorWriter:
    """Draws lines over others, sending only what differs; ends each drawing in the plain look."""

    def __init__(self, *, simple: bool = False) -> None:
        self.simple = simple
        """For terminals without ECH and single-mark resets (vt100)."""
        self._out: list[str] = []
        self._row = -1
        self._column = -1
        self._look = ""

    def put(self, sequence: str) -> None:
        """Send a sequence that may leave the cursor anywhere."""
        self._out.append(sequence)
        self._row = -1

    def lift(self) -> str:
        """All that was drawn since the last time, as one string; the look is plain after it."""
        self._wear("")
        drawn = "".join(self._out)
        self._out.clear()
        return drawn

    def move(self, row: int, column: int) -> None:
        """Bring the cursor to a cell, both counted from 0, by the shortest way."""
        if (self._row, self._column) == (row, column):
            return
        absolute = f"\x1b[{row + 1};{column + 1}H" if column else f"\x1b[{row + 1 if row else ''}H"
        step = column - self._column
        if self._row == row:
            relative = f"\x1b[{abs(step) if abs(step) > 1 else ''}{'C' if step > 0 else 'D'}"
            self._out.append(min(relative, absolute, key=len))
        elif self._row >= 0 and row == self._row + 1 and not step:
            self._out.append("\x1b[B")
        else:
            self._out.append(absolute)
        self._row, self._column = row, column

    def _wear(self, look: str) -> None:
        if look != self._look:
            self._out.append(sgr.change(self._look, look, self.simple))
            self._look = look

    def draw(self, row: int, want: ScreenLine, shown: ScreenLine, first: int, last: int) -> None:
        """Turn the line `shown` into `want` between two columns; `shown` is updated.

        Further cells are drawn where a glyph of unsure width may have spilled over them.
        """
        runs = runs_in(want.glyphs, want.looks)
        for was in runs_in(shown.glyphs, shown.looks):
            if want.differs(shown, was.start, was.end):
                # Nobody knows in which of its cells its letters stand.
                stop = min(was.reach, was.stop)
                shown.glyphs[was.start : stop] = [UNSURE] * (stop - was.start)
                first, last = min(first, was.start), max(last, stop)
        column = first
        glyphs, looks, old, old_looks = want.glyphs, want.looks, shown.glyphs, shown.looks
        while column < last:
            # Most cells are the same: they are passed over without a call.
            if (glyphs[column] == old[column] and looks[column] == old_looks[column]) or _same(
                want, shown, column
            ):
                column += 1
                continue
            run = next((run for run in runs if run.start <= column < run.stop), None)
            if run is not None:
                column, last = run.stop, max(last, self._draw_run(row, want, shown, run))
                continue
            if not glyphs[column] and column:
                column -= 1  # never half of a wide one
            column, spilled = self._draw_from(row, want, shown, column, last)
            last = max(last, spilled)

    def _draw_from(
        self, row: int, want: ScreenLine, shown: ScreenLine, column: int, last: int
    ) -> tuple[int, int]:
        """Draw what differs at `column` and alike cells after it; (next column, end of spill)."""
        glyph = want.glyphs[column]
        if not is_steady(glyph):
            return self._draw_unsure(row, want, shown, column)
        if glyph == " " and not sgr.blank(want.looks[column]):
            end = self._erase(row, want, shown, column, last)
            if end:
                return end, 0
        look = want.looks[column]
        end = _run(want, shown, column, last)
        self._approach(row, want, column)
        text = "".join(want.glyphs[column:end])
        if text.strip(" ") or sgr.blank(look) != sgr.blank(self._look):
            self._wear(look)
        self._out.append(text)
        _copy(want, shown, column, end)
        self._row, self._column = (row, end) if end < len(want.glyphs) else (-1, -1)
        return end, 0

    def _approach(self, row: int, want: ScreenLine, column: int) -> None:
        """Come to a cell; a short gap that looks alike is written again instead of jumped over."""
        start = self._column
        if self._row == row and 0 < column - start <= _GAP:
            gap = "".join(want.glyphs[start:column])
            alike = all(self._shows(want, at) for at in range(start, column))
            if alike and gap.isascii() and len(gap) == column - start:
                self._out.append(gap)
                self._column = column
                return
        self.move(row, column)

    def _shows(self, want: ScreenLine, column: int) -> bool:
        """Whether a cell, written in the look that is worn, is as it is wanted."""
        look = want.looks[column]
        blank = want.glyphs[column] == " "
        return look == self._look or (blank and sgr.blank(look) == sgr.blank(self._look))

    def _draw_unsure(
        self, row: int, want: ScreenLine, shown: ScreenLine, column: int
    ) -> tuple[int, int]:
        """Draw a glyph that terminals may show wider or narrower than we think.

        Its cells are blanked before, the cursor is brought back by an absolute jump after, and the
        cells it may have spilled over are drawn again: the rest of the line never shifts.
        """
        columns = len(want.glyphs)
        glyph = want.glyphs[column]
        end = column + 1
        while end < columns and not want.glyphs[end]:
            end += 1
        self.move(row, column)
        self._wear(want.looks[column])
        if end > column + 1:
            self._out.append(" " * (end - column))
            self._column = end
            if end == columns:
                self._row = -1
            self.move(row, column)
        self._out.append(glyph)
        self._row = -1
        _copy(want, shown, column, end)
        spilled = min(columns, column + 2 * len(glyph))
        shown.glyphs[end:spilled] = [UNSURE] * max(0, spilled - end)
        return end, spilled

    def _draw_run(self, row: int, want: ScreenLine, shown: ScreenLine, run: Run) -> int:
        """Draw a text with marks of disputed width in one go; the end of what it may spill over.

        Within it the cursor is never placed: where its letters stand, the terminal alone knows.
        """
        columns = len(want.glyphs)
        self._blank(row, want, run)
        self.move(row, run.start)
        for column in range(run.start, run.end):
            self._wear(want.looks[column])
            self._out.append(want.glyphs[column])
        self._row = -1
        _copy(want, shown, run.start, run.stop)
        spilled = min(columns, run.reach)
        shown.glyphs[run.stop : spilled] = [UNSURE] * max(0, spilled - run.stop)
        return spilled

    def _blank(self, row: int, want: ScreenLine, run: Run) -> None:
        """Blank the cells that a text of disputed width may take, each in its own look."""
        blanks = [sgr.blank(look) for look in want.looks[run.start : run.stop]]
        self.move(row, run.start)
        count = len(blanks)
        plain = not any(blanks[run.end - run.start :])
        if plain and (run.stop == len(want.glyphs) or not self.simple):
            self._wear("")
            self._out.append("\x1b[K" if run.stop == len(want.glyphs) else f"\x1b[{count}X")
            return
        for look in blanks:
            self._wear(look)
            self._out.append(" ")
        self._row = -1

    def _erase(self, row: int, want: ScreenLine, shown: ScreenLine, column: int, last: int) -> int:
        """Erase a long run of plain blanks; the column after it, or 0 when writing is shorter."""
        columns = len(want.glyphs)
        end = column
        while end < columns and want.glyphs[end] == " " and not sgr.blank(want.looks[end]):
            end += 1
        changed = min(end, last)
        while changed > column and _same(want, shown, changed - 1):
            changed -= 1
        count = changed - column
        to_the_edge = end == columns and count > (3 if self._look == "" else 6)
        if not to_the_edge and (self.simple or count < _ERASABLE):
            return 0
        self.move(row, column)
        self._wear("")
        self._out.append("\x1b[K" if to_the_edge else f"\x1b[{count}X")
        _copy(want, shown, column, end if to_the_edge else changed)
        return end if to_the_edge else changed


def _same(want: ScreenLine, shown: ScreenLine, column: int) -> bool:
    """Whether no eye could tell the two cells apart."""
    glyph = want.glyphs[column]
    if glyph != shown.glyphs[column]:
        return False
    look, other = want.looks[column], shown.looks[column]
    return look == other or (glyph == " " and sgr.blank(look) == sgr.blank(other))


def _run(want: ScreenLine, shown: ScreenLine, column: int, last: int) -> int:
    """The end of the steady glyphs in one look, from `column` on, that are not shown yet."""
    glyphs, looks, old, old_looks = want.glyphs, want.looks, shown.glyphs, shown.looks
    look = looks[column]
    columns = len(glyphs)
    end = column + 1
    while end < columns:
        glyph = glyphs[end]
        if glyph:  # a wide glyph's other half goes with it
            if end >= last or looks[end] != look or not (glyph.isascii() or is_steady(glyph)):
                break
            if glyph == old[end] and (look == old_looks[end] or _same(want, shown, end)):
                break
        end += 1
    return end


def _copy(want: ScreenLine, shown: ScreenLine, first: int, last: int) -> None:
    shown.glyphs[first:last] = want.glyphs[first:last]
    shown.looks[first:last] = want.looks[first:last]


# Lines that only moved up or down: the terminal can move them by itself.

_FARTHEST = 4
"""Lines by which something moves at most: a value and its wrapped lines."""
LEAST_CHANGED = 5
"""With fewer changed lines nothing is gained."""
_WORTH = 60
"""Cells that must be saved, for the sequences that move lines and the marks of each line."""


class Move(NamedTuple):
    """Lines that move together."""

    first: int
    """The first line of the part of the screen that moves."""
    last: int
    """The line behind it."""
    by: int
    """Lines down; up when below 0."""

    @property
    def sequence(self) -> str:
        """What makes the terminal move them, and blanks the lines that they leave."""
        at, how = f"\x1b[{self.first + 1}H", f"\x1b[{abs(self.by)}{'L' if self.by > 0 else 'M'}"
        return f"\x1b[{self.first + 1};{self.last}r{at}{how}\x1b[r"

    def apply(self, shown: list[ScreenLine]) -> None:
        """Move the lines of a screen as the terminal does."""
        part = shown[self.first : self.last]
        columns = len(part[0].glyphs)
        blank = [ScreenLine(columns) for _ in range(abs(self.by))]
        kept = [*blank, *part[: -self.by]] if self.by > 0 else [*part[-self.by :], *blank]
        shown[self.first : self.last] = kept


def _cost(want: ScreenLine, shown: ScreenLine) -> int:
    """How many cells of a line are to be drawn."""
    if want.glyphs == shown.glyphs and want.looks == shown.looks:
        return 0
    glyphs, looks = map(ne, want.glyphs, shown.glyphs), map(ne, want.looks, shown.looks)
    return sum(1 for differs in glyphs if differs) + sum(1 for differs in looks if differs) // 2


def best_move(want: Sequence[ScreenLine], shown: Sequence[ScreenLine]) -> Move | None:
    """The move that leaves least to be drawn; None when none is worth it."""
    rows = len(want)
    if not rows:
        return None
    blank = ScreenLine(len(want[0].glyphs))
    now = [_cost(*pair) for pair in zip(want, shown, strict=True)]
    bare = [_cost(line, blank) for line in want]
    best, found = _WORTH, None
    for by in (step * sign for step in range(1, _FARTHEST + 1) for sign in (1, -1)):
        # Lines below a move up, and above a move down, are taken in order from the blank ones on.
        order = range(by, rows) if by > 0 else range(rows + by - 1, -1, -1)
        step = 1 if by > 0 else -1
        gained, start = 0, -1
        for row in order:
            left = range(row - by, row, step)
            fresh = -sum(bare[at] - now[at] for at in left)
            if start < 0 or gained < fresh:
                gained, start = fresh, row
            gained += now[row] - _cost(want[row], shown[row - by])
            if gained > best:
                best = gained
                ends = (start - by, row + 1) if by > 0 else (row, start - by + 1)
                found = Move(*ends, by)
    return found
