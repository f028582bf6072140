"""Conflicts: what two sides changed differently, where it is, and how to describe it."""

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
"""The field of a conflict about a duplicate value, if each side deleted another copy."""
SHOWN = 60
"""How many letters of a text a sentence quotes."""


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A cell, a row or the parking lot by name, because indexes change with edits."""

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
    """The names of the two sides in a sentence."""

    ours: str
    """Where a change was made: “in ours”, “here”."""
    theirs: str
    own: str
    """The side that was kept: “ours”, “yours”."""


VERSIONS = SideNames("in ours", "in theirs", "ours")
"""For the command line, with git's names."""
ON_DISK = SideNames("here", "on disk", "yours")
"""For the editor, when the file changed under it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both sides changed differently."""

    kind: Kind
    where: NamedPlace = NamedPlace()
    """In the merged matrix."""
    base: str = ""
    """The old content as text; may be empty. For a place, its words."""
    ours: str = ""
    theirs: str = ""
    field: str = ""
    """The field of the value, the row or the matrix that it is about."""
    deleted_by: Side | None = None
    """The side that deleted what the other changed."""
    standing: Value | None = None
    """The value in the merged matrix, if the conflict is about a value."""
    other: Value | None = None
    """The value in theirs; if both were reworded, it is in the matrix too, right after ours."""
    elsewhere: NamedPlace | None = None
    """Where theirs moved it, if ours moved it to another place."""

    @property
    def text(self) -> str:
        """The text of the value, or the name of the row or field."""
        if self.standing is not None:
            return self.standing.text
        return self.field or self.where.row

    @property
    def sentence(self) -> str:
        """The whole conflict in one sentence, and what was kept."""
        return self.describe(VERSIONS)

    def describe(self, names: SideNames) -> str:
        """The sentence with other names for the two sides."""
        return _SENTENCES[self.kind](self, names)


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge, and the conflicts that people still have to decide."""

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
    return f"{quoted(conflict.base)} in {conflict.where.words} became {became}; both were kept."


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
    return f"{what} and to {conflict.theirs} {names.theirs}; it is now where {names.own} has it."


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
    return f"is {ours} {names.ours} and {theirs} {names.theirs}; {names.own} was kept."


def _sides(conflict: Conflict, names: SideNames) -> tuple[str, str]:
    """The names of the side that deleted it and the side that changed it."""
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
