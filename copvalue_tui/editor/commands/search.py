"""Commands that search the matrix, blind to accents and case."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.keys.preconditions import no_query, no_values
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import Matrix, Place, cells


def hits(matrix: Matrix, query: str) -> tuple[Place, ...]:
    """Every value whose words hold the query, in reading order."""
    wanted = key(query)
    if not wanted:
        return ()
    return tuple(
        Place(place.row, place.column, slot)
        for place, cell in cells(matrix)
        for slot, value in enumerate(cell)
        if wanted in key(value.text)
    )


def _go(state: State, by: int, here: bool = False) -> State:
    """The state with the cursor on the next hit, or the one before; around the end if need be."""
    places, view = hits(state.matrix, state.query), state.view
    if view is not None:
        places = tuple(place for place in places if view.shows(place))
    if not places:
        sought = quote(state.query)
        if view is None:
            return state.with_message(f"No value contains {sought}; / to search again.")
        return state.with_message(f"No value shown contains {sought}; Esc to show all.")
    if by > 0:
        ahead = [
            place for place in places if place > state.cursor or (here and place == state.cursor)
        ]
        place = ahead[0] if ahead else places[0]
    else:
        ahead = [place for place in places if place < state.cursor]
        place = ahead[-1] if ahead else places[-1]
    around = "" if ahead else ", wrapped around"
    number = places.index(place) + 1
    return state.at(place).with_message(
        f"{number} of {len(places)} for {quote(state.query)}{around}."
    )


@command("Search", "/", "ctrl+f", why_not=no_values, words="find look")
async def search(state: State, host: Host) -> State:
    """Find values by words, ignoring accents and case."""
    query = await host.ask_text("Search for")
    if query is None:
        return state
    if not query:
        return _go(state, 1) if state.query else state.with_message("")
    return _go(replace(state, query=query), 1, here=True)


@command("Next match", "n", why_not=no_query, words="find again")
def next_hit(state: State) -> State:
    """Go to the next match."""
    return _go(state, 1)


@command("Previous match", "N", why_not=no_query, words="find back")
def previous_hit(state: State) -> State:
    """Go to the previous match."""
    return _go(state, -1)
