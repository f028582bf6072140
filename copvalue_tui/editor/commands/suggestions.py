"""Commands of the suggestion panel: seeing it, choosing in it, adopting from it."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.command import command
from copvalue_tui.editor.offers import offers
from copvalue_tui.editor.reasons import no_packs
from copvalue_tui.editor.state import Panel, State
from copvalue_tui.matrix import edits
from copvalue_tui.matrix.values import Value

HIDDEN = "The suggestions are hidden; S shows them."


def _not_shown(state: State) -> str | None:
    return no_packs(state) if state.panel.shown else HIDDEN


def adopted(state: State, index: int) -> State:
    """The state with the panel's offer at `index` added below the cursor, which follows it."""
    listed = offers(state).listed
    if index >= len(listed):
        return state.told(f"There is no suggestion {index + 1} here.")
    offer = listed[index].offer
    if offer.used:
        return state.told(f"“{offer.suggestion.text}” stands in this cell already.")
    slot = state.cursor.slot + 1 if state.cell else 0
    place = replace(state.cursor, slot=slot)
    value = Value(offer.suggestion.text)
    matrix = edits.add_values(state.matrix, place, (value,))
    return state.edited(f"Adopted “{value.text}”", matrix, place)


def _chosen(state: State, by: int) -> State:
    last = max(len(offers(state).listed) - 1, 0)
    chosen = min(max(state.panel.chosen + by, 0), last)
    return replace(state, panel=replace(state.panel, chosen=chosen))


@command(
    "Adopt a suggestion", *"123456789", edits=True, why_not=_not_shown, panes=("grid", "panel")
)
def adopt_numbered(state: State) -> State:
    """Adopts the suggestion of that number into this cell."""
    if not state.key.isdecimal():
        return state.told("Press the number of a suggestion, 1 to 9.")
    return adopted(state, int(state.key) - 1)


@command("Go to the suggestions", "s", why_not=no_packs, footer="suggest")
def to_panel(state: State) -> State:
    """Gives the keys to the suggestion panel, and opens it when it is hidden."""
    return replace(state, pane="panel", panel=Panel(shown=True)).told(
        "Enter adopts, / filters, Esc goes back to the grid."
    )


@command("Show or hide the suggestions", "S", panes=("grid", "panel"))
def toggle_panel(state: State) -> State:
    """Hides the suggestion panel, own words first, or shows it again."""
    shown = not state.panel.shown
    state = replace(state, pane="grid", panel=Panel(shown=shown))
    return state.told("" if shown else "Own words first: the suggestions are hidden; S shows them.")


@command("Next suggestion", "down", "j", panes=("panel",))
def next_suggestion(state: State) -> State:
    """Goes one suggestion down."""
    return _chosen(state, 1)


@command("Previous suggestion", "up", "k", panes=("panel",))
def previous_suggestion(state: State) -> State:
    """Goes one suggestion up."""
    return _chosen(state, -1)


@command("Adopt it", "enter", "space", panes=("panel",), edits=True, footer="adopt")
def adopt(state: State) -> State:
    """Adopts the suggestion into the cell, and stays in the panel."""
    return adopted(state, state.panel.chosen)


@command("Filter the suggestions", "/", panes=("panel",), footer="filter")
def filter_panel(state: State) -> State:
    """Letters now filter the suggestions of all packs."""
    return replace(state, panel=replace(state.panel, filtering=True))


@command("Shorten the filter", "backspace", panes=("panel",))
def shorten_filter(state: State) -> State:
    """Takes the last letter of the filter away."""
    return filter_by(state, state.panel.query[:-1])


@command("Back to the grid", "escape", "left", "h", "s", panes=("panel",), footer="back")
def leave_panel(state: State) -> State:
    """Ends the filter, or gives the keys back to the grid."""
    if state.panel.filtering or state.panel.query:
        return replace(state, panel=Panel(shown=True)).told("")
    return replace(state, pane="grid", panel=Panel(shown=True)).told("")


def filter_by(state: State, query: str) -> State:
    """The state with the panel filtered by `query`, at its best hit."""
    panel = replace(state.panel, query=query, filtering=True, chosen=0)
    return replace(state, panel=panel)
