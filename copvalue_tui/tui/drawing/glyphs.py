"""The signs things are drawn with, with and without Unicode, and the columns of marks in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from copvalue_tui.matrix.values import Cell, Row, Value
from copvalue_tui.matrix.vocabulary import DEFAULT_STATUS, PRIORITY_MARKS, STATUSES


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What is drawn that is not a word; each one terminal cell wide."""

    bullet: str
    picked: str
    """Instead of the bullet of a marked value."""
    fresh: str
    """Instead of the bullet of a value that a save brought lately, on a screen that follows."""
    edge: str
    """At the left of the cell under the cursor, over its whole height."""
    rule: str
    track: str
    """The upright line at the grid's right."""
    thumb: str
    """The part of that line which shows what is on screen."""
    ellipsis: str
    dot: str
    """Between two words of a heading."""
    used: str
    elsewhere: str
    """After an offer that is in another cell."""
    named: str
    """Before the name of a checkpoint."""
    unsaved: str
    pointer: str
    """Before the offer that is chosen."""
    left: str
    right: str
    quotes: tuple[str, str]
    statuses: Mapping[str, str]
    """Status → its mark; the one every value starts with has a blank."""
    priorities: Mapping[str, str]
    arrows: Mapping[int, str] = field(default_factory=dict)
    """Signs in the names of keys → what is written instead, where they cannot be drawn."""

    def keys(self, text: str) -> str:
        """The names of keys as they can be drawn."""
        return text.translate(self.arrows)


_BLANKS = {DEFAULT_STATUS: " "}
UNICODE_GLYPHS = Glyphs(
    bullet="•",
    picked="■",
    fresh="✦",
    edge="▌",
    rule="─",
    track="│",
    thumb="┃",
    ellipsis="…",
    dot="·",
    used="✓",
    elsewhere="◦",
    named="◆",
    unsaved="●",
    pointer="▸",
    left="←",
    right="→",
    quotes=("“", "”"),
    statuses={status.name: status.mark for status in STATUSES} | _BLANKS,
    priorities={name: marks[0] for name, marks in PRIORITY_MARKS.items()},
)
ASCII_GLYPHS = Glyphs(
    bullet="-",
    picked="*",
    fresh="+",
    edge="|",
    rule="-",
    track="|",
    thumb="#",
    ellipsis="~",
    dot="-",
    used="+",
    elsewhere="~",
    named="#",
    unsaved="*",
    pointer=">",
    left="<",
    right=">",
    quotes=('"', '"'),
    statuses={status.name: status.ascii for status in STATUSES} | _BLANKS,
    priorities={name: marks[1] for name, marks in PRIORITY_MARKS.items()},
    arrows=str.maketrans({"↑": "Up", "↓": "Down", "←": "Left", "→": "Right", "…": "to"}),
)


@dataclass(frozen=True, slots=True)
class MarkColumns:
    """Which columns of marks the values of a matrix need; those nobody uses take no room."""

    status: bool = False
    priority: bool = False
    votes: int = 0
    """Digits of the largest number of votes; 0 when nobody voted."""
    spread: bool = False
    """Whether there is room for a blank between two columns."""

    @property
    def width(self) -> int:
        """Cells that the marks of one value take, the gap before them included."""
        parts = [1] * (self.status + self.priority) + [self.votes + 1] * bool(self.votes)
        blanks = max(len(parts) - 1, 0) if self.spread or self.votes else 0
        return sum(parts) + blanks + 1 if parts else 0

    def marks(self, value: Value, glyphs: Glyphs) -> str:
        """The marks of a value, one after another, as wide as `width` without its gap."""
        parts = [glyphs.statuses.get(value.status, " ")] if self.status else []
        if self.priority:
            parts.append(glyphs.priorities.get(value.priority, " "))
        if self.votes:
            parts.append(f"{_votes_words(value.votes):>{self.votes + 1}}")
        return (" " if self.spread or self.votes else "").join(parts)


MOST_VOTES = 999
"""More are shown as more than this, so that the texts keep their room."""


def _votes_words(votes: int) -> str:
    if not votes:
        return ""
    return f"+{votes}" if votes <= MOST_VOTES else f">{MOST_VOTES}"


_STATUS, _PRIORITY, _VOTE = 1, 2, 4
"""The uses of a row as one number: two bits, and the digits of its votes above them."""


def uses_of(row: Row) -> int:
    """Which marks a row uses, as a number for `columns_of`."""
    return cell_uses(row.short_term) | cell_uses(row.long_term)


def cell_uses(cell: Cell) -> int:
    """Which marks a cell uses, as a number for `columns_of`."""
    # Asked of every value there is, and most have no marks: those are passed over at once.
    marked = [
        value for value in cell if value.votes or value.priority or value.status != DEFAULT_STATUS
    ]
    if not marked:
        return 0
    uses = _STATUS if any(value.status != DEFAULT_STATUS for value in marked) else 0
    uses |= _PRIORITY if any(value.priority for value in marked) else 0
    most = min(max(value.votes for value in marked), MOST_VOTES)
    return uses | (_VOTE << len(str(most)) if most else 0)


def columns_of(uses: Iterable[int]) -> MarkColumns:
    """The columns that all of these rows together need."""
    bits = 0
    for use in set(uses):
        bits |= use
    votes = (bits // _VOTE).bit_length() - 1
    return MarkColumns(bool(bits & _STATUS), bool(bits & _PRIORITY), max(votes, 0))
