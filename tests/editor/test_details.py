"""What a value carries beside its words, set from the grid: status, priority, votes and more."""

from dataclasses import replace
from datetime import date

import pytest

from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.fields.indicator import EXAMPLE
from copvalue_tui.matrix.values import Indicator, Value, value_at
from tests.editor.stories import TODAY, ScriptedHost, Story, parse, tell

TWO = "A | > 1; 2 |"


def value_of(story: Story) -> Value:
    """The value under the cursor at the end of a story."""
    assert story.state.value is not None
    return story.state.value


def with_value(**details: object) -> State:
    """A matrix of one value that carries these details."""
    state = parse("A | > 1 |")
    row = replace(state.matrix.rows[0], short_term=(replace(Value("1"), **details),))
    matrix = replace(state.matrix, members=(row,))
    return replace(state, scene=replace(state.scene, matrix=matrix), saved=matrix)


def test_t_sets_the_status_and_one_undo_takes_it_back():
    story = tell(TWO, "t", "at-risk")
    assert value_of(story).status == "at-risk"
    assert story.message == "“1”: status at-risk. u to undo."
    assert value_of(tell(TWO, "t u", "at-risk")).status == "proposed"


def test_the_statuses_are_offered_in_order_each_with_its_number_and_meaning():
    host = ScriptedHost()
    tell(TWO, "t", None, host=host)
    assert host.shown == [
        *("proposed", "agreed", "on-track", "at-risk", "realized", "parked", "retired"),
    ]
    assert host.asked == ["Status of “1”"]


def test_the_same_status_again_is_no_step():
    story = tell(with_value(status="agreed"), "t", "agreed")
    assert story.state.history.done == ()
    assert story.message == "“1”: status agreed, unchanged."


@pytest.mark.parametrize(
    ("keys", "priority"),
    [("+", "low"), ("+ +", "medium"), ("+ + + +", "high"), ("+ + -", "low"), ("+ - -", "")],
)
def test_plus_and_minus_walk_the_priorities_and_end_at_both_ends(keys, priority):
    assert value_of(tell(TWO, keys)).priority == priority


def test_a_priority_that_goes_no_further_says_what_goes():
    assert tell(TWO, "+ + + +").message == "The priority is already the highest; - to lower it."
    assert tell(TWO, "-").message == "There is no priority to lower; + to raise it."


def test_votes_are_added_one_by_one_and_set_by_number():
    assert value_of(tell(TWO, "* * *")).votes == 3
    assert tell(TWO, "* *").message == "“1”: 2 votes. u to undo."
    assert value_of(tell(TWO, "i", "Votes", "12", None)).votes == 12


@pytest.mark.parametrize("junk", ["many", "-3", "1.5", "٣", "9" * 30, "\x1b[2J"])
def test_what_is_no_number_of_votes_is_asked_again_and_changes_nothing(junk):
    story = tell(with_value(votes=2), "i", "Votes", junk, None, None)
    assert value_of(story).votes == 2
    assert story.host.asked[-2] == f"“{junk}” is not a number of votes; type a number such as 5"


def test_marked_values_all_get_it_in_one_step_and_the_marks_end():
    story = tell(TWO, "space space t", "agreed")
    assert [value.status for value in story.state.cell] == ["agreed", "agreed"]
    assert story.message == "2 values: status agreed. u to undo."
    assert not story.state.marked
    assert len(story.state.history.done) == 1


def test_the_form_shows_what_is_held_and_goes_on_until_it_is_left():
    host = ScriptedHost()
    answers = ("Owner", "Core group", "Evidence", "story", "Note", "41 of 46", None)
    story = tell(with_value(priority="high"), "i", *answers, host=host)
    value = value_of(story)
    assert (value.owner, value.evidence, value.note) == ("Core group", "story", "41 of 46")
    assert len(story.state.history.done) == 3
    # What was entered is on its way to the journal before the form shows it.
    assert [state.value.owner for state in host.states] == ["Core group"] * 3
    assert value_of(tell(with_value(), "i u u u", *answers)) == Value("1")


def test_the_form_goes_on_about_the_marked_values():
    answers = ("Owner", "Core group", "Note", "asked in May", None)
    story = tell(TWO, "space space i", *answers)
    assert [value.owner for value in story.state.cell] == ["Core group"] * 2
    assert [value.note for value in story.state.cell] == ["asked in May"] * 2


def test_owners_and_themes_in_use_are_offered_and_others_typed():
    state = tell(TWO, "i j i", "Owner", "Core group", None, "Owner", "Facilitator", None).state
    story = tell(state, "i", "Owner", "Core group", None)
    assert value_of(story).owner == "Core group"
    assert value_of(tell(story.state, "i", "Owner", "None", None)).owner == ""
    themed = tell(TWO, "i j i", "Shared", "Faster repairs", None, "Shared", "Faster", None).state
    assert value_at(themed.matrix, themed.cursor).shared == "Faster repairs"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-03", date(2027, 3, 1)),
        ("next march", date(2027, 3, 1)),
        ("+6m", date(2027, 5, 23)),
        ("2027-03-15", date(2027, 3, 15)),
    ],
)
def test_dates_are_typed_as_people_do_and_told_in_full(typed, day):
    story = tell(TWO, "i", "Review date", typed, None)
    assert value_of(story).review_by == day
    assert f"review date {day.day} " in story.message


@pytest.mark.parametrize("junk", ["soon", "03/04/2027", "2027-13", "[red]", "x" * 5000, "\x1b]0;"])
def test_what_is_no_date_is_asked_again_with_what_to_type(junk):
    host = ScriptedHost()
    story = tell(
        with_value(review_by=date(2027, 1, 1)), "i", "Review date", junk, None, None, host=host
    )
    assert value_of(story).review_by == date(2027, 1, 1)
    assert host.asked[2] != host.asked[1]


def test_an_empty_answer_takes_a_detail_away():
    state = with_value(review_by=date(2027, 1, 1), note="asked", votes=3)
    story = tell(state, "i", "Review date", "", "Note", "", "Votes", "", None)
    assert value_of(story) == Value("1")


def test_an_indicator_begins_with_its_name_and_each_figure_is_a_key():
    host = ScriptedHost()
    answers = ("Indicator", "reply time: soon", "reply time", "enter", "At the start", "30 hours")
    answers += ("Target", "twelve", "1,5", "12", "Now", "9.5", None, None)
    story = tell("Staff | > Help; Access |", "i", *answers, host=host)
    assert story.state.value.indicator == Indicator("reply time", 30, 12, 9.5, "hours", TODAY)
    assert story.message == (
        "“Help”: indicator reply time: 30 → 9.5 hours, target 12 on 23 November 2026. u to undo."
    )
    assert len(story.state.history.done) == 4
    assert host.asked[2].endswith("“reply time: soon” has no figures after its colon; type it as "
                                  f"{EXAMPLE}")  # fmt: skip
    assert "“twelve” is not a number; type one such as 41 or 2.5" in host.asked
    assert any("“1,5” has a comma; type decimals as in 2.5" in asked for asked in host.asked)
    assert {"reply time: soon", "twelve", "1,5"} <= set(host.shown), "typed words can be mended"


def test_turning_away_changes_nothing():
    state = with_value(owner="Core group", note="asked")
    answers = [
        word
        for one in ("Status", "Priority", "Votes", "Owner", "Evidence", "Note")
        for word in (one, None)
    ]
    assert value_of(tell(state, "i", *answers, "Review", None, "Shared", None, None)) == state.value


def test_an_empty_cell_has_no_details_and_says_so():
    for key in ("t", "+", "-", "*", "i"):
        story = tell("A | > |", key)
        assert story.message == "This cell is empty; a to add a value."


def test_a_file_open_read_only_shows_details_and_changes_none():
    state = replace(with_value(owner="Core group"), read_only=True)
    story = tell(state, "i")
    assert story.host.shown == ["“1”"]
    assert "read-only" in tell(state, "t").message
    assert value_of(tell(state, "+ * -")) == state.value


def test_what_is_typed_into_a_detail_never_commands_a_terminal():
    value = value_of(tell(TWO, "i", "Note", "\x1b[31mred\x07\nand more", None))
    assert "\x1b" not in value.note
    assert "\n" not in value.note


def test_a_sentence_about_a_note_or_an_owner_quotes_its_words():
    story = tell(parse("Members | > 1 |"), "i", "Note", "No baseline agreed; decide", None)
    assert story.message == "“1”: note “No baseline agreed; decide”. u to undo."
    story = tell(story.state, "i", "Note", "", None)
    assert story.message.endswith("note none. u to undo.")
