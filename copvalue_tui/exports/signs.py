"""The signs of the plain-text forms, with and without Unicode, and which of them a matrix uses."""

from __future__ import annotations

from typing import NamedTuple

from copvalue_tui.matrix.values import Matrix, Value, cells
from copvalue_tui.matrix.vocabulary import DEFAULT_STATUS, PRIORITY_MARKS, STATUSES


class Signs(NamedTuple):
    """What bullets, rules and marks are drawn with."""

    bullet: str
    rule: str
    nothing: str
    """Stands in an empty cell."""
    statuses: dict[str, str]
    """Status → its mark; a status that says nothing new has a blank."""
    priorities: dict[str, str]


def signs(ascii: bool) -> Signs:
    """The signs for terminals with Unicode, or for those without."""
    marks = {status.name: status.ascii if ascii else status.mark for status in STATUSES}
    marks[DEFAULT_STATUS] = " "
    priorities = {name: marks[1 if ascii else 0] for name, marks in PRIORITY_MARKS.items()}
    return Signs(
        bullet="-" if ascii else "•",
        rule="-" if ascii else "─",
        nothing="-" if ascii else "–",
        statuses=marks,
        priorities=priorities | {"": " "},
    )


class Marked(NamedTuple):
    """Which kinds of marks a matrix uses; only those get a column."""

    statuses: frozenset[str]
    priorities: frozenset[str]

    @property
    def width(self) -> int:
        """Cells that the marks of one value take, the gap before them included."""
        kinds = bool(self.statuses) + bool(self.priorities)
        return kinds + 1 if kinds else 0

    def marks(self, value: Value, signs: Signs) -> str:
        """The marks of a value, one cell for each kind in use."""
        status = signs.statuses.get(value.status, " ") if self.statuses else ""
        return status + (signs.priorities.get(value.priority, " ") if self.priorities else "")

    def legend(self, signs: Signs) -> tuple[str, ...]:
        """What the marks in use mean, in the order of the tables they come from."""
        statuses = (status.name for status in STATUSES if status.name in self.statuses)
        priorities = (name for name in PRIORITY_MARKS if name in self.priorities)
        return (
            *(f"{signs.statuses[name]} {name}" for name in statuses),
            *(f"{signs.priorities[name]} {name} priority" for name in priorities),
        )


def marked(matrix: Matrix) -> Marked:
    """The marks that the values of the matrix need, those in the parking lot included."""
    lists = (*(cell for _, cell in cells(matrix)), matrix.parking_lot)
    values = [value for cell in lists for value in cell]
    return Marked(
        frozenset(value.status for value in values) - {DEFAULT_STATUS},
        frozenset(value.priority for value in values) - {""},
    )
