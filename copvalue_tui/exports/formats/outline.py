"""The matrix as an indented outline: for pipes, mail and screen readers."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from copvalue_tui.exports.registry import Exporter, ExportOptions
from copvalue_tui.matrix.fields.table import DETAILS
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import (
    HORIZON_WORDS,
    HORIZONS,
    Cell,
    Horizon,
    Matrix,
    Review,
    Row,
    Value,
)


def outline_text(matrix: Matrix, whole: Collection[int] | None = None) -> str:
    """The whole matrix in words, one fact per line, suitable for a screen reader.

    On a page about some rows `whole` has their indexes; the empty cells of other rows are left
    out, because they need not be empty in the full matrix.
    """
    return "".join(f"{line.rstrip()}\n" for line in _lines(matrix, whole))


def _lines(matrix: Matrix, whole: Collection[int] | None) -> Iterator[str]:
    yield safe(matrix.title) or "Value matrix"
    yield from _facts(matrix)
    index = 0
    for title, rows in (("Members", matrix.members), ("Organization", matrix.organizations)):
        yield ""
        yield title.upper()
        if not rows:
            yield "  no rows yet"
        for row in rows:
            yield ""
            yield from _row(matrix, row, whole is None or index in whole)
            index += 1
    if matrix.parking_lot:
        yield ""
        yield "PARKING LOT"
        yield from _cell(matrix.parking_lot, "  ")
    for review in matrix.reviews:
        yield ""
        yield from _review(review)


def _facts(matrix: Matrix) -> Iterator[str]:
    facts = (
        ("Domain", matrix.domain),
        ("Purpose", matrix.purpose),
        ("Stage", matrix.stage),
        ("Review cadence", matrix.review_cadence),
    )
    for name, fact in facts:
        if fact:
            yield f"{name}: {safe(fact)}"


def _row(matrix: Matrix, row: Row, whole: bool) -> Iterator[str]:
    yield safe(row.name) or "(a row without a name)"
    if row.persona:
        yield f"  {safe(row.persona)}"
    if row.tags:
        yield f"  tags: {safe(', '.join(row.tags))}"
    for horizon in HORIZONS:
        if not whole and not row.cell(horizon):
            continue
        yield f"  {_horizon(matrix, horizon)}:"
        yield from _cell(row.cell(horizon), "    ")


def _horizon(matrix: Matrix, horizon: Horizon) -> str:
    words = HORIZON_WORDS[horizon].capitalize()
    means = matrix.means(horizon)
    return f"{words} ({safe(means)})" if means else words


def _cell(cell: Cell, indent: str) -> Iterator[str]:
    if not cell:
        yield f"{indent}no values yet"
    for value in cell:
        yield f"{indent}- {safe(value.text)}{_tags(value)}"
        for name, detail in _details(value):
            yield f"{indent}  {name}: {safe(detail)}"


def _tags(value: Value) -> str:
    """Status, priority and votes in brackets; an empty text if none is set."""
    words = [
        field.phrased(value, field.plain(value))
        for field in DETAILS
        if field.mark and field.is_set(value)
    ]
    return f" [{', '.join(words)}]" if words else ""


def _details(value: Value) -> Iterator[tuple[str, str]]:
    for field in DETAILS:
        if not field.mark and field.is_set(value):
            yield field.word, field.plain(value)


def _review(review: Review) -> Iterator[str]:
    yield f"REVIEW OF {review.date.isoformat()}" if review.date else "REVIEW"
    if review.facilitator:
        yield f"  facilitator: {safe(review.facilitator)}"
    if review.present:
        yield f"  present: {safe(', '.join(review.present))}"
    if review.note:
        yield f"  note: {safe(review.note)}"
    for decision in review.decisions:
        yield f"  - {safe(decision)}"


def _text(matrix: Matrix, options: ExportOptions) -> str:
    return outline_text(matrix, options.full_rows)


EXPORTER = Exporter("outline", (), _text)
