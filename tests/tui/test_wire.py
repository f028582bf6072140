"""The wire: the terminal shows what Textual drew, though far fewer bytes were sent."""

from __future__ import annotations

import re

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyte.screens import wcwidth

from copvalue_tui.matrix.text.width import graphemes
from copvalue_tui.tui.terminal.screen_diff import SYNC_END, SYNC_START, ScreenDiff
from tests.laws import examples
from tests.pty.terminal import Paper

COLUMNS, ROWS = 24, 6
SEEN_ON_BLANKS = ("reverse", "underscore", "strikethrough")


class Desk:
    """Two terminals: one gets all that Textual writes, the other what the wire makes of it."""

    def __init__(self, columns: int = COLUMNS, rows: int = ROWS, simple: bool = False) -> None:
        self.raw, self.quiet = Paper(columns, rows), Paper(columns, rows)
        self.wire = ScreenDiff(columns, rows, simple=simple)
        self.sent: list[str] = []
        self.write("\x1b[?7l")

    def write(self, data: str) -> str:
        pyte.Stream(self.raw).feed(data)
        answer = self.wire.frame(data)
        pyte.Stream(self.quiet).feed(answer)
        self.sent.append(answer)
        return answer

    def resize(self, columns: int, rows: int) -> None:
        for screen in (self.raw, self.quiet):
            screen.resize(rows, columns)
        self.wire.resize(columns, rows)

    def alike(self) -> bool:
        return picture(self.raw) == picture(self.quiet)


def picture(screen: pyte.Screen) -> list[list[tuple]]:
    """What an eye sees: a blank's ink and weight are nothing to it."""
    return [
        [seen(screen.buffer[row][column]) for column in range(screen.columns)]
        for row in range(screen.lines)
    ]


def seen(cell) -> tuple:
    if cell.data == " " and not any(getattr(cell, mark) for mark in SEEN_ON_BLANKS):
        return (" ", cell.bg)
    return tuple(cell)


LOOKS = st.sampled_from(
    [
        "",
        "1",
        "7",
        "2;38;5;8",
        "1;38;2;224;1;2;48;2;18;18;18",
        "48;5;4",
        "4",
        "3;32",
        "91;104",
        "1;2",
    ]
)
PIECES = st.sampled_from([*"abcXYZ .-•│─▲é", "   ", " " * 13, "界", "水道", "e\u0301", "word", "ﾊ"])
TEXTS = st.lists(PIECES, min_size=1, max_size=6).map("".join)


@st.composite
def drawings(draw, columns: int = COLUMNS, rows: int = ROWS) -> str:
    """One frame, as Textual's compositor writes it: places, texts in looks, a last place."""
    spans = []
    for _ in range(draw(st.integers(1, 5))):
        row, column = draw(st.integers(0, rows - 1)), draw(st.integers(0, columns - 1))
        spans.append(f"\x1b[{row + 1};{column + 1}H")
        for _ in range(draw(st.integers(1, 3))):
            look, text = draw(LOOKS), clipped(draw(TEXTS), columns - column)
            column += sum(map(wcwidth, text))
            spans.append(f"\x1b[{look}m{text}\x1b[0m" if look and text else text)
        spans.append("\n" if row < rows - 1 else "")
    return "".join(spans) + "\x1b[1;1H"


def clipped(text: str, room: int) -> str:
    while sum(map(wcwidth, text)) > room:
        text = text[:-1]
    return text.lstrip("\u0301")


@given(st.lists(drawings(), min_size=1, max_size=6), st.booleans())
@settings(max_examples=examples(60, 1200), deadline=None)
def test_both_terminals_show_the_same(frames, simple):
    desk = Desk(simple=simple)
    for frame in frames:
        desk.write(frame)
        assert desk.alike()


@given(drawings(), drawings(30, 8), drawings(12, 4))
@settings(max_examples=30, deadline=None)
def test_after_a_change_of_size_too(first, second, third):
    desk = Desk()
    desk.write(first)
    for size, frame in (((30, 8), second), ((12, 4), third)):
        desk.resize(*size)
        desk.write("\x1b[2J" + frame)
        assert desk.alike()


@given(st.lists(drawings(), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_a_frame_drawn_twice_sends_nothing_the_second_time(frames):
    desk = Desk()
    for frame in frames:
        desk.write(frame)
        assert desk.write(frame) == ""


@given(st.lists(drawings(), min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_a_forgotten_screen_is_drawn_whole(frames):
    desk = Desk()
    for frame in frames:
        desk.write(frame)
    desk.quiet.reset()
    pyte.Stream(desk.quiet).feed("\x1b[?7l")
    desk.wire.forget()
    desk.write("\x1b[1;1H")
    assert desk.alike()


class Old(Paper):
    """A terminal that knows no emoji sequences: every code point is drawn for itself."""

    def draw(self, data: str) -> None:
        for char in data:
            if char not in "\u200d\ufe0f":
                super().draw(char)


@given(st.lists(st.sampled_from(["👩‍🚒", "❤️", "🇨🇷", "👍🏽", "क्षे", "abc", "界", " "]), max_size=5))
@settings(max_examples=examples(30, 600), deadline=None)
def test_a_misjudged_glyph_never_shifts_the_rest_of_the_line(parts):
    text = "".join(parts)
    wire, screen = ScreenDiff(60, 1), Old(60, 1)
    pyte.Stream(screen).feed(wire.frame(f"\x1b[1;1H{'old' * 20}\x1b[1;1H"))
    pyte.Stream(screen).feed(wire.frame(f"\x1b[1;1H{text}\x1b[1;40H│ panel │\x1b[1;1H"))
    panel = "".join(screen.buffer[0][column].data for column in range(39, 48))
    assert panel == "│ panel │"


def test_a_typed_letter_costs_a_few_bytes():
    desk = Desk(120, 40)
    line = "Neutral ground across institutions"
    desk.write(f"\x1b[20;10H\x1b[7m{line}\x1b[0m \x1b[1;1H")
    answer = desk.write(f"\x1b[20;10H\x1b[7m{line}x\x1b[0m\x1b[1;1H")
    assert len(answer) <= 25
    assert desk.alike()


def test_one_look_told_in_other_words_sends_nothing():
    desk = Desk()
    desk.write("\x1b[1;1H\x1b[1mbold\x1b[0m and plain")
    again = desk.write("\x1b[1;1H\x1b[0;1;39;49mbold\x1b[0;39;49m and plain")
    assert not set("boldanpi") & set(again), "a dialog above the matrix leaves it as it is"
    assert desk.alike()


def test_a_cursor_move_sends_only_the_two_values_it_touches():
    desk = Desk(120, 40)
    look = "38;2;224;224;224;48;2;18;18;18"
    lines = ["  • Contacts in partner agencies    │", "  • News of what utilities face     │"]

    def frame(chosen: int) -> str:
        rows = []
        for index, line in enumerate(lines):
            own = f"1;{look};7" if index == chosen else look
            rows.append(f"\x1b[{index + 10};1H\x1b[{look}m{'x' * 40}{line[:2]}\x1b[0m")
            rows.append(f"\x1b[{own}m{line[2:]}\x1b[0m\x1b[{look}m{' ' * 40}\x1b[0m")
        return "".join(rows) + "\x1b[1;1H"

    desk.write(frame(0))
    answer = desk.write(frame(1))
    assert len(answer.encode()) <= 200
    assert desk.alike()


@pytest.mark.parametrize(("look", "jumps"), [("2", 0), ("1", 0), ("4", 1), ("7", 1), ("41", 1)])
def test_a_short_gap_is_written_where_its_blanks_look_alike(look, jumps):
    desk = Desk()
    desk.write("\x1b[1;1H")
    sent = desk.write(f"\x1b[1;1H\x1b[{look}m•\x1b[m more")
    assert desk.alike()
    assert sent.count("\x1b[C") == jumps


def test_blanks_on_a_ground_take_no_colour_of_a_text():
    desk = Desk()
    desk.write("\x1b[1;1H")
    ground = "48;2;18;18;18"
    words = [f"\x1b[38;2;9;9;9;{ground}m{word}\x1b[m\x1b[{ground}m      \x1b[m" for word in "ab"]
    sent = desk.write(f"\x1b[1;1H{''.join(words)}")
    assert desk.alike()
    assert sent.count("38;2;9;9;9") == 1
    assert "\x1b[39m" not in sent


def test_long_blanks_are_erased_not_written():
    desk = Desk(120, 40)
    desk.write(f"\x1b[1;1H{'x' * 120}\x1b[2;1H{'x' * 120}\x1b[1;1H")
    assert len(desk.write(f"\x1b[1;2H{' ' * 119}\x1b[2;2H{' ' * 50}\x1b[1;1H")) <= 22
    assert desk.alike()


def test_an_old_terminal_is_not_asked_to_erase_characters():
    desk = Desk(120, 40, simple=True)
    desk.write(f"\x1b[1;1H{'x' * 120}\x1b[1;1H")
    assert "X" not in desk.write(f"\x1b[1;2H{' ' * 50}\x1b[1;1H")
    assert desk.alike()


def test_the_cursor_waits_where_textual_put_it():
    wire = ScreenDiff(80, 24)
    wire.frame("\x1b[1;1Hab\x1b[1;1H")
    assert wire.frame("\x1b[5;7H") == "\x1b[5;7H"


def test_short_frames_need_no_synchronization_and_long_ones_keep_it():
    wire = ScreenDiff(120, 40)
    assert wire.frame(SYNC_START) == ""
    assert wire.frame("\x1b[3;3Hword\x1b[1;1H") == ""
    answer = wire.frame(SYNC_END)
    assert "word" in answer
    assert SYNC_START not in answer
    wire.frame(SYNC_START)
    rows = "".join(f"\x1b[{row};1H{'#' * 120}" for row in range(1, 41))
    wire.frame(rows)
    answer = wire.frame(SYNC_END)
    assert answer.startswith(SYNC_START)
    assert answer.endswith(SYNC_END)
    assert wire.frame(SYNC_START) + wire.frame("\x1b[1;1H#\x1b[1;1H") + wire.frame(SYNC_END) == ""


@pytest.mark.parametrize(
    "modes",
    ["\x1b[?1049h", "\x1b[?25l\x1b[?1004h", "\x1b[>25u", "\x1b[<u", "\x1b[?2026$p", "\x07",
     "\x1b]52;c;aGVsbG8=\x07", "\x1b[?1000h\x1b[?1003h\x1b[?1006h"],
)  # fmt: skip
def test_the_modes_textual_sets_pass(modes):
    assert ScreenDiff(80, 24).frame(modes).endswith(modes)


def test_the_screen_is_left_at_its_last_line_which_is_empty():
    wire = ScreenDiff(80, 24)
    wire.frame("\x1b[24;1Hwords")
    assert wire.frame("\x1b[?1049l") == "\x1b[m\x1b[999;1H\x1b[K\x1b[?1049l"


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b]0;title\x07", ""),
        ("\x1b]52;c;ZXZpbA==\x07", ""),
        ("\x1bP+q544e\x1b\\", "P+q544e\\"),
        ("\x1b[6n\x1b[c\x1b[?1049l", ""),
        ("\x1b[5i", ""),
        ("\x9b31m\x90x\x9c", "31mx"),
        ("a\x00\x07\x08\x0e\x7fb", "ab"),
        ("\u202egnp", "gnp"),
        ("\x1bc", "c"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_what_is_no_drawing_is_dropped_and_counted(hostile, shown):
    wire = ScreenDiff(80, 24)
    wire.frame("\x1b[1;1H")
    answer = wire.frame(f"\x1b[2;1H{hostile}│\x1b[1;1H")
    assert answer == f"\x1b[2H{shown}│"
    assert wire.dropped or hostile == "\ud83d"


@given(st.text(st.one_of(st.characters(), st.sampled_from("\x1b\x1b[;?m0H\x07]\x9b")), max_size=80))
@settings(max_examples=examples(75, 1500), deadline=None)
def test_no_text_gets_a_command_through(text):
    wire = ScreenDiff(40, 4)
    wire.frame("\x1b[1;1H")
    answer = wire.frame(f"\x1b[1;1H.{text}")
    rest = re.sub(r"\x1b\[[0-9;]*[mHCDBXK]", "", answer)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", rest)


def test_what_lies_outside_the_screen_is_left_out():
    desk = Desk(10, 3)
    desk.write("\x1b[9;1Hbelow\x1b[2;9Habcdef\x1b[1;10H界\x1b[1;1H")
    assert desk.quiet.display == ["          ", "        ab", "          "]


def test_an_accent_in_a_look_of_its_own_stays_on_its_letter():
    wire = ScreenDiff(10, 1)
    wire.frame("\x1b[1;1H")
    assert "e\u0301" in wire.frame("\x1b[1;1Hne\x1b[1m\u0301!\x1b[0m\x1b[1;1H")
    assert graphemes("ne\u0301!") == ("n", "e\u0301", "!")


TALL = 14
moved_lines = st.lists(
    st.tuples(st.integers(0, TALL - 1), st.integers(1, TALL), st.integers(-5, 5)), max_size=5
)


def whole(lines: list[str]) -> str:
    """A frame that draws every line, as Textual does when all of them changed."""
    drawn = (f"\x1b[{row + 1};1H{line:<{COLUMNS}}" for row, line in enumerate(lines))
    return f"{''.join(drawn)}\x1b[1;1H"


@given(
    rows=st.lists(st.text("ab c", max_size=12), min_size=TALL, max_size=TALL),
    moves=moved_lines,
    simple=st.booleans(),
)
@settings(max_examples=examples(60, 2_000), deadline=None)
def test_lines_that_move_are_shown_where_they_belong(rows, moves, simple):
    desk = Desk(COLUMNS, TALL, simple=simple)
    desk.write(whole(rows))
    for first, count, by in moves:
        part = rows[first : first + count]
        rest = rows[:first] + rows[first + count :]
        at = min(max(first + by, 0), len(rest))
        rows = [*rest[:at], *part, *rest[at:]]
        rows[first] = f"new {first}"
        desk.write(whole(rows))
        assert desk.alike()
        assert desk.write(whole(rows)) == ""


def test_lines_below_a_new_one_are_moved_by_the_terminal():
    desk = Desk(COLUMNS, TALL)
    rows = [chr(ord("a") + row) * 15 for row in range(TALL)]
    desk.write(whole(rows))
    after = [*rows[:3], "a new one", *rows[3:-1]]
    assert len(desk.write(whole(after))) < 60
    assert desk.alike()
    assert len(desk.write(whole(rows))) < 60
    assert desk.alike()
    old = Desk(COLUMNS, TALL, simple=True)
    old.write(whole(rows))
    assert not re.search("\x1b\\[[0-9;]*[rLM]", old.write(whole(after)))
    assert old.alike()
