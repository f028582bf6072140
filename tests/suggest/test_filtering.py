"""Filtering the suggestions of all packs: the order of hits, the letters, and the work it takes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.values import BLANK, Place
from copvalue_tui.suggest.library import find_packs
from copvalue_tui.suggest.packs import Pack, Suggestion
from copvalue_tui.suggest.ranking import filter_offers
from tests.counting import calls_of
from tests.laws import examples

PACKS = find_packs([]).packs
HERE = Place(0, 0)


def pack_of(*texts: str, id: str = "mine", horizon: str = "short_term") -> Pack:
    entries = tuple(
        Suggestion(str(at), text, "members", horizon)  # type: ignore[arg-type]  # one of the two
        for at, text in enumerate(texts)
    )
    return Pack(id, entries=entries)


def found(query: str, *packs: Pack, **more: bool) -> list[str]:
    offers = filter_offers(query, BLANK, HERE, packs or PACKS, **more)
    return [one.offer.suggestion.text for one in offers]


def test_all_packs_are_searched_and_netw_finds_the_networks_first():
    assert found("netw")[:2] == ["Extended network", "Regional professional network"]


def test_hits_of_several_packs_each_come_from_their_own():
    packs = (pack_of("Trust a", "Trust b", "Trust c"), pack_of("Trust d", id="other"))
    assert found("trust", *packs) == ["Trust a", "Trust b", "Trust c", "Trust d"]


def test_what_several_packs_say_is_found_once():
    packs = (pack_of("Trust a", "Trust b"), pack_of("trust A", "Trust c", id="other"))
    assert found("trust", *packs) == ["Trust a", "Trust b", "Trust c"]


def test_how_it_is_found_weighs_more_than_the_cell_and_that_more_than_the_pack():
    mine = pack_of("Party of friends", "A smart start")
    other = pack_of("Art of hosting", "All right, then", id="other", horizon="long_term")
    assert found("art", mine, other) == [
        "Art of hosting",
        "Party of friends",
        "A smart start",
        "All right, then",
    ]


def test_while_typing_scattered_letters_find_nothing():
    assert "Help with challenges" in found("hwc")
    assert "Help with challenges" not in found("hwc", together=True)


def test_the_letters_that_were_found_are_told():
    offers = filter_offers("équ", BLANK, HERE, (pack_of("Une équipe"), pack_of("知識の共有 🙂")))
    assert offers[0].positions == (4, 5, 6)
    (shared,) = filter_offers("共有", BLANK, HERE, (pack_of("知識の共有 🙂"),))
    assert shared.positions == (3, 4)
    (smile,) = filter_offers("🙂", BLANK, HERE, (pack_of("知識の共有 🙂"),))
    assert smile.positions == (6,)


def work_of(query: str, *texts: str) -> int:
    """The calls that a key costs, once the pack has been searched before."""
    packs = (pack_of(*texts),)
    found(query, *packs)
    return calls_of(lambda: found(query, *packs))


@pytest.mark.parametrize("query", ["p", "pr", "professional he", "e", ""])
def test_ten_thousand_entries_cost_a_call_or_two_each(query):
    words = ("peer", "shared", "practice", "professional", "network", "trust", "answers", "help")
    texts = [f"{words[at % 8]} {words[at // 8 % 8]} number {at}" for at in range(10_000)]
    more = work_of(query, *texts) - work_of(query, *texts[:1_000])
    assert more <= 2 * 9_000


QUERIES = st.text(alphabet="ab iz·é共", max_size=24)


TEXTS = st.lists(st.text(alphabet="ab iz·é共", max_size=40), max_size=10)


@given(QUERIES, TEXTS, TEXTS)
@settings(max_examples=examples(50, 1000), deadline=None)
def test_entries_cost_together_no_more_than_each_by_itself(query, some, others):
    fixed = work_of(query)
    apart = work_of(query, *some) + work_of(query, *others) - 2 * fixed
    assert work_of(query, *some, *others) - fixed <= apart


@given(QUERIES, st.text(alphabet="ab iz·é共", max_size=400))
@settings(max_examples=examples(50, 1000), deadline=None)
def test_the_work_of_an_entry_grows_with_its_letters_and_those_of_the_query(query, text):
    # Each letter of the query is looked for once, and each letter of the text folded a few times.
    bound = 400 + 40 * len(query) + 20 * len(text)
    assert work_of(query, text) - work_of(query) <= bound


@given(QUERIES, st.lists(st.text(alphabet="ab iz·é共", max_size=12), max_size=12))
@settings(max_examples=examples(50, 1000), deadline=None)
def test_nearer_ways_of_finding_come_first(query, texts):
    from copvalue_tui.matrix.text.search import match

    offers = filter_offers(query, BLANK, HERE, (pack_of(*texts),))
    ranks = [match(query, one.offer.suggestion.text) for one in offers]
    ways = [hit.rank[:2] for hit in ranks if hit is not None]
    assert len(ways) == len(offers)
    assert ways == sorted(ways)
