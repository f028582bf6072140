"""The result of a review: its record for the file, and its summary in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from copvalue_tui.matrix.diff.words import Decision, decisions
from copvalue_tui.matrix.fields.typed import detail_text
from copvalue_tui.matrix.review_walk import Walk
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Matrix, Review
from copvalue_tui.matrix.vocabulary import STATUS_NAMES


@dataclass(frozen=True, slots=True)
class Summary:
    """The results of a review so far."""

    visited: int = 0
    """Values the walk comes by and that still stand in cells."""
    decided: int = 0
    """Those of them with a verdict, changed or confirmed."""
    statuses: tuple[tuple[str, int], ...] = ()
    """Status → how many values have it now and did not at the start, in the table's order."""
    reworded: int = 0
    added: int = 0
    dropped: int = 0
    owners: int = 0
    """The number of values with a new owner."""
    dates: int = 0
    """The number of values with a new review date."""
    decisions: tuple[Decision, ...] = ()

    @property
    def sentence(self) -> str:
        """One line: `24 of 37 decided; 5 now realized, 2 now at-risk; 1 reworded.`"""
        parts = [f"{self.decided} of {self.visited} decided"]
        if self.statuses:
            parts.append(", ".join(f"{count} now {name}" for name, count in self.statuses))
        counts = (
            (self.owners, "new owner", "new owners"),
            (self.dates, "new review date", "new review dates"),
            (self.reworded, "reworded", "reworded"),
            (self.added, "added", "added"),
            (self.dropped, "dropped", "dropped"),
        )
        parts += [plural(count, one, many) for count, one, many in counts if count]
        return "; ".join(parts) + "."


def summary(walk: Walk, before: Matrix, after: Matrix) -> Summary:
    """The changes from the matrix at the start of the review to the current one."""
    changes = decisions(before, after)
    pairs = [(each.old, each.new) for each in changes if each.old and each.new]
    fresh = [each.new for each in changes if each.new and not each.old]
    moved = [new.status for old, new in pairs if old.status != new.status]
    counts = Counter(moved)
    return Summary(
        visited=sum(visit.place is not None for visit in walk.visits),
        decided=sum(visit.decided and visit.place is not None for visit in walk.visits),
        statuses=tuple((name, counts[name]) for name in STATUS_NAMES if counts[name]),
        reworded=sum(old.text != new.text for old, new in pairs),
        added=len(fresh),
        dropped=sum(each.old is not None and each.new is None for each in changes),
        owners=sum(old.owner != new.owner for old, new in pairs),
        dates=sum(old.review_by != new.review_by for old, new in pairs),
        decisions=changes,
    )


def review_record(
    before: Matrix,
    after: Matrix,
    day: date,
    facilitator: str = "",
    present: Iterable[str] = (),
    note: str = "",
) -> Review:
    """The record of a review from `before` to `after`: one sentence per net change."""
    return Review(
        date=day,
        facilitator=detail_text(facilitator),
        present=tuple(text for each in present if (text := detail_text(each))),
        note=detail_text(note),
        decisions=tuple(detail_text(each.sentence) for each in decisions(before, after)),
    )


def with_review(matrix: Matrix, review: Review) -> Matrix:
    """The matrix with this record as its last review."""
    return replace(matrix, reviews=(*matrix.reviews, review))


def people(typed: str) -> tuple[str, ...]:
    """The people present, typed as names or roles separated by commas or semicolons."""
    parts = (detail_text(part) for part in typed.replace(";", ",").split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
