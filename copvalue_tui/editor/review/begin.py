"""Beginning a review, or taking one up again: what is asked, and where it goes on."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.review.actions import list_actions
from copvalue_tui.editor.review.scope import places_of, routes_offered, typed_route
from copvalue_tui.editor.review.walking import ALL_DECIDED, fitted, open_review
from copvalue_tui.editor.state.review import Attendance, Reviewing, Route
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix import review_walk
from copvalue_tui.matrix.dates.calendar import day_words
from copvalue_tui.matrix.review_summary import open_actions, review_record
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Matrix, Review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copvalue_tui.files.journal.sessions import Session

EXAMPLE = "for example status:at-risk owner:core overdue, or any words"


async def resume_or_begin(state: State, host: Host) -> State:
    """The state in the review that was left, or in one that begins now."""
    from copvalue_tui.editor.review.notes import FRESH_DAYS

    today = host.today()
    paused = state.review or await remembered_review(state, host)
    if paused is None:
        return await begin_review(state, host)
    paused = fitted(paused, state.matrix)
    ends = paused.walk.place is None or (
        review_walk.is_over(paused.walk) and not has_unrecorded(paused, state)
    )
    if ends:
        return await begin_review(replace(state, paused_review=paused), host)
    if abs((today - paused.day).days) > FRESH_DAYS:
        return await begin_review(replace(state, paused_review=paused), host, offer=True)
    return resume_review(state, paused, today)


def resume_review(state: State, paused: Reviewing, today: date) -> State:
    """The state in a review that was left, at the value where it was left."""
    if paused.record is not None and paused.record.date != today:
        # What is decided from now on belongs to today's record.
        paused = replace(paused, base=state.matrix, record=None)
    state = open_review(state, replace(paused, day=today))
    if review_walk.is_over(paused.walk):
        return state.with_message(ALL_DECIDED)
    another = "For other values: “Start another review” in the palette (:)."
    return state.with_message(f"Continuing at {paused.walk.progress}. {another}")


def has_unrecorded(review: Reviewing, state: State) -> bool:
    """Whether there are decisions, confirmed values or actions not recorded yet."""
    return _outcome(record_of(review, state.matrix)) != _outcome(review.record or Review())


def record_of(review: Reviewing, matrix: Matrix) -> Review:
    """The record of the review as it would be written now."""
    # A review that was left has not seen what was done to the matrix since.
    review = fitted(review, matrix)
    who = review.attendance or Attendance()
    day = review.record.date if review.record is not None else review.day
    return review_record(
        *(review.base, matrix, day or review.day, who.facilitator, who.present, who.note),
        walk=review.walk,
        scope=review.route.words,
        actions=review.actions,
    )


def _outcome(record: Review) -> tuple[object, ...]:
    return record.decisions, record.confirmed, record.actions


async def begin_review(state: State, host: Host, *, offer: bool = False) -> State:
    """The state in a review that begins now, once it is said what to visit.

    With `offer` the review of the state can be taken up instead.
    """
    today = host.today()
    paused = state.review
    if not state.read_only and _asks_of_before(state, today):
        state = await list_actions(state, host)
    routes = routes_offered(state, today)
    options = [
        Option(one.title, f"{len(one.places):,}", one.key, "" if one.places else one.none)
        for one in routes
    ]
    options.append(Option("A filter…", "words, status:, owner:, row:, overdue, actions", "f"))
    if offer and paused is not None:
        words = f"Continue at {paused.walk.progress}, paused on {day_words(paused.day)}"
        options.insert(0, Option(words, paused.route.words, "g"))
    choice = await host.choose("Review", options, chosen=_chosen(paused, options, offer))
    if choice is None or choice.index is None:
        return state
    at = choice.index - (offer and paused is not None)
    if at < 0 and paused is not None:
        return resume_review(state, paused, today)
    route = routes[at].route if at < len(routes) else await _ask_filter(state, host, today)
    return state if route is None else _new_review(state, route, today)


def _asks_of_before(state: State, today: date) -> bool:
    """Whether a next step is open; while a review goes on, only of a day before counts."""
    days = [state.matrix.reviews[at].date for at, _, _ in open_actions(state.matrix)]
    return bool(days) if state.review is None else any(day != today for day in days)


def _chosen(paused: Reviewing | None, options: Sequence[Option], offer: bool) -> int:
    """The option for the route that was gone last; else the first one."""
    if paused is None or offer:
        return 0
    kinds = {"filter": "f", "row": "t", "at-risk": "r"}
    wanted = kinds.get(paused.route.kind, paused.route.kind[:1])
    return next((at for at, one in enumerate(options) if one.key == wanted and not one.why_not), 0)


async def _ask_filter(state: State, host: Host, today: date) -> Route | None:
    """The route of a filter, asked until it visits something; None when the person cancels."""
    paused = state.review
    question, typed = f"Review which values? {EXAMPLE}", paused.route.typed if paused else ""
    while True:
        answer = await host.ask_text(question, typed)
        if not answer:
            return None
        route, unclear = typed_route(answer, today)
        if unclear:
            question, typed = unclear, answer
        elif places_of(state.matrix, route):
            return route
        else:
            question, typed = f"No value matches: {route.words}; {EXAMPLE}", answer


def _new_review(state: State, route: Route, today: date) -> State:
    paused = state.review
    walk = review_walk.begun(state.matrix, places_of(state.matrix, route))
    # What was decided and not recorded yet goes into the record of this one.
    carried_over = paused is not None and has_unrecorded(paused, state)
    base = paused.base if paused is not None and carried_over else state.matrix
    review = Reviewing(
        walk=walk,
        matrix=state.matrix,
        base=base,
        route=route,
        began=round(time.time(), 3),
        day=today,
        record=paused.record if paused is not None and carried_over else None,
        attendance=paused.attendance if paused is not None else None,
        actions=paused.actions if paused is not None and carried_over else (),
    )
    count = len(walk.visits)
    values = plural(count, "value")
    if state.read_only:
        return open_review(state, review).with_message(
            f"{values} to look at. The file is read-only, so verdicts are off."
        )
    return open_review(state, review).with_message(
        f"{values} to review. Each verdict moves to the next. ? for keys."
    )


async def remembered_review(state: State, host: Host) -> Reviewing | None:
    """The review that a session before left, if it did."""
    from copvalue_tui.editor.keys.host import in_thread
    from copvalue_tui.editor.review.notes import KIND, remembered
    from copvalue_tui.editor.session.restore_history import remembered_facts

    if state.file is None:
        return None
    facts = (await in_thread(remembered_facts, state.file.path)).get(KIND)
    if not facts:
        return None
    sessions: tuple[Session, ...] = await host.sessions(state.file.path)
    return remembered(facts, state.matrix, sessions)
