"""Which row of the new matrix is which row of the old one, though renamed, moved or refilled."""

from collections.abc import Sequence

from copvalue_tui.files.aligning import align
from copvalue_tui.matrix.values import Review, Row


def paired_rows(old: Sequence[Row], new: Sequence[Row]) -> list[int | None]:
    """For each new row the index of the old one, or None for a row that was added.

    Equal rows first, then rows of the same name, then those that share most values; at last a row
    that was empty is the same as one at its place. A row with other values and another name is
    another row, and does not take over the comments of one that was deleted.
    """
    found = [origin and origin[1] for origin in align([(old, new)], _name, places=False)[0]]
    for at, row in enumerate(new):
        if found[at] is None:
            found[at] = _most_shared(old, row, set(found))
    for at in range(len(new)):
        if found[at] is None and at < len(old) and at not in found and not _texts(old[at]):
            found[at] = at
    return found


def paired_reviews(old: Sequence[Review], new: Sequence[Review]) -> list[int | None]:
    """For each new review the index of the old one, or None for one that was added."""
    return [origin and origin[1] for origin in align([(old, new)], _day)[0]]


def _most_shared(old: Sequence[Row], row: Row, taken: set[int | None]) -> int | None:
    mine = _texts(row)
    counts = [(len(mine & _texts(other)), -at) for at, other in enumerate(old) if at not in taken]
    count, place = max(counts, default=(0, 0))
    return -place if count else None


def _texts(row: Row) -> set[str]:
    return {value.text for value in row.short_term + row.long_term}


def _name(row: Row) -> str:
    return row.name


def _day(review: Review) -> str:
    return f"{review.date} {review.facilitator}"
