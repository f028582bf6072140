"""What is offered for a cell, what is marked as used, and what typing finds."""

from copvalue_tui.matrix.values import BLANK, Matrix, Place, Row, Value, count_values
from copvalue_tui.suggest.pack_format.read import shipped_packs
from copvalue_tui.suggest.packs import Pack, Suggestion
from copvalue_tui.suggest.ranking import filter_offers, suggestions_for
from tests.counting import calls_of

PACKS = shipped_packs()[:1]
MEMBERS_SHORT = Place(0, 0)
MEMBERS_LONG = Place(0, 1)
ORGANIZATION_SHORT = Place(1, 0)


def matrix(short: str = "", long: str = "", packs: tuple[str, ...] = ()) -> Matrix:
    def cell(text: str) -> tuple[Value, ...]:
        return tuple(Value(part.strip()) for part in text.split(";") if part.strip())

    row = Row("Staff", cell(short), cell(long))
    return Matrix(members=(row,), organizations=(Row("Office"),), packs=packs)


def small(id: str, *texts: str) -> Pack:
    entries = tuple(Suggestion(text, text, "members", "short_term") for text in texts)
    return Pack(id=id, entries=entries)


def offered(
    matrix: Matrix, place: Place = MEMBERS_SHORT, packs: tuple[Pack, ...] = PACKS
) -> list[str]:
    return [offer.suggestion.text for offer in suggestions_for(matrix, place, packs)]


def found(query: str, matrix: Matrix = BLANK, place: Place = MEMBERS_SHORT) -> list[str]:
    filtered = filter_offers(query, matrix, place, PACKS)
    return [hit.offer.suggestion.text for hit in filtered]


def test_a_cell_is_offered_its_own_entries_in_the_packs_order() -> None:
    assert offered(BLANK)[:2] == ["Help with challenges", "Access to expertise"]
    assert len(offered(BLANK, MEMBERS_LONG)) == 5
    assert offered(BLANK, ORGANIZATION_SHORT)[0] == "Rapid problem solving"


def test_what_the_cell_holds_is_marked_as_used_whatever_its_case() -> None:
    offers = suggestions_for(matrix("fun with COLLEAGUES; Help"), MEMBERS_SHORT, PACKS)
    assert [o.suggestion.text for o in offers if o.used] == ["Fun with colleagues"]


def test_what_stands_in_another_cell_is_not_used_but_its_place_is_named() -> None:
    offers = suggestions_for(matrix(long="Mentors; Sense of belonging"), MEMBERS_SHORT, PACKS)
    belonging = next(o for o in offers if o.suggestion.text == "Sense of belonging")
    assert not belonging.used
    assert belonging.elsewhere == Place(0, 1, 1)


def test_the_toolkit_comes_first_then_the_packs_the_matrix_names_then_the_others() -> None:
    packs = (small("z", "From z"), small("y", "From y"), *PACKS)
    texts = offered(matrix(packs=("y",)), packs=packs)
    assert texts[0] == "Help with challenges"
    assert texts[-2:] == ["From y", "From z"]


def test_nothing_is_offered_where_there_is_no_row() -> None:
    assert offered(Matrix()) == []
    assert filter_offers("help", Matrix(), MEMBERS_SHORT, PACKS) == ()
    assert offered(BLANK, packs=()) == []


def test_typing_filters_all_cells_entries_those_of_this_cell_first() -> None:
    assert found("conf") == ["Increased confidence"]
    assert "Professional development" in found("pro")
    members = found("in")
    assert members.index("Increased confidence") < members.index("Innovation")
    office = found("in", place=Place(1, 1))
    assert office.index("Innovation") < office.index("Increased confidence")


def test_the_matched_letters_are_told_and_used_ones_stay_marked() -> None:
    filtered = filter_offers("ch", matrix("Help with challenges"), MEMBERS_SHORT, PACKS)
    first = filtered[0]
    assert first.offer.suggestion.text == "Help with challenges"
    assert first.positions == (10, 11)
    assert first.offer.used
    assert first.offer.fits


def test_a_blank_filter_finds_all_and_a_strange_one_nothing() -> None:
    assert len(found("")) == 24
    assert found("")[0] == "Help with challenges"
    assert found("[/]zzz\x1b") == []


def test_ten_thousand_suggestions_are_filtered_between_two_key_presses() -> None:
    big = small("big", *(f"Warm welcome and early help {number}" for number in range(10_000)))
    filter_offers("a", BLANK, MEMBERS_SHORT, (big,))
    filtered = filter_offers("e", BLANK, MEMBERS_SHORT, (big,), most=50)
    assert len(filtered) == 50
    work = calls_of(lambda: filter_offers("e", BLANK, MEMBERS_SHORT, (big,), most=50))
    assert work <= 2 * 10_000, "a call or two for each of them"


def test_a_huge_matrix_does_not_slow_the_offers_down() -> None:
    rows = tuple(
        Row(f"Row {row}", tuple(Value(f"Value {row} {slot}") for slot in range(500)))
        for row in range(100)
    )
    huge = Matrix(members=rows)
    suggestions_for(BLANK, MEMBERS_SHORT, PACKS)  # makes the packs ready, once
    work = calls_of(lambda: suggestions_for(huge, Place(50, 0), PACKS))
    assert work <= count_values(huge) / 2, "only the values of its own cell are looked at"
    assert len(suggestions_for(huge, Place(50, 0), PACKS)) == 6
