"""Reports: what a sponsor reads, and what never leaves the core group."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from copvalue_tui.exports.report import (
    Report,
    report_content,
    report_document,
    report_of,
    report_page,
    report_text,
)
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.details import set_detail
from copvalue_tui.matrix.text.labels import LANGUAGES
from copvalue_tui.matrix.values import Action, Indicator, Matrix, Place, Review, Row, Value
from tests.exports.matrices import HOSTILE_TEXTS

DAY = date(2026, 11, 29)
WATER = read((Path(__file__).parents[2] / "samples/water.toml").read_text(encoding="utf-8"))
SMALL = Matrix(
    (Row("Crew", (Value("Help", "realized", shared="Repairs", owner="Ana", note="secret"),)),),
    (
        Row(
            "Bank",
            (
                Value("Speed", "realized", shared="Repairs", evidence="story"),
                Value("Reach", "realized", indicator=Indicator("answers", 23, 40, 41, "%")),
                Value("Trust", "at-risk", note="secret"),
                Value("Gone", "retired"),
                Value("Later", "agreed"),
            ),
            (Value("Standing", "on-track"),),
        ),
    ),
    title="Bread",
    purpose="Warm ovens",
    reviews=(
        Review(
            date(2026, 6, 1),
            decisions=(
                "Bank · short term · Speed: on-track → realized (secret); owner none → Ana",
                "Bank · short term · Gone: agreed → retired",
                "Crew · short term · Help: on-track → realized",
                "Bank · short term · Trust: owner none → Ana; note “secret”",
            ),
            actions=(
                Action("Pay the interpreter", "Ana", date(2027, 1, 15)),
                Action("Done long ago", done=date(2026, 7, 1)),
            ),
        ),
        Review(date(2025, 6, 1), decisions=("Bank · long term · Standing: added",)),
    ),
)
BANK = (1,)


def test_what_came_true_comes_first_the_best_shown_before_the_rest():
    assert report_text(report_of(SMALL, BANK, day=DAY, since=date(2026, 1, 1))) == (
        "# Bread\n\n**Report · Bank · 29 November 2026**\n\nWarm ovens\n\n"
        "## What came true\n\n"
        "- Reach (short term; answers: 23 → 41 % of 40)\n"
        "- Speed (short term; evidence: story)\n\n"
        "## On track\n\n- Standing (long term)\n\n"
        "## At risk\n\n- Trust (short term)\n\n"
        "## What is asked for\n\n- Pay the interpreter (by 15 January 2027)\n\n"
        "## What changed since 1 January 2026\n\n- Speed (on-track → realized)\n\n"
        "## What we share\n\n- Repairs (Help, Crew; Speed, Bank)\n\n"
        "*1 more value is agreed or proposed.*\n"
    )


@pytest.mark.parametrize("name", ["md", "html", "docx"])
@pytest.mark.parametrize("rows", [None, BANK])
def test_owner_note_reason_and_retired_values_never_leave(name, rows):
    old = set_detail(SMALL, [Place(1, 0, 3)], "status", "agreed")
    for since in (None, date(2020, 1, 1), old, Matrix()):
        content = report_content(report_of(SMALL, rows, day=DAY, since=since), name)
        text = content if isinstance(content, str) else _words(content)
        for private in ("Ana", "secret", "Gone", "Done long ago"):
            assert private not in text
        assert "Speed" in text


def _words(content: bytes) -> str:
    docx = pytest.importorskip("docx", reason="python-docx is not installed")
    document = docx.Document(io.BytesIO(content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_compared_with_an_older_version_it_tells_what_is_new():
    old = set_detail(SMALL, [Place(1, 0, 0)], "status", "on-track")
    text = report_text(report_of(SMALL, BANK, day=DAY, since=old))
    assert "## What changed\n\n- Speed (on-track → realized)\n" in text
    same = report_text(report_of(SMALL, BANK, day=DAY, since=SMALL))
    assert "## What changed\n\nNo changes.\n" in same


@pytest.mark.parametrize(
    "rest",
    [
        "on-track → realized (secret: see the minutes)",
        "on-track → realized; note “secret: five; secret: six”",
        "on-track → realized; owner none → secret; secret",
        "on-track → realized; reworded “secret: 5”",
        "note “secret: a → b”",
        "owner none → secret: agreed → realized",
        "reworded “x”; owner none → secret: agreed → realized",
    ],
)
def test_words_behind_a_recorded_change_never_leave(rest):
    said = (f"Bank · short term · Speed: {rest}", "Bank · North · short term · Fun: added")
    rows = (*SMALL.organizations, Row("Bank · North", (Value("Fun"),)))
    matrix = replace(SMALL, organizations=rows, reviews=(Review(DAY, decisions=said),))
    text = report_text(report_of(matrix, BANK, day=DAY, since=DAY))
    assert "secret" not in text
    assert "Fun" not in text, "another row, whose name begins alike"
    changed = text.partition("## What changed")[2]
    assert ("- Speed (on-track → realized)" in changed) == rest.startswith("on-track")


def test_a_value_with_a_colon_is_told_of():
    said = ("Bank · short term · Trust: in us: proposed → agreed; priority none → high",)
    row = Row("Bank", (Value("Trust: in us"),))
    matrix = replace(SMALL, organizations=(row,), reviews=(Review(DAY, decisions=said),))
    text = report_text(report_of(matrix, BANK, day=DAY, since=DAY))
    assert "- Trust: in us (proposed → agreed; priority none → high)" in text


def test_a_note_of_an_older_version_never_leaves():
    old = set_detail(SMALL, [Place(1, 0, 0)], "note", "secret: one; secret: two")
    assert "secret" not in report_text(report_of(old, BANK, day=DAY, since=SMALL))


def test_a_report_on_all_rows_names_the_row_of_each_value():
    text = report_text(report_of(SMALL, day=DAY))
    assert "**Report · 29 November 2026**" in text
    assert "- Help (Crew, short term)" in text


def test_an_empty_matrix_has_a_report_that_says_so():
    text = report_text(report_of(Matrix(), day=DAY))
    assert text == (
        "# Value matrix\n\n**Report · 29 November 2026**\n\n## What came true\n\nNothing yet.\n"
    )


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_it_is_written_in_the_language_of_the_matrix(language):
    report = report_of(replace(SMALL, language=language), day=DAY, since=date(2020, 1, 1))
    text = report_text(report)
    assert report.language == language
    assert not {"What", "term;", "since", "evidence:"} & set(text.split())
    assert f'<html lang="{language}">' in report_page(report)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_words_of_people_command_nothing(text):
    matrix = Matrix(
        (Row(text, (Value(text, "realized", shared=text),)),),
        (Row(text, (Value(text, "at-risk", shared=text),)),),
        *(text, text, text),
        reviews=(Review(DAY, decisions=(f"{text} · short term · {text}: added",)),),
    )
    report = report_of(matrix, day=DAY, since=DAY)
    tokens = MarkdownIt("commonmark").parse(report_text(report))
    assert not any(token.type.startswith(("html", "fence", "code")) for token in tokens)
    page = report_page(report)
    assert "<script" not in page
    assert "<img" not in page
    assert isinstance(report, Report)
    assert report_document(report).startswith(b"PK")
