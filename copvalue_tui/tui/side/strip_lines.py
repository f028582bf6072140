"""The suggestions as a strip of a few lines under the grid, in columns, for narrow terminals."""

from __future__ import annotations

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.suggestions.suggestion_list import NUMBERED, SuggestionList, offers
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.suggest.ranking import FilteredOffer
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Piece, Tone, clipped
from copvalue_tui.tui.side import offer_lines
from copvalue_tui.tui.side.offer_lines import ClickArea, PanelDrawing

_HEIGHTS = ((20, 5), (16, 4), (12, 3))
"""From how many lines of the terminal on the strip takes how many."""
_BESIDE = 5
"""Cells of a column that are not text: number, sign, blanks."""
_HINTS_FROM = 60
"""In narrower strips the cell's name needs the room."""
_NARROWEST = 20
"""Narrower columns cut too many texts."""
_WIDEST = 38
"""For texts that are longer no column is given up."""


def strip_height(height: int) -> int:
    """How many lines the strip takes of a terminal `height` lines high."""
    return next((lines for least, lines in _HEIGHTS if height >= least), 0)


def strip_lines(
    state: State, keymap: Keymap, width: int, height: int, top: int, glyphs: Glyphs
) -> PanelDrawing:
    """The strip, its offers from their column (or line) `top` on, or where the chosen one shows.

    Offers follow one another down a column, so that ↓ goes down.
    """
    found = offers(state)
    chosen = offer_lines.chosen_in(state)
    if height == 1 and chosen is None:
        return _one_line(state, found, keymap, width, glyphs)
    head, caret = _head(state, found, keymap, width, glyphs)
    room = max(height - 1, 1)
    listed = offer_lines.shown_of(state, found)
    across = _columns(listed, width, room)
    rows = max(min(room, -(-len(listed) // across)), 1)
    # Columns scroll by columns, one column alone by lines.
    step, seen = (rows, across) if across > 1 else (1, rows)
    if chosen is not None:
        top = min(max(top, chosen // step - seen + 1), chosen // step)
    top = max(min(top, -(-len(listed) // step) - seen), 0)
    builders, spots = [head], []
    column = (width - 1) // across
    for line in range(room):
        builder = LineBuilder()
        for place in range(across):
            index = top * step + place * rows + line
            if line < rows and index < len(listed):
                start = place * column
                builder.to(start)
                number = offer_lines.number_of(index), offer_lines.number_tone(state, listed[index])
                _write(builder, listed[index], number, column, index == chosen, glyphs)
                spots.append(ClickArea(line + 1, start, start + column, index))
        builders.append(builder)
    if not found.listed:
        builders[1].to(1).write(offer_lines.nothing_words(state, found, glyphs), "dim")
    lines = tuple([builder.line(width) for builder in builders[:height]])
    return PanelDrawing(lines, caret, tuple(spots), top)


def _one_line(
    state: State, found: SuggestionList, keymap: Keymap, width: int, glyphs: Glyphs
) -> PanelDrawing:
    """The first suggestions on a single line, each whole, and the keys that show more."""
    builder = LineBuilder().to(1)
    hints = [
        (key, "more" if word == "choose" else word)
        for key, word in offer_lines.hints(state, keymap)
    ]
    keys = "  ".join(f"{key} {word}" for key, word in hints)
    room = width - 1 - (len(keys) + 2 if hints else 0)
    spots: list[ClickArea] = []
    for index, offer in enumerate(found.listed[:NUMBERED]):
        text = safe(offer.offer.suggestion.text)
        if offer.offer.used:
            continue
        start = builder.at + 2 * bool(spots)
        taken = cell_width(text) + 2
        if start + taken > room and spots:
            break
        builder.to(start).write(f"{index + 1}", offer_lines.number_tone(state, offer)).write(" ")
        shown = clipped(text, max(room - builder.at, 1), glyphs.ellipsis)
        offer_lines.write_offer(builder, offer, shown, 0, False)
        spots.append(ClickArea(0, start, builder.at, index))
    if not spots:
        said = offer_lines.nothing_words(state, found, glyphs)
        builder.write(clipped(said, max(room - 1, 1), glyphs.ellipsis), "dim")
    if builder.at + len(keys) + 3 <= width:
        builder.to(width - 1 - len(keys))
        for at, (key, word) in enumerate(hints):
            builder.write("  " * bool(at)).write(key, "key").write(f" {word}", "dim")
    return PanelDrawing((builder.line(width),), None, tuple(spots))


def _columns(listed: tuple[FilteredOffer, ...], width: int, room: int) -> int:
    """How many offers stand side by side: as few as show all that have a number.

    But not so many that their texts are cut; then the last numbers have no room.
    """
    numbered = listed[:NUMBERED]
    widest = max((cell_width(safe(one.offer.suggestion.text)) for one in numbered), default=0)
    most = max((width - 1) // (min(widest, _WIDEST) + _BESIDE), (width - 1) // _NARROWEST // 2, 1)
    return min(max(-(-len(numbered) // room), 1), most)


def _write(
    builder: LineBuilder,
    found: FilteredOffer,
    number: Piece,
    column: int,
    chosen: bool,
    glyphs: Glyphs,
) -> None:
    """Writes one offer into its column."""
    start = builder.at
    builder.write(glyphs.edge if chosen else " ", "edge" if chosen else "plain")
    builder.write(*number).write(" ")
    text = safe(found.offer.suggestion.text)
    shown = clipped(text, column - _BESIDE, glyphs.ellipsis)
    offer_lines.write_offer(builder, found, shown, 0, chosen)
    sign = offer_lines.offer_sign(found, glyphs)
    if sign.strip():
        builder.write(f" {sign}", "dim")
    builder.to(start + column)


def _head(
    state: State, found: SuggestionList, keymap: Keymap, width: int, glyphs: Glyphs
) -> tuple[LineBuilder, tuple[int, int] | None]:
    """The rule above the strip, with its heading and its keys."""
    tone: Tone = "here" if state.pane == "panel" else "name"
    builder = LineBuilder().to(1).write("Suggestions", tone)
    narrowed = offer_lines.gaps_only(state, found)
    narrowed = f"{glyphs.dot} {narrowed} " if narrowed else ""
    hints = list(offer_lines.hints(state, keymap)) if width >= _HINTS_FROM else []
    name = cell_width(offer_lines.cell_words(state, found, width, glyphs)) + len(narrowed)
    # The footer tells of the keys too; the whole name is worth more.
    while (
        len(hints) > 1 and builder.at + name + sum(len(word) + 4 for _, word in hints) + 8 > width
    ):
        del hints[0]
    keys = "  ".join(f"{key} {word}" for key, word in hints)
    caret = None
    if state.typing is None and (state.in_panel.filtering or state.in_panel.query):
        builder.write(" / ", "key").write(
            clipped(safe(state.in_panel.query), width // 3, glyphs.ellipsis)
        )
        caret = (builder.at, 0) if state.in_panel.filtering else None
        builder.write(" ", "caret" if caret else "plain")
    else:
        builder.write(f" {glyphs.dot} ", "dim")
        room = width - builder.at - len(keys) - (7 if keys else 3)
        builder.write(
            f"{offer_lines.cell_words(state, found, room - len(narrowed), glyphs)} ", "dim"
        )
        builder.write(narrowed, "dim")
    if builder.at + cell_width(keys) + 5 > width or not keys:
        builder.write(glyphs.rule * (width - 1 - builder.at), "rule")
        return builder, caret
    builder.write(glyphs.rule * (width - 2 - builder.at - len(keys)), "rule").write(" ")
    for number, (key, word) in enumerate(hints):
        builder.write("  " if number else "").write(key, "key").write(f" {word}", "dim")
    return builder, caret
