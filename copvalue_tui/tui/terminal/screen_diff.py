"""The last gate before the terminal: of what Textual writes, only what differs and is allowed."""

import re

from copvalue_tui.matrix.text.width import cell_width, graphemes
from copvalue_tui.tui.terminal import sgr
from copvalue_tui.tui.terminal.cursor_output import (
    LEAST_CHANGED,
    CursorWriter,
    ScreenLine,
    best_move,
)

SYNC_START = "\x1b[?2026h"
SYNC_END = "\x1b[?2026l"
LAST_LINE = "\x1b[m\x1b[999;1H\x1b[K"
"""To the last line, emptied: where there is no second screen to leave, the shell goes on there."""
ASK_WIDTH = "\x1b[2;1H─\x1b[6n"
"""Draws a line in the second row, and asks where the cursor is then; the next frame clears it."""
WIDE_AT = 3
"""The column of the answer where lines are two cells wide."""
_LONG = 1024
"""Characters of an answer from which on a torn picture could be seen, were it not marked."""

_MODES = re.compile(
    "(?:"
    r"\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2048)[hl]"
    r"|\x1b\[\?(?:2004|2026|2048)\$p"  # which of these does the terminal know?
    r"|\x1b\[>\d{1,3}u|\x1b\[<\d?u"  # the keyboard protocol on and off
    r"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"  # text for the clipboard, in base64
    r"|(?:\x1bP(?:\x1b\]52;c;)?[A-Za-z0-9+/=]*\x07?\x1b\\)+"  # the same, handed on by GNU screen
    r"|\x07"
    ")+",
    re.ASCII,
)
"""What a whole write may consist of besides drawing; never taken out of the midst of a frame."""
_TOKEN = re.compile(
    r"\x1b\[([\d;]+)m([^\x1b\n]*)\x1b\[0?m"  # 1, 2: a text in its look
    r"|([^\x1b\n]+)"  # 3: a text in the look before
    r"|\x1b\[(\d{0,4})(?:;(\d{0,4}))?H"  # 4, 5: go to a row and column
    r"|\x1b\[([\d;:]{0,200})m"  # 6: a look
    r"|\x1b\[([0-3]?)([JK])"  # 7, 8: erase
    r"|(\n)"  # 9
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[[0-?]*[ -/]*[@-~]|\x1b",  # all else: dropped
    re.DOTALL | re.ASCII,
)
_NARROW = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2190-\u21ff\u2500-\u25fc✓]*"
)
"""Texts of which each character is one cell wide."""
_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_HALVES = re.compile("[\ud800-\udfff]")


class ScreenDiff:
    """Between Textual and the terminal: keeps what the screen shows and sends the difference.

    What is not drawing, erasing, moving or one of the modes Textual sets is dropped and counted.
    The size is that of the terminal, in cells; what is drawn outside of it is left out.
    """

    def __init__(self, columns: int, rows: int, *, simple: bool = False) -> None:
        self.dropped = 0
        """Sequences and characters that were not let through."""
        self._pen = CursorWriter(simple=simple)
        self._held = False
        self._size = (0, 0)
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """The terminal has another size, or may have lost what it showed while it had one."""
        if (columns, rows) != self._size:
            self._size = (columns, rows)
            self._want = [ScreenLine(columns) for _ in range(rows)]
        self._row = self._column = self._begin = 0
        self._look = ""
        self.forget()

    def forget(self) -> None:
        """What the terminal shows is unknown: the next frame clears it and draws all of it."""
        self._fresh = True
        self._changed: dict[int, tuple[int, int]] = {}

    def frame(self, written: str, *, later: bool = False) -> str:
        """What to send for one write of Textual; often nothing, while a frame is held together.

        With `later` what is drawn is only noted, for `overdue` to send.
        """
        if written == SYNC_START:
            self._held = True
            return ""
        if written == SYNC_END:
            self._held = False
            return "" if later else self._marked(self.answer())
        if _MODES.fullmatch(written):
            answer = self.answer() if self._changed else ""
            if "\x1b[?1049h" in written:
                self.forget()
            return answer + written.replace("\x1b[?1049l", f"{LAST_LINE}\x1b[?1049l")
        self._read(written)
        return "" if self._held or later else self.answer()

    def overdue(self) -> str:
        """What was drawn for later and is not shown yet: one whole picture, the newest."""
        drawn = self._fresh or bool(self._changed)
        return self._marked(self.answer()) if drawn and not self._held else ""

    def _marked(self, answer: str) -> str:
        return f"{SYNC_START}{answer}{SYNC_END}" if len(answer) > _LONG else answer

    def answer(self) -> str:
        """What brings the terminal from what it shows to what it was last asked to show."""
        columns, rows = self._size
        pen = self._pen
        if self._fresh:
            self._fresh = False
            self._shown = [ScreenLine(columns) for _ in range(rows)]
            self._changed = dict.fromkeys(range(rows), (0, columns))
            pen.put("\x1b[m\x1b[2J")
        elif len(self._changed) >= LEAST_CHANGED and not pen.simple:
            self._move_lines()
        for row in sorted(self._changed):
            first, last = self._changed[row]
            want, shown = self._want[row], self._shown[row]
            if want.differs(shown, first, last):
                pen.draw(row, want, shown, first, last)
        self._changed.clear()
        if (self._row, self._column) != (0, 0):  # where Textual's own cursor waits for a word
            pen.move(min(self._row, rows - 1), min(self._column, columns - 1))
        return pen.lift()

    def _move_lines(self) -> None:
        """Let the terminal move lines that are wanted a little above or below where they are."""
        move = best_move(self._want, self._shown)
        if move is not None:
            self._pen.put(move.sequence)
            move.apply(self._shown)
            for row in range(move.first, move.last):
                self._changed[row] = (0, self._size[0])

    def _read(self, written: str) -> None:
        """Take one frame of Textual's into what the terminal is wanted to show."""
        for token in _TOKEN.finditer(written):
            kind = token.lastindex
            if kind == 2:
                self._write(token[2], f"{self._look};{token[1]}" if self._look else token[1])
                self._look = ""
            elif kind == 3:
                self._write(token[3], self._look)
            elif kind in (4, 5):
                self._go(int(token[4] or 1) - 1, int(token[5] or 1) - 1)
            elif kind == 6:
                self._look = sgr.spell(sgr.look(f"{self._look};{token[6]}"))
            elif kind == 8:
                self._erase(token[7] or "0", token[8])
            elif kind == 9:
                self._go(self._row + 1, 0)
            else:
                self.dropped += 1

    def _go(self, row: int, column: int) -> None:
        self._row = max(row, 0)
        self._column = self._begin = max(column, 0)

    def _write(self, text: str, look: str) -> None:
        """Put a text on the line, from the cursor on."""
        if not text.isprintable():
            text, dropped = _COMMANDS.subn("", text)
            self.dropped += dropped
            text = _HALVES.sub("\ufffd", text)
        columns, rows = self._size
        room = columns - self._column
        if room <= 0 or self._row >= rows:
            return
        glyphs = list(text) if _NARROW.fullmatch(text) else self._spread(text)
        if len(glyphs) > room:
            if not glyphs[room]:
                glyphs[room - 1] = " "  # half of a wide one
            del glyphs[room:]
        end = self._column + len(glyphs)
        drawn_as = sgr.blank(look) if text.isspace() else sgr.shortest(look)
        self._put(self._column, glyphs, drawn_as)
        self._column = end

    def _put(self, first: int, glyphs: list[str], look: str) -> None:
        """Set cells of the current line; halves of wide glyphs that lose their other half go."""
        line = self._want[self._row]
        last = first + len(glyphs)
        before, after = first, last
        if first and glyphs and not line.glyphs[first]:
            before = first - 1
            line.glyphs[before] = " "
        if last < len(line.glyphs) and glyphs and not line.glyphs[last]:
            line.glyphs[last] = " "
            after = last + 1
        line.glyphs[first:last] = glyphs
        line.looks[first:last] = [look] * len(glyphs)
        begin, end = self._changed.get(self._row, (before, after))
        self._changed[self._row] = (min(begin, before), max(end, after))

    def _spread(self, text: str) -> list[str]:
        """The glyphs of a text, one a cell, a wide one followed by an empty one."""
        glyphs: list[str] = []
        for part in graphemes(text):
            width = cell_width(part)
            if width:
                glyphs += [part, *[""] * (width - 1)]
            elif self._column > self._begin:  # an accent for the cell drawn just before
                line = self._want[self._row].glyphs
                place = self._column - (1 if line[self._column - 1] else 2)
                line[place] += part
        return glyphs

    def _erase(self, extent: str, what: str) -> None:
        """Blank a part of the line (K) or of the screen (J): 0 after, 1 before, 2 all of it."""
        columns, rows = self._size
        row, column = self._row, self._column
        spans: list[tuple[int, int, int]] = []
        if extent in "23":
            spans.append((row, 0, columns))
        else:
            spans.append((row, column, columns) if extent == "0" else (row, 0, column + 1))
        if what == "J":
            below, above = range(row + 1, rows), range(row)
            others = {"0": below, "1": above}.get(extent, (*above, *below))
            spans += [(other, 0, columns) for other in others]
        for self._row, first, last in spans:
            if self._row < rows and first < columns:
                self._put(first, [" "] * (min(last, columns) - first), sgr.blank(self._look))
        self._row = row
