"""What two sides changed differently: one conflict each, where it stands and how it is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from copvalue_tui.matrix.fields.table import BY_NAME
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.sentences import quote
from copvalue_tui.matrix.values import (
    HORIZON_WORDS,
    Audience,
    Horizon,
    Matrix,
    Value,
)

Kind = Literal["wording", "detail", "deleted", "place", "row", "row-detail", "fact"]
"""Reworded twice; another field of a value; a value deleted here and changed there; moved to two
cells; a row deleted here and changed there; a row's name or persona; a field of the matrix."""
Side = Literal["ours", "theirs"]
Choice = Literal["ours", "theirs", "both"]

TWIN = "twin"
"""The field of a conflict about a value that stood twice, when each side deleted another one."""
SHOWN = 60
"""How many letters of a text a sentence repeats."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A cell, a row or the parking lot, found by name: indexes move while a person edits."""

    audience: Audience | None = None
    """None for the parking lot and for the matrix as a whole."""
    row: str = ""
    horizon: Horizon | None = None

    @property
    def words(self) -> str:
        """As the middle of a sentence."""
        if self.audience is None:
            return "the parking lot"
        name = quoted(self.row)
        return f"{name}, {HORIZON_WORDS[self.horizon]}" if self.horizon else f"the row {name}"


class SideNames(NamedTuple):
    """How a sentence calls the two sides."""

    ours: str
    """Where something was done: “in ours”, “here”."""
    theirs: str
    own: str
    """Which of the two stands: “ours”, “yours”."""


VERSIONS = SideNames("in ours", "in theirs", "ours")
"""For the command line, as git calls them."""
ON_DISK = SideNames("here", "on disk", "yours")
"""For the editor, when the file changed under it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both sides changed, and not to the same."""

    kind: Kind
    where: NamedPlace = NamedPlace()
    """In the merged matrix."""
    base: str = ""
    """What stood there before, as text; empty for nothing. For a place, its words."""
    ours: str = ""
    theirs: str = ""
    field: str = ""
    """The field of the value, the row or the matrix that it is about."""
    deleted_by: Side | None = None
    """Whoever deleted what the other changed."""
    standing: Value | None = None
    """The value that stands in the merged matrix, when it is about a value."""
    other: Value | None = None
    """The value as theirs has it; when both were reworded it stands too, right behind."""
    elsewhere: NamedPlace | None = None
    """Where theirs put it, when ours moved it to another place."""

    @property
    def text(self) -> str:
        """The text of the value it is about; else the name of the row or of the field."""
        if self.standing is not None:
            return self.standing.text
        return self.field or self.where.row

    @property
    def sentence(self) -> str:
        """The whole conflict as one sentence, and what stands now."""
        return self.describe(VERSIONS)

    def describe(self, names: SideNames) -> str:
        """The sentence in other words for the two sides."""
        return _SENTENCES[self.kind](self, names)


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of two versions, and what a person has still to decide about it."""

    matrix: Matrix
    conflicts: tuple[Conflict, ...] = ()
    """In reading order."""


def quoted(text: str) -> str:
    """The text in quotes, on one line and not too long."""
    return safe(quote(text, SHOWN))


def _said(text: str) -> str:
    return quoted(text) if text else "nothing"


def _in_cell(conflict: Conflict) -> str:
    return f"{quoted(conflict.text)} in {conflict.where.words}"


def _wording(conflict: Conflict, names: SideNames) -> str:
    became = f"{quoted(conflict.ours)} {names.ours} and {quoted(conflict.theirs)} {names.theirs}"
    return f"{quoted(conflict.base)} in {conflict.where.words} became {became}; both stand."


def _detail(conflict: Conflict, names: SideNames) -> str:
    what = f"{_in_cell(conflict)}: {BY_NAME[conflict.field].word}"
    return f"{what} {_one_each(conflict, names)}"


def _deleted(conflict: Conflict, names: SideNames) -> str:
    by, changed = _sides(conflict, names)
    if conflict.field == TWIN:
        what = f"{_in_cell(conflict)} was deleted {by}, and the same elsewhere {changed}"
        return f"{what}; both were kept."
    return f"{_in_cell(conflict)} was deleted {by} and changed {changed}; it was kept."


def _place(conflict: Conflict, names: SideNames) -> str:
    what = f"{quoted(conflict.text)} was moved to {conflict.ours} {names.ours}"
    return f"{what} and to {conflict.theirs} {names.theirs}; it stands where {names.own} has it."


def _row(conflict: Conflict, names: SideNames) -> str:
    by, changed = _sides(conflict, names)
    what = f"The row {quoted(conflict.where.row)} was deleted {by} and changed {changed}"
    return f"{what}; it was kept."


def _row_detail(conflict: Conflict, names: SideNames) -> str:
    return f"The {conflict.field} of {conflict.where.words} {_one_each(conflict, names)}"


def _fact(conflict: Conflict, names: SideNames) -> str:
    return f"The matrix’s {conflict.field.replace('_', ' ')} {_one_each(conflict, names)}"


def _one_each(conflict: Conflict, names: SideNames) -> str:
    ours, theirs = _said(conflict.ours), _said(conflict.theirs)
    return f"is {ours} {names.ours} and {theirs} {names.theirs}; {names.own} stands."


def _sides(conflict: Conflict, names: SideNames) -> tuple[str, str]:
    """Where it was deleted, and where it was changed."""
    sides = (names.ours, names.theirs)
    return sides if conflict.deleted_by == "ours" else sides[::-1]


_SENTENCES = {
    "wording": _wording,
    "detail": _detail,
    "deleted": _deleted,
    "place": _place,
    "row": _row,
    "row-detail": _row_detail,
    "fact": _fact,
}
