"""A PDF on as few landscape pages as can be read, the table on one wherever possible.

The texts of people reach the typesetter as data, never as its language.
"""

from __future__ import annotations

import json
import re

from copvalue_tui.exports.document import MatrixPage, PageRow, page_of
from copvalue_tui.exports.fit import may_fit
from copvalue_tui.exports.pdf_layout import LAYOUT
from copvalue_tui.exports.registry import Exporter, ExportOptions, MissingExtra
from copvalue_tui.matrix.values import Matrix


def _pdf(matrix: Matrix, options: ExportOptions) -> bytes:
    try:
        import typst
    except ImportError:
        raise MissingExtra("pdf") from None
    page = json.dumps(_said(page_of(matrix, options)), ensure_ascii=False)
    said = re.sub(_LONG_WORD, _breakable, page)
    made: bytes = typst.compile(LAYOUT.encode(), sys_inputs={"page": said})
    return made


_LONG_WORD = r'[^\s\\"]{60,}'
"""A word that may be wider than a column. In JSON no escape and no end of a text is part of it."""


def _breakable(word: re.Match[str]) -> str:
    """The word with places to break it that are not seen."""
    return re.sub(".{20}", "\\g<0>\u200b", word[0])


def _said(page: MatrixPage) -> dict[str, object]:
    """The page in the words that the layout reads."""
    said = page._asdict()
    del said["labels"]
    return said | {
        "may_fit": may_fit(page),
        "kind": page.labels("matrix"),
        "parking_title": page.labels("parking_lot"),
        "heads": [head._asdict() for head in page.heads],
        "sections": [
            {
                "title": section.title,
                "titled": section.titled,
                "rows": [_row(row) for row in section.rows],
            }
            for section in page.sections
        ],
        "parking_lot": [bullet._asdict() for bullet in page.parking_lot],
        "reviews": [review._asdict() for review in page.reviews],
    }


def _row(row: PageRow) -> dict[str, object]:
    return row._asdict() | {"cells": [[bullet._asdict() for bullet in cell] for cell in row.cells]}


EXPORTER = Exporter(
    "pdf",
    (".pdf",),
    "a PDF, the table on one page wherever possible",
    _pdf,
    loses=("tags", "settings", "unprintable"),
    binary=True,
)
