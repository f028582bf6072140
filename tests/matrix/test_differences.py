"""All that differs between two versions is told in words, and nothing when they are equal."""

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.diff.words import differences
from copvalue_tui.matrix.values import Matrix, Review, Row, Value
from tests.files.actions import edited, some_matrix
from tests.laws import examples

HELP, FUN, TRUST = Value("Help"), Value("Fun", status="agreed"), Value("Trust")
STAFF = Row("Staff", (HELP, FUN), (TRUST,))
MAP = Matrix((STAFF, Row("Bank")), title="Map")


def sentences(old, new):
    """What differs, a line each."""
    return [one.sentence for one in differences(old, new)]


def staff(**fields):
    """The map with another row of the staff."""
    return replace(MAP, members=(replace(STAFF, **fields), *MAP.members[1:]))


def test_values_are_added_dropped_reworded_moved_and_judged():
    late = replace(FUN, status="at-risk", review_by=date(2027, 3, 1))
    new = staff(short_term=(Value("Help us"), late, Value("Access")), long_term=())
    assert sentences(MAP, replace(new, parking_lot=(TRUST,))) == [
        "Staff · short term · Help: reworded “Help us”",
        "Staff · short term · Fun: agreed → at-risk; review by none → 2027-03-01",
        "Staff · long term · Trust: moved to the parking lot",
        "Staff · short term · Access: added",
    ]
    assert sentences(MAP, staff(long_term=())) == ["Staff · long term · Trust: dropped"]


def test_rows_are_added_dropped_renamed_and_described():
    assert sentences(MAP, replace(MAP, members=(STAFF,))) == ["Bank: row dropped"]
    assert sentences(replace(MAP, members=(STAFF,)), MAP) == ["Bank: row added"]
    assert sentences(MAP, staff(name="Crew", tags=("new",))) == [
        "Staff: row renamed “Crew”",
        "Crew: tags none → new",
    ]
    assert sentences(MAP, staff(persona="Busy people")) == ["Staff: persona none → “Busy people”"]
    over = replace(MAP, members=(STAFF,), organizations=(Row("Bank"),))
    assert sentences(MAP, over) == ["Bank: moved to the organizations"]


def test_facts_and_orders_have_words():
    review = Review(date(2026, 11, 23))
    assert sentences(MAP, replace(MAP, title="", packs=("toolkit",), reviews=(review,))) == [
        "Title: “Map” → none",
        "Packs: none → toolkit",
        "Reviews: none → 1",
    ]
    reviewed = replace(MAP, reviews=(review,))
    noted = replace(MAP, reviews=(replace(review, note="x"),))
    assert sentences(reviewed, noted) == ["Reviews: other words"]
    assert sentences(MAP, staff(short_term=(FUN, HELP))) == ["Staff · short term: another order"]
    assert sentences(MAP, replace(MAP, members=MAP.members[::-1])) == ["Rows: another order"]


@given(st.integers(0, 2**32))
@settings(max_examples=examples(40, 800), deadline=None)
def test_nothing_is_reported_exactly_when_the_two_are_equal(seed):
    rng = Random(seed)
    one = some_matrix(rng)
    other = edited(rng, one) if rng.random() < 0.8 else replace(one)
    assert (differences(one, other) == ()) == (one == other)
