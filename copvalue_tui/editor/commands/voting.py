"""Commands of a voting round: the values of one cell are numbered, and a key is a vote."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.commands import history
from copvalue_tui.editor.commands.presenting import (
    enter_workshop,
    leave_workshop,
    on_slide,
    real_place,
)
from copvalue_tui.editor.filter.filtered import shown_cell, shown_place
from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.preconditions import no_value_here
from copvalue_tui.editor.state.modes import Pane, Voting
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.matrix import details, edits
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import HORIZON_WORDS, Place

HERE: tuple[Pane, ...] = ("voting",)


@command("Voting round…", edits=True, why_not=no_value_here, words="vote dots poll prioritize rank")
async def voting_round(state: State, host: Host) -> State:
    """Vote on the values of this cell: each key 1 to 9 is a vote."""
    from copvalue_tui.editor.state.workshop import votes_in

    votes = votes_in(state.cell)
    if votes:
        options = [
            Option(f"Continue from the {plural(votes, 'vote')} there are"),
            Option("Start from 0"),
        ]
        choice = await host.choose("Voting round", options)
        if choice is None or choice.index is None:
            return state
        if choice.index == 1:
            state = _without_votes(state)
    return enter_workshop(state, Voting(start=state.matrix)).with_message(
        "Press 1–9 to vote, u to undo."
    )


def _without_votes(state: State) -> State:
    places = [replace(state.cursor, slot=slot) for slot in range(len(state.cell))]
    matrix = details.set_detail(state.matrix, places, "votes", 0)
    where = f"{state.row.name} · {HORIZON_WORDS[state.cursor.horizon]}"
    return state.edited(f"Set the votes in {where} to 0", matrix)


def _voted(state: State, place: Place) -> State:
    """The state with one more vote for the value at a place; it is pointed at."""
    matrix = details.add_votes(state.matrix, (place,), 1)
    value = matrix.rows[place.row].cell(place.horizon)[place.slot]
    action = f"Voted for {quoted((value,))}: {plural(value.votes, 'vote')}"
    return state.edited(action, matrix, place)


@command("Vote by number", *"123456789", edits=True, panes=HERE, footer="to 9 vote")
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


@command("Undo the last vote", "u", "backspace", "ctrl+z", edits=True, panes=HERE, why_not=_no_vote,
         footer="undo")  # fmt: skip
def take_vote_back(state: State) -> State:
    """Undo the last vote."""
    action = state.history.done[-1].action
    return history.undo.plain()(state).with_message(f"Undone: {action[:1].lower()}{action[1:]}.")


@command("Order by votes", "o", edits=True, panes=HERE, footer="order")
def order_by_votes(state: State) -> State:
    """Sort the values of the cell by votes, most first."""
    from copvalue_tui.editor.state.workshop import by_votes

    cell = by_votes(state.cell)
    if cell == state.cell:
        return state.with_message("They are already in order of votes.")
    matrix = edits.with_cell(state.matrix, state.cursor, cell)
    state = state.edited("Ordered by votes", matrix, state.cursor.cell)
    return on_slide(state, 0).with_message(state.message)


@command("Vote on the next cell", "right", "l", "tab", panes=HERE, footer="next cell")
def vote_next_cell(state: State) -> State:
    """Go to the next cell with values."""
    return on_slide(state, 1)


@command("Vote on the previous cell", "left", "h", "shift+tab", panes=HERE)
def vote_cell_before(state: State) -> State:
    """Go to the previous cell with values."""
    return on_slide(state, -1)


@command("End the round", "escape", "q", panes=HERE, footer="end")
def end_round(state: State) -> State:
    """Return to the matrix. The votes stay."""
    from copvalue_tui.editor.state.workshop import votes_in

    cell = shown_cell(state)
    most = max(cell, key=lambda value: value.votes, default=None)
    after = leave_workshop(state)
    if most is None or not most.votes:
        return after
    return after.with_message(
        f"{plural(votes_in(cell), 'vote')}; the most for {quoted((most,))}: {most.votes:,}."
    )
