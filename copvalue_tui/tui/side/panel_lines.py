"""The side panel as lines: what could stand in the cell, numbered, wrapped, used ones marked."""

from __future__ import annotations

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.suggestions.explanations import empty_words, lacking, whom_first
from copvalue_tui.editor.suggestions.suggestion_list import NUMBERED, SuggestionList, offers
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import Span, cell_width, wrap_spans
from copvalue_tui.suggest.ranking import FilteredOffer
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Piece, Tone, clipped
from copvalue_tui.tui.side import offer_lines
from copvalue_tui.tui.side.offer_lines import ClickArea, PanelDrawing

SIDE_FROM = 100
"""From this width of the terminal on the panel is at the grid's side."""
NARROWEST, WIDEST = 30, 36
WIDE_FROM, WIDEST_OF_ALL = 140, 60
"""From this width of the terminal on the panel grows again, up to this."""
VALUE_FROM = (40, 30)
"""From this size of the panel on, its lower half shows the value under the cursor."""
HEAD = 3
"""Lines above the offers: the heading, the cell, and the filter or a blank."""
LACKS_FROM = 20
"""In lower panels what the row lacks is not told."""
MOST_LACKS = 5
"""Lines of it."""
_TEXT = 3
"""Where texts begin, behind the edge and the number."""


def side_width(width: int) -> int:
    """How wide the panel is in a terminal `width` wide; 0 when it is a strip."""
    if width < SIDE_FROM:
        return 0
    wide = max(width - WIDE_FROM, 0) // 3
    return min(min(NARROWEST + (width - SIDE_FROM) // 4, WIDEST) + wide, WIDEST_OF_ALL)


def shows_value(state: State, width: int, height: int) -> bool:
    """Whether a panel of this size shows the value under the cursor below the suggestions."""
    least, lowest = VALUE_FROM
    there = state.pane == "grid" and state.value is not None
    return there and width >= least and height >= lowest


def panel_lines(
    state: State, keymap: Keymap, width: int, height: int, top: int, glyphs: Glyphs
) -> PanelDrawing:
    """The side panel: suggestions, and on a wide screen the value under the cursor below them."""
    if not shows_value(state, width, height):
        return _suggestions(state, keymap, width, height, top, glyphs)
    # Here, not above: most screens are not so wide.
    from copvalue_tui.tui.side.fact_lines import value_lines

    upper = height // 2
    drawing = _suggestions(state, keymap, width, upper, top, glyphs)
    below = value_lines(state, keymap, width, height - upper, glyphs)
    return drawing._replace(lines=(*drawing.lines, *[line.line(width) for line in below]))


def _suggestions(
    state: State, keymap: Keymap, width: int, height: int, top: int, glyphs: Glyphs
) -> PanelDrawing:
    """The suggestions, the offers from their line `top` on, or where the chosen one shows."""
    found = offers(state)
    chosen = offer_lines.chosen_in(state)
    heads, caret = _heads(state, found, width, glyphs)
    lacks = _lacks(state, found, width) if height >= LACKS_FROM else []
    room = max(height - HEAD - 2 - len(lacks), 1)
    asked = _asked(state, found, width, room)
    if lacks and heads[-1].at:
        asked = [LineBuilder(), *asked]
    body, owners = _body(state, found, width, room - len(asked), chosen, glyphs)
    body = asked + body
    owners = [*(None for _ in asked), *owners]
    if not found.listed:
        words = offer_lines.nothing_words(state, found, glyphs)
        spans = wrap_spans(words, width - 2)
        body += [LineBuilder().to(1).write(words[start:end], "dim") for start, end in spans]
    if chosen in owners:
        first = owners.index(chosen)
        last = len(owners) - owners[::-1].index(chosen)
        top = min(max(top, last - room), first)
    top = max(min(top, len(body) - room), 0)
    shown = body[top : top + room]
    shown += [LineBuilder() for _ in range(room + 1 - len(shown))]
    seen = {owner for owner in owners[: top + room] if owner is not None}
    hidden = len(found.listed) - (max(seen) + 1 if seen else 0)
    builders = [*heads, *shown, *lacks, _foot(state, keymap, width, hidden)]
    spots = tuple(
        ClickArea(HEAD + line, 0, width, owner)
        for line, owner in enumerate(owners[top : top + room])
        if owner is not None
    )
    lines = tuple([builder.line(width) for builder in builders[:height]])
    return PanelDrawing(lines, caret, spots, top)


def _heads(
    state: State, found: SuggestionList, width: int, glyphs: Glyphs
) -> tuple[list[LineBuilder], tuple[int, int] | None]:
    tone: Tone = "here" if state.pane == "panel" else "name"
    title = LineBuilder().to(1).write("Suggestions", tone)
    pack = clipped(offer_lines.pack_words(state, found), width - title.at - 3, glyphs.ellipsis)
    title.to(width - 1 - cell_width(pack)).write(pack, "dim")
    cell = offer_lines.cell_words(state, found, width - 2, glyphs)
    heads = [title, LineBuilder().to(1).write(cell, "dim"), LineBuilder()]
    query = safe(state.in_panel.query)
    if not query and not state.in_panel.filtering:
        whom = safe(whom_first(state.matrix, found.place))
        heads[2].to(1).write(clipped(whom, width - 2, glyphs.ellipsis), "dim")
    if state.typing is None and (state.in_panel.filtering or query):
        # The end of a long query is what is being typed.
        while query and cell_width(query) > width - 5:
            query = query[1:]
        heads[2].to(1).write("/ ", "key").write(query)
        if state.in_panel.filtering:
            caret = (heads[2].at, 2)
            heads[2].write(" ", "caret")
            return heads, caret
    return heads, None


def _asked(state: State, found: SuggestionList, width: int, room: int) -> list[LineBuilder]:
    """The guiding questions of an empty cell, as many as leave the numbered offers their lines."""
    least = min(len(found.listed), NUMBERED) * 2
    builders: list[LineBuilder] = []
    for question in offer_lines.questions(state, found):
        lines = wrap_spans(question, width - 2)
        if len(builders) + len(lines) + 1 + least > room:
            break
        builders += [LineBuilder().to(1).write(question[slice(*line)], "dim") for line in lines]
    return [*builders, LineBuilder()] if builders else []


def _lacks(state: State, found: SuggestionList, width: int) -> list[LineBuilder]:
    """What the row says nothing about yet, below a blank line."""
    wanted = state.panel.coverage or state.panel.gaps
    told = [lacking(state.matrix, found.place, state.packs)] if wanted else []
    if state.panel.gaps:
        told.insert(0, empty_words(state.matrix, found.place))
    builders = []
    hung = len(told) > 1
    for words in filter(None, map(safe, told)):
        for number, line in enumerate(wrap_spans(words, width - 3)):
            builders.append(
                LineBuilder().to(1 + hung * bool(number)).write(words[slice(*line)], "dim")
            )
    return [LineBuilder(), *builders[:MOST_LACKS], LineBuilder()] if builders else []


def _body(
    state: State, found: SuggestionList, width: int, room: int, chosen: int | None, glyphs: Glyphs
) -> tuple[list[LineBuilder], list[int | None]]:
    """All lines of the offers, and to which offer each belongs; air between them if it fits."""
    builders: list[LineBuilder] = []
    owners: list[int | None] = []
    shown = offer_lines.shown_of(state, found)
    texts = [safe(offer.offer.suggestion.text) for offer in shown]
    wraps = [wrap_spans(text, width - _TEXT - 3) for text in texts]
    # The first ones decide, so that nothing moves when the rest is shown below them.
    first = wraps[:NUMBERED]
    air = sum(map(len, first)) + len(first) - 1 <= room
    for index, (offer, text, spans) in enumerate(zip(shown, texts, wraps, strict=True)):
        if air and index:
            builders.append(LineBuilder())
            owners.append(None)
        tone = offer_lines.number_tone(state, offer)
        for span in spans:
            number = offer_lines.number_of(index) if not span[0] else "", tone
            builders.append(_offer_line(offer, text, span, number, index == chosen, width, glyphs))
            owners.append(index)
    return builders, owners


def _offer_line(
    found: FilteredOffer,
    text: str,
    span: Span,
    number: Piece,
    here: bool,
    width: int,
    glyphs: Glyphs,
) -> LineBuilder:
    builder = LineBuilder()
    if here:
        builder.write(glyphs.edge, "edge")
    builder.to(1).write(*number).to(_TEXT)
    offer_lines.write_offer(builder, found, text[slice(*span)], span[0], here)
    if span[0] == 0:
        builder.to(width - 2).write(offer_lines.offer_sign(found, glyphs), "dim")
    return builder


def _foot(state: State, keymap: Keymap, width: int, hidden: int) -> LineBuilder:
    """The keys of the panel, and how many offers stand below the screen."""
    builder = LineBuilder().to(1)
    for key, word in offer_lines.hints(state, keymap):
        builder.write(key, "key").write(f" {word}   ", "dim")
    more = f"{hidden} more" if hidden else ""
    if builder.at + len(more) < width:
        builder.to(width - 1 - len(more)).write(more, "dim")
    return builder
