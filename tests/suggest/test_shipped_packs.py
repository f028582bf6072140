"""The packs that come with the program: complete, credited, and the same in every language."""

import tomllib
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.vocabulary import VALUE_CYCLES
from copvalue_tui.suggest.pack_format import read as pack_reading
from copvalue_tui.suggest.pack_format.read import shipped_names, shipped_pack, shipped_packs
from copvalue_tui.suggest.pack_format.tables import plain_tables
from copvalue_tui.suggest.packs import Pack

FOLDER = Path(pack_reading.__file__).parents[1] / "packs"
CELLS = (
    ("members", "short_term"),
    ("members", "long_term"),
    ("organizations", "short_term"),
    ("organizations", "long_term"),
)
COUNTS = {
    "toolkit": (6, 5, 6, 7),
    "classic": (10, 10, 12, 11),
    "vcf": (11, 10, 8, 8),
    "km": (10, 8, 10, 10),
    "development": (11, 9, 10, 10),
    "public-service": (7, 6, 8, 6),
    "online": (10, 8, 7, 8),
    "people-served": (16, 14, 0, 0),
}
"""Pack → entries for each of the `CELLS`."""
TITLES = {
    "toolkit": "Toolkit core",
    "classic": "CoP classics",
    "vcf": "Value-creation framework",
    "km": "Knowledge management",
    "development": "Development sector",
    "public-service": "Public service and health",
    "online": "Online and open communities",
    "people-served": "People served and partners",
}
TAGS = {
    *("any", "newcomer", "practitioner", "expert", "peripheral", "core", "facilitator", "manager"),
    *("field", "government", "partner-staff", "leadership", "unit", "operations", "hr", "km-unit"),
    *("donor", "partner-org", "implementer", "host"),
    *("public", "student", "supplier", "research"),
}
TRANSLATED = ("toolkit", "classic", "development", "people-served")
LANGUAGES = ("es", "fr", "pt")


def test_the_eight_packs_come_in_their_order_the_toolkit_s_first():
    packs = shipped_packs()
    assert [pack.id for pack in packs] == list(COUNTS)
    assert {pack.id: pack.title for pack in packs} == TITLES
    assert {pack.language for pack in packs} == {"en"}


def test_each_pack_has_as_many_entries_for_a_cell_as_it_should(subtests):
    for name in COUNTS:
        with subtests.test(name=name):
            pack = shipped_pack(name)
            kinds = Counter((entry.audience, entry.horizon) for entry in pack.entries)
            assert tuple(kinds[kind] for kind in CELLS) == COUNTS[name]


def test_there_are_272_suggestions_and_no_two_say_the_same_or_share_an_id():
    entries = [entry for pack in shipped_packs() for entry in pack.entries]
    assert len(entries) == 272
    assert len({entry.id for entry in entries}) == 272
    assert len({key(entry.text) for entry in entries}) == 272


def test_every_entry_says_whom_it_is_for_what_kind_it_is_and_where_it_comes_from(subtests):
    for name in COUNTS:
        with subtests.test(name=name):
            for entry in shipped_pack(name).entries:
                assert set(entry.tags) <= TAGS, entry
                assert entry.cycle in VALUE_CYCLES, entry
                assert entry.source, entry
                assert len(entry.text.split()) <= 7, f"{entry.text} is no short phrase"


def test_our_wordings_are_called_ours_and_no_licence_of_the_sources_is_claimed(subtests):
    for name in [name for name in COUNTS if name != "toolkit"]:
        with subtests.test(name=name):
            pack = shipped_pack(name)
            assert pack.credit.startswith("Ideas from ")
            assert "ours" in pack.credit
            assert "MIT" in pack.licence
            assert "our wording" in pack.licence
            assert "nothing is claimed about their terms" in pack.licence


def test_four_packs_are_translated_into_three_languages():
    translated = {name: languages for name, languages in shipped_names().items() if languages}
    assert translated == dict.fromkeys(TRANSLATED, LANGUAGES)


def test_a_translation_differs_from_its_original_in_words_only(subtests):
    for language, name in product(LANGUAGES, TRANSLATED):
        with subtests.test(language=language, name=name):
            original, other = shipped_pack(name), shipped_pack(name, language)

            def meaning(pack: Pack) -> list[object]:
                return [
                    (
                        one.id,
                        one.audience,
                        one.horizon,
                        one.tags,
                        one.not_for,
                        one.cycle,
                        one.source,
                    )
                    for one in pack.entries
                ]

            assert meaning(other) == meaning(original)
            assert (other.id, other.language) == (name, language)
            assert "ours" in other.credit
            assert len({key(one.text) for one in other.entries}) == len(other.entries)
            same = [
                one.text
                for one, two in zip(original.entries, other.entries, strict=True)
                if one.text == two.text
            ]
            assert same in ([], ["Innovation"]), "a word that is the same in French is no slip"


def test_no_licence_is_claimed_for_the_toolkit_in_any_language():
    for language in LANGUAGES:
        pack = shipped_pack("toolkit", language)
        assert "belong to the Communities4Dev CoP Toolkit" in pack.licence
        assert "translation" in pack.licence


@pytest.mark.parametrize(
    ("language", "shown"),
    [("", "en"), ("en", "en"), ("es", "es"), ("es-MX", "es"), ("pt_BR", "pt"), ("tlh", "en")],
)
def test_the_language_asked_for_is_shown_or_else_the_original(language, shown):
    packs = {pack.id: pack.language for pack in shipped_packs(language)}
    assert packs["toolkit"] == packs["classic"] == packs["development"] == shown
    assert packs["km"] == "en"


def test_every_shipped_pack_takes_the_short_cut_and_says_there_what_it_says_to_a_parser(subtests):
    for file in sorted(FOLDER.glob("*.toml")):
        with subtests.test(file=file):
            text = file.read_text(encoding="utf-8")
            assert plain_tables(text) == tomllib.loads(text)
