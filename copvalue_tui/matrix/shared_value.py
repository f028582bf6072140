"""Shared value: values of members and organizations linked by theme."""

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
    """A theme with the values of both sides that are linked to it."""

    name: str
    """As spelled at its first occurrence."""
    members: tuple[Place, ...] = ()
    organizations: tuple[Place, ...] = ()

    @property
    def meets(self) -> bool:
        """True if both sides have a value with this theme."""
        return bool(self.members and self.organizations)

    @property
    def places(self) -> tuple[Place, ...]:
        """All its values, in reading order."""
        return self.members + self.organizations


class SharedValues(NamedTuple):
    """The themes of a matrix and the values without one; retired values are left out."""

    themes: tuple[SharedTheme, ...] = ()
    """In the order of their first value, including one-sided themes."""
    only_members: tuple[Place, ...] = ()
    """The values of members without a theme."""
    only_organizations: tuple[Place, ...] = ()

    @property
    def meeting(self) -> tuple[SharedTheme, ...]:
        """The themes with values of both sides."""
        return tuple(theme for theme in self.themes if theme.meets)

    @property
    def one_sided(self) -> tuple[SharedTheme, ...]:
        """The themes with values of one side only."""
        return tuple(theme for theme in self.themes if not theme.meets)


def sharing(matrix: Matrix) -> SharedValues:
    """The shared values of a matrix; themes that differ only in case or accents are the same."""
    names: dict[str, str] = {}
    places_by_theme: dict[tuple[str, Audience], list[Place]] = {}
    for cell, values in cells(matrix):
        audience = matrix.audience(cell.row)
        for slot, value in enumerate(values):
            if not value.claimed:
                continue
            mark = key(value.shared) if value.shared else ""
            if mark:
                names.setdefault(mark, value.shared)
            places_by_theme.setdefault((mark, audience), []).append(
                Place(cell.row, cell.column, slot)
            )

    def places(mark: str, audience: Audience) -> tuple[Place, ...]:
        return tuple(places_by_theme.get((mark, audience), ()))

    themes = (
        SharedTheme(name, places(mark, "members"), places(mark, "organizations"))
        for mark, name in names.items()
    )
    return SharedValues(tuple(themes), places("", "members"), places("", "organizations"))


def link(matrix: Matrix, places: Iterable[Place], theme: str) -> Matrix:
    """The matrix with the values at `places` under a theme, in its existing spelling if any.

    A blank theme changes nothing; `unlink` removes themes.
    """
    text = detail_text(theme)
    if not text:
        return matrix
    known = next((each.name for each in sharing(matrix).themes if key(each.name) == key(text)), "")
    return set_detail(matrix, places, "shared", known or text)


def unlink(matrix: Matrix, places: Iterable[Place]) -> Matrix:
    """The matrix with the values at `places` without a theme."""
    return set_detail(matrix, places, "shared", "")


def rename_theme(matrix: Matrix, theme: SharedTheme, name: str) -> Matrix:
    """The matrix with a theme renamed; the name of another theme merges the two."""
    return link(matrix, theme.places, name)


def suggested_theme(matrix: Matrix, places: Iterable[Place]) -> str:
    """A suggestion for the theme of these values.

    It is the theme that one of them has; else the words they have in common, as in the first; else
    the wording of an organization's value, which is more general; else an empty text.
    """
    candidates = [(place, value_there(matrix, place)) for place in sorted(set(places))]
    values = [(place, value) for place, value in candidates if value is not None]
    if not values:
        return ""
    for _, value in values:
        if value.shared:
            return value.shared
    common = frozenset.intersection(*[words_of(value.text) for _, value in values])
    shared_words = [word for word in values[0][1].text.split() if words_of(word) & common]
    if len(values) > 1 and shared_words:
        phrase = " ".join(shared_words)
        return phrase[:1].upper() + phrase[1:]
    organization_values = [
        value for place, value in values if matrix.audience(place.row) == "organizations"
    ]
    return (organization_values or [value for _, value in values])[0].text


def partners(matrix: Matrix, place: Place) -> tuple[Place, ...]:
    """Every value of the other side, those with the most words in common first.

    Retired values are left out; the result is empty if there is no value at `place`.
    """
    value = value_there(matrix, place)
    if value is None:
        return ()
    side = matrix.audience(place.row)
    words = words_of(value.text)
    ranked = [
        (-len(words & words_of(other.text)), Place(cell.row, cell.column, slot))
        for cell, values in cells(matrix)
        if matrix.audience(cell.row) != side
        for slot, other in enumerate(values)
        if other.claimed
    ]
    return tuple(there for _, there in sorted(ranked))


def rows_named(matrix: Matrix, name: str) -> tuple[int, ...]:
    """The indexes of the rows with this name, else of those whose name contains it.

    Case and accents make no difference. The result is empty for a blank name.
    """
    wanted = key(name)
    exact = [index for index, row in enumerate(matrix.rows) if wanted and key(row.name) == wanted]
    containing = [index for index, row in enumerate(matrix.rows) if find(name, row.name)]
    return tuple(exact or containing)


def about_rows(matrix: Matrix, rows: tuple[int, ...]) -> Matrix:
    """The matrix with these rows in full, and only the values of other rows that share a theme.

    Other rows without such a value are left out, and so are the parking lot and the reviews, which
    are not for that partner.
    """
    themes = {
        key(value.shared)
        for index in rows
        for horizon in HORIZONS
        for value in matrix.rows[index].cell(horizon)
        if value.shared and value.claimed
    }
    reduced = [
        (index, row if index in rows else _shared(row, themes))
        for index, row in enumerate(matrix.rows)
    ]
    count = len(matrix.members)
    remaining = [
        (index, row) for index, row in reduced if index in rows or row.short_term or row.long_term
    ]
    return replace(
        matrix,
        members=tuple(row for index, row in remaining if index < count),
        organizations=tuple(row for index, row in remaining if index >= count),
        parking_lot=(),
        reviews=(),
    )


def _shared(row: Row, themes: set[str]) -> Row:
    def met(cell: Cell) -> Cell:
        return tuple(v for v in cell if v.shared and v.claimed and key(v.shared) in themes)

    return replace(row, short_term=met(row.short_term), long_term=met(row.long_term))
