"""Commands for what a value carries beside its words: status, priority, votes and the rest."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.preconditions import no_value
from copvalue_tui.editor.pages.detail_fields import ask_detail, current_detail, detail_words
from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.editor.state.modes import Pane
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.matrix import details
from copvalue_tui.matrix.fields.table import SHOWN

BOTH: tuple[Pane, ...] = ("grid", "review")
CROWDED = "The priority is already the highest; - to lower it."
BARE = "There is no priority to lower; + to raise it."


@command(
    "Set the status",
    "t",
    edits=True,
    why_not=no_value,
    words="state agreed track risk realized done progress retired parked",
)
async def set_status(state: State, host: Host) -> State:
    """Set the status of the value or the marked ones: agreed, on track and so on."""
    return await ask_detail(state, host, "status")


def _with_priority(state: State, raised: bool) -> State:
    change = details.raise_priority if raised else details.lower_priority
    matrix = change(state.matrix, state.chosen)
    if matrix is state.matrix:
        return state.with_message(CROWDED if raised else BARE)
    return state.edited(detail_words(state, matrix, "priority"), matrix)


@command(
    "Raise the priority",
    "+",
    edits=True,
    panes=BOTH,
    why_not=no_value,
    words="important higher more",
)
def raise_priority(state: State) -> State:
    """Raise the priority of the value or the marked ones."""
    return _with_priority(state, raised=True)


@command(
    "Lower the priority", "-", edits=True, panes=BOTH, why_not=no_value, words="unimportant less"
)
def lower_priority(state: State) -> State:
    """Lower the priority of the value or the marked ones, down to none."""
    return _with_priority(state, raised=False)


@command("Add a vote", "*", edits=True, panes=BOTH, why_not=no_value, words="dot plus")
def add_vote(state: State) -> State:
    """Add one vote to the value or to each of the marked ones."""
    matrix = details.add_votes(state.matrix, state.chosen, 1)
    return state.edited(detail_words(state, matrix, "votes"), matrix)


@command("Set the votes…", edits=True, why_not=no_value, words="number dots count")
async def set_votes(state: State, host: Host) -> State:
    """Set the number of votes."""
    return await ask_detail(state, host, "votes")


@command("Set the owner…", edits=True, why_not=no_value, words="who responsible role")
async def set_owner(state: State, host: Host) -> State:
    """Set who looks after the value: a role rather than a name."""
    return await ask_detail(state, host, "owner")


@command(
    "Details of the value",
    "i",
    panes=BOTH,
    why_not=no_value,
    words="owner date evidence note indicator edit facts",
)
async def edit_details(state: State, host: Host) -> State:
    """Show and change every detail of the value: owner, date, evidence and more."""
    if state.read_only:
        lines = tuple((one.title, current_detail(state, one) or "none") for one in SHOWN)
        await host.show_help("Details", [HelpPage(quoted(state.chosen_values), lines)])
        return state
    at = 0
    while True:
        options = [Option(one.title, current_detail(state, one), one.key) for one in SHOWN]
        choice = await host.choose(f"Details of {quoted(state.chosen_values)}", options, chosen=at)
        if choice is None or choice.index is None:
            return state
        at, before = choice.index, state
        state = await ask_detail(state, host, SHOWN[at].name)
        # An edit clears the marks; the form stays on the same values.
        state = replace(state, marks=before.marks, anchor=before.anchor)
        host.show(state)
