"""Two versions of a matrix side by side: what differs is found, and which row is which."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.diff.changes import changes, row_in
from copvalue_tui.matrix.values import Matrix, Place, Row, Value
from tests.files.actions import edited, some_matrix
from tests.laws import examples


def row(name, short="", long=""):
    return Row(name, *(tuple(Value(word) for word in words.split()) for words in (short, long)))


STAFF = Matrix((row("Staff", "a b", "c"), row("Guests", "d")), (row("Town", "e"),))


def test_the_same_matrix_differs_in_nothing():
    assert changes(STAFF, STAFF).identical
    again = replace(STAFF, members=tuple(replace(one) for one in STAFF.members))
    assert changes(STAFF, again).identical


def test_a_cell_that_differs_is_named_by_its_place_in_the_first():
    other = replace(STAFF, members=(row("Staff", "a", "c"), row("Guests", "d", "x")))
    found = changes(STAFF, other)
    assert found.cells == (Place(0, 0), Place(1, 1))
    assert not found.identical
    assert (found.rows_dropped, found.rows_added, found.rows_changed, found.facts) == (
        (),
        (),
        (),
        (),
    )


def test_rows_that_are_gone_new_renamed_or_moved_are_reported_apart():
    other = replace(
        STAFF,
        members=(row("Friends", "d"), row("New", "n"), row("Staff", "a b", "c")),
        organizations=(),
        title="Town",
    )
    found = changes(STAFF, other)
    assert found.pairing.rows == {0: 2, 1: 0}
    assert (found.rows_dropped, found.rows_added, found.rows_changed) == ((2,), (1,), (1,))
    assert found.cells == (Place(2, 0),), "what the row that is gone held"
    assert found.facts == ("title",)
    assert found.reordered
    assert row_in(STAFF, other, 1) == 0
    assert row_in(STAFF, other, 2) is None


def test_rows_of_one_name_are_not_taken_for_each_other():
    twins = Matrix((row("A", "one"), row("A", "two")))
    turned = Matrix((row("A", "two"), row("A", "one")))
    assert changes(twins, turned).pairing.rows == {0: 1, 1: 0}
    assert changes(twins, turned).reordered


def test_a_row_of_the_same_name_and_other_values_among_the_others_is_another_row():
    one, other = Matrix((row("A", "x"),)), Matrix((), (row("A", "y"),))
    assert changes(one, other).rows_dropped == (0,)
    assert changes(one, other).rows_added == (0,)


def test_a_row_that_goes_over_to_the_others_is_the_same_row_and_is_reported():
    one, other = Matrix((row("A", "x"),)), Matrix((), (row("A", "x"),))
    assert changes(one, other).pairing.rows == {0: 0}
    assert changes(one, other).rows_changed == (0,)
    assert not changes(one, other).identical


def test_an_empty_row_that_goes_over_is_known_by_its_name():
    one = Matrix((row("A", "x"), row("B")), (row("C"),))
    other = Matrix((row("A", "x"), row("C")), (row("B", "new"),))
    assert changes(one, other).pairing.rows == {0: 0, 1: 2, 2: 1}


def test_of_twins_each_stays_itself_when_the_other_goes():
    twin = Value("b")
    one = Matrix((Row("A", (twin, Value("a"), twin)),))
    other = Matrix((Row("A", (Value("a"), twin)),))
    assert changes(one, other).pairing.values == {1: 0, 2: 1}
    assert changes(one, other).dropped == (0,)


def gone_slots(before, after):
    """The slots of a cell whose values another version of it does not hold."""
    one, other = Matrix((Row("A", before),)), Matrix((Row("A", after),))
    return tuple(changes(one, other).left_in(Place(0, 0)))


def test_values_are_reported_by_their_details_too_and_doubles_are_counted():
    before = (Value("a"), Value("b"), Value("a"))
    assert gone_slots(before, (Value("a"), replace(Value("b"), status="agreed"))) == (1, 2)
    assert gone_slots((), before) == ()
    assert gone_slots(before, before[::-1]) == ()


@given(st.integers(0, 2**32))
@settings(max_examples=examples(26, 800), deadline=None)
def test_nothing_differs_exactly_when_the_two_are_equal(seed):
    rng = Random(seed)
    one = some_matrix(rng)
    other = edited(rng, one) if rng.random() < 0.8 else replace(one)
    found = changes(one, other)
    assert found.identical == (one == other)
    assert sorted([*found.pairing.rows, *found.rows_dropped]) == list(range(len(one.rows)))
    assert sorted([*found.pairing.rows.values(), *found.rows_added]) == list(range(len(other.rows)))
    assert all(place.row < len(one.rows) for place in found.cells)
