"""Keys as terminals send them, read by Textual's own parser, and what they mean to us."""

from __future__ import annotations

import pytest
from textual import events
from textual._xterm_parser import XTermParser

from copvalue_tui.tui.terminal.key_names import keys_of, without_alt


def sent(sequence: str) -> tuple[str, ...]:
    """Our keys for what a terminal sends."""
    found = [event for event in XTermParser().feed(sequence) if isinstance(event, events.Key)]
    return tuple(key for event in found for key in keys_of(event.key, event.character))


def test_a_printable_character_is_itself(subtests):
    for letter in "?/:<>+-*AZaé漢0_\"'|\\~@#[]{}":
        with subtests.test(letter=letter):
            assert sent(letter) == (letter,)


@pytest.mark.parametrize(
    ("sequence", "key"),
    [
        (" ", "space"),
        ("\x1b[32;1;32u", "space"),
        ("\x1b[32;2;32u", "space"),
        ("\r", "enter"),
        ("\x1b[13;2u", "enter"),
        ("\x1b[13;5u", "enter"),
        ("\x1b[57414u", "enter"),
        ("\n", "ctrl+j"),
        ("\t", "tab"),
        ("\x1b[105;5u", "tab"),
        ("\x1b[Z", "shift+tab"),
        ("\x7f", "backspace"),
        ("\x08", "backspace"),
        ("\x1b[104;5u", "backspace"),
        ("\x1b[109;5u", "enter"),
        ("\x1b[91;5u", "escape"),
        ("\x1b[A", "up"),
        ("\x1b[3~", "delete"),
        ("\x1b[5~", "pageup"),
        ("\x1bOP", "f1"),
        ("\x13", "ctrl+s"),
        ("\x1b[115;5u", "ctrl+s"),
        ("\x1b[97;2;65u", "A"),
        ("\x1b[57413u", "+"),
    ],
)
def test_every_terminal_s_way_to_send_a_key_means_the_same(sequence, key):
    assert sent(sequence) == (key,)


@pytest.mark.parametrize(
    ("key", "character", "keys"),
    [
        ("alt+j", "j", ("alt+j",)),
        ("alt+shift+j", "J", ("alt+J",)),
        ("alt+question_mark", None, ("alt+?",)),
        ("alt+colon", ":", ("alt+:",)),
        ("alt+space", " ", ("alt+space",)),
        ("alt+tab", None, ("alt+tab",)),
        ("alt+up", None, ("alt+up",)),
        ("alt+super+a", None, ()),
    ],
)
def test_a_key_held_with_alt_is_that(key, character, keys):
    assert keys_of(key, character) == keys


@pytest.mark.parametrize("blank", "\xa0\u2003\u202f\u3000")
def test_every_blank_is_a_space(blank):
    assert sent(blank) == ("space",)


@pytest.mark.parametrize("letter", "\u200d\u200c\ufe0f\u0301\xad\u202e🔓")
def test_a_character_that_shows_nothing_is_a_key_all_the_same(letter):
    assert sent(letter) == (letter,)


@pytest.mark.parametrize(("sequence", "key"), [("\x1b[100;3u", "alt+d"), ("\x1b[1;3D", "alt+left")])
def test_a_terminal_that_names_alt_is_believed(sequence, key):
    assert sent(sequence) == (key,)


def test_alt_with_an_arrow_is_the_arrow_where_it_has_no_meaning_of_its_own():
    assert without_alt("alt+up") == "up"
    assert without_alt("alt+d") == "alt+d"
    assert without_alt("x") == "x"


@pytest.mark.parametrize("key", ["left_shift", "caps_lock", "super+a", "ignore", "print_screen"])
def test_keys_that_say_nothing_do_nothing(key):
    assert keys_of(key, None) == ()


def test_a_sequence_that_was_not_understood_is_no_key():
    assert keys_of("ignore", "\x1b[27;2;13~") == ()
