"""The law of exports: what comes back is the matrix, but for what the format says it loses."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copvalue_tui.exports.extract import emptied
from copvalue_tui.exports.registry import (
    KINDS,
    ExportOptions,
    exported,
    exporter,
    exporter_names,
    loss_sentence,
)
from copvalue_tui.files.session.read import read
from copvalue_tui.imports.registry import CannotImport
from copvalue_tui.imports.sources import import_bytes
from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import HORIZONS, Matrix, Row, Value
from tests.exports.matrices import HOSTILE, RICH

SAMPLES = Path(__file__).parents[2] / "samples"
NAMED = ("water", "plant", "survey", "toolkit", "handmade")
FORMATS = ("json", "jsonl", "csv", "tsv", "html", "docx", "xlsx", "md", "md outline", "txt outline")
ONE_WAY = {"pdf", "txt"}
"""What nobody can read back, and the export says so."""


def changed(matrix: Matrix, change: Callable[[Row], Row]) -> Matrix:
    return matrix.with_rows(tuple(change(row) for row in matrix.rows))


def filled(matrix: Matrix) -> Matrix:
    def rows(found: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(row for row in found if any(map(row.cell, HORIZONS)))

    return replace(matrix, members=rows(matrix.members), organizations=rows(matrix.organizations))


def with_values(matrix: Matrix, change: Callable[[Value], Value]) -> Matrix:
    matrix = replace(matrix, parking_lot=tuple(map(change, matrix.parking_lot)))
    for horizon in HORIZONS:
        matrix = changed(
            matrix, lambda row, at=horizon: row.with_cell(at, tuple(map(change, row.cell(at))))
        )
    return matrix


def without_details(value: Value) -> Value:
    return Value(value.text, value.status, value.priority, value.votes)


WITHOUT: dict[str, Callable[[Matrix], Matrix]] = {
    "title": lambda each: replace(each, title="", short_term_means="", long_term_means=""),
    "facts": lambda each: replace(each, domain="", purpose="", stage="", review_cadence=""),
    "personas": lambda each: changed(each, lambda row: replace(row, persona="")),
    "tags": lambda each: changed(each, lambda row: replace(row, tags=())),
    "empty rows": filled,
    "details": lambda each: with_values(each, without_details),
    "votes": lambda each: with_values(each, lambda value: replace(value, votes=0)),
    "reviews": lambda each: replace(each, reviews=()),
    "settings": lambda each: replace(each, language="", packs=()),
    "unprintable": lambda each: each,
}
"""Kind of loss → the matrix without it."""


def again(matrix: Matrix, way: str) -> tuple[Matrix, Matrix]:
    """What comes back of a matrix, and what should; `way` is a format, or its outline."""
    name, _, outline = way.partition(" ")
    found = exporter(name)
    content = exported(matrix, name, ExportOptions(outline=bool(outline)))
    loses = found.loses_in_outline if outline else found.loses
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
    assert {kind.name for kind in KINDS} - WITHOUT.keys() == {"parking lot"}


def test_every_format_comes_back_or_says_that_it_does_not():
    formats = {name.partition(" ")[0] for name in FORMATS if name != "txt outline"}
    assert formats.isdisjoint(ONE_WAY)
    assert formats | ONE_WAY == set(exporter_names())
    guide = (SAMPLES / "guide.md").read_text(encoding="utf-8")
    for name in exporter_names():
        found = exporter(name)
        said = loss_sentence(RICH, found, ExportOptions())
        assert ("cannot be imported again" in said) == (name in ONE_WAY), name
        for kind in KINDS:
            assert (kind.words in said) == (kind.name in found.loses and kind.has(RICH)), name
        # The documents list the same.
        (line,) = (each for each in guide.splitlines() if re.match(rf"\| [^|]*`{name}`", each))
        left_out = line.split("|")[3]
        assert ("cannot be imported again" in left_out) == (name in ONE_WAY), name
        for kind in found.loses:
            assert kind in left_out or kind in ("settings", "unprintable"), (name, kind)
    for name in ("md", "txt"):
        found = exporter(name)
        outline = loss_sentence(RICH, found, ExportOptions(outline=True))
        assert outline == f"Not in {name}: language and packs."


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_our_table_of_plain_text_is_refused_and_not_taken_for_values(language):
    for width in (60, 80, 150):
        table = exported(RICH, "txt", ExportOptions(width, language=language))
        with pytest.raises(CannotImport, match="as copvalue show prints it"):
            import_bytes(table, ".txt")
    outline = exported(RICH, "txt", ExportOptions(outline=True, language=language))
    assert import_bytes(outline, ".txt").matrix.rows == RICH.rows
    rules = "─" * 30
    chat = f"{rules}\n- One\n{rules}\n- Two\n{rules}\n"
    assert len(import_bytes(chat.encode(), ".txt").texts) >= 2


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
