"""Which headings are in force over a line: an audience, a row, a horizon."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from copvalue_tui.imports.structure.labels import Label
from copvalue_tui.matrix.values import Horizon

BOLD, PLAIN, LISTED = 7, 8, 60
"""Levels of headings in bold letters, of plain lines and of list items; deeper ones are indented.
Those with `#` have their own number."""


class HeadingLine(NamedTuple):
    """A line that stands over others."""

    level: int
    words: str
    label: Label | None
    """What it names, if it is a label."""
    lines: int = 1
    value: str = ""
    """A value behind it on the same line."""


class _Level(NamedTuple):
    """A heading that is in force."""

    level: int
    label: Label
    section: bool = False
    """Whether rows of the same level are below it, although it has cells of its own."""

    @property
    def rank(self) -> int:
        """How much it narrows: an audience, a row, a horizon."""
        if self.label.horizon or self.label.parked:
            return 2
        return int(bool(self.label.name) and not self.label.audience)


class Levels:
    """The headings in force, the outermost first."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._with_cells: set[int] = set()
        """The levels of the audiences that have had a horizon of their own."""

    def __bool__(self) -> bool:
        return bool(self._levels)

    @property
    def label(self) -> Label:
        """What all of them say together."""
        label = Label()
        for level in self._levels:
            label = level.label.within(label)
        return label

    @property
    def last(self) -> int:
        """The level of the innermost; 0 if there is none."""
        return self._levels[-1].level if self._levels else 0

    @property
    def ends_in_row(self) -> bool:
        """Whether the innermost is the name of a row."""
        return bool(self._levels) and self._levels[-1].rank == 1

    @property
    def horizon_level(self) -> int | None:
        """The level of the outermost horizon."""
        return next((each.level for each in self._levels if each.label.horizon), None)

    @property
    def horizons(self) -> Set[Horizon]:
        """The horizons in force."""
        return {each.label.horizon for each in self._levels if each.label.horizon}

    @property
    def only_horizons(self) -> bool:
        """Whether there are horizons in force, and no rows."""
        return bool(self._levels) and all(
            each.label.horizon and not each.label.name for each in self._levels
        )

    def end(self, level: int) -> None:
        """End all that are not over a heading of this level."""
        self._levels = [each for each in self._levels if each.level < level]

    def put(self, level: int, label: Label) -> None:
        """Put a label in force over the lines that follow."""
        new = _Level(level, label)
        last = self._levels[-1] if self._levels else None
        if last is not None and not last.rank and last.level not in self._with_cells:
            same = last.label.audience == label.audience and not new.rank
            new = new._replace(section=same and bool(label.audience))
        self._levels = [
            each
            for each in self._levels
            if each.level < level
            or (each.level == level and each.rank < new.rank and self._is_over(each, new))
            if not label.parked
        ]
        if new.rank == 2 and self._levels and not self._levels[-1].rank:
            self._with_cells.add(self._levels[-1].level)
        elif not new.rank:
            self._with_cells.discard(level)
        self._levels.append(new)

    def _is_over(self, audience: _Level, new: _Level) -> bool:
        """Whether a heading is over another one of its level: “MEMBERS” over the name of a row."""
        if any(each.label.horizon and each.level < new.level for each in self._levels):
            return new.rank == 2
        return new.rank == 2 or audience.section or audience.level not in self._with_cells

    def beside_row(self, level: int) -> bool:
        """Whether a heading of this level stands beside a row below a horizon."""
        horizon = self.horizon_level
        if horizon is None or horizon >= level:
            return False
        rows = [each.level for each in self._levels if each.label.name or each.label.audience]
        return level in rows and all(row > horizon for row in rows)
