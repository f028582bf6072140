"""Commands of a voting round: the values of one cell are numbered, and a key is a vote."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.commands import history
from copvalue_tui.editor.commands.presenting import (
    on_slide,
    real_place,
)
from copvalue_tui.editor.filter.filtered import shown_cell, shown_place
from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.keys.preconditions import no_value_here
from copvalue_tui.editor.state.modes import Pane, Voting
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.matrix import details, edits
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Place, cell_name

HERE: tuple[Pane, ...] = ("voting",)


@command("Start again from 0", "0", edits=True, panes=HERE, words="reset clear votes")
async def start_from_0(state: State, host: Host) -> State:
    """Set the votes of this cell to 0. Asks first; u brings them back."""
    from copvalue_tui.editor.state.workshop import votes_in

    votes = plural(votes_in(state.cell), "vote")
    if not votes_in(state.cell):
        return state.with_message("No value here has a vote.")
    where = cell_name(state.matrix, state.cursor)
    if not await host.confirm(f"Set the {votes} in {where} to 0?", "start again"):
        return state.with_message("Nothing was changed.")
    places = [replace(state.cursor, slot=slot) for slot in range(len(state.cell))]
    matrix = details.set_detail(state.matrix, places, "votes", 0)
    return state.edited(f"Set the votes in {where} to 0", matrix)


@command("Set how many votes to expect…", "n", panes=HERE, words="voters count")
async def expect_votes(state: State, host: Host) -> State:
    """Say how many votes there will be: “12 of 30 votes” shows when all have voted."""
    if not isinstance(state.mode, Voting):
        return state
    now = str(state.mode.expected or "")
    typed = await host.ask_text("How many votes will there be, all together", now)
    if typed is None:
        return state
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 7):
        return state.with_message("Type a number, such as 30. Nothing was changed.")
    return replace(state, mode=replace(state.mode, expected=int(typed or 0))).with_message("")


def _voted(state: State, place: Place) -> State:
    """The state with one more vote for the value at a place; it is pointed at."""
    matrix = details.add_votes(state.matrix, (place,), 1)
    value = matrix.rows[place.row].cell(place.horizon)[place.slot]
    action = f"Voted for {quoted((value,))}: {plural(value.votes, 'vote')}"
    return state.edited(action, matrix, place)


@command("Vote by number", *"123456789", edits=True, panes=HERE)
def vote_numbered(state: State, key: str) -> State:
    """Add a vote to the value with that number."""
    slot = int(key) - 1 if key.isdecimal() else -1
    if not 0 <= slot < len(shown_cell(state)):
        return state.with_message(f"No value has the number {key}.")
    here = shown_place(state, state.cursor)
    return _voted(state, real_place(state, replace(here, slot=slot)))


@command("Vote for this one", "*", "space", "+", edits=True, panes=HERE, why_not=no_value_here)
def vote_here(state: State) -> State:
    """Add a vote to this value."""
    return _voted(state, state.cursor)


def _no_vote(state: State) -> str | None:
    voted = isinstance(state.mode, Voting) and state.mode.start != state.matrix
    return None if voted and state.history.done else "There is no vote in this round to undo."


@command("Undo the last vote", "u", "backspace", "ctrl+z", edits=True, panes=HERE, why_not=_no_vote)
def take_vote_back(state: State) -> State:
    """Undo the last vote."""
    action = state.history.done[-1].action
    return history.undo.plain()(state).with_message(f"Undone: {action[:1].lower()}{action[1:]}.")


@command("Order by votes", "o", edits=True, panes=HERE)
def order_by_votes(state: State) -> State:
    """Sort the values of the cell by votes, most first."""
    from copvalue_tui.editor.state.workshop import by_votes

    cell = by_votes(state.cell)
    if cell == state.cell:
        return state.with_message("They are already in order of votes.")
    matrix = edits.with_cell(state.matrix, state.cursor, cell)
    state = state.edited("Ordered by votes", matrix, state.cursor.cell)
    return on_slide(state, 0).with_message(state.message)


@command("Vote on the next cell", "right", "l", panes=HERE)
def vote_next_cell(state: State) -> State:
    """Go to the next cell with values."""
    return on_slide(state, 1)


@command("Vote on the previous cell", "left", "h", panes=HERE)
def vote_cell_before(state: State) -> State:
    """Go to the previous cell with values."""
    return on_slide(state, -1)
