"""The command of the parking lot: values that have no cell yet."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.keys.command import command, no_edits
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.palette import CommandSearch
from copvalue_tui.editor.keys.preconditions import no_value
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.matrix.edits import park, park_new, place_parked
from copvalue_tui.matrix.values import Value, cell_name
from copvalue_tui.matrix.vocabulary import DEFAULT_STATUS

EMPTY = "Parking lot, empty: for values that belong to no cell yet"


@command(
    "Parking lot…", "B", words="park later send write store aside backlog bring", group="THIS VALUE"
)
async def parking_lot(state: State, host: Host) -> State:
    """See the values without a cell: send values there, write one, or take one out."""
    options = _options(state)
    question = "Parking lot" if state.matrix.parking_lot else EMPTY
    find = CommandSearch(options).find
    first = 0 if state.chosen else 1
    choice = await host.choose(question, options, chosen=first, find=find)
    if choice is None or choice.index is None:
        return state
    if reason := options[choice.index].why_not:
        return state.with_message(reason)
    if choice.index == 0:
        action = f"Sent {quoted(state.chosen_values)} to the parking lot"
        return state.edited(action, park(state.matrix, state.chosen), state.chosen[0])
    if choice.index == 1:
        return await _written(state, host)
    return _taken_out(state, choice.index - 2)


def _options(state: State) -> list[Option]:
    """To send values there, to write one, and to take each of those there out again."""
    refused = no_edits(state) or ""
    named = quoted(state.chosen_values) if state.chosen else "this value"
    where = cell_name(state.matrix, state.cursor)
    return [
        Option(
            f"Send {named} to the parking lot",
            why_not=refused or no_value(state) or "",
            group="PUT IN",
            about="out of its cell, kept with its details",
        ),
        Option(
            "Write a new value here…",
            why_not=refused,
            group="PUT IN",
            about="for an idea without a cell",
        ),
        *(
            Option(
                value.text,
                hint=_hint(value),
                why_not=refused,
                group="TAKE OUT",
                about=f"to {where}",
            )
            for value in state.matrix.parking_lot
        ),
    ]


def _taken_out(state: State, index: int) -> State:
    """The state with a parked value below the cursor."""
    value = state.matrix.parking_lot[index]
    place = replace(state.cursor, slot=state.cursor.slot + 1 if state.cell else 0)
    matrix = place_parked(state.matrix, (index,), place)
    action = f"Placed {quoted((value,))} in {cell_name(state.matrix, state.cursor)}"
    return state.edited(action, matrix, place)


async def _written(state: State, host: Host) -> State:
    text = await host.ask_text("For the parking lot")
    if not text:
        return state
    value = Value(text)
    action = f"Put {quoted((value,))} into the parking lot"
    return state.edited(action, park_new(state.matrix, (value,)))


def _hint(value: Value) -> str:
    details = (value.status if value.status != DEFAULT_STATUS else "", value.owner, value.note)
    return ", ".join(words for words in details if words)
