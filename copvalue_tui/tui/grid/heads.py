"""The lines of the grid that hold no values: titles of the horizons, bands, rules, rows' names."""

from __future__ import annotations

from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import HORIZON_TITLES, HORIZONS, Audience
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Tone, clipped, span
from copvalue_tui.tui.grid.cell_layout import wrapped
from copvalue_tui.tui.grid.layout import EDGE, MOST_NAME_LINES, Columns, GridLayout, persona_lines
from copvalue_tui.tui.grid.view import focus_of, head_height

BANDS: dict[Audience, tuple[str, str]] = {
    "members": ("MEMBERS", "MEMBERS"),
    "organizations": ("ORGANIZATION", "ORGANIZATIONS"),
}
"""What is above the rows of an audience: above one of them, above several."""
_PLAIN_NAMES = {"members": "members", "organizations": "organization"}
"""A lone row of this name needs no band that says the same."""


def heads(
    state: State, layout: GridLayout, height: int, top: int, glyphs: Glyphs
) -> list[LineBuilder]:
    """The lines that stay: titles, what they mean here, and the band of the topmost row."""
    columns = layout.columns
    lines = [_titles(state, columns, glyphs)]
    if head_height(state, height) > len(lines) + 1:
        means = LineBuilder()
        for column in columns.shown:
            text = clipped(
                safe(state.matrix.means(HORIZONS[column])), columns.cell - EDGE - 1, glyphs.ellipsis
            )
            means.to(columns.start(column) + EDGE).write(text, "dim")
        lines.append(means)
    return [*lines, _top_rule(state, layout, top, glyphs)]


def _top_rule(state: State, layout: GridLayout, top: int, glyphs: Glyphs) -> LineBuilder:
    """The rule below the titles: the band, and how many values of the topmost row are above it."""
    columns = layout.columns
    row = layout.row_at(top)
    whole = rule(state, layout, row, glyphs, fixed=True)
    hidden = top - layout.top(row)
    if hidden <= 0:
        return whole
    builder = LineBuilder()
    tone: Tone = "band-dim" if whole.pieces[0][1] == "band" else "dim"
    for column in columns.shown:
        cell = layout.cell(row, column)
        above = cell.at(hidden) if hidden < cell.height else cell.count
        if above > 0 and cell.cell:
            words = f" {glyphs.above} {above} more "
            # Where the rule holds the row's name, at its end.
            at = columns.start(column) if columns.name else whole.at - len(words)
            builder.write_all(span(whole.pieces, builder.at, at)).write(words, tone)
    return builder.write_all(span(whole.pieces, builder.at, whole.at))


def _titles(state: State, columns: Columns, glyphs: Glyphs) -> LineBuilder:
    builder = LineBuilder()
    focus = focus_of(state)
    if not columns.name and focus.column:
        before = HORIZON_TITLES[HORIZONS[focus.column - 1]]
        builder.to(EDGE).write(f"{glyphs.left} {before}", "dim").write("   ")
    for column in columns.shown:
        tone: Tone = "here" if column == focus.column else "name"
        builder.to(columns.start(column) + EDGE).write(HORIZON_TITLES[HORIZONS[column]], tone)
    if not columns.name and focus.column + 1 < len(HORIZONS):
        after = f"{HORIZON_TITLES[HORIZONS[focus.column + 1]]} {glyphs.right}"
        builder.to(columns.width - 2 - cell_width(after)).write(after, "dim")
    return builder


def rule(
    state: State, layout: GridLayout, row: int, glyphs: Glyphs, fixed: bool = False
) -> LineBuilder:
    """The rule above a row, in it the band where an audience begins, or else the row's name.

    The `fixed` one at the top names the band of any row.
    """
    columns = layout.columns
    if columns.name and (fixed or row == len(state.matrix.members)):
        band = _band(state, row)
        if band:
            builder = LineBuilder().write(f" {band}", "band")
            return builder.write(f"{glyphs.band * (columns.width - 2 - builder.at)} ", "band-rule")
    builder = LineBuilder().to(EDGE)
    if not columns.name:
        tone: Tone = "here" if row == focus_of(state).row else "name"
        room = columns.width - 4
        builder.write(clipped(safe(layout.rows[row].name), room, glyphs.ellipsis), tone).write(" ")
    return builder.write(glyphs.rule * (columns.width - 2 - builder.at), "rule")


def _band(state: State, row: int) -> str:
    """The band of a row with a blank behind it; nothing where it would say no more than the row."""
    audience = state.matrix.audience(row)
    rows = state.matrix.members if audience == "members" else state.matrix.organizations
    if len(rows) == 1 and rows[0].name.casefold() == _PLAIN_NAMES[audience]:
        return ""
    return f"{BANDS[audience][len(rows) > 1]} "


def name_lines(
    state: State, layout: GridLayout, row: int, glyphs: Glyphs
) -> list[tuple[str, Tone]]:
    """A row's name, who they are, and how many values its cells hold where there is room."""
    named = layout.rows[row]
    width = layout.columns.name
    tone: Tone = "here" if row == focus_of(state).row else "name"
    lines = wrapped(named.name, width)
    if len(lines) > MOST_NAME_LINES:
        rest = " ".join(lines[MOST_NAME_LINES - 1 :])
        lines = (*lines[: MOST_NAME_LINES - 1], clipped(rest, width, glyphs.ellipsis))
    written: list[tuple[str, Tone]] = [(line, tone) for line in lines]
    written += [(line, "dim") for line in persona_lines(named, layout.columns, glyphs.ellipsis)]
    if len(written) < layout.heights[row] and (named.short_term or named.long_term):
        short, long = len(named.short_term), len(named.long_term)
        counts = f"{short} short {glyphs.dot} {long} long"
        written.append((counts if len(counts) <= width else f"{short} {glyphs.dot} {long}", "dim"))
    return written
