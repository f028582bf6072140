"""Edits of values: what they keep, what they lose, and where they stop."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copvalue_tui.matrix import cursor, edits
from copvalue_tui.matrix import edits as row_edits
from copvalue_tui.matrix.values import BLANK, ById, Matrix, Place, Row, Value, cells, count_values

CELL = st.lists(st.sampled_from("abcdef").map(Value), max_size=5).map(tuple)
ROW = st.builds(Row, st.sampled_from(["A", "B"]), CELL, CELL)
MATRIX = st.builds(
    Matrix,
    st.lists(ROW, min_size=1, max_size=3).map(tuple),
    st.lists(ROW, max_size=2).map(tuple),
)


def all_values(matrix):
    return sorted(value.text for _, cell in cells(matrix) for value in cell)


@st.composite
def matrix_and_places(draw):
    matrix = draw(MATRIX)
    places = [
        Place(place.row, place.column, slot)
        for place, cell in cells(matrix)
        for slot in range(len(cell))
    ]
    chosen = draw(st.lists(st.sampled_from(places), unique=True)) if places else []
    row = draw(st.integers(0, len(matrix.rows) - 1))
    column = draw(st.integers(0, 1))
    room = len(matrix.rows[row].cell("short_term" if column == 0 else "long_term"))
    return matrix, chosen, Place(row, column, draw(st.integers(0, room)))


@given(matrix_and_places())
def test_moving_values_anywhere_loses_none_and_doubles_none(drawn):
    matrix, places, target = drawn
    after = edits.move_values(matrix, places, target)
    assert all_values(after) == all_values(matrix)
    assert len(after.members) == len(matrix.members)


@given(matrix_and_places())
def test_moved_values_stand_together_in_reading_order_at_the_target(drawn):
    matrix, places, target = drawn
    wanted = [edits.value_at(matrix, place) for place in sorted(places)]
    after = edits.move_values(matrix, places, target)
    before = sum(place.cell == target.cell and place.slot < target.slot for place in places)
    slot = target.slot - before
    cell = after.rows[target.row].cell(target.horizon)
    assert list(cell[slot : slot + len(wanted)]) == wanted


@given(matrix_and_places())
def test_deleting_takes_exactly_the_chosen_ones(drawn):
    matrix, places, _ = drawn
    gone = [edits.value_at(matrix, place).text for place in places]
    assert all_values(edits.delete_values(matrix, places)) == sorted(
        _without(all_values(matrix), gone)
    )


def _without(texts, gone):
    rest = list(texts)
    for text in gone:
        rest.remove(text)
    return rest


def test_an_edit_where_nothing_stands_is_refused():
    with pytest.raises(LookupError):
        edits.set_value(BLANK, Place(0, 0), Value("x"))
    with pytest.raises(LookupError):
        edits.move_value(BLANK, Place(0, 0), 1)
    with pytest.raises(LookupError):
        row_edits.delete_row(BLANK, 2)
    with pytest.raises(LookupError):
        row_edits.set_row(BLANK, 5, Row("x"))


def test_a_merged_value_keeps_everything_that_was_known():
    one = Value("a", status="agreed", priority="low", votes=2, owner="Core group", note="n1")
    two = Value(
        "b",
        status="realized",
        priority="high",
        votes=3,
        shared="Theme",
        owner="Sponsor",
        evidence="story",
        note="n2",
        review_by=date(2027, 3, 1),
    )
    assert edits.merged_value([one, two], "ab") == Value(
        "ab",
        status="agreed",
        priority="high",
        votes=5,
        shared="Theme",
        owner="Core group; Sponsor",
        evidence="story",
        note="n1; n2",
        review_by=date(2027, 3, 1),
    )


RICH = (Value("a", votes=1), Value("b", votes=2), Value("c", votes=3))


@pytest.mark.parametrize(
    ("texts", "votes"),
    [
        (["c", "a", "b"], [3, 1, 2]),
        (["a", "B", "c"], [1, 2, 3]),
        (["a", "c"], [1, 3]),
        (["a", "b", "c", "d"], [1, 2, 3, 0]),
        (["x", "y"], [0, 0]),
        ([], []),
        (["a", "a"], [1, 0]),
    ],
)
def test_a_cell_worded_again_keeps_the_details_that_can_be_told(texts, votes):
    after = edits.reworded(RICH, texts)
    assert [value.text for value in after] == texts
    assert [value.votes for value in after] == votes


def test_doubles_are_found_blind_to_accents_case_and_spelling():
    cell = (Value("Équipe"), Value("Organisation"))
    texts = ["equipe", "New", "new", "organization"]
    assert edits.repeats(cell, texts) == (True, False, True, True)


@given(MATRIX, st.integers(0, 4), st.integers(-6, 6))
def test_a_row_moves_among_its_kind_only(matrix, index, by):
    index = min(index, len(matrix.rows) - 1)
    row = matrix.rows[index]
    after, where = row_edits.move_row(matrix, index, by)
    assert after.rows[where] == row
    assert after.audience(where) == matrix.audience(index)
    assert sorted(map(id, after.rows)) == sorted(map(id, matrix.rows))


@given(MATRIX, st.integers(-2, 9), st.integers(-2, 9), st.integers(-2, 9))
def test_a_settled_cursor_stands_on_a_value_or_in_an_empty_cell(matrix, row, column, slot):
    place = cursor.clamp(matrix, Place(row, column, slot))
    cell = matrix.rows[place.row].cell(place.horizon)
    assert place.slot == 0 or place.slot < len(cell)
    assert cursor.clamp(matrix, place) == place


@given(MATRIX)
def test_walking_down_and_up_visits_every_value_of_a_horizon(matrix):
    place = Place(0, 0)
    seen = [place]
    while (below := cursor.step(matrix, place, 1)) != place:
        seen.append(below)
        place = below
    back = [place]
    while (above := cursor.step(matrix, place, -1)) != place:
        back.append(above)
        place = above
    assert seen == back[::-1]
    assert len(seen) == sum(max(len(row.short_term), 1) for row in matrix.rows)


def test_counting_counts_cells_and_not_the_parking_lot():
    matrix = Matrix((Row("A", (Value("x"),), (Value("y"),)),), parking_lot=(Value("z"),))
    assert count_values(matrix) == 2


def test_sameness_is_identity_and_not_equality():
    one, other = (Value("a"),), (Value("a"),)
    assert one == other
    assert ById(one) == ById(one)
    assert ById(one) != ById(other)
    assert len({ById(one), ById(one), ById(other)}) == 2
