"""The signs things are drawn with, with and without Unicode, and the column of marks in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from copvalue_tui.matrix.dates.calendar import is_overdue
from copvalue_tui.matrix.values import Cell, Row, Value
from copvalue_tui.matrix.vocabulary import LOOKS, PRIORITY_MARKS, STATUSES, Look
from copvalue_tui.tui.drawing.line import Tone


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What is drawn that is not a word; each one terminal cell wide."""

    bullet: str
    """Of a value that is only proposed, and of lists that are not of values."""
    picked: str
    """Instead of the bullet of a marked value."""
    fresh: str
    """Instead of the bullet of a value that a save brought lately, on a screen that follows."""
    edge: str
    """At the left of the cell under the cursor, over its whole height."""
    rule: str
    band: str
    """What fills the line where an audience begins."""
    above: str
    """Before how many values are above what is shown of a row."""
    track: str
    """The upright line at the grid's right."""
    thumb: str
    """The part of that line which shows what is on screen."""
    ellipsis: str
    dot: str
    """Between two words of a heading."""
    used: str
    """After an offer that is in this cell."""
    elsewhere: str
    """After an offer that is in another cell."""
    named: str
    """Before the name of a checkpoint."""
    pointer: str
    """Before the offer that is chosen."""
    left: str
    right: str
    quotes: tuple[str, str]
    statuses: Mapping[str, str]
    """Status → the bullet of its values."""
    priorities: Mapping[str, str]
    """Priority → its bars."""
    arrows: Mapping[int, str] = field(default_factory=dict)
    """Signs in the names of keys → what is written instead, where they cannot be drawn."""

    def label(self, text: str) -> str:
        """A label as it can be drawn: three dots, where there is no ellipsis."""
        return text if self.ellipsis == "…" else text.replace("…", "...")

    def keys(self, text: str) -> str:
        """The names of keys as they can be drawn."""
        return text.translate(self.arrows)


_TONES: Mapping[Look, Tone] = {
    **{"plain": "dim", "agreed": "mark", "on-track": "on-track"},
    **{"at-risk": "at-risk", "realized": "realized", "retired": "dim"},
}
STATUS_TONES: Mapping[str, Tone] = {name: _TONES[look] for name, look in LOOKS.items()}
"""Status → the colour of its bullet, as far as the status alone tells it."""


def bullet_tone(value: Value, today: date | None) -> Tone:
    """The colour of a value's bullet: at risk is worse once its review date has passed."""
    tone = STATUS_TONES[value.status]
    late = tone == "at-risk" and today is not None and is_overdue(value, today)
    return "overdue" if late else tone


UNICODE_GLYPHS = Glyphs(
    bullet="•",
    picked="■",
    fresh="✦",
    edge="▌",
    rule="─",
    band="━",
    above="↑",
    track="│",
    thumb="┃",
    ellipsis="…",
    dot="·",
    used="•",
    elsewhere="◦",
    named="◆",
    pointer="▸",
    left="←",
    right="→",
    quotes=("“", "”"),
    statuses={status.name: status.mark for status in STATUSES},
    priorities={name: marks[0] for name, marks in PRIORITY_MARKS.items()},
)
SHADED_GLYPHS = replace(UNICODE_GLYPHS, band="░")
"""In the terminal's own colours: a shade is quiet on a light and on a dark ground."""
SURFACE_GLYPHS = replace(UNICODE_GLYPHS, band=" ")
"""Where the ground is known, and the band has a surface in another colour."""
ASCII_GLYPHS = Glyphs(
    bullet="-",
    picked="*",
    fresh="+",
    edge="|",
    rule="-",
    band="=",
    above="^",
    track="|",
    thumb="]",
    ellipsis="~",
    dot="-",
    used="-",
    elsewhere="~",
    named="#",
    pointer=">",
    left="<",
    right=">",
    quotes=('"', '"'),
    statuses={status.name: status.ascii for status in STATUSES},
    priorities={name: marks[1] for name, marks in PRIORITY_MARKS.items()},
    arrows=str.maketrans({"↑": "Up", "↓": "Down", "←": "Left", "→": "Right", "…": "to"}),
)


@dataclass(frozen=True, slots=True)
class MarkColumns:
    """What is at the right of the values; without priorities it takes no room.

    The status is a value's bullet, and its votes follow its text, so neither needs a column.
    """

    priority: int = 0
    """How many bars the highest priority in use has."""

    @property
    def width(self) -> int:
        """Cells that the marks of one value take, the gap before them included."""
        return self.priority + 1 if self.priority else 0


MOST_VOTES = 999
"""More are shown as more than this, so that the texts keep their room."""


def votes_words(votes: int) -> str:
    """The votes behind a value's text, such as `+3`; empty without any."""
    if not votes:
        return ""
    return f"+{votes}" if votes <= MOST_VOTES else f">{MOST_VOTES}"


_BARS = {name: len(marks[0]) for name, marks in PRIORITY_MARKS.items()} | {"": 0}


def bars_of(row: Row) -> int:
    """How many bars the highest priority of a row has."""
    return max(cell_bars(row.short_term), cell_bars(row.long_term))


def cell_bars(cell: Cell) -> int:
    """How many bars the highest priority of a cell has."""
    # Asked of every value there is, and most have no priority: those are passed over at once.
    used = {value.priority for value in cell if value.priority}
    return max(_BARS.get(name, 0) for name in used) if used else 0
