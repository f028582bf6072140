"""A portfolio as plain text: totals, then the communities or sponsors, then what they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from copvalue_tui.matrix.dates.calendar import day_words
from copvalue_tui.matrix.portfolio import (
    Coverage,
    Portfolio,
    RowFigures,
    SharedByCommunities,
)
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.text.width import cell_width, clip, graphemes
from copvalue_tui.matrix.vocabulary import DROPPED, STATUS_NAMES

MAX_LISTED = 15
"""The most overdue communities, and the most common values, to name."""
MAX_DUPLICATES = 20
_NARROWEST = 70
_COLUMNS = (
    *(("overdue", "overdue"), ("at risk", "at-risk"), ("empty", "empty_cells")),
    *(("realized", "realized"), ("values", "values")),
)
"""The heading of each column, with the figure or the status to count; the worst first."""
_ORDER = "worst first: overdue, then at risk, then empty cells"
_GAP = 2
_FILE = 16
"""The narrowest column of files; where there is less room they are left out."""
_NOTHING = "–"
_UNNAMED = "No sponsor named"


class _Name(NamedTuple):
    """What a community is called."""

    title: str
    path: str = ""
    """Empty if the title says which one it is."""

    @property
    def whole(self) -> str:
        """In full."""
        return (
            f"{self.title} ({self.path})" if self.title and self.path else self.title or self.path
        )

    def fitted(self, width: int) -> str:
        """Shortened to `width` cells: a title at its end, a path at its start."""
        if cell_width(self.whole) <= width or not self.path:
            return clip(self.whole, width)
        if not self.title:
            return clip_start(self.path, width)
        path = clip_start(self.path, max(width // 2, width - cell_width(self.title) - 3))
        return f"{clip(self.title, width - cell_width(path) - 3)} ({path})"


class _Line(NamedTuple):
    """A line of a table."""

    name: _Name
    figures: RowFigures
    file: str = ""
    """The path to read on in; empty for a sponsor."""
    indent: str = ""


def portfolio_text(portfolio: Portfolio, width: int, *, by_sponsor: bool = False) -> str:
    """The portfolio as lines of at most `width` cells, or of a sensible minimum."""
    lines = _lines(portfolio, max(width, _NARROWEST), by_sponsor)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(portfolio: Portfolio, width: int, by_sponsor: bool) -> Iterator[str]:
    covered = portfolio.covered
    names = _names(covered)
    yield from _totals(portfolio)
    if not covered:
        return
    if by_sponsor:
        yield from ("", f"SPONSORS, {_ORDER}")
        yield from _table(_sponsor_lines(portfolio, names), width)
        return
    yield from ("", f"COMMUNITIES, {_ORDER}")
    yield from _table([_Line(names[each.name], each.figures, each.name) for each in covered], width)
    yield from _overdue(covered, names, width)
    yield from _common(portfolio.common, portfolio.lonely)
    yield from _likely_duplicates(portfolio, width)


def _names(covered: tuple[Coverage, ...]) -> dict[str, _Name]:
    """The name of each community, by its path; the path is in it if another has the same title."""
    titles = Counter(key(each.title) for each in covered)
    return {each.name: _name(each, with_path=titles[key(each.title)] > 1) for each in covered}


def _name(covered: Coverage, *, with_path: bool) -> _Name:
    path = safe(covered.name)
    return _Name(safe(covered.title), path if with_path or not covered.title else "")


def _totals(portfolio: Portfolio) -> Iterator[str]:
    totals = portfolio.totals
    communities = len(portfolio.covered)
    yield f"{plural(communities, 'community', 'communities')}, {plural(totals.values, 'value')}"
    if not totals.values:
        return
    yield ""
    for status in STATUS_NAMES:
        if totals.statuses[status] and status not in DROPPED:
            yield _share(status.replace("-", " "), totals.statuses[status], totals.values)
    yield ""
    overdue = sum(bool(each.figures.overdue) for each in portfolio.covered)
    since = f", the first since {day_words(totals.oldest)}" if totals.oldest else ""
    where = f"  in {plural(overdue, 'community', 'communities')}{since}" if overdue else ""
    yield _share("overdue", totals.overdue, totals.values) + where
    yield _share("no owner", totals.without_owner, totals.values)
    yield _share("no evidence", totals.without_evidence, totals.values)
    yield _share("empty cells", totals.empty_cells, totals.cells)


def _share(what: str, count: int, whole: int) -> str:
    share = f"{count:>7,}  {count / whole:>4.0%}" if count else f"{_NOTHING:>7}"
    return f"  {what:<11}  {share}"


def _sponsor_lines(portfolio: Portfolio, names: dict[str, _Name]) -> list[_Line]:
    """Each sponsor with its communities below."""
    lines: list[_Line] = []
    for sponsor in portfolio.sponsors:
        lines.append(_Line(_Name(safe(sponsor.name) or _UNNAMED), sponsor.figures))
        lines += (
            _Line(names[each.name], figures, each.name, "  ")
            for each, figures in sponsor.communities
        )
    return lines


def _table(lines: list[_Line], width: int) -> Iterator[str]:
    numbers = sum(len(head) + _GAP for head, _ in _COLUMNS)
    longest = max(cell_width(line.indent + line.name.whole) for line in lines)
    room = min(longest, width - numbers - 2)
    rest = width - 2 - room - numbers - _GAP
    files = rest if rest >= _FILE else 0
    heads = "".join(f"{'':{_GAP}}{head}" for head, _ in _COLUMNS)
    yield "  " + " " * room + heads + (f"{'':{_GAP}}file" if files else "")
    for line in lines:
        name = line.indent + line.name.fitted(room - len(line.indent))
        cells = "".join(
            f"{'':{_GAP}}{_figure(line.figures, figure):>{len(head)}}" for head, figure in _COLUMNS
        )
        file = f"{'':{_GAP}}{clip_start(safe(line.file), files)}" if files else ""
        yield f"  {name}{' ' * (room - cell_width(name))}{cells}{file}"


def _figure(figures: RowFigures, name: str) -> str:
    count = figures.statuses[name] if name in STATUS_NAMES else int(getattr(figures, name))
    return f"{count:,}" if count else _NOTHING


def _overdue(covered: tuple[Coverage, ...], names: dict[str, _Name], width: int) -> Iterator[str]:
    yield from ("", "OVERDUE REVIEWS, longest first")
    dated = [(each.figures.oldest, each) for each in covered if each.figures.oldest]
    if not dated:
        yield "  none"
    for oldest, each in sorted(dated, key=lambda pair: (pair[0], names[pair[1].name]))[:MAX_LISTED]:
        values = f": {plural(each.figures.overdue, 'value')}, the first since {day_words(oldest)}"
        yield f"  {names[each.name].fitted(width - cell_width(values) - 2)}{values}"
    if len(dated) > MAX_LISTED:
        yield f"  and {len(dated) - MAX_LISTED:,} more communities"


def _common(common: tuple[SharedByCommunities, ...], lonely: int) -> Iterator[str]:
    yield from ("", "COMMON VALUES")
    if not common:
        yield "  none appears in more than one community"
    for each in common[:MAX_LISTED]:
        yield f"  {each.communities:>5,} communities  {safe(each.text)}"
    if len(common) > MAX_LISTED:
        yield f"  and {len(common) - MAX_LISTED:,} more in several communities"
    count = plural(lonely, "value appears", "values appear")
    yield f"  {count} in one community only"


def _likely_duplicates(portfolio: Portfolio, width: int) -> Iterator[str]:
    yield from ("", "LIKELY DUPLICATES")
    if not portfolio.twins:
        yield "  none"
    paths = {each.name: _name(each, with_path=True) for each in portfolio.covered}
    for each in portfolio.twins[:MAX_DUPLICATES]:
        why = plural(each.shared, "value in common", "values in common")
        title = ", same title" if each.same_title else ""
        yield f"  {why} ({each.part:.0%}){title}:"
        for name in each.names[:MAX_DUPLICATES]:
            yield f"    {paths[name].fitted(width - 4)}"
        if len(each.names) > MAX_DUPLICATES:
            yield f"    and {len(each.names) - MAX_DUPLICATES:,} more"
    if len(portfolio.twins) > MAX_DUPLICATES:
        yield f"  and {len(portfolio.twins) - MAX_DUPLICATES:,} more"


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
