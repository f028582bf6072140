"""The law of exports: what comes back is the matrix, but for what the format says it loses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copvalue_tui.exports.extract import emptied
from copvalue_tui.exports.registry import NAMES, ExportOptions, exported, exporter
from copvalue_tui.files.session.read import read
from copvalue_tui.imports.registry import CannotImport
from copvalue_tui.imports.sources import import_bytes
from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import HORIZONS, Matrix, Row
from tests.exports.matrices import HOSTILE, RICH

SAMPLES = Path(__file__).parents[2] / "samples"
NAMED = ("water", "plant", "survey", "toolkit", "handmade")
FORMATS = ("json", "jsonl", "csv", "tsv", "html", "docx", "xlsx", "md")


def changed(matrix: Matrix, change: Callable[[Row], Row]) -> Matrix:
    return matrix.with_rows(tuple(change(row) for row in matrix.rows))


def filled(matrix: Matrix) -> Matrix:
    def rows(found: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(row for row in found if any(map(row.cell, HORIZONS)))

    return replace(matrix, members=rows(matrix.members), organizations=rows(matrix.organizations))


WITHOUT: dict[str, Callable[[Matrix], Matrix]] = {
    "title": lambda each: replace(each, title="", short_term_means="", long_term_means=""),
    "facts": lambda each: replace(each, domain="", purpose="", stage="", review_cadence=""),
    "personas": lambda each: changed(each, lambda row: replace(row, persona="")),
    "tags": lambda each: changed(each, lambda row: replace(row, tags=())),
    "empty rows": filled,
    "reviews": lambda each: replace(each, reviews=()),
    "settings": lambda each: replace(each, language="", packs=()),
    "unprintable": lambda each: each,
}
"""Kind of loss → the matrix without it."""


def again(matrix: Matrix, name: str) -> tuple[Matrix, Matrix]:
    """What comes back of a matrix, and what should."""
    found = exporter(name)
    content = exported(matrix, name, ExportOptions(outline=name == "md"))
    loses = found.loses_in_outline if name == "md" else found.loses
    expected = matrix
    for kind in loses or ():
        expected = WITHOUT[kind](expected)
    return import_bytes(content, found.endings[0]).matrix, expected


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("sample", [*NAMED, "rich"])
def test_a_matrix_comes_back_but_for_what_the_format_says_it_loses(name, sample):
    if name in ("docx", "xlsx"):
        pytest.importorskip("docx" if name == "docx" else "python_calamine")
    path = SAMPLES / f"{sample}.toml"
    matrix = RICH if sample == "rich" else read(path.read_text(encoding="utf-8"))
    back, expected = again(matrix, name)
    assert back == expected


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_texts_come_back_as_they_were_shown(name):
    if name in ("docx", "xlsx"):
        pytest.importorskip("docx" if name == "docx" else "python_calamine")
    back, _ = again(HOSTILE, name)
    shown = [safe(value.text) for row in HOSTILE.rows for value in row.short_term]
    exact = name in ("json", "jsonl")
    texts = [one_line(value.text) for row in HOSTILE.rows for value in row.short_term]
    texts = texts if exact else shown
    assert [value.text for row in back.rows for value in row.short_term] == texts


def test_every_kind_of_loss_is_known_here():
    assert NAMES - WITHOUT.keys() == {"details", "parking lot"}


def test_a_colleague_may_write_in_our_word_document():
    docx = pytest.importorskip("docx", reason="python-docx is not here; the extra `test` has it")
    document = docx.Document(BytesIO(exported(emptied(RICH), "docx", ExportOptions(blank=True))))
    cell = document.tables[0].rows[3].cells[1]
    cell.paragraphs[-1].add_run("Bread that keeps")
    cell.add_paragraph("No bullet, but a value")
    out = BytesIO()
    document.save(out)
    bakers = import_bytes(out.getvalue(), ".docx").matrix.members[0]
    assert (bakers.name, bakers.persona) == ("Bakers", "They rise early.")
    assert [value.text for value in bakers.short_term] == [
        *("Bread that keeps", "No bullet, but a value"),
    ]


@pytest.mark.parametrize("junk", ["<b>" * 50_000, "</b>" * 50_000, "<li>" * 50_000, "<!--", "\0<"])
def test_a_page_that_only_says_it_is_ours_does_no_harm(junk):
    page = exported(RICH, "html").decode().partition("<body>")[0] + junk
    assert import_bytes(page.encode(), ".html").matrix.members == ()


@given(st.integers(0, 25_000), st.binary(max_size=8))
def test_a_damaged_page_of_ours_is_read_or_refused(at, junk):
    content = exported(RICH, "html")
    with suppress(CannotImport):
        back = import_bytes(content[:at] + junk + content[at + 40 :], ".html")
        assert len(back.matrix.rows) <= 5
