"""Guiding questions: those of the cell first, in the community's language."""

import tomllib
from pathlib import Path

import pytest

from copvalue_tui.matrix.values import AUDIENCES, HORIZONS
from copvalue_tui.suggest import questions
from copvalue_tui.suggest.questions import general_questions, languages, own_questions

FOLDER = Path(questions.__file__).parent / "questions"


def test_a_cell_is_asked_for_values_and_a_review_about_each():
    asked = own_questions("members", "short_term", "en")
    assert asked[0] == "What would make next month easier for this segment?"
    assert not set(asked) & set(general_questions("en"))
    assert general_questions("en") == (
        "Is this a value or an activity?",
        "For whom exactly?",
        "How would we know?",
        "Who looks after it?",
        "What must be in place first?",
    )


def test_every_cell_asks_something_of_its_own():
    first = {own_questions(audience, horizon)[0] for audience in AUDIENCES for horizon in HORIZONS}
    assert len(first) == 4


@pytest.mark.parametrize(
    ("language", "start"),
    [
        ("es", "¿Qué"),
        ("es-AR", "¿Qué"),
        ("fr", "Qu'"),
        ("PT", "O que"),
        ("", "What"),
        ("xx", "What"),
    ],
)
def test_they_are_asked_in_the_language_or_else_in_english(language, start):
    assert own_questions("members", "short_term", language)[0].startswith(start)


def test_every_language_asks_as_many_of_each_cell_and_each_is_a_question():
    tables = {
        language: tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
        for language in languages()
    }
    assert tuple(tables) == ("en", "es", "fr", "pt")
    shape = {name: len(asked) for name, asked in tables["en"].items()}
    for table in tables.values():
        assert {name: len(asked) for name, asked in table.items()} == shape
        assert all(one.endswith("?") for asked in table.values() for one in asked)


def test_the_first_question_is_short_enough_for_a_narrow_grid():
    for language in languages():
        for audience in AUDIENCES:
            for horizon in HORIZONS:
                assert len(own_questions(audience, horizon, language)[0]) <= 75
