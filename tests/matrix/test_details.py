"""Details of a value: set, stepped and counted, at one place or at many."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix import details
from copvalue_tui.matrix.values import MOST_LETTERS, Matrix, Place, Row, Value, value_at
from copvalue_tui.matrix.vocabulary import EVIDENCE_LEVELS, PRIORITIES, STATUS_NAMES
from tests.files.strategies import matrices

HERE, THERE = Place(0, 0, 0), Place(1, 1, 0)
PLAIN = Matrix(
    members=(Row("Staff", short_term=(Value("Help"), Value("Access"))),),
    organizations=(Row("Bank", long_term=(Value("Savings"),)),),
)


def test_a_status_is_set_at_every_place_asked_for():
    after = details.set_status(PLAIN, [HERE, THERE], "on-track")
    assert value_at(after, HERE) == Value("Help", status="on-track")
    assert value_at(after, THERE).status == "on-track"
    assert value_at(after, Place(0, 0, 1)) == Value("Access")


def test_priority_climbs_from_unset_to_high_and_comes_back():
    matrix, seen = PLAIN, []
    for _ in range(4):
        matrix = details.raise_priority(matrix, [HERE])
        seen.append(value_at(matrix, HERE).priority)
    for _ in range(4):
        matrix = details.lower_priority(matrix, [HERE])
        seen.append(value_at(matrix, HERE).priority)
    assert seen == ["low", "medium", "high", "high", "medium", "low", "", ""]
    assert matrix == PLAIN


def test_votes_are_added_and_taken_back_but_never_fall_below_nothing():
    voted = details.add_votes(details.add_votes(PLAIN, [HERE], 3), [HERE, THERE], 1)
    assert [value_at(voted, at).votes for at in (HERE, THERE)] == [4, 1]
    assert details.add_votes(voted, [HERE, THERE], -9) == PLAIN
    most = details.add_votes(PLAIN, [HERE], 10**30)
    assert value_at(most, HERE).votes == details.MOST_VOTES
    assert details.clear_votes(voted) == PLAIN
    assert details.clear_votes(PLAIN) is PLAIN


def test_words_of_a_person_become_one_tidy_line():
    after = details.set_note(PLAIN, [HERE], "  two\nlines\tand \x1b[31mred ")
    assert value_at(after, HERE).note == "two lines and [31mred"
    assert details.set_note(after, [HERE], " \n ") == PLAIN
    long = details.set_owner(PLAIN, [HERE], "x" * (MOST_LETTERS + 5))
    assert len(value_at(long, HERE).owner) == MOST_LETTERS


def test_owners_and_themes_in_use_are_offered_the_most_frequent_first():
    matrix = details.set_owner(PLAIN, [THERE], "Sponsor")
    assert details.owners(matrix) == ("Sponsor",)
    matrix = details.set_owner(matrix, [HERE, Place(0, 0, 1)], "Core group")
    assert details.owners(matrix) == ("Core group", "Sponsor")
    assert details.themes(details.set_shared(matrix, [HERE], "Repairs")) == ("Repairs",)


@pytest.mark.parametrize(
    ("edit", "word"),
    [
        (details.set_status, "agred"),
        (details.set_priority, "top"),
        (details.set_evidence, "rumour"),
    ],
)
def test_a_word_that_no_table_has_is_refused_even_where_nothing_stands(edit, word):
    with pytest.raises(ValueError, match=word):
        edit(PLAIN, [], word)


EDITS = st.one_of(
    st.sampled_from(STATUS_NAMES).map(lambda word: lambda m, at: details.set_status(m, at, word)),
    st.sampled_from(EVIDENCE_LEVELS).map(
        lambda word: lambda m, at: details.set_evidence(m, at, word)
    ),
    st.sampled_from(("", *PRIORITIES)).map(
        lambda word: lambda m, at: details.set_priority(m, at, word)
    ),
    st.sampled_from([details.raise_priority, details.lower_priority]),
    st.integers(-3, 3).map(lambda count: lambda m, at: details.add_votes(m, at, count)),
    st.text(max_size=9).map(lambda text: lambda m, at: details.set_note(m, at, text)),
    st.text(max_size=9).map(lambda text: lambda m, at: details.set_owner(m, at, text)),
    st.text(max_size=9).map(lambda text: lambda m, at: details.set_shared(m, at, text)),
    st.just(lambda m, at: details.set_review_by(m, at, date(2027, 3, 1))),
)
PLACES = st.lists(
    st.builds(Place, st.integers(-2, 6), st.integers(0, 1), st.integers(-2, 5)), max_size=4
)


@settings(max_examples=100)
@given(matrices, PLACES, EDITS)
def test_an_edit_of_details_touches_no_text_and_no_other_place(matrix, places, edit):
    after = edit(matrix, places)
    for row, changed in zip(matrix.rows, after.rows, strict=True):
        for at, horizon in enumerate(("short_term", "long_term")):
            old, new = row.cell(horizon), changed.cell(horizon)
            assert [value.text for value in old] == [value.text for value in new]
            asked = {place.slot for place in places if place.column == at}
            for slot, (one, other) in enumerate(zip(old, new, strict=True)):
                assert one == other or slot in asked
    # Doing it again changes nothing more, unless it counts.
    assert edit(matrix, []) is matrix


@settings(max_examples=50)
@given(matrices)
def test_what_changes_nothing_gives_the_very_same_matrix(matrix):
    places = [Place(row, column, 0) for row in range(len(matrix.rows)) for column in (0, 1)]
    for place in places:
        here = matrix.rows[place.row].cell(place.horizon)
        if here:
            assert details.set_status(matrix, [place], here[0].status) is matrix
            assert details.add_votes(matrix, [place], 0) is matrix
