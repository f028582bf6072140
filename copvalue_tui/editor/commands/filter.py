"""Commands that show a part of the matrix only: the filter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from copvalue_tui.editor.filter.filtered import keep_cursor_shown, unfiltered
from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.keys.preconditions import no_values, unfiltered_already
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.values import count_values

if TYPE_CHECKING:
    from copvalue_tui.matrix.filters import Filter

# What a filter is made of is loaded when somebody asks for one: the first screen needs none of it.

QUESTION = "Show only"
TYPED = "Words…"
TYPED_HINT = "such as owner:core overdue, or words to look for"
ASKED = "Show only values with these words, or such as status:agreed without owner"
SHOW_ALL = "All values again"


@command("Filter", "f", why_not=no_values, words="only hide status owner overdue")
async def filter_values(state: State, host: Host) -> State:
    """Show only some values: by status, priority, owner, theme, words, or overdue."""
    from copvalue_tui.editor.filter.choices import filter_choices
    from copvalue_tui.matrix.filters import sentence

    choices = filter_choices(state.matrix, host.today())
    options = [
        Option(
            choice.title,
            hint=f"{choice.values:,}",
            why_not="" if choice.values else f"No value is {sentence(choice.wanted)}.",
        )
        for choice in choices
    ]
    options.append(Option(TYPED, hint=TYPED_HINT))
    if state.matrix_filter is not None:
        options.append(Option(SHOW_ALL, hint="Esc"))
    now = [
        at
        for at, one in enumerate(choices)
        if state.matrix_filter and one.wanted == state.matrix_filter.wanted
    ]
    some = [at for at, one in enumerate(choices) if one.values]
    chosen = next(iter((*now, *some)), len(choices))
    choice = await host.choose(QUESTION, options, chosen=chosen, free=True)
    if choice is None:
        return state
    if choice.index is None:
        return await _typed(state, host, choice.typed)
    if choice.index < len(choices):
        return filtered(state, choices[choice.index].wanted, host)
    if choice.index == len(choices):
        return await _typed(state, host, await host.ask_text(ASKED))
    return unfiltered(state)


async def _typed(state: State, host: Host, text: str | None) -> State:
    """The state with the filter that somebody typed; what is not understood is asked again."""
    from copvalue_tui.matrix.filters import parse_filter

    while text:
        wanted = parse_filter(text)
        if not wanted.unclear:
            return filtered(state, wanted, host)
        text = await host.ask_text(wanted.unclear[0], text)
    return state


def filtered(state: State, wanted: Filter, host: Host) -> State:
    """The state with only what the filter wants on screen, the cursor on the nearest of it."""
    from copvalue_tui.editor.state.filter_view import MatrixFilter
    from copvalue_tui.matrix.filters import sentence

    if not wanted:
        return unfiltered(state)
    matrix_filter = MatrixFilter(wanted, host.today())
    view = matrix_filter.view(state.matrix)
    every = count_values(state.matrix)
    if view is None:
        words = sentence(wanted).removeprefix("with ")
        return state.with_message(f"No value matches {words}; f for another filter.")
    marks = frozenset(place for place in state.marked if view.shows(place))
    after = replace(state, matrix_filter=matrix_filter, marks=marks, anchor=None)
    said = f"Only {sentence(wanted)}: {view.count:,} of {every:,}. Esc for all."
    return keep_cursor_shown(after, after).with_message(said)


@command("Show all values", why_not=unfiltered_already, words="unfilter clear filter")
def show_all(state: State) -> State:
    """Clear the filter."""
    return unfiltered(state)
