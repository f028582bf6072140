"""The next steps that a review asks for: note one, and mark it as done later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.review.walking import keep_up, replace_review
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.dates.format import EXAMPLES
from copvalue_tui.matrix.fields.typed import NotUnderstood, typed_day
from copvalue_tui.matrix.review_summary import action_words, open_actions, with_action_done
from copvalue_tui.matrix.values import Action


async def ask_action(state: State, host: Host) -> State:
    """The state with a next step more: what, who, and by when."""
    review = state.reviewing
    if review is None:
        return state
    what = await host.ask_text("Next step (1 of 3): what?")
    who = await host.ask_text("Next step (2 of 3): who? A role") if what else None
    day: date | None = None
    question, typed = f"Next step (3 of 3): by when? {EXAMPLES}", ""
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
    action = Action(what, who, day)
    state = replace_review(state, replace(review, actions=(*review.actions, action)))
    return state.with_message(f"Next step noted: {what}. It goes into the record.")


async def list_actions(state: State, host: Host) -> State:
    """The state with the open next steps marked as done that the person chooses."""
    at = 0
    while True:
        steps = open_actions(state.matrix)
        if not steps:
            return state.with_message("No next step is open any more.")
        options = [Option(action_words(action), _lateness(action, host.today()))
                   for _, _, action in steps]  # fmt: skip
        choice = await host.choose("Open next steps. Enter marks one as done", options,
                                   chosen=min(at, len(options) - 1))  # fmt: skip
        if choice is None or choice.index is None:
            return state
        at = choice.index
        review, index, action = steps[at]
        matrix = with_action_done(state.matrix, review, index, host.today())
        done = f"Done: {action.what}"
        state = keep_up(state.edited(done, matrix)).with_message(f"{done}. u to undo.")
        host.show(state)


def _lateness(action: Action, today: date) -> str:
    return "overdue" if action.by is not None and action.by < today else ""
