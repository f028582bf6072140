"""Values that move and are copied about, one or many."""

import pytest

from copvalue_tui.matrix.values import Place
from tests.editor.stories import play, tell


@pytest.mark.parametrize(
    ("start", "keys", "end"),
    [
        ("A | > 1; 2; 3 |", "J", "A | 2; > 1; 3 |"),
        ("A | > 1; 2; 3 |", "J J J", "A | 2; 3; > 1 |"),
        ("A | 1; 2; > 3 |", "K", "A | 1; > 3; 2 |"),
        ("A | > 1; 2 |", "K", "A | > 1; 2 |"),
        ("A | > 1; 2 |", "J u", "A | > 1; 2 |"),
        ("A | 1; > 2 | 3; 4; 5", "L", "A | 1 | 3; > 2; 4; 5"),
        ("A | 1 | 3; > 4", "H", "A | 1; > 4 | 3"),
        ("A | > 1 |", "L", "A |  | > 1"),
        ("A | > 1 | 2", "L u", "A | > 1 | 2"),
        ("A | *1; 2; *3 | > 4", "H", "A | > 1; 3; 2 | 4"),
        ("A | > *1; 2; *3 | 4", "L", "A | 2 | > 1; 3; 4"),
        ("A | > 1; 2 |", "space space L", "A |  | > 1; 2"),
        ("A | > 1; 2; 3 |", "v j L", "A | 3 | > 1; 2"),
        ("A | 1; > 2; 3 |", "v k d", "A | > 3 |"),
        ("A | > 1; 2 |\nB | 3; 4 |", "v j j d", "A | > |\nB | 4 |"),
        ("A | > 1; 2; 3 |", "v j v j space d", "A | > |"),
        ("A | > 1; 2 |", "space space escape d", "A | > 1 |"),
        # A value marked twice is not marked: then `d` is about the value under the cursor.
        ("A | > 1; 2 |", "space k space d", "A | > 1 |"),
    ],
)
def test_values_move_as_the_drawing_says(start, keys, end):
    assert play(start, keys) == end


def test_marks_are_shown_counted_and_cleared():
    story = tell("A | > 1; 2; 3 |", "space space")
    assert story.drawing == "A | *1; *2; > 3 |"
    assert story.message == "2 values marked; Esc to clear."
    story = tell("A | > 1; 2; 3 |", "v j")
    assert story.drawing == "A | *1; > *2; 3 |"
    assert tell("A | > 1; 2; 3 |", "v j escape").drawing == "A | 1; > 2; 3 |"


def test_an_edit_ends_the_marks():
    assert not tell("A | > 1; 2; 3 |", "space space d").state.marked


CELLS = "A | > 1; 2 |\nB | 3 |\n--\nC | |"


@pytest.mark.parametrize(
    ("keys", "answer", "end"),
    [
        ("m", "B · short term", "A | 2 |\nB | 3; > 1 |\n--\nC |  |"),
        ("m", "C · long term", "A | 2 |\nB | 3 |\n--\nC |  | > 1"),
        ("m", None, "A | > 1; 2 |\nB | 3 |\n--\nC |  |"),
        ("c", "B · short term", "A | 1; 2 |\nB | 3; > 1 |\n--\nC |  |"),
        ("space space m", "C · short term", "A |  |\nB | 3 |\n--\nC | > 1; 2 |"),
        ("space space c", "C · short term", "A | 1; 2 |\nB | 3 |\n--\nC | > 1; 2 |"),
    ],
)
def test_a_cell_is_chosen_by_name(keys, answer, end):
    assert play(CELLS, keys, answer) == end


def test_the_question_names_what_moves_and_where_to():
    story = tell(CELLS, "m", "C · long term")
    assert story.host.asked == ["Move “1” to"]
    assert story.message == "Moved “1” to C · long term. u to undo."


@pytest.mark.parametrize(
    ("start", "answer"),
    [
        (CELLS, "B · short term"),
        ("A | | > 1\nB | |", "B · long term"),
        ("A | | \nB | > 1 |", "A · short term"),
        ("A | > 1 |", "A · long term"),
    ],
)
def test_the_same_horizon_of_the_next_row_is_offered_first(start, answer):
    moved = tell(start, "m", "enter")
    assert moved.message == f"Moved “1” to {answer}. u to undo."


def test_a_cell_is_chosen_by_its_number_and_shown_while_it_is_looked_at():
    host = tell(CELLS, "m", None).host
    assert [option.hint for option in host.options] == ["1", "2", "3", "4", "5", "6"]
    assert list(host.find("4")) == [3]
    assert host.find("long c")[0] == 5
    assert list(host.find("99")) == []
    shown = tell(CELLS, "m", "C · long term").host.states
    assert [state.cursor for state in shown] == [Place(2, 1)]


@pytest.mark.parametrize(
    ("start", "keys", "answers", "end"),
    [
        ("A | > Help; help |", "M", (), "A | > Help |"),
        ("A | > Help; Aid |", "M", ("Help and aid",), "A | > Help and aid |"),
        ("A | > Help; Aid |", "M", (None,), "A | > Help; Aid |"),
        ("A | *Help; > Fun; *Aid |", "M", ("Help",), "A | > Help; Fun |"),
        ("A | > Help |", "M", (), "A | > Help |"),
        ("A | > Help; Aid |", "M u", ("Both",), "A | > Help; Aid |"),
    ],
)
def test_merging_makes_one_of_several(start, keys, answers, end):
    assert play(start, keys, *answers) == end


def test_the_wordings_to_merge_are_offered_together():
    assert tell("A | > Help; Aid |", "M", "x").host.shown == ["Help / Aid"]
