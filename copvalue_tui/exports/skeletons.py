"""Charter, description and pitch: Markdown to write on from, every fact and value in it once.

A section for which the matrix has nothing carries its question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from copvalue_tui.exports.document import MatrixPage, PageRow, page_of
from copvalue_tui.exports.registry import ExportOptions
from copvalue_tui.matrix.shared_value import sharing
from copvalue_tui.matrix.text.escape import escaped
from copvalue_tui.matrix.values import HORIZONS, Cell, Matrix
from copvalue_tui.matrix.vocabulary import AGREED, DEFAULT_STATUS

SKELETONS = {
    "charter": (
        *("domain", "purpose", "stage", "members", "organizations", "shared", "horizons"),
        *("working", "roles", "review"),
    ),
    "description": (
        *("purpose", "domain", "members", "organizations", "shared", "horizons", "stage"),
        *("review", "joining"),
    ),
    "pitch": (
        *("purpose", "organizations", "members", "shared", "horizons", "domain", "stage"),
        *("review", "asking"),
    ),
}
"""Each skeleton's sections, in their order: names of labels and questions."""
_FACTS = {"domain": "domain", "purpose": "purpose", "stage": "stage", "review": "review_cadence"}
"""The sections that hold one fact, with its name."""


def skeleton_text(matrix: Matrix, name: str, options: ExportOptions) -> str:
    """The skeleton of this name as Markdown, from the facts and the agreed values."""
    agreed = agreed_part(matrix)
    page = page_of(agreed, options)
    lines = [f"# {page.labels(name)}{page.labels('colon')}{escaped(page.title)}"]
    for section in SKELETONS[name]:
        lines += ["", f"## {page.labels(f'section.{section}')}", ""]
        lines += _section(agreed, page, section) or [f"*{page.labels(f'ask.{section}')}*"]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def agreed_part(matrix: Matrix) -> Matrix:
    """The matrix with its agreed values only; with all of them where nobody uses statuses."""
    values = [value for row in matrix.rows for each in HORIZONS for value in row.cell(each)]
    unused = all(value.status == DEFAULT_STATUS for value in values)

    def agreed(cell: Cell) -> Cell:
        return tuple(value for value in cell if unused or value.status in AGREED)

    rows = [
        row.with_cell("short_term", agreed(row.short_term)).with_cell(
            "long_term", agreed(row.long_term)
        )
        for row in matrix.rows
    ]
    return matrix.with_rows(tuple(rows))


def _section(matrix: Matrix, page: MatrixPage, name: str) -> list[str]:
    """The lines of a section; none if the matrix says nothing about it."""
    if name in _FACTS:
        fact = str(getattr(matrix, _FACTS[name]))
        return [escaped(fact)] if fact else []
    if name == "horizons":
        colon = page.labels("colon")
        return [f"- {head.title}{colon}{escaped(head.means)}" for head in page.heads if head.means]
    if name == "shared":
        return list(_themes(matrix))
    rows = [row for each in page.sections if each.audience == name for row in each.rows]
    return [line for row in rows for line in _row(page, row, name)]


def _themes(matrix: Matrix) -> Iterator[str]:
    """The themes under which both sides meet, but for those that a value says already."""
    said = {value.text for row in matrix.rows for each in HORIZONS for value in row.cell(each)}
    for theme in sharing(matrix).meeting:
        if theme.name not in said:
            yield f"- {escaped(theme.name)}"


def _row(page: MatrixPage, row: PageRow, audience: str) -> Iterator[str]:
    yield from ("", f"### {escaped(row.name)}", "")
    if row.persona:
        yield from (escaped(row.persona), "")
    if not any(row.cells):
        yield f"*{page.labels(f'ask.{audience}')}*"
    for head, cell in zip(page.heads, row.cells, strict=True):
        if cell:
            yield from ("", f"**{head.name.capitalize()}**", "")
        for bullet in cell:
            true = f" *({bullet.marks[0]})*" if bullet.look == "realized" else ""
            yield f"- {escaped(bullet.text)}{true}"
