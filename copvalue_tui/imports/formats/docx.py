"""Word documents: tables with values in their cells, and lists under headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copvalue_tui.imports.archives import has_part, read_word
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import Importer
from copvalue_tui.imports.structure.outline import read_blocks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_HEADING = re.compile(r"(?:heading|titre|título|überschrift) (\d)|(title|titre|título)", re.I)
_BULLET = "•"


def read_document(content: bytes) -> Imported:
    """The values of a document.

    Raises:
        CannotImport: It is damaged, protected or too large, or its library is not installed.
    """
    return read_blocks(read_word(content, _blocks))


def _blocks(document: Document) -> Iterator[str | list[list[str]]]:
    """The lines of the text and the cells of the tables, in their order."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield _grid(block)
        else:
            yield from _line(block)


def _line(paragraph: Paragraph) -> Iterator[str]:
    text = paragraph.text.replace("\n", "\v")
    found = _HEADING.fullmatch(paragraph.style.name or "") if paragraph.style else None
    if found and text.strip():
        yield f"{'#' * (int(found[1] or 1))} {text}"
        return
    level = _list_level(paragraph)
    if paragraph.style and (paragraph.style.name or "").startswith("List Continue"):
        yield f"    {text}"
        return
    yield f"{'  ' * level}{_BULLET} {text}" if level is not None and text.strip() else text


def _list_level(paragraph: Paragraph) -> int | None:
    """How deep a list item is; None for a paragraph that is none."""
    numbered = paragraph._p.xpath("./w:pPr/w:numPr")
    levels = paragraph._p.xpath("./w:pPr/w:numPr/w:ilvl/@w:val")
    if levels and str(levels[0]).isdigit():
        return min(int(levels[0]), 9)
    style = (paragraph.style.name or "") if paragraph.style else ""
    return 0 if numbered or style.startswith("List") else None


def _grid(table: Table) -> list[list[str]]:
    """The cells of a table; one that spans others has its text in the first of them."""
    grid = []
    # The elements themselves, because an `id` may be given again once its element is gone.
    seen: set[object] = set()
    for row in table.rows:
        cells = []
        for cell in row.cells:
            again = cell._tc in seen
            seen.add(cell._tc)
            cells.append("" if again else "\n".join(_cell_lines(cell)))
        grid.append(cells)
    return grid


def _cell_lines(cell: _Cell) -> Iterator[str]:
    from docx.table import Table

    for block in cell.iter_inner_content():
        if isinstance(block, Table):
            yield from (text for row in _grid(block) for text in row if text)
        elif block.text.strip():
            yield from (
                line.lstrip("# ") if line.startswith("#") else line for line in _line(block)
            )


def _is_document(content: bytes) -> bool:
    return has_part(content, "word/document.xml")


IMPORTER = Importer("docx", (".docx", ".docm"), is_file=_is_document, read_file=read_document)
