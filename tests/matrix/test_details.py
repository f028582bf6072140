"""Details of a value: set, stepped and counted, at one place or at many."""

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix import details
from copvalue_tui.matrix.fields.table import DETAILS
from copvalue_tui.matrix.values import MOST_LETTERS, Matrix, Place, Row, Value, value_at
from tests.files.strategies import CONTENTS, matrices
from tests.laws import examples

HERE, THERE = Place(0, 0, 0), Place(1, 1, 0)
PLAIN = Matrix(
    members=(Row("Staff", short_term=(Value("Help"), Value("Access"))),),
    organizations=(Row("Bank", long_term=(Value("Savings"),)),),
)


def test_a_status_is_set_at_every_place_asked_for():
    after = details.set_detail(PLAIN, [HERE, THERE], "status", "on-track")
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


def test_votes_are_added_and_undone_but_never_fall_below_nothing():
    voted = details.add_votes(details.add_votes(PLAIN, [HERE], 3), [HERE, THERE], 1)
    assert [value_at(voted, at).votes for at in (HERE, THERE)] == [4, 1]
    assert details.add_votes(voted, [HERE, THERE], -9) == PLAIN
    most = details.add_votes(PLAIN, [HERE], 10**30)
    assert value_at(most, HERE).votes == details.MOST_VOTES


def test_words_of_a_person_become_one_tidy_line():
    after = details.set_detail(PLAIN, [HERE], "note", "  two\nlines\tand \x1b[31mred ")
    assert value_at(after, HERE).note == "two lines and [31mred"
    assert details.set_detail(after, [HERE], "note", " \n ") == PLAIN
    long = details.set_detail(PLAIN, [HERE], "owner", "x" * (MOST_LETTERS + 5))
    assert len(value_at(long, HERE).owner) == MOST_LETTERS


def test_owners_and_themes_in_use_are_offered_the_most_frequent_first():
    matrix = details.set_detail(PLAIN, [THERE], "owner", "Sponsor")
    assert details.in_use(matrix, "owner") == ("Sponsor",)
    matrix = details.set_detail(matrix, [HERE, Place(0, 0, 1)], "owner", "Core group")
    assert details.in_use(matrix, "owner") == ("Core group", "Sponsor")
    matrix = details.set_detail(matrix, [HERE], "shared", "Repairs")
    assert details.in_use(matrix, "shared") == ("Repairs",)


@pytest.mark.parametrize(
    ("name", "word"), [("status", "agred"), ("priority", "top"), ("evidence", "rumour")]
)
def test_a_word_that_no_table_has_is_refused_even_where_nothing_stands(name, word):
    with pytest.raises(ValueError, match=word):
        details.set_detail(PLAIN, [], name, word)


def setting(name, content):
    return lambda matrix, places: details.set_detail(matrix, places, name, content)


EDITS = st.one_of(
    *(CONTENTS[field.name].map(partial(setting, field.name)) for field in DETAILS),
    st.sampled_from([details.raise_priority, details.lower_priority]),
    st.integers(-3, 3).map(lambda count: lambda m, at: details.add_votes(m, at, count)),
)
PLACES = st.lists(
    st.builds(Place, st.integers(-2, 6), st.integers(0, 1), st.integers(-2, 5)), max_size=4
)


@settings(max_examples=examples(33, 1000))
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


@settings(max_examples=examples(16, 500))
@given(matrices)
def test_what_changes_nothing_gives_the_very_same_matrix(matrix):
    places = [Place(row, column, 0) for row in range(len(matrix.rows)) for column in (0, 1)]
    for place in places:
        here = matrix.rows[place.row].cell(place.horizon)
        if here:
            assert details.set_detail(matrix, [place], "status", here[0].status) is matrix
            assert details.add_votes(matrix, [place], 0) is matrix
