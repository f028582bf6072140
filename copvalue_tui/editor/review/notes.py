"""A review as the journal notes it, and taken up again from such a note after any kind of end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2s
from typing import TYPE_CHECKING

from copvalue_tui.editor.state.review import ROUTES, Attendance, Reviewing, Route
from copvalue_tui.matrix.fields.typed import detail_text
from copvalue_tui.matrix.review_summary import people
from copvalue_tui.matrix.values import MOST_VALUES, Action, ById, Matrix, Review

if TYPE_CHECKING:
    from copvalue_tui.files.journal.sessions import Session
    from copvalue_tui.matrix.review_walk import Walk

KIND = "review"
"""What the journal calls these facts."""
CHUNK = 2_000
"""Visits whose verdicts one fact holds: as many bits as a fact is read back with."""
FRESH_DAYS = 14
"""A review that was left longer ago is not simply taken up again: it is asked about."""
MOST_VISITS = 20_000
"""Of further visits the verdicts are not remembered; nobody talks about so many."""


def facts_of(review: Reviewing) -> dict[str, str]:
    """What is to be remembered of a review: few bytes, for it is noted at every key.

    Each visit has one bit: decided or not. What is visited is found again from the route and the
    matrix that it began with, of which only the mark is kept: journals hold the matrix.
    """
    walk, route = review.walk, review.route
    bits = "".join("1" if visit.decided else "0" for visit in walk.visits[:MOST_VISITS])
    here = walk.visits[walk.at] if walk.visits else None
    facts = {
        **{"began": repr(review.began), "day": review.day.isoformat()},
        **{"route": route.kind, "typed": route.typed, "row": str(route.row)},
        **{"words": route.words, "on": route.day.isoformat()},
        **{"at": str(walk.at), "of": str(len(walk.visits))},
        **{f"decided{at}": _hex(bits[at : at + CHUNK]) for at in range(0, len(bits), CHUNK)},
        **{"base": _mark(ById(review.base)), "record": record_mark(review.record)},
    }
    facts |= {f"reason{at}": visit.reason for at, visit in enumerate(walk.visits) if visit.reason}
    for at, action in enumerate(review.actions):
        by = action.by.isoformat() if action.by else ""
        facts |= {f"what{at}": action.what, f"who{at}": action.who, f"by{at}": by}
        facts |= {f"about{at}": action.about} if action.about else {}
    who = review.attendance
    if who is not None:
        facts |= {"facilitator": who.facilitator, "present": ", ".join(who.present)}
        facts |= {"note": who.note}
    if here is not None:
        facts |= {"home": here.row, "horizon": here.horizon, "text": here.text}
    return facts


def _hex(bits: str) -> str:
    return f"{int(bits[::-1], 2):x}"


def _decided(facts: Mapping[str, str], count: int) -> list[bool]:
    """Which of so many visits had a verdict; those that are not remembered had none."""
    decided: list[bool] = []
    for at in range(0, min(count, MOST_VISITS), CHUNK):
        bits = int(facts.get(f"decided{at}", "0"), 16)
        decided += [bool(bits >> index & 1) for index in range(min(CHUNK, count - at))]
    return decided + [False] * (count - len(decided))


def record_mark(record: Review | None) -> str:
    """Distinguishes one decision record from another; empty for none."""
    return blake2s(repr(record).encode("utf-8", "replace")).hexdigest()[:16] if record else ""


def left_words(facts: Mapping[str, str], today: date) -> str:
    """That a review waits to be taken up or recorded, as a sentence; empty for none.

    Whatever the facts hold, nothing is raised.
    """
    try:
        at, count = int(facts["at"]), int(facts["of"])
        decided = sum(_decided(facts, count)) if 0 <= at < count <= MOST_VALUES else 0
        days = abs((today - date.fromisoformat(facts["day"])).days)
    except (LookupError, ValueError, OverflowError):
        return ""
    if not decided or days > FRESH_DAYS or (decided == count and facts.get("record")):
        return ""
    if decided == count:
        return "The last review is not recorded yet; r to finish it."
    return f"A review was left at {at + 1} of {count}; r to continue it."


def remembered(
    facts: Mapping[str, str], matrix: Matrix, sessions: Sequence[Session]
) -> Reviewing | None:
    """The paused review described by facts of an earlier session; None when they make no sense.

    Whatever they hold, nothing is raised: they may be damaged, forged, or of another matrix.
    """
    try:
        began, day = float(facts["began"]), date.fromisoformat(facts["day"])
        at, count, row = (int(facts[name]) for name in ("at", "of", "row"))
        decided = _decided(facts, count) if 0 <= at < count <= MOST_VALUES else []
        route = _route(facts, row)
    except (LookupError, ValueError, OverflowError):
        return None
    base = _base(facts.get("base", ""), began, matrix, sessions)
    walk = _walk(facts, route, base, at, decided, matrix) or _another_walk(facts, route, matrix)
    if walk is None:
        return None
    last = matrix.reviews[-1] if matrix.reviews else None
    known = last is not None and record_mark(last) == facts.get("record")
    record = last if known else None
    start = matrix if base is None else base
    return Reviewing(
        *(walk, matrix, start, route, began, day),
        actions=_actions(facts),
        record=record,
        attendance=_attendance(facts),
    )


def _actions(facts: Mapping[str, str]) -> tuple[Action, ...]:
    actions = []
    for at in range(MOST_VISITS):
        what = detail_text(facts.get(f"what{at}", ""))
        if not what:
            break
        try:
            by = date.fromisoformat(facts.get(f"by{at}", ""))
        except ValueError:
            by = None
        who, about = (detail_text(facts.get(f"{name}{at}", "")) for name in ("who", "about"))
        actions.append(Action(what, who, by, about=about))
    return tuple(actions)


def _attendance(facts: Mapping[str, str]) -> Attendance | None:
    names = ("facilitator", "present", "note")
    facilitator, present, note = (detail_text(facts.get(name, "")) for name in names)
    return Attendance(people(present), facilitator, note) if "note" in facts else None


def _route(facts: Mapping[str, str], row: int) -> Route:
    kind = facts["route"]
    if kind not in ROUTES:
        raise ValueError(kind)
    day = date.fromisoformat(facts["on"])
    return Route(kind, day, facts.get("typed", ""), max(row, 0), facts.get("words", ""))


def _walk(
    facts: Mapping[str, str],
    route: Route,
    base: Matrix | None,
    at: int,
    decided: list[bool],
    matrix: Matrix,
) -> Walk | None:
    """The walk as it was, in the matrix as it is now."""
    from dataclasses import replace

    from copvalue_tui.editor.review.scope import places_of
    from copvalue_tui.matrix import review_walk

    walk = (
        review_walk.begun(base, places_of(base, route)) if base is not None else review_walk.Walk()
    )
    if base is None or not decided or len(walk.visits) != len(decided):
        return None
    visits = tuple(
        replace(visit, decided=said, reason=detail_text(facts.get(f"reason{number}", "")))
        for number, (visit, said) in enumerate(zip(walk.visits, decided, strict=True))
    )
    fitted = review_walk.kept(review_walk.Walk(visits, at), base, matrix)
    return fitted if fitted.place is not None else None


def _another_walk(facts: Mapping[str, str], route: Route, matrix: Matrix) -> Walk | None:
    """A walk along the same route from where it was left; None when that value is gone."""
    from copvalue_tui.editor.review.scope import places_of
    from copvalue_tui.files.journal.replay import MOST_LABEL
    from copvalue_tui.matrix import review_walk

    walk = review_walk.begun(matrix, places_of(matrix, route))
    wanted = tuple(facts.get(name, "") for name in ("home", "horizon", "text"))
    for visit in walk.visits:
        visited = (visit.row[:MOST_LABEL], visit.horizon, visit.text[:MOST_LABEL])
        if visited == wanted:
            return review_walk.at_place(walk, visit.place) if visit.place is not None else None
    return None


def _base(mark: str, began: float, matrix: Matrix, sessions: Sequence[Session]) -> Matrix | None:
    """The matrix that the review began with, if somebody still has it."""
    return next((one for one in _likely(began, matrix, sessions) if _mark(ById(one)) == mark), None)


def _likely(began: float, matrix: Matrix, sessions: Sequence[Session]) -> Iterator[Matrix]:
    """The matrices that it may have been: right before that moment, right after it, or now."""
    moments = [moment for session in sessions for moment in session.moments]
    before = [moment for moment in moments if moment.at <= began]
    after = [moment for moment in moments if moment.at > began]
    yield from (moment.matrix for moment in before[:-3:-1])
    yield from (moment.matrix for moment in after[:2])
    yield matrix


@lru_cache(maxsize=8)
def _mark(matrix: ById[Matrix]) -> str:
    """Distinguishes one matrix from another."""
    import json

    from copvalue_tui.files.journal.records import table_of

    return blake2s(json.dumps(table_of(matrix.thing)).encode("ascii")).hexdigest()[:16]
