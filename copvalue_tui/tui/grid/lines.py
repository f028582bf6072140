"""The grid as lines: a state and a size make exactly that many lines, exactly that wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.values import HORIZONS, ById, Place
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces
from copvalue_tui.tui.grid.cell_layout import CellLayout, question, wrapped
from copvalue_tui.tui.grid.cell_lines import ValueStyle, typed_lines, value_lines
from copvalue_tui.tui.grid.heads import heads, name_lines, rule
from copvalue_tui.tui.grid.layout import BULLET, EDGE, GridLayout, layout_for
from copvalue_tui.tui.grid.view import Drawing, GridOptions, focus_of, kept_in_view, thumb_of

NARROWEST, LOWEST = 40, 10
"""The smallest terminal that the editor is drawn in."""
MOST_KEPT = 500
"""Rows drawn before that are kept, before all are forgotten."""
Kept = dict[object, list[tuple[Pieces, int]]]
"""What a row was drawn from → its lines, and how wide each is."""
TOO_SMALL = f"Too small: {NARROWEST}×{LOWEST} is needed. The keys still work."


def draw(state: State, width: int, height: int, options: GridOptions, top: int = 0) -> Drawing:
    """The grid with the cursor in view, laid out afresh."""
    layout = layout_for(state, width)
    return lines_of(state, layout, height, kept_in_view(state, layout, height, top), options)


def lines_of(
    state: State,
    layout: GridLayout,
    height: int,
    top: int,
    options: GridOptions,
    kept: Kept | None = None,
) -> Drawing:
    """The grid `height` lines high, its rows from their line `top` on.

    `kept` is where rows drawn before are looked for, and put for the next time.
    """
    width = layout.columns.width
    builders = heads(state, layout, height, top, options.glyphs)[:height]
    first = len(builders)
    room = height - first
    kept = {} if kept is None else kept
    if len(kept) > MOST_KEPT:
        kept.clear()
    marked = state.marked
    worked_in = frozenset([focus_of(state).row, *(place.row for place in marked)])
    builders += _Rows(state, layout, options, marked, worked_in, kept).body(top, room)
    thumb = thumb_of(layout.height, room, top)
    for number, builder in enumerate(builders):
        builder.to(width - 1)
        if number - first in thumb:
            builder.write(options.glyphs.thumb, "dim")
        elif options.beside or (thumb and number >= first):
            builder.write(options.glyphs.track, "rule")
        elif builder.pieces and builder.pieces[-1][1] == "band-rule":
            builder.write(" ", "band-rule")
    lines = tuple([builder.line(width) for builder in builders])
    return Drawing(lines, _caret(state, layout, first, top, room))


def too_small(width: int, height: int) -> Drawing:
    """What is shown where nothing else can be."""
    lines = [LineBuilder().write(line) for line in wrapped(TOO_SMALL, max(width, 1))[:height]]
    lines += [LineBuilder() for _ in range(height - len(lines))]
    return Drawing(tuple([line.line(width) for line in lines]))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one drawing."""

    state: State
    layout: GridLayout
    options: GridOptions
    marked: frozenset[Place]
    worked_in: frozenset[int]
    """The rows where the cursor or a mark is."""
    kept: Kept

    def body(self, top: int, room: int) -> list[LineBuilder]:
        """The lines of the rows from `top` on, `room` of them, closed by a rule if there is one."""
        builders: list[LineBuilder] = []
        layout, glyphs = self.layout, self.options.glyphs
        row = layout.row_at(top)
        while len(builders) < room and row < len(layout.rows):
            start = layout.top(row)
            line = top + len(builders)
            if line < start:
                # At the very top it would stand right below the heading, which says the same.
                builders.append(
                    rule(self.state, layout, row, glyphs) if builders else LineBuilder()
                )
                line = start
            last = min(start + layout.heights[row], top + room)
            builders += self.kept_row(row, range(line - start, last - start))
            row += 1
        # At the very last line it would part the rows from nothing, and costs a slow line much.
        if len(builders) < room - 1:
            builders.append(
                LineBuilder().to(EDGE).write(glyphs.rule * (layout.columns.width - 3), "rule")
            )
        return [*builders, *_blank(room - len(builders))]

    def kept_row(self, row: int, lines: range) -> list[LineBuilder]:
        """Some lines of a row; one that is neither worked in nor marked looks as it did before."""
        if row in self.worked_in:
            return self.row(row, lines)
        state, layout, options = self.state, self.layout, self.options
        of_the_state = (state.matrix.audience(row), state.query, state.read_only, state.today)
        of_the_look = (ById(options.glyphs), options.add_key, layout.language)
        there = (layout.columns, layout.heights[row], lines)
        landed = self.state.fresh
        fresh = frozenset(place for place in landed if place.row == row)
        known = (ById(layout.rows[row]), fresh, *of_the_state, *of_the_look, *there)
        drawn = self.kept.get(known)
        if drawn is None:
            drawn = [(builder.pieces, builder.at) for builder in self.row(row, lines)]
            self.kept[known] = drawn
        return [LineBuilder.of(pieces, at) for pieces, at in drawn]

    def row(self, row: int, lines: range) -> list[LineBuilder]:
        """Some lines of a row, its name at the top of them."""
        columns = self.layout.columns
        builders = _blank(len(lines))
        if columns.name:
            names = name_lines(self.state, self.layout, row, self.options.glyphs)
            for builder, (text, tone) in zip(builders, names, strict=False):
                builder.to(EDGE).write(text, tone)
        focus = focus_of(self.state)
        for column, start in zip(columns.shown, columns.starts, strict=True):
            here = (row, column) == (focus.row, focus.column)
            cell = self.cell(Place(row, column), lines) if lines else []
            for builder, line in zip(builders, cell, strict=True):
                if here:
                    builder.to(start).write(self.options.glyphs.edge, "edge")
                builder.to(start + EDGE).write_all(line)
        return builders

    def cell(self, place: Place, lines: range) -> list[Pieces]:
        """Some lines of the cell at `place`, its edge left out."""
        layout = self.layout
        cell = layout.cell(place.row, place.column)
        if not cell.count:
            return _pieces(self.invitation(place)[lines.start : lines.stop], len(lines))
        ink = ValueStyle(
            layout.columns.text,
            layout.columns.marks,
            self.options.glyphs,
            self.state.query,
            self.state.today,
            self.state.pane in ("panel", "timeline"),
        )
        found: list[Pieces] = []
        shown = cell.at(lines.start) if lines.start < cell.height else cell.count
        while shown < cell.count and len(found) < len(lines):
            drawn = self.value(place, cell, shown, ink)
            above = lines.start - cell.starts[shown]
            if found or above <= 0:
                found += drawn
            else:
                found += [_continued(drawn[above], self.options.glyphs), *drawn[above + 1 :]]
            shown += 1
        if not cell.cell:
            # What the cell asks stays in view below the first value while that is typed.
            found += _pieces(self.question(place)[max(lines.start - cell.height, 0) :])
        return [*found[: len(lines)], *[()] * (len(lines) - len(found))]

    def value(
        self, cell: Place, layout: CellLayout, shown: int, ink: ValueStyle
    ) -> Sequence[Pieces]:
        """The lines of one of a cell's shown values."""
        value, slot = layout.value(shown), layout.slot(shown)
        if layout.typed and layout.typing and shown == layout.typing.place.slot:
            return _pieces(typed_lines(layout.typed, value, ink))
        if value is None or slot is None:
            return ()
        at = Place(cell.row, cell.column, slot)
        here = self.state.typing is None and at == self.state.cursor
        picked, fresh = at in self.marked, at in self.state.fresh
        return _pieces(value_lines(value, ink, here, picked, fresh))

    def question(self, place: Place) -> list[LineBuilder]:
        """What a cell without values asks."""
        if self.layout.language is None:
            return []
        audience = self.state.matrix.audience(place.row)
        asked = question(audience, HORIZONS[place.column], self.layout.language)
        lines = wrapped(asked, self.layout.columns.text)
        return [LineBuilder().to(BULLET).write(line, "dim") for line in lines]

    def invitation(self, place: Place) -> list[LineBuilder]:
        """What is in an empty cell: a question, and how to answer it."""
        builders = self.question(place)
        if not builders:
            return [LineBuilder()]
        if self.options.add_key and not self.state.read_only:
            hint = (
                LineBuilder().to(BULLET).write(self.options.add_key, "key").write(" to add", "dim")
            )
            builders.append(hint)
        if place == focus_of(self.state).cell:
            # The cursor shows although there is no value that could show it.
            first = builders[0].line(builders[0].at)
            builders[0] = LineBuilder().write(" ", "cursor").write(" ").write_all(first[1:])
        return builders


def _pieces(builders: Iterable[LineBuilder], least: int = 0) -> list[Pieces]:
    """What was written, filled up with blank lines."""
    lines = [builder.pieces for builder in builders]
    return lines + [()] * (least - len(lines))


def _continued(line: Pieces, glyphs: Glyphs) -> Pieces:
    """A line of a value that begins above what is shown: a sign is where its bullet would be."""
    (text, tone), *rest = line
    return ((glyphs.ellipsis, "dim"), (text[1:], tone), *rest)


def _blank(count: int) -> list[LineBuilder]:
    return [LineBuilder() for _ in range(count)]


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
