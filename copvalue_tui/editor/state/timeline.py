"""The timeline: every moment that is known, session by session, and the one that is looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from copvalue_tui.editor.state.modes import BROWSING, Mode, Pane
from copvalue_tui.matrix import cursor as moves
from copvalue_tui.matrix.values import Matrix, Place, Scene


@dataclass(frozen=True, slots=True)
class TimelineMoment:
    """One moment: what had been done, and what the matrix was then."""

    words: str
    """What was done, or the name of a checkpoint; may hold words of people."""
    matrix: Matrix
    """Right after it; has rows."""
    cursor: Place
    """Where the cursor was, or nearly: the matrix may have no value there."""
    clock: str = ""
    """Its clock time, such as `14:02`; empty when unknown."""
    when: str = ""
    """Its time as sentences say it: `14:02 on 21 November`; empty when unknown."""
    kind: str = "do"
    """As the journal's `Moment` has it; `now` for the present."""
    sitting: int = 0
    """Index into `Timeline.sittings`."""


@dataclass(frozen=True, slots=True)
class TimelineSession:
    """One session in the timeline."""

    heading: str
    """When it was: “21 November, 13:40–14:25”."""
    note: str = ""
    """Why it ended, and who it was, where that is worth a word."""
    older: str = ""
    """Says that older steps are lost; shown below its oldest moment."""


@dataclass(frozen=True, slots=True)
class Timeline(Mode):
    """Looking back: what the timeline shows, and the moment that is looked at."""

    pane: ClassVar[Pane] = "timeline"

    entries: tuple[TimelineMoment, ...]
    """The latest first; the first of all is the present."""
    sittings: tuple[TimelineSession, ...]
    """The latest first."""
    chosen: int = 0
    """Index of the moment that is looked at."""
    place: Place | None = None
    """The cell that is looked at, once one was chosen; until then, where the cursor was."""
    query: str = ""
    """What was searched for last."""
    below: Mode = BROWSING
    """What goes on once it is closed: browsing, or a silent round."""

    @property
    def root(self) -> Mode:
        """What goes on below."""
        return self.below

    @property
    def filtered(self) -> bool:
        """Never: the past is shown whole."""
        return False

    @property
    def zoomed(self) -> bool | None:
        """Never."""
        return False

    @property
    def entry(self) -> TimelineMoment:
        """The moment that is looked at."""
        return self.entries[self.chosen]

    @property
    def at_present(self) -> bool:
        """Whether it is the present."""
        return self.chosen == 0

    @property
    def scene(self) -> Scene:
        """The matrix as it was at the chosen moment, and the place that is looked at."""
        entry = self.entry
        place = entry.cursor if self.place is None else self.place
        return Scene(entry.matrix, moves.clamp(entry.matrix, place))

    def choosing(self, index: int) -> Timeline:
        """The timeline with another moment chosen, or the nearest there is.

        A cell that is looked at stays so, as far as that moment has its row.
        """
        index = min(max(index, 0), len(self.entries) - 1)
        if self.place is None or index == self.chosen:
            return replace(self, chosen=index)
        there = self.entries[index].matrix
        row = _row_of(self.entry.matrix, there, self.place.row)
        place = replace(self.place, row=self.place.row if row is None else row)
        return replace(self, chosen=index, place=moves.clamp(there, place))


def _row_of(matrix: Matrix, there: Matrix, row: int) -> int | None:
    # Here, not above: only a timeline asks which row is which.
    from copvalue_tui.matrix.diff.changes import row_in

    return row_in(matrix, there, row)
