"""The details of a value: how each is asked for, and the message when it changed."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.matrix.details import in_use, set_detail
from copvalue_tui.matrix.fields.indicator import part_shown, with_part
from copvalue_tui.matrix.fields.table import BY_NAME, Part, ValueField
from copvalue_tui.matrix.fields.typed import NotUnderstood
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Indicator, Matrix, value_at

DIFFERS = "differs"
"""Shown for a detail that differs among the chosen values."""


def current_detail(state: State, field: ValueField) -> str:
    """A detail of the chosen values in words, when they have it in common."""
    found = {field.typed(value) for value in state.chosen_values}
    return found.pop() if len(found) == 1 else DIFFERS if found else ""


def detail_words(state: State, matrix: Matrix, name: str) -> str:
    """The edit that gave the chosen values what they have in `matrix`, in words."""
    field = BY_NAME[name]
    new = {field.typed(value_at(matrix, place)) for place in state.chosen}
    said = DIFFERS if len(new) > 1 else new.pop()
    if field.form == "text" and said and said != DIFFERS:
        said = f"“{said}”"
    what = field.name_in_question.lower()
    told = f"{what} {said or 'none'}"
    if name == "votes" and said != DIFFERS:
        told = plural(int(said or 0), "vote")
    return f"{quoted(state.chosen_values)}: {told}"


def with_detail(state: State, name: str, content: object) -> State:
    """The state with this content of a field of the chosen values.

    Raises:
        ValueError: The field has no such word.
    """
    matrix = set_detail(state.matrix, state.chosen, name, content)
    if matrix is state.matrix:
        return state.with_message(f"{detail_words(state, matrix, name)}, unchanged.")
    return state.edited(detail_words(state, matrix, name), matrix)


async def ask_detail(state: State, host: Host, name: str, begin: str = "") -> State:
    """The state with a detail of the chosen values as the person answers; one step.

    A typed answer begins with `begin` if there is one, else with what the values have.
    """
    field = BY_NAME[name]
    if field.words:
        word = await _one_of(state, host, field)
        return state if word is None else with_detail(state, name, word)
    if field.reused and in_use(state.matrix, name):
        answer = await _reused(state, host, field)
        return state if answer is None else with_detail(state, name, answer)
    if field.parts and _common_indicator(state) is not None:
        return await _indicator_form(state, host, field)
    return await _typed(state, host, field, begin)


def _question(state: State, field: ValueField) -> str:
    return f"{field.name_in_question} of {quoted(state.chosen_values)}"


def _initial(state: State, field: ValueField) -> str:
    now = current_detail(state, field)
    return "" if now == DIFFERS else now


async def _one_of(state: State, host: Host, field: ValueField) -> str | None:
    """One of the words, the empty one shown as “none”; None when the person cancels."""
    options = [
        Option(word or "none", hint=hint, key=str(at))
        for at, (word, hint) in enumerate(zip_longest(field.words, field.meanings, fillvalue=""), 1)
    ]
    now = current_detail(state, field)
    chosen = field.words.index(now) if now in field.words else 0
    choice = await host.choose(_question(state, field), options, chosen=chosen)
    return None if choice is None or choice.index is None else field.words[choice.index]


async def _reused(state: State, host: Host, field: ValueField) -> str | None:
    """One of the texts in use, others typed, or empty for none."""
    known = in_use(state.matrix, field.name)
    options = [Option(word) for word in known]
    now = _initial(state, field)
    if now:
        options.append(Option("None", hint=f"instead of {now}"))
    chosen = known.index(now) if now in known else 0
    question = f"{_question(state, field)}: choose, or type another"
    choice = await host.choose(question, options, chosen=chosen, free=True)
    if choice is None or choice.index is None:
        return None if choice is None else choice.typed
    return known[choice.index] if choice.index < len(known) else ""


async def _typed(
    state: State, host: Host, field: ValueField, begin: str, answer: str | None = None
) -> State:
    """What is typed, or was already, asked for until it can be read."""
    question, typed = _question(state, field), begin or _initial(state, field)
    if field.parts:
        question = f"{question}: what is measured? Or all at once, as in {field.examples}"
    elif field.examples:
        question = f"{question}; type it as you would say it: {field.examples}"
    while True:
        if answer is None:
            answer = await host.ask_text(question, typed)
        if answer is None:
            return state
        try:
            content = field.parse(answer, host.today())
        except NotUnderstood as trouble:
            question, typed, answer = trouble.sentence, answer, None
            continue
        return with_detail(state, field.name, content)


# The indicator: a form of its parts, each a letter.


def _common_indicator(state: State) -> Indicator | None:
    """The indicator that all chosen values have."""
    found = {value.indicator for value in state.chosen_values}
    return found.pop() if len(found) == 1 else None


async def _indicator_form(state: State, host: Host, field: ValueField) -> State:
    """The state with the parts of the indicator as the person changes them, a step each."""
    at = 0
    while (indicator := _common_indicator(state)) is not None:
        host.show(state)
        options = [
            Option(part.title, part_shown(indicator, part.name), part.key) for part in field.parts
        ]
        question = _question(state, field)
        # Whoever types a whole indicator here, as in linear mode, need not go part by part.
        choice = await host.choose(question, options, chosen=at, free=lambda words: ":" in words)
        if choice is None:
            return state
        if choice.index is None:
            return await _typed(state, host, field, "", choice.typed)
        at = choice.index
        changed = await _ask_part(indicator, host, field.parts[at])
        if changed != indicator:
            kept = (state.marks, state.anchor)
            state = with_detail(state, field.name, changed)
            state = replace(state, marks=kept[0], anchor=kept[1])
    return state


async def _ask_part(indicator: Indicator, host: Host, part: Part) -> Indicator | None:
    """The indicator with one part as it is typed, asked for until it can be read.

    Without a name there is no indicator. A new current figure is of today.
    """
    question, typed = part.title, part_shown(indicator, part.name)
    while True:
        answer = await host.ask_text(question, typed)
        if answer is None:
            return indicator
        try:
            return with_part(indicator, part.name, answer, host.today())
        except NotUnderstood as trouble:
            question, typed = trouble.sentence, answer
