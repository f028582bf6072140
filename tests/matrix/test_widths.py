"""Cells of a text, as the terminal and Textual count them."""

import sys
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from copvalue_tui.matrix.text.width import cell_width, clip, graphemes
from tests.laws import examples

EMOJI = (
    "👩‍🚒", "❤️", "❤️‍🔥", "🏳️‍🌈", "👁️‍🗨️", "1️⃣", "#️⃣", "🇨🇷", "🇪🇸🇵🇹", "👍🏽", "🧑🏿‍🔧", "☺", "☺️", "✓", "▲",
    "👨‍👩‍👧‍👦", "🫨", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
)  # fmt: skip
WORDS = ("naïve", "naïve", "水道事業", "ﾊﾝｶｸ", "한국어", "한글", "क्षेत्र", "สวัสดี", "שלום", "می‌خواهم")
TEXTS = st.lists(
    st.sampled_from([*"ab é", *EMOJI, *WORDS, "\u200d", "\ufe0f", "\u0301", "界"])
).map("".join)


def test_every_assigned_character_is_as_wide_as_textual_draws_it():
    differing = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
        and cell_width(chr(code)) != cell_len(chr(code))
    ]
    assert differing == []


def test_emoji_flags_keycaps_and_scripts_are_as_wide_as_textual_draws_them():
    assert [text for text in (*EMOJI, *WORDS) if cell_width(text) != cell_len(text)] == []


@given(TEXTS)
@settings(max_examples=examples(50, 1000))
def test_any_mixture_is_as_wide_as_textual_draws_it(text):
    assert cell_width(text) == cell_len(text)


def test_a_long_text_is_measured_too():
    assert cell_width("界" * 1000) == 2000


def test_an_emoji_is_one_grapheme():
    assert [text for text in EMOJI if len(graphemes(text)) > 1] == ["🇪🇸🇵🇹"]
    assert len(graphemes("🇪🇸🇵🇹")) == 2


def test_a_letter_and_its_accent_stay_together():
    assert graphemes("ne\u0301e") == ("n", "e\u0301", "e")


@given(st.one_of(st.text(), TEXTS))
@settings(max_examples=examples(50, 1000))
def test_graphemes_are_the_text_in_order(text):
    assert "".join(graphemes(text)) == text


@given(st.one_of(st.text(), TEXTS))
@settings(max_examples=examples(50, 1000))
def test_the_parts_together_are_no_narrower_than_the_text(text):
    assert sum(map(cell_width, graphemes(text))) >= cell_width(text)


def test_a_text_that_fits_is_not_clipped():
    assert clip("Access", 6) == "Access"


def test_a_text_too_long_ends_in_an_ellipsis():
    assert clip("Access to expertise", 10) == "Access to…"
    assert clip("Access to expertise", 8) == "Access…"


def test_a_wide_letter_is_never_cut_in_half():
    assert clip("水道事業", 4) == "水…"
    assert clip("👩‍🚒👩‍🚒👩‍🚒", 5) == "👩‍🚒👩‍🚒…"


@given(st.one_of(st.text(), TEXTS), st.integers(-1, 12))
@settings(max_examples=examples(50, 1000))
def test_a_clipped_text_always_fits(text, width):
    assert cell_width(clip(text, width)) <= max(width, 0)
