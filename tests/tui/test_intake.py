"""What a terminal sends, at the times it sends it, becomes keys, pastes and bursts."""

from __future__ import annotations

import random
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

from copvalue_tui.tui.terminal.input_parser import (
    PASTE_LIMIT,
    Burst,
    CursorAt,
    Escape,
    EscapeAnd,
    InputParser,
    Keys,
    Pasted,
    Piece,
)
from copvalue_tui.tui.terminal.key_events import Keyboard
from tests.laws import examples
from tests.tui.noise import junk

START, END = "\x1b[200~", "\x1b[201~"


def hear(*chunks: str | float, marks_pastes: bool = False) -> list[Piece]:
    """The pieces of chunks and of silences (seconds) between them, with the clock ticking on."""
    intake, now, pieces = InputParser(marks_pastes=marks_pastes), 100.0, []
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
def test_escape_and_a_key_in_one_read_are_both_or_alt_and_the_key(letter):
    assert hear(f"\x1b{letter}") == [EscapeAnd(letter)]
    assert hear(f"words\x1b{letter}") == [Keys("words"), EscapeAnd(letter)]


@pytest.mark.parametrize("letter", ["x", "d", "\r", "é", "\x7f"])
def test_escape_and_a_key_of_the_next_read_are_escape_then_the_key(letter):
    assert hear("\x1b", letter) == [Escape(), Keys(letter)]
    assert hear("\x1b", 0.01, f"{letter}j") == [Escape(), Keys(f"{letter}j")]


@pytest.mark.parametrize("arrow", ["\x1b[C", "\x1b[D", "\x1bOC", "\x1b[3~", "\x1b[1;5D"])
def test_escape_and_a_whole_sequence_in_one_read_are_one_too(arrow):
    assert hear(f"\x1b{arrow}j") == [EscapeAnd(arrow), Keys("j")]
    assert hear("\x1b", arrow) == [Escape(), Keys(arrow)]


@pytest.mark.parametrize("sent", [f"{START}a{END}", "\x1b[I", "\x1b[<0;1;1M", "\x1b[?2026;2$y"])
def test_escape_before_what_no_key_sends_is_escape(sent):
    assert hear(f"\x1b{sent}")[0] == Escape()


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_an_arrow_split_by_lag_is_an_arrow(cut):
    whole = "\x1b[1;5D"
    assert hear(whole[:cut], 0.2, whole[cut:]) == [Keys(whole)]


def test_an_arrow_that_lost_its_escape_is_no_command():
    assert hear("\x1b", 0.6, "[D") == [Escape(), Keys("\x1b[D")]
    assert hear("\x1b", 5.0, "[D") == [Escape(), Keys("[D")]


def test_a_sequence_that_never_ends_leaves_no_letters():
    assert hear("\x1b[1;", 3.0, "j") == [Keys("j")]
    assert hear("\x1b[1;", 1.5, "j") == [Keys("j")]


@pytest.mark.parametrize("cut", [3, 4, 5])
def test_an_arrow_torn_for_two_seconds_is_an_arrow_still(cut):
    whole = "\x1b[1;5D"
    assert hear(whole[:cut], 2.5, whole[cut:]) == [Keys(whole)]


@pytest.mark.parametrize("cut", range(1, 6))
def test_where_the_cursor_is_is_heard_torn_or_late_and_never_typed(cut):
    whole = "\x1b[2;3R"
    assert hear(f"j{whole}k") == [Keys("j"), CursorAt(2, 3), Keys("k")]
    assert hear(whole[:cut], 0.2, whole[cut:]) == [CursorAt(2, 3)]
    late = hear(whole[:cut], 1.5, whole[cut:])
    assert late[-1] == CursorAt(2, 3)
    assert not any(isinstance(piece, Keys) for piece in late)
    assert hear("\x1b[1;2R") == [Keys("\x1b[1;2R")], "that is Shift and F3"


def test_a_broken_sequence_is_nothing():
    assert hear("\x1b[12\x01j") == [Keys("\x01j")]


def test_answers_to_questions_are_nothing():
    assert hear("\x1b]11;rgb:0/0/0\x07j\x1bP1$r0m\x1b\\k") == [Keys("jk")]


ANSWERS = [
    "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    "\x1b]52;c;cXF3ZGQ=\x1b\\",
    "\x1bP1$r0;1mdq\x1b\\",
    "\x1bP>|dterm 1.2qq\x1b\\",
    "\x1b_Gi=1;dq\x1b\\",
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_split_by_lag_is_nothing_wherever_it_is_split(answer):
    for cut in range(2 if answer[1] in "]P_" else 1, len(answer)):
        assert hear(answer[:cut], 0.2, f"{answer[cut:]}j") == [Keys("j")], cut


def test_an_answer_that_comes_after_its_escape_was_given_up_is_nothing():
    assert hear("\x1b", 0.6, "]11;rgb:0/0/0\x07", "j") == [Escape(), Keys("j")]


def test_an_answer_that_never_ends_is_over_after_a_second():
    assert hear("\x1b]52;c;cXF3", 1.5, "dq") == [Keys("dq")]
    assert hear("\x1b]52;c;cXF3\x1b[Aj") == [Keys("\x1b[A"), Keys("j")]
    assert hear(f"\x1b]52;c;{'x' * 100_000}", 0.5, f"{'d' * 100_000}\x07j") == [Keys("j")]


def test_escape_and_letters_that_begin_answers_are_keys_all_the_same():
    for letters in ("]", "P", "_", "]d", "Pd", "_d"):
        assert joined(hear(f"\x1b{letters}")) == [Escape(), Keys(letters)]


def test_sequences_of_eight_bits_are_those_of_seven():
    assert hear("\x9bA\x8fPd\x9d11;qq\x9cj\x90$q\x1b\\k\x85l") == [
        *(Keys("\x1b[A"), Keys("\x1bOP"), Keys("djkl")),
    ]


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


WORDS = "Help with maths\rMore\r"


@pytest.mark.parametrize("cut", range(0, len(WORDS), 5))
def test_where_pastes_are_marked_all_else_is_keys(cut):
    assert joined(hear(WORDS[:cut], WORDS[cut:], marks_pastes=True)) == [Keys(WORDS)]


@pytest.mark.parametrize("answer", ["\x1b[?2004;1$y", "\x1b[?2004;2$y", "\x1b[?2004;3$y"])
def test_a_terminal_that_says_it_marks_pastes_is_believed(answer):
    assert hear(answer, WORDS) == [Keys(WORDS)]
    assert hear(f"{answer}{WORDS}") == [Keys(WORDS)]
    for cut in range(1, len(answer)):
        assert hear(answer[:cut], 0.1, answer[cut:], WORDS) == [Keys(WORDS)]


@pytest.mark.parametrize("answer", ["\x1b[?2004;0$y", "\x1b[?2004;4$y", "\x1b[?2026;1$y"])
def test_another_answer_says_nothing_of_pastes(answer):
    assert hear(answer, WORDS)[-1] == Burst(WORDS)


def test_a_marked_paste_tells_that_pastes_are_marked():
    assert hear(f"{START}one{END}", WORDS)[-1] == Keys(WORDS)


@given(st.text(max_size=60).map(lambda text: re.sub("[\x1b\x80-\x9f]", "", text)))
@settings(max_examples=examples(75, 1500), deadline=None)
def test_no_character_is_lost_whether_it_is_a_burst_or_keys(text):
    for marks_pastes in (True, False):
        pieces = joined(hear(text, marks_pastes=marks_pastes))
        heard = "".join(piece.text for piece in pieces if isinstance(piece, Keys))
        assert heard == text


def test_a_control_key_is_no_part_of_a_burst():
    assert hear("Help with maths\x13") == [Burst("Help with maths"), Keys("\x13")]


NOISE = st.lists(
    st.sampled_from(
        ["\x1b", "[", "O", "A", "M", "1", ";", "~", START, END, "\x9b", "é", "\r", "\x07"]
    ),
    max_size=30,
).map("".join)


@given(NOISE, st.integers(0, 30))
@settings(max_examples=examples(75, 1500), deadline=None)
def test_where_the_bytes_are_cut_makes_no_difference(text, cut):
    assert joined(hear(text)) == joined(hear(text[:cut], 0.1, text[cut:]))


def apart(pieces: list[Piece]) -> Iterator[Piece]:
    """ESC with a key as Escape and then the key."""
    for piece in pieces:
        if isinstance(piece, EscapeAnd):
            yield from (Escape(), Keys(piece.text))
        else:
            yield piece


def joined(pieces: list[Piece]) -> list[Piece]:
    """Plain keys beside each other as one; a burst, and ESC with a key, as the keys they may be."""
    together: list[Piece] = []
    for piece in apart(pieces):
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
@settings(max_examples=examples(50, 1000), deadline=None)
def test_after_any_noise_keys_still_arrive(chunks):
    assert hear(*chunks, 10.0, "j")[-1] == Keys("j")


# Torn wherever it can be


def heard(*chunks: bytes) -> list[Piece]:
    """The pieces of bytes as the driver decodes them, a moment apart."""
    decode = getincrementaldecoder("utf-8")("replace").decode
    intake, pieces, now = InputParser(), [], 0.0
    for chunk in chunks:
        now += 0.1
        pieces += intake.feed(decode(chunk), now)
    return pieces + intake.tick(now + 10)


def test_a_paste_split_at_every_byte_is_one_paste():
    whole = f"j{START}one –\x1b\x18 dé\r水道 👩‍🚒 [201~ q\tx{END}k".encode()
    (first, pasted, last) = heard(whole)
    assert (first, last) == (Keys("j"), Keys("k"))
    assert isinstance(pasted, Pasted)
    assert pasted.text == "one – dé\n水道 👩‍🚒 [201~ q\tx"
    for cut in range(1, len(whole)):
        assert heard(whole[:cut], whole[cut:]) == [first, pasted, last], cut
    assert heard(*(whole[at : at + 1] for at in range(len(whole)))) == [first, pasted, last]


@pytest.mark.parametrize(
    "wrong",
    [
        *(b"\xff", b"\xfe", b"\x80", b"\xbf", b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80"),
        *(b"\xed\xa0\x80", b"\xf0\x80\x80\x80", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80"),
        *(b"\xc3", b"\xe6\xb0", b"\xf0\x9f\x91"),
    ],
)
def test_bytes_that_are_no_utf8_are_marks_and_nothing_else(wrong):
    for cut in range(len(wrong) + 1):
        (keys,) = joined(heard(b"a" + wrong[:cut], wrong[cut:] + b"b"))
        assert isinstance(keys, Keys)
        assert re.fullmatch("a\ufffd+b", keys.text), keys


# Noise that nobody pressed


def test_of_ten_thousand_sequences_that_are_no_keys_none_does_anything():
    chance = random.Random(75)
    intake, keyboard, now = InputParser(), Keyboard(), 0.0
    for number in range(10_000):
        torn, now = chance.random() < 0.5, now + 5
        noise = junk(chance, whole=not torn)
        cut = chance.randrange(2, len(noise)) if torn else len(noise)
        pieces = intake.feed(noise[:cut], now) + intake.feed(noise[cut:], now + 0.2)
        said = list(keyboard.messages(pieces + intake.tick(now + 4)))
        assert not [one for one in said if isinstance(one, events.Key | events.Paste)], (
            f"sequence {number}, {noise!r} cut at {cut}, was read as {said}"
        )
    (last,) = keyboard.messages(intake.feed("j", now + 5))
    assert isinstance(last, events.Key)
    assert last.key == "j"
