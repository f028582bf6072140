"""What the side panel offers in a state: derived from it, never stored in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from copvalue_tui.editor.state import State
from copvalue_tui.matrix.sameness import Same
from copvalue_tui.matrix.values import Matrix, Place
from copvalue_tui.suggest.filtering import FilteredOffer, filter_offers
from copvalue_tui.suggest.packs import Pack
from copvalue_tui.suggest.ranking import suggestions_for

NUMBERED = 9
"""How many offers can be adopted by a digit."""


@dataclass(frozen=True, slots=True)
class Offers:
    """The panel's list."""

    listed: tuple[FilteredOffer, ...]
    """Best first; the first `NUMBERED` have the digits 1 to 9."""
    query: str
    """What they were filtered by; empty when the list is the cell's own."""
    place: Place
    """The cell they are for."""


def offers(state: State) -> Offers:
    """What the panel offers now: for the cell under the cursor or being typed in."""
    if state.typing is not None:
        query = state.typing.line.text if state.typing.adding else ""
        place = state.typing.place
    else:
        query, place = state.panel.query, state.cursor
    return _offers(query.strip(), place.cell, Same(state.matrix), Same(state.packs))


# The same list is asked for by the panel, the footer and the keys of one key press.
@lru_cache(maxsize=8)
def _offers(query: str, cell: Place, matrix: Same[Matrix], packs: Same[tuple[Pack, ...]]) -> Offers:
    if query:
        found = filter_offers(query, matrix.thing, cell, packs.thing).offers
    else:
        own = suggestions_for(matrix.thing, cell, packs.thing)
        found = tuple(FilteredOffer(offer, ()) for offer in own)
    return Offers(found, query, cell)
