"""The review: one value at a time, a key a verdict, and the record of it at the end."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.keys.key_table import help_pages
from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.review.actions import steps_at_hand
from copvalue_tui.editor.review.scope import typed_of
from copvalue_tui.editor.review.walking import ALL_DECIDED, tally
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.timeline.past_view import point_at
from copvalue_tui.matrix import edits
from copvalue_tui.matrix import edits as row_edits
from copvalue_tui.matrix.filters import Filter, parse_filter
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.values import HORIZONS, Action, Matrix, Place, Review, Row, Value
from tests.editor.stories import TODAY, ScriptedHost, Story, at, opened, parse, tell
from tests.laws import examples

SMALL = """
Staff | 1; > 2 | 3
--
Town  | 4      |
"""
LETTERS = {
    "a": "agreed", "o": "on-track", "x": "at-risk", "z": "realized", "p": "parked", "d": "retired",
}  # fmt: skip
ATTENDANCE = ("Present", "Core group, Bank", "Facilitator", "Facilitator", "Record")
"""The form at the end of a review: who is present, who facilitates, and no note."""


def values(state: State) -> list[Value]:
    return [value for row in state.matrix.rows for one in HORIZONS for value in row.cell(one)]


def statuses(state: State) -> str:
    """The statuses of all values by their letters; a dot for the one all begin with."""
    letters = {status: letter for letter, status in LETTERS.items()}
    return "".join(letters.get(value.status, ".") for value in values(state))


def with_details(start: State, *details: dict[str, object]) -> State:
    """The state with these details of its values, in reading order."""
    left = list(details)
    rows = []
    for row in start.matrix.rows:
        for one in HORIZONS:
            told = [replace(value, **(left.pop(0) if left else {})) for value in row.cell(one)]
            row = row.with_cell(one, tuple(told))
        rows.append(row)
    matrix = start.matrix.with_rows(tuple(rows))
    return replace(start, scene=replace(start.scene, matrix=matrix), saved=matrix)


def forty() -> State:
    cells = ["; ".join(f"value {cell} {slot}" for slot in range(5)) for cell in range(8)]
    lines = [f"Row {n} | {cells[2 * n]} | {cells[2 * n + 1]}" for n in range(4)]
    return parse("\n".join([*lines[:3], "--", lines[3]]))


def here(story: Story) -> str:
    """The value that is talked about."""
    assert story.state.value is not None
    return story.state.value.text


# Walking


def test_forty_values_take_one_key_each():
    keys = ("aoxzpd" * 7)[:40]
    story = tell(forty(), f"r {' '.join(keys)}", "All")
    assert statuses(story.state) == keys
    assert story.state.pane == "review"
    assert story.message.endswith("All have a verdict; Esc to leave.")
    assert len(story.state.history.done) == 40
    assert tally(story.state) == (
        *(("agreed", 7), ("on-track", 7), ("at-risk", 7)),
        *(("realized", 7), ("parked", 6), ("retired", 6)),
    )


def test_a_verdict_says_what_was_done_and_goes_on():
    story = tell(SMALL, "r a", "All")
    assert (here(story), statuses(story.state)) == ("2", "a...")
    assert story.message == "“1”: status agreed. u to undo."
    assert story.state.review is not None
    assert story.state.review.walk.progress == "2 of 4"


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("j", "2"), ("down down", "3"), ("space", "2"), ("j k", "1"), ("k", "1"), ("j up", "1"),
        ("j j j j j", "4"), ("a n", "3"), ("a a k k n", "3"), ("j a k k n", "3"),
    ],
)  # fmt: skip
def test_keys_go_on_and_back_and_to_the_next_undecided(keys, value):
    story = tell(SMALL, f"r {keys}", "All")
    assert here(story) == value
    assert story.state.cursor == story.state.review.walk.place


def test_both_ends_say_what_there_is_to_do():
    assert tell(SMALL, "r k", "All").message == "This is the first value; j for the next."
    end = tell(SMALL, "r a j j j", "All").message
    assert end == "This is the last value. 3 values without a verdict; n for the next."
    assert tell(SMALL, "r a a a a j", "All").message == ALL_DECIDED
    assert tell(SMALL, "r a a a a n", "All").message == ALL_DECIDED
    assert tell(SMALL, "r a a a n", "All").message == "This is the only value without a verdict."


@pytest.mark.parametrize(("digit", "status"), list(enumerate(["proposed", *LETTERS.values()], 1)))
def test_digits_are_the_statuses_in_order(digit, status):
    start = with_details(parse(SMALL), {"status": "parked"})
    story = tell(start, f"r {digit}", "All")
    assert values(story.state)[0].status == status
    assert here(story) == "2"


def test_a_verdict_that_leaves_the_value_as_it_was_counts_and_can_be_taken_back():
    start = with_details(parse(SMALL), {"status": "agreed"})
    story = tell(start, "r a", "All")
    assert here(story) == "2"
    assert story.message == "Confirmed “1”, still agreed. u to undo."
    assert tally(story.state) == (("agreed", 1),)
    back = tell(story.state, "u")
    assert here(back) == "1"
    assert tally(back.state) == ()
    assert tally(tell(back.state, "U").state) == (("agreed", 1),)


def test_undo_comes_back_to_the_value_and_redo_goes_on_again():
    story = tell(SMALL, "r a x z u u", "All")
    assert (here(story), statuses(story.state)) == ("2", "a...")
    assert story.message == "Undone: “2”: status at-risk. U to redo."
    assert tally(story.state) == (("agreed", 1),)
    again = tell(story.state, "U")
    assert (here(again), statuses(again.state)) == ("3", "ax..")
    assert tally(again.state) == (("agreed", 1), ("at-risk", 1))
    other = tell(story.state, "d")
    assert (here(other), statuses(other.state)) == ("3", "ad..")


def test_details_are_set_without_leaving_the_walk():
    answers = ("All", "Core group", "Note", "41 of 46", None)
    story = tell(SMALL, "r j + + * * - w i", *answers)
    value = values(story.state)[1]
    assert (value.priority, value.votes) == ("low", 2)
    assert (value.owner, value.note) == ("Core group", "41 of 46")
    assert (here(story), story.state.pane) == ("2", "review")
    assert tally(story.state) == (), "none of this is a verdict"
    assert tell(story.state, "a").state.cursor == Place(0, 1, 0)


def test_rewording_is_in_place_and_comes_back_to_the_walk():
    story = tell(SMALL, "r j e 'nd' enter", "All")
    assert (here(story), story.state.pane) == ("2nd", "review")
    assert story.message == "Reworded “2” to “2nd”. u to undo."
    for keys in ("e 'nd' escape", "e 'nd' enter u", "f2 escape"):
        story = tell(SMALL, f"r j {keys}", "All")
        assert (here(story), story.state.pane) == ("2", "review")
    for key in ("tab", "shift+tab"):
        story = tell(SMALL, f"r j e 'nd' {key}", "All")
        assert (here(story), story.state.pane) == ("2nd", "review"), "nothing is added meanwhile"
    assert tell(SMALL, "r j e down", "All").state.typing.chosen is None


def test_the_walk_follows_a_value_that_is_moved():
    story = tell(SMALL, "r j m", "All", "Town · long")
    assert story.state.cursor == Place(1, 1, 0)
    assert here(story) == "2"
    assert story.state.review.walk.progress == "2 of 4"
    assert here(tell(story.state, "a")) == "3"
    assert here(tell(story.state, "a u u")) == "2"


def test_a_click_goes_to_a_value_that_is_visited_and_to_no_other():
    start = with_details(parse(SMALL), {"status": "at-risk"}, {}, {"status": "at-risk"})
    state = tell(start, "r", "At risk").state
    there = point_at(state, Place(0, 1, 0))
    assert there.value.text == "3"
    assert there.review.walk.progress == "2 of 2"
    other = point_at(state, Place(1, 0, 0))
    assert other.cursor == state.cursor
    assert other.message == "That value is not in this review; Esc to leave the review."


def test_what_others_save_meanwhile_moves_the_value_and_the_walk_stays_at_it():
    host = ScriptedHost(answers=["All"])
    runner = Runner(parse(SMALL), host.keymap, host, lambda _, __: None)
    asyncio.run(_awaited(runner.press("r")))
    runner.press("j")
    matrix = row_edits.add_row(runner.state.matrix, "members", 0, Row("Before"))
    runner.change(lambda state: replace(state, scene=replace(state.scene, matrix=matrix)))
    assert runner.state.cursor == Place(1, 0, 1)
    assert runner.state.value == Value("2")
    gone = edits.delete_values(runner.state.matrix, [Place(1, 0, 1)])
    runner.change(lambda state: replace(state, scene=replace(state.scene, matrix=gone)))
    assert runner.state.value == Value("3"), "the next one that is there"
    runner.press("a")
    assert statuses(runner.state) == ".a."


async def _awaited(talk: object) -> None:
    await talk  # type: ignore[misc]  # a coroutine, as `Talk` says


def test_when_all_values_are_gone_it_says_so_and_can_be_left():
    host = ScriptedHost(answers=["All", *ATTENDANCE])
    runner = Runner(parse("A | > 1 |\nB | |"), host.keymap, host, lambda _, __: None)
    asyncio.run(_awaited(runner.press("r")))
    matrix = edits.delete_values(runner.state.matrix, [Place(0, 0, 0)])
    runner.change(lambda state: replace(state, scene=replace(state.scene, matrix=matrix)))
    for key in ("a", "7", "e", "w"):
        runner.press(key)
        assert runner.state.message.startswith("The values of this review are gone")
    asyncio.run(_awaited(runner.press("q")))
    assert runner.state.matrix.reviews[0].decisions == ("A · short term · 1: dropped",)


@given(st.lists(st.sampled_from("aoxzpd1jknuU+-*"), max_size=25))
@settings(max_examples=40, deadline=None)
def test_whatever_is_pressed_the_cursor_is_at_the_walk_and_undo_leads_back(keys):
    start = parse(SMALL)
    state = tell(start, f"r {' '.join(keys)}", "All").state
    assert state.cursor == state.review.walk.place
    assert state.review.matrix is state.matrix
    back = tell(state, " ".join("u" * len(state.history.done)) or "k").state
    assert back.matrix == start.matrix
    assert not any(visit.decided for visit in back.review.walk.visits)


# Confirming, reasons, next steps, next dates


@pytest.mark.parametrize("key", ["c", "enter"])
def test_a_confirmed_value_stays_as_it_is_and_is_recorded(key):
    start = with_details(parse(SMALL), {"status": "agreed"})
    story = tell(start, f"r {key} escape", "All", "Record")
    (record,) = story.state.matrix.reviews
    assert values(story.state) == values(start)
    assert record.confirmed == ("Staff · short term · 1: agreed",)
    assert (record.looked_at, record.of, record.decisions) == (1, 4, ())
    assert story.message == "Recorded the review: 1 confirmed. u to undo. X to save the minutes."


def test_a_confirmed_value_can_be_taken_back_as_a_verdict_can():
    story = tell(SMALL, "r c c u", "All")
    assert here(story) == "2"
    assert story.state.review.walk.decided == 1
    assert tell(story.state, "U").state.review.walk.decided == 2
    assert tell(SMALL, "r c u escape", "All").state.matrix.reviews == ()


def test_the_reason_is_of_the_last_verdict_and_stands_in_brackets():
    start = with_details(parse(SMALL), {}, {"status": "agreed"})
    host = ScriptedHost()
    story = tell(start, "r z y c y escape", "All", "41 of 46", "still true", "Record", host=host)
    (record,) = story.state.matrix.reviews
    assert record.decisions == ("Staff · short term · 1: proposed → realized (41 of 46)",)
    assert record.confirmed == ("Staff · short term · 2: agreed (still true)",)
    assert [one for one in host.asked if one.startswith("Why")] == ["Why? “1”", "Why? “2”"]
    again = tell(SMALL, "r z y y", "All", "first", "second").state
    assert again.review.walk.visits[0].reason == "second"
    assert tell(SMALL, "r y", "All").message == "Give a verdict first; y then says why."


def test_a_next_step_is_three_short_questions_and_goes_into_the_record():
    answers = ("Ask the bank", "Facilitator", "in two months", "Record")
    host = ScriptedHost()
    story = tell(SMALL, "r > escape", "All", *answers, host=host)
    (record,) = story.state.matrix.reviews
    about = "Staff · short term · 1"
    assert record.actions == (
        Action("Ask the bank", "Facilitator", date(2027, 1, 23), about=about),
    )
    assert host.asked[1:4] == [
        "Next step for “1” (1 of 3): what?",
        "Next step (2 of 3): who? A role",
        "Next step (3 of 3): by when? 15 january, +6w or end of march",
    ]
    for turned_away in ((None,), ("",), ("Ask", None), ("Ask", "", None)):
        story = tell(SMALL, "r >", "All", *turned_away)
        assert story.message == "No next step was added."
        assert not story.state.review.actions
    unclear = tell(SMALL, "r >", "All", "Ask", "", "someday soon", "")
    assert unclear.state.review.actions == (Action("Ask", about=about),)


ABOUT_TWO = "Staff · short term · 2"


@pytest.mark.parametrize(
    ("keys", "about"),
    [
        ("e ' better' enter", "Staff · short term · 2 better"),
        ("R", "Crew · short term · 2"),
        ("R e ' better' enter", "Crew · short term · 2 better"),
        ("L", "Staff · long term · 2"),
        ("K", ABOUT_TWO),
        ("d", ABOUT_TWO),
        ("e ' better' enter u", ABOUT_TWO),
    ],
)
def test_an_open_next_step_follows_its_value_wherever_it_goes(keys, about):
    names = ("Crew",) if "R" in keys else ()
    start = parse("Staff | 1; > 2; 3 | 4\n--\nTown | 5 |")
    steps = (Action("Ask", about=ABOUT_TWO), Action("Asked", done=TODAY, about=ABOUT_TWO))
    other = Action("Wait", about="Staff · short term · gone")
    matrix = replace(start.matrix, reviews=(Review(), Review(actions=(*steps, other))))
    start = replace(start, scene=replace(start.scene, matrix=matrix), saved=matrix)
    after = tell(start, keys, *names).state.matrix
    assert [one.about for one in after.reviews[1].actions] == [about, ABOUT_TWO, other.about]


def test_a_next_step_of_the_review_that_goes_on_follows_its_value():
    story = tell(SMALL, "r >", "All", "Ask", "", "")
    assert [one.what for one in steps_at_hand(story.state)] == ["Ask"]
    reworded = tell(story.state, "e ' better' enter k")
    assert here(reworded) == "1 better"
    assert [one.what for one in steps_at_hand(reworded.state)] == ["Ask"]
    back = tell(reworded.state, "u")
    assert [one.about for one in back.state.review.actions] == ["Staff · short term · 1"]


def cadenced(start: State) -> State:
    matrix = replace(start.matrix, review_cadence="every six months")
    return replace(start, scene=replace(start.scene, matrix=matrix), saved=matrix)


def test_a_confirmed_value_whose_date_has_passed_is_offered_the_next_one():
    start = cadenced(with_details(parse(SMALL), {"review_by": TODAY - timedelta(9)}))
    story = tell(start, "r c", "All")
    assert story.message == "Confirmed “1”. Next date 23 May 2027: D"
    dated = tell(story.state, "D")
    assert values(dated.state)[0].review_by == date(2027, 5, 23)
    assert here(dated) == "2"
    assert dated.message == "“1”: next date 23 May 2027. u to undo."
    assert values(tell(dated.state, "u").state)[0].review_by == TODAY - timedelta(9)


def test_a_value_confirmed_with_its_next_date_is_confirmed_and_one_only_dated_is_changed():
    start = cadenced(with_details(parse(SMALL), {"review_by": TODAY - timedelta(9)}))
    (record,) = tell(start, "r c D escape", "All", "Record").state.matrix.reviews
    assert record.confirmed == (
        "Staff · short term · 1: proposed; review by 2026-11-14 → 2027-05-23",
    )
    assert (record.decisions, record.looked_at) == ((), 1)
    (dated,) = tell(start, "r D escape", "All", "2027-05", "Record").state.matrix.reviews
    assert len(dated.decisions) == dated.looked_at == 1
    assert dated.confirmed == ()


def test_d_asks_for_the_date_of_the_value_at_hand_when_none_is_offered():
    host = ScriptedHost()
    story = tell(cadenced(parse(SMALL)), "r D", "All", "2027-03", host=host)
    assert values(story.state)[0].review_by is not None
    assert host.shown[-1] == "23 May 2027"
    overdue = cadenced(with_details(parse(SMALL), {"review_by": TODAY - timedelta(9)}))
    moved_on = tell(overdue, "r c j D", "All", None)
    assert values(moved_on.state)[0].review_by == TODAY - timedelta(9)


def test_one_key_marks_the_next_step_of_the_value_as_done():
    answers = ("Ask", "Core", "2026-12-01", "Buy", "", "", "Sell", "", "")
    start = tell(SMALL, "r > j > > k c escape", "All", *answers, "Record").state
    state = replace(start, paused_review=None)
    host = ScriptedHost()
    story = tell(state, "r <", None, "All", host=host)
    assert [one.done for one in story.state.matrix.reviews[0].actions] == [TODAY, None, None]
    assert story.message == "Done: Ask. u to undo."
    assert here(story) == "1"
    assert tell(story.state, "u").state.matrix.reviews == start.matrix.reviews
    several = tell(story.state, "j <", "Sell", None, host=host)
    assert host.asked[-1] == "Open next steps. Enter marks one as done, Esc goes on"
    assert [one.done for one in several.state.matrix.reviews[0].actions] == [TODAY, None, TODAY]
    last = tell(several.state, "<")
    assert last.message == "Done: Buy. u to undo."
    assert tell(last.state, "<").message == "No next step is open; > in a review adds one."


def test_values_with_open_next_steps_are_found_until_they_are_done():
    start = tell(SMALL, "r j > c escape", "All", "Ask", "Core", "", "Record").state
    found = tell(start, "f", "actions")
    assert found.message == "Only with open next steps: 1 of 4. Esc for all."
    assert found.state.value.text == "2"
    host = ScriptedHost()
    assert tell(start, "f", "With open next steps", host=host).message == found.message
    assert [one.hint for one in host.options if one.text == "With open next steps"] == ["1"]
    moved = tell(start, "escape j L f", "actions").message
    assert moved == "Only with open next steps: 1 of 4. Esc for all."
    done = tell(start, ":", "Open next steps", "Ask").state
    assert tell(done, "f", "actions").message.startswith("No value matches open next steps;")
    walk = tell(replace(start, paused_review=None), "r", None, "A filter…", "actions").state.review
    assert [visit.text for visit in walk.walk.visits] == ["2"]


def test_open_next_steps_begin_the_next_review_and_are_marked_as_done():
    start = tell(SMALL, "r > c escape", "All", "Ask", "Core", "yesterday", "2026-11-20", "Record")
    state = replace(start.state, paused_review=None)
    host = ScriptedHost()
    story = tell(state, "r", "Ask", "All", host=host)
    assert host.asked[0] == "Open next steps. Enter marks one as done, Esc goes on"
    assert story.state.matrix.reviews[0].actions[0].done == TODAY
    assert tell(story.state, "u").state.matrix.reviews[0].actions[0].done is None
    same_day = tell(start.state, ":", "Start another review", "All")
    assert [one for one in same_day.host.asked if one.startswith("Open next")] == []
    (record,) = start.state.matrix.reviews
    matrix = replace(state.matrix, reviews=(replace(record, date=TODAY - timedelta(365)),))
    a_year_on = replace(start.state, scene=replace(state.scene, matrix=matrix))
    host = ScriptedHost()
    tell(a_year_on, ":", "Start another review", None, "All", host=host)
    assert "Open next steps. Enter marks one as done, Esc goes on" in host.asked, (
        "whatever was left before"
    )
    later = tell(state, ":", "Open next steps", None)
    assert later.state.matrix is state.matrix
    assert tell(SMALL, ":", "Open next steps").message.startswith("No next step is open")


# What is visited


DATED = (
    {"status": "agreed", "review_by": TODAY - timedelta(1)},
    {"status": "at-risk"},
    {"status": "retired"},
    {},
)


@pytest.mark.parametrize(
    ("answers", "visited"),
    [
        (("All values",), "1234"), (("All but the retired",), "124"), (("Undecided",), "4"),
        (("Due",), "1"), (("At risk",), "2"), (("This row: Town",), "4"),
        (("A filter", "status:at-risk,retired"), "23"), (("A filter", "row:staff 2"), "2"),
    ],
)  # fmt: skip
def test_it_is_asked_what_to_visit(answers, visited):
    start = at(with_details(parse(SMALL), *DATED), 1, 0)
    story = tell(start, "r", *answers)
    walk = story.state.review.walk
    assert "".join(visit.text for visit in walk.visits) == visited
    assert here(story) == visited[0]


def test_only_what_can_be_told_apart_is_offered():
    host = ScriptedHost()
    story = tell(SMALL, "r", "This row", host=host)
    assert here(story) == "1"
    assert host.shown == [
        *("All values", "Undecided", "Due for review", "At risk", "This row: Staff", "A filter…"),
    ]


WORDS = st.sampled_from(["", "core group", 'a "b', "ö"])


@given(
    st.builds(
        Filter,
        statuses=st.sampled_from([(), ("at-risk",), ("agreed", "parked")]),
        priorities=st.sampled_from([(), ("high", ""), ("",)]),
        **dict.fromkeys(("owner", "theme", "row", "text"), WORDS),
        horizon=st.sampled_from([None, "short_term", "long_term"]),
        **dict.fromkeys(
            ("overdue", "due", "without_evidence", "without_owner", "actions"), st.booleans()
        ),
    )
)
@settings(max_examples=examples(30, 600), deadline=None)
def test_a_filter_can_be_typed_as_it_is_remembered(wanted):
    names = ("owner", "theme", "row")
    tame = {name: tidy(getattr(wanted, name).replace('"', " ")) for name in names}
    words = {"text": tidy(wanted.text.replace('"', " "))}
    typed = replace(parse_filter(typed_of(wanted)), unclear=())
    assert replace(typed, **{name: tidy(getattr(typed, name)) for name in (*tame, *words)}) == (
        replace(wanted, **tame, **words)
    )


def test_what_a_filter_shows_is_the_first_that_is_offered():
    start = with_details(parse(SMALL), *DATED)
    story = tell(start, "f r", "At risk", "enter")
    assert story.state.review.walk.progress == "1 of 1"
    assert here(story) == "2"
    assert story.state.view is None, "all is in view while one is talked about"
    left = tell(story.state, "escape").state
    assert left.view is not None


@pytest.mark.parametrize("junk", ["status:agred", "nothing like it", "\x1b[31m", "[b]", "x" * 9999])
def test_a_filter_that_finds_nothing_is_asked_again(junk):
    host = ScriptedHost()
    story = tell(SMALL, "r", "A filter", junk, "2", host=host)
    assert here(story) == "2"
    assert len(set(host.asked[1:])) == 2
    assert tell(SMALL, "r", "A filter", junk, None).state.pane == "grid"


def test_turning_away_begins_nothing_and_a_matrix_without_values_says_so():
    story = tell(SMALL, "r", None)
    assert (story.state.pane, story.state.review) == ("grid", None)
    assert tell("A | > |", "r").message == "No values yet; a to add one."


def test_it_begins_with_nothing_marked_and_the_grid_in_view():
    story = tell(SMALL, "space z r", "All")
    assert not story.state.marked
    assert not story.state.one_cell
    assert story.message == "4 values to review. Each verdict moves to the next. ? for keys."


# Leaving, and coming back


def test_leaving_records_who_was_there_and_what_was_decided_in_one_step():
    story = tell(
        SMALL, "r a j z escape", "All", *ATTENDANCE[:4], "Note", "To the bank in May.", "Record"
    )
    assert story.state.pane == "grid"
    assert story.state.matrix.reviews == (
        Review(
            date=TODAY,
            facilitator="Facilitator",
            present=("Core group", "Bank"),
            note="To the bank in May.",
            decisions=(
                "Staff · short term · 1: proposed → agreed",
                "Staff · long term · 3: proposed → realized",
            ),
            scope="all values",
            looked_at=2,
            of=4,
        ),
    )
    assert story.message == "Recorded the review: 2 changed. u to undo. X to save the minutes."
    assert len(story.state.history.done) == 3
    assert tell(story.state, "u").state.matrix.reviews == ()


def test_the_decisions_are_net_and_those_of_the_whole_review():
    story = tell(SMALL, "r a k x k a e 'nd' enter escape", "All", *ATTENDANCE)
    assert story.state.matrix.reviews[0].decisions == (
        "Staff · short term · 1: proposed → agreed",
        "Staff · short term · 2: reworded “2nd”",
    )


def test_nothing_decided_is_nothing_recorded():
    for keys in ("r j j escape", "r a u q"):
        story = tell(SMALL, keys, "All")
        assert (story.state.pane, story.state.matrix.reviews) == ("grid", ())
        assert story.message.startswith("Nothing was decided or confirmed, so nothing was recorded")


@pytest.mark.parametrize(
    "answers", [(None,), ("Later",), ("Present", None, None), ("Note", "x", "Later")]
)
def test_turning_away_from_the_questions_keeps_the_decisions_and_offers_it_later(answers):
    story = tell(SMALL, "r a escape", "All", *answers)
    assert (story.state.pane, statuses(story.state)) == ("grid", "a...")
    assert story.state.matrix.reviews == ()
    assert "“Record the review” in the palette (:)" in story.message
    later = tell(story.state, ":", "Record the review", *ATTENDANCE)
    assert len(later.state.matrix.reviews[0].decisions) == 1
    nothing = tell(later.state, ":", "Record the review")
    assert nothing.message.startswith("Everything is recorded")


def test_who_is_there_is_asked_once_and_the_record_of_the_day_grows():
    story = tell(SMALL, "r a escape r a escape", "All", *ATTENDANCE)
    (record,) = story.state.matrix.reviews
    assert record.present == ("Core group", "Bank")
    assert len(record.decisions) == 2
    other = tell(story.state, ": d escape", "Start another", "This row", "Record")
    assert [len(each.decisions) for each in other.state.matrix.reviews] == [2, 1]
    assert other.state.matrix.reviews[1].present == ("Core group", "Bank")


def test_the_questions_begin_with_the_answers_of_the_last_review():
    start = parse(SMALL)
    last = Review(date(2026, 5, 1), "Steward", ("Core", "Bank"))
    matrix = replace(start.matrix, reviews=(last,))
    start = replace(start, scene=replace(start.scene, matrix=matrix), saved=matrix)
    host = ScriptedHost()
    tell(start, "r a escape", "All", *ATTENDANCE, host=host)
    assert host.shown[-6:] == [
        *("Record", "Record, and save the minutes…", "Facilitator: Facilitator"),
        *("Present: Core group, Bank", "Note: –", "Later"),
    ]
    assert "Facilitator: Steward" in host.shown
    assert "Present: Core, Bank" in host.shown


def test_taking_all_of_it_back_takes_the_record_back():
    story = tell(SMALL, "r a escape r u u escape", "All", *ATTENDANCE)
    assert (story.state.pane, story.state.matrix.reviews) == ("grid", ())


def test_r_goes_on_at_the_same_value_and_the_same_choice():
    story = tell(SMALL, "r a escape G l r", "All", None)
    assert here(story) == "2"
    assert story.message.startswith("Continuing at 2 of 4.")
    assert tally(story.state) == (("agreed", 1),)


def test_deeds_in_the_grid_between_do_not_lose_the_way():
    story = tell(SMALL, "r a escape k d a 'new' enter escape r", "All", None)
    assert here(story) == "2"
    texts = [visit.text for visit in story.state.review.walk.visits if visit.place]
    assert texts == ["2", "3", "4"]


def test_a_review_that_is_over_makes_room_for_the_next_and_the_choice_is_remembered():
    host = ScriptedHost()
    story = tell(SMALL, "r a a a escape", "This row", *ATTENDANCE, host=host)
    again = tell(story.state, "r", "enter")
    assert again.state.review.route.kind == "row"
    assert again.state.review.walk.decided == 0
    over = tell(SMALL, "r a a a escape r", "This row", None)
    assert over.message == ALL_DECIDED, "not recorded yet: it is come back to"


def test_a_review_of_long_ago_is_asked_about():
    state = tell(SMALL, "r a j escape", "All", *ATTENDANCE).state
    old = replace(state, paused_review=replace(state.review, day=TODAY - timedelta(180)))
    host = ScriptedHost()
    story = tell(old, "r", "Continue at 3 of 4, paused on 27 May 2026", host=host)
    assert here(story) == "3"
    anew = tell(old, "r", "All values")
    assert here(anew) == "1"
    assert anew.state.review.walk.decided == 0


def test_a_review_goes_on_another_day_in_a_record_of_its_own():
    state = tell(SMALL, "r a escape", "All", *ATTENDANCE).state
    yesterday = TODAY - timedelta(1)
    record = replace(state.matrix.reviews[0], date=yesterday)
    matrix = replace(state.matrix, reviews=(record,))
    review = replace(state.review, day=yesterday, record=record)
    old = replace(state, scene=replace(state.scene, matrix=matrix), paused_review=review)
    story = tell(old, "r x escape", "Record")
    assert [each.date for each in story.state.matrix.reviews] == [yesterday, TODAY]
    assert story.state.matrix.reviews[1].decisions == (
        "Staff · short term · 2: proposed → at-risk",
    )


def test_what_was_decided_and_not_recorded_goes_into_the_record_of_the_next_review():
    story = tell(SMALL, "r a : x escape", "All", "Start another", "This row", *ATTENDANCE)
    (record,) = story.state.matrix.reviews
    assert len(record.decisions) == 1 + (statuses(story.state)[0] == "a")


def test_summing_up_tells_what_changed_so_far_row_by_row():
    host = ScriptedHost()
    tell(SMALL, "r a a a a s", "All", host=host)
    assert host.shown[-3:] == ["", "Staff", "Town"]
    host = ScriptedHost()
    tell(SMALL, "r s", "All", host=host)
    assert [line for page in host.help_pages for _, line in page.lines] == [
        "0 of 4 looked at.",
        "Nothing has changed yet; each verdict will be listed here.",
    ]


def test_a_file_open_read_only_is_walked_through_and_not_decided_on():
    start = replace(parse(SMALL), read_only=True)
    story = tell(start, "r j j", "All")
    assert here(story) == "3"
    for key in ("a", "1", "e", "w", "+", "*", "m", "u"):
        refused = tell(story.state, key)
        assert "read-only" in refused.message
        assert refused.state.matrix is start.matrix
    left = tell(story.state, "escape").state
    assert (left.pane, left.matrix.reviews) == ("grid", ())
    assert here(tell(left, "r")) == "3"


def test_what_belongs_to_the_grid_does_nothing_here_and_says_so():
    start = tell(SMALL, "r", "All").state
    for key in ("A", "S", "f", "T", "J", "v"):
        story = tell(start, key)
        assert story.message == f"{key} does nothing here; ? for help."
        assert story.state.matrix is start.matrix


def test_a_paste_into_a_review_is_offered_and_the_review_goes_on():
    host = ScriptedHost(answers=["All", "Add all 2"])
    runner = Runner(parse(SMALL), host.keymap, host, lambda _, __: None)
    asyncio.run(_awaited(runner.press("r")))
    asyncio.run(_awaited(runner.paste("one\ntwo")))
    cell = runner.state.matrix.rows[0].short_term
    assert [value.text for value in cell][1:3] == ["one", "two"]
    assert (runner.state.pane, runner.state.cursor) == ("review", Place(0, 0))


def test_the_palette_lists_what_a_review_can_do_and_help_begins_with_it():
    host = ScriptedHost()
    story = tell(SMALL, "r :", "All", "Verdict: realized", host=host)
    assert statuses(story.state) == "z..."
    assert "Delete the value" not in host.shown
    assert help_pages(shipped_keymap(), "review")[0].heading == "Keys in a review"


@pytest.mark.parametrize("pane", ["review", "timeline"])
def test_ctrl_q_quits_from_here_too(pane):
    if pane == "timeline":
        assert tell(SMALL, "T ctrl+q").state.closed
        return
    assert tell(SMALL, "r ctrl+q", "All").state.closed
    state = replace(parse(SMALL), autosave=False)
    story = tell(state, "r a ctrl+q", "All", *ATTENDANCE, "Discard it")
    assert story.state.closed
    assert len(story.state.matrix.reviews) == 1


@pytest.mark.parametrize("word", ["q", ":q", "wq"])
def test_quitting_in_words_asks_who_was_there_as_ctrl_q_does(file, word):
    story = tell(opened(file), "r a :", "All", word, *ATTENDANCE)
    assert story.state.closed
    assert len(story.state.matrix.reviews) == 1
    assert "[[reviews]]" in file.read_text(encoding="utf-8")


def test_ctrl_s_saves_and_stays(file):
    story = tell(opened(file), "r a ctrl+s", "All")
    assert story.state.pane == "review"
    assert not story.state.unsaved
    assert 'status = "agreed"' in file.read_text(encoding="utf-8")


# The minutes


@pytest.fixture
def recorded(file: Path) -> State:
    """A review of the file is recorded, and not saved."""
    return tell(opened(file), "r a escape", "All", *ATTENDANCE).state


def test_the_minutes_are_saved_beside_the_matrix(recorded, file):
    host = ScriptedHost()
    path = file.with_name("a-minutes-2026-11-23.md")
    story = tell(recorded, ":", "Save the minutes", str(path), host=host)
    text = path.read_text(encoding="utf-8")
    assert "- Facilitator: Facilitator" in text
    assert "- 1 (short term): proposed → agreed" in text
    assert story.message == "Saved the minutes as “a-minutes-2026-11-23.md”."
    assert story.state.matrix is recorded.matrix


def test_recording_with_the_minutes_says_both_and_records_also_without_them(file):
    path = file.with_name("m.md")
    story = tell(opened(file), "r a escape", "All", "Record, and save", str(path))
    assert story.message == "Recorded. Saved the minutes as “m.md”."
    without = tell(opened(file), "r a escape", "All", "Record, and save", None)
    assert len(without.state.matrix.reviews) == 1
    assert without.message.startswith("Recorded the review: 1 changed.")
    refused = tell(
        opened(file), "r a escape", "All", "Record, and save", str(path.with_suffix(".x"))
    )
    assert refused.message.startswith("Recorded. “m.x” is no name for the minutes")


def test_minutes_are_not_written_under_a_name_that_means_another_format(recorded, file):
    path = file.with_name("minutes.html")
    story = tell(recorded, ":", "Save the minutes", str(path))
    assert story.message == (
        "“minutes.html” is no name for the minutes; end it in .md. Nothing was saved."
    )
    assert not path.exists()


def test_minutes_never_replace_a_file_unasked(recorded, file):
    path = file.with_name("there.md")
    path.write_text("mine", encoding="utf-8")
    for answer in ("Keep", None):
        story = tell(recorded, ":", "Save the minutes", str(path), answer)
        assert path.read_text(encoding="utf-8") == "mine"
        assert story.message == "Nothing was saved."
    tell(recorded, ":", "Save the minutes", str(path), "Replace")
    assert path.read_text(encoding="utf-8").startswith("# Minutes")


def test_minutes_that_cannot_be_saved_say_why(recorded, file):
    for path in (file.parent / "no" / "such.md", file.parent / "f.md" / "x.md", file):
        (file.parent / "f.md").write_text("a file", encoding="utf-8")
        before = file.read_bytes()
        story = tell(recorded, ":", "Save the minutes", str(path))
        assert file.read_bytes() == before
        assert story.message.endswith(("Nothing was saved.", "for the minutes."))
    (file.parent / "folder.md").mkdir()
    story = tell(recorded, ":", "Save the minutes", str(file.parent / "folder.md"), "Replace")
    assert story.message.endswith("Nothing was saved.")


def test_without_a_record_there_are_no_minutes():
    story = tell(SMALL, ":", "Save the minutes")
    assert story.message == "No review is recorded in this matrix yet; r to start one."


def test_hostile_answers_stay_words(file):
    nasty = "\x1b[31m[b]x[/b]\u202e, \x07;;,"
    answers = ("Present", nasty, "Facilitator", nasty, "Note", nasty, "Record")
    story = tell(SMALL, "r a escape", "All", *answers)
    (record,) = story.state.matrix.reviews
    for words in (record.facilitator, record.note, *record.present):
        assert not set("\x1b\x07\u202e") & set(words)
        assert words
    assert isinstance(story.state.matrix, Matrix)


def test_a_confirmed_value_that_is_deleted_after_the_review_was_left_is_in_no_record():
    story = tell("Staff | > Help; Fun | Growth", "r c c c escape", "All values", "Later")
    # The palette asks of each command whether it can be done, recording among them.
    story = tell(story.state, "l g d : :", None, "Record the review", "Record")
    (record,) = story.state.matrix.reviews
    said = [f"Staff · short term · {text}: proposed" for text in ("Help", "Fun")]
    assert record.confirmed == tuple(said)
