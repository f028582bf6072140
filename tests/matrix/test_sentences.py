"""The small parts of sentences."""

import pytest

from copvalue_tui.matrix.text.sentences import join, plural, quote, shorten


@pytest.mark.parametrize(
    ("words", "said"),
    [((), ""), (("a",), "a"), (("a", "b"), "a or b"), (("a", "b", "c"), "a, b or c")],
)
def test_words_are_listed(words, said):
    assert join(words, "or") == said
    assert join(words) == said.replace(" or ", " and ")


def test_things_are_counted():
    assert plural(0, "value") == "0 values"
    assert plural(1, "value") == "1 value"
    assert plural(1_200, "value") == "1,200 values"
    assert plural(2, "matrix is", "matrices are") == "2 matrices are"


def test_a_long_text_is_quoted_short():
    assert quote("Help") == "“Help”"
    assert quote("Help with it", 6) == "“Help…”"
    assert shorten("Helping", 7) == "Helping"
    assert shorten("Helping", 6) == "Helpi…"
