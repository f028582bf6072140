"""The next steps that a review asks for: note one, and mark it as done later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.review.walking import keep_up, replace_review
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.dates.calendar import SOON, is_late
from copvalue_tui.matrix.diff.words import value_words
from copvalue_tui.matrix.fields.typed import NotUnderstood, typed_day
from copvalue_tui.matrix.review_summary import (
    action_words,
    is_about,
    open_actions,
    with_action_done,
)
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import Action


async def ask_action(state: State, host: Host) -> State:
    """The state with a next step more, about the value at hand: what, who, and by when."""
    review, value = state.reviewing, state.value
    if review is None or value is None:
        return state
    what = await host.ask_text(f"Next step for {quote(value.text, 30)} (1 of 3): what?")
    who = await host.ask_text("Next step (2 of 3): who? A role") if what else None
    day: date | None = None
    question, typed = f"Next step (3 of 3): by when? {SOON}", ""
    while what and who is not None:
        answer = await host.ask_text(question, typed)
        if answer is None:
            who = None
            break
        try:
            day = typed_day(answer, host.today())
            break
        except NotUnderstood as trouble:
            question, typed = trouble.sentence, answer
    if not what or who is None:
        return state.with_message("No next step was added.")
    about = value_words(state.matrix, state.cursor, value)
    action = Action(what, who, day, about=about)
    state = replace_review(state, replace(review, actions=(*review.actions, action)))
    return state.with_message(f"Next step noted: {what}. It goes into the record.")


async def list_actions(state: State, host: Host) -> State:
    """The state with the open next steps marked as done that the person chooses."""
    at = 0
    while True:
        steps = open_actions(state.matrix)
        if not steps:
            return state.with_message("No next step is open any more.")
        today = host.today()
        options = [Option(action_words(action), "overdue" if is_late(action, today) else "")
                   for _, _, action in steps]  # fmt: skip
        choice = await host.choose("Open next steps. Enter marks one as done, Esc goes on", options,
                                   chosen=min(at, len(options) - 1))  # fmt: skip
        if choice is None or choice.index is None:
            return state
        at = choice.index
        state = _done(state, *steps[at], host.today())
        host.show(state)


def steps_at_hand(state: State) -> tuple[Action, ...]:
    """The next steps about the value at hand: the open ones, and those this review has noted."""
    value = state.value
    if value is None:
        return ()
    noted = state.reviewing.actions if state.reviewing is not None else ()
    recorded = (action for _, _, action in open_actions(state.matrix) if action not in noted)
    return tuple(one for one in (*recorded, *noted) if is_about(one, state.row.name, value))


async def finish_action(state: State, host: Host) -> State:
    """The state with the open next step about the value at hand marked as done.

    When there is none or there are several, the open ones are listed to choose from.
    """
    value = state.value
    steps = [
        step for step in open_actions(state.matrix)
        if value is not None and is_about(step[2], state.row.name, value)
    ]  # fmt: skip
    if len(steps) != 1:
        return await list_actions(state, host)
    return _done(state, *steps[0], host.today())


def _done(state: State, review: int, index: int, action: Action, today: date) -> State:
    done = f"Done: {action.what}"
    matrix = with_action_done(state.matrix, review, index, today)
    return keep_up(state.edited(done, matrix)).with_message(f"{done}. u to undo.")
