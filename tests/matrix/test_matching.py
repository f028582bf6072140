"""Finding texts: what is found, what comes first, which letters light up, and how long it takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.text.search import find, key, match, prepare, same
from tests.counting import calls_of
from tests.laws import examples

VALUES = (
    "Help with challenges",
    "Access to expertise",
    "Extended network",
    "Équipe élargie",
    "Community-supported risk-taking",
    "Harmonised approaches to surveys",
    "Organization-wide standards",
    "ΚΟΙΝΌΤΗΤΑ πρακτικής",
    "知識の共有",
)


def found(query: str) -> list[str]:
    return [VALUES[index] for index in prepare(VALUES).nearest(query)]


def lit(query: str, text: str) -> str:
    """The text with its matched letters in brackets."""
    hit = match(query, text)
    assert hit is not None
    return "".join(f"[{x}]" if at in hit.positions else x for at, x in enumerate(text))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("help", "Help with challenges"),
        ("network extended", "Extended network"),
        ("equipe", "Équipe élargie"),
        ("ÉQUIPE", "Équipe élargie"),
        ("risk taking", "Community-supported risk-taking"),
        ("harmonized", "Harmonised approaches to surveys"),
        ("organisation", "Organization-wide standards"),
        ("zation", "Organization-wide standards"),
        ("κοινοτητα", "ΚΟΙΝΌΤΗΤΑ πρακτικής"),
        ("共有", "知識の共有"),
        ("hwc", "Help with challenges"),
    ],
)
def test_a_query_finds_its_text_first(query: str, text: str) -> None:
    assert found(query)[0] == text


def test_every_word_of_a_query_must_be_found() -> None:
    assert match("help zebra", "Help with challenges") is None
    assert match("help chall", "Help with challenges") is not None


def test_a_blank_query_finds_all_and_lights_nothing() -> None:
    assert found("  ") == list(VALUES)
    assert lit("", "Help") == "Help"


def test_the_start_of_a_word_is_nearer_than_its_middle_than_scattered_letters() -> None:
    texts = ("Plan eat art", "Apart at work", "Better art", "Art of hosting")
    order = [texts[index] for index in prepare(texts).nearest("art")]
    assert order == ["Art of hosting", "Plan eat art", "Better art", "Apart at work"]
    assert match("art", "A rest") is not None


def test_equals_stay_in_the_order_given() -> None:
    assert prepare(["Trust b", "Trust a", "Trust b"]).nearest("trust") == (0, 1, 2)


@pytest.mark.parametrize(
    ("query", "text", "shown"),
    [
        ("net ext", "Extended network", "[E][x][t]ended [n][e][t]work"),
        ("elar", "Équipe élargie", "Équipe [é][l][a][r]gie"),
        ("e", "e\u0301te\u0301", "[e][\u0301]te\u0301"),
        ("tra", "Straße", "S[t][r][a]ße"),
        ("ss", "Straße", "Stra[ß]e"),
        ("fi", "oﬃce", "o[ﬃ]ce"),
        ("izat", "Organisation", "Organ[i][s][a][t]ion"),
        ("hwc", "Help with challenges", "[H]elp [w]ith [c]hallenges"),
    ],
)
def test_the_matched_letters_are_those_of_the_original_text(
    query: str, text: str, shown: str
) -> None:
    assert lit(query, text) == shown


def test_search_in_the_grid_wants_letters_that_stand_together() -> None:
    assert find("EQUIPE", "Une équipe")
    assert find("organisation", "The Organization")
    assert find("organization", "Organisations")
    assert find("zation", "Organization")
    assert not find("hwc", "Help with challenges")
    assert not find("   ", "anything")


def test_the_same_words_are_one_whatever_the_case_accents_and_spelling() -> None:
    assert same("Équipe  élargie", "equipe elargie")
    assert same("Harmonised approaches", "harmonized approaches")
    assert not same("Less rework", "Rework")
    assert key("A  B") == key("a b")


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
@settings(max_examples=examples(75, 1500), deadline=None)
def test_whatever_stands_in_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    query = text[start : start + length]
    assert match(query, text) is not None


@given(st.text(max_size=12), st.lists(st.text(max_size=30), max_size=8))
@settings(max_examples=examples(75, 1500), deadline=None)
def test_many_prepared_texts_answer_as_each_alone(query: str, texts: list[str]) -> None:
    prepared = prepare(texts)
    alone = {i: hit.rank for i, text in enumerate(texts) if (hit := match(query, text))}
    assert prepared.search(query).indexes == list(alone)
    assert list(prepared.nearest(query)) == sorted(alone, key=lambda index: (alone[index], index))


@given(st.text(max_size=12), st.text(max_size=60))
@settings(max_examples=examples(75, 1500), deadline=None)
def test_matched_positions_rise_and_stand_inside_the_text(query: str, text: str) -> None:
    hit = match(query, text)
    if hit is not None:
        assert list(hit.positions) == sorted(set(hit.positions))
        assert all(0 <= position < len(text) for position in hit.positions)
        assert bool(hit.positions) or not query.strip() or not any(map(str.isalnum, query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("abcdefgh", "Abc " * 400),
        ("a" * 300, "a" * 299 + "b" * 300_000),
        (" ".join(f"w{number}" for number in range(2000)), "w2é " * 20_000),
        ("izis" * 200, "is" * 100_000),
    ],
)
def test_no_query_takes_long_on_any_text(query: str, text: str) -> None:
    # A search that tries every way to find the letters would never end here.
    assert calls_of(lambda: match(query, text)) <= 1_000 + 5 * len(text)


def test_ten_thousand_texts_are_searched_between_two_key_presses() -> None:
    texts = [f"{VALUES[index % len(VALUES)]} {index}" for index in range(10_000)]
    prepared = prepare(texts)
    assert len(prepared.nearest("e")) > 5000
    assert calls_of(lambda: prepared.nearest("e")) <= 3 * 10_000
