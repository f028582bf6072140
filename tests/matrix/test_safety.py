"""What a terminal would obey or hide is shown instead; what a language needs is kept."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.text.sanitize import Sanitized, acceptable, safe

CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
JOINERS = "\u200c\u200d\ufe0e\ufe0f\U000e0067\U000e007f"
STRANGE = st.text(
    st.one_of(
        st.characters(), st.sampled_from("👩🚒🏴❤" + JOINERS + "\x1b\u202e\n1क\u094dsم\udc80🏽")
    )
)


@pytest.mark.parametrize(
    "text", ["", "Help with challenges", "naïve “quotes” — ✓ ▲", "水道事業 שלום"]
)
def test_plain_text_is_shown_as_it_is(text):
    assert safe(text) is text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;ZXZpbA==\x07", "␛]52;c;ZXZpbA==␇"),
        ("a\x00b\x0ec\x7f", "a␀b␎c␡"),
        ("two\nlines", "two⏎lines"),
        ("a\tb\r\n", "a␉b␍⏎"),
        ("\x9b31m", "⟦U+009B⟧31m"),
        ("user\u202egnp.exe", "user⟦U+202E⟧gnp.exe"),
        ("\u2066x\u2069\u200f\u061c", "⟦U+2066⟧x⟦U+2069⟧⟦U+200F⟧⟦U+061C⟧"),
        ("a\u2028b\u2029c", "a⟦U+2028⟧b⟦U+2029⟧c"),
        ("pay\u200bpal\ufeff\u2060", "pay⟦U+200B⟧pal⟦U+FEFF⟧⟦U+2060⟧"),
        ("ab\U000e0041\U000e0042", "ab⟦U+E0041⟧⟦U+E0042⟧"),
        ("half \ud83d of it", "half � of it"),
        ("Lat\u200cin \u200d", "Lat⟦U+200C⟧in ⟦U+200D⟧"),
        ("x\ufe0f", "x⟦U+FE0F⟧"),
    ],
)
def test_what_a_terminal_would_obey_or_hide_is_shown(text, shown):
    assert safe(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "👩‍🚒", "❤️‍🔥", "🏳️‍🌈", "1️⃣", "👍🏽", "🧑🏿‍🔧", "☺︎", "👨‍👩‍👧‍👦", "🇨🇷",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می‌خواهم", "क्‍ष", "ശില്‍", "葛\U000e0100",
    ],
)  # fmt: skip
def test_emoji_and_scripts_keep_their_joiners(text):
    assert safe(text) == text


def test_an_unfinished_regional_flag_shows_its_tags():
    assert safe("🏴\U000e0067x") == "🏴⟦U+E0067⟧x"


def test_markup_is_only_characters():
    assert safe("[/] [@click=app.quit]x[/] [b]") == "[/] [@click=app.quit]x[/] [b]"


def test_no_single_character_gets_through():
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    let_through = {
        chr(code)
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in hidden and safe(chr(code)) == chr(code)
    }
    # Signs that hold numbers and shorthand marks are drawn: a reader sees them.
    drawn = {c for c in let_through if c in "\u06dd\u070f\u08e2\u0890\u0891\U000110bd\U000110cd"}
    drawn |= {chr(c) for c in range(0x600, 0x606)} | {chr(c) for c in range(0x13430, 0x13440)}
    assert let_through <= drawn


@given(STRANGE)
@settings(max_examples=150)
def test_twice_is_as_good_as_once(text):
    assert safe(safe(text)) == safe(text)


@given(STRANGE)
@settings(max_examples=150)
def test_nothing_shown_is_a_command(text):
    assert CONTROL.search(safe(text)) is None
    safe(text).encode("utf-8")


@given(STRANGE)
@settings(max_examples=100)
def test_texts_beside_each_other_are_safe_too(text):
    assert CONTROL.search(safe(text) + "│" + safe(text)) is None


def test_typed_text_is_taken_as_it_is():
    assert acceptable("Help with challenges — ✓") == Sanitized("Help with challenges — ✓", 0)


@pytest.mark.parametrize(
    ("text", "taken", "refused"),
    [
        ("\x1b[31mred\x07", "[31mred", 2),
        ("a\x00b\x9bc\u202ed\x7f", "abcd", 4),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n", 0),
        ("a\u2028b\x85c", "a\nb\nc", 0),
        ("tab\tstays", "tab\tstays", 0),
        ("\ufeffstart", "start", 1),
        ("\ud83d", "\ufffd", 0),
        ("👩‍🚒 می‌خواهم", "👩‍🚒 می‌خواهم", 0),
    ],
)
def test_pasted_commands_are_refused_and_counted(text, taken, refused):
    assert acceptable(text) == Sanitized(taken, refused)


@given(STRANGE)
@settings(max_examples=100)
def test_what_is_taken_can_be_written(text):
    taken = acceptable(text).text
    taken.encode("utf-8")
    assert acceptable(taken) == Sanitized(taken, 0)
