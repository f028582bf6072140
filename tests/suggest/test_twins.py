"""Twins: what says the same in nearly the same words, and what only looks so."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.text.near_duplicates import (
    forms,
    index_keys,
    lookup_keys,
    stem,
)
from copvalue_tui.suggest.pack_format.read import shipped_packs
from tests.laws import examples


def are_near_duplicates(one: str, other: str) -> bool:
    """Whether an index that holds one text finds the other."""
    return not set(index_keys(forms(other))).isdisjoint(lookup_keys(forms(one)))


TWINS = [
    # Case, accents, spelling, punctuation.
    ("Help with challenges", "HELP WITH CHALLENGES."),
    ("Équipe élargie", "equipe elargie"),
    ("Harmonised approaches", "Harmonized approaches"),
    ("Organisation-wide standards", "organization wide standards"),
    ("Better modelling of behaviour", "better modeling of behavior"),
    ("Regional centre of expertise", "Regional center of expertise"),
    # Plural, -ing, -ed.
    ("Access to expertise", "Accessing expertise"),
    ("Mentor for newcomers", "Mentors for a newcomer"),
    ("Shared strategy", "Sharing strategies"),
    ("Improved quality", "Improving quality"),
    ("Time and cost saving", "Cost and time savings"),
    ("Repeated processes", "Repeating process"),
    ("Planning with people I trust", "Planned with a person I trust"),
    # Word order, silent words.
    ("Retention of talent", "Talent retention"),
    ("Extended network", "Network, extended"),
    ("Quick answers", "The quick answer"),
    ("Sense of belonging", "A sense of our belonging"),
    ("Help with challenges", "Help for my challenges"),
    ("Access to experts", "Expert access"),
    ("Colleagues' trust", "Trust of colleagues"),
    ("Community-supported risk-taking", "Risk taking, community supported"),
    # Spanish, French, Portuguese.
    ("Acceso a los expertos", "Acceso a expertos"),
    ("Redes de contactos", "Red de contacto"),
    ("Mejor organización del trabajo", "Mejores organizaciones de trabajo"),
    ("Voces más escuchadas", "Voz más escuchada"),
    ("L'accès à l'expertise", "Accès aux expertises"),
    ("Réseau élargi de collègues", "réseaux élargis des collègues"),
    ("Savoirs partagés", "Savoir partagé"),
    ("Partenaires locaux", "Partenaire local"),
    ("Organizações mais ágeis", "Organização mais ágil"),
    ("Jovem profissional", "Jovens profissionais"),
]
OTHERS = [
    # Turned around.
    ("Feedback from members", "Feedback to members"),
    ("Members learn from experts", "Experts learn from members"),
    ("Mentors for newcomers", "Newcomers for mentors"),
    ("Growth from asker to adviser", "Growth from adviser to asker"),
    ("Work with consultants", "Work without consultants"),
    ("Answers before meetings", "Answers after meetings"),
    # More, less, not.
    ("Less rework", "Rework"),
    ("More confidence", "Less confidence"),
    ("Not alone with problems", "Alone with problems"),
    ("Fewer consultants and trips", "More consultants and trips"),
    # One word apart.
    ("New partners", "News from partners"),
    ("Increased confidence", "Increased productivity"),
    ("Contacts across agencies", "Contacts in partner agencies"),
    ("Professional identity", "Professional development"),
    ("Access to expertise", "Access to data"),
    ("Peers in other countries", "Peers in other agencies"),
    ("Quick answers", "Quicker answers at night"),
    ("Trust between departments", "Trust in leadership"),
    # Letters, numbers and signs count.
    ("Support for plan A", "Support for plan B"),
    ("Top 5 tips", "Top 10 tips"),
    ("Help with C", "Help with C++"),
    # Words that only look alike.
    ("Warm welcome", "War room"),
    ("Form of trust", "Reform of trust"),
    ("Meeting needs", "Metering needs"),
    ("Casa abierta", "Caso abierto"),
    ("Aprender de los mayores", "Aprender sin los mayores"),
    ("Cuentas claras", "Cuentos claros"),
    ("Travail avec les pairs", "Travail sans les pairs"),
    ("Retour des membres", "Retour vers les membres"),
    ("Ajuda dos mentores", "Ajuda sem mentores"),
    ("知識の共有", "知識の保存"),
]


def test_the_tables_are_as_long_as_they_are_meant_to_be() -> None:
    assert len(TWINS) >= 30
    assert len(OTHERS) >= 30


def test_small_things_hide_no_twin() -> None:
    for one, other in TWINS:
        assert are_near_duplicates(one, other), (forms(one), forms(other))
        assert are_near_duplicates(other, one), (one, other)


def test_what_means_something_else_is_no_twin() -> None:
    for one, other in OTHERS:
        assert not are_near_duplicates(one, other), (forms(one), forms(other))
        assert not are_near_duplicates(other, one), (one, other)


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_no_two_suggestions_of_one_cell_are_called_twins(language: str) -> None:
    packs = [pack for pack in shipped_packs(language) if pack.language == language]
    assert len(packs) == (8 if language == "en" else 4)
    seen: dict[tuple[str, ...], str] = {}
    for pack in packs:
        for entry in pack.entries:
            for key in index_keys(forms(entry.text)):
                where = (entry.audience, entry.horizon, key)
                assert seen.setdefault(where, entry.text) == entry.text


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("process processes processing processed", "proces"),
        ("share shares shared sharing", "shar"),
        ("strategy strategies", "strategi"),
        ("use uses used using", "us"),
        ("organização".replace("çã", "ca") + " organizacoes", "organisacao"),
        ("reunion reuniones", "reunion"),
        ("nivel niveis", "nivel"),
        ("thing things", "thing"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(words: str, left: str) -> None:
    assert {stem(word) for word in words.split()} == {left}


@pytest.mark.parametrize("text", ["", " ", "the", "of the", "!!!", "🙂", "🙂🙂", "–"])
def test_a_text_of_nothing_but_joints_is_a_twin_of_its_equals_only(text: str) -> None:
    assert are_near_duplicates(text, text)
    assert not are_near_duplicates(text, "Help")
    assert not are_near_duplicates("🙂🙃", text)


@given(st.text(max_size=60))
@settings(max_examples=examples(75, 1500), deadline=None)
def test_every_text_is_its_own_twin_whatever_its_case_and_blanks(text: str) -> None:
    assert are_near_duplicates(text, text)
    assert are_near_duplicates(text, f"  {text} ")
    assert text.upper().lower() != text or are_near_duplicates(text, text.upper())


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=examples(75, 1500), deadline=None)
def test_being_a_twin_goes_both_ways(one: str, other: str) -> None:
    assert are_near_duplicates(one, other) == are_near_duplicates(other, one)
    assert len(lookup_keys(forms(one))) == 2


def test_the_work_grows_with_the_letters_and_no_faster() -> None:
    def calls(text: str) -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        forms.cache_clear()
        stem.cache_clear()
        sys.setprofile(counted)
        try:
            forms(text)
        finally:
            sys.setprofile(None)
        return count

    for piece in ("aeiseing ", "'s l'", "eses", "of from to "):
        assert calls(piece * 400) <= 5 * calls(piece * 100)
