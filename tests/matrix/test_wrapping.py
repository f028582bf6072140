"""Long values broken into lines, by cells."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.text.width import cell_width, graphemes, wrap, wrap_spans
from tests.laws import examples

TEXTS = st.lists(
    st.sampled_from([*"abc de fgh-/。「", "  ", "界", "水", "👩‍🚒", "e\u0301", "🇨🇷", "한", "word "])
).map("".join)


def test_a_text_that_fits_is_one_line():
    assert wrap("Access to expertise", 30) == ("Access to expertise",)
    assert wrap("", 5) == ("",)


def test_words_go_to_the_next_line_whole():
    assert wrap("Mentors and people to debate with", 12) == (
        "Mentors and",
        "people to",
        "debate with",
    )


def test_a_word_too_long_is_cut():
    assert wrap("a Donaudampfschiff b", 6) == ("a", "Donaud", "ampfsc", "hiff b")


def test_a_hyphen_between_letters_ends_a_line():
    assert wrap("cross-institutional", 15) == ("cross-", "institutional")
    assert wrap("12-34 5-67", 5) == ("12-34", "5-67")


def test_ideographs_break_anywhere_but_before_a_full_stop():
    assert wrap("水道事業の改善。", 8) == ("水道事業", "の改善。")
    assert wrap("水道事業。", 8) == ("水道事", "業。")


def test_korean_breaks_at_spaces():
    assert wrap("지식 공유하기", 9) == ("지식", "공유하기")


def test_an_emoji_is_never_cut():
    assert wrap("👩‍🚒👩‍🚒👩‍🚒", 5) == ("👩‍🚒👩‍🚒", "👩‍🚒")


def test_a_wide_letter_in_a_narrow_column_stands_alone():
    assert wrap("水道", 1) == ("水", "道")
    assert wrap("ab", 0) == ("a", "b")


def test_the_caret_after_spaces_that_do_not_fit_stands_on_the_next_line():
    assert wrap_spans("Access ", 8) == ((0, 7),)
    assert wrap_spans("Access ", 6) == ((0, 6), (7, 7))
    assert wrap_spans("Access t", 6) == ((0, 6), (7, 8))


def test_leading_spaces_stay():
    assert wrap("  ab cd", 5) == ("  ab", "cd")


@pytest.mark.parametrize("text", ["a      b", "      ", "        abc", "abc      "])
def test_many_spaces_never_widen_a_line(text):
    assert all(cell_width(line) <= 3 for line in wrap(text, 3))


@given(TEXTS, st.integers(1, 14))
@settings(max_examples=examples(75, 1500))
def test_no_line_is_too_wide(text, width):
    for line in wrap(text, width):
        assert cell_width(line) <= width or len(graphemes(line)) == 1


@given(TEXTS, st.integers(1, 14))
@settings(max_examples=examples(75, 1500))
def test_only_spaces_at_breaks_are_left_out(text, width):
    spans = wrap_spans(text, width)
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    assert all(text[end:start].strip(" ") == "" for end, start in zip(ends, starts, strict=True))
    assert spans[-1][1] == len(text)
    assert all(start <= end for start, end in spans)


@given(st.text(), st.integers(1, 9))
@settings(max_examples=examples(50, 1000))
def test_any_text_keeps_its_letters(text, width):
    assert "".join(wrap(text, width)).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1), st.integers(9, 14))
@settings(max_examples=examples(50, 1000))
def test_every_line_is_filled_before_the_next(words, width):
    for upper, lower in pairwise(wrap(" ".join(words), width)):
        assert len(upper) + 1 + len(lower.split(" ")[0]) > width


def test_a_grid_may_bring_its_own_measure():
    assert wrap("ab cd", 4, lambda text: 2 * len(text)) == ("ab", "cd")
