"""Commands that change several values at once: the whole cell outside, and merging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copvalue_tui.editor.filter.filtered import shown_slot_beside
from copvalue_tui.editor.keys.command import command
from copvalue_tui.editor.keys.host import Host
from copvalue_tui.editor.keys.preconditions import no_value
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.storage.errors import reason
from copvalue_tui.matrix import edits
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import Value, value_at


@command("Edit the cell in $EDITOR", "E", edits=True, words="external vim nano text")
async def edit_outside(state: State, host: Host) -> State:
    """Edit the whole cell in $VISUAL or $EDITOR, one value a line."""
    # Here, not above: most sessions never use another editor.
    from copvalue_tui.editor.session.outside_words import edit_of, edited_outside
    from copvalue_tui.files.journal.outside_edits import kept_outside

    try:
        with kept_outside(edit_of(state)) as edit:
            return await edited_outside(edit, state, host)
    except OSError as error:
        said = f"The cell cannot be edited outside: {reason(error)}."
        return state.with_message(said, warning=True)


@command(
    "Merge values",
    "M",
    edits=True,
    why_not=no_value,
    words="combine join double duplicate same",
    group="THIS VALUE",
)
async def merge(state: State, host: Host) -> State:
    """Merge the marked values, or this one with the next, and choose the wording."""
    places = state.chosen
    if len(places) < 2:
        below = replace(state.cursor, slot=shown_slot_beside(state, 1))
        if below == state.cursor:
            return state.with_message("No value below to merge with; mark others with Space.")
        places = (state.cursor, below)
    values = [value_at(state.matrix, place) for place in places]
    if not await host.confirm(_merge_question(values), "merge"):
        return state.with_message("Nothing was merged.")
    texts = list({key(value.text): value.text for value in reversed(values)}.values())[::-1]
    text: str | None = texts[0]
    if len(texts) > 1:
        text = await host.ask_text("Wording of the merged value", " / ".join(texts))
    if not text:
        return state.with_message("Nothing was merged.")
    matrix = edits.merge_values(state.matrix, places, text)
    action = f"Merged {len(places)} values into {quote(text)}"
    return state.edited_at_large(action, matrix, places[0])


def _merge_question(values: Sequence[Value]) -> str:
    if len(values) > 2:
        return f"Merge {len(values)} values into one, {quote(values[0].text)} among them?"
    return f"Merge {quote(values[0].text)} and {quote(values[1].text)}?"
