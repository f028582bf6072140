"""Filters: which values a filter selects, and what typed words ask for."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.filters import ALL, Filter, fulfils, parse_filter, selected, sentence
from copvalue_tui.matrix.values import Matrix, Place, Row, Value, count_values, value_at
from tests.files.strategies import matrices
from tests.laws import examples

TODAY = date(2026, 11, 23)
SAMPLES = Path(__file__).parents[2] / "samples"
WATER = read((SAMPLES / "water.toml").read_text(encoding="utf-8"))


def texts(matrix, wanted, today=TODAY):
    return [value_at(matrix, place).text for place in selected(matrix, wanted, today)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("at-risk", ["Exchange in my own language", "Time and cost saving", "Retention of talent"]),
        ("overdue", ["Exchange in my own language", "Time and cost saving"]),
        ("overdue owner:sponsor", ["Time and cost saving"]),
        ("status:ret", ["Plain reporting from utilities"]),
        ("status:parked,retired", ["Courage to lead change", "Plain reporting from utilities"]),
        (
            "priority:high without:evidence",
            ["Professional development", "Results that outlive funding"],
        ),
        ('theme:"one way"', ["Shorter learning curve", "Consistent practice across sites"]),
        ("horizon:long row:regulator p:low", ["Relationships I can call on"]),
        ("baseline", ["Time and cost saving"]),
        ("no owner on-track", ["Increased confidence", "Relationships I can call on"]),
        ("MÉTER fault", ["Early warning from the field"]),
    ],
)
def test_a_typed_filter_finds_the_values_it_names(typed, found):
    assert texts(WATER, parse_filter(typed)) == found


def test_words_of_one_kind_widen_and_kinds_narrow():
    both = parse_filter("at-risk realized")
    assert len(texts(WATER, both)) == 3 + 9
    assert len(texts(WATER, parse_filter("at-risk realized p:high"))) == 5
    assert parse_filter("undecided") == Filter(statuses=("proposed",))
    assert len(texts(WATER, parse_filter("undecided"))) == 4


def test_due_begins_a_month_before_the_review_date():
    value = Value("Help", review_by=date(2027, 3, 1))
    due = Filter(due=True)
    assert not fulfils(value, due, date(2027, 1, 28))
    assert fulfils(value, due, date(2027, 1, 29))
    assert fulfils(value, due, date(2027, 5, 1))
    assert fulfils(value, due, date.max)
    assert not fulfils(value, Filter(overdue=True), date(2027, 3, 1))
    assert fulfils(value, Filter(overdue=True), date(2027, 3, 2))
    retired = Value("Help", status="retired", review_by=date(2027, 3, 1))
    assert not fulfils(retired, Filter(overdue=True), date(2028, 1, 1))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "all values"),
        ("status:at-risk owner:core overdue", "at-risk, overdue, owner “core”"),
        ('p:high,none "cost saving"', "high priority or no priority, with “cost saving”"),
        ("without owner no evidence long", "without evidence, without owner, with “long”"),
    ],
)
def test_a_wish_is_reported_in_words(typed, told):
    assert sentence(parse_filter(typed)) == told


@pytest.mark.parametrize(
    ("typed", "unclear"),
    [
        ("status:lost", "“lost” is no status; type proposed, "),
        ("priority:9", "“9” is no priority; type high, medium or low."),
        ("horizon:middle", "“middle” is no horizon"),
        ("without:hope", "“hope” is no thing to be without"),
    ],
)
def test_what_is_not_understood_narrows_nothing_and_is_reported(typed, unclear):
    wanted = parse_filter(typed)
    assert len(wanted.unclear) == 1
    assert wanted.unclear[0].startswith(unclear)
    assert not wanted
    assert len(selected(WATER, wanted, TODAY)) == count_values(WATER)


@pytest.mark.parametrize("typed", ["status:", "owner:", '"', "::", ":", 'owner:"', "no", "without"])
def test_half_typed_words_do_no_harm(typed):
    assert parse_filter(typed).unclear == ()


def test_words_in_quotes_and_with_strange_colons_are_only_looked_for():
    assert parse_filter('"overdue"') == Filter(text="overdue")
    assert parse_filter("ratio 2:1 http://x") == Filter(text="ratio 2:1 http://x")
    assert parse_filter("text:due") == Filter(text="due")


WORDS = 'status:,at-,risk,owner:,",overdue,p:,high,without,owner,:, ,é,short,horizon:,text:,\x1b'
TYPED = st.one_of(
    st.text(max_size=30), st.lists(st.sampled_from(WORDS.split(",")), max_size=8).map("".join)
)


@settings(max_examples=examples(66, 2000))
@given(TYPED)
def test_any_text_is_a_wish_and_every_wish_is_reported(text):
    wanted = parse_filter(text)
    assert sentence(wanted)
    assert all(told.endswith(".") for told in wanted.unclear)


@settings(max_examples=examples(20, 600))
@given(matrices, TYPED, st.dates())
def test_what_is_selected_fulfils_the_wish_and_what_is_left_does_not(matrix, text, today):
    wanted = parse_filter(text)
    found = selected(matrix, wanted, today)
    assert list(found) == sorted(found)
    assert set(found) <= set(selected(matrix, ALL, today))
    assert all(fulfils(value_at(matrix, place), wanted, today) for place in found)
    if not wanted.row and wanted.horizon is None:
        left = set(selected(matrix, ALL, today)) - set(found)
        assert not any(fulfils(value_at(matrix, place), wanted, today) for place in left)


def test_a_hundred_thousand_values_are_filtered_and_remembered():
    cell = tuple(Value(f"Value {number}", owner="Core") for number in range(100_000))
    matrix = Matrix(members=(Row("All", short_term=cell),))
    wanted = parse_filter("owner:core 99999")
    assert selected(matrix, wanted, TODAY) == (Place(0, 0, 99_999),)
    assert selected(matrix, wanted, TODAY) == (Place(0, 0, 99_999),)
