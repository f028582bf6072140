"""Commands of the suggestion panel: seeing it, choosing in it, adopting from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.keys.preconditions import no_packs
from copvalue_tui.editor.state.modes import BROWSING, InPanel
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.suggestions.explanations import about
from copvalue_tui.editor.suggestions.suggestion_list import offers
from copvalue_tui.matrix import edits
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import Value, value_at
from copvalue_tui.suggest.coverage import empty_cells, find_occurrence, next_empty
from copvalue_tui.suggest.ranking import Offer, wordings

HIDDEN = "Suggestions are hidden; S to show them."


def _not_shown(state: State) -> str | None:
    return no_packs(state) if state.panel.shown else HIDDEN


def adopted(state: State, index: int) -> State:
    """The state with the panel's offer at `index` added below the cursor, which follows it."""
    listed = offers(state).listed
    if index >= len(listed):
        return state.with_message(f"There is no suggestion {index + 1} here.")
    offer = listed[index].offer
    if offer.used:
        return state.with_message(_already(state, offer))
    slot = state.cursor.slot + 1 if state.cell else 0
    place = replace(state.cursor, slot=slot)
    value = Value(offer.suggestion.text)
    matrix = edits.add_values(state.matrix, place, (value,))
    return state.edited(f"Adopted {quote(value.text)}", matrix, place)


def choose_offer(state: State, index: int) -> State:
    """The state with the panel's cursor on the offer at `index`, the keys in the panel."""
    there = state if isinstance(state.mode, InPanel) else to_panel.plain()(state)
    return replace(there, mode=replace(there.in_panel, chosen=index))


def _already(state: State, offer: Offer) -> str:
    """Why a suggestion is not adopted once more: what says it here."""
    texts = wordings(offer.pack, offer.suggestion)
    stand = next(
        (found for text in texts if (found := find_occurrence(state.matrix, state.cursor, text))),
        None,
    )
    text = offer.suggestion.text
    if stand is None or stand.exact:
        return f"{quote(text)} is already in this cell."
    there = value_at(state.matrix, stand.place).text
    return f"{quote(there)} already says nearly the same here; a to add your own words."


def _nothing_chosen(state: State) -> str | None:
    if state.in_panel.chosen < len(offers(state).listed):
        return None
    return "No suggestion is selected."


def _chosen(state: State, by: int) -> State:
    last = max(len(offers(state).listed) - 1, 0)
    chosen = min(max(state.in_panel.chosen + by, 0), last)
    return replace(state, mode=replace(state.in_panel, chosen=chosen)).with_message("")


@command(
    "Adopt a suggestion", *"123456789", edits=True, why_not=_not_shown, panes=("grid", "panel")
)
def adopt_numbered(state: State, key: str) -> State:
    """Adopt the suggestion with that number."""
    if not key.isdecimal():
        return state.with_message("Press the number of a suggestion, 1 to 9.")
    return adopted(state, int(key) - 1)


@command("Go to the suggestions", "s", why_not=no_packs, words="ideas examples panel")
def to_panel(state: State) -> State:
    """Go to the suggestions, and show them if they are hidden."""
    panel = replace(state.panel, shown=True)
    return replace(state, mode=InPanel(), panel=panel).with_message(
        "Enter to adopt, / to filter, Esc for the grid."
    )


@command(
    "Show or hide the suggestions",
    "S",
    panes=("grid", "panel"),
    words="panel ideas examples own words",
)
def toggle_panel(state: State) -> State:
    """Hide or show the suggestions (own words first)."""
    shown = not state.panel.shown
    state = replace(state, mode=BROWSING, panel=replace(state.panel, shown=shown, gaps=False))
    return state.with_message(
        "" if shown else "Own words first: suggestions are hidden; S to show them."
    )


@command("Next suggestion", "down", "j", panes=("panel",))
def next_suggestion(state: State) -> State:
    """Move to the next suggestion."""
    return _chosen(state, 1)


@command("Previous suggestion", "up", "k", panes=("panel",))
def previous_suggestion(state: State) -> State:
    """Move to the previous suggestion."""
    return _chosen(state, -1)


@command("Adopt the suggestion", "enter", "space", panes=("panel",), edits=True, footer="adopt",
         why_not=_nothing_chosen)  # fmt: skip
def adopt(state: State) -> State:
    """Adopt the suggestion and stay in the panel."""
    return adopted(state, state.in_panel.chosen)


@command("Filter the suggestions", "/", panes=("panel",), footer="filter")
def filter_panel(state: State) -> State:
    """Filter the suggestions of all packs."""
    return replace(state, mode=replace(state.in_panel, filtering=True)).with_message(
        "Type to filter all packs."
    )


@command("Delete a letter of the filter", "backspace", panes=("panel",))
def shorten_filter(state: State) -> State:
    """Delete the last letter of the filter."""
    return filter_by(state, lambda query: query[:-1])


@command("Only what fills a gap", "g", panes=("panel",), footer="gaps")
def toggle_gaps(state: State) -> State:
    """List only what fills a gap in this row, or list all again."""
    gaps = not state.panel.gaps
    state = replace(state, mode=InPanel(), panel=replace(state.panel, shown=True, gaps=gaps))
    if not gaps:
        return state.with_message("Showing all suggestions for this cell.")
    count = len(empty_cells(state.matrix))
    empty = {0: "no cell is empty", 1: "1 cell is empty; n to go there"}.get(
        count, f"{count} cells are empty; n for the next"
    )
    return state.with_message(f"Only what fills a gap; {empty}. g for all.")


def _no_empty_cell(state: State) -> str | None:
    found = next_empty(state.matrix, state.cursor)
    return None if found else "No other cell is empty."


@command("Next empty cell", "n", panes=("panel",), why_not=_no_empty_cell)
def next_empty_cell(state: State) -> State:
    """Go to the next empty cell and stay in the panel."""
    place = next_empty(state.matrix, state.cursor)
    if place is None:
        return state
    return replace(state.at(place), mode=replace(state.in_panel, chosen=0))


@command("About this suggestion", "i", panes=("panel",), why_not=_nothing_chosen, footer="why")
async def about_suggestion(state: State, host: Host) -> State:
    """Show why this is suggested, its pack and whom to thank for it."""
    offer = offers(state).listed[state.in_panel.chosen].offer
    await host.show_help("About this suggestion", [about(state.matrix, offer)])
    return state


@command("Back to the grid", "escape", "left", "h", "s", panes=("panel",), footer="back")
def leave_panel(state: State) -> State:
    """Clear the filter, or return to the grid."""
    panel = state.in_panel
    mode = InPanel() if panel.filtering or panel.query else BROWSING
    return replace(state, mode=mode).with_message("")


LONGEST_QUERY = 200
"""Letters of what the panel is filtered by: no suggestion is longer, and each key looks again."""


def filter_by(state: State, change: Callable[[str], str]) -> State:
    """The state with the panel's query changed, at its best match; a novel is cut."""
    query = change(state.in_panel.query)[:LONGEST_QUERY]
    return replace(state, mode=InPanel(query=query, filtering=True))
