"""Charter, description and pitch: every fact and agreed value once, a question for the rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.exports.registry import ExportOptions
from copvalue_tui.exports.skeletons import SKELETONS, skeleton_text
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.text.escape import escaped
from copvalue_tui.matrix.text.labels import LANGUAGES, Labels
from copvalue_tui.matrix.values import BLANK, HORIZONS, Matrix, Row, Value
from copvalue_tui.matrix.vocabulary import AGREED
from tests.exports.matrices import HOSTILE

SAMPLES = Path(__file__).parents[2] / "samples"
EACH = pytest.mark.parametrize("name", SKELETONS)


def lines_of(matrix: Matrix, name: str, language: str = "") -> list[str]:
    return skeleton_text(matrix, name, ExportOptions(language=language)).splitlines()


def values_of(matrix: Matrix) -> list[Value]:
    return [value for row in matrix.rows for each in HORIZONS for value in row.cell(each)]


@EACH
@pytest.mark.parametrize("sample", ["water", "plant", "survey"])
def test_every_fact_and_agreed_value_is_there_once(name, sample):
    matrix = read((SAMPLES / f"{sample}.toml").read_text(encoding="utf-8"))
    text = "\n".join(lines_of(matrix, name))
    facts = [matrix.domain, matrix.purpose, matrix.stage, matrix.review_cadence, matrix.title]
    facts += [matrix.short_term_means, matrix.long_term_means]
    facts += [each for row in matrix.rows for each in (row.name, row.persona)]
    for fact in filter(None, facts):
        assert text.count(escaped(fact)) == 1, fact
    bullets = [line.partition(" *(")[0] for line in text.splitlines() if line.startswith("- ")]
    agreed = [value.text for value in values_of(matrix) if value.status in AGREED]
    for value in values_of(matrix):
        assert bullets.count(f"- {escaped(value.text)}") == agreed.count(value.text), value.text


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_section_carries_its_question_in_the_language(name, language):
    labels = Labels(language)
    lines = lines_of(replace(BLANK, members=(), organizations=()), name, language)
    assert [line for line in lines if line.startswith("## ")] == [
        f"## {labels(f'section.{section}')}" for section in SKELETONS[name]
    ]
    assert [line for line in lines if line.startswith("*")] == [
        f"*{labels(f'ask.{section}')}*" for section in SKELETONS[name]
    ]


@EACH
def test_where_nobody_uses_statuses_every_value_counts_as_agreed(name):
    matrix = Matrix(members=(Row("A", (Value("Help"),)), Row("B")))
    lines = lines_of(matrix, name)
    assert "- Help" in lines
    assert lines[lines.index("### B") + 2] == "*Who takes part, and what do they get?*"
    mixed = Matrix(members=(Row("A", (Value("Help"), Value("Fun", status="agreed"))),))
    assert "- Help" not in lines_of(mixed, name)


@EACH
def test_no_text_of_a_person_is_markdown_or_a_command(name):
    text = "\n".join(lines_of(HOSTILE, name))
    assert not set(text) & {"\x1b", "\x9b", "\u202e"}
    assert "\\<script\\>" in text
