"""A Word document: the template's own table, with real bullets, on landscape pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from copvalue_tui.exports.document import (
    BLANK_LINES,
    Bullet,
    MatrixPage,
    PageRow,
    RecordedReview,
    page_of,
)
from copvalue_tui.exports.registry import Exporter, ExportOptions, MissingExtra
from copvalue_tui.matrix.values import Matrix

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_HEAD, _BAND, _SIDE, _LINE = "14505C", "E4EEF0", "F6F9FA", "B8C1C9"
_SOFT = "3F4A54"
_SMALL = 16
"""The size of small print, in half points."""
_MARGIN, _NAMES = 15, 0.18
"""The margins in millimetres, and the part of the width that the names of rows have."""
_TO_WRITE = 150_000
"""The blank below an empty bullet of a worksheet: 12 points."""
_BULLET, _BELOW = "ListBullet", "ListContinue"
_SHORT_ROW = 1500
"""A row with fewer letters is kept on one page."""
_PAPER = (297, 210)
"""A4, landscape, in millimetres."""


def _document(matrix: Matrix, options: ExportOptions) -> bytes:
    try:
        import docx
    except ImportError:
        raise MissingExtra("docx") from None
    page = page_of(matrix, options)
    document = docx.Document()
    _set_up(document, page)
    document.add_heading(page.title, 1)
    if page.blank:
        name = page.labels("worksheet.name") + page.labels("colon")
        document.add_paragraph(name + "_" * 40)
        document.add_paragraph(page.labels("worksheet.hint"))
    for label, text in () if page.blank else page.facts:
        _fact(document, label, text)
    _add_table(document, page, options.row_done)
    if page.parking_lot:
        document.add_heading(page.labels("parking_lot"), 2)
        for bullet in page.parking_lot:
            _add_bullet(document, bullet)
    for review in page.reviews:
        _add_review(document, review)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Document, page: MatrixPage) -> None:
    """Paper, properties and styles."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in _PAPER)
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    document.core_properties.title = page.title[:255]
    document.core_properties.author = "copvalue"
    document.core_properties.comments = ""
    document.core_properties.language = page.language
    for name, points in (("Normal", 9.5), ("List Bullet", 9.5), ("List Continue", 8)):
        style = document.styles[name]
        style.font.size = Pt(points)
        style.font.name = "Calibri"
        style.paragraph_format.space_after = Pt(1)
        style.paragraph_format.space_before = Pt(0)
    bullets = document.styles["List Bullet"].paragraph_format
    more = document.styles["List Continue"].paragraph_format
    bullets.left_indent, bullets.first_line_indent, more.left_indent = Mm(5), Mm(-4), Mm(5)


def _fact(document: Document, label: str, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label.capitalize()}: ").bold = True
    paragraph.add_run(text)


def _add_table(document: Document, page: MatrixPage, row_done: Callable[[], None]) -> None:
    from docx.shared import Mm

    columns = 1 + len(page.heads)
    table = document.add_table(rows=0, cols=columns)
    table.style = document.styles["Table Grid"]
    table.autofit = False
    _quiet_borders(table)
    width = _PAPER[0] - 2 * _MARGIN
    rest = width * (1 - _NAMES) / len(page.heads)
    widths = [Mm(width * _NAMES), *[Mm(rest)] * len(page.heads)]
    for column, size in zip(table.columns, widths, strict=True):
        column.width = size
    _add_heads(table, page)
    for section in page.sections:
        if section.titled:
            band = table.add_row().cells[0].merge(table.rows[-1].cells[-1])
            _write(band, section.title, bold=True, fill=_BAND)
            band.paragraphs[0].paragraph_format.keep_with_next = True
        for row in section.rows:
            _add_row(table, page, row)
            row_done()
    for filled in table.rows:
        # A row that is higher than a page would lose its end in some programs.
        if sum(len(cell.text) for cell in filled.cells) < _SHORT_ROW:
            _mark_row(filled._tr, "w:cantSplit")
        for cell, size in zip(filled.cells, widths, strict=True):
            if cell.grid_span == 1:
                cell.width = size


def _quiet_borders(table: Table) -> None:
    """Grey lines, and some room between them and the words."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    for side, twips in (("top", "50"), ("left", "100"), ("bottom", "50"), ("right", "100")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), twips)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    layout.addnext(margins)


def _add_heads(table: Table, page: MatrixPage) -> None:
    """The title over the whole table, as in the template, then the horizons; on every page."""
    title = table.add_row().cells[0].merge(table.rows[0].cells[-1])
    _write(title, page.labels("matrix"), bold=True, fill=_HEAD, white=True)
    heads = table.add_row().cells
    _write(heads[0], "", fill=_HEAD)
    for cell, head in zip(heads[1:], page.heads, strict=True):
        _write(cell, head.title, bold=True, fill=_HEAD, white=True)
        if head.means:
            _soften(cell.paragraphs[0], f"  ({head.means})", white=True)
    for row in table.rows:
        _mark_row(row._tr, "w:tblHeader")


def _add_row(table: Table, page: MatrixPage, row: PageRow) -> None:
    name, *cells = table.add_row().cells
    _write(name, row.name, bold=True, fill=_SIDE)
    if row.persona:
        _soften(name.add_paragraph(), row.persona)
    for cell, bullets, question in zip(cells, row.cells, row.questions, strict=True):
        first = cell.paragraphs[0]
        if question:
            _soften(cell.add_paragraph(), question)
        for bullet in bullets:
            _add_bullet(cell, bullet)
        for _ in range(BLANK_LINES if page.blank else 0):
            _add(cell, _BULLET).paragraph_format.space_after = _TO_WRITE
        if bullets or page.blank:
            # A cell begins with a paragraph, which would be an empty line above its bullets.
            first._p.getparent().remove(first._p)


def _add_bullet(where: Document | _Cell, bullet: Bullet) -> None:
    paragraph = _add(where, _BULLET)
    run = paragraph.add_run(bullet.text)
    run.font.strike = bullet.look == "retired" or None
    if bullet.marks:
        _soften(paragraph, f" ({', '.join(bullet.marks)})")
    if bullet.details:
        below = _add(where, _BELOW)
        for index, (label, text) in enumerate(bullet.details):
            if index:
                _soften(below, " · ")
            _soften(below, f"{label}: ", bold=True)
            _soften(below, text)


def _add(where: Document | _Cell, style: str) -> Paragraph:
    """A new paragraph; by the id of its style, since by its name the library searches them all."""
    paragraph = where.add_paragraph()
    paragraph._p.style = style
    return paragraph


def _add_review(document: Document, review: RecordedReview) -> None:
    document.add_heading(review.title, 2)
    for label, text in review.facts:
        _fact(document, label, text)
    for label, lines in review.lists:
        document.add_heading(label.capitalize(), 3)
        _add_lines(document, lines)


def _add_lines(document: Document, lines: Iterable[str]) -> None:
    for line in lines:
        _add(document, _BULLET).add_run(line)


def _write(
    cell: _Cell, text: str, *, bold: bool = False, fill: str = "", white: bool = False
) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import RGBColor

    run = cell.paragraphs[0].add_run(text)
    run.bold = bold
    if white:
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _soften(paragraph: Paragraph, text: str, *, white: bool = False, bold: bool = False) -> None:
    paragraph.add_run(text)._r.insert(0, deepcopy(_small_print(white, bold)))


@lru_cache(maxsize=4)
def _small_print(white: bool, bold: bool) -> BaseOxmlElement:
    """The looks of small print, made once: a large matrix has some thousands of such runs."""
    from docx.oxml.ns import nsdecls
    from docx.oxml.parser import parse_xml

    color = "FFFFFF" if white else _SOFT
    weight = "<w:b/>" if bold else ""
    looks = f'{weight}<w:color w:val="{color}"/><w:sz w:val="{_SMALL}"/>'
    return parse_xml(f"<w:rPr {nsdecls('w')}>{looks}</w:rPr>")


def _mark_row(row: object, name: str) -> None:
    """Set a property of a row for which the library has no name."""
    from docx.oxml.parser import OxmlElement

    row.get_or_add_trPr().append(OxmlElement(name))  # type: ignore[attr-defined]  # a row's XML


EXPORTER = Exporter(
    "docx",
    (".docx",),
    "a Word document with the template's table",
    _document,
    loses=("tags", "settings", "unprintable"),
    binary=True,
    worksheet=True,
    title="Word document",
)
