"""Typing a value as in any text field: selection, undo, lines on screen, words, clipboard."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copvalue_tui.editor.commands import COMMANDS
from copvalue_tui.editor.state.text_line import LINE_KEYS, TextLine, line_of, typed, wrapped_at
from copvalue_tui.matrix.text.width import graphemes
from copvalue_tui.matrix.values import MOST_LETTERS, Value
from tests.editor.stories import ScriptedHost, draw, play, tell

EMPTY = "A | > |"
LONG = "A | > one two three four five six seven |"
"""Wrapped at 10: one two / three four / five six / seven."""


def typing(keys, start=EMPTY, width=30, **host):
    return tell(start, keys, host=ScriptedHost(width=width, **host))


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("a 'one two' ctrl+z", "one _"),
        ("a 'one two' ctrl+z ctrl+z", "_"),
        ("a 'one two' ctrl+z ctrl+z ctrl+y", "one _"),
        ("a 'one two' ctrl+z ctrl+z ctrl+y ctrl+y ctrl+y", "one two_"),
        ("a 'one two' backspace backspace backspace ctrl+z", "one two_"),
        ("a 'one' left left 'xy' ctrl+z", "o_ne"),
        ("a 'one two' ctrl+w ctrl+z", "one two_"),
        ("a 'one two' ctrl+u ctrl+z", "one two_"),
        ("a 'one two' ctrl+z 'x' ctrl+y", "one x_"),
        ("a 'one two' ctrl+a shift+end 'x' ctrl+z", "one two_"),
        ("a 'fun' down right ctrl+z", "fun_"),
        ("a 'ab' left right 'cd' ctrl+z", "ab_"),
    ],
)
def test_undo_and_redo_inside_the_text_go_by_words_and_runs(keys, line):
    assert _line(keys) == line


def _line(keys, start=EMPTY, width=30):
    story = typing(keys, start, width)
    line = story.state.typing.line
    return f"{line.before}_{line.after}"


def test_nothing_to_undo_in_the_text_is_said_and_the_matrix_stays():
    story = typing("d a ctrl+z", "A | > 1; 2 |")
    assert story.message == "Nothing to undo in this text."
    assert draw(story.state) == "A | 2; >[_] |"
    assert typing("a 'x' ctrl+y").message == "Nothing to redo in this text."


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("a 'one two' shift+left shift+left 'x'", "one tx_"),
        ("a 'one two' shift+home 'x'", "x_"),
        ("a 'one two' ctrl+a shift+end delete", "_"),
        ("a 'one two' ctrl+shift+left backspace", "one _"),
        ("a 'one two' ctrl+a ctrl+shift+right delete", "_ two"),
        ("a 'one two' shift+left shift+left left", "one t_wo"),
        ("a 'one two' shift+left shift+left right", "one two_"),
        ("a 'one two' shift+left shift+right 'x'", "one twox_"),
        ("a 'one two' f7 'x'", "x_"),
        ("a 'one two' f7 ctrl+k", "_"),
        ("a 'one two' shift+left ctrl+w", "one tw_"),
    ],
)
def test_what_is_selected_is_replaced_or_deleted(keys, line):
    assert _line(keys) == line


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("a 'one two' ctrl+shift+left ctrl+c end ctrl+v", "one twotwo_"),
        ("a 'one two' ctrl+shift+left ctrl+x ctrl+a ctrl+v", "two_one "),
        ("a 'one two' shift+home ctrl+x ctrl+z", "_one two"),
    ],
)
def test_the_selection_is_copied_cut_and_pasted(keys, line):
    assert _line(keys) == line


def test_a_copied_selection_goes_out_and_nothing_selected_is_said():
    story = typing("a 'one two' ctrl+shift+left ctrl+c")
    assert story.host.copied == ["two"]
    assert story.message == "Copied “two”. Sent to your terminal too."
    story = typing("a 'one' ctrl+c")
    assert story.host.copied == []
    assert story.message.startswith("Nothing is selected")
    assert typing("a 'one' ctrl+v").message == "Nothing copied yet."


def test_several_copied_values_follow_the_typed_one():
    assert play("A | > 1; 2 |", "Y G a 'x' ctrl+v") == "A | 1; 2; x; 1; > 2 |"


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("enter up", "one two three four five _six seven"),
        ("enter up up", "one two three_ four five six seven"),
        ("enter up up up", "one t_wo three four five six seven"),
        ("enter up up up up", "_one two three four five six seven"),
        ("enter up down", "one two three four five six seven_"),
        ("enter up home", "one two three four _five six seven"),
        ("enter up home home", "_one two three four five six seven"),
        ("enter up end", "one two three four five six_ seven"),
        ("enter up end end", "one two three four five six seven_"),
        ("enter up shift+home delete", "one two three four _six seven"),
        ("enter up shift+up delete", "one two three_six seven"),
        ("enter ctrl+a shift+down delete", "_three four five six seven"),
        ("enter ctrl+e", "one two three four five six seven_"),
    ],
)
def test_up_down_home_and_end_go_by_the_lines_on_screen(keys, line):
    assert _line(keys, LONG, 10) == line


def test_down_from_the_last_line_goes_into_the_suggestions():
    story = typing("a 'fun with' ctrl+a down", width=4)
    assert story.state.typing.chosen is None
    story = typing("a 'fun with' ctrl+a down down", width=4)
    assert story.state.typing.chosen == 0
    assert story.message == "Enter to take it; Up for your own words."
    assert typing("a 'fun with' down up").state.typing.chosen is None


def test_down_without_suggestions_goes_to_the_end():
    assert _line("S a 'one' left left down") == "one_"


def test_a_value_never_grows_past_its_most_letters():
    state = tell(EMPTY, "a").state
    line = line_of("x" * MOST_LETTERS)
    state = replace(state, mode=replace(state.mode, line=line), clipboard=(Value("yy"),))
    assert tell(state, "ctrl+v").state.typing.line == line
    assert "letters at most" in tell(state, "'y'").message
    assert len(tell(state, "shift+left 'y'").state.typing.line.text) == MOST_LETTERS


CARET_KEYS = sorted(
    key
    for command in COMMANDS
    if command.panes == ("typing",) and not command.asks
    for key in command.keys
    if key not in ("enter", "ctrl+j", "tab", "shift+tab", "escape")
)


@given(
    text=st.text(st.sampled_from("ab \u0301\u200d🇩🇪👩👍🏽각ำक्"), max_size=24),
    keys=st.lists(st.sampled_from(CARET_KEYS), max_size=12),
)
def test_the_caret_is_never_inside_a_grapheme(text, keys):
    story = typing("a")
    for letter in text:
        story = tell(story.state, "space" if letter == " " else f"'{letter}'")
    for key in keys:
        story = tell(story.state, key, host=ScriptedHost(width=5))
        line = story.state.typing.line
        ends = {0}
        for part in graphemes(line.text):
            ends.add(max(ends) + len(part))
        assert line.caret in ends
        assert line.anchor is None or line.anchor in ends


def test_every_key_of_prompts_works_in_the_cell_too():
    bound = {key for command in COMMANDS if "typing" in command.panes for key in command.keys}
    assert set(LINE_KEYS) - bound == set()


def test_moves_between_lines_know_wide_and_odd_letters():
    line = typed(TextLine(), "漢字漢字漢字 ab")
    wrapped = wrapped_at(line, 6)
    assert wrapped.number == 2
    assert wrapped.is_last
    assert wrapped.moved(-1).caret == 4
    assert wrapped_at(TextLine(), 6).moved(1) == TextLine()
