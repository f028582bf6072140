"""Commands that copy, cut and paste values, in here and out to the terminal's clipboard."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.filter.filtered import shown_cell
from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.keys.preconditions import no_value, no_value_here, nothing_copied
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.matrix import edits
from copvalue_tui.matrix.values import Cell


def bulleted(values: Cell) -> str:
    """Values as they are copied when there are several."""
    return "".join(f"- {value.text}\n" for value in values)


@command("Copy", "y", why_not=no_value, words="yank clipboard")
async def copy(state: State, host: Host) -> State:
    """Copy the value or the marked ones, also to the terminal's clipboard."""
    values = state.chosen_values
    text = values[0].text if len(values) == 1 else bulleted(values)
    sent = await host.copy(text)
    return (
        replace(state, clipboard=values).unmarked().with_message(f"Copied {quoted(values)}. {sent}")
    )


@command(
    "Copy the cell as bullets",
    "Y",
    why_not=no_value_here,
    words="yank clipboard list",
    group="THIS CELL",
)
async def copy_cell(state: State, host: Host) -> State:
    """Copy the whole cell as bullets to the terminal's clipboard."""
    values = shown_cell(state)
    sent = await host.copy(bulleted(values))
    return replace(state, clipboard=values).with_message(f"Copied {quoted(values)}. {sent}")


@command("Cut", "x", "ctrl+x", edits=True, why_not=no_value, words="clipboard")
async def cut(state: State, host: Host) -> State:
    """Cut the value or the marked ones."""
    values = state.chosen_values
    sent = await host.copy(values[0].text if len(values) == 1 else bulleted(values))
    matrix = edits.delete_values(state.matrix, state.chosen)
    after = replace(state, clipboard=values)
    after = after.edited(f"Cut {quoted(values)}", matrix, state.chosen[0])
    return after.with_message(f"{after.message} {sent}")


def _paste(state: State, slot: int) -> State:
    place = replace(state.cursor, slot=slot)
    matrix = edits.add_values(state.matrix, place, state.clipboard)
    # Below the cursor the next paste follows; above it comes before.
    last = slot + len(state.clipboard) - 1 if slot > state.cursor.slot or not state.cell else slot
    return state.edited(f"Pasted {quoted(state.clipboard)}", matrix, replace(place, slot=last))


@command(
    "Paste below",
    "p",
    "ctrl+v",
    edits=True,
    why_not=nothing_copied,
    words="clipboard insert",
    group="THIS CELL",
)
def paste(state: State) -> State:
    """Paste below the cursor."""
    return _paste(state, state.cursor.slot + 1 if state.cell else 0)


@command(
    "Paste above",
    "P",
    edits=True,
    why_not=nothing_copied,
    words="clipboard insert",
    group="THIS CELL",
)
def paste_above(state: State) -> State:
    """Paste above the cursor."""
    return _paste(state, state.cursor.slot)
