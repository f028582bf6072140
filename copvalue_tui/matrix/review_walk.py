"""A walk through the values that a review visits: where it stands, and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from copvalue_tui.matrix.diff.pairing import Follower
from copvalue_tui.matrix.values import HORIZONS, Horizon, Matrix, Place, value_there


@dataclass(frozen=True, slots=True)
class Visit:
    """One value that a walk comes by."""

    place: Place | None
    """Where it is now; nothing while it is gone from the cells."""
    row: str
    """The name of its row, when it was last seen."""
    horizon: Horizon
    text: str
    """Its wording, when it was last seen."""
    decided: bool = False
    """Whether it got a verdict in this walk, or was confirmed."""
    reason: str = ""
    """Why, if somebody said so."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The values to be visited, in order, and the one that is being talked about.

    Keep it beside the matrix: after every change of the matrix, undo and redo included, `kept`
    makes it fit the new one.
    """

    visits: tuple[Visit, ...] = ()
    at: int = 0
    """Index of the visit that is being talked about; 0 when there are none."""

    @property
    def place(self) -> Place | None:
        """Where the value that is being talked about is; nothing when it is gone."""
        return self.visits[self.at].place if self.visits else None

    @property
    def decided(self) -> int:
        """How many visits had a verdict."""
        return sum(visit.decided for visit in self.visits)

    @property
    def left(self) -> int:
        """How many visits wait for a verdict."""
        return sum(_waits(visit) for visit in self.visits)

    @property
    def progress(self) -> str:
        """Where it is, counted from 1: `7 of 24`."""
        return f"{self.at + 1 if self.visits else 0} of {len(self.visits)}"


def begun(matrix: Matrix, places: Iterable[Place]) -> Walk:
    """A walk through the values at these places, in reading order, at the first of them.

    `selecting.selected` gives the places for all values, a row, or any filter.
    """
    visits = (_visit(matrix, place) for place in sorted(set(places)))
    return Walk(tuple(visit for visit in visits if visit is not None))


def at_place(walk: Walk, place: Place) -> Walk:
    """The walk at the visit of this place; the same when it does not come by there."""
    at = next((at for at, visit in enumerate(walk.visits) if visit.place == place), walk.at)
    return walk if at == walk.at else replace(walk, at=at)


def stepped(walk: Walk, by: int) -> Walk:
    """The walk that many visits further or back, over those that are gone, stopping at its ends."""
    at = walk.at
    for _ in range(abs(by)):
        onward = range(at + 1, len(walk.visits)) if by > 0 else range(at - 1, -1, -1)
        at = next((there for there in onward if walk.visits[there].place is not None), at)
    return walk if at == walk.at else replace(walk, at=at)


def next_undecided(walk: Walk) -> Walk | None:
    """The walk at the next visit without a verdict, from the start again after the last one.

    Nothing when every visit but the one it is at has its verdict.
    """
    count = len(walk.visits)
    for by in range(1, count):
        at = (walk.at + by) % count
        if _waits(walk.visits[at]):
            return replace(walk, at=at)
    return None


def verdict_said(walk: Walk) -> Walk:
    """The walk with a verdict on the value it is at; it does not go on by itself."""
    if not walk.visits or walk.visits[walk.at].decided:
        return walk
    return _with_visit(walk, walk.at, replace(walk.visits[walk.at], decided=True))


def with_reason(walk: Walk, at: int, reason: str) -> Walk:
    """The walk with a reason for the verdict on visit number `at`."""
    return _with_visit(walk, at, replace(walk.visits[at], reason=reason))


def is_over(walk: Walk) -> bool:
    """Whether no visit waits for a verdict."""
    return walk.left == 0


def kept(walk: Walk, before: Matrix, after: Matrix) -> Walk:
    """The walk of `before`, made to fit `after`: each value is followed wherever it went.

    A value that is gone keeps its visit without a place, and gets it back when it returns; then it
    is known by its row, horizon and text. The walk stays at its visit, and goes on to the nearest
    one that has a place when that is gone.
    """
    if before is after or not walk.visits:
        return walk
    find = Follower(before, after).value
    visits = [_followed(visit, find, after) for visit in walk.visits]
    _call_back(visits, after)
    new = tuple(visits)
    return _settled(walk if new == walk.visits else replace(walk, visits=new))


def _waits(visit: Visit) -> bool:
    return visit.place is not None and not visit.decided


def _visit(matrix: Matrix, place: Place) -> Visit | None:
    value = value_there(matrix, place)
    if value is None:
        return None
    return Visit(place, matrix.rows[place.row].name, place.horizon, value.text)


def _with_visit(walk: Walk, at: int, visit: Visit) -> Walk:
    return replace(walk, visits=(*walk.visits[:at], visit, *walk.visits[at + 1 :]))


def _settled(walk: Walk) -> Walk:
    """The walk at the nearest visit that has a place, those that follow first."""
    if walk.place is not None:
        return walk
    order = [*range(walk.at + 1, len(walk.visits)), *range(walk.at - 1, -1, -1)]
    at = next((at for at in order if walk.visits[at].place is not None), walk.at)
    return walk if at == walk.at else replace(walk, at=at)


def _followed(visit: Visit, find: Callable[[Place], Place | None], after: Matrix) -> Visit:
    if visit.place is None:
        return visit
    place = find(visit.place)
    found = None if place is None else _visit(after, place)
    if found is None:
        return replace(visit, place=None)
    return replace(found, decided=visit.decided, reason=visit.reason)


def _call_back(visits: list[Visit], matrix: Matrix) -> None:
    """Give visits without a place the one where a value of their row and words is again."""
    if all(visit.place is not None for visit in visits):
        return
    taken = {visit.place for visit in visits}
    waiting: dict[tuple[str, str, str], list[Place]] = {}
    for row, each in enumerate(matrix.rows):
        for column, horizon in enumerate(HORIZONS):
            for slot, value in enumerate(each.cell(horizon)):
                place = Place(row, column, slot)
                if place not in taken:
                    waiting.setdefault((each.name, horizon, value.text), []).append(place)
    for at, visit in enumerate(visits):
        places = waiting.get((visit.row, visit.horizon, visit.text))
        if visit.place is None and places:
            visits[at] = replace(visit, place=places.pop(0))
