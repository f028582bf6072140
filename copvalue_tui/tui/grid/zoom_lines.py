"""One cell alone, large: for the projector, and for a cell that one wants to think about."""

from __future__ import annotations

from dataclasses import dataclass, replace

from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import (
    HORIZON_TITLES,
    HORIZON_WORDS,
    HORIZONS,
    Place,
    cell_at,
)
from copvalue_tui.suggest.questions import own_questions
from copvalue_tui.tui.drawing.glyphs import MarkColumns, cell_bars, votes_words
from copvalue_tui.tui.drawing.line import LineBuilder, clipped
from copvalue_tui.tui.grid.cell_layout import CellLayout, cell_layout, question, wrapped
from copvalue_tui.tui.grid.cell_lines import ValueStyle, typed_lines, value_lines
from copvalue_tui.tui.grid.layout import BULLET, EDGE
from copvalue_tui.tui.grid.view import Drawing, GridOptions, focus_of, thumb_of

WIDEST = 76
"""Longer lines are hard to read from the back of a room."""
RESTING = ("panel", "presenting")
"""Panes in which the value under the cursor is only pointed at."""
MOST_WHO = 2
"""Lines of who they are, in front of a room."""
LEAST_IN_ROOM, WIDEST_IN_ROOM = 24, 44
"""In front of a room: few words a line are read from the back row."""
AIRY_FROM = 14
"""In lower grids the blank lines of the heading go."""


@dataclass(frozen=True, slots=True)
class ZoomLayout:
    """The zoomed cell at a width."""

    place: Place
    cell: CellLayout
    width: int
    start: int
    """The column of the edge."""
    text: int
    """Width of the texts."""
    marks: MarkColumns
    frame: int
    """Width of the heading, from behind the edge on."""

    @property
    def height(self) -> int:
        """All lines of the values."""
        return self.cell.height

    def place_at(self, line: int) -> Place | None:
        """The value drawn at a line, counted from the first value's top."""
        if not self.cell.count or not 0 <= line < self.cell.height:
            return None
        slot = self.cell.slot(self.cell.at(line))
        return None if slot is None else replace(self.place, slot=slot)


def zoom_layout(state: State, width: int) -> ZoomLayout:
    """The layout of the cell where the person is."""
    place = focus_of(state).cell
    cell = cell_at(state.matrix, place)
    marks = MarkColumns(cell_bars(cell))
    start, frame = frame_of(width)
    text = max(frame - BULLET - marks.width, 8)
    if state.in_workshop:
        # The priorities are near the words they belong to.
        votes = max((len(votes_words(value.votes)) for value in cell), default=0)
        widest = max((cell_width(safe(value.text)) for value in cell), default=0) + votes + 1
        text = min(text, WIDEST_IN_ROOM, max(widest, LEAST_IN_ROOM))
    lines = cell_layout(cell, text, state.typing, 1)
    return ZoomLayout(place, lines, width, start, text, marks, frame)


def frame_of(width: int) -> tuple[int, int]:
    """The column of the edge, and how wide all behind it is; in the middle of the screen."""
    frame = max(min(width - 2 * max(width // 10, 1) - EDGE, WIDEST + BULLET), 8)
    return max((width - frame - EDGE) // 2, 0), frame


def zoom_heads(
    state: State, layout: ZoomLayout, height: int, options: GridOptions, told: str = ""
) -> list[LineBuilder]:
    """The heading: the row, who they are, the horizon and what it means here.

    `told` is at its right instead of the number of values.
    """
    row = state.matrix.rows[layout.place.row]
    horizon = HORIZONS[layout.place.column]
    glyphs = options.glyphs
    if state.silent:
        return silent_heads(state, layout, height, options)
    start, room = layout.start + EDGE, layout.frame
    count = len(layout.cell.cell)
    told = told or plural(count, "value")
    if state.in_workshop:
        return _room_heads(state, layout, height, options, told)
    title = (
        LineBuilder().to(start).write(clipped(safe(row.name), room - 12, glyphs.ellipsis), "here")
    )
    title.to(start + room - cell_width(told)).write(told, "dim")
    heads = [title]
    if row.persona:
        heads.append(
            LineBuilder().to(start).write(clipped(safe(row.persona), room, glyphs.ellipsis), "dim")
        )
    means = safe(state.matrix.means(horizon))
    words = f"  {means}" if means else ""
    line = LineBuilder().to(start).write(HORIZON_TITLES[horizon], "name")
    heads.append(line.write(clipped(words, start + room - line.at, glyphs.ellipsis), "dim"))
    heads.append(LineBuilder().to(start).write(glyphs.rule * room, "rule"))
    return [LineBuilder(), *heads, LineBuilder()] if height >= AIRY_FROM else heads


def _room_heads(
    state: State, layout: ZoomLayout, height: int, options: GridOptions, told: str
) -> list[LineBuilder]:
    """The heading in front of a room: the cell, who they are; in the middle of a high screen."""
    row, glyphs = state.matrix.rows[layout.place.row], options.glyphs
    horizon = HORIZONS[layout.place.column]
    start, room = layout.start + EDGE, layout.frame
    name, where = safe(row.name).upper(), HORIZON_WORDS[horizon].upper()
    end = start + room - cell_width(told)
    if cell_width(f"{name} {glyphs.dot} {where}  {told}") <= room:
        title = LineBuilder().to(start).write(name, "here").write(f" {glyphs.dot} {where}", "name")
        heads = [title]
    else:
        line = clipped(name, room, glyphs.ellipsis)
        title = LineBuilder().to(start).write(where, "name")
        heads = [LineBuilder().to(start).write(line, "here"), title]
    means = safe(state.matrix.means(horizon))
    title.write(f"  {means}" if cell_width(means) + 4 <= end - title.at else "", "dim")
    title.to(end).write(told, "name")
    if row.persona and height >= AIRY_FROM:
        lines = wrapped(row.persona, room)
        if len(lines) > MOST_WHO:
            rest = " ".join(lines[MOST_WHO - 1 :])
            lines = (*lines[: MOST_WHO - 1], clipped(rest, room, glyphs.ellipsis))
        heads += [LineBuilder().to(start).write(line, "dim") for line in lines]
    heads.append(LineBuilder().to(start).write(glyphs.rule * room, "rule"))
    if height < AIRY_FROM:
        return heads
    spare = height - len(heads) - 2 - layout.height
    return [*(LineBuilder() for _ in range(max(spare // 3, 1))), *heads, LineBuilder()]


def silent_heads(
    state: State, layout: ZoomLayout, height: int, options: GridOptions
) -> list[LineBuilder]:
    """The heading in a silent round: the cell's name and what it asks."""
    glyphs, horizon = options.glyphs, layout.place.horizon
    start, room = layout.start + EDGE, layout.frame
    name = safe(state.matrix.rows[layout.place.row].name).upper()
    title = LineBuilder().to(start).write(clipped(name, room - 20, glyphs.ellipsis), "here")
    title.write(f" {glyphs.dot} {HORIZON_WORDS[horizon].upper()}", "name")
    audience = state.matrix.audience(layout.place.row)
    asked = own_questions(audience, horizon, state.language)
    lines = [line for one in asked for line in wrapped(one, room)]
    # At least half of the room is for the answers.
    most = max(height // 2 - 4, 1)
    if len(lines) > most:
        whole = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], clipped(whole, room, glyphs.ellipsis)]
    heads = [title, LineBuilder().to(start).write(glyphs.rule * room, "rule")]
    heads += [LineBuilder().to(start).write(line, "name") for line in lines]
    return [LineBuilder(), *heads, LineBuilder()] if height >= AIRY_FROM else heads


def zoom_kept(state: State, layout: ZoomLayout, height: int, options: GridOptions, top: int) -> int:
    """The first line of the values on screen, moved as little as shows the cursor."""
    room = max(height - len(zoom_heads(state, layout, height, options)), 1)
    cell = layout.cell
    if not cell.count:
        return 0
    lines = cell.lines(min(focus_of(state).slot, cell.count - 1))
    if cell.typed and len(lines) > room:
        lines = range(lines.start + cell.typed.caret_line, lines.start + cell.typed.caret_line + 1)
    top = min(max(top, min(lines.stop, lines.start + room) - room), lines.start)
    return max(min(top, cell.height - room), 0)


def zoom_lines(
    state: State, layout: ZoomLayout, height: int, top: int, options: GridOptions
) -> Drawing:
    """The zoomed cell `height` lines high, its values from their line `top` on."""
    builders = zoom_heads(state, layout, height, options)[:height]
    first = len(builders)
    room = height - first
    builders += _values(state, layout, top, room, options)
    thumb = thumb_of(layout.cell.height, room, top)
    for number, builder in enumerate(builders):
        if thumb and number >= first:
            builder.to(layout.width - 1)
            shows = number - first in thumb
            builder.write(
                options.glyphs.thumb if shows else options.glyphs.track, "dim" if shows else "rule"
            )
    lines = tuple([builder.line(layout.width) for builder in builders])
    return Drawing(lines, _caret(state, layout, first, top, room))


def _values(
    state: State, layout: ZoomLayout, top: int, room: int, options: GridOptions
) -> list[LineBuilder]:
    cell = layout.cell
    if not cell.count:
        return _invitation(state, layout, room, options)
    ink = ValueStyle(
        layout.text,
        layout.marks,
        options.glyphs,
        state.query,
        state.today,
        state.pane in RESTING,
    )
    marked = state.marked
    fresh = state.fresh
    builders: list[LineBuilder] = []
    shown = cell.at(top)
    while shown < cell.count and len(builders) < room:
        value, slot = cell.value(shown), cell.slot(shown)
        drawn: list[LineBuilder] = []
        here = False
        if cell.typed and cell.typing and shown == cell.typing.place.slot:
            drawn, here = list(typed_lines(cell.typed, value, ink)), True
        elif value is not None and slot is not None:
            at = replace(layout.place, slot=slot)
            here = cell.typing is None and at == state.cursor
            drawn = list(value_lines(value, ink, here, at in marked, at in fresh))
        lines = [_edged(layout, line, here, options) for line in drawn]
        lines += [LineBuilder() for _ in range(len(cell.lines(shown)) - len(lines))]
        builders += lines if builders else lines[top - cell.starts[shown] :]
        shown += 1
    return [*builders[:room], *(LineBuilder() for _ in range(room - len(builders)))]


def _edged(layout: ZoomLayout, line: LineBuilder, here: bool, options: GridOptions) -> LineBuilder:
    builder = LineBuilder().to(layout.start)
    builder.write(options.glyphs.edge if here else " ", "edge" if here else "plain")
    return builder.write_all(line.line(line.at))


def _invitation(
    state: State, layout: ZoomLayout, room: int, options: GridOptions
) -> list[LineBuilder]:
    audience = state.matrix.audience(layout.place.row)
    asked = wrapped(question(audience, layout.place.horizon, state.language), layout.text)
    at = layout.start + EDGE + BULLET
    first = (
        LineBuilder()
        .to(layout.start)
        .write(options.glyphs.edge, "edge")
        .write(" ", "cursor")
        .to(at)
    )
    hint = bool(options.add_key) and not state.read_only
    if not state.silent:
        builders = [first.write(asked[0], "dim")]
        builders += [LineBuilder().to(at).write(line, "dim") for line in asked[1:]]
        builders += [LineBuilder(), LineBuilder().to(at)] if hint else []
    else:
        # All that is asked is above.
        builders = [first]
    if hint:
        builders[-1].write(options.add_key, "key").write(" to add", "dim")
    return [*builders[:room], *(LineBuilder() for _ in range(room - len(builders)))]


def _caret(
    state: State, layout: ZoomLayout, first: int, top: int, room: int
) -> tuple[int, int] | None:
    """Where the terminal's own cursor belongs."""
    cell = layout.cell
    slot = min(focus_of(state).slot, max(cell.count - 1, 0))
    line = cell.starts[slot] if cell.count else 0
    column = layout.start + EDGE
    if cell.typed:
        line += cell.typed.caret_line
        column += BULLET + cell.typed.caret_column(layout.text)
    return (column, first + line - top) if top <= line < top + room else None
