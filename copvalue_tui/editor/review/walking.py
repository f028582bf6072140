"""Walking through the values of a review: going on, deciding, and taking it back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from copvalue_tui.editor.state.history import Step
from copvalue_tui.editor.state.modes import BROWSING, Typing
from copvalue_tui.editor.state.review import Reviewing
from copvalue_tui.editor.state.state import State, quoted
from copvalue_tui.matrix import review_walk
from copvalue_tui.matrix.dates.calendar import day_words, is_overdue
from copvalue_tui.matrix.review_summary import followed
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Matrix, Place, Value, value_at
from copvalue_tui.matrix.vocabulary import STATUS_NAMES

ALL_DECIDED = "Every value has a verdict. s for a summary, Esc to record and leave."


def open_review(state: State, review: Reviewing) -> State:
    """The state with the review open, at the value that it has come to."""
    state = replace(state.unmarked(), mode=review, paused_review=None, zoomed=False)
    return keep_up(state)


def close_review(state: State) -> State:
    """The state in the grid again; the review can be taken up where it was left."""
    return replace(state, mode=BROWSING, paused_review=state.review).with_message("")


def replace_review(state: State, review: Reviewing) -> State:
    """The state with the review that goes on, or was left, replaced by this one."""
    if state.reviewing is None:
        return replace(state, paused_review=review)
    mode = replace(state.mode, below=review) if isinstance(state.mode, Typing) else review
    return replace(state, mode=mode)


def fitted(review: Reviewing, matrix: Matrix) -> Reviewing:
    """The review made to fit a matrix: each value is followed wherever it went."""
    walk = review_walk.kept(review.walk, review.matrix, matrix)
    actions = followed(review.actions, review.matrix, matrix)
    return replace(review, walk=walk, actions=actions, matrix=matrix)


def keep_up(state: State) -> State:
    """The state with its open review fitting the matrix, and the cursor on the value it is at.

    To be asked whenever the matrix has changed: by an action, by undo, or by what others saved.
    """
    review = state.reviewing
    if review is None:
        return state
    if review.matrix is not state.matrix:
        review = fitted(review, state.matrix)
        state = replace_review(state, review)
    place = review.walk.place
    if place is None or place == state.cursor or state.typing is not None:
        return state
    return replace(state, scene=replace(state.scene, cursor=place))


def _at_visit(state: State, walk: review_walk.Walk) -> State:
    """The state at another value of the walk; the message stays."""
    if state.reviewing is None:
        return state
    return keep_up(replace_review(state, replace(state.reviewing, walk=walk, offered=None)))


def step(state: State, by: int) -> State:
    """The state that many values further or back; at an end it says what there is to do."""
    if state.reviewing is None:
        return state
    before = state.reviewing.walk
    walk = review_walk.stepped(before, by)
    if walk is not before:
        return _at_visit(state, walk).with_message("")
    if by < 0:
        return state.with_message("This is the first value; j for the next.")
    return state.with_message(_end_words(walk))


def _end_words(walk: review_walk.Walk) -> str:
    if review_walk.is_over(walk):
        return ALL_DECIDED
    left = plural(walk.left, "value")
    return f"This is the last value. {left} without a verdict; n for the next."


def go_to_undecided(state: State) -> State:
    """The state at the next value without a verdict."""
    if state.reviewing is None:
        return state
    walk = review_walk.next_undecided(state.reviewing.walk)
    if walk is not None:
        return _at_visit(state, walk).with_message("")
    if review_walk.is_over(state.reviewing.walk):
        return state.with_message(ALL_DECIDED)
    return state.with_message("This is the only value without a verdict.")


def decide(state: State, status: str) -> State:
    """The state with this verdict on the value, gone on to the next one.

    The verdict that a value has already confirms it.
    """
    from copvalue_tui.editor.pages.detail_fields import with_detail

    value = state.value
    if state.reviewing is None or value is None:
        return state
    if value.status == status:
        return confirm(state, f", still {status}")
    return _go_on(keep_up(with_detail(state, "status", status)))


def confirm(state: State, words: str = "") -> State:
    """The state with the value looked at and left as it is, gone on to the next one.

    It is a step also though nothing changed: it was talked about, and undo comes back to it. If
    its review date has passed, the next date of the cadence is offered.
    """
    review, value = state.reviewing, state.value
    if review is None or value is None:
        return state
    step = Step(f"Confirmed {quoted((value,))}{words}", state.scene, state.scene)
    after = replace(state, history=state.history.with_step(step))
    offered = next_date(state) if is_overdue(value, review.day) else None
    hint = "u to undo." if offered is None else f"Next date {day_words(offered)}: D"
    message = f"{step.action}. {hint}"
    after = _go_on(after.with_message(message))
    if after.reviewing is None:
        return after
    return replace_review(after, replace(after.reviewing, offered=offered))


def next_date(state: State) -> date | None:
    """The next review date by the cadence of the matrix, if it says one."""
    from copvalue_tui.matrix.dates.calendar import NotADate, next_review

    if state.reviewing is None:
        return None
    try:
        return next_review(state.matrix.review_cadence, state.reviewing.day)
    except NotADate:
        return None


def _go_on(state: State) -> State:
    """The state with a verdict said on the value it is at, and at the next one."""
    if state.reviewing is None:
        return state
    walk = review_walk.verdict_said(state.reviewing.walk)
    state = replace_review(state, replace(state.reviewing, last=walk.at))
    onward = review_walk.stepped(walk, 1)
    if onward is walk:
        more = f"{walk.left:,} left; n for the next."
        end = "All have a verdict; Esc to leave." if review_walk.is_over(walk) else more
        state = state.with_message(f"{state.message} {end}")
    return _at_visit(state, onward)


def is_verdict(step: Step) -> bool:
    """Whether a step was a verdict on the value under its cursor: it has another status, or
    nothing changed at all."""
    place = step.before.cursor
    one, other = _value(step.before.matrix, place), _value(step.after.matrix, place)
    if one is None or other is None or place != step.after.cursor:
        return False
    if step.before.matrix is step.after.matrix:
        return True
    return one.status != other.status and one.text == other.text


def _value(matrix: Matrix, place: Place) -> Value | None:
    try:
        return value_at(matrix, place)
    except LookupError:
        return None


def after_undo(before: State, state: State) -> State:
    """The state after an undo, at the value it concerned; its verdict is open again."""
    step = before.history.done[-1]
    state = _follow_step(state, step.before.cursor)
    if state.reviewing is None or not is_verdict(step):
        return state
    return _at_visit(state, _undecided(state.reviewing.walk, step.before.cursor))


def after_redo(before: State, state: State) -> State:
    """The state after a redo; after that of a verdict it goes on, as after the verdict itself."""
    step = before.history.undone[-1]
    state = _follow_step(state, step.after.cursor)
    if state.reviewing is None or not is_verdict(step) or state.cursor != step.after.cursor:
        return state
    return _go_on(state)


def _follow_step(state: State, place: Place) -> State:
    """The state with the walk fitting the matrix and at the visit of this place, if there is."""
    if state.reviewing is None:
        return state
    review = fitted(state.reviewing, state.matrix)
    walk = review_walk.at_place(review.walk, place)
    return keep_up(replace_review(state, replace(review, walk=walk)))


def _undecided(walk: review_walk.Walk, place: Place) -> review_walk.Walk:
    visits = tuple(
        replace(visit, decided=False) if visit.place == place else visit for visit in walk.visits
    )
    return replace(walk, visits=visits)


def go_to_visit(state: State, place: Place) -> State:
    """The state after a click on a place of the grid, while a review is open."""
    if state.reviewing is None:
        return state
    if all(visit.place != place for visit in state.reviewing.walk.visits):
        return state.with_message("That value is not in this review; Esc to leave the review.")
    return _at_visit(state, review_walk.at_place(state.reviewing.walk, place)).with_message("")


def tally(state: State) -> tuple[tuple[str, int], ...]:
    """How many values have which status by a verdict of this review, in the table's order."""
    if state.reviewing is None:
        return ()
    counts = Counter(
        value_at(state.reviewing.matrix, visit.place).status
        for visit in state.reviewing.walk.visits
        if visit.decided and visit.place is not None
    )
    return tuple((name, counts[name]) for name in STATUS_NAMES if counts[name])
