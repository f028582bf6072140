"""Which row of the new matrix is which row of the old one, though renamed, moved or refilled."""

from collections.abc import Sequence

from copvalue_tui.files.aligning import align
from copvalue_tui.matrix.values import Review, Row


def paired_rows(old: Sequence[Row], new: Sequence[Row]) -> list[int | None]:
    """For each new row the index of the old one, or None for a row that was added.

    Equal rows first, then rows of the same name, then those that share most values; at last, where
    as many are left between the same neighbours, each is the one at its place: better a comment
    over a row that has nothing else in common than an unknown key lost.
    """
    found = [origin and origin[1] for origin in align([(old, new)], _name, places=False)[0]]
    for at, row in enumerate(new):
        if found[at] is None:
            found[at] = _most_shared(old, row, set(found))
    left, run = -1, list[int]()
    for at in range(len(new) + 1):
        origin = found[at] if at < len(new) else len(old)
        if origin is None:
            run.append(at)
            continue
        free = [other for other in range(left + 1, origin) if other not in found]
        if len(free) == len(run):
            for place, other in zip(run, free, strict=True):
                found[place] = other
        left, run = origin, []
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
