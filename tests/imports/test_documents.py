"""Word documents and spreadsheets: several segments, spanned cells, junk, bombs, missing extras."""

from __future__ import annotations

import sys
import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import docx
import pytest

from copvalue_tui.imports.registry import CannotImport, LibraryMissing
from copvalue_tui.imports.sources import import_bytes
from tests.imports.test_tables import drawn

REALISTIC = Path(__file__).parent / "realistic"
SHEET = (REALISTIC / "sheet.xlsx").read_bytes()
WORD = (REALISTIC / "word-libreoffice.docx").read_bytes()


def archive(**parts: bytes) -> bytes:
    """An archive with these parts; `__` in a name stands for `/`."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(f"{name.replace('__', '/')}.xml", content)
    return file.getvalue()


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_filled_copy_of_the_template_with_several_segments_and_spanned_heads():
    document = docx.Document()
    document.add_heading("Water operators", 0)
    table = document.add_table(rows=5, cols=3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "CoP Value Template"
    rows = [
        ("", "Short Term Value", "Long Term Value"),
        ("Members: Engineers", "Help\nMentors", "Pride"),
        ("Members: Managers", "A second opinion", ""),
        ("Organization: Ministry of Water", "", "Better policy"),
    ]
    for at, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    table.cell(2, 2).add_paragraph("Network", style="List Bullet")
    document.add_heading("Parking lot", 1)
    document.add_paragraph("A yearly fair", style="List Bullet")
    found = import_bytes(saved(document), ".docx")
    assert found.matrix.title == "Water operators"
    assert drawn(found.matrix) == (
        "Engineers | Help; Mentors | Pride; Network\n"
        "Managers | A second opinion |\n"
        "@ Ministry of Water |  | Better policy\n"
        "parked | A yearly fair"
    )


def test_lists_under_the_headings_of_a_document():
    document = docx.Document()
    document.add_heading("Members", 1)
    document.add_heading("Short term", 2)
    document.add_paragraph("Help", style="List Bullet")
    document.add_paragraph("Fun", style="List Number")
    document.add_heading("Organization", 1)
    document.add_heading("Long term", 2)
    document.add_paragraph("Trust", style="List Bullet")
    found = import_bytes(saved(document))
    assert drawn(found.matrix) == "Members | Help; Fun |\n@ Organization |  | Trust"


def test_a_document_without_places_is_a_list_in_reading_order():
    document = docx.Document()
    document.add_paragraph("Help", style="List Bullet")
    document.add_table(rows=1, cols=2).cell(0, 1).text = "Fun"
    document.add_paragraph("Trust", style="List Bullet")
    assert import_bytes(saved(document)).texts == ("Help", "Fun", "Trust")


ODT = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text" + bytes(90)


@pytest.mark.parametrize(
    ("content", "ending", "sentence"),
    [
        (b"", ".docx", "It is no docx file, or a damaged one."),
        (b"PK\x03\x04", ".docx", "It is no docx file, or a damaged one."),
        (b"PK\x03\x04" + b"x" * 100, ".pptx", "It is an archive, or a document such as slides. "),
        (ODT, ".odt", "It is an ODT document. Save it as DOCX."),
        (ODT, "", "It is an ODT document. Save it as DOCX."),
        (b"PK\x03\x04" + b"x" * 100, ".xlsx", "It is no xlsx file, or a damaged one."),
        (WORD[: len(WORD) // 2], ".docx", "It is no docx file, or a damaged one."),
        (archive(a=b"x"), "", "It is an archive, or a document such as slides. Copy its text"),
        (archive(word__document=b"<junk"), ".docx", "It is no Word document, or a damaged one."),
        (archive(xl__workbook=b"<junk"), ".xlsx", "It is no spreadsheet, or a damaged or"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            ".doc",
            "It is a document of an older Office program. Save it as DOCX or XLSX.",
        ),
    ],
)
def test_junk_is_answered_by_a_sentence(content, ending, sentence):
    with pytest.raises(CannotImport) as refusal:
        import_bytes(content, ending)
    assert str(refusal.value).startswith(sentence)


def test_what_unpacks_to_more_than_any_document_holds_is_refused():
    content = archive(word__document=b"<a/>", b=b" " * (101 * 2**20))
    with pytest.raises(CannotImport, match=r"^It unpacks to more than any document holds\."):
        import_bytes(content, ".docx")


@pytest.mark.parametrize("whole", [WORD, SHEET])
def test_a_document_damaged_anywhere_is_read_or_refused(whole):
    outcomes = set()
    for at in range(0, len(whole), 97):
        damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        with suppress(CannotImport):
            outcomes.add(bool(import_bytes(damaged).matrix.rows))
    assert outcomes <= {True}


@pytest.mark.parametrize(
    ("library", "content", "extra"),
    [("docx", WORD, "docx"), ("python_calamine", SHEET, "xlsx")],
)
def test_a_missing_library_is_told_with_the_line_that_installs_it(
    monkeypatch, library, content, extra
):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(LibraryMissing) as missing:
        import_bytes(content)
    assert f"pip install 'copvalue-tui[{extra}]'" in str(missing.value)


def test_the_sheets_of_a_workbook_may_be_named_after_audiences():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Members"
    book.active.append(["", "Short term", "Long term"])
    book.active.append(["Bank clerks", "Help", 5])
    other = book.create_sheet("Organization")
    other.append(["Short term", "Long term"])
    other.append(["=1+1", "Trust"])
    notes = book.create_sheet("Notes")
    notes.append(["Ask Bob"])
    file = BytesIO()
    book.save(file)
    found = import_bytes(file.getvalue())
    assert drawn(found.matrix) == "Bank clerks | Help | 5\n@ Organization |  | Trust"
    assert found.texts == ("Ask Bob",)
