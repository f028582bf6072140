"""Texts made tidy and comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copvalue_tui.matrix.text.normalize import fold, tidy


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  Help\twith\r\nmaths ", "Help with maths"),
        ("", ""),
        (" \u2003\u00a0 ", ""),
        ("one", "one"),
    ],
)
def test_tidy_text_is_one_line(text, line):
    assert tidy(text) == line


@given(st.text())
def test_tidying_twice_is_tidying_once(text):
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Équipe", "equipe"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("ℍ", "h"), ("İ", "i")],
)
def test_folded_text_has_no_accents_and_no_case(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
