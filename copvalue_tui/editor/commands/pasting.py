"""What becomes of pasted text: words at the caret, or values of the cell, never commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copvalue_tui.editor.commands.suggestions import filter_by
from copvalue_tui.editor.commands.typing import change_line, keep_words, put_aside
from copvalue_tui.editor.keys.command import no_edits
from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.state import text_line
from copvalue_tui.editor.state.state import State
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import importer_of
from copvalue_tui.matrix import edits
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable_line
from copvalue_tui.matrix.text.sentences import plural, quote
from copvalue_tui.matrix.values import HORIZON_WORDS, MOST_VALUES, Place, Value, count_values

NAMED_DOUBLES = 3
"""How many doubles are named before the rest are only counted."""
_NOTHING = "Nothing was pasted."
_AS_ONE = "Add as a single value"


async def paste_text(
    state: State, host: Host, text: str, *, typed: bool = False, refused: int = 0
) -> State:
    """The state after a paste; several lines are offered as several values, in one step.

    With `typed` the text may have been typed as well: what is not taken is one undo away.
    `refused` counts the characters that the terminal's layer has left out of it already.
    """
    taken = importer_of(text).read(text)
    taken = taken._replace(refused=taken.refused + refused)
    if not taken.texts:
        return state.with_message(f"Nothing to paste.{taken.refusal}")
    if state.typing is not None and len(taken.texts) == 1:
        return _into_line(state, text, taken)
    if state.pane == "panel":
        return filter_by(state, lambda query: query + " ".join(taken.texts))
    if typed and (state.in_workshop or state.timeline is not None):
        return _put_aside(state, taken)
    if state.in_workshop:
        return state.with_message("You cannot paste while presenting; Esc to return to the matrix.")
    if state.timeline is not None:
        return state.with_message("You cannot paste into the past; Esc to return to the present.")
    if state.reviewing is not None and state.typing is None and not typed:
        return state.with_message(
            "You cannot paste into a review; e to reword the value, Esc to leave."
        )
    if reason := no_edits(state):
        return state.with_message(reason)
    state, _ = keep_words(state)
    if len(taken.texts) == 1:
        return _added(state, taken.texts, taken)
    after = await _offered(state, host, taken)
    return after or (_put_aside(state, taken) if typed else state.with_message(_NOTHING))


def _put_aside(state: State, taken: Imported) -> State:
    if reason := no_edits(state):
        return state.with_message(reason)
    place = _place_below(state)
    matrix = edits.add_values(state.matrix, place, [Value(text) for text in taken.texts])
    said = f"Not added: {quote(' '.join(taken.texts), 40)}"
    return put_aside(state, _adding(taken.texts), matrix, place, said)


def _into_line(state: State, text: str, taken: Imported) -> State:
    before = "" if state.typing is None else state.typing.line.before
    words = acceptable_line(text, before).text
    if state.typing is not None and not state.typing.line.text:
        # On a blank line a bullet is a bullet; inside a line it may be a dash of the sentence.
        words = " ".join(importer_of(words).read(words).texts)
    state = change_line(state, lambda line: text_line.typed(line, words))
    return state.with_message(taken.refusal.strip()) if taken.refusal else state


async def _offered(state: State, host: Host, taken: Imported) -> State | None:
    """The state with what was chosen of the lines; None when the person cancels."""
    texts = taken.texts
    paired = tuple(zip(texts, edits.repeats(state.cell, texts), strict=True))
    fresh = tuple(text for text, double in paired if not double)
    twice = tuple(text for text, double in paired if double)
    plans = [(f"Add all {len(texts)} values", texts), (_AS_ONE, (tidy(" ".join(texts)),))]
    if twice and fresh:
        plans.insert(0, (f"Add {plural(len(fresh), 'value')}, without the duplicates", fresh))
    where = f"{state.row.name} · {HORIZON_WORDS[state.cursor.horizon]}"
    question = f"Pasted {len(texts)} lines for {where}.{_doubled(twice)}"
    choice = await host.choose(question, [Option(words) for words, _ in plans])
    if choice is None or choice.index is None:
        return None
    return _added(state, plans[choice.index][1], taken)


def _doubled(twice: Sequence[str]) -> str:
    if not twice:
        return ""
    first = ", ".join(quote(text, 40) for text in twice[:NAMED_DOUBLES])
    more = len(twice) - NAMED_DOUBLES
    return f" Duplicates: {first}{f' and {more} more' if more > 0 else ''}."


def _added(state: State, texts: Sequence[str], taken: Imported) -> State:
    if count_values(state.matrix) + len(texts) > MOST_VALUES:
        return state.with_message(
            f"A matrix holds {MOST_VALUES:,} values at most; nothing was pasted."
        )
    place = _place_below(state)
    matrix = edits.add_values(state.matrix, place, [Value(text) for text in texts])
    state = state.edited(_adding(texts), matrix, place)
    return state.with_message(f"{state.message}{taken.refusal}")


def _place_below(state: State) -> Place:
    return replace(state.cursor, slot=state.cursor.slot + 1 if state.cell else 0)


def _adding(texts: Sequence[str]) -> str:
    return f"Added {quote(texts[0])}" if len(texts) == 1 else f"Added {len(texts)} values"
