"""Review sessions: the walk stays at its value, and the record says what really changed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.matrix import details, edits, review_walk
from copvalue_tui.matrix import edits as row_edits
from copvalue_tui.matrix.diff.words import decisions
from copvalue_tui.matrix.filters import ALL, parse_filter, selected
from copvalue_tui.matrix.review_summary import people, review_record, summary
from copvalue_tui.matrix.values import Matrix, Place, Review, Row, Value, value_at
from tests.files.strategies import matrices
from tests.laws import examples

TODAY = date(2026, 11, 23)
WATER = read((Path(__file__).parents[2] / "samples/water.toml").read_text(encoding="utf-8"))
SMALL = Matrix(
    members=(Row("Staff", (Value("Help"), Value("Access"), Value("Fun")), (Value("Career"),)),),
    organizations=(Row("Bank", (Value("Savings"),)),),
)
HELP, ACCESS, FUN, CAREER = Place(0, 0, 0), Place(0, 0, 1), Place(0, 0, 2), Place(0, 1, 0)


def all_of(matrix):
    return review_walk.begun(matrix, selected(matrix, ALL, TODAY))


def told(before, after):
    return [decision.sentence for decision in decisions(before, after)]


# The walk.


def test_forty_values_take_one_key_each():
    matrix, walk = WATER, all_of(WATER)
    keys = 0
    while not review_walk.is_over(walk):
        before = matrix
        matrix = details.set_detail(matrix, [walk.place], "status", "agreed")
        walk = review_walk.kept(review_walk.verdict_said(walk), before, matrix)
        walk = review_walk.next_undecided(walk) or walk
        keys += 1
    assert keys == len(walk.visits) == 37
    assert walk.progress == "37 of 37"
    assert (walk.decided, walk.left) == (37, 0)


def test_a_walk_goes_on_and_back_and_stops_at_its_ends():
    walk = all_of(SMALL)
    assert walk.progress == "1 of 5"
    assert review_walk.stepped(walk, 1).place == ACCESS
    assert review_walk.stepped(walk, 99).progress == "5 of 5"
    assert review_walk.stepped(walk, -1) is walk
    assert review_walk.at_place(walk, CAREER).progress == "4 of 5"
    assert review_walk.at_place(walk, Place(7, 0, 0)) is walk


def test_the_next_undecided_value_is_found_past_the_end():
    walk = review_walk.verdict_said(review_walk.stepped(all_of(SMALL), 4))
    walk = review_walk.next_undecided(walk)
    assert walk.place == HELP
    assert review_walk.next_undecided(review_walk.verdict_said(walk)).place == ACCESS


def test_a_walk_through_a_filter_visits_what_it_selects():
    found = selected(WATER, parse_filter("at-risk"), TODAY)
    walk = review_walk.begun(WATER, found)
    assert [visit.text for visit in walk.visits] == [
        "Exchange in my own language",
        "Time and cost saving",
        "Retention of talent",
    ]
    after = details.set_detail(WATER, [walk.place], "status", "realized")
    assert len(review_walk.kept(walk, WATER, after).visits) == 3, "it no longer fits, yet it stays"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda m: edits.move_value(m, ACCESS, 1), FUN),
        (lambda m: edits.move_values(m, [ACCESS], Place(1, 0, 0)), Place(1, 0, 0)),
        (lambda m: edits.set_value(m, ACCESS, Value("Access to experts")), ACCESS),
        (lambda m: edits.set_value(m, ACCESS, Value("Something else")), ACCESS),
        (lambda m: edits.delete_values(m, [HELP]), HELP),
        (lambda m: edits.add_values(m, HELP, [Value("New")]), FUN),
        (lambda m: row_edits.add_row(m, "members", 0, Row("First")), Place(1, 0, 1)),
        (lambda m: details.set_detail(m, [ACCESS], "owner", "Core"), ACCESS),
    ],
)
def test_a_walk_stays_with_its_value_through_edits_and_undo(change, place):
    walk = review_walk.at_place(all_of(SMALL), ACCESS)
    after = change(SMALL)
    moved = review_walk.kept(walk, SMALL, after)
    assert moved.place == place
    assert review_walk.kept(moved, after, SMALL) == walk


def test_a_deleted_value_gives_way_to_the_next_and_comes_back_with_undo():
    walk = review_walk.verdict_said(review_walk.at_place(all_of(SMALL), ACCESS))
    after = edits.delete_values(SMALL, [ACCESS])
    without = review_walk.kept(walk, SMALL, after)
    assert value_at(after, without.place).text == "Fun"
    assert without.left == 4
    back = review_walk.kept(without, after, SMALL)
    assert back.visits == walk.visits
    assert back.visits[1].decided


def test_a_walk_through_nothing_has_nothing_to_say():
    walk = review_walk.begun(SMALL, [Place(9, 0, 0), Place(0, 0, -1)])
    assert walk.place is None
    assert walk.progress == "0 of 0"
    assert review_walk.stepped(walk, 1) is walk
    assert review_walk.next_undecided(walk) is None
    assert review_walk.verdict_said(walk) is walk
    assert review_walk.kept(walk, SMALL, WATER) is walk


def change_of(draw, matrix):
    """Some edit, as the person in a review may make it."""
    places = list(selected(matrix, ALL, TODAY))
    if not places:
        return matrix
    place = draw(st.sampled_from(places))
    kind = draw(st.integers(0, 6))
    if kind == 0:
        return edits.delete_values(matrix, [place])
    if kind == 1:
        return edits.move_value(matrix, place, draw(st.integers(-2, 2)))
    if kind == 2:
        row = draw(st.integers(0, len(matrix.rows) - 1))
        return edits.move_values(matrix, [place], Place(row, draw(st.integers(0, 1))))
    if kind == 3:
        return edits.set_value(matrix, place, Value(draw(st.sampled_from("abc"))))
    if kind == 4:
        return edits.park(matrix, [place])
    if kind == 5:
        return row_edits.delete_row(matrix, place.row)
    return details.set_detail(matrix, [place], "status", "realized")


@settings(max_examples=examples(33, 1000), deadline=None)
@given(matrices, st.data())
def test_a_walk_never_leaves_the_matrix_nor_visits_a_value_twice(matrix, data):
    walk = all_of(matrix)
    for _ in range(4):
        after = change_of(data.draw, matrix)
        walk = review_walk.kept(walk, matrix, after)
        matrix = after
        places = [visit.place for visit in walk.visits if visit.place is not None]
        assert len(set(places)) == len(places)
        for visit in walk.visits:
            if visit.place is not None:
                assert value_at(matrix, visit.place).text == visit.text
        assert walk.place is None or walk.place in places
        assert walk.place is not None or not places
        walk = review_walk.stepped(walk, data.draw(st.integers(-3, 3)))


# The record.


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda m: details.set_detail(m, [HELP], "status", "realized"),
            "Staff · short term · Help: proposed → realized",
        ),
        (
            lambda m: details.set_detail(m, [CAREER], "owner", "Core group"),
            "Staff · long term · Career: owner none → Core group",
        ),
        (
            lambda m: details.set_detail(m, [HELP], "review_by", date(2027, 3, 1)),
            "Staff · short term · Help: review by none → 2027-03-01",
        ),
        (
            lambda m: details.set_detail(m, [HELP], "priority", "high"),
            "Staff · short term · Help: priority none → high",
        ),
        (
            lambda m: edits.set_value(m, HELP, Value("Help at night")),
            "Staff · short term · Help: reworded “Help at night”",
        ),
        (
            lambda m: edits.move_values(m, [HELP], Place(1, 1, 0)),
            "Staff · short term · Help: moved to Bank · long term",
        ),
        (
            lambda m: edits.park(m, [HELP]),
            "Staff · short term · Help: moved to the parking lot",
        ),
        (lambda m: edits.delete_values(m, [FUN]), "Staff · short term · Fun: dropped"),
        (
            lambda m: edits.add_values(m, Place(1, 1), [Value("Trust", status="agreed")]),
            "Bank · long term · Trust: added; proposed → agreed",
        ),
        (
            lambda m: details.set_detail(m, [HELP], "note", "41 of 46"),
            "Staff · short term · Help: note “41",
        ),
        (lambda m: details.add_votes(m, [HELP], 2), "Staff · short term · Help: votes 0 → 2"),
    ],
)
def test_each_change_is_one_decision_in_the_files_own_form(change, sentence):
    (only,) = told(SMALL, change(SMALL))
    assert only.startswith(sentence)


def test_several_changes_of_one_value_are_one_sentence_and_changed_back_is_none():
    after = details.set_detail(SMALL, [HELP], "status", "at-risk")
    after = details.set_detail(after, [HELP], "owner", "Core")
    assert told(SMALL, after) == [
        "Staff · short term · Help: proposed → at-risk; owner none → Core"
    ]
    back = details.set_detail(
        details.set_detail(after, [HELP], "status", "proposed"), [HELP], "owner", ""
    )
    assert told(SMALL, back) == []


def test_rows_are_reported_too():
    renamed = row_edits.set_row(SMALL, 1, replace(SMALL.rows[1], name="Donor"))
    assert told(SMALL, renamed) == ["Bank: row renamed “Donor”"]
    added = row_edits.add_row(SMALL, "members", 1, Row("Guests"))
    assert told(SMALL, added) == ["Guests: row added"]
    assert "Bank: row dropped" in told(SMALL, row_edits.delete_row(SMALL, 1))


def test_the_record_of_a_review_is_kept_in_the_file_as_it_was_said():
    after = details.set_detail(SMALL, [HELP], "status", "on-track")
    record = review_record(SMALL, after, TODAY, " Core group ", ("Ministry", " "), "Budget\nnext.")
    assert record == Review(
        date=TODAY,
        facilitator="Core group",
        present=("Ministry",),
        note="Budget next.",
        decisions=("Staff · short term · Help: proposed → on-track",),
    )
    kept = replace(after, reviews=(record,))
    assert read(write(kept, "")) == kept
    assert kept.reviews == (record,)


def test_who_is_present_is_typed_on_one_line():
    assert people("Ministry, Bank; Core group,, Bank ") == ("Ministry", "Bank", "Core group")
    assert people(" ") == ()


def test_the_summary_counts_what_the_room_decided():
    walk, matrix = all_of(SMALL), SMALL
    for status in ("realized", "proposed"):
        before, matrix = matrix, details.set_detail(matrix, [walk.place], "status", status)
        walk = review_walk.stepped(
            review_walk.kept(review_walk.verdict_said(walk), before, matrix), 1
        )
    matrix = details.set_detail(matrix, [HELP, ACCESS], "owner", "Core")
    found = summary(walk, SMALL, matrix)
    assert (found.visited, found.decided, found.owners) == (5, 2, 2)
    assert found.statuses == (("realized", 1),)
    assert found.sentence == "2 of 5 looked at; 1 now realized; 2 new owners."
    assert summary(all_of(SMALL), SMALL, SMALL).sentence == "0 of 5 looked at."


@settings(max_examples=examples(26, 800), deadline=None)
@given(matrices, matrices)
def test_nothing_decided_says_nothing_and_any_two_matrices_make_a_record(one, other):
    assert decisions(one, one) == ()
    record = review_record(one, other, TODAY)
    kept = replace(other, reviews=(record,))
    assert read(write(kept, "")) == kept
    for decision in decisions(one, other):
        assert decision.changes
        assert decision.sentence.startswith(decision.about)
