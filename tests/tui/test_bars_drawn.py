"""The bars drawn: whose matrix, whether it is safe, which keys, what just happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.state.state import Following, State
from copvalue_tui.files.storage.file import load
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import Matrix, Row, Scene, Value
from copvalue_tui.tui.bars.bar_lines import (
    foot_line,
    status_height,
    status_line,
    status_lines,
    tally_words,
    title_line,
)
from copvalue_tui.tui.bars.footer import footer_line, footer_words
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS
from copvalue_tui.tui.drawing.line import text_of
from tests.editor.stories import parse, tell
from tests.tui.drawn import toned

MATRIX = Matrix(members=(Row("Staff", (Value("Help"), Value("Fun"))),), title="Water Exchange")


@pytest.fixture
def state(tmp_path: Path) -> State:
    """A matrix as it was just opened from a file."""
    path = tmp_path / "water.toml"
    path.write_text('format = 1\ntitle = "Water Exchange"\n[[members]]\nname = "Staff"\n')
    return State(Scene(MATRIX), MATRIX, file=load(path))


def test_the_title_bar_tells_whose_matrix_it_is_and_when_it_was_saved(state: State):
    saved = replace(state, saved_at="14:02")
    assert text_of(title_line(saved, 50, UNICODE_GLYPHS)) == (
        " Water Exchange            2 values · saved 14:02 "
    )


def test_what_is_not_saved_is_told_by_word_and_sign(state: State):
    assert tally_words(replace(state, saved=Matrix()))[-1] == "unsaved"
    assert tally_words(replace(state, file=None))[-1] == "not saved yet"
    assert tally_words(state) == ["2 values"]
    assert tally_words(replace(state, read_only=True)) == ["2 values", "read-only"]


def test_the_title_bar_tells_how_the_values_are_doing_as_far_as_there_is_room(state: State):
    def said(width: int, today: date | None = date(2027, 1, 1)) -> str:
        seen = replace(state, scene=Scene(doing), saved=doing, today=today)
        return text_of(title_line(seen, width, UNICODE_GLYPHS))

    kinds = (("realized", 2), ("on-track", 1), ("at-risk", 3), ("parked", 4))
    values = [Value(f"{name} {n}", status=name) for name, count in kinds for n in range(count)]
    values[0] = replace(values[0], review_by=date(2026, 12, 1))
    doing = replace(MATRIX, members=(Row("Staff", tuple(values[:5]), tuple(values[5:])),))
    assert said(84).endswith("  ✓ 2 realized  ↗ 1 on track  ▲ 3 at risk  1 review due  10 values ")
    assert said(60).endswith("  ✓ 2  ↗ 1  ▲ 3  1 due  10 values ")
    assert "due" not in said(84, today=None)
    assert said(30) == " Water Exchange     10 values "
    assert {cell_width(said(width)) - width for width in range(20, 120)} == {0}


def test_the_mode_is_named_where_it_is_not_the_grid():
    def begins(keys: str, drawn: str = "Members | > Help |") -> str:
        state = tell(drawn, keys).state
        return text_of(status_line(state, shipped_keymap(), 60, UNICODE_GLYPHS))

    assert begins("").split()[:1] == begins("j").split()[:1] == []
    assert begins("a").startswith(" TYPE  ")
    assert begins("s").startswith(" CHOOSE  ")
    assert begins("V").startswith(" PRESENT  ")
    looking = replace(parse("Members | > Help |"), read_only=True)
    assert text_of(status_line(looking, shipped_keymap(), 60, UNICODE_GLYPHS)) == " READ".ljust(60)


def test_facts_are_told_whole_and_a_key_shows_the_others(state: State):
    facts = Value("Help", status="at-risk", owner="Core group", note="word " * 30)
    seen = replace(state, scene=Scene(Matrix(members=(Row("Staff", (facts,)),))))

    def said(width: int) -> str:
        return text_of(status_line(seen, shipped_keymap(), width, UNICODE_GLYPHS))

    assert said(60) == " at-risk · owner Core group".ljust(53) + "i more "
    assert said(24) == " at-risk".ljust(17) + "i more "
    assert said(400).rstrip().endswith("word")
    late = replace(facts, note="", review_by=date(2026, 1, 1))
    due = replace(seen, scene=Scene(Matrix(members=(Row("S", (late,)),))), today=date(2027, 1, 1))
    assert "passed" in text_of(status_line(due, shipped_keymap(), 90, UNICODE_GLYPHS))


def test_a_matrix_without_a_title_goes_by_its_file(state: State):
    bare = replace(MATRIX, title="")
    named = replace(state, scene=Scene(bare), saved=bare)
    assert text_of(title_line(named, 50, UNICODE_GLYPHS)).startswith(" water.toml ")
    assert " water.toml · C to name the community " in text_of(
        title_line(named, 60, UNICODE_GLYPHS)
    )
    looked_at = replace(named, read_only=True)
    assert "C to name" not in text_of(title_line(looked_at, 60, UNICODE_GLYPHS))
    assert text_of(title_line(replace(named, file=None), 50, UNICODE_GLYPHS)).startswith(
        " New value matrix "
    )


def test_in_a_narrow_bar_the_count_goes_before_the_title_is_cut(state: State):
    line = text_of(title_line(replace(state, saved_at="14:02"), 34, UNICODE_GLYPHS))
    assert line == " Water Exchange       saved 14:02 "


def test_the_footer_names_only_what_can_be_done_here():
    keymap = shipped_keymap()
    full = dict(footer_words(parse("Members | > Help |"), keymap))
    empty = dict(footer_words(parse("Members | > |"), keymap))
    assert full["a"] == "add"
    assert full["d"] == "delete"
    assert "d" not in empty


def test_an_empty_cell_says_how_it_is_filled_and_its_row_named():
    empty = footer_words(parse("Members | > |"), shipped_keymap())
    assert ("R", "rename the row") in empty
    assert ("/", "search") not in empty
    assert cell_width("  ".join(f"{key} {word}" for key, word in empty)) < 79


def test_marked_values_bring_their_own_keys():
    words = footer_words(tell("Members | > Help |", "space").state, shipped_keymap())
    assert words[:3] == (("M", "merge"), ("m", "move to"), ("Esc", "clear"))


def test_a_cell_shown_large_says_how_to_come_back():
    state = tell("Members | > Help |", "z").state
    assert ("z", "whole matrix") in footer_words(state, shipped_keymap())
    assert "z whole matrix" in text_of(footer_line(footer_words(state, shipped_keymap()), 60))
    follows = replace(state, read_only=True, following=Following())
    assert ("z", "whole matrix") in footer_words(follows, shipped_keymap())
    assert ("z", "zoom") in footer_words(replace(follows, zoomed=False), shipped_keymap())


def test_the_footer_changes_with_the_pane():
    words = dict(footer_words(tell("Members | > Help |", "a").state, shipped_keymap()))
    assert words["Esc"] == "cancel"
    assert "d" not in words


def test_while_suggestions_are_filtered_the_footer_names_no_key_that_is_a_letter_there():
    def footer(keys: str) -> str:
        state = tell("Members | > Help |", keys).state
        return text_of(footer_line(footer_words(state, shipped_keymap()), 80)).rstrip()

    assert "/ filter  g gaps" in footer("s")
    assert footer("s /") == " Enter adopt  Backspace shorten  Esc show all"
    assert footer("s / z z z z") == " Backspace shorten  Esc show all", "there is nothing to adopt"


def test_the_footer_cuts_no_word():
    words = (("a", "add"), ("Enter", "edit"), ("d", "delete"))
    assert text_of(footer_line(words, 40)).rstrip() == " a add  Enter edit  d delete"
    assert text_of(footer_line(words, 24)).rstrip() == " a add  Enter edit"
    assert len(text_of(footer_line(words, 3))) == 3


def test_in_a_narrow_footer_the_keys_that_lead_to_all_others_stay():
    words = (
        ("a", "add"),
        ("d", "delete"),
        ("m", "move"),
        ("/", "search"),
        (":", "all"),
        ("?", "help"),
    )
    assert text_of(footer_line(words, 44)).rstrip() == " a add  d delete  m move  : all  ? help"
    assert text_of(footer_line(words, 80)).rstrip().endswith("/ search  : all  ? help")
    words = (("j", "next"), ("Esc", "leave"), ("w", "owner"), (":", "all"), ("?", "help"))
    assert text_of(footer_line(words, 40)).rstrip() == " j next  Esc leave  : all  ? help"


def test_the_status_line_says_what_happened(state: State):
    line = status_line(state.with_message("Saved 14:02."), shipped_keymap(), 30, UNICODE_GLYPHS)
    assert text_of(line) == " Saved 14:02.".ljust(30)


def test_while_nothing_is_told_the_marks_at_the_cursor_are_put_in_words(state: State):
    marked = Value("Help", status="at-risk", priority="high", votes=3)
    matrix = Matrix(members=(Row("Staff", (marked,)),))
    line = status_line(replace(state, scene=Scene(matrix)), shipped_keymap(), 60, UNICODE_GLYPHS)
    assert text_of(line).strip() == "at-risk · high priority · 3 votes"
    assert text_of(status_line(state, shipped_keymap(), 60, UNICODE_GLYPHS)).strip() == ""


def test_trouble_shows_without_colour(state: State):
    line = status_line(
        state.with_message("The folder is full.", warning=True),
        shipped_keymap(),
        30,
        UNICODE_GLYPHS,
    )
    assert text_of(line).startswith(" ! The folder is full.")
    assert toned((line,), "warning") == ["! The folder is full."]


def test_a_title_full_of_commands_is_only_shown(state: State):
    nasty = replace(MATRIX, title="\x1b]0;owned\x07[/]")
    line = text_of(title_line(replace(state, scene=Scene(nasty)), 60, UNICODE_GLYPHS))
    assert "\x1b" not in line
    assert "[/]" in line


def said(state: State, width: int) -> list[str]:
    """The status line, or both of its lines."""
    lines = status_lines(state, shipped_keymap(), width, UNICODE_GLYPHS)
    assert len(lines) == status_height(state, width)
    assert all(cell_width(text_of(line)) == width for line in lines)
    return [text_of(line).rstrip() for line in lines]


def test_a_message_too_long_for_its_line_takes_two_and_the_keys_stay():
    state = parse("A | > 1 |").with_message(
        "The folder is full; nothing was changed. W to save elsewhere."
    )
    both = [" The folder is full; nothing was", " changed. W to save elsewhere."]
    assert said(state, 40) == both
    warned = state.with_message(state.message, warning=True)
    assert said(warned, 40) == [
        " ! The folder is full; nothing was",
        "   changed. W to save elsewhere.",
    ]
    assert "a add" in text_of(foot_line(state, shipped_keymap(), 40, UNICODE_GLYPHS))


def test_what_a_message_quotes_is_shortened_before_it_takes_two_lines():
    state = parse("A | > 1 |").with_message(
        "Moved “Help with all the challenges of a first year” to Engineers. u to undo."
    )
    assert said(state, 79) == [f" {state.message}"]
    assert said(state, 60) == [" Moved “Help with all the challe…” to Engineers. u to undo."]
    assert len(said(state, 44)) == 2, "sixteen cells of it at least"


def test_both_lines_of_a_message_stand_beside_the_mode():
    state = replace(parse("A | > 1 |"), read_only=True).with_message("many words " * 4)
    assert said(state, 40) == [
        "       many words many words many words",
        " READ  many words",
    ]


def test_a_message_too_long_for_two_lines_ends_with_a_sign_that_more_was_said():
    first, second = said(parse("A | > 1 |").with_message("many words " * 40), 30)
    assert "many" in first
    assert second.endswith("…")


def test_a_newcomer_is_told_how_to_write_and_a_large_step_is_said_until_the_next(state: State):
    def told(state: State) -> str:
        return text_of(status_line(state, shipped_keymap(), 60, UNICODE_GLYPHS)).strip()

    new = replace(state, newcomer=True)
    assert told(new) == "Press a to write. Keys act at once; u undoes."
    assert told(replace(new, message="Saved 14:02.")) == "Saved 14:02."
    assert "Press a" not in told(replace(new, read_only=True))
    assert told(replace(new, lasting="Deleted the row.")) == "Deleted the row."
    assert "Press a" not in told(tell(new, "a").state)


def test_while_one_types_a_long_message_takes_one_line(state: State):
    long = tell(state, "a").state.with_message("word " * 60)
    assert "Enter" in text_of(foot_line(long, shipped_keymap(), 60, UNICODE_GLYPHS))
    assert [line[-1] for line in said(long, 60)] == ["…"], "the grid keeps still"


def test_the_keys_of_a_value_lead_with_what_is_wanted_most():
    state = parse("A | > a |")
    at_80 = text_of(foot_line(state, shipped_keymap(), 80, UNICODE_GLYPHS)).split("  ")
    assert [word.strip() for word in at_80 if word.strip()] == [
        *("a add", "Enter edit", "m move", "r review", "A add a row", "d delete"),
        *(": all", "? help"),
    ]
    changed = tell(state, "+").state.with_message("")
    assert "u undo" in text_of(foot_line(changed, shipped_keymap(), 80, UNICODE_GLYPHS))
    wide = text_of(foot_line(state, shipped_keymap(), 160, UNICODE_GLYPHS))
    assert "V room" in wide
    assert "X share" in wide
