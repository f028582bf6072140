"""Where a review may go: which values each route visits, and how it is called."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from copvalue_tui.editor.state.review import Route
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.filters import ALL, Filter, parse_filter, selected
from copvalue_tui.matrix.filters import sentence as words_of
from copvalue_tui.matrix.values import Matrix, Place
from copvalue_tui.matrix.vocabulary import DROPPED, STATUS_NAMES

_CURRENT = Filter(statuses=tuple(name for name in STATUS_NAMES if name not in DROPPED))


class KnownRoute(NamedTuple):
    """A route that is always the same."""

    wanted: Filter
    title: str
    """As the question lists it."""
    words: str
    """As a heading calls it."""
    none: str
    """Why it cannot be gone."""
    key: str


KNOWN = {
    "all": KnownRoute(ALL, "All values", "all values", "There are no values yet.", "a"),
    "current": KnownRoute(
        _CURRENT, "All but the retired", "all but the retired", "Every value is retired.", "c"
    ),
    "undecided": KnownRoute(
        Filter(undecided=True), "Undecided", "undecided", "No value is undecided.", "u"
    ),
    "due": KnownRoute(
        Filter(due=True), "Due for review", "due for review", "No value is due.", "d"
    ),
    "at-risk": KnownRoute(Filter(at_risk=True), "At risk", "at risk", "No value is at risk.", "r"),
}
"""Kind of route → what it is."""


class OfferedRoute(NamedTuple):
    """A route to choose, and what it visits."""

    route: Route
    title: str
    places: tuple[Place, ...]
    none: str
    key: str


def places_of(matrix: Matrix, route: Route) -> tuple[Place, ...]:
    """The places of all values that a route visits in this matrix, in reading order."""
    if route.kind in KNOWN:
        return selected(matrix, KNOWN[route.kind].wanted, route.day)
    if route.kind == "filter":
        return selected(matrix, parse_filter(route.typed), route.day)
    return tuple(place for place in selected(matrix, ALL, route.day) if place.row == route.row)


def routes_offered(state: State, today: date) -> tuple[OfferedRoute, ...]:
    """The routes to choose among, all but the typed one; empty ones too."""
    routes = [
        OfferedRoute(route, known.title, places_of(state.matrix, route), known.none, known.key)
        for kind, known in KNOWN.items()
        for route in (Route(kind, today, words=known.words),)
    ]
    everything, current = len(routes[0].places), len(routes[1].places)
    if current in (0, everything):
        # It would be the same as all of them, or nothing.
        del routes[1]
    else:
        routes[:2] = routes[1], routes[0]
    name = state.row.name
    row = Route("row", today, row=state.cursor.row, words=name)
    none = f"“{name}” has no value yet."
    routes.append(OfferedRoute(row, f"This row: {name}", places_of(state.matrix, row), none, "t"))
    if state.matrix_filter is not None:
        route, _ = typed_route(typed_of(state.matrix_filter.wanted), today)
        places = places_of(state.matrix, route)
        routes.insert(0, OfferedRoute(route, "What is shown", places, "No values are shown.", "s"))
    return tuple(routes)


def typed_route(typed: str, today: date) -> tuple[Route, str]:
    """The route of a typed filter, and a sentence when it was not understood."""
    wanted = parse_filter(typed)
    return Route("filter", today, typed, words=words_of(wanted)), " ".join(wanted.unclear)


def typed_of(wanted: Filter) -> str:
    """A filter as it is typed: `parse_filter` reads it back the same."""
    parts = [f"status:{','.join(wanted.statuses)}"] if wanted.statuses else []
    if wanted.priorities:
        parts.append(f"priority:{','.join(name or 'none' for name in wanted.priorities)}")
    for name, said in (("owner", wanted.owner), ("theme", wanted.theme), ("row", wanted.row)):
        if said:
            parts.append(f"{name}:{_quoted(said)}")
    if wanted.horizon:
        parts.append(f"horizon:{wanted.horizon.partition('_')[0]}")
    flags = {
        **{"undecided": wanted.undecided, "at-risk": wanted.at_risk, "due": wanted.due},
        **{"overdue": wanted.overdue, "unproven": wanted.without_evidence},
        **{"unowned": wanted.without_owner, "actions": wanted.actions},
    }
    parts += [word for word, asked in flags.items() if asked]
    if wanted.text:
        parts.append(_quoted(wanted.text))
    return " ".join(parts)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'
