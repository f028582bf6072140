"""Our files as other people's programs see them: whole, on one page, and harmless."""

from __future__ import annotations

import csv
import html
import json
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from unicodedata import normalize

import pytest
from markdown_it import MarkdownIt

from copvalue_tui.exports.registry import ExportOptions, exported
from copvalue_tui.exports.report import report_of, report_page
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.text.escape import unescape_formula
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import HORIZONS, Matrix
from tests.exports.matrices import HOSTILE, HOSTILE_TEXTS
from tests.foreign.conftest import program, run

pytestmark = pytest.mark.foreign
SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ("water", "plant", "survey", "toolkit", "handmade")


def sample(name: str) -> Matrix:
    return read((SAMPLES / f"{name}.toml").read_text(encoding="utf-8"))


def texts_of(matrix: Matrix) -> list[str]:
    return [value.text for row in matrix.rows for each in HORIZONS for value in row.cell(each)]


def written(folder: Path, matrix: Matrix, name: str, ending: str) -> Path:
    path = folder / f"{name}.{ending}"
    path.write_bytes(exported(matrix, ending))
    return path


def spaceless(text: str) -> str:
    """For comparing texts that a layout broke into lines, wherever."""
    return re.sub(r"\s+", "", text)


def missing(matrix: Matrix, shown: str) -> list[str]:
    return [text for text in texts_of(matrix) if spaceless(safe(text)) not in spaceless(shown)]


# LibreOffice

_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"
"""Commas, quotes, UTF-8."""


def columns_of(matrix: Matrix, pages: list[str]) -> list[str]:
    """The values that a page does not show, word by word: columns are read line by line."""
    shown = " ".join(pages)
    return [text for text in texts_of(matrix) if not all(word in shown for word in text.split())]


def test_libreoffice_opens_documents_and_workbooks(office, pages, tmp_path):
    files = [
        written(tmp_path, sample(name), f"{name}-{ending}", ending)
        for name in NAMES
        for ending in ("docx", "xlsx")
    ]
    office("pdf", tmp_path, *files)
    for name in NAMES:
        document = pages(tmp_path / f"{name}-docx.pdf")
        workbook = pages(tmp_path / f"{name}-xlsx.pdf")
        assert columns_of(sample(name), document) == []
        assert columns_of(sample(name), workbook[:1]) == [], "the matrix is on the first page"
        assert len(workbook) == 2


def column_of(path: Path) -> list[str]:
    """The texts of the values in a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [row[3] for row in csv.reader(lines)][1:]


def test_libreoffice_reads_hostile_texts_as_texts(office, tmp_path):
    files = [written(tmp_path, HOSTILE, "hostile", ending) for ending in ("xlsx", "docx")]
    plain = written(tmp_path, HOSTILE, "plain", "csv")
    out = tmp_path / "out"
    office(f"{_CSV},1,,0,false,true,false,false,false,2", out, files[0])
    office(_CSV, out, f"--infilter={_CSV.removeprefix('csv:')}", plain)
    office("txt:Text (encoded):UTF8", out, files[1])
    (values,) = out.glob("hostile-*.csv")
    cells = column_of(values)
    assert cells == [*map(safe, HOSTILE_TEXTS * 2), "-2+3"]
    assert [unescape_formula(cell) for cell in column_of(out / "plain.csv")] == cells
    assert missing(HOSTILE, (out / "hostile.txt").read_text(encoding="utf-8-sig")) == []


# Chromium


@pytest.mark.parametrize("paper", ["A4 landscape", "letter landscape"])
def test_a_page_prints_on_one_sheet(chromium, pages, tmp_path, paper):
    for name in ("water", "survey", "toolkit"):
        path = written(tmp_path, sample(name), name, "html")
        text = path.read_text(encoding="utf-8")
        assert "size: landscape" in text
        path.write_text(text.replace("size: landscape", f"size: {paper}"), encoding="utf-8")
        sheet = tmp_path / f"{name}.pdf"
        chromium("--no-pdf-header-footer", f"--print-to-pdf={sheet}", path.as_uri())
        (only,) = pages(sheet)
        assert columns_of(sample(name), [only]) == []


def test_a_report_prints_on_one_upright_sheet_and_says_whom_it_is_for(chromium, pages, tmp_path):
    matrix = sample("water")
    for rows, subject in ((None, "29 NOVEMBER 2026"), ((3,), matrix.rows[3].name.upper())):
        report = report_of(matrix, rows, day=date(2026, 11, 29), since=date(2026, 1, 1))
        path, sheet = tmp_path / "report.html", tmp_path / "report.pdf"
        path.write_text(report_page(report), encoding="utf-8")
        chromium("--no-pdf-header-footer", f"--print-to-pdf={sheet}", path.as_uri())
        (only,) = pages(sheet)
        assert subject in only
        assert "What came true" in only


_FRAME = """<!DOCTYPE html><title></title>
<iframe src="page.html" width="{width}" height="900" style="border: 0"
 onload="document.title = this.contentDocument.documentElement.scrollWidth
  + ' ' + this.contentDocument.scripts.length"></iframe>"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("matrix", [sample("water"), HOSTILE], ids=["water", "hostile"])
def test_a_page_is_no_wider_than_a_phone_or_a_desk(chromium, tmp_path, matrix, width):
    written(tmp_path, matrix, "page", "html")
    frame = tmp_path / "frame.html"
    frame.write_text(_FRAME.format(width=width), encoding="utf-8")
    seen = chromium("--dump-dom", "--virtual-time-budget=5000", frame.as_uri())
    assert f"<title>{width} 0</title>" in seen


# pandoc


@pytest.mark.parametrize("dialect", ["gfm", "markdown", "commonmark_x"])
def test_pandoc_and_another_renderer_see_the_same_table(tmp_path, dialect):
    for matrix in (sample("water"), HOSTILE):
        path = written(tmp_path, matrix, "table", "md")
        page = run(program("pandoc"), "-f", f"{dialect}-smart", "-t", "html", "--wrap=none", path)
        other = MarkdownIt("commonmark").enable("table").render(path.read_text(encoding="utf-8"))
        assert [_bare(cell) for cell in _cells(page)] == [_bare(cell) for cell in _cells(other)]
        assert "<script" not in page


def _cells(page: str) -> list[str]:
    return re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", page, re.DOTALL)


def _bare(cell: str) -> str:
    # pandoc composes letters and their accents.
    return normalize("NFC", html.unescape(re.sub(r"<[^>]+>", "", cell)).strip())


# Typst, poppler and DuckDB


def test_a_pdf_is_one_page_with_every_word(pages, tmp_path):
    pytest.importorskip("typst", reason="typst is not here; the extra `pdf` has it")
    for name in ("water", "survey", "plant", "toolkit"):
        (only,) = pages(written(tmp_path, sample(name), name, "pdf"))
        assert columns_of(sample(name), [only]) == []
    shown = "".join(pages(written(tmp_path, HOSTILE, "hostile", "pdf")))
    for harmless in ('#read("/etc/passwd")', "<script>alert(1)</script>", "=1+1", "$ alpha $"):
        assert spaceless(harmless) in spaceless(shown)


def test_a_database_reads_a_table_as_it_is(tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not here; .ci/run installs it")
    path = written(tmp_path, sample("water"), "water", "csv")
    late = f"select text from '{path}' where review_by < date '2026-12-01' order by text"
    assert [row[0] for row in duckdb.sql(late).fetchall()] == [
        "Exchange in my own language",
        "Time and cost saving",
    ]
    lines = tmp_path / "hostile.jsonl"
    lines.write_bytes(exported(HOSTILE, "jsonl", ExportOptions()))
    found = duckdb.sql(f"select text from '{lines}'").fetchall()
    assert len(found) == len(texts_of(HOSTILE)) + 1


def test_the_queries_of_the_page_for_programme_offices_answer(tmp_path, monkeypatch):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not here; .ci/run installs it")
    lines = run(sys.executable, "-m", "copvalue_tui", "portfolio", "--format", "jsonl", SAMPLES)
    (tmp_path / "values.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    page = (SAMPLES / "programme-offices.md").read_text(encoding="utf-8")
    queries = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    at_risk, evidence, due = (duckdb.sql(query).fetchall() for query in queries)
    values = [json.loads(line) for line in lines.splitlines()]
    expected = Counter(
        (value["community"], value["row"])
        for value in values
        if value["audience"] == "organizations" and value["status"] == "at-risk"
    )
    assert {tuple(row[:2]): row[2] for row in at_risk} == expected
    assert len(expected) > 1
    wanted = [value for value in values if value["status"] not in ("parked", "retired")]
    counts = Counter(value["community"] for value in wanted)
    assert {row[0]: row[1] for row in evidence} == counts
    assert evidence[-1][2] > evidence[0][2]
    late = Counter(
        (value["community"], value["owner"])
        for value in values
        if value["owner"] and value["review_by"] and value["review_by"] < "2026-12-01"
    )
    assert {tuple(row[:2]): row[2] for row in due} == late
    assert [row[3] for row in due] == sorted(row[3] for row in due)
