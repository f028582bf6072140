"""Markdown that every renderer shows alike: a table, or an outline with every detail.

No value is put in a cell with a line break: each has a row of the table to itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from copvalue_tui.exports.document import (
    BLANK_LINES,
    Bullet,
    ColumnHead,
    MatrixPage,
    PageRow,
    RecordedReview,
    page_of,
)
from copvalue_tui.exports.registry import Exporter, ExportOptions
from copvalue_tui.matrix.text.escape import escaped, escaped_sentence
from copvalue_tui.matrix.values import Matrix

_BLANK_LINE = "…" * 24


def _text(matrix: Matrix, options: ExportOptions) -> str:
    page = page_of(matrix, options)
    outline = options.outline or options.blank
    lines = [*_head(page), *(_outline(page) if outline else _tables(page))]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _head(page: MatrixPage) -> Iterator[str]:
    yield f"# {escaped(page.title)}"
    yield ""
    if page.blank:
        yield f"{page.labels('worksheet.name')}{page.labels('colon')}{_BLANK_LINE}"
        yield ""
        yield page.labels("worksheet.hint")
        return
    yield from _facts(page.facts)


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    for label, text in facts:
        yield f"- {label}: {escaped(text)}"


def _titled(words: str, level: int) -> Iterator[str]:
    yield from ("", f"{'#' * level} {words}", "")


def _tables(page: MatrixPage) -> Iterator[str]:
    """A table for each audience under its title; one for both if their rows say it themselves."""
    filled = [section for section in page.sections if section.rows]
    if not any(section.titled for section in filled):
        yield ""
        yield from _table(page, [row for section in filled for row in section.rows])
    else:
        for section in filled:
            yield from _titled(section.title, 2)
            yield from _table(page, section.rows)
    if page.parking_lot:
        yield from _titled(page.labels("parking_lot"), 2)
        yield from (f"- {_bullet(bullet)}" for bullet in page.parking_lot)


def _table(page: MatrixPage, rows: Sequence[PageRow]) -> Iterator[str]:
    yield _line(["", *map(_head_words, page.heads)])
    yield "|---" * (1 + len(page.heads)) + "|"
    for row in rows:
        cells = [[_bullet(bullet) for bullet in cell] for cell in row.cells]
        name = [f"**{escaped_sentence(row.name)}**"]
        for parts in zip_longest(name, *cells, fillvalue=""):
            yield _line(parts)


def _line(parts: Iterable[str]) -> str:
    return "|" + "".join(f" {part} |" if part else " |" for part in parts)


def _head_words(head: ColumnHead) -> str:
    return f"{head.title} ({escaped(head.means)})" if head.means else head.title


def _bullet(bullet: Bullet) -> str:
    marks = f" *({', '.join(map(escaped, bullet.marks))})*" if bullet.marks else ""
    return escaped(bullet.text) + marks


def _outline(page: MatrixPage) -> Iterator[str]:
    for section in page.sections:
        yield from _titled(section.title, 2)
        if not section.rows:
            yield f"*{page.labels('no_rows')}*"
        for row in section.rows:
            yield from _row(page, row)
    if page.parking_lot:
        yield from _titled(page.labels("parking_lot"), 2)
        yield from _bullets(page.parking_lot)
    for review in page.reviews:
        yield from _review(review)


def _row(page: MatrixPage, row: PageRow) -> Iterator[str]:
    yield from _titled(escaped_sentence(row.name), 3)
    if row.persona:
        yield from (escaped_sentence(row.persona), "")
    if row.tags:
        yield f"*{page.labels('tags')}: {escaped(row.tags)}*"
    for head, cell, question in zip(page.heads, row.cells, row.questions, strict=True):
        if not cell and not row.whole:
            continue
        yield from _titled(_head_words(head), 4)
        if question:
            yield from (f"*{escaped(question)}*", "")
        yield from _bullets(cell)
        if page.blank:
            yield from [f"- {_BLANK_LINE}"] * BLANK_LINES
        elif not cell:
            yield f"*{page.labels('no_values')}*"


def _bullets(cell: Iterable[Bullet]) -> Iterator[str]:
    for bullet in cell:
        yield f"- {_bullet(bullet)}"
        for label, text in bullet.details:
            yield f"  - {label}: {escaped(text)}"


def _review(review: RecordedReview) -> Iterator[str]:
    yield from _titled(review.title, 2)
    yield from _facts(review.facts)
    for label, lines in review.lists:
        yield from _titled(label.capitalize(), 3)
        yield from (f"- {escaped(line)}" for line in lines)


EXPORTER = Exporter(
    "md",
    (".md", ".markdown"),
    "Markdown: a table, or an outline with --outline",
    _text,
    loses=("personas", "tags", "details", "reviews", "settings", "unprintable"),
    loses_in_outline=("settings", "unprintable"),
    worksheet=True,
    title="Markdown",
)
