"""Adding, rewording, deleting; undo and redo of each."""

import pytest

from tests.editor.stories import parse, play, tell


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ("A | > 1 |", "a 'new' enter enter", "A | 1; > new |"),
        ("A | > 1 |", "o 'new' enter escape", "A | 1; > new |"),
        ("A | > 1; 2 |", "insert 'x' enter 'y' enter enter", "A | 1; x; > y; 2 |"),
        ("A | > 1; 2 |", "a 'x'", "A | 1; >[x_]; 2 |"),
        ("A | 1; > 2 |", "O 'x' enter enter", "A | 1; > x; 2 |"),
        ("A | > |", "enter 'x y' ctrl+j enter", "A | > x y |"),
        ("A | > |", "a enter", "A | > |"),
        ("A | > one |", "e 's' enter", "A | > ones |"),
        ("A | > one |", "f2 ctrl+u 'two' enter", "A | > two |"),
        ("A | > one |", "e backspace backspace", "A | >[o_] |"),
        ("A | > one |", "e home delete", "A | >[_ne] |"),
        ("A | > one two |", "e ctrl+w 'three' enter", "A | > one three |"),
        ("A | > one two |", "e ctrl+left left 'X'", "A | >[oneX_ two] |"),
        ("A | > one two |", "e ctrl+a ctrl+right ctrl+k", "A | >[one_] |"),
        ("A | > one |", "e left ctrl+d", "A | >[on_] |"),
        ("A | > one |", "e ctrl+a right ctrl+e 'x' ctrl+b 'y'", "A | >[oney_x] |"),
        ("A | > one |", "e ctrl+u enter", "A | > one |"),
        ("A | > one |", "e 'x' escape", "A | > one |"),
        ("A | > one |", "e 'x' escape u", "A | > onex |"),
        ("A | > one |", "e 'x' escape u U", "A | > one |"),
        ("A | > one |", "a 'two' escape u u", "A | > one |"),
        ("A | > one |", "a 'two' escape", "A | > one |"),
        ("A | > one |", "a 'two' escape u", "A | one; > two |"),
        ("A | > 1 | 2\nB | |", "a 'x' tab 'y' tab 'z' enter enter", "A | 1; x | 2; y\nB | > z |"),
        ("A | > 1 | 2", "tab e 'x' shift+tab 'y' enter enter", "A | 1; > y | 2x"),
        ("A | > 1; 2 |", "d", "A | > 2 |"),
        ("A | 1; > 2 |", "delete", "A | > 1 |"),
        ("A | > 1 |", "d", "A | > |"),
        ("A | 1; > 2; 3 |", "d d u u", "A | 1; > 2; 3 |"),
        ("Staff | Help; > Access; Fun |", "d u", "Staff | Help; > Access; Fun |"),
        ("A | 1; > 2; 3 |", "d k u U", "A | 1; > 3 |"),
    ],
)
def test_values_come_and_go_as_the_drawing_says(start, keys, end):
    assert play(start, keys) == end


def test_letters_that_are_commands_elsewhere_are_words_while_typing():
    assert play("A | > |", "a 'quit dau1?/:' enter enter") == "A | > quit dau1?/: |"


def test_typed_blanks_are_tidied_and_only_blanks_are_no_value():
    assert play("A | > |", "a '  two   words ' enter '   ' enter") == "A | > two words |"


def test_the_status_line_says_what_happened_and_how_to_take_it_back():
    assert tell("A | > Help |", "d").message == "Deleted “Help”. u to undo."
    assert tell("A | > Help |", "d u").message == "Undone: deleted “Help”. U to redo."
    assert tell("A | > Help |", "d u U").message == "Redone: deleted “Help”. u to undo."
    assert tell("A | > Help |", "e 'x' enter").message.startswith("Reworded “Help” to “Helpx”.")


@pytest.mark.parametrize(
    ("start", "key", "reason"),
    [
        ("A | > |", "d", "This cell is empty; a to add a value."),
        ("A | > 1 |", "u", "Nothing to undo."),
        ("A | > 1 |", "U", "Nothing to redo."),
        ("A | > 1 |", "p", "Nothing copied yet; y to copy, x to cut."),
        ("A | > 1 |", "n", "Nothing searched for yet; / to search."),
        (
            "A | > 1 |",
            "D",
            "A matrix needs at least one row; A to add another, R to rename this one.",
        ),
        ("A | > 1 |", "H", "There is no cell on the left; L to move right, m to any cell."),
        ("A | > 1 |", "%", "% does nothing here; ? for help."),
        ("A | > 1 |", "f7", "F7 does nothing here; ? for help."),
    ],
)
def test_a_key_that_can_do_nothing_says_why(start, key, reason):
    story = tell(start, key)
    assert story.message == reason
    assert story.drawing == start.rstrip() or story.drawing == start


def test_rewording_to_the_same_words_is_no_deed():
    assert not tell("A | > one |", "e enter").state.history.done


def test_a_read_only_file_refuses_every_edit_and_says_what_to_do():
    from dataclasses import replace

    state = replace(parse("A | > 1; 2 | 3"), read_only=True)
    for key in ["a", "O", "e", "d", "J", "K", "L", "m", "x", "A", "R", "1", "M", "E", "I", "C"]:
        story = tell(state, key)
        assert story.state.matrix is state.matrix
        assert story.message == "This file is open read-only; W to save a copy you can edit."


def test_a_letter_in_any_script_is_typed_and_control_characters_are_not():
    assert play("A | > |", "a é 漢 ж enter enter") == "A | > é漢ж |"
    assert play("A | > |", "a x \x1b \x9b y enter enter") == "A | > xy |"


def test_the_caret_never_stands_inside_a_grapheme():
    assert play("A | > |", "a 'nai' ̈ 've' left left backspace") == "A | >[na_ve] |"
