"""The suggestions as a strip of a few lines under the grid, in columns, for narrow terminals."""

from __future__ import annotations

from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.suggestions.suggestion_list import NUMBERED, Offers, offers
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.suggest.filtering import FilteredOffer
from copvalue_tui.tui.drawing.glyphs import Signs
from copvalue_tui.tui.drawing.line import Quill, Tone, clipped
from copvalue_tui.tui.side import offer_lines
from copvalue_tui.tui.side.offer_lines import PanelDrawing, Spot

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
    state: State, keymap: Keymap, width: int, height: int, top: int, signs: Signs
) -> PanelDrawing:
    """The strip, its offers from their line `top` on, or where the chosen one shows."""
    found = offers(state)
    chosen = offer_lines.chosen_in(state)
    head, caret = _head(state, found, keymap, width, signs)
    room = max(height - 1, 1)
    listed = offer_lines.shown_of(state, found)
    across = _columns(listed, width, room)
    count = -(-len(listed) // across)
    if chosen is not None:
        top = min(max(top, chosen // across - room + 1), chosen // across)
    top = max(min(top, count - room), 0)
    quills, spots = [head], []
    column = (width - 1) // across
    for line in range(room):
        quill = Quill()
        for place in range(across):
            index = (top + line) * across + place
            if index < len(listed):
                start = place * column
                quill.to(start)
                number = offer_lines.number_of(state, index)
                _write(quill, listed[index], number, column, index == chosen, signs)
                spots.append(Spot(line + 1, start, start + column, index))
        quills.append(quill)
    if not found.listed:
        quills[1].to(1).write(offer_lines.nothing_words(state, found, signs), "dim")
    lines = tuple([quill.line(width) for quill in quills[:height]])
    return PanelDrawing(lines, caret, tuple(spots), top)


def _columns(listed: tuple[FilteredOffer, ...], width: int, room: int) -> int:
    """How many offers stand side by side: as few as show all that have a number.

    But not so many that their texts are cut; then the last numbers have no room.
    """
    numbered = listed[:NUMBERED]
    widest = max((cell_width(safe(one.offer.suggestion.text)) for one in numbered), default=0)
    most = max((width - 1) // (min(widest, _WIDEST) + _BESIDE), (width - 1) // _NARROWEST // 2, 1)
    return min(max(-(-len(numbered) // room), 1), most)


def _write(
    quill: Quill, found: FilteredOffer, number: str, column: int, chosen: bool, signs: Signs
) -> None:
    """Writes one offer into its column."""
    start = quill.at
    quill.write(signs.edge if chosen else " ", "edge" if chosen else "plain")
    quill.write(number, "dim" if found.offer.used else "key").write(" ")
    text = safe(found.offer.suggestion.text)
    shown = clipped(text, column - _BESIDE, signs.ellipsis)
    offer_lines.write_offer(quill, found, shown, 0, chosen)
    sign = offer_lines.offer_sign(found, signs)
    if sign.strip():
        quill.write(f" {sign}", "dim")
    quill.to(start + column)


def _head(
    state: State, found: Offers, keymap: Keymap, width: int, signs: Signs
) -> tuple[Quill, tuple[int, int] | None]:
    """The rule above the strip, with its heading and its keys."""
    tone: Tone = "here" if state.pane == "panel" else "name"
    quill = Quill().to(1).write("Suggestions", tone)
    narrowed = offer_lines.gaps_only(state, found)
    narrowed = f"{signs.dot} {narrowed} " if narrowed else ""
    hints = list(offer_lines.hints(state, keymap)) if width >= _HINTS_FROM else []
    name = cell_width(offer_lines.cell_words(state, found, width, signs)) + len(narrowed)
    # The footer tells of the keys too; the whole name is worth more.
    while len(hints) > 1 and quill.at + name + sum(len(word) + 4 for _, word in hints) + 8 > width:
        del hints[0]
    keys = "  ".join(f"{key} {word}" for key, word in hints)
    caret = None
    if state.typing is None and (state.panel.filtering or state.panel.query):
        quill.write(" / ", "key").write(
            clipped(safe(state.panel.query), width // 3, signs.ellipsis)
        )
        caret = (quill.at, 0) if state.panel.filtering else None
        quill.write(" ", "caret" if caret else "plain")
    else:
        quill.write(f" {signs.dot} ", "dim")
        room = width - quill.at - len(keys) - (7 if keys else 3)
        quill.write(f"{offer_lines.cell_words(state, found, room - len(narrowed), signs)} ", "dim")
        quill.write(narrowed, "dim")
    if quill.at + cell_width(keys) + 5 > width or not keys:
        quill.write(signs.rule * (width - 1 - quill.at), "rule")
        return quill, caret
    quill.write(signs.rule * (width - 2 - quill.at - len(keys)), "rule").write(" ")
    for number, (key, word) in enumerate(hints):
        quill.write("  " if number else "").write(key, "key").write(f" {word}", "dim")
    return quill, caret
