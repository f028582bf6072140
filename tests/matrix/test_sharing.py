"""Shared value, and the parking lot: what meets, what stands alone, what waits."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.files.session.read import read
from copvalue_tui.matrix import edits, shared_value
from copvalue_tui.matrix.checks.wording import duplicate_key, duplicates
from copvalue_tui.matrix.values import Matrix, Place, Row, Value, count_values, value_at
from tests.files.strategies import matrices
from tests.laws import examples

SAMPLES = Path(__file__).parents[2] / "samples"
SMALL = Matrix(
    members=(Row("Staff", (Value("Help in repairs"), Value("Access")), (Value("Fun"),)),),
    organizations=(Row("Bank", (Value("Faster repairs"),), (Value("Savings"),)),),
)
HELP, ACCESS, REPAIRS = Place(0, 0, 0), Place(0, 0, 1), Place(1, 0, 0)


def sample(name):
    return read((SAMPLES / f"{name}.toml").read_text(encoding="utf-8"))


def test_the_water_community_shares_three_values_and_these_stand_alone():
    matrix = sample("water")
    found = shared_value.sharing(matrix)
    assert [theme.name for theme in found.meeting] == [
        "One way of working",
        "Sounder designs",
        "Rules shaped by practice",
    ]
    assert found.one_sided == ()
    pair = [value_at(matrix, place).text for place in found.themes[1].places]
    assert pair == ["Trusted second opinion", "Better-designed operations"]
    alone = [value_at(matrix, place).text for place in found.only_members]
    theirs = [value_at(matrix, place).text for place in found.only_organizations]
    assert len(alone) == 16
    assert len(theirs) == 14
    assert "Professional identity" in alone
    assert "Time and cost saving" in theirs
    assert "Plain reporting from utilities" not in theirs, "it is retired"


def test_two_values_are_linked_and_let_go_again():
    theme = shared_value.suggested_theme(SMALL, [HELP, REPAIRS])
    assert theme == "Repairs"
    linked = shared_value.link(SMALL, [HELP, REPAIRS], theme)
    (only,) = shared_value.sharing(linked).themes
    assert only == shared_value.SharedTheme("Repairs", (HELP,), (REPAIRS,))
    assert only.meets
    assert shared_value.unlink(linked, only.places) == SMALL


def test_a_theme_joins_the_one_that_differs_in_case_or_accents_only():
    linked = shared_value.link(SMALL, [HELP], "Réparations")
    again = shared_value.link(linked, [REPAIRS], " reparations ")
    assert value_at(again, REPAIRS).shared == "Réparations"
    assert len(shared_value.sharing(again).themes) == 1
    assert shared_value.link(again, [ACCESS], "  ") is again


def test_a_theme_with_one_side_waits_and_a_renamed_one_may_join_another():
    one = shared_value.link(shared_value.link(SMALL, [HELP], "Repairs"), [REPAIRS], "Speed")
    assert [theme.name for theme in shared_value.sharing(one).one_sided] == ["Repairs", "Speed"]
    joined = shared_value.rename_theme(one, shared_value.sharing(one).themes[1], "Repairs")
    assert shared_value.sharing(joined).meeting[0].places == (HELP, REPAIRS)


def test_a_theme_is_suggested_from_what_is_there():
    assert shared_value.suggested_theme(SMALL, []) == ""
    assert shared_value.suggested_theme(SMALL, [Place(9, 0, 0)]) == ""
    assert shared_value.suggested_theme(SMALL, [ACCESS, REPAIRS]) == "Faster repairs"
    linked = shared_value.link(SMALL, [ACCESS], "Speed")
    assert shared_value.suggested_theme(linked, [ACCESS, REPAIRS]) == "Speed"


def test_partners_of_the_other_side_come_nearest_first():
    assert shared_value.partners(SMALL, HELP) == (REPAIRS, Place(1, 1, 0))
    assert shared_value.partners(SMALL, REPAIRS) == (HELP, ACCESS, Place(0, 1, 0))
    assert shared_value.partners(SMALL, Place(0, 0, 9)) == ()


def test_words_in_another_order_or_number_are_doubles():
    assert (
        duplicate_key("Access to experts")
        == duplicate_key("expert ACCÈSS ")
        != duplicate_key("Access")
    )
    assert duplicate_key("the") == duplicate_key("The ") != duplicate_key("a")
    cell = (Value("Access to experts"), Value("Expert access"), Value("Fun"))
    matrix = Matrix(members=(Row("A", cell), Row("B", (Value("Fun"),))))
    assert duplicates(matrix, within_rows=True) == ((Place(0, 0, 0), Place(0, 0, 1)),)
    assert duplicates(matrix, within_rows=False) == ((Place(0, 0, 2), Place(1, 0, 0)),)


def test_a_parked_value_keeps_its_details_and_finds_a_place():
    matrix = sample("water")
    parked = edits.park(matrix, [Place(0, 0, 0), Place(0, 0, 0), Place(5, 1, 9)])
    assert parked.parking_lot == (value_at(matrix, Place(0, 0, 0)),)
    assert edits.place_parked(parked, [0], Place(0, 0, 0)) == matrix
    assert edits.place_parked(parked, [7, -1], Place(0, 0, 0)) is parked
    assert edits.park(matrix, [Place(99, 0, 0), Place(0, 0, -1)]) is matrix


def test_the_parking_lot_takes_new_values_and_gives_them_up():
    lot = edits.park_new(SMALL, [Value("a"), Value("b"), Value("c")])
    less = edits.delete_parked(lot, [1, 5])
    assert [value.text for value in less.parking_lot] == ["a", "c"]


PLACES = st.lists(
    st.builds(Place, st.integers(-1, 5), st.integers(0, 1), st.integers(-1, 4)), max_size=5
)


@settings(max_examples=examples(26, 800))
@given(matrices, PLACES)
def test_parking_loses_no_value_and_placing_brings_them_back(matrix, places):
    parked = edits.park(matrix, places)
    count = count_values(matrix) + len(matrix.parking_lot)
    assert count_values(parked) + len(parked.parking_lot) == count
    if matrix.rows:
        slots = range(len(matrix.parking_lot), len(parked.parking_lot))
        back = edits.place_parked(parked, slots, Place(0, 0))
        assert count_values(back) == count_values(matrix)
        assert back.parking_lot == matrix.parking_lot


@settings(max_examples=examples(26, 800))
@given(matrices, PLACES, st.text(max_size=8))
def test_every_value_stands_in_one_place_of_the_sharing(matrix, places, theme):
    linked = shared_value.link(matrix, places, theme)
    found = shared_value.sharing(linked)
    all_places = [place for each in found.themes for place in each.places]
    all_places += [*found.only_members, *found.only_organizations]
    assert len(set(all_places)) == len(all_places)
    assert all(value_at(linked, place).status != "retired" for place in all_places)
    assert isinstance(shared_value.suggested_theme(linked, places), str)
