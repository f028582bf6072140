"""Texts with marks of which terminals dispute the width show as they are on both kinds of them."""

from __future__ import annotations

from unicodedata import category

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.text.width import cell_width, room_for, wrap
from copvalue_tui.tui.terminal.screen_diff import ScreenDiff
from copvalue_tui.tui.terminal.sgr import runs_in
from tests.laws import examples
from tests.pty.terminal import Paper

FIELD, COLUMNS = 40, 60
PANEL = "│ panel │"
TEXTS = [
    "कठिनाइयों में सहायता",
    "নতুন সহকর্মীদের সাথে কাজ",
    "நம்பிக்கை அதிகரிக்கும்",
    "ឆ្លើយសំណួរ",
    "အကူအညီ",
    "ความมั่นใจ",
    "Help with कठिनाइयों and more",
    "plain words",
    "x",
    "",
]


class Narrow(Paper):
    """A terminal that puts every mark on the letter before it."""

    own = ("",)
    """Kinds of marks that take a cell."""

    def draw(self, data: str) -> None:
        for char in data:
            line, column = self.buffer[self.cursor.y], self.cursor.x
            if category(char) in self.own:
                line[column] = self.default_char._replace(data=char)
                self.cursor.x += 1
            elif category(char)[0] == "M":
                line[column - 1] = line[column - 1]._replace(data=line[column - 1].data + char)
            else:
                super().draw(char)


class Spacing(Narrow):
    """A terminal that gives every spacing mark a cell of its own, as tmux does."""

    own = ("Mc",)


class Old(Narrow):
    """A terminal that knows nothing of marks."""

    own = ("Mc", "Mn")


def cells(screen: pyte.Screen, first: int, last: int) -> str:
    return "".join(screen.buffer[0][column].data for column in range(first, last))


def field(text: str, look: str = "") -> str:
    """A frame as Textual writes it: the text in its field, and the panel behind it."""
    padded = text + " " * (FIELD - cell_width(text))
    padded = f"\x1b[{look}m{padded}\x1b[0m" if look else padded
    return f"\x1b[1;1H{padded}{PANEL}\x1b[1;1H"


@pytest.mark.parametrize("kind", [Narrow, Spacing, Old])
@pytest.mark.parametrize("simple", [False, True])
@given(st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from(["", "7", "1"])), min_size=1))
@settings(max_examples=examples(30, 600), deadline=None)
def test_each_text_follows_the_other_and_the_rest_of_the_line_stays(kind, simple, frames):
    wire, screen = ScreenDiff(COLUMNS, 1, simple=simple), kind(COLUMNS, 1)
    stream = pyte.Stream(screen)
    for text, look in frames:
        stream.feed(wire.frame(field(text, look)))
        assert cells(screen, 0, FIELD).rstrip() == text
        assert cells(screen, FIELD, FIELD + len(PANEL)) == PANEL
        assert wire.frame(field(text, look)) == "", "drawn twice, nothing is sent"


@pytest.mark.parametrize("text", TEXTS)
@given(st.integers(2, 30))
@settings(max_examples=20, deadline=None)
def test_a_wrapped_line_has_room_for_every_mark(text, width):
    for line in wrap(text, width):
        assert room_for(line) <= width or len(line.split()) == 1


def test_a_value_that_fills_its_field_does_not_move_what_is_behind():
    wire, screen = ScreenDiff(COLUMNS, 1), Spacing(COLUMNS, 1)
    full = ("कि" * FIELD)[: 2 * FIELD]
    pyte.Stream(screen).feed(wire.frame(field(full)))
    assert cells(screen, FIELD, FIELD + len(PANEL)) == PANEL


def test_a_rule_or_two_blanks_end_a_text():
    glyphs = [*"ab ", "कि", " ", "c", " ", " ", "│", "x"]
    (run,) = runs_in(glyphs, [""] * len(glyphs))
    assert (run.start, run.end, run.stop, run.reach) == (3, 6, 8, 7)
    assert runs_in(list("plain │ words"), [""] * 13) == []


@pytest.mark.parametrize("kind", [Narrow, Spacing, Old])
def test_the_caret_stands_behind_what_is_typed(kind):
    wire, screen = ScreenDiff(COLUMNS, 1), kind(COLUMNS, 1)
    stream = pyte.Stream(screen)
    for length in range(1, len(TEXTS[0]) + 1):
        text = TEXTS[0][:length]
        rest = " " * (FIELD - cell_width(text) - 1)
        stream.feed(wire.frame(f"\x1b[1;1H{text}\x1b[7m \x1b[0m{rest}{PANEL}\x1b[1;1H"))
        line = screen.buffer[0]
        reversed_cells = [column for column in range(FIELD) if line[column].reverse]
        assert len(reversed_cells) == 1
        assert cells(screen, 0, reversed_cells[0]).rstrip(" ") == text.rstrip(" ")
        assert cells(screen, FIELD, FIELD + len(PANEL)) == PANEL
