"""The data model: values in cells, cells in rows, rows of members and of organizations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, Literal, TypeVar

from copvalue_tui.matrix.vocabulary import DEFAULT_EVIDENCE, DEFAULT_STATUS, DROPPED

Thing = TypeVar("Thing")


class ById(Generic[Thing]):
    """Wraps an immutable object so that a cache finds it by identity.

    Comparing a cell of ten thousand values costs more than what is cached about it; because values
    never change in place, the same tuple always means the same cell.
    """

    __slots__ = ("thing",)

    def __init__(self, thing: Thing) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return id(self.thing)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ById) and other.thing is self.thing


Horizon = Literal["short_term", "long_term"]
Audience = Literal["members", "organizations"]

HORIZONS: tuple[Horizon, Horizon] = ("short_term", "long_term")
"""In reading order; the names are the file's keys."""
AUDIENCES: tuple[Audience, Audience] = ("members", "organizations")
"""In reading order; the names are the file's tables."""
HORIZON_TITLES: dict[Horizon, str] = {
    "short_term": "Short Term Value",
    "long_term": "Long Term Value",
}
"""Column heads, to the letter of the template."""
HORIZON_WORDS: dict[Horizon, str] = {"short_term": "short term", "long_term": "long term"}
"""The name of a horizon in a sentence."""


MOST_VALUES = 100_000
"""A larger matrix is refused, whether it is read or edited."""
MOST_LETTERS = 10_000
"""The longest value that can be typed or pasted."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that shows whether a value comes true."""

    name: str
    """What is measured: one tidy line, never empty."""
    baseline: float | None = None
    """Where it stood at the start."""
    target: float | None = None
    now: float | None = None
    unit: str = ""
    on: date | None = None
    """The day of `now`."""


@dataclass(frozen=True, slots=True)
class Value:
    """One benefit in the community's words: a bullet in a cell."""

    text: str
    """One line without tabs or outer spaces; never empty."""
    status: str = DEFAULT_STATUS
    """The name of a status in `vocabulary.STATUSES`."""
    priority: str = ""
    """`high`, `medium`, `low`, or empty when unset."""
    votes: int = 0
    """Never below 0."""
    shared: str = ""
    """The shared-value theme: a member and an organization value with the same theme meet."""
    owner: str = ""
    """A role, not a person."""
    evidence: str = DEFAULT_EVIDENCE
    """One of `vocabulary.EVIDENCE`."""
    note: str = ""
    review_by: date | None = None
    indicator: Indicator | None = None

    @property
    def claimed(self) -> bool:
        """False if it is retired."""
        return self.status not in DROPPED


Cell = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A segment or persona of the members, or one organization, with its two cells."""

    name: str
    short_term: Cell = ()
    long_term: Cell = ()
    persona: str = ""
    """A sentence about the people of this row."""
    tags: tuple[str, ...] = ()
    """Audience tags, for ranking suggestions."""

    def cell(self, horizon: Horizon) -> Cell:
        """The values of one horizon, in order."""
        return self.short_term if horizon == "short_term" else self.long_term

    def with_cell(self, horizon: Horizon, cell: Cell) -> Row:
        """This row with another list of values at one horizon."""
        if horizon == "short_term":
            return replace(self, short_term=cell)
        return replace(self, long_term=cell)


@dataclass(frozen=True, slots=True)
class Action:
    """A next step that a review asked for."""

    what: str
    who: str = ""
    by: date | None = None
    done: date | None = None
    """The day it was marked as done; None while it is open."""
    about: str = ""
    """The value it is about, as decisions name it: `Row · horizon · text`; empty for none."""


@dataclass(frozen=True, slots=True)
class Review:
    """The decision record of one review session."""

    date: date | None = None
    facilitator: str = ""
    present: tuple[str, ...] = ()
    note: str = ""
    decisions: tuple[str, ...] = ()
    """One sentence per change, with its reason in brackets."""
    scope: str = ""
    """Which values it visited, such as “all but the retired”."""
    looked_at: int = 0
    """How many of them were confirmed or changed."""
    of: int = 0
    """How many values it was to visit."""
    confirmed: tuple[str, ...] = ()
    """One sentence per value that stays as it is: `Row · horizon · text: status`."""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """A community's value to its members and organizations; equal matrices mean the same."""

    members: tuple[Row, ...] = ()
    organizations: tuple[Row, ...] = ()
    title: str = ""
    domain: str = ""
    purpose: str = ""
    stage: str = ""
    short_term_means: str = ""
    """What short term means here, such as “within 12 months”."""
    long_term_means: str = ""
    review_cadence: str = ""
    language: str = ""
    """A language code such as `es`; empty when unset."""
    packs: tuple[str, ...] = ()
    """Ids of suggestion packs, in order of preference."""
    parking_lot: Cell = ()
    """Values with no cell yet."""
    reviews: tuple[Review, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in reading order: members, then organizations."""
        return self.members + self.organizations

    def audience(self, row: int) -> Audience:
        """The audience of the row at this index of `rows`."""
        return "members" if row < len(self.members) else "organizations"

    def with_rows(self, rows: tuple[Row, ...]) -> Matrix:
        """This matrix with other rows, as many of each audience as before."""
        count = len(self.members)
        return replace(self, members=rows[:count], organizations=rows[count:])

    def means(self, horizon: Horizon) -> str:
        """What the horizon means here; an empty text if unset."""
        return self.short_term_means if horizon == "short_term" else self.long_term_means


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position: a row, a horizon, and a slot in that cell."""

    row: int
    """Index into `Matrix.rows`."""
    column: int
    """Index into `HORIZONS`."""
    slot: int = 0
    """Index into the cell; 0 in an empty cell."""

    @property
    def horizon(self) -> Horizon:
        """The horizon's name."""
        return HORIZONS[self.column]

    @property
    def cell(self) -> Place:
        """The first slot of the same cell, which identifies the cell."""
        return Place(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Scene:
    """A matrix and the place of the cursor in it."""

    matrix: Matrix
    cursor: Place = field(default_factory=lambda: Place(0, 0))


BLANK = Matrix(members=(Row("Members"),), organizations=(Row("Organization"),))
"""The blank template: what an empty file opens as."""


def with_blank_rows(matrix: Matrix) -> Matrix:
    """The matrix, with the rows of the blank template when it has none of its own."""
    if matrix.rows:
        return matrix
    return replace(matrix, members=BLANK.members, organizations=BLANK.organizations)


def cells(matrix: Matrix) -> Iterator[tuple[Place, Cell]]:
    """Every cell with its place, in reading order."""
    for index, row in enumerate(matrix.rows):
        for column, horizon in enumerate(HORIZONS):
            yield Place(index, column), row.cell(horizon)


def cell_at(matrix: Matrix, place: Place) -> Cell:
    """The values of the cell at `place`.

    Raises:
        LookupError: The matrix has no such row.
    """
    # Called at every key press, so it does not build the tuple of all rows.
    index, count = place.row, len(matrix.members)
    row = matrix.members[index] if 0 <= index < count else matrix.organizations[index - count]
    return row.cell(place.horizon)


def value_at(matrix: Matrix, place: Place) -> Value:
    """The value at `place`.

    Raises:
        LookupError: There is no value.
    """
    return cell_at(matrix, place)[place.slot]


def value_there(matrix: Matrix, place: Place) -> Value | None:
    """The value at `place`, or None if there is none; any place is allowed."""
    if not 0 <= place.row < len(matrix.rows) or place.slot < 0:
        return None
    try:
        return value_at(matrix, place)
    except LookupError:
        return None


def cell_name(matrix: Matrix, place: Place) -> str:
    """A cell as a sentence names it: “Members · long term”."""
    return f"{matrix.rows[place.row].name} · {HORIZON_WORDS[place.horizon]}"


def count_values(matrix: Matrix) -> int:
    """The number of values in cells, without the parking lot."""
    # Called after every edit, so it builds no place for each cell.
    return sum(len(row.short_term) + len(row.long_term) for row in matrix.rows)
