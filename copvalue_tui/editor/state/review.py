"""A review session as the editor keeps it: what it visits, where it is, what it began with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from copvalue_tui.editor.state.modes import Mode, Pane

if TYPE_CHECKING:
    from datetime import date

    from copvalue_tui.matrix.review_walk import Walk
    from copvalue_tui.matrix.values import Action, Matrix, Review

ROUTES = ("all", "current", "undecided", "due", "at-risk", "row", "filter")
"""What can be visited, as it is remembered; `current` is all but the retired."""


@dataclass(frozen=True, slots=True)
class Route:
    """Which values a review visits."""

    kind: str
    """One of `ROUTES`."""
    day: date
    """The day it was chosen: what is due depends on it."""
    typed: str = ""
    """The filter as it was typed, for a route of that kind."""
    row: int = 0
    """Index into `Matrix.rows`, for a route along one row."""
    words: str = ""
    """How a heading calls it: `at risk`; may hold words of people."""


class Attendance(NamedTuple):
    """Who holds the review; asked once while a file is open."""

    present: tuple[str, ...] = ()
    facilitator: str = ""
    note: str = ""
    """For the minutes."""


@dataclass(frozen=True, slots=True)
class Reviewing(Mode):
    """A review session: it goes on after it was left, until another one begins."""

    pane: ClassVar[Pane] = "review"

    walk: Walk
    """The values to visit, as they are in `matrix`."""
    matrix: Matrix
    base: Matrix
    """As it was before the review; what differs from it now are the decisions."""
    route: Route
    began: float
    """Seconds since 1970: identifies a review."""
    day: date
    """When it was begun or taken up last."""
    actions: tuple[Action, ...] = ()
    """The next steps agreed on so far."""
    last: int | None = None
    """The visit that got the last verdict: the one that a reason is about."""
    offered: date | None = None
    """The next review date offered for that visit, until the next key that decides or moves."""
    record: Review | None = None
    """What was recorded of it so far."""
    attendance: Attendance | None = None

    @property
    def root(self) -> Mode:
        """Itself."""
        return self

    @property
    def filtered(self) -> bool:
        """Never: a review has a filter of its own."""
        return False
