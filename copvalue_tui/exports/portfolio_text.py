"""A portfolio as plain text: a line for each matrix, then what they say together."""

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
from copvalue_tui.matrix.text.width import cell_width, graphemes

MOST_COMMON = 15
MOST_TWINS = 20
_NARROWEST = 70
_COLUMNS = (
    *(("values", "values"), ("empty", "empty_cells"), ("at risk", "at-risk")),
    *(("realized", "realized"), ("no owner", "without_owner"), ("overdue", "overdue")),
)
"""Head of a column → the figure of a matrix that stands in it, or a status to be counted."""
_GAP = 2
_NOTHING = "–"


def portfolio_text(portfolio: Portfolio, width: int) -> str:
    """The portfolio as lines of at most `width` cells, but no narrower than makes sense."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(portfolio, max(width, _NARROWEST)))


def _lines(portfolio: Portfolio, width: int) -> Iterator[str]:
    count = len(portfolio.covered)
    told = "1 matrix" if count == 1 else f"{count:,} matrices"
    yield f"{told}, {portfolio.values:,} value{'s' * (portfolio.values != 1)}"
    if not count:
        return
    yield from ("", "MATRICES")
    yield from _table(portfolio.covered, width)
    late = [each for each in portfolio.covered if each.overdue]
    yield from ("", "OVERDUE REVIEWS")
    if not late:
        yield "  none"
    for each in sorted(late, key=lambda each: (each.oldest is None, each.oldest, each.name)):
        since = f", the first since {day_words(each.oldest)}" if each.oldest else ""
        values = "1 value" if each.overdue == 1 else f"{each.overdue} values"
        told = f": {values}{since}"
        yield f"  {clip_start(safe(each.name), width - cell_width(told) - 2)}{told}"
    yield from _common(portfolio.common, portfolio.lonely)
    yield from _twins(portfolio.twins, width)


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
    found = covered.statuses.get(name)
    return int(getattr(covered, name)) if found is None else found


def _common(common: tuple[SharedByCommunities, ...], lonely: int) -> Iterator[str]:
    yield from ("", "COMMON VALUES")
    if not common:
        yield "  none stands in more than one matrix"
    for each in common[:MOST_COMMON]:
        yield f"  {each.communities:>5,} matrices  {safe(each.text)}"
    if len(common) > MOST_COMMON:
        yield f"  and {len(common) - MOST_COMMON:,} more that stand in several"
    told = "1 value stands" if lonely == 1 else f"{lonely:,} values stand"
    yield f"  {told} in one matrix only"


def _twins(twins: tuple[LikelySameCommunity, ...], width: int) -> Iterator[str]:
    yield from ("", "LIKELY DOUBLES")
    if not twins:
        yield "  none"
    for each in twins[:MOST_TWINS]:
        why = "1 value in common" if each.shared == 1 else f"{each.shared} values in common"
        title = ", one title" if each.same_title else ""
        yield f"  {why} ({each.part:.0%}){title}:"
        for name in each.names[:MOST_TWINS]:
            yield f"    {clip_start(safe(name), width - 4)}"
        if len(each.names) > MOST_TWINS:
            yield f"    and {len(each.names) - MOST_TWINS:,} more"
    if len(twins) > MOST_TWINS:
        yield f"  and {len(twins) - MOST_TWINS:,} more"


def clip_start(text: str, width: int) -> str:
    """The text, its start left out where it takes more than `width` cells: paths end tellingly."""
    if cell_width(text) <= width:
        return text
    kept: list[str] = []
    room = width - 1
    for part in reversed(graphemes(text)):
        room -= cell_width(part)
        if room < 0:
            break
        kept.append(part)
    return "…" + "".join(reversed(kept)) if width > 0 else ""
