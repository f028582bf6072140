"""Commands of the parking lot: values that have no cell yet."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.commands.shifting import cell_words
from copvalue_tui.editor.keys.command import command, no_edits
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.preconditions import no_value, nothing_parked
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.matrix.parking import park, park_new, place_parked
from copvalue_tui.matrix.values import Value
from copvalue_tui.matrix.vocabulary import DEFAULT_STATUS


@command("Send to the parking lot", edits=True, why_not=no_value)
def send_to_parking_lot(state: State) -> State:
    """Move the value or the marked ones to the parking lot."""
    action = f"Sent {quoted(state.chosen_values)} to the parking lot"
    return state.edited(action, park(state.matrix, state.chosen), state.chosen[0])


@command("The parking lot…", why_not=nothing_parked)
async def parking_lot(state: State, host: Host) -> State:
    """List the values without a cell, and place one in the cell under the cursor."""
    refused = no_edits(state) or ""
    options = [
        Option(value.text, hint=_hint(value), why_not=refused) for value in state.matrix.parking_lot
    ]
    where = cell_words(state, state.cursor)
    choice = await host.choose(f"Parking lot. Place one in {where}", options)
    if choice is None or choice.index is None:
        return state
    value = state.matrix.parking_lot[choice.index]
    place = replace(state.cursor, slot=state.cursor.slot + 1 if state.cell else 0)
    matrix = place_parked(state.matrix, (choice.index,), place)
    return state.edited(f"Placed {quoted((value,))} in {where}", matrix, place)


@command("Write into the parking lot…", edits=True)
async def write_into_parking_lot(state: State, host: Host) -> State:
    """Write down a value now and give it a cell later."""
    text = await host.ask_text("For the parking lot")
    if not text:
        return state
    value = Value(text)
    action = f"Put {quoted((value,))} into the parking lot"
    return state.edited(action, park_new(state.matrix, (value,)))


def _hint(value: Value) -> str:
    details = (value.status if value.status != DEFAULT_STATUS else "", value.owner, value.note)
    return ", ".join(words for words in details if words)
