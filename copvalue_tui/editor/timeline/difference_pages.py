"""What became of a moment of the past since, in words: a page to read for each cell and row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from copvalue_tui.editor.keys.host import HelpPage
from copvalue_tui.matrix.diff.compare import Comparison, compared, gone_slots
from copvalue_tui.matrix.values import HORIZON_WORDS, Cell, Matrix, Row, cell_at

MOST_TOLD = 500
"""Lines of one page; of a longer list only the count is told."""
ADDED, GONE, OTHER = "+", "−", "≠"


def difference_pages(then: Matrix, now: Matrix) -> tuple[HelpPage, ...]:
    """What `now` has that `then` had not, and the other way round: facts, rows, cells."""
    found = compared(then, now)
    pages = [*_of_facts(then, now, found), *_of_rows(then, now, found)]
    for place in found.cells:
        row = found.rows.get(place.row)
        if row is not None:
            after = cell_at(now, replace(place, row=row))
            heading = f"{then.rows[place.row].name} · {HORIZON_WORDS[place.horizon]}"
            pages.append(_page(heading, _lines(cell_at(then, place), after)))
    if found.reordered:
        pages.append(HelpPage("The order of the rows", ((OTHER, "The rows stand otherwise now."),)))
    return tuple(pages) or (HelpPage("No difference", (("", "It is the same now."),)),)


def _of_facts(then: Matrix, now: Matrix, found: Comparison) -> Iterator[HelpPage]:
    lines: list[tuple[str, str]] = []
    for name in found.facts:
        old, new = getattr(then, name), getattr(now, name)
        words = name.replace("_", " ")
        if isinstance(old, str) and isinstance(new, str):
            was, became = (f"“{text}”" if text else "nothing" for text in (old, new))
            lines.append((OTHER, f"{words}: was {was}, is {became}"))
        else:
            lines.append((OTHER, f"{words}: {len(old):,} then, {len(new):,} now"))
    if lines:
        yield _page("About the matrix", lines)


def _of_rows(then: Matrix, now: Matrix, found: Comparison) -> Iterator[HelpPage]:
    lines: list[tuple[str, str]] = []
    for row in found.named:
        there = found.rows[row]
        old, new, audience = then.rows[row], now.rows[there], now.audience(there)
        what = f"is called “{new.name}” now" if old.name != new.name else "has other facts now"
        if then.audience(row) != audience:
            what = f"stands among the {audience} now"
        lines.append((OTHER, f"“{old.name}” {what}"))
    if lines:
        yield _page("Rows", lines)
    for row in found.gone:
        yield _page(f"{then.rows[row].name}, a row that is gone", _held(then.rows[row], GONE))
    for row in found.fresh:
        yield _page(f"{now.rows[row].name}, a new row", _held(now.rows[row], ADDED))


def _held(row: Row, sign: str) -> list[tuple[str, str]]:
    values = row.short_term + row.long_term
    return [(sign, value.text) for value in values] or [("", "It holds no value.")]


def _lines(before: Cell, after: Cell) -> list[tuple[str, str]]:
    """What became of a cell; a value that only has other details is told as such."""
    gone = [before[slot].text for slot in gone_slots(before, after)]
    added = [after[slot].text for slot in gone_slots(after, before)]
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
