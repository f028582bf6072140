"""What side panel and strip have in common: the words above the offers, and an offer's pieces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from copvalue_tui.editor.keys.keymap import Keymap, key_name
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.suggestions.suggestion_list import NUMBERED, SuggestionList
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import HORIZON_WORDS, cell_at
from copvalue_tui.suggest.questions import own_questions
from copvalue_tui.suggest.ranking import FilteredOffer
from copvalue_tui.tui.drawing.glyphs import Glyphs
from copvalue_tui.tui.drawing.line import LineBuilder, Pieces, Tone, clipped


class ClickArea(NamedTuple):
    """Where on screen an offer can be clicked."""

    line: int
    first: int
    """The first column of it."""
    last: int
    """The column behind it."""
    offer: int
    """Its index in the list."""


class PanelDrawing(NamedTuple):
    """What the panel paints."""

    lines: tuple[Pieces, ...]
    caret: tuple[int, int] | None = None
    """Column and line where letters go, while it is filtered."""
    spots: tuple[ClickArea, ...] = ()
    top: int = 0
    """The first line of the offers on screen, moved so that the chosen one shows."""


def chosen_in(state: State) -> int | None:
    """Which offer the panel's cursor is on, if it shows."""
    if state.typing is not None:
        return state.typing.chosen
    return state.in_panel.chosen if state.pane == "panel" else None


def cell_words(state: State, offers: SuggestionList, room: int, glyphs: Glyphs) -> str:
    """The row and horizon that the offers are for; the row's name gives way where it is tight."""
    horizon = f" {glyphs.dot} {HORIZON_WORDS[offers.place.horizon]}"
    name = safe(state.matrix.rows[offers.place.row].name)
    return clipped(name, max(room - cell_width(horizon), 1), glyphs.ellipsis) + horizon


def shown_of(state: State, offers: SuggestionList) -> tuple[FilteredOffer, ...]:
    """The offers to draw: those with a number, and the rest once somebody chooses among them."""
    whole = state.pane == "panel" or offers.query
    return offers.listed if whole else offers.listed[:NUMBERED]


def questions(state: State, offers: SuggestionList) -> tuple[str, ...]:
    """What is asked of an empty cell, above what is suggested for it."""
    matrix, place = state.matrix, offers.place
    if offers.query or cell_at(matrix, place):
        return ()
    return own_questions(matrix.audience(place.row), place.horizon, state.language)


def gaps_only(state: State, offers: SuggestionList) -> str:
    """Says when only what fills a gap is listed."""
    return "gaps only" if state.panel.gaps and not offers.query else ""


def pack_words(state: State, offers: SuggestionList) -> str:
    """What the list is narrowed to: gaps, or the one pack that all offers come from."""
    if narrowed := gaps_only(state, offers):
        return narrowed
    titles = {offer.offer.pack.title for offer in offers.listed}
    return safe(titles.pop()) if len(titles) == 1 else ""


def nothing_words(state: State, offers: SuggestionList, glyphs: Glyphs) -> str:
    """What is said when nothing is offered; empty when something is."""
    if offers.listed:
        return ""
    if state.typing is not None and offers.query:
        # The same words at every letter: what is typed is in the grid already.
        return "No suggestion matches. Your own words are fine."
    if offers.query:
        opening, closing = glyphs.quotes
        return f"No suggestion matches {opening}{safe(offers.query)}{closing}."
    if state.packs and state.panel.gaps:
        return "No suggestion fills a gap here; g for all."
    return "No suggestions for this cell. Your own words are fine."


def key_for(keymap: Keymap, command: str) -> str:
    """The key to show for a command by its id; empty when it has none."""
    keys = keymap.keys.get(command, ())
    return key_name(keys[0]) if keys else ""


HINTS = {
    "grid": (("to-panel", "choose"), ("toggle-panel", "hide")),
    "panel": (("filter-panel", "filter"), ("toggle-gaps", "gaps"), ("toggle-panel", "hide")),
    "typing": (),
    "timeline": (),
    "review": (),
}
"""Pane → commands that the panel itself tells of, and the words for them."""


def hints(state: State, keymap: Keymap) -> Iterator[tuple[str, str]]:
    """The keys that are good here, each with its word."""
    if state.in_panel.filtering:
        return
    for command, word in HINTS[state.pane]:
        key = key_for(keymap, command)
        if key:
            yield key, word


def offer_sign(found: FilteredOffer, glyphs: Glyphs) -> str:
    """The sign behind an offer that is somewhere already; a blank for others."""
    if found.offer.used:
        return glyphs.used
    return glyphs.elsewhere if found.offer.elsewhere else " "


def number_of(index: int) -> str:
    """The digit that adopts an offer; a blank for those that have none."""
    return str(index + 1) if index < NUMBERED else " "


def number_tone(state: State, found: FilteredOffer) -> Tone:
    """The digits are no keys while they are letters, nor where the offer is in the cell already."""
    return "dim" if state.takes_letters or found.offer.used else "key"


def write_offer(
    builder: LineBuilder, found: FilteredOffer, text: str, start: int, chosen: bool
) -> None:
    """Writes a part of an offer's text that begins at its letter `start`, the hits underlined."""
    tone: Tone = "cursor" if chosen else "dim" if found.offer.used else "plain"
    hit: Tone = "cursor-hit" if chosen else "hit"
    if not found.positions or found.offer.used:
        builder.write(text, tone)
        return
    hits = set(found.positions)
    for index, letter in enumerate(text, start):
        builder.write(letter, hit if index in hits else tone)
