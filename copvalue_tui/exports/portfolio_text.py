"""A portfolio as plain text: a line for each matrix, then what they have in common."""

from __future__ import annotations

from collections.abc import Iterator

from copvalue_tui.matrix.dates.format import day_words
from copvalue_tui.matrix.portfolio import (
    Coverage,
    LikelySameCommunity,
    Portfolio,
    SharedByCommunities,
)
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.text.width import cell_width, graphemes

MAX_COMMON = 15
MAX_DUPLICATES = 20
_NARROWEST = 70
_COLUMNS = (
    *(("values", "values"), ("empty", "empty_cells"), ("at risk", "at-risk")),
    *(("realized", "realized"), ("no owner", "without_owner"), ("overdue", "overdue")),
)
"""The heading of each column, with the figure or the status to count."""
_GAP = 2
_NOTHING = "–"


def portfolio_text(portfolio: Portfolio, width: int) -> str:
    """The portfolio as lines of at most `width` cells, or of a sensible minimum."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(portfolio, max(width, _NARROWEST)))


def _lines(portfolio: Portfolio, width: int) -> Iterator[str]:
    count = len(portfolio.covered)
    heading = plural(count, "matrix", "matrices")
    yield f"{heading}, {portfolio.values:,} value{'s' * (portfolio.values != 1)}"
    if not count:
        return
    yield from ("", "MATRICES")
    yield from _table(portfolio.covered, width)
    overdue = [each for each in portfolio.covered if each.overdue]
    yield from ("", "OVERDUE REVIEWS")
    if not overdue:
        yield "  none"
    for each in sorted(overdue, key=lambda each: (each.oldest is None, each.oldest, each.name)):
        since = f", the first since {day_words(each.oldest)}" if each.oldest else ""
        values = plural(each.overdue, "value")
        heading = f": {values}{since}"
        yield f"  {clip_start(safe(each.name), width - cell_width(heading) - 2)}{heading}"
    yield from _common(portfolio.common, portfolio.lonely)
    yield from _likely_duplicates(portfolio.twins, width)


def _table(covered: tuple[Coverage, ...], width: int) -> Iterator[str]:
    numbers = sum(len(head) + _GAP for head, _ in _COLUMNS)
    longest = max(cell_width(safe(each.name)) for each in covered)
    room = min(longest, width - numbers - 2)
    yield "  " + " " * room + "".join(f"{'':{_GAP}}{head}" for head, _ in _COLUMNS)
    for each in covered:
        name = clip_start(safe(each.name), room)
        cells = "".join(
            f"{'':{_GAP}}{_figure(each, figure) or _NOTHING:>{len(head)}}"
            for head, figure in _COLUMNS
        )
        yield f"  {name}{' ' * (room - cell_width(name))}{cells}"


def _figure(covered: Coverage, name: str) -> int:
    count = covered.statuses.get(name)
    return int(getattr(covered, name)) if count is None else count


def _common(common: tuple[SharedByCommunities, ...], lonely: int) -> Iterator[str]:
    yield from ("", "COMMON VALUES")
    if not common:
        yield "  none appears in more than one matrix"
    for each in common[:MAX_COMMON]:
        yield f"  {each.communities:>5,} matrices  {safe(each.text)}"
    if len(common) > MAX_COMMON:
        yield f"  and {len(common) - MAX_COMMON:,} more in several matrices"
    count = plural(lonely, "value appears", "values appear")
    yield f"  {count} in one matrix only"


def _likely_duplicates(communities: tuple[LikelySameCommunity, ...], width: int) -> Iterator[str]:
    yield from ("", "LIKELY DUPLICATES")
    if not communities:
        yield "  none"
    for each in communities[:MAX_DUPLICATES]:
        why = plural(each.shared, "value in common", "values in common")
        title = ", same title" if each.same_title else ""
        yield f"  {why} ({each.part:.0%}){title}:"
        for name in each.names[:MAX_DUPLICATES]:
            yield f"    {clip_start(safe(name), width - 4)}"
        if len(each.names) > MAX_DUPLICATES:
            yield f"    and {len(each.names) - MAX_DUPLICATES:,} more"
    if len(communities) > MAX_DUPLICATES:
        yield f"  and {len(communities) - MAX_DUPLICATES:,} more"


def clip_start(text: str, width: int) -> str:
    """The text shortened at its start to `width` cells, because the end of a path says most."""
    if cell_width(text) <= width:
        return text
    parts: list[str] = []
    room = width - 1
    for part in reversed(graphemes(text)):
        room -= cell_width(part)
        if room < 0:
            break
        parts.append(part)
    return "…" + "".join(reversed(parts)) if width > 0 else ""
