"""Looking over the doubtful folds of a gathering: one key keeps, splits or leaves each one."""

from __future__ import annotations

from collections.abc import Sequence

from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.folds import Doubt, doubts, folded, kept_folded, split, with_doubt
from copvalue_tui.matrix.text.sentences import join, plural, quote
from copvalue_tui.matrix.values import HORIZON_WORDS

_KEEP, _SPLIT, _LATER, _UNDO = "kslu"
_MOST_LETTERS = 200
"""Of a text in the question, which leaves room for the answers."""
LATER = "to go on: “Look over doubtful folds” in the palette (:)."


async def offer_folds(state: State, host: Host) -> State:
    """The state, once the person has looked over the doubtful folds of the file or said not now."""
    count = sum(1 for _ in doubts(state.matrix))
    if not count:
        return state
    folds = plural(count, "doubtful fold")
    if await host.confirm(f"This matrix was gathered, with {folds}. Look at them now?", "look"):
        return await look_over(state, host)
    return state.with_message(f"{folds} for later; {LATER}")


async def look_over(state: State, host: Host) -> State:
    """The state after the folds that the person decided on; each decision is a step."""
    at, decided = 0, list[int]()
    while True:
        listed = tuple(doubts(state.matrix))
        if at >= len(listed):
            return state.with_message(_end(len(decided), len(listed)))
        doubt = listed[at]
        if doubt.place is not None:
            state = state.at(doubt.place)
            host.show(state)
        options = _options(doubt, undo=bool(decided))
        choice = await host.choose(_question(state, doubt, at, len(listed)), options)
        if choice is None or choice.index is None:
            return state.with_message(_end(len(decided), len(listed)))
        key = options[choice.index].key
        if key == _LATER:
            at += 1
        elif key == _UNDO:
            at = decided.pop()
            state = state.undone()
        else:
            decided.append(at)
            state = _decided(state, doubt, key)
        host.show(state)


def _question(state: State, doubt: Doubt, at: int, count: int) -> str:
    where = "parking lot"
    if doubt.place is not None:
        row = state.matrix.rows[doubt.place.row].name
        where = f"{row} · {HORIZON_WORDS[doubt.place.horizon]}"
    ideas = [quote(idea.text, _MOST_LETTERS) for idea in folded(doubt.value.note)]
    text = quote(doubt.value.text, _MOST_LETTERS)
    of = f"{at + 1} of {count}. " if count > 1 else ""
    return f"{of}{where}: is {text} the same as {join(ideas, 'and as')}?"


def _options(doubt: Doubt, *, undo: bool) -> Sequence[Option]:
    apart = split(doubt.value)
    votes = " + ".join(f"{value.votes:,}" for value in apart)
    return (
        Option("Keep as one value", plural(doubt.value.votes, "vote"), _KEEP),
        Option(f"Split into {len(apart)} values", f"{votes} votes", _SPLIT),
        Option("Leave for later", "", _LATER),
        *([Option("Undo the last decision", "", _UNDO)] if undo else []),
    )


def _decided(state: State, doubt: Doubt, key: str) -> State:
    values = (kept_folded(doubt.value),) if key == _KEEP else split(doubt.value)
    did = "Kept as one" if key == _KEEP else f"Split into {len(values)}"
    action = f"{did}: {quote(doubt.value.text, 40)}"
    return state.edited(action, with_doubt(state.matrix, doubt, values), doubt.place)


def _end(decided: int, left: int) -> str:
    done = f"{plural(decided, 'fold')} decided; u to undo. " if decided else ""
    if left:
        return f"{done}{plural(left, 'doubtful fold')} for later; {LATER}"
    return f"{done}No doubtful fold is left."
