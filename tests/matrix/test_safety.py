"""What a terminal would obey or hide is shown instead; what a language needs is kept."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.text.sanitize import (
    Sanitized,
    acceptable,
    acceptable_line,
    safe,
    without_loose_joiners,
)
from tests.laws import examples

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
@settings(max_examples=examples(75, 1500))
def test_twice_is_as_good_as_once(text):
    assert safe(safe(text)) == safe(text)


@given(STRANGE)
@settings(max_examples=examples(75, 1500))
def test_nothing_shown_is_a_command(text):
    assert CONTROL.search(safe(text)) is None
    safe(text).encode("utf-8")


@given(STRANGE)
@settings(max_examples=examples(50, 1000))
def test_texts_beside_each_other_are_safe_too(text):
    assert CONTROL.search(safe(text) + "│" + safe(text)) is None


@pytest.mark.parametrize(
    ("glyph", "shown"),
    [
        ("e" + "\u0301" * 30, "e" + "\u0301" * 30),
        ("e" + "\u0301" * 90_000 + "x", "e" + "\u0301" * 30 + "⟦…⟧x"),
        ("क" + "\u093f" * 90_000, "क" + "\u093f" * 30 + "⟦…⟧"),
        ("👩" + "\u200d👩" * 45_000, "👩" + "\u200d👩" * 7 + "\u200d⟦…⟧"),
        ("👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏽" * 9, "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏽" * 9),
    ],
    ids=lambda one: ascii(one)[:20],
)
def test_of_a_glyph_with_more_marks_than_any_script_has_thirty_are_shown_and_a_sign(glyph, shown):
    assert safe(glyph).replace("⟦U+200D⟧", "\u200d") == shown
    assert safe(safe(glyph)) == safe(glyph)


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
        ("\ufeffstart", "start", 0),
        ("a\ud83d", "a", 1),
        ("👩‍🚒 می‌خواهم", "👩‍🚒 می‌خواهم", 0),
    ],
)
def test_pasted_commands_are_refused_and_counted(text, taken, refused):
    assert acceptable(text) == Sanitized(taken, refused)


TABLE = [
    *((f"a{blank}b", "a b", 0) for blank in "\xa0\u1680\u2003\u202f\u205f\u3000\x1c\x1d\x1e\x1f"),
    *(
        (f"a{gone}b", "ab", 0)
        for gone in "\xad\u200b\u2060\ufeff\ufffc\u200e\u200f\u061c\ufe0f\ufe0e"
    ),
    *((f"a{bad}b", "ab", 1) for bad in "\x00\x07\x1b\x7f\x80\x9b\u202a\u202e\u2066\u2069\ud800"),
    *((text, text, 0) for text in ("a\u200cb", "a\u200db", "می‌خواهم", "क्\u200d", "e\u0301", "ก้ำ")),
    *(
        (text, text, 0)
        for text in ("👩‍🚒", "❤\ufe0f\u200d🔥", "👍🏽", "✔\ufe0f", "1\ufe0f\u20e3", "🇳🇱")
    ),
    ("\U0001f3f4\U000e0067\U000e0062\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e007f", 0),
    ("a\U000e0067b", "ab", 0),
    ("a\u200d", "a", 0),
    ("\u200da", "a", 0),
    ("a \u200c b", "a  b", 0),
    ("e" + "\u0301" * 40 + "x", "e" + "\u0301" * 30 + "x", 0),
]
"""Typed or pasted → what is taken in, and how many characters are left out with a word."""


@pytest.mark.parametrize(("text", "taken", "refused"), TABLE, ids=lambda one: ascii(one)[:40])
def test_one_table_says_what_becomes_of_a_character_pasted_or_typed(text, taken, refused):
    assert acceptable(text) == Sanitized(taken, refused)
    assert acceptable_line(text) == Sanitized(taken, refused)
    line, left_out = "", 0
    for letter in text:  # one key after the other
        key = acceptable_line(letter, line, more=True)
        line += key.text
        left_out += key.refused
    whole = re.search("[\U000e0020-\U000e007f]", text) is None
    assert (without_loose_joiners(line) if whole else line, left_out) == (taken, refused)


@pytest.mark.parametrize(
    "broken", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029", "\v", "\f", "\t"]
)
def test_what_breaks_a_line_is_a_blank_within_one(broken):
    assert acceptable_line(f"a{broken}b") == Sanitized("a b", 0)
    assert "".join(acceptable(f"a{broken}b").text.split()) == "ab"


@given(STRANGE)
@settings(max_examples=examples(100, 2000))
def test_what_is_taken_can_be_written(text):
    taken = acceptable(text).text
    taken.encode("utf-8")
    assert acceptable(taken) == Sanitized(taken, 0)
    line = acceptable_line(text).text
    assert acceptable_line(line) == Sanitized(line, 0)
