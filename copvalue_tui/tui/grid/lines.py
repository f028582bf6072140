"""The grid as lines: a state and a size make exactly that many lines, exactly that wide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.by_id import Same
from copvalue_tui.matrix.values import HORIZONS, Place
from copvalue_tui.tui.drawing.line import Pieces, Quill
from copvalue_tui.tui.grid.cell_layout import CellLayout, question, wrapped
from copvalue_tui.tui.grid.cell_lines import ValueInk, typed_lines, untouched_lines, value_lines
from copvalue_tui.tui.grid.heads import heads, name_lines, rule
from copvalue_tui.tui.grid.layout import BULLET, EDGE, GridLayout, layout_for
from copvalue_tui.tui.grid.view import Drawing, Manner, focus_of, kept_in_view, thumb_of

NARROWEST, LOWEST = 40, 10
"""The smallest terminal that the editor is drawn in."""
MOST_KEPT = 500
"""Rows drawn before that are kept, before all are forgotten."""
Kept = dict[object, list[tuple[Pieces, int]]]
"""What a row was drawn from → its lines, and how wide each is."""
TOO_SMALL = f"Too small: {NARROWEST}×{LOWEST} is needed. The keys still work."


def draw(state: State, width: int, height: int, manner: Manner, top: int = 0) -> Drawing:
    """The grid with the cursor in view, laid out afresh."""
    layout = layout_for(state, width)
    return lines_of(state, layout, height, kept_in_view(state, layout, height, top), manner)


def lines_of(
    state: State,
    layout: GridLayout,
    height: int,
    top: int,
    manner: Manner,
    kept: Kept | None = None,
) -> Drawing:
    """The grid `height` lines high, its rows from their line `top` on.

    `kept` is where rows drawn before are looked for, and put for the next time.
    """
    width = layout.columns.width
    quills = heads(state, layout, height, top, manner.signs)[:height]
    first = len(quills)
    room = height - first
    kept = {} if kept is None else kept
    if len(kept) > MOST_KEPT:
        kept.clear()
    marked = state.marked
    worked_in = frozenset([focus_of(state).row, *(place.row for place in marked)])
    quills += _Rows(state, layout, manner, marked, worked_in, kept).body(top, room)
    thumb = thumb_of(layout.height, room, top)
    for number, quill in enumerate(quills):
        quill.to(width - 1)
        if number - first in thumb:
            quill.write(manner.signs.thumb, "mark")
        elif manner.beside or (thumb and number >= first):
            quill.write(manner.signs.track, "rule")
    lines = tuple([quill.line(width) for quill in quills])
    return Drawing(lines, _caret(state, layout, first, top, room))


def too_small(width: int, height: int, text: str = TOO_SMALL) -> Drawing:
    """What is shown where nothing else can be."""
    lines = [Quill().write(line) for line in wrapped(text, max(width, 1))[:height]]
    lines += [Quill() for _ in range(height - len(lines))]
    return Drawing(tuple([line.line(width) for line in lines]))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one drawing."""

    state: State
    layout: GridLayout
    manner: Manner
    marked: frozenset[Place]
    worked_in: frozenset[int]
    """The rows where the cursor or a mark stands."""
    kept: Kept

    def body(self, top: int, room: int) -> list[Quill]:
        """The lines of the rows from `top` on, `room` of them, closed by a rule if there is one."""
        quills: list[Quill] = []
        layout, signs = self.layout, self.manner.signs
        row = layout.row_at(top)
        while len(quills) < room and row < len(layout.rows):
            start = layout.top(row)
            line = top + len(quills)
            if line < start:
                # At the very top it would stand right below the heading, which says the same.
                quills.append(rule(self.state, layout, row, signs) if quills else Quill())
                line = start
            last = min(start + layout.heights[row], top + room)
            quills += self.kept_row(row, range(line - start, last - start))
            row += 1
        if len(quills) < room:
            quills.append(Quill().to(EDGE).write(signs.rule * (layout.columns.width - 3), "rule"))
        return [*quills, *_blank(room - len(quills))]

    def kept_row(self, row: int, lines: range) -> list[Quill]:
        """Some lines of a row; one that is neither worked in nor marked looks as it did before."""
        if row in self.worked_in:
            return self.row(row, lines)
        state, layout, manner = self.state, self.layout, self.manner
        of_the_state = (state.matrix.audience(row), state.query, state.read_only, layout.language)
        of_the_look = (Same(manner.signs), manner.add_key)
        there = (layout.columns, layout.heights[row], lines)
        landed = self.state.fresh
        fresh = _by_row(Same(landed)).get(row) if landed else None
        known = (Same(layout.rows[row]), fresh, *of_the_state, *of_the_look, *there)
        drawn = self.kept.get(known)
        if drawn is None:
            drawn = [(quill.pieces, quill.at) for quill in self.row(row, lines)]
            self.kept[known] = drawn
        return [Quill.of(pieces, at) for pieces, at in drawn]

    def row(self, row: int, lines: range) -> list[Quill]:
        """Some lines of a row, its name at the top of them."""
        columns = self.layout.columns
        quills = _blank(len(lines))
        if columns.name:
            names = name_lines(self.state, self.layout, row, self.manner.signs)
            for quill, (text, tone) in zip(quills, names, strict=False):
                quill.to(EDGE).write(text, tone)
        focus = focus_of(self.state)
        for column, start in zip(columns.shown, columns.starts, strict=True):
            here = (row, column) == (focus.row, focus.column)
            cell = self.cell(Place(row, column), lines) if lines else []
            for quill, line in zip(quills, cell, strict=True):
                if here:
                    quill.to(start).write(self.manner.signs.edge, "edge")
                quill.to(start + EDGE).write_all(line)
        return quills

    def cell(self, place: Place, lines: range) -> list[Pieces]:
        """Some lines of the cell at `place`, its edge left out."""
        layout = self.layout
        cell = layout.cell(place.row, place.column)
        if not cell.count:
            return _pieces(self.invitation(place)[lines.start : lines.stop], len(lines))
        ink = ValueInk(
            layout.columns.text,
            layout.columns.marks,
            self.manner.signs,
            self.state.query,
            self.state.pane in ("panel", "timeline"),
        )
        found: list[Pieces] = []
        shown = cell.at(lines.start) if lines.start < cell.height else cell.count
        while shown < cell.count and len(found) < len(lines):
            drawn = self.value(place, cell, shown, ink)
            found += drawn if found else drawn[lines.start - cell.starts[shown] :]
            shown += 1
        if not cell.cell:
            # What the cell asks stays in view below the first value while that is typed.
            found += _pieces(self.question(place)[max(lines.start - cell.height, 0) :])
        return [*found[: len(lines)], *[()] * (len(lines) - len(found))]

    def value(self, cell: Place, layout: CellLayout, shown: int, ink: ValueInk) -> Sequence[Pieces]:
        """The lines of one of a cell's shown values."""
        value, slot = layout.value(shown), layout.slot(shown)
        if layout.typed and layout.typing and shown == layout.typing.place.slot:
            return _pieces(typed_lines(layout.typed, value, ink))
        if value is None or slot is None:
            return ()
        at = Place(cell.row, cell.column, slot)
        here = self.state.typing is None and at == self.state.cursor
        picked, fresh = at in self.marked, at in self.state.fresh
        if not here and not picked and not fresh:
            return untouched_lines(value, ink)
        return _pieces(value_lines(value, ink, here, picked, fresh))

    def question(self, place: Place) -> list[Quill]:
        """What a cell without values asks."""
        if self.layout.language is None:
            return []
        audience = self.state.matrix.audience(place.row)
        asked = question(audience, HORIZONS[place.column], self.layout.language)
        lines = wrapped(asked, self.layout.columns.text)
        return [Quill().to(BULLET).write(line, "dim") for line in lines]

    def invitation(self, place: Place) -> list[Quill]:
        """What stands in an empty cell: a question, and how to answer it."""
        quills = self.question(place)
        if not quills:
            return [Quill()]
        if self.manner.add_key and not self.state.read_only:
            hint = Quill().to(BULLET).write(self.manner.add_key, "key").write(" to add", "dim")
            quills.append(hint)
        if place == focus_of(self.state).cell:
            # The cursor shows although there is no value that could show it.
            first = quills[0].line(quills[0].at)
            quills[0] = Quill().write(" ", "cursor").write(" ").write_all(first[1:])
        return quills


@lru_cache(maxsize=2)
def _by_row(landed: Same[Mapping[Place, float]]) -> dict[int, frozenset[Place]]:
    """The places by their rows; found by identity, for a large save lands all at once."""
    rows: dict[int, set[Place]] = {}
    for place in landed.thing:
        rows.setdefault(place.row, set()).add(place)
    return {row: frozenset(places) for row, places in rows.items()}


def _pieces(quills: Iterable[Quill], least: int = 0) -> list[Pieces]:
    """What was written, filled up with blank lines."""
    lines = [quill.pieces for quill in quills]
    return lines + [()] * (least - len(lines))


def _blank(count: int) -> list[Quill]:
    return [Quill() for _ in range(count)]


def _caret(
    state: State, layout: GridLayout, first: int, top: int, room: int
) -> tuple[int, int] | None:
    """Where the terminal's own cursor belongs: at the caret, or at the value under the cursor."""
    focus = focus_of(state)
    lines = layout.lines_of(focus)
    column = layout.columns.start(focus.column) + EDGE
    line = lines.start
    typed = layout.cell(focus.row, focus.column).typed
    if typed:
        line += typed.caret_line
        column += BULLET + typed.caret_column(layout.columns.text)
    return (column, first + line - top) if top <= line < top + room else None
