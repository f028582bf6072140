"""What a room sees: a cell or a whole row presented, and a cell whose values are voted on."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from copvalue_tui.editor.state.modes import Voting
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.workshop import ranks, votes_in
from copvalue_tui.matrix.balance import top_voted
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import HORIZON_TITLES, HORIZONS, Place, cell_at
from copvalue_tui.tui.drawing.glyphs import MarkColumns, cell_bars
from copvalue_tui.tui.drawing.line import LineBuilder, Piece, Pieces, Tone, clipped
from copvalue_tui.tui.grid.cell_layout import cell_layout, wrapped
from copvalue_tui.tui.grid.cell_lines import ValueStyle, value_lines
from copvalue_tui.tui.grid.layout import BOTH_FROM, BULLET, EDGE
from copvalue_tui.tui.grid.view import Drawing, GridOptions, thumb_of
from copvalue_tui.tui.grid.zoom_lines import (
    AIRY_FROM,
    LEAST_IN_ROOM,
    WIDEST_IN_ROOM,
    ZoomLayout,
    frame_of,
    zoom_heads,
    zoom_kept,
    zoom_layout,
    zoom_lines,
)

NUMBER = 3
"""Cells that the number of a value takes, and the blanks behind it."""
NUMBERED = 9
_GAP, _LEAST_BAR = 2, 20
"""Cells between a value and its bar, and of the bar; with less room it is below the value."""
_BESIDE = 3
"""Cells between the two horizons of a row."""


class RoomView(NamedTuple):
    """What a room sees."""

    layout: ZoomLayout | None
    """Where a click finds its value; nothing where a whole row is shown."""
    top: int
    """The first line of the values on screen."""
    drawing: Drawing


def room_lines(
    state: State, width: int, height: int, options: GridOptions, top: int = 0
) -> RoomView:
    """A presentation or a voting round, what is pointed at in view."""
    if state.pane == "voting":
        return _voting(state, width, height, options, top)
    if state.whole_rows and width >= BOTH_FROM:
        return _whole_row(state, width, height, options, top)
    layout = zoom_layout(state, width)
    airy = cell_layout(layout.cell.cell, layout.text, None, 2)
    if airy.height + len(zoom_heads(state, layout, height, options)) <= height:
        layout = replace(layout, cell=airy)
    top = zoom_kept(state, layout, height, options, top)
    return RoomView(layout, top, zoom_lines(state, layout, height, top, options))


def _voting(state: State, width: int, height: int, options: GridOptions, top: int) -> RoomView:
    """The cell with a number before each value, and its votes as a bar beside it."""
    place = state.cursor.cell
    cell = cell_at(state.matrix, place)
    start, frame = frame_of(width)
    bars = frame - NUMBER - LEAST_IN_ROOM - _GAP >= _LEAST_BAR
    text = max(frame - NUMBER, 8)
    if bars:
        widest = max((cell_width(safe(value.text)) for value in cell), default=0)
        text = min(max(widest, LEAST_IN_ROOM), WIDEST_IN_ROOM, frame - NUMBER - _GAP - _LEAST_BAR)
    lines = cell_layout(cell, text, None, 1)
    layout = ZoomLayout(place, lines, width, start, text, MarkColumns(), frame)
    told = vote_words(state)
    heads = zoom_heads(state, layout, height, options, told)[:height]
    airy = cell_layout(cell, text, None, 2)
    if airy.height <= height - len(heads):
        layout = replace(layout, cell=airy)
        heads = zoom_heads(state, layout, height, options, told)[:height]
    room = height - len(heads)
    top = zoom_kept(state, layout, height, options, top)
    ranked = ranks(cell, top_voted(state.matrix, place))
    most = max((value.votes for value in cell), default=0)
    body: list[LineBuilder] = []
    slot = layout.cell.at(top) if cell else 0
    while slot < len(cell) and len(body) < room:
        drawn = _ballot(state, layout, slot, ranked.get(slot, ""), options)
        bar = _bar(layout, slot, ranked.get(slot, ""), most, bars, options)
        if bars:
            drawn[0].to(layout.start + EDGE + NUMBER + text + _GAP).write_all(bar)
        elif bar:
            drawn[-1] = _edged(layout, slot == state.cursor.slot, options)
            drawn[-1].to(layout.start + EDGE + NUMBER).write_all(bar)
        lines_of = layout.cell.lines(slot)
        drawn += [LineBuilder() for _ in range(len(lines_of) - len(drawn))]
        body += drawn if body else drawn[top - lines_of.start :]
        slot += 1
    drawing = _page(layout, heads, body, (height, top), options)
    return RoomView(layout, top, _with_caret(drawing, layout, state.cursor, len(heads) - top))


def vote_words(state: State) -> str:
    """How many votes the cell has, of how many where that was said."""
    votes = votes_in(state.cell)
    expected = state.mode.expected if isinstance(state.mode, Voting) else 0
    return f"{votes:,} of {expected:,} votes" if expected else plural(votes, "vote")


def _ballot(
    state: State, layout: ZoomLayout, slot: int, rank: str, options: GridOptions
) -> list[LineBuilder]:
    """A value with its number before it, and a blank line."""
    value = layout.cell.cell[slot]
    here = slot == state.cursor.slot
    glyphs = options.glyphs
    tone: Tone = ("name" if rank else "plain") if value.claimed else "retired"
    if here:
        tone = "cursor" if value.claimed else "cursor-retired"
    builders: list[LineBuilder] = []
    for number, line in enumerate(wrapped(value.text, layout.text)):
        builder = _edged(layout, here, options)
        if number == 0:
            sign = f"{slot + 1}" if slot < NUMBERED else glyphs.bullet
            builder.write(sign, "key" if slot < NUMBERED else "dim")
        builders.append(builder.to(layout.start + EDGE + NUMBER).write(line, tone))
    return [*builders, LineBuilder()]


def _bar(
    layout: ZoomLayout,
    slot: int,
    rank: str,
    most: int,
    beside: bool,
    options: GridOptions,
) -> Pieces:
    """As many blocks as a value has votes, their number, and its rank where it stands out."""
    value = layout.cell.cell[slot]
    if not value.votes:
        return ()
    words = f" {value.votes:,}, {rank}" if rank else f" {value.votes:,}"
    taken = NUMBER + layout.text + _GAP if beside else NUMBER
    room = max(layout.frame - taken - len(f" {most:,}, second"), 1)
    blocks = value.votes if most <= room else max(value.votes * room // most, 1)
    bar: Piece = (options.glyphs.picked * blocks, "picked" if rank else "mark")
    return bar, (words, "name" if rank else "dim")


def _edged(layout: ZoomLayout, here: bool, options: GridOptions) -> LineBuilder:
    sign = options.glyphs.edge if here else " "
    return LineBuilder().to(layout.start).write(sign, "edge" if here else "plain")


def _whole_row(state: State, width: int, height: int, options: GridOptions, top: int) -> RoomView:
    """Both horizons of a row side by side, scrolled together."""
    margin = max(width // 16, 1)
    column = min((width - 2 * margin - _BESIDE) // 2, WIDEST_IN_ROOM + _GAP + BULLET + EDGE)
    margin = (width - 2 * column - _BESIDE) // 2
    place = state.cursor
    cells = [cell_at(state.matrix, Place(place.row, at)) for at in range(len(HORIZONS))]
    marks = MarkColumns(max(map(cell_bars, cells)))
    text = column - EDGE - BULLET - marks.width
    sides = [
        ZoomLayout(
            Place(place.row, at), cell_layout(cell, text, None, 1), column, 0, text, marks, column
        )
        for at, cell in enumerate(cells)
    ]
    heads = _row_heads(state, (margin, column), height, options)[:height]
    longest = max(sides, key=lambda side: side.height)
    if height >= AIRY_FROM:
        spare = height - len(heads) - longest.height
        heads = [*(LineBuilder() for _ in range(spare // 3)), *heads]
    room = max(height - len(heads), 1)
    lines = sides[place.column].cell
    if lines.count:
        here = lines.lines(min(place.slot, lines.count - 1))
        top = min(max(top, min(here.stop, here.start + room) - room), here.start)
    top = max(min(top, longest.height - room), 0)
    left, right = ([*_column(state, side, top, room, options)] for side in sides)
    body = [
        LineBuilder().to(margin).write_all(one.line(column)).to(margin + column + _BESIDE)
        .write_all(other.line(column))
        for one, other in zip(left, right, strict=True)
    ]  # fmt: skip
    frame = ZoomLayout(place.cell, longest.cell, width, margin, column, marks, column)
    drawing = _page(frame, heads, body, (height, top), options)
    pointed = replace(sides[place.column], start=margin + place.column * (column + _BESIDE))
    return RoomView(None, top, _with_caret(drawing, pointed, place, len(heads) - top))


def _row_heads(
    state: State, across: tuple[int, int], height: int, options: GridOptions
) -> list[LineBuilder]:
    """The row's name, who they are, and the titles of both columns."""
    margin, column = across
    glyphs = options.glyphs
    row = state.matrix.rows[state.cursor.row]
    room = 2 * column + _BESIDE - EDGE
    at = margin + EDGE
    heads = [
        LineBuilder().to(at).write(clipped(safe(row.name).upper(), room, glyphs.ellipsis), "here")
    ]
    if row.persona:
        who = clipped(safe(row.persona), room, glyphs.ellipsis)
        heads.append(LineBuilder().to(at).write(who, "dim"))
    if height >= AIRY_FROM:
        heads = [LineBuilder(), *heads, LineBuilder()]
    titles, means, rules = LineBuilder(), LineBuilder(), LineBuilder()
    for number, horizon in enumerate(HORIZONS):
        start = margin + number * (column + _BESIDE) + EDGE
        titles.to(start).write(HORIZON_TITLES[horizon], "name")
        said = clipped(safe(state.matrix.means(horizon)), column - EDGE, glyphs.ellipsis)
        means.to(start).write(said, "dim")
        rules.to(start).write(glyphs.rule * (column - EDGE), "rule")
    heads.append(titles)
    if any(state.matrix.means(horizon) for horizon in HORIZONS):
        heads.append(means)
    heads.append(rules)
    return [*heads, LineBuilder()] if height >= AIRY_FROM else heads


def _column(
    state: State, side: ZoomLayout, top: int, room: int, options: GridOptions
) -> list[LineBuilder]:
    """The values of one horizon from their line `top` on, `room` lines."""
    ink = ValueStyle(side.text, side.marks, options.glyphs, today=state.today, resting=True)
    builders: list[LineBuilder] = []
    slot = side.cell.at(top) if 0 <= top < side.cell.height else side.cell.count
    while slot < side.cell.count and len(builders) < room:
        here = state.cursor == Place(side.place.row, side.place.column, slot)
        drawn = []
        for line in value_lines(side.cell.cell[slot], ink, here, False):
            drawn.append(_edged(side, here, options).write_all(line.line(line.at)))
        drawn.append(LineBuilder())
        builders += drawn if builders else drawn[top - side.cell.starts[slot] :]
        slot += 1
    return [*builders[:room], *(LineBuilder() for _ in range(room - len(builders)))]


def _with_caret(drawing: Drawing, layout: ZoomLayout, place: Place, first: int) -> Drawing:
    """The drawing with the terminal's own cursor at what is pointed at: braille displays look
    there. `first` is the line of the widget where the first value begins."""
    cell = layout.cell
    line = first + (cell.starts[min(place.slot, cell.count - 1)] if cell.count else 0)
    caret = (layout.start + EDGE, line) if 0 <= line < len(drawing.lines) else None
    return drawing._replace(caret=caret)


def _page(
    layout: ZoomLayout,
    heads: list[LineBuilder],
    body: list[LineBuilder],
    scroll: tuple[int, int],
    options: GridOptions,
) -> Drawing:
    """Heads and body as the lines of a widget, with a scroll bar where not all of it is shown."""
    height, top = scroll
    room = height - len(heads)
    body = [*body[:room], *(LineBuilder() for _ in range(room - len(body)))]
    thumb = thumb_of(layout.cell.height, room, top)
    for number, builder in enumerate(body):
        if thumb:
            shows = number in thumb
            sign = options.glyphs.thumb if shows else options.glyphs.track
            builder.to(layout.width - 1).write(sign, "dim" if shows else "rule")
    return Drawing(tuple([builder.line(layout.width) for builder in (*heads, *body)]))
