"""What the keys are for now: browsing, typing, presenting…; each mode carries its own facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from copvalue_tui.editor.state.text_line import NOTHING_DONE, LineHistory, TextLine
from copvalue_tui.matrix.values import BLANK, Matrix, Place

Pane = Literal["grid", "typing", "panel", "timeline", "review", "presenting", "writing", "voting"]
"""A set of keys; which one holds follows from the mode."""


@dataclass(frozen=True, slots=True)
class Mode:
    """What the keys are for; a subclass holds what is known in this mode alone."""

    pane: ClassVar[Pane] = "grid"

    @property
    def root(self) -> Mode:
        """The mode that goes on once it ends; itself where it lies on no other."""
        return BROWSING

    @property
    def filtered(self) -> bool:
        """Whether a filter decides what is shown; otherwise the mode shows what it is about."""
        return True

    @property
    def zoomed(self) -> bool | None:
        """Whether it shows one cell alone; `None` where that is for the person to say."""
        return None


@dataclass(frozen=True, slots=True)
class Browsing(Mode):
    """Going through the grid: every other mode comes back to it in the end."""

    @property
    def root(self) -> Mode:
        """Itself."""
        return self


BROWSING = Browsing()


@dataclass(frozen=True, slots=True)
class InRoom(Mode):
    """In front of a room: present, write or vote; what is known goes along from view to view."""

    whole: bool = False
    """Whether a presentation shows both horizons of a row at once."""
    expected: int = 0
    """How many votes each round of voting is to have; 0 when nobody said."""
    clock: bool = False
    """Whether the time of day is shown."""

    @property
    def zoomed(self) -> bool | None:
        """Always."""
        return True


@dataclass(frozen=True, slots=True)
class Presenting(InRoom):
    """A presentation: one cell or one row after another, large."""

    pane: ClassVar[Pane] = "presenting"


@dataclass(frozen=True, slots=True)
class SilentRound(InRoom):
    """Browsing one cell, large, with its guiding questions and no suggestions."""

    pane: ClassVar[Pane] = "writing"

    @property
    def root(self) -> Mode:
        """Itself."""
        return self

    @property
    def filtered(self) -> bool:
        """Never: everybody sees the whole cell."""
        return False


@dataclass(frozen=True, slots=True)
class Voting(InRoom):
    """A voting round on one cell."""

    pane: ClassVar[Pane] = "voting"

    start: Matrix = BLANK
    """The matrix when the round began: votes are undone as far as that."""


@dataclass(frozen=True, slots=True)
class Typing(Mode):
    """A value being typed in place."""

    pane: ClassVar[Pane] = "typing"

    place: Place
    """Of the value being reworded, or where the new one will be."""
    line: TextLine
    adding: bool
    """Whether it is a new value: then the matrix does not hold it yet."""
    chosen: int | None = None
    """Which of the panel's offers is chosen, if any."""
    past: LineHistory = NOTHING_DONE
    """What of the line can be undone while it is typed."""
    below: Mode = BROWSING
    """What goes on once the words are kept or cancelled: browsing, a silent round, a review."""

    @property
    def root(self) -> Mode:
        """What goes on below."""
        return self.below

    @property
    def filtered(self) -> bool:
        """As below."""
        return self.below.filtered

    @property
    def zoomed(self) -> bool | None:
        """As below."""
        return self.below.zoomed


@dataclass(frozen=True, slots=True)
class InPanel(Mode):
    """Choosing in the side panel of suggestions."""

    pane: ClassVar[Pane] = "panel"

    chosen: int = 0
    """Index of the offer its cursor is on."""
    query: str = ""
    """What it is filtered by."""
    filtering: bool = False
    """Whether letters go to the query."""
