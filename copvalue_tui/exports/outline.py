"""The matrix as an indented outline: for pipes, mail and screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copvalue_tui.exports.document import (
    BLANK_LINES,
    Bullet,
    MatrixPage,
    PageRow,
    RecordedReview,
    page_of,
)
from copvalue_tui.exports.registry import ExportOptions
from copvalue_tui.matrix.values import Matrix

_WHOLE = ExportOptions()
_SINGULAR = {"organizations": "organization"}
"""An audience whose title in an outline is another label."""
_BLANK_LINE = "_" * 40


def outline_text(matrix: Matrix, options: ExportOptions = _WHOLE) -> str:
    """The whole matrix in words, one fact per line, suitable for a screen reader.

    On a page about a part, the empty cells of rows that are not whole are left out, because they
    need not be empty in the full matrix.
    """
    return "".join(f"{line.rstrip()}\n" for line in _lines(page_of(matrix, options)))


def _lines(page: MatrixPage) -> Iterator[str]:
    yield page.title
    for label, text in page.facts:
        yield f"{label}: {text}"
    for section in page.sections:
        yield ""
        yield page.labels(_SINGULAR.get(section.audience, section.audience)).upper()
        if not section.rows:
            yield f"  {page.labels('no_rows')}"
        for row in section.rows:
            yield ""
            yield from _row(page, row)
    if page.parking_lot:
        yield ""
        yield page.labels("parking_lot").upper()
        yield from _cell(page.parking_lot, "  ")
    for review in page.reviews:
        yield ""
        yield from _review(review)


def _row(page: MatrixPage, row: PageRow) -> Iterator[str]:
    yield row.name
    if row.persona:
        yield f"  {row.persona}"
    if row.tags:
        yield f"  {page.labels('tags')}: {row.tags}"
    for head, cell, question in zip(page.heads, row.cells, row.questions, strict=True):
        if not row.whole and not cell:
            continue
        means = f" ({head.means})" if head.means else ""
        yield f"  {head.name.capitalize()}{means}:"
        if question:
            yield f"    {question}"
        yield from _cell(cell, "    ")
        if page.blank:
            yield from [f"    - {_BLANK_LINE}"] * BLANK_LINES
        elif not cell:
            yield f"    {page.labels('no_values')}"


def _cell(cell: Sequence[Bullet], indent: str) -> Iterator[str]:
    for bullet in cell:
        marks = f" [{', '.join(bullet.marks)}]" if bullet.marks else ""
        yield f"{indent}- {bullet.text}{marks}"
        for label, text in bullet.details:
            yield f"{indent}  {label}: {text}"


def _review(review: RecordedReview) -> Iterator[str]:
    yield review.title.upper()
    for label, text in review.facts:
        yield f"  {label}: {text}"
    for label, lines in review.lists:
        yield f"  {label}:"
        yield from (f"    - {line}" for line in lines)
