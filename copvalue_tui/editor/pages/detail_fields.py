"""The details of a value one by one: how each is called, asked for, and told when it changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.matrix import details
from copvalue_tui.matrix.dates.parse import EXAMPLES, NotADate, day_words, typed_date
from copvalue_tui.matrix.values import Matrix, Value, value_at
from copvalue_tui.matrix.vocabulary import EVIDENCE_LEVELS, PRIORITIES, STATUS_NAMES, STATUSES

DIFFERS = "differs"
"""What stands for a detail that the chosen values do not have in common."""


class Detail(NamedTuple):
    """One field of a value."""

    name: str
    """As `Value` and the file call it."""
    title: str
    key: str
    """The letter that chooses it in the form."""


DETAILS = (
    Detail("status", "Status", "t"),
    Detail("priority", "Priority", "p"),
    Detail("votes", "Votes", "v"),
    Detail("owner", "Owner, a role", "w"),
    Detail("evidence", "Evidence", "e"),
    Detail("note", "Note", "n"),
    Detail("review_by", "Review date", "d"),
    Detail("shared", "Shared value, its theme", "s"),
)
_TITLES = {one.name: one.title.partition(",")[0] for one in DETAILS}
_OWN_WORDS = ("owner", "note", "shared")
"""Details in a person's own words: quoted where a sentence tells them."""


def words_of(value: Value, name: str) -> str:
    """A detail of a value in words; empty when it is not set."""
    if name == "review_by":
        return day_words(value.review_by) if value.review_by else ""
    if name == "votes":
        return str(value.votes) if value.votes else ""
    found: str = getattr(value, name)
    return found


def held(state: State, name: str) -> str:
    """A detail of the chosen values in words, when they have it in common."""
    found = {words_of(value, name) for value in state.chosen_values}
    return found.pop() if len(found) == 1 else DIFFERS if found else ""


def told_of(state: State, matrix: Matrix, name: str) -> str:
    """The deed that gave the chosen values what they have in `matrix`, as the status line says."""
    new = {words_of(value_at(matrix, place), name) for place in state.chosen}
    what = _TITLES[name].lower()
    said = DIFFERS if len(new) > 1 else new.pop()
    if name in _OWN_WORDS and said and said != DIFFERS:
        said = f"“{said}”"
    said = said or "none"
    return f"{quoted(state.chosen_values)}: {what} {said}"


def with_status(state: State, status: str) -> State:
    """The state with this status at the chosen values.

    Raises:
        ValueError: There is no such status.
    """
    return _with(state, details.set_status(state.matrix, state.chosen, status), "status")


def _with(state: State, matrix: Matrix, name: str) -> State:
    if matrix is state.matrix:
        return state.with_message(f"{told_of(state, matrix, name)}, as before.")
    return state.edited(told_of(state, matrix, name), matrix)


async def ask_detail(state: State, host: Host, name: str) -> State:
    """The state with a detail of the chosen values as the person answers; one step."""
    return await _ASKED[name](state, host)


def _question(state: State, name: str) -> str:
    return f"{_TITLES[name]} of {quoted(state.chosen_values)}"


def _initial(state: State, name: str) -> str:
    now = held(state, name)
    return "" if now == DIFFERS else now


async def _one_of(
    state: State, host: Host, name: str, words: tuple[str, ...], hints: Sequence[str] = ()
) -> str | None:
    """One of the words, the empty one told as “none”; None when the person turned away."""
    options = [
        Option(word or "none", hint=hint, key=str(at))
        for at, (word, hint) in enumerate(zip_longest(words, hints, fillvalue=""), 1)
    ]
    now = held(state, name)
    chosen = words.index(now) if now in words else 0
    choice = await host.choose(_question(state, name), options, chosen=chosen)
    return None if choice is None or choice.index is None else words[choice.index]


async def _status(state: State, host: Host) -> State:
    hints = [status.meaning for status in STATUSES]
    word = await _one_of(state, host, "status", STATUS_NAMES, hints)
    return state if word is None else with_status(state, word)


async def _priority(state: State, host: Host) -> State:
    word = await _one_of(state, host, "priority", (*PRIORITIES, ""))
    if word is None:
        return state
    return _with(state, details.set_priority(state.matrix, state.chosen, word), "priority")


async def _evidence(state: State, host: Host) -> State:
    word = await _one_of(state, host, "evidence", EVIDENCE_LEVELS)
    if word is None:
        return state
    return _with(state, details.set_evidence(state.matrix, state.chosen, word), "evidence")


async def _votes(state: State, host: Host) -> State:
    question, typed = _question(state, "votes"), _initial(state, "votes")
    while True:
        answer = await host.ask_text(question, typed)
        if answer is None:
            return state
        count = answer.strip() or "0"
        if count.isascii() and count.isdigit() and len(count) < 10:
            matrix = details.set_votes(state.matrix, state.chosen, int(count))
            return _with(state, matrix, "votes")
        question, typed = f"“{answer}” is no number of votes; type one such as 5", answer


async def _in_use(state: State, host: Host, name: str, known: tuple[str, ...]) -> str | None:
    """One of the words in use, others typed, or empty for none."""
    options = [Option(word) for word in known]
    now = _initial(state, name)
    if now:
        options.append(Option("None", hint=f"instead of {now}"))
    if not options:
        return await host.ask_text(_question(state, name))
    chosen = known.index(now) if now in known else 0
    question = f"{_question(state, name)}: choose, or type another"
    choice = await host.choose(question, options, chosen=chosen, free=True)
    if choice is None or choice.index is None:
        return None if choice is None else choice.typed
    return known[choice.index] if choice.index < len(known) else ""


async def _owner(state: State, host: Host) -> State:
    answer = await _in_use(state, host, "owner", details.owners(state.matrix))
    if answer is None:
        return state
    return _with(state, details.set_owner(state.matrix, state.chosen, answer), "owner")


async def _shared(state: State, host: Host) -> State:
    answer = await _in_use(state, host, "shared", details.themes(state.matrix))
    if answer is None:
        return state
    return _with(state, details.set_shared(state.matrix, state.chosen, answer), "shared")


async def _note(state: State, host: Host) -> State:
    answer = await host.ask_text(_question(state, "note"), _initial(state, "note"))
    if answer is None:
        return state
    return _with(state, details.set_note(state.matrix, state.chosen, answer), "note")


async def _review_by(state: State, host: Host) -> State:
    question, typed = _question(state, "review_by"), _initial(state, "review_by")
    question = f"{question}; type it as you would say it: {EXAMPLES}"
    while True:
        answer = await host.ask_text(question, typed)
        if answer is None:
            return state
        try:
            day = typed_date(answer, host.today()) if answer.strip() else None
        except NotADate as trouble:
            question, typed = f"{trouble.sentence}", answer
            continue
        return _with(state, details.set_review_by(state.matrix, state.chosen, day), "review_by")


_ASKED: dict[str, Callable[[State, Host], Awaitable[State]]] = {
    "status": _status,
    "priority": _priority,
    "votes": _votes,
    "owner": _owner,
    "evidence": _evidence,
    "note": _note,
    "review_by": _review_by,
    "shared": _shared,
}
