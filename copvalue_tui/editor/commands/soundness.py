"""The command that answers whether the matrix is sound: its balance, on one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from copvalue_tui.editor.aside import aside
from copvalue_tui.editor.command import command
from copvalue_tui.editor.host import Host
from copvalue_tui.editor.state import State

if TYPE_CHECKING:
    from copvalue_tui.editor.soundness_page import SoundnessPage


@command("Balance", "b")
async def balance(state: State, host: Host) -> State:
    """Shows how the cells are covered, what is missing or doubtful, and goes to its place."""
    # Here, not above: the first screen needs no balance.
    from copvalue_tui.editor.commands.parking import parking_lot
    from copvalue_tui.editor.commands.sharing import looked_at
    from copvalue_tui.editor.pages import help_page
    from copvalue_tui.editor.soundness_page import SHARED

    at: int | None = None
    opened = state
    while True:
        found = await _found(state, host)
        taken = await host.look_over(found.page, _start(state, found) if at is None else at)
        if taken is None:
            return state.told("") if state.matrix is opened.matrix else state
        if taken.key == "?":
            await host.show_help(found.page.title, [help_page(found.page)])
            at = taken.stop
        elif taken.key == SHARED.key or taken.stop == found.shared:
            before = state
            state, closed = await looked_at(state, host, None)
            if not closed:
                return replace(state, left_balance=("", found.shared))
            at = found.shared if before.matrix is state.matrix else None
        elif taken.stop is not None:
            state = _gone(state, found, taken.stop, host.keymap.key_of(balance))
            finding = found.finding(taken.stop)
            if finding is not None and finding.parked is not None:
                return await parking_lot.conversation()(state, host)
            return state


async def _found(state: State, host: Host) -> SoundnessPage:
    from copvalue_tui.editor.soundness_page import soundness_page
    from copvalue_tui.matrix.balance import balance as counted
    from copvalue_tui.suggest.coverage import TwinCycles

    sound = await aside(counted, state.matrix, host.today(), TwinCycles(state.packs))
    return soundness_page(state.matrix, sound, host.keymap.keys[balance.id])


def _start(state: State, found: SoundnessPage) -> int | None:
    """Where one was, or else the finding that took the place of what was mended."""
    if state.left_balance is None:
        return None
    words, at = state.left_balance
    stops = found.page.stops
    same = [index for index, stop in enumerate(stops) if words and stop.text == words]
    return min(same, key=lambda index: abs(index - at)) if same else min(at, len(stops) - 1)


def _gone(state: State, found: SoundnessPage, at: int, key: str) -> State:
    """The state at the place that a stop leads to, its sentence told there."""
    stop = found.page.stops[at]
    state = replace(state, left_balance=(stop.text, at))
    if stop.place is not None:
        state = state.at(stop.place)
    finding = found.finding(at)
    return state if finding is None else state.told(f"{finding.sentence} {key} lists the others.")
