"""The command that answers whether the matrix is sound: its balance, on one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host, in_thread
from copvalue_tui.editor.keys.keymap import Keymap
from copvalue_tui.editor.state.state import State

if TYPE_CHECKING:
    from copvalue_tui.editor.pages.balance_page import BalancePage


from collections.abc import Sequence
from typing import TYPE_CHECKING

from copvalue_tui.editor.commands.history import redo, undo
from copvalue_tui.editor.keys.command import no_edits
from copvalue_tui.editor.keys.host import Option
from copvalue_tui.editor.keys.preconditions import no_value
from copvalue_tui.editor.state.state import quoted
from copvalue_tui.matrix.values import HORIZON_WORDS, Place, value_at

if TYPE_CHECKING:
    from copvalue_tui.editor.pages.page import PageAnswer
    from copvalue_tui.matrix.shared_value import SharedTheme


@command("Balance", "b", words="gaps overdue check coverage health problems")
async def balance(state: State, host: Host, keymap: Keymap) -> State:
    """Show gaps, overdue values and doubts, each one key away from its place."""
    # Here, not above: the first screen needs no balance.
    from copvalue_tui.editor.commands.parking import parking_lot
    from copvalue_tui.editor.pages.balance_page import SHARED
    from copvalue_tui.editor.pages.page import help_page
    from copvalue_tui.editor.review.actions import list_actions

    at: int | None = None
    opened = state
    while True:
        overview = await _balance_page(state, host, keymap.keys[balance.id])
        taken = await host.browse_page(overview.page, _start(state, overview) if at is None else at)
        if taken is None:
            return state.with_message("") if state.matrix is opened.matrix else state
        if taken.key == "?":
            await host.show_help(overview.page.title, [help_page(overview.page)])
            at = taken.stop
        elif taken.key == SHARED.key or taken.stop == overview.shared:
            before = state
            state, closed = await browse_shared_values(state, host, None)
            if not closed:
                return replace(state, balance_stop=("", overview.shared))
            at = overview.shared if before.matrix is state.matrix else None
        elif taken.stop is not None:
            state = _go_to_stop(state, overview, taken.stop, keymap.key_of(balance))
            finding = overview.finding(taken.stop)
            if finding is not None and finding.parked is not None:
                return await parking_lot.conversation()(state, host)
            if finding is not None and finding.path[:1] == ("reviews",) and not state.read_only:
                return await list_actions(state, host)
            return state


async def _balance_page(state: State, host: Host, keys: tuple[str, ...]) -> BalancePage:
    from copvalue_tui.editor.pages.balance_page import soundness_page
    from copvalue_tui.matrix.balance import balance as counted
    from copvalue_tui.suggest.coverage import CyclesOfDuplicates

    sound = await in_thread(counted, state.matrix, host.today(), CyclesOfDuplicates(state.packs))
    return soundness_page(state.matrix, sound, keys)


def _start(state: State, overview: BalancePage) -> int | None:
    """Where one was, or else the finding that took the place of what was mended."""
    if state.balance_stop is None:
        return None
    words, at = state.balance_stop
    stops = overview.page.stops
    same = [index for index, stop in enumerate(stops) if words and stop.text == words]
    if same:
        return min(same, key=lambda index: abs(index - at))
    return max(min(at, overview.shared - 1), 0) if words else overview.shared


def _go_to_stop(state: State, overview: BalancePage, at: int, key: str) -> State:
    """The state at the place that a stop leads to, its sentence shown there."""
    stop = overview.page.stops[at]
    state = replace(state, balance_stop=(stop.text, at))
    if stop.place is not None:
        state = state.at(stop.place)
    finding = overview.finding(at)
    return (
        state
        if finding is None
        else state.with_message(f"{finding.sentence} {key} for the others.")
    )


# What links values is loaded when somebody links any: the first screen needs none of it.

NO_PARTNER = "The other side has no value yet; a to add one."
NO_THEME = "That value has no theme."
WAITS = "It still needs a value from the other side."
NOT_LINKED = "Nothing was linked."


def _no_theme(state: State) -> str | None:
    if any(value.shared for value in state.chosen_values):
        return None
    return no_value(state) or NO_THEME


@command("Shared values", words="common themes both")
async def shared_values(state: State, host: Host, keymap: Keymap) -> State:
    """Show by theme what both sides want, and what only one side wants."""
    place = state.cursor if state.value else None
    state, to_balance = await browse_shared_values(state, host, place)
    if to_balance:
        return await balance.conversation(keymap=keymap)(state, host)
    return state


@command(
    "Link as a shared value",
    edits=True,
    why_not=no_value,
    words="theme common connect",
    group="THIS VALUE",
)
async def link_values(state: State, host: Host) -> State:
    """Link the marked values, or this one and one of the other side, under a theme."""
    return await _linked(state, host, state.chosen)


@command(
    "Unlink a shared value",
    edits=True,
    why_not=_no_theme,
    words="theme disconnect",
    group="THIS VALUE",
)
def unlink_values(state: State) -> State:
    """Remove the value or the marked ones from their theme."""
    return _unlinked(state, state.chosen)


async def browse_shared_values(state: State, host: Host, place: Place | None) -> tuple[State, bool]:
    """The state after a look at the shared values; and whether it goes on to the balance.

    What is linked there is done, and can be undone there. The value at `place` is chosen
    first, if one is given.
    """
    from copvalue_tui.editor.pages.page import help_page
    from copvalue_tui.editor.pages.shared_value_page import sharing_page
    from copvalue_tui.matrix.shared_value import sharing

    message, warning, at = "", False, 0
    state = state.with_message("")
    while True:
        page = sharing_page(state.matrix, sharing(state.matrix), message, warning)
        places = [stop.place for stop in page.stops]
        at = places.index(place) if place in places else min(at, max(len(places) - 1, 0))
        taken = await host.browse_page(page, at)
        if taken is None or taken.key == "b":
            return state, taken is not None
        at = taken.stop or 0
        place = places[at] if places else None
        if taken.key == "enter" and place is not None:
            return state.at(place).with_message(page.stops[at].note), False
        if taken.key == "?":
            await host.show_help(page.title, [help_page(page)])
            message = ""
            continue
        marked = [at_mark for one in taken.marked if (at_mark := places[one]) is not None]
        after = await _act(state, host, taken, marked or ([place] if place else []))
        message, warning = after.message, after.warning
        if after.matrix is not state.matrix:
            state = after
            host.show(state)
            # What was linked is shown where it is now.
            place = marked[0] if len(marked) > 1 else place


async def _act(state: State, host: Host, taken: PageAnswer, places: Sequence[Place]) -> State:
    """The state after an action of the page, or one that says why not."""
    reason = no_edits(state)
    if reason is None and taken.key in ("u", "U"):
        back = undo if taken.key == "u" else redo
        reason = back.why_not(state)
        return back.plain()(state) if reason is None else state.with_message(reason)
    if reason is not None:
        return state.with_message(reason)
    if taken.key == "s":
        return await _linked(state, host, places)
    if taken.key == "d":
        return _unlinked(state, places)
    return await _renamed(state, host, places[0])


async def _linked(state: State, host: Host, places: Sequence[Place]) -> State:
    """The state with the values under one theme; of one value alone, with one of the other side."""
    from copvalue_tui.matrix.shared_value import link, suggested_theme

    if len(places) == 1:
        partner = await _partner(state, host, places[0])
        if partner is None:
            return state.with_message(NOT_LINKED if _partners(state, places[0]) else NO_PARTNER)
        places = (*places, partner)
    values = [value_at(state.matrix, place) for place in places]
    question = f"Theme of {' and '.join(quoted([value]) for value in values[:2])}"
    question += f" and {len(values) - 2} more" * (len(values) > 2)
    name = await host.ask_text(question, suggested_theme(state.matrix, places))
    if not name:
        return state.with_message(NOT_LINKED)
    matrix = link(state.matrix, places, name)
    if matrix is state.matrix:
        return state.with_message(f"They are already linked under “{values[0].shared}”.")
    name = value_at(matrix, places[0]).shared
    state = state.edited(f"Linked {quoted(values)} under “{name}”", matrix)
    theme = _theme_at(state, places[0])
    waits = theme is not None and not theme.meets
    return state.with_message(f"{state.message} {WAITS}") if waits else state


def _partners(state: State, place: Place) -> tuple[Place, ...]:
    from copvalue_tui.matrix.shared_value import partners

    return partners(state.matrix, place)


async def _partner(state: State, host: Host, place: Place) -> Place | None:
    """A value of the other side, those with the most words in common first."""
    partners = _partners(state, place)
    if not partners:
        return None
    options = []
    for there in partners:
        value, row = value_at(state.matrix, there), state.matrix.rows[there.row]
        under = f", under “{value.shared}”" if value.shared else ""
        options.append(Option(value.text, f"{row.name}, {HORIZON_WORDS[there.horizon]}{under}"))
    choice = await host.choose(f"Link {quoted([value_at(state.matrix, place)])} with", options)
    return None if choice is None or choice.index is None else partners[choice.index]


def _unlinked(state: State, places: Sequence[Place]) -> State:
    from copvalue_tui.matrix.shared_value import unlink

    values = [value_at(state.matrix, place) for place in places]
    linked = [value for value in values if value.shared]
    if not linked:
        return state.with_message(NO_THEME)
    themes = {value.shared for value in linked}
    under = f" from “{themes.pop()}”" if len(themes) == 1 else ""
    return state.edited(f"Unlinked {quoted(linked)}{under}", unlink(state.matrix, places))


async def _renamed(state: State, host: Host, place: Place) -> State:
    """The state with the theme of the value at `place` called otherwise."""
    from copvalue_tui.matrix.shared_value import rename_theme

    theme = _theme_at(state, place)
    if theme is None:
        return state.with_message(NO_THEME)
    name = await host.ask_text(f"New name for “{theme.name}”", theme.name)
    if not name or name == theme.name:
        return state.with_message("")
    matrix = rename_theme(state.matrix, theme, name)
    return state.edited(f"Renamed the theme “{theme.name}”", matrix)


def _theme_at(state: State, place: Place) -> SharedTheme | None:
    from copvalue_tui.matrix.shared_value import sharing

    themes = sharing(state.matrix).themes
    return next((theme for theme in themes if place in theme.places), None)
