"""The order of suggestions: examples that a facilitator would agree with, and why each comes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.editor.suggestions.explanations import whom_first, why
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.edits import add_values
from copvalue_tui.matrix.values import BLANK, Matrix, Place, Row, Value
from copvalue_tui.suggest.audiences import KINDS, audiences_of
from copvalue_tui.suggest.library import find_packs
from copvalue_tui.suggest.packs import Pack, Suggestion
from copvalue_tui.suggest.ranking import Offer, suggestions_for

PACKS = find_packs([]).packs
SAMPLES = Path(__file__).parents[2] / "samples"
WATER = read((SAMPLES / "water.toml").read_text(encoding="utf-8"))


def place_of(name: str, column: int = 0, matrix: Matrix = WATER) -> Place:
    return Place([row.name for row in matrix.rows].index(name), column)


def offers_of(place: Place, matrix: Matrix = WATER, **more: object) -> tuple[Offer, ...]:
    return suggestions_for(matrix, place, PACKS, **more)  # type: ignore[arg-type]  # test only


def texts(offers: tuple[Offer, ...], count: int = 5) -> list[str]:
    return [offer.suggestion.text for offer in offers[:count]]


def matrix_of(name: str, *tags: str, values: str = "") -> Matrix:
    cell = tuple(Value(text) for text in values.split("; ") if text)
    return replace(BLANK, members=(Row(name, cell, tags=tags),))


def small(id: str, *entries: tuple[str, str]) -> Pack:
    made = tuple(
        Suggestion(text, text, "members", "short_term", tuple(tags.split()))
        for text, tags in entries
    )
    return Pack(id, entries=made)


# The water example


def test_regulators_are_offered_other_things_than_new_engineers_and_each_says_why():
    regulators = offers_of(place_of("Regulator staff"))
    engineers = offers_of(place_of("New utility engineers"))
    assert not set(texts(regulators)) & set(texts(engineers))
    assert all("for officials" in why(WATER, offer) for offer in regulators[:5])
    assert all("for newcomers and practitioners" in why(WATER, offer) for offer in engineers[:5])
    assert texts(regulators) == [
        "Peers in other countries",
        "Examples from similar contexts",
        "Exchange in my own language",
        "Plain briefings on rule changes",
        "Help applying new guidance",
    ]
    assert texts(engineers) == [
        "Knowing who knows what",
        "Safe space for hard questions",
        "Stories to learn from",
        "Templates and checklists to copy",
        "Answers at any hour",
    ]


def test_each_organization_hears_what_organizations_of_its_kind_want():
    bank = offers_of(place_of("Five Rivers Development Bank", 1))
    ministry = offers_of(place_of("Ministry of Water", 1))
    assert all("donor" in offer.suggestion.tags for offer in bank[:5])
    assert all("government" in offer.suggestion.tags for offer in ministry[:5])
    assert texts(bank) != texts(ministry)


def test_what_closes_a_gap_comes_before_its_equals_and_says_so():
    offers = offers_of(place_of("Regulator staff", 1))
    assert offers[0].closes
    assert why(WATER, offers[0]) == (
        "for officials",
        "not covered yet: lasting change",
        "Development sector",
    )
    closing = [offer.closes for offer in offers if offer.pack.id == "development"][:6]
    assert closing == sorted(closing, reverse=True)


def test_it_is_told_where_a_suggestion_stands_in_another_row():
    peers = offers_of(place_of("Regulator staff"))[0]
    assert why(WATER, peers)[0] == "already in Utility managers · short term"


def test_of_a_value_in_the_groups_own_words_no_cycle_is_guessed():
    own = matrix_of("Regulator staff", values="Coffee with the inspectors; Quiet Fridays")
    assert not any(offer.closes for offer in offers_of(Place(0, 0), own))


# The order, part by part


def test_in_the_blank_template_the_toolkit_leads_in_its_own_order():
    assert texts(offers_of(Place(0, 0), BLANK), 6) == [
        "Help with challenges",
        "Access to expertise",
        "Increased confidence",
        "Fun with colleagues",
        "Meaningful participation",
        "Sense of belonging",
    ]


@pytest.mark.parametrize("packs", [("online",), ("online", "km", "toolkit")])
def test_the_packs_that_the_matrix_names_follow_the_toolkit_in_its_order(packs: tuple[str, ...]):
    offers = offers_of(Place(0, 0), replace(BLANK, packs=packs))
    seen = list(dict.fromkeys(offer.pack.id for offer in offers))
    assert seen[: len(set(packs) | {"toolkit"})] == list(dict.fromkeys(("toolkit", *packs)))


def test_a_tag_weighs_more_than_a_word_of_the_name_and_that_more_than_anybody():
    pack = small(
        "mine", ("for all", "any"), ("other", "expert"), ("named", "newcomer"), ("tagged", "field")
    )
    matrix = matrix_of("New people", "field")
    offers = suggestions_for(matrix, Place(0, 0), (pack,))
    assert texts(offers) == ["tagged", "named", "for all", "other"]


def test_what_the_cell_holds_comes_last_twins_and_translations_too():
    matrix = matrix_of("Members", values="helping with my challenge; Accès à l'expertise")
    offers = offers_of(Place(0, 0), matrix)
    used = [offer.suggestion.text for offer in offers if offer.used]
    assert used == ["Help with challenges", "Access to expertise"]
    assert [offer.suggestion.text for offer in offers[-2:]] == used


def test_the_order_is_that_of_an_earlier_matrix_and_the_marks_are_of_now():
    now = matrix_of("Members", values="Help with challenges")
    offers = offers_of(Place(0, 0), now, as_of=BLANK)
    assert texts(offers, 2) == ["Help with challenges", "Access to expertise"]
    assert [offer.used for offer in offers[:2]] == [True, False]
    # An earlier matrix that had no such row says nothing.
    assert offers_of(Place(0, 0), now, as_of=Matrix()) == offers_of(Place(0, 0), now)


def test_only_gaps_are_listed_when_only_gaps_are_wanted():
    place = place_of("Regulator staff")
    gaps = offers_of(place, gaps=True)
    assert gaps
    assert all(offer.closes and not offer.used for offer in gaps)
    assert len(offers_of(Place(0, 0), BLANK, gaps=True)) > 50, "of an empty row all is a gap"


def test_a_retired_value_covers_nothing():
    value = Value("Knowing who knows what", status="retired")
    kept = add_values(matrix_of("Members"), Place(0, 0), [value, Value("Fun with colleagues")])
    offers = offers_of(Place(0, 0), kept)
    assert any(o.closes and o.suggestion.cycle == "orienting" for o in offers)


def test_the_same_question_has_always_the_same_answer():
    turned = tuple(reversed(PACKS))
    first = texts(suggestions_for(WATER, Place(0, 0), PACKS), 9)
    assert first == texts(suggestions_for(WATER, Place(0, 0), PACKS), 9)
    assert set(texts(suggestions_for(BLANK, Place(0, 0), turned), 6)) == set(
        texts(offers_of(Place(0, 0), BLANK), 6)
    )


# Whom a row is about


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("Regulator staff", "government"),
        ("New utility engineers", "newcomer practitioner"),
        ("Utility managers", "manager"),
        ("Country office staff", "field"),
        ("Senior experts", "expert"),
        ("Line managers", "manager"),
        ("Core group", "core"),
        ("First-time form builders", "newcomer"),
        ("Retired inspectors", "expert government"),
        ("Nuevos ingenieros", "newcomer practitioner"),
        ("Funcionarios del ministerio", "government"),
        ("Jeunes professionnels", "newcomer practitioner"),
        ("Animatrices du réseau", "facilitator"),
        ("Servidores públicos", "government"),
        ("Recém-chegados", "newcomer"),
        ("News readers", "peripheral"),
        ("Members", ""),
        ("Staff", ""),
        ("International partners", "partner-staff"),
        ("知識の共有 🙂 [/]", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_name_tell_whom_a_row_is_about(name: str, tags: str):
    found = audiences_of(Row(name), "members")
    assert (found.tagged, found.named) == (frozenset(), frozenset(tags.split()))


@pytest.mark.parametrize(
    ("name", "tags"),
    [
        ("Five Rivers Development Bank", "donor"),
        ("Ministry of Water", "government"),
        ("Utilities Association", "partner-org"),
        ("Asset Operations Division", "operations unit"),
        ("Ministério da Saúde", "government"),
        ("Fondation Claire", "donor"),
        ("Recursos Humanos", "hr"),
        ("Organization", ""),
    ],
)
def test_the_words_of_a_name_tell_what_an_organization_is(name: str, tags: str):
    assert audiences_of(Row(name), "organizations").named == frozenset(tags.split())


def test_tags_are_understood_as_people_write_them_and_ones_own_are_kept():
    found = audiences_of(Row("X", tags=("Newcomers", "partner staff", "any", "divers")), "members")
    assert found.tagged == {"newcomer", "partner-staff", "divers"}
    assert whom_first(matrix_of("X", "newcomer"), Place(0, 0)) == "newcomers first"
    assert whom_first(BLANK, Place(0, 0)) == ""


def test_every_tag_of_the_shipped_packs_is_known():
    for pack in PACKS:
        for entry in pack.entries:
            known = {kind.tag for kind in KINDS[entry.audience]} | {"any"}
            assert set(entry.tags) <= known, entry.text


# Size


def test_ten_thousand_entries_and_a_cell_as_large_are_ranked_all_the_same():
    large = small("large", *((f"Help number {at}", "any") for at in range(10_000)))
    matrix = matrix_of("Members")
    cell = tuple(Value(f"Help number {at}") for at in range(9_000, 10_000))
    matrix = add_values(matrix, Place(0, 0), cell)
    offers = suggestions_for(matrix, Place(0, 0), (large,))
    assert len(offers) == 100
    assert not any(offer.used for offer in offers)


# Languages


def test_what_is_in_the_language_of_the_matrix_comes_before_what_is_not():
    spanish = find_packs([], "es").packs
    matrix = matrix_of("Personal regulador")
    offers = suggestions_for(matrix, Place(0, 0), spanish, language="es")
    said = [offer.pack.language for offer in offers]
    assert said == sorted(said, key=lambda language: language != "es")
    assert {"es", "en"} <= set(said)
    assert texts(offers, 1) == ["Pares en otros países"], "officials still come first"


def test_a_pack_that_names_no_language_is_in_everybody_s():
    mute, greek = small("mute", ("One", "any")), small("greek", ("Ena", "any"))
    greek = replace(greek, language="el")
    offers = suggestions_for(matrix_of("X"), Place(0, 0), (greek, mute), language="pt-BR")
    assert texts(offers) == ["One", "Ena"]
    assert texts(suggestions_for(matrix_of("X"), Place(0, 0), (greek, mute))) == ["Ena", "One"]


# What several packs say


def test_what_two_packs_say_is_offered_once_by_the_one_that_suits_better():
    first = small("first", ("Extended network", "any"), ("Trust", "any"))
    mine = small("mine", ("extended  Network", "government"), ("Tea", "any"))
    told = suggestions_for(matrix_of("X"), Place(0, 0), (first, mine))
    assert texts(told) == ["Extended network", "Trust", "Tea"]
    told = suggestions_for(matrix_of("X", "government"), Place(0, 0), (first, mine))
    assert texts(told) == ["extended  Network", "Trust", "Tea"]
    assert told[0].pack.id == "mine"


def test_a_pack_made_of_a_matrix_doubles_no_suggestion():
    same = replace(PACKS[0], id="copy")
    offers = suggestions_for(BLANK, Place(0, 0), (*PACKS, same))
    assert len(texts(offers, 100)) == len(set(texts(offers, 100)))
    assert texts(offers, 100) == texts(suggestions_for(BLANK, Place(0, 0), PACKS), 100)
