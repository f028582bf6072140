"""Shared value: what members want beside what organizations want, theme by theme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from copvalue_tui.matrix.checks.wording import words_of
from copvalue_tui.matrix.details import set_detail
from copvalue_tui.matrix.fields.typed import detail_text
from copvalue_tui.matrix.text.search import find, key
from copvalue_tui.matrix.values import (
    HORIZONS,
    Audience,
    Cell,
    Matrix,
    Place,
    Row,
    cells,
    value_there,
)


class SharedTheme(NamedTuple):
    """One shared value: the values of both sides that were linked under its name."""

    name: str
    """As it is spelled first, in reading order."""
    members: tuple[Place, ...] = ()
    organizations: tuple[Place, ...] = ()

    @property
    def meets(self) -> bool:
        """Whether both sides stand under it: only then is anything shared."""
        return bool(self.members and self.organizations)

    @property
    def places(self) -> tuple[Place, ...]:
        """All its values, in reading order."""
        return self.members + self.organizations


class SharedValues(NamedTuple):
    """What a matrix shares and what it does not; retired values are left out."""

    themes: tuple[SharedTheme, ...] = ()
    """In the order of their first value, those with one side only among them."""
    only_members: tuple[Place, ...] = ()
    """Values of members that stand under no theme."""
    only_organizations: tuple[Place, ...] = ()

    @property
    def meeting(self) -> tuple[SharedTheme, ...]:
        """The themes that have values of both sides."""
        return tuple(theme for theme in self.themes if theme.meets)

    @property
    def one_sided(self) -> tuple[SharedTheme, ...]:
        """The themes that wait for the other side."""
        return tuple(theme for theme in self.themes if not theme.meets)


def sharing(matrix: Matrix) -> SharedValues:
    """The shared values of a matrix; themes that differ in case or accents only are one theme."""
    names: dict[str, str] = {}
    found: dict[tuple[str, Audience], list[Place]] = {}
    for cell, values in cells(matrix):
        audience = matrix.audience(cell.row)
        for slot, value in enumerate(values):
            if not value.claimed:
                continue
            mark = key(value.shared) if value.shared else ""
            if mark:
                names.setdefault(mark, value.shared)
            found.setdefault((mark, audience), []).append(Place(cell.row, cell.column, slot))

    def places(mark: str, audience: Audience) -> tuple[Place, ...]:
        return tuple(found.get((mark, audience), ()))

    themes = (
        SharedTheme(name, places(mark, "members"), places(mark, "organizations"))
        for mark, name in names.items()
    )
    return SharedValues(tuple(themes), places("", "members"), places("", "organizations"))


def link(matrix: Matrix, places: Iterable[Place], theme: str) -> Matrix:
    """The matrix with the values at `places` under one theme, spelled as it already is if it is.

    A blank theme changes nothing; `unlink` takes themes away.
    """
    text = detail_text(theme)
    if not text:
        return matrix
    known = next((each.name for each in sharing(matrix).themes if key(each.name) == key(text)), "")
    return set_detail(matrix, places, "shared", known or text)


def unlink(matrix: Matrix, places: Iterable[Place]) -> Matrix:
    """The matrix with the values at `places` under no theme."""
    return set_detail(matrix, places, "shared", "")


def rename_theme(matrix: Matrix, theme: SharedTheme, name: str) -> Matrix:
    """The matrix with a theme under another name; under that of another theme the two join."""
    return link(matrix, theme.places, name)


def suggested_theme(matrix: Matrix, places: Iterable[Place]) -> str:
    """A name to offer for the theme of these values, to be accepted or reworded.

    The theme that one of them has; else the words they have in common, as the first of them says
    them; else the wording of an organization's value, which is the more general one; else nothing.
    """
    stood = [(place, value_there(matrix, place)) for place in sorted(set(places))]
    values = [(place, value) for place, value in stood if value is not None]
    if not values:
        return ""
    for _, value in values:
        if value.shared:
            return value.shared
    common = frozenset.intersection(*[words_of(value.text) for _, value in values])
    said = [word for word in values[0][1].text.split() if words_of(word) & common]
    if len(values) > 1 and said:
        phrase = " ".join(said)
        return phrase[:1].upper() + phrase[1:]
    theirs = [value for place, value in values if matrix.audience(place.row) == "organizations"]
    return (theirs or [value for _, value in values])[0].text


def partners(matrix: Matrix, place: Place) -> tuple[Place, ...]:
    """Every value of the other side, those with the most words in common first, to link with it.

    Retired values are left out; nothing when no value stands at `place`.
    """
    value = value_there(matrix, place)
    if value is None:
        return ()
    side = matrix.audience(place.row)
    words = words_of(value.text)
    found = [
        (-len(words & words_of(other.text)), Place(cell.row, cell.column, slot))
        for cell, values in cells(matrix)
        if matrix.audience(cell.row) != side
        for slot, other in enumerate(values)
        if other.claimed
    ]
    return tuple(there for _, there in sorted(found))


def rows_named(matrix: Matrix, name: str) -> tuple[int, ...]:
    """Indexes of the rows that are meant by a name: exactly called so, or else holding it.

    Case and accents are one. Nothing for a blank name, or when no row is meant.
    """
    wanted = key(name)
    exact = [index for index, row in enumerate(matrix.rows) if wanted and key(row.name) == wanted]
    held = [index for index, row in enumerate(matrix.rows) if find(name, row.name)]
    return tuple(exact or held)


def about_rows(matrix: Matrix, rows: tuple[int, ...]) -> Matrix:
    """The matrix with these rows whole, and of the others only what stands under a theme of theirs.

    Rows of which nothing is left are left out, and so are the parking lot and the reviews: they are
    not that partner's.
    """
    themes = {
        key(value.shared)
        for index in rows
        for horizon in HORIZONS
        for value in matrix.rows[index].cell(horizon)
        if value.shared and value.claimed
    }
    kept = [
        (index, row if index in rows else _shared(row, themes))
        for index, row in enumerate(matrix.rows)
    ]
    count = len(matrix.members)
    left = [(index, row) for index, row in kept if index in rows or row.short_term or row.long_term]
    return replace(
        matrix,
        members=tuple(row for index, row in left if index < count),
        organizations=tuple(row for index, row in left if index >= count),
        parking_lot=(),
        reviews=(),
    )


def _shared(row: Row, themes: set[str]) -> Row:
    def met(cell: Cell) -> Cell:
        return tuple(v for v in cell if v.shared and v.claimed and key(v.shared) in themes)

    return replace(row, short_term=met(row.short_term), long_term=met(row.long_term))
