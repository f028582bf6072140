"""What a terminal sends, at the times it sends it, becomes keys, pastes and bursts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.tui.intake import PASTE_LIMIT, Burst, Escape, Intake, Keys, Pasted, Piece

START, END = "\x1b[200~", "\x1b[201~"


def hear(*chunks: str | float) -> list[Piece]:
    """The pieces of chunks and of silences (seconds) between them, with the clock ticking on."""
    intake, now, pieces = Intake(), 100.0, []
    for chunk in (*chunks, 10.0):
        if isinstance(chunk, str):
            pieces += intake.feed(chunk, now)
            continue
        end = now + chunk
        while (patience := intake.patience(now)) is not None and now + patience <= end:
            now += patience
            pieces += intake.tick(now)
        now = end
    return pieces


def test_letters_are_keys():
    assert hear("jjd") == [Keys("jjd")]


def test_a_sequence_is_one_key():
    assert hear("\x1b[A") == [Keys("\x1b[A")]
    assert hear("j\x1b[1;5Ck\x1bOP") == [Keys("j"), Keys("\x1b[1;5C"), Keys("k"), Keys("\x1bOP")]


def test_escape_is_escape_after_a_while():
    assert hear("\x1b") == [Escape()]
    assert hear("\x1b\x1b") == [Escape(), Escape()]


@pytest.mark.parametrize("letter", ["x", "d", "O", "[", "\r", "é", "P"])
def test_escape_and_a_letter_at_once_are_escape_then_the_letter(letter):
    assert hear(f"\x1b{letter}") == [Escape(), Keys(letter)]
    assert hear("\x1b", 0.05, letter) == [Escape(), Keys(letter)]


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_an_arrow_split_by_lag_is_an_arrow(cut):
    whole = "\x1b[1;5D"
    assert hear(whole[:cut], 0.2, whole[cut:]) == [Keys(whole)]


def test_an_arrow_that_lost_its_escape_is_no_command():
    assert hear("\x1b", 0.6, "[D") == [Escape(), Keys("\x1b[D")]
    assert hear("\x1b", 5.0, "[D") == [Escape(), Keys("[D")]


def test_a_sequence_that_never_ends_leaves_no_letters():
    assert hear("\x1b[1;", 3.0, "j") == [Escape(), Keys("j")]


def test_a_broken_sequence_is_nothing():
    assert hear("\x1b[12\x01j") == [Keys("\x01j")]


def test_answers_to_questions_are_nothing():
    assert hear("\x1b]11;rgb:0/0/0\x07j\x1bP1$r0m\x1b\\k") == [Keys("jk")]


def test_a_paste_is_text():
    assert hear(f"{START}one\rtwo\r\nthree{END}j") == [
        Pasted("one\ntwo\nthree", 0, cut=False),
        Keys("j"),
    ]


def test_a_paste_holds_no_commands():
    assert hear(f"{START}a\x1b\x11b\x9bc\x00d\u202e{END}") == [Pasted("abcd", 5, cut=False)]


def test_an_end_mark_inside_a_paste_is_only_the_end():
    assert hear(f"{START}x{END}dd{END}q") == [Pasted("x", 0, cut=False), Keys("ddq")]


@pytest.mark.parametrize("cut", range(1, 6))
def test_a_split_end_mark_ends_the_paste(cut):
    assert hear(f"{START}text{END[:cut]}", 1.5, f"{END[cut:]}j") == [
        Pasted("text", 0, cut=False),
        Keys("j"),
    ]


@pytest.mark.parametrize("cut", range(6))
def test_a_lost_end_mark_ends_the_paste_after_two_seconds(cut):
    assert hear(f"{START}text{END[:cut]}", 2.5, "j") == [Pasted("text", 0, cut=False), Keys("j")]


@pytest.mark.parametrize("cut", range(1, 6))
def test_a_split_start_mark_starts_the_paste(cut):
    assert hear(START[:cut], 0.2, f"{START[cut:]}ab{END}") == [Pasted("ab", 0, cut=False)]


def test_a_slow_paste_is_one_paste():
    chunks = [part for word in ("one ", "two ", "three") for part in (word, 1.5)]
    assert hear(START, *chunks, END) == [Pasted("one two three", 0, cut=False)]


def test_a_huge_paste_is_cut_and_says_so():
    (pasted,) = hear(START, *["x" * 1_000_000] * 5, END)
    assert isinstance(pasted, Pasted)
    assert (len(pasted.text), pasted.cut) == (PASTE_LIMIT, True)


def test_text_at_once_is_a_burst():
    assert hear("Help with maths\rMore\r") == [Burst("Help with maths\rMore\r")]
    assert hear("jjjjjjjj") == [Keys("jjjjjjjj")]


def test_a_control_key_is_no_part_of_a_burst():
    assert hear("Help with maths\x13") == [Burst("Help with maths"), Keys("\x13")]


NOISE = st.lists(
    st.sampled_from(
        ["\x1b", "[", "O", "A", "M", "1", ";", "~", START, END, "\x9b", "é", "\r", "\x07"]
    ),
    max_size=30,
).map("".join)


@given(NOISE, st.integers(0, 30))
@settings(max_examples=150, deadline=None)
def test_where_the_bytes_are_cut_makes_no_difference(text, cut):
    assert joined(hear(text)) == joined(hear(text[:cut], 0.1, text[cut:]))


def joined(pieces: list[Piece]) -> list[Piece]:
    """Plain keys beside each other as one; a burst as the keys it may be."""
    together: list[Piece] = []
    for piece in pieces:
        piece = Keys(piece.text) if isinstance(piece, Burst) else piece
        before = together[-1] if together else None
        if (
            isinstance(piece, Keys)
            and isinstance(before, Keys)
            and "\x1b" not in piece.text + before.text
        ):
            together[-1] = Keys(before.text + piece.text)
        else:
            together.append(piece)
    return together


@given(st.lists(st.one_of(NOISE, st.text(max_size=9), st.sampled_from([0.05, 0.3, 1.2, 3.0]))))
@settings(max_examples=100, deadline=None)
def test_after_any_noise_keys_still_arrive(chunks):
    assert hear(*chunks, 10.0, "j")[-1] == Keys("j")
