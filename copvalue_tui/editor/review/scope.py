"""Where a review may go: which values each route visits, and how it is called."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from copvalue_tui.editor.state.review import Route
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.filter_syntax import wish_of
from copvalue_tui.matrix.filters import ALL, Filter, selected
from copvalue_tui.matrix.filters import sentence as words_of
from copvalue_tui.matrix.values import Matrix, Place
from copvalue_tui.matrix.vocabulary import DROPPED, STATUS_NAMES

_CURRENT = Filter(statuses=tuple(name for name in STATUS_NAMES if name not in DROPPED))


class Known(NamedTuple):
    """A route that is always the same."""

    wish: Filter
    title: str
    """As the question lists it."""
    words: str
    """As a heading calls it."""
    none: str
    """Why it cannot be gone."""
    key: str


KNOWN = {
    "all": Known(ALL, "All values", "all values", "There is no value yet.", "a"),
    "current": Known(
        _CURRENT, "All but the retired", "all but the retired", "Every value is retired.", "c"
    ),
    "undecided": Known(
        Filter(undecided=True), "Undecided", "undecided", "No value is undecided.", "u"
    ),
    "due": Known(Filter(due=True), "Due for review", "due for review", "No value is due.", "d"),
    "at-risk": Known(Filter(at_risk=True), "At risk", "at risk", "No value is at risk.", "r"),
}
"""Kind of route → what it is."""


class Offered(NamedTuple):
    """A route to choose, and what it visits."""

    route: Route
    title: str
    places: tuple[Place, ...]
    none: str
    key: str


def places_of(matrix: Matrix, route: Route) -> tuple[Place, ...]:
    """The places of all values that a route visits in this matrix, in reading order."""
    if route.kind in KNOWN:
        return selected(matrix, KNOWN[route.kind].wish, route.day)
    if route.kind == "filter":
        return selected(matrix, wish_of(route.typed), route.day)
    return tuple(place for place in selected(matrix, ALL, route.day) if place.row == route.row)


def offered(state: State, today: date) -> tuple[Offered, ...]:
    """The routes to choose among, all but the typed one; those that visit nothing too."""
    found = [
        Offered(route, known.title, places_of(state.matrix, route), known.none, known.key)
        for kind, known in KNOWN.items()
        for route in (Route(kind, today, words=known.words),)
    ]
    everything, current = len(found[0].places), len(found[1].places)
    if current in (0, everything):
        # It would be the same as all of them, or nothing.
        del found[1]
    else:
        found[:2] = found[1], found[0]
    name = state.row.name
    row = Route("row", today, row=state.cursor.row, words=name)
    none = f"“{name}” has no value yet."
    found.append(Offered(row, f"This row: {name}", places_of(state.matrix, row), none, "t"))
    if state.matrix_filter is not None:
        route, _ = typed_route(typed_of(state.matrix_filter.wish), today)
        places = places_of(state.matrix, route)
        found.insert(0, Offered(route, "What is shown", places, "Nothing is shown.", "s"))
    return tuple(found)


def typed_route(typed: str, today: date) -> tuple[Route, str]:
    """The route of a filter that somebody typed, and a sentence when it was not understood."""
    wish = wish_of(typed)
    return Route("filter", today, typed, words=words_of(wish)), " ".join(wish.unclear)


def typed_of(wish: Filter) -> str:
    """A wish as somebody would type it: `wish_of` makes of it what finds the same values."""
    parts = [f"status:{','.join(wish.statuses)}"] if wish.statuses else []
    if wish.priorities:
        parts.append(f"priority:{','.join(name or 'none' for name in wish.priorities)}")
    for name, said in (("owner", wish.owner), ("theme", wish.theme), ("row", wish.row)):
        if said:
            parts.append(f"{name}:{_quoted(said)}")
    if wish.horizon:
        parts.append(f"horizon:{wish.horizon.partition('_')[0]}")
    flags = {
        **{"undecided": wish.undecided, "at-risk": wish.at_risk, "due": wish.due},
        **{"overdue": wish.overdue, "unproven": wish.without_evidence},
        **{"unowned": wish.without_owner},
    }
    parts += [word for word, asked in flags.items() if asked]
    if wish.text:
        parts.append(_quoted(wish.text))
    return " ".join(parts)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'
