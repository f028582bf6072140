"""What is exported and imported again is the same matrix, as far as the format carries it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.exports.registry import ExportOptions, exporter, exporter_names
from copvalue_tui.files.session.read import read
from copvalue_tui.imports.sources import import_bytes
from copvalue_tui.matrix.fields.table import DETAILS
from copvalue_tui.matrix.values import HORIZONS, Action, Indicator, Matrix, Review, Row, Value
from copvalue_tui.matrix.vocabulary import EVIDENCE_LEVELS, PRIORITIES, STATUS_NAMES
from tests.cli.conftest import ROOT
from tests.laws import examples

NOT_READ = {("pdf", False), ("txt", False)}
"""A page of paper, and the table for the screen, whose values are wrapped and marked with signs."""
FORMATS = sorted(
    {
        (name, outline)
        for name in exporter_names()
        for outline in (False, True)
        if not outline or exporter(name).loses_in_outline is not None
    }
    - NOT_READ
)
EACH = pytest.mark.parametrize(("name", "outline"), FORMATS)


def without_details(matrix: Matrix) -> Matrix:
    marks = [field.name for field in DETAILS if field.mark]

    def plain(value: Value) -> Value:
        kept = {name: getattr(value, name) for name in marks}
        return replace(Value(value.text), **kept)

    return each_value(matrix, plain)


def each_value(matrix: Matrix, change: Callable[[Value], Value]) -> Matrix:
    rows = tuple(
        replace(row, **{each: tuple(map(change, row.cell(each))) for each in HORIZONS})
        for row in matrix.rows
    )
    return replace(matrix.with_rows(rows), parking_lot=tuple(map(change, matrix.parking_lot)))


def each_row(matrix: Matrix, **facts: object) -> Matrix:
    return matrix.with_rows(tuple(replace(row, **facts) for row in matrix.rows))


def filled(matrix: Matrix) -> Matrix:
    return replace(
        matrix,
        members=tuple(row for row in matrix.members if row.short_term or row.long_term),
        organizations=tuple(row for row in matrix.organizations if row.short_term or row.long_term),
    )


LOSSES: dict[str, Callable[[Matrix], Matrix]] = {
    "title": lambda matrix: replace(matrix, title="", short_term_means="", long_term_means=""),
    "facts": lambda matrix: replace(matrix, domain="", purpose="", stage="", review_cadence=""),
    "personas": lambda matrix: each_row(matrix, persona=""),
    "tags": lambda matrix: each_row(matrix, tags=()),
    "empty rows": filled,
    "details": without_details,
    "parking lot": lambda matrix: replace(matrix, parking_lot=()),
    "reviews": lambda matrix: replace(matrix, reviews=()),
    "settings": lambda matrix: replace(matrix, language="", packs=()),
    "unprintable": lambda matrix: matrix,
}
"""What a format says it cannot carry → the matrix without it."""


def again(matrix: Matrix, name: str, outline: bool) -> tuple[Matrix, Matrix]:
    """The matrix as far as the format carries it, and as it comes back."""
    format_ = exporter(name)
    written = format_.write(matrix, ExportOptions(outline=outline))
    content = written.encode() if isinstance(written, str) else written
    found = import_bytes(content, format_.endings[0])
    loses = format_.loses_in_outline if outline else format_.loses
    for loss in loses or ():
        matrix = LOSSES[loss](matrix)
    return matrix, found.apply(Matrix()).matrix


ABOUT = "Nurses · short term · Help with challenges"


@EACH
@pytest.mark.parametrize("language", ["", "es", "fr", "pt"])
@pytest.mark.parametrize("sample", ["water", "plant"])
def test_the_samples_come_back(name, outline, sample, language):
    matrix = read((ROOT / "samples" / f"{sample}.toml").read_text(encoding="utf-8"))
    review = Review(
        date(2026, 11, 23),
        "Core group",
        ("Facilitator", "Bank"),
        "Interpreter: ask",
        ("Nurses · short term · Help with challenges: on-track → realized (41 of 46)",),
        "all but the retired",
        3,
        5,
        ("Nurses · long term · Pride: agreed",),
        (
            Action("Ask the bank", "Facilitator", date(2027, 1, 15), about=ABOUT),
            Action("Write it up → soon"),
            Action("Go", about="Nurses → wards · long term · Pride"),
        ),
    )
    lot = (Value("Later", votes=2),)
    matrix = replace(matrix, parking_lot=lot, reviews=(review,), language=language)
    expected, found = again(matrix, name, outline)
    assert found == expected


TEXTS = st.sampled_from(
    (
        *(
            "Help",
            "15 % fewer calls",
            "a | b",
            "*bold*",
            "R&D <script>",
            "it's",
            "Équipe",
        ),
        *(
            'say "x"',
            "=1+1",
            "'tis",
            "a; b, c",
            "Short learning curve",
            "資金",
            "#1 in class",
            "50 °C",
        ),
        *(
            "C:\\x",
            "[link](x)",
            "x" * 300,
            "فائدة",
            "1+1=2",
            "Trust · pride",
            "owner unknown",
            "-5 °C",
        ),
        *(
            "• Help • more",
            "✔️ done",
            "① first",
            "(1) one",
            "– 15 % downtime",
            "1\ufe0f\u20e3 x",
            "…",
        ),
        *(
            "a) one",
            "b) two",
            "(i) one",
            "iv. four",
            "v. five",
            "5. Fachtag",
            "6. Fachtag",
            "1.1 x",
        ),
        *("Help (agreed, high priority)", "x [realized]", "x *(3 votes)*", "Short term: soon"),
    )
)
LINES = st.just("") | TEXTS
VALUES = st.builds(Value, TEXTS) | st.builds(
    Value,
    TEXTS,
    status=st.sampled_from(STATUS_NAMES),
    priority=st.sampled_from(("", *PRIORITIES)),
    votes=st.sampled_from((0, 1, 5)),
    shared=LINES,
    owner=LINES,
    evidence=st.sampled_from(EVIDENCE_LEVELS),
    note=LINES,
    review_by=st.none() | st.just(date(2027, 3, 1)),
    indicator=st.none() | st.just(Indicator("answered in two days", 23, 40, 41, "%")),
)
CELLS = st.lists(VALUES, max_size=3).map(tuple)
MEMBERS = ("Members", "Nurses", "New utility engineers", "Staff (night shift)")
ORGANIZATIONS = ("Organization", "Bank", "R&D | lab", "Ministry of Water")


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    """Matrices with details, whose rows have names of their own."""

    def rows(names: tuple[str, ...]) -> tuple[Row, ...]:
        chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=3))
        personas = st.sampled_from(("", "The people of this row.", "Long term: planners"))
        return tuple(Row(name, draw(CELLS), draw(CELLS), draw(personas)) for name in chosen)

    return Matrix(
        (Row("Engineers", (Value("Fewer night calls"),)), *rows(MEMBERS)),
        rows(ORGANIZATIONS),
        title=draw(st.just("") | st.just("Nurses' network")),
        purpose=draw(LINES),
        short_term_means=draw(st.just("") | st.just("within 12 months")),
        parking_lot=draw(CELLS),
        language=draw(st.sampled_from(("", "en", "es", "fr", "pt"))),
    )


@EACH
def test_a_row_without_values_comes_back_above_a_parking_lot(name, outline):
    row = Row("Engineers", (Value("Fewer night calls"),))
    matrix = Matrix((row,), (Row("Organization"),), parking_lot=(Value("Help"),))
    expected, found = again(matrix, name, outline)
    assert found == expected


@EACH
@settings(max_examples=examples(15, 400), deadline=None)
@given(matrices())
def test_any_matrix_comes_back(name, outline, matrix):
    expected, found = again(matrix, name, outline)
    assert found == expected


@pytest.mark.parametrize("name", [name for name in exporter_names() if exporter(name).worksheet])
@pytest.mark.parametrize("language", ["", "fr"])
def test_a_worksheet_has_its_rows_and_no_values(name, language):
    blank = Matrix((Row("Nurses"),), (Row("Bank"),), title="Water", language=language)
    options = ExportOptions(blank=True, question=lambda audience, horizon: "What would help?")
    written = exporter(name).write(blank, options)
    content = written.encode() if isinstance(written, str) else written
    if language and isinstance(written, str):
        assert "Feuille de travail : Water" in written
    found = import_bytes(content, exporter(name).endings[0]).apply(Matrix()).matrix
    assert replace(found, language=language) == blank
