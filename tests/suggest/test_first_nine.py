"""The first nine suggestions of a row, the ones with a number: what a facilitator would expect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copvalue_tui.matrix.values import BLANK, Place, Row
from copvalue_tui.suggest.audiences import audiences_of
from copvalue_tui.suggest.library import find_packs
from copvalue_tui.suggest.pack_format.read import PackError, read_pack
from copvalue_tui.suggest.ranking import MAX_OFFERS, suggestions_for

PACKS = find_packs([]).packs
CAREERS = (
    *("Professional development", "Enhanced reputation", "Professional identity"),
    *("Increased marketability", "Lasting job satisfaction", "Lasting professional friendships"),
    *("Job leads through members", "Badges employers recognize", "Career paths across agencies"),
    *("Credit toward recertification", "Stronger voice for my profession", "Fun with colleagues"),
    *("Visibility beyond my duty station", "Greater autonomy at work", "Way into a first job"),
)
ROWS = {
    "Patients": ("public", "Answers in plain words", "Services that fit our needs"),
    "Parents of schoolchildren": ("public", "Not being alone with it", "A better daily life"),
    "Smallholder farmers": ("public", "Advice that fits daily life", "Say in how services work"),
    "Citizens": ("public", "Being heard by those who decide", "Say in how services work"),
    "Families": ("public", "Knowing where to turn", "Lasting circle of mutual help"),
    "Customers": ("public", "Less time lost between offices", "Services that fit our needs"),
    "Students": ("newcomer student", "Help with my studies", "Way into a first job"),
    "Alumni": ("student", "First contacts in the profession", "Ties that outlast my studies"),
    "Apprentices": ("newcomer student", "Glimpse of real working life", "Clearer idea of my path"),
    "Suppliers": ("supplier", "Early view of coming needs", "Standing as trusted partner"),
    "Equipment vendors": ("supplier", "Direct word with users", "Products shaped by real use"),
    "Early-career researchers": (
        *("research", "Early comment on unfinished work", "Co-authors across institutions"),
    ),
    "Principal investigators": (
        *("research", "Partners for joint proposals", "Research agenda rooted in practice"),
    ),
    "Patients and nurses": ("practitioner public", "Stories to learn from", "Mastery of the craft"),
    "Regulator staff": (
        "government",
        "Help applying new guidance",
        "Credible voice in policy debate",
    ),
    "Public servants": ("government", "Help applying new guidance", "Career paths across agencies"),
    "New utility engineers": (
        *("newcomer practitioner", "Knowing who knows what", "Contact with retired experts"),
    ),
    "Utility managers": ("manager", "Trusted second opinion", "Courage to lead change"),
    "Country office staff": ("field", "Peers in other countries", "Mentors across the South"),
    "Senior experts": ("expert", "Thanks for helping others", "Influence on the discipline"),
    "Facilitators": ("facilitator", "Help with challenges", "Craft of convening others"),
    "Core group": ("core", "Say in what we discuss", "Path to moderator or maintainer"),
    "Quiet readers": ("peripheral", "Reading without having to post", "Professional development"),
    "Frontline nurses": (*("practitioner", "Fresh eyes on my work", "Mastery of the craft"),),
    "Members": ("", "Help with challenges", "Professional development"),
}
"""Row → its audiences, and a value that must be among the numbered ones of each horizon."""


def texts(name: str, column: int, count: int = 9) -> list[str]:
    matrix = replace(BLANK, members=(Row(name),))
    offers = suggestions_for(matrix, Place(0, column), PACKS)
    return [offer.suggestion.text for offer in offers[:count]]


def test_25_rows_are_offered_what_suits_them_under_a_number(subtests):
    assert len(ROWS) == 25
    for name, (tags, short_term, long_term) in ROWS.items():
        with subtests.test(name=name):
            assert audiences_of(Row(name), "members").named == frozenset(tags.split())
            assert short_term in texts(name, 0)
            assert long_term in texts(name, 1)


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row[0] == "public"])
def test_careers_are_not_offered_to_the_people_served(name: str):
    offered = {*texts(name, 0, MAX_OFFERS), *texts(name, 1, MAX_OFFERS)}
    assert len(offered) > 60
    assert not offered & set(CAREERS)


def test_a_row_of_the_people_served_and_of_staff_is_offered_careers():
    assert "Professional development" in texts("Patients and nurses", 1, MAX_OFFERS)


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        (
            "public",
            "Pacientes · Familias · Agricultores · Patientes · Familles · Usagers · Moradores",
        ),
        ("student", "Estudiantes · Egresados · Étudiantes · Apprentis · Estudantes · Alunos"),
        ("supplier", "Proveedores · Fournisseurs · Fornecedores · Fabricants"),
        ("research", "Investigadoras · Chercheuses · Doctorants · Pesquisadores · Cientistas"),
    ],
)
def test_their_rows_are_known_in_spanish_french_and_portuguese(tag: str, names: str):
    for name in names.split(" · "):
        assert tag in audiences_of(Row(name), "members").named, name


def test_what_an_entry_is_not_for_must_be_a_list_of_words():
    entry = '[[entries]]\nid = "a"\ntext = "A"\naudience = "members"\nhorizon = "short_term"\n'
    start = 'id = "mine"\n\n' + entry
    assert read_pack(start + 'not_for = ["public"]\n').entries[0].not_for == ("public",)
    assert read_pack(start).entries[0].not_for == ()
    for junk in ("3", '"public"', "[1]", '["\\u0007"]'):
        with pytest.raises(PackError, match="not_for is"):
            read_pack(f"{start}not_for = {junk}\n")
