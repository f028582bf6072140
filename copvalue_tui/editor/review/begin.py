"""Beginning a review, or taking one up again: what is asked, and where it goes on."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from copvalue_tui.editor.keys.host import Host, Option
from copvalue_tui.editor.review.scope import offered, places_of, typed_route
from copvalue_tui.editor.review.walking import ALL_DECIDED, opened
from copvalue_tui.editor.state.review import Reviewing, Route
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix import review_walk
from copvalue_tui.matrix.dates.format import day_words
from copvalue_tui.matrix.diff.words import decisions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copvalue_tui.files.journal.sessions import Session

FRESH_DAYS = 14
"""A review that was left longer ago is not simply taken up again: it is asked about."""
EXAMPLE = "such as: status:at-risk owner:core overdue, or any words"


async def review(state: State, host: Host) -> State:
    """The state in the review that was left, or in one that begins now."""
    today = host.today()
    left = state.review or await _remembered(state, host)
    if left is None:
        return await begun(state, host)
    left = _fitted(left, state)
    ends = left.walk.place is None or (
        review_walk.is_over(left.walk) and not is_pending(left, state)
    )
    if ends:
        return await begun(replace(state, paused_review=left), host)
    if abs((today - left.day).days) > FRESH_DAYS:
        return await begun(replace(state, paused_review=left), host, offer=True)
    return resumed(state, left, today)


def resumed(state: State, left: Reviewing, today: date) -> State:
    """The state in a review that was left, at the value where it was left."""
    if left.record is not None and left.record.date != today:
        # What is decided from now on belongs to today's record.
        left = replace(left, base=state.matrix, record=None)
    state = opened(state, replace(left, day=today))
    if review_walk.is_over(left.walk):
        return state.with_message(ALL_DECIDED)
    another = "“Begin another review” under : asks anew."
    return state.with_message(f"It goes on at {left.walk.progress}. {another}")


def is_pending(review: Reviewing, state: State) -> bool:
    """Whether something was decided that no record tells of yet."""
    told = review.record.decisions if review.record is not None else ()
    if review.base is state.matrix:
        return False
    return tuple(each.sentence for each in decisions(review.base, state.matrix)) != told


async def begun(state: State, host: Host, *, offer: bool = False) -> State:
    """The state in a review that begins now, once it is said what to visit.

    With `offer` the review of the state can be taken up instead.
    """
    today = host.today()
    left = state.review
    routes = offered(state, today)
    options = [
        Option(one.title, f"{len(one.places):,}", one.key, "" if one.places else one.none)
        for one in routes
    ]
    options.append(Option("A filter…", "words, status:, owner:, theme:, row:, overdue", "f"))
    if offer and left is not None:
        words = f"Go on at {left.walk.progress}, left on {day_words(left.day)}"
        options.insert(0, Option(words, left.route.words, "g"))
    choice = await host.choose("Review", options, chosen=_chosen(left, options, offer))
    if choice is None or choice.index is None:
        return state
    at = choice.index - (offer and left is not None)
    if at < 0 and left is not None:
        return resumed(state, left, today)
    route = routes[at].route if at < len(routes) else await _typed(state, host, today)
    return state if route is None else _opened_anew(state, route, today)


def _chosen(left: Reviewing | None, options: Sequence[Option], offer: bool) -> int:
    """The option for the route that was gone last; else the first one."""
    if left is None or offer:
        return 0
    kinds = {"filter": "f", "row": "t", "at-risk": "r"}
    wanted = kinds.get(left.route.kind, left.route.kind[:1])
    return next((at for at, one in enumerate(options) if one.key == wanted and not one.why_not), 0)


async def _typed(state: State, host: Host, today: date) -> Route | None:
    """The route of a filter, asked until it visits something; nothing when turned away."""
    left = state.review
    question, typed = f"Review which values? {EXAMPLE}", left.route.typed if left else ""
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
            question, typed = f"Nothing is {route.words}; {EXAMPLE}", answer


def _opened_anew(state: State, route: Route, today: date) -> State:
    left = state.review
    walk = review_walk.begun(state.matrix, places_of(state.matrix, route))
    # What was decided and not recorded yet goes into the record of this one.
    kept = left is not None and is_pending(left, state)
    base = left.base if left is not None and kept else state.matrix
    fresh = Reviewing(
        walk=walk,
        matrix=state.matrix,
        base=base,
        route=route,
        began=round(time.time(), 3),
        day=today,
        record=left.record if left is not None and kept else None,
        attendance=left.attendance if left is not None else None,
    )
    count = len(walk.visits)
    values = "1 value" if count == 1 else f"{count:,} values"
    if state.read_only:
        return opened(state, fresh).with_message(
            f"{values} to look at; nothing can be decided here."
        )
    return opened(state, fresh).with_message(
        f"{values} to review. A verdict goes on to the next; ? helps."
    )


def _fitted(left: Reviewing, state: State) -> Reviewing:
    """The review made to fit the matrix as it is now."""
    walk = review_walk.kept(left.walk, left.matrix, state.matrix)
    return replace(left, walk=walk, matrix=state.matrix)


async def _remembered(state: State, host: Host) -> Reviewing | None:
    """The review that a session before left, if it did."""
    from copvalue_tui.editor.keys.host import in_thread
    from copvalue_tui.editor.review.notes import KIND, remembered
    from copvalue_tui.editor.session.restore_history import remembered_facts

    if state.file is None:
        return None
    facts = (await in_thread(remembered_facts, state.file.path)).get(KIND)
    if not facts:
        return None
    told: tuple[Session, ...] = await host.sessions(state.file.path)
    return remembered(facts, state.matrix, told)
