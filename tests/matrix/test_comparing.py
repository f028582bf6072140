"""Two versions of a matrix side by side: what differs is found, and which row is which."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.diff.compare import compared, gone_slots, row_in
from copvalue_tui.matrix.values import Matrix, Place, Row, Value
from tests.files.actions import edited, some_matrix


def row(name, short="", long=""):
    return Row(name, *(tuple(Value(word) for word in words.split()) for words in (short, long)))


STAFF = Matrix((row("Staff", "a b", "c"), row("Guests", "d")), (row("Town", "e"),))


def test_the_same_matrix_differs_in_nothing():
    assert compared(STAFF, STAFF).same
    again = replace(STAFF, members=tuple(replace(one) for one in STAFF.members))
    assert compared(STAFF, again).same


def test_a_cell_that_differs_is_named_by_its_place_in_the_first():
    other = replace(STAFF, members=(row("Staff", "a", "c"), row("Guests", "d", "x")))
    found = compared(STAFF, other)
    assert found.cells == (Place(0, 0), Place(1, 1))
    assert not found.same
    assert (found.gone, found.fresh, found.named, found.facts) == ((), (), (), ())


def test_rows_that_are_gone_new_renamed_or_moved_are_told_apart():
    other = replace(
        STAFF,
        members=(row("Friends", "d"), row("New", "n"), row("Staff", "a b", "c")),
        organizations=(),
        title="Town",
    )
    found = compared(STAFF, other)
    assert found.rows == {0: 2, 1: 0}
    assert (found.gone, found.fresh, found.named) == ((2,), (1,), (1,))
    assert found.cells == (Place(2, 0),), "what the row that is gone held"
    assert found.facts == ("title",)
    assert found.reordered
    assert row_in(STAFF, other, 1) == 0
    assert row_in(STAFF, other, 2) is None


def test_rows_of_one_name_are_not_taken_for_each_other():
    twins = Matrix((row("A", "one"), row("A", "two")))
    turned = Matrix((row("A", "two"), row("A", "one")))
    assert compared(twins, turned).rows == {0: 1, 1: 0}
    assert compared(twins, turned).reordered


def test_a_row_of_the_same_name_and_other_values_among_the_others_is_another_row():
    one, other = Matrix((row("A", "x"),)), Matrix((), (row("A", "y"),))
    assert compared(one, other).gone == (0,)
    assert compared(one, other).fresh == (0,)


def test_a_row_that_goes_over_to_the_others_is_the_same_row_and_is_told():
    one, other = Matrix((row("A", "x"),)), Matrix((), (row("A", "x"),))
    assert compared(one, other).rows == {0: 0}
    assert compared(one, other).named == (0,)
    assert not compared(one, other).same


def test_values_are_told_by_their_details_too_and_doubles_are_counted():
    before = (Value("a"), Value("b"), Value("a"))
    assert gone_slots(before, (Value("a"), replace(Value("b"), status="agreed"))) == (1, 2)
    assert gone_slots((), before) == ()
    assert gone_slots(before, before[::-1]) == ()


@given(st.integers(0, 2**32))
@settings(max_examples=80, deadline=None)
def test_nothing_differs_exactly_when_the_two_are_equal(seed):
    rng = Random(seed)
    one = some_matrix(rng)
    other = edited(rng, one) if rng.random() < 0.8 else replace(one)
    found = compared(one, other)
    assert found.same == (one == other)
    assert sorted([*found.rows, *found.gone]) == list(range(len(one.rows)))
    assert sorted([*found.rows.values(), *found.fresh]) == list(range(len(other.rows)))
    assert all(place.row < len(one.rows) for place in found.cells)
