"""Spreadsheets: every sheet is a table. XLSX, and the XLS and ODS files of other programs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

from copvalue_tui.imports.archives import check_archive, has_part
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import CannotImport, Importer, LibraryMissing
from copvalue_tui.imports.structure.grid import all_cells, place_grid, read_grid
from copvalue_tui.imports.structure.labels import Label, read_label
from copvalue_tui.imports.structure.placing import Placing
from copvalue_tui.imports.structure.records import has_every_place, place_records
from copvalue_tui.matrix.edits import rows_of
from copvalue_tui.matrix.text.escape import escape_formula
from copvalue_tui.matrix.values import AUDIENCES

MOST_CELLS = 1_000_000
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARTS = ("xl/workbook.xml", "xl/workbook.bin")


def read_workbook(content: bytes) -> Imported:
    """The values of a spreadsheet.

    Raises:
        CannotImport: It is damaged, protected or too large, or its library is not installed.
    """
    return _placed(_sheets(content))


def _grids(content: bytes) -> list[list[list[str]]]:
    return [grid for _, grid in _sheets(content)]


def _sheets(content: bytes) -> list[tuple[str, list[list[str]]]]:
    """The name and the cells of each sheet."""
    if not content.startswith(_OLD):
        check_archive(content)
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise LibraryMissing("xlsx") from None
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        if sum(sheet.height * sheet.width for _, sheet in sheets) > MOST_CELLS:
            raise CannotImport(f"It has more than {MOST_CELLS:,} cells.")
        return [
            (name, [[_text(cell) for cell in row] for row in sheet.to_python()])
            for name, sheet in sheets
        ]
    except (CalamineError, OSError, ValueError) as error:
        if isinstance(error, CannotImport):
            raise
        raise CannotImport("It is no spreadsheet, or a damaged or protected one.") from None


def _placed(grids: list[tuple[str, list[list[str]]]]) -> Imported:
    """The values of all sheets; the name of a sheet may be a segment, an audience or a horizon."""
    placing = Placing()
    own = next((grid for _, grid in grids if has_every_place(grid)), None)
    if own is not None:
        _place_own(own, [grid for _, grid in grids if grid and grid is not own], placing)
        return placing.imported()
    without: list[Imported] = []
    several = len([grid for _, grid in grids if grid]) > 1
    for name, grid in grids:
        section = read_label(name) or Label()
        placed = place_records(grid, placing) or place_grid(grid, placing, section)
        if not placed and grid:
            cells = all_cells(grid)
            without.append(cells)
            if several and cells.texts:
                placing.remark(f"The sheet “{name}” does not say where its values belong.")
    found = placing.imported()
    return found._replace(
        texts=tuple(text for each in without for text in each.texts),
        refused=found.refused + sum(each.refused for each in without),
        too_long=found.too_long + sum(each.too_long for each in without),
    )


def _place_own(values: list[list[str]], others: list[list[list[str]]], placing: Placing) -> None:
    """Our own workbook: every detail is in the sheet of values, the rest on the page."""
    for grid in others:
        page = None if has_every_place(grid) else read_grid(grid)
        if page is not None:
            placing.facts = replace(page.matrix, members=(), organizations=(), parking_lot=())
            for audience in AUDIENCES:
                for row in rows_of(page.matrix, audience):
                    placing.row(Label(audience, row.name))
    # Cells of a workbook have no sign before what looks like a formula.
    place_records([list(map(escape_formula, row)) for row in values], placing)


def _text(cell: object) -> str:
    """A cell as people see it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else str(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _is_workbook(content: bytes) -> bool:
    return (
        any(has_part(content, part) for part in _PARTS)
        or (has_part(content, "content.xml") and b"opendocument.spreadsheet" in content[:200])
        or (content.startswith(_OLD) and "Workbook".encode("utf-16-le") in content)
    )


IMPORTER = Importer(
    "xlsx",
    (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    is_file=_is_workbook,
    read_file=read_workbook,
)
