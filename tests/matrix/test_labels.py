"""The labels of exports: each in every language, each field and each of its words among them."""

from __future__ import annotations

import ast
from string import Formatter

import pytest

from copvalue_tui.matrix.fields.table import DETAILS, FIELDS
from copvalue_tui.matrix.text.labels import LANGUAGES, Labels, labels_for
from copvalue_tui.matrix.values import AUDIENCES, HORIZONS
from copvalue_tui.matrix.vocabulary import VALUE_CYCLES
from tests.house.sources import SOURCES

KEYS = tuple(Labels("es").words)
WORDS = [f"{field.name}.{word}" for field in DETAILS for word in field.words if word]
WORDS += [f"cycle.{cycle}" for cycle in VALUE_CYCLES]
"""In English they are their own labels."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_label_says_something_in_each_language_with_the_same_gaps(language):
    def gaps(words):
        return [gap for _, gap, _, _ in Formatter().parse(words) if gap is not None]

    labels, english = Labels(language), Labels()
    # A colon has the blanks around it that its language wants.
    words = [key for key in KEYS if key != "colon"]
    assert [key for key in words if labels(key) != labels(key).strip() or not labels(key)] == []
    assert labels("colon").strip() == ":"
    assert [key for key in KEYS if gaps(labels(key)) != gaps(english(key))] == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_hardly_any_label_is_left_in_english(language):
    labels, english = Labels(language), Labels()
    same = [key for key in KEYS if labels(key) == english(key)]
    assert len(same) <= len(KEYS) // 5, same


def test_each_language_has_the_keys_of_the_others_in_their_order():
    for language in LANGUAGES[1:]:
        assert tuple(Labels(language).words) == KEYS
    assert tuple(Labels().words) == tuple(key for key in KEYS if key not in WORDS)


def test_every_field_every_word_and_every_part_of_a_matrix_has_labels():
    needed = [f"field.{field.name}" for field in FIELDS]
    needed += [*WORDS, *AUDIENCES, *HORIZONS]
    assert [key for key in needed if key not in KEYS] == []


def test_every_label_that_a_module_names_exists():
    """`labels("…")` with a name that nobody wrote down would show the name."""
    missing = [
        f"{source.name}: {word.value}"
        for source in SOURCES
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        if "labels" in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))
        for word in node.args[:1]
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
        if word.value not in KEYS
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("code", "language"),
    [("es", "es"), ("pt-BR", "pt"), ("FR_ca", "fr"), (" es ", "es"), ("", "en"), ("de", "en")],
)
def test_a_language_code_finds_its_labels(code, language):
    assert labels_for(code).language == language


def test_what_nobody_has_named_is_shown_as_it_is():
    assert Labels("es")("field.new", "brand new") == "brand new"
    assert Labels("es")("field.new") == "field.new"
