"""A voting round: a key is a vote, a vote is a step, and the order comes when it is asked for."""

from __future__ import annotations

from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.workshop import by_votes, ranks
from copvalue_tui.matrix.balance import top_voted
from copvalue_tui.matrix.values import Matrix, Place, Row, Value
from tests.editor.stories import tell

ROWS = "Staff | > Help; Access; Fun | Skills\nHeads | | Tea"
ROUND = "V tab tab"


def voting(keys: str = "", start: str | State = ROWS) -> State:
    return tell(start, f"{ROUND} {keys}".strip()).state


def votes(state: State) -> list[int]:
    return [value.votes for value in state.cell]


def test_a_number_is_a_vote_and_so_is_the_star():
    state = voting("2 2 1 *")
    assert votes(state) == [2, 2, 0]
    assert state.value.text == "Help", "the value voted for is pointed at"
    assert state.message == "Voted for “Help”: 2 votes. u to undo."
    assert tell(state, "down down space").state.cell[2].votes == 1


def test_each_vote_is_a_step_taken_back_as_far_as_the_round_began():
    before = tell(ROWS, "J").state
    state = tell(voting("", before), "1 3").state
    story = tell(state, "u")
    assert votes(story.state) == [1, 0, 0]
    assert story.message == "Undone: voted for “Fun”: 1 vote."
    story = tell(story.state, "u u")
    assert story.state.matrix == before.matrix
    assert story.message == "There is no vote in this round to undo."
    assert tell(story.state, "escape u").drawing == parse_drawing(ROWS)


def parse_drawing(drawing: str) -> str:
    return tell(drawing, "").drawing


def test_a_number_without_a_value_says_so():
    assert tell(voting(), "7").message == "No value has the number 7."


def test_the_results_are_ordered_as_one_step_when_it_is_asked_for():
    state = voting("3 3 2 o")
    assert [value.text for value in state.cell] == ["Fun", "Access", "Help"]
    assert state.value.text == "Fun"
    assert [value.text for value in tell(state, "u").state.cell] == ["Help", "Access", "Fun"]
    assert tell(state, "o").message == "They are already in order of votes."


def test_the_round_ends_with_its_result_and_goes_on_from_cell_to_cell():
    story = tell(voting("3 3 2"), "escape")
    assert story.state.pane == "grid"
    assert story.message == "3 votes. Most votes: “Fun” (2)."
    assert tell(voting(), "escape").message == ""
    assert tell(voting(), "right 1 right 1").drawing.endswith("Heads |  | > Tea")
    assert tell(voting(), "right 1 right 1").state.value.votes == 1


def test_votes_that_are_there_count_on_or_start_again():
    once = tell(voting("1 1"), "escape").state
    on = tell(once, "V 1")
    assert votes(on.state) == [3, 0, 0], "V comes back to the vote"
    again = tell(once, "V 0 1")
    assert again.host.asked == ["Set the 2 votes in Staff · short term to 0?"]
    assert votes(again.state) == [1, 0, 0]
    assert votes(tell(again.state, "u u").state) == [2, 0, 0]
    kept = tell(once, "V 0", "no")
    assert votes(kept.state) == [2, 0, 0]
    assert tell(ROWS, f"{ROUND} 0").message == "No value here has a vote."


def test_how_many_votes_are_expected_is_kept_from_view_to_view():
    state = tell(voting(), "n tab tab tab", "30").state
    assert state.mode.expected == 30
    assert tell(state, "escape V").state.mode.expected == 30
    assert tell(state, "n", "").state.mode.expected == 0
    for junk in ("many", "-3", "3.5", "٣", "9" * 20):
        story = tell(state, "n", junk)
        assert story.state.mode.expected == 30
        assert "Type a number" in story.message


def test_under_a_filter_the_numbers_are_those_that_are_seen():
    state = tell(ROWS, "f", "Words…", "s").state
    assert [state.value.text] == ["Access"]
    state = tell(state, f"{ROUND} 1").state
    assert votes(state) == [0, 1, 0]
    assert tell(state, "2").message == "No value has the number 2."
    ordered = tell(state, "o *").state
    assert [(one.text, one.votes) for one in ordered.cell][:1] == [("Access", 2)]


def test_ranks_are_shared_and_stand_out_only_where_some_have_more():
    def told(*counts: int) -> dict[int, str]:
        cell = tuple(Value(f"V{n}", votes=count) for n, count in enumerate(counts))
        return ranks(cell, top_voted(Matrix((Row("A", cell),)), Place(0, 0)))

    assert told(1, 3, 2, 0) == {1: "first", 2: "second", 0: "third"}
    assert told(2, 2, 1, 0) == {0: "first", 1: "first", 2: "third"}
    assert told(1, 1, 1, 1) == {}
    assert told(0, 0) == {}
    assert told(5, 1, 1, 1, 1)[4] == "second"


def test_ordering_keeps_those_with_equal_votes_as_they_stood():
    cell = tuple(Value(text, votes=count) for text, count in (("A", 1), ("B", 2), ("C", 1)))
    assert [value.text for value in by_votes(cell)] == ["B", "A", "C"]
