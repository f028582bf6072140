"""The small parts of sentences."""

import pytest

from copvalue_tui.matrix.text.sentences import join, plural, quote, quote_both, shorten


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


@pytest.mark.parametrize(
    ("before", "after", "most", "said"),
    [
        ("Help", "Helpx", 40, ("“Help”", "“Helpx”")),
        ("Help with all of it", "Fun", 10, ("“Help with…”", "“Fun”")),
        ("Some two three four five", "Some two three four nine", 16,
         ("“…four five”", "“…four nine”")),
        ("One two three four five", "One two three four five and six", 16, None),
        ("a" * 60, "a" * 50, 20, None),
        ("a" * 60, "a" * 59 + "b", 20, None),
        ("one two " * 9, "one two " * 8, 12, None),
    ],
)  # fmt: skip
def test_two_wordings_are_quoted_with_what_differs(before, after, most, said):
    one, other = quote_both(before, after, most)
    assert one != other
    assert max(len(one), len(other)) <= most + 2
    assert said in (None, (one, other))
