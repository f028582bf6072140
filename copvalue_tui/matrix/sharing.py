"""Shared value: what members want beside what organizations want, theme by theme."""

from __future__ import annotations

from typing import NamedTuple

from copvalue_tui.matrix.matching import key
from copvalue_tui.matrix.values import Audience, Matrix, Place, cells


class Theme(NamedTuple):
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


class Sharing(NamedTuple):
    """What a matrix shares and what it does not; retired values are left out."""

    themes: tuple[Theme, ...] = ()
    """In the order of their first value, those with one side only among them."""
    only_members: tuple[Place, ...] = ()
    """Values of members that stand under no theme."""
    only_organizations: tuple[Place, ...] = ()

    @property
    def meeting(self) -> tuple[Theme, ...]:
        """The themes that have values of both sides."""
        return tuple(theme for theme in self.themes if theme.meets)

    @property
    def one_sided(self) -> tuple[Theme, ...]:
        """The themes that wait for the other side."""
        return tuple(theme for theme in self.themes if not theme.meets)


def sharing(matrix: Matrix) -> Sharing:
    """The shared values of a matrix; themes that differ in case or accents only are one theme."""
    names: dict[str, str] = {}
    found: dict[tuple[str, Audience], list[Place]] = {}
    for cell, values in cells(matrix):
        audience = matrix.audience(cell.row)
        for slot, value in enumerate(values):
            if value.status == "retired":
                continue
            mark = key(value.shared) if value.shared else ""
            if mark:
                names.setdefault(mark, value.shared)
            found.setdefault((mark, audience), []).append(Place(cell.row, cell.column, slot))

    def places(mark: str, audience: Audience) -> tuple[Place, ...]:
        return tuple(found.get((mark, audience), ()))

    themes = (
        Theme(name, places(mark, "members"), places(mark, "organizations"))
        for mark, name in names.items()
    )
    return Sharing(tuple(themes), places("", "members"), places("", "organizations"))
