"""Word documents and workbooks, read back by other libraries or by their reading half."""

from __future__ import annotations

import sys
from io import BytesIO
from zipfile import ZipFile

import pytest

from copvalue_tui.exports.document import BLANK_LINES
from copvalue_tui.exports.extract import Extract, emptied, extracted
from copvalue_tui.exports.registry import ExportOptions, MissingExtra, exported
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import BLANK, Matrix
from tests.exports.matrices import HOSTILE, HOSTILE_TEXTS, RICH

docx = pytest.importorskip("docx", reason="python-docx is not here; the extra `test` has it")
openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not here; the extra `test` has it")


def document_of(matrix: Matrix, **options):
    return docx.Document(BytesIO(exported(matrix, "docx", ExportOptions(**options))))


def bullets_of(cell) -> list[str]:
    return [each.text for each in cell.paragraphs if each.style.name == "List Bullet"]


def workbook_of(matrix: Matrix):
    return openpyxl.load_workbook(BytesIO(exported(matrix, "xlsx")))


@pytest.mark.parametrize("name", ["docx", "xlsx", "pdf"])
def test_a_missing_extra_is_told_with_the_command_that_installs_it(monkeypatch, name):
    for library in ("docx", "xlsxwriter", "typst"):
        monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingExtra, match=rf"pip install 'copvalue-tui\[{name}\]'$"):
        exported(BLANK, name)


# Word


def test_a_document_has_the_templates_table_with_real_bullets():
    document = document_of(RICH)
    (table,) = document.tables
    heads = [cell.text for cell in table.rows[1].cells]
    assert heads == ["", "Short Term Value  (this year)", "Long Term Value  (in three years)"]
    assert [row.cells[0].text for row in table.rows] == [
        *("Value matrix", "", "Members", "Bakers\nThey rise early.", "Millers"),
        *("Organizations", "Guild"),
    ]
    assert bullets_of(table.rows[3].cells[1]) == [
        "Help with challenges (realized, high priority, 5 votes)",
        "Plain bread",
    ]
    assert "note: 41 of 46 answered" in table.rows[3].cells[1].text
    assert [row._tr.xpath(".//w:tblHeader") != [] for row in table.rows[:3]] == [True, True, False]
    section = document.sections[0]
    assert section.page_width > section.page_height
    texts = [paragraph.text for paragraph in document.paragraphs]
    for said in ("Bread bakers", "Domain: Sourdough", "A bakery on the moon (1 vote)", "Keep it."):
        assert said in texts


def test_a_document_says_every_hostile_text_as_it_is():
    (table,) = document_of(HOSTILE).tables
    for row, audience in ((3, "members"), (5, "organizations")):
        shown = bullets_of(table.rows[row].cells[1])
        assert shown == [safe(text) for text in HOSTILE_TEXTS], audience


def test_a_worksheet_has_empty_bullets():
    document = document_of(emptied(RICH), blank=True)
    cell = document.tables[0].rows[3].cells[1]
    assert bullets_of(cell) == [""] * BLANK_LINES


@pytest.mark.parametrize("matrix", [BLANK, Matrix()])
def test_next_to_nothing_is_a_document_and_a_workbook_too(matrix):
    assert document_of(matrix).tables
    assert len(workbook_of(matrix).sheetnames) == 2


# Workbooks


def test_a_workbook_has_the_matrix_for_paper_and_the_values_to_filter():
    matrix, values = workbook_of(RICH).worksheets
    assert (matrix.title, values.title) == ("Value matrix", "Values")
    assert matrix.sheet_properties.pageSetUpPr.fitToPage
    assert matrix.page_setup.fitToHeight in (None, 1), "which mean the same"
    assert matrix.page_setup.orientation == "landscape"
    cells = [[cell.value for cell in row] for row in matrix.iter_rows()]
    assert ["Bakers", "Help with challenges (realized, high priority, 5 votes)"] in [
        row[:2] for row in cells
    ]
    heads = [cell.value for cell in values[1]]
    assert heads[:5] == ["Audience", "Row", "Horizon", "Value", "Status"]
    assert values.auto_filter.ref == f"A1:{values.cell(1, len(heads)).coordinate[:-1]}7"
    assert values.freeze_panes == "A2"
    first = dict(zip(heads, (cell.value for cell in values[2]), strict=True))
    assert (first["Audience"], first["Horizon"], first["Votes"]) == ("members", "short_term", 5)
    assert str(first["Review by"]) == "2027-03-01 00:00:00"


def test_no_text_of_a_workbook_is_a_formula_a_link_or_a_number():
    content = exported(HOSTILE, "xlsx")
    with ZipFile(BytesIO(content)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "sheet" in name]
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<hyperlink" in sheet]
    matrix, values = workbook_of(HOSTILE).worksheets
    assert {cell.data_type for row in values.iter_rows() for cell in row} <= {"s", "n"}
    texts = [row[3].value for row in values.iter_rows(min_row=2)]
    assert texts == [*map(safe, HOSTILE_TEXTS * 2), "-2+3"]
    assert {safe(text) for text in HOSTILE_TEXTS} <= {
        cell.value for row in matrix.iter_rows() for cell in row
    }


def test_labels_follow_the_language():
    spanish = RICH.__class__(members=RICH.members, language="es")
    matrix, values = workbook_of(spanish).worksheets
    assert (matrix.title, values.title) == ("Matriz de valor", "Valores")
    assert values["E1"].value == "Estado"
    assert "Valor a corto plazo" in document_of(spanish).tables[0].rows[1].cells[1].text


def parts_of(content: bytes) -> str:
    """All that an office document says anywhere."""
    with ZipFile(BytesIO(content)) as parts:
        return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_the_page_of_a_row_says_nothing_that_is_for_the_core_group(name):
    part = extracted(RICH, Extract("bakers"))
    said = parts_of(exported(part.matrix, name, ExportOptions(full_rows=part.whole)))
    assert "Help with challenges" in said
    for private in ("Core group", "41 of 46", "Old hopes", "Guild office", "moon", "All well"):
        assert private not in said
