"""What became of a moment of the past since, in words: a page to read for each cell and row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.matrix.diff.changes import Changes, changes
from copvalue_tui.matrix.values import Matrix, Place, Row, cell_name

MOST_TOLD = 500
"""Lines of one page; of a longer list only the count is shown."""
ADDED, GONE, OTHER = "+", "−", "≠"


def difference_pages(then: Matrix, now: Matrix) -> tuple[HelpPage, ...]:
    """What `now` has that `then` had not, and the other way round: facts, rows, cells."""
    between = changes(then, now)
    pages = [*_of_facts(between), *_of_rows(between)]
    for place in between.cells:
        row = between.pairing.rows.get(place.row)
        if row is not None:
            pages.append(
                _page(cell_name(then, place), _lines(between, place, replace(place, row=row)))
            )
    if between.reordered:
        pages.append(
            HelpPage("The order of the rows", ((OTHER, "The rows are in another order now."),))
        )
    return tuple(pages) or (HelpPage("No difference", (("", "It is identical to the present."),)),)


def _of_facts(between: Changes) -> Iterator[HelpPage]:
    lines: list[tuple[str, str]] = []
    for name in between.facts_and_parking:
        old, new = getattr(between.old, name), getattr(between.new, name)
        words = name.replace("_", " ")
        if isinstance(old, str) and isinstance(new, str):
            was, became = (f"“{text}”" if text else "nothing" for text in (old, new))
            lines.append((OTHER, f"{words}: was {was}, is {became}"))
        else:
            lines.append((OTHER, f"{words}: {len(old):,} then, {len(new):,} now"))
    if lines:
        yield _page("About the matrix", lines)


def _of_rows(between: Changes) -> Iterator[HelpPage]:
    then, now = between.old, between.new
    lines: list[tuple[str, str]] = []
    for row in between.rows_changed:
        there = between.pairing.rows[row]
        old, new, audience = then.rows[row], now.rows[there], now.audience(there)
        what = f"is now called “{new.name}”" if old.name != new.name else "now has other details"
        if then.audience(row) != audience:
            what = f"is now among the {audience}"
        lines.append((OTHER, f"“{old.name}” {what}"))
    if lines:
        yield _page("Rows", lines)
    for row in between.rows_dropped:
        yield _page(f"{then.rows[row].name}, deleted row", _held(then.rows[row], GONE))
    for row in between.rows_added:
        yield _page(f"{now.rows[row].name}, new row", _held(now.rows[row], ADDED))


def _held(row: Row, sign: str) -> list[tuple[str, str]]:
    values = row.short_term + row.long_term
    return [(sign, value.text) for value in values] or [("", "It has no values.")]


def _lines(between: Changes, before: Place, after: Place) -> list[tuple[str, str]]:
    """What became of a cell; a value with only other details is shown as such."""
    old, new = between.pairing.before.values, between.pairing.after.values
    gone = [old[at].text for at in between.left_in(before)]
    added = [new[at].text for at in between.came_in(after)]
    kept = set(gone) & set(added)
    lines = [(ADDED, text) for text in added if text not in kept]
    lines += [(GONE, text) for text in gone if text not in kept]
    lines += [(OTHER, f"{text} (other details)") for text in added if text in kept]
    return lines or [(OTHER, "The same values, in another order.")]


def _page(heading: str, lines: list[tuple[str, str]]) -> HelpPage:
    more = len(lines) - MOST_TOLD
    shown = lines[:MOST_TOLD]
    if more > 0:
        shown.append(("", f"And {more:,} more."))
    return HelpPage(heading, tuple(shown))
