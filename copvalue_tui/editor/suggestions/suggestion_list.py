"""What the side panel offers in a state: derived from it, never stored in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from copvalue_tui.editor.state.history import Step
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.width import cell_width, clip
from copvalue_tui.matrix.values import HORIZON_WORDS, ById, Matrix, Place, value_at
from copvalue_tui.suggest.coverage import find_occurrence
from copvalue_tui.suggest.packs import Pack
from copvalue_tui.suggest.ranking import (
    MAX_OFFERS,
    FilteredOffer,
    filter_offers,
    holds_all,
    suggestions_for,
)

NUMBERED = 9
"""How many offers can be adopted by a digit."""
WHILE_TYPING = 12
"""Offers listed while a value is typed: more than anybody reads between two letters."""


@dataclass(frozen=True, slots=True)
class SuggestionList:
    """The panel's list."""

    listed: tuple[FilteredOffer, ...]
    """Best first; the first `NUMBERED` have the digits 1 to 9."""
    query: str
    """What they were filtered by; empty when the list is the cell's own."""
    place: Place
    """The cell they are for."""


def offers(state: State) -> SuggestionList:
    """What the panel offers now: for the cell under the cursor or being typed in.

    The order of a cell's own list stays while that cell is edited, so that no number jumps
    under the fingers; only when all of the numbers are used up do the next ones come.
    """
    typing = state.typing
    packs = ById(state.packs)
    if typing is not None and typing.adding and typing.line.text.strip():
        query = typing.line.text.strip()
        return _found(query, typing.place.cell, ById(state.matrix), packs, True)
    place = (typing.place if typing is not None else state.cursor).cell
    query = state.in_panel.query.strip()
    if query:
        return _found(query, place, ById(state.matrix), packs, False)
    return _own(place, _visit(state, place), packs, state.panel.gaps, state.language)


# The same list is asked for by the panel, the footer and the keys of one key press.
@lru_cache(maxsize=8)
def _found(
    query: str, cell: Place, matrix: ById[Matrix], packs: ById[tuple[Pack, ...]], typing: bool
) -> SuggestionList:
    """What a query finds."""
    most = WHILE_TYPING if typing else MAX_OFFERS
    found = filter_offers(query, matrix.thing, cell, packs.thing, most, together=typing)
    return SuggestionList(found, query, cell)


@lru_cache(maxsize=8)
def _own(
    cell: Place,
    visit: tuple[ById[Matrix], ...],
    packs: ById[tuple[Pack, ...]],
    gaps: bool,
    language: str,
) -> SuggestionList:
    """The cell's own list, ordered as at the start of the visit, marked as things are now."""
    now, start = visit[-1].thing, 0
    while True:
        as_of = visit[start].thing
        listed = suggestions_for(now, cell, packs.thing, as_of=as_of, gaps=gaps, language=language)
        numbered = listed[:NUMBERED]
        if not all(offer.used for offer in numbered) or all(offer.used for offer in listed):
            return SuggestionList(tuple(FilteredOffer(offer, ()) for offer in listed), "", cell)
        # Every numbered one was adopted: list the next ones, as of that moment.
        start = next(
            (
                number
                for number in range(start + 1, len(visit))
                if holds_all(visit[number].thing, cell, numbered)
            ),
            len(visit) - 1,
        )


def _visit(state: State, place: Place) -> tuple[ById[Matrix], ...]:
    """The matrices of the visit to a cell: from before the latest steps made in it, to now."""
    steps = takewhile(lambda step: _stays(step, place), reversed(state.history.done))
    return (*[ById(step.before.matrix) for step in steps][::-1], ById(state.matrix))


def _stays(step: Step, place: Place) -> bool:
    """Whether a step was made in the cell, with the row's name and tags unchanged."""
    before, after = step.before, step.after
    if not before.cursor.cell == after.cursor.cell == place:
        return False
    row, other = before.matrix.rows[place.row], after.matrix.rows[place.row]
    return (row.name, row.tags) == (other.name, other.tags)


_MOST_TEXT = 28
_MOST_NAME = 20
_MOST = 77
"""Cells: a longer sentence is cut in narrow terminals, and costs a thin line more than a typed
letter may."""


def twin_words(state: State) -> str:
    """A sentence about the value that says what is being typed; empty when there is none."""
    typing = state.typing
    text = tidy(typing.line.text) if typing is not None else ""
    if typing is None or not text:
        return ""
    but = None if typing.adding else typing.place.slot
    stand = find_occurrence(state.matrix, typing.place, text, but)
    if stand is None:
        return ""
    there = clip(safe(value_at(state.matrix, stand.place).text), _MOST_TEXT)
    where = "this cell"
    if stand.place.cell != typing.place.cell:
        name = clip(safe(state.matrix.rows[stand.place.row].name), _MOST_NAME)
        where = f"{name} · {HORIZON_WORDS[stand.place.horizon]}"
    told = f"“{there}” is already in {where}"
    verb = "add" if typing.adding else "keep"
    tails = (f"; Enter to {verb} it anyway.", f"; Enter to {verb}.", ".")
    return told + next((tail for tail in tails if cell_width(told + tail) <= _MOST), ".")


def highlighted(state: State, index: int) -> State:
    """The state with an offer highlighted for the value that is typed."""
    if state.typing is None:
        return state
    chosen = replace(state, mode=replace(state.typing, chosen=index))
    return chosen.with_message("Enter to take it; Up for your own words.")
