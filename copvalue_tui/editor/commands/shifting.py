"""Commands that move and copy values about the matrix."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.filter.filtered import shown_slot_beside
from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.preconditions import (
    no_left_cell,
    no_right_cell,
    no_value,
    no_value_here,
)
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.matrix import edits
from copvalue_tui.matrix.text.search import prepare
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import HORIZONS, Place, cell_name, cells


def _shift(state: State, by: int, way: str) -> State:
    slot = shown_slot_beside(state, by)
    if state.value is None or slot == state.cursor.slot:
        return state.with_message(
            f"It cannot move further {way} in this cell; m to move it to another."
        )
    matrix = edits.move_value(state.matrix, state.cursor, slot - state.cursor.slot)
    action = f"Moved {quoted((state.value,))} {way}"
    return state.edited(action, matrix, replace(state.cursor, slot=slot))


@command("Move the value down", "J", edits=True, why_not=no_value_here, words="order rank reorder")
def move_down(state: State) -> State:
    """Move the value down within its cell."""
    return _shift(state, 1, "down")


@command("Move the value up", "K", edits=True, why_not=no_value_here, words="order rank reorder")
def move_up(state: State) -> State:
    """Move the value up within its cell."""
    return _shift(state, -1, "up")


def _move_across(state: State, by: int) -> State:
    cell = edits.neighbour_cell(state.cursor, by)
    if cell is None:
        return state
    room = len(state.matrix.rows[cell.row].cell(cell.horizon))
    target = replace(cell, slot=min(state.cursor.slot, room))
    return moved(state, target)


def moved(state: State, target: Place) -> State:
    """The state with the chosen values standing from `target` on, the cursor on the first."""
    matrix = edits.move_values(state.matrix, state.chosen, target)
    before = sum(place.cell == target.cell and place < target for place in state.chosen)
    action = f"Moved {quoted(state.chosen_values)} to {cell_name(state.matrix, target)}"
    return state.edited(action, matrix, replace(target, slot=target.slot - before))


@command(
    "Move to the cell on the left", "H", edits=True, why_not=no_left_cell, words="horizon short"
)
def move_left(state: State) -> State:
    """Move the value or the marked ones to the cell on the left."""
    return _move_across(state, -1)


@command(
    "Move to the cell on the right", "L", edits=True, why_not=no_right_cell, words="horizon long"
)
def move_right(state: State) -> State:
    """Move the value or the marked ones to the cell on the right."""
    return _move_across(state, 1)


async def choose_cell(state: State, host: Host, question: str) -> Place | None:
    """The end of a cell chosen by name, number or arrows; None when the person cancels.

    Each cell that one comes to is shown in the grid.
    """
    places = [replace(place, slot=len(cell)) for place, cell in cells(state.matrix)]
    options = [
        Option(
            cell_name(state.matrix, place),
            hint=str(number),
            about=plural(place.slot, "value"),
            why_not="The value is already here." if place.cell == state.cursor.cell else "",
        )
        for number, place in enumerate(places, 1)
    ]
    search = prepare(option.text for option in options)

    def find(query: str) -> tuple[int, ...]:
        if query.isdecimal() and 0 < int(query) <= len(options):
            return (int(query) - 1,)
        return search.nearest_together(query)

    choice = await host.choose(
        question,
        options,
        chosen=_first_offered(state),
        find=find,
        on_move=lambda index: host.show(state.at(places[index].cell)),
    )
    return None if choice is None or choice.index is None else places[choice.index]


def _first_offered(state: State) -> int:
    """The cell offered first: the next row's of this horizon; H and L reach the other horizon."""
    rows = len(state.matrix.rows)
    if rows == 1:
        return 1 - state.cursor.column
    return (state.cursor.row + 1) % rows * len(HORIZONS) + state.cursor.column


@command("Move to…", "m", edits=True, why_not=no_value, panes=("grid", "review"),
         footer="move", words="another other cell row horizon")  # fmt: skip
async def move_to(state: State, host: Host) -> State:
    """Move the value or the marked ones to any cell, chosen by name."""
    target = await choose_cell(state, host, f"Move {quoted(state.chosen_values)} to")
    return state if target is None else moved(state, target)


@command("Copy to…", "c", edits=True, why_not=no_value, words="another other cell duplicate")
async def copy_to(state: State, host: Host) -> State:
    """Copy the value or the marked ones to any cell, chosen by name."""
    target = await choose_cell(state, host, f"Copy {quoted(state.chosen_values)} to")
    if target is None:
        return state
    matrix = edits.add_values(state.matrix, target, state.chosen_values)
    action = f"Copied {quoted(state.chosen_values)} to {cell_name(state.matrix, target)}"
    return state.edited(action, matrix, target)
