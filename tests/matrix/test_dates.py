"""Dates as people type them: what they mean, which are refused, and in which words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.dates.parse import (
    NotADate,
    date_words,
    day_words,
    distance_words,
    preview,
    typed_date,
)
from copvalue_tui.matrix.text.sanitize import safe
from tests.counting import calls_of
from tests.laws import examples

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2027-03", "2027-03-01"),
        ("2027-03-01", "2027-03-01"),
        ("2027/3/9", "2027-03-09"),
        ("march", "2027-03-01"),
        ("next march", "2027-03-01"),
        ("mar 2027", "2027-03-01"),
        ("Mar. 2027", "2027-03-01"),
        ("march 1, 2027", "2027-03-01"),
        ("1st March", "2027-03-01"),
        ("1-Mar-2027", "2027-03-01"),
        ("november", "2027-11-01"),
        ("nov 30", "2026-11-30"),
        ("29 feb", "2028-02-29"),
        ("+6m", "2027-05-23"),
        ("6 months", "2027-05-23"),
        ("in 6 months", "2027-05-23"),
        ("in a month", "2026-12-23"),
        ("+2w", "2026-12-07"),
        ("in two weeks", "2026-12-07"),
        ("+10d", "2026-12-03"),
        ("+1y", "2027-11-23"),
        ("next week", "2026-11-30"),
        ("next month", "2026-12-01"),
        ("end of year", "2026-12-31"),
        ("end of next year", "2027-12-31"),
        ("end of 2028", "2028-12-31"),
        ("end of february", "2027-02-28"),
        ("end of month", "2026-11-30"),
        ("end of q2", "2027-06-30"),
        ("q2 2027", "2027-04-01"),
        ("2027 Q2", "2027-04-01"),
        ("q4", "2027-10-01"),
        ("today", "2026-11-23"),
        ("tomorrow", "2026-11-24"),
        ("12/2026", "2026-12-01"),
        ("25/12/2026", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("3/3/2027", "2027-03-03"),
        ("  MARCH   2027 ", "2027-03-01"),
        ("1 de marzo de 2027", "2027-03-01"),
        ("março 2027", "2027-03-01"),
        ("février 2027", "2027-02-01"),
        ("dans 6 mois", "2027-05-23"),
        ("fin d'année", "2026-12-31"),
        ("hoy", "2026-11-23"),
    ],
)
def test_a_date_typed_as_people_do_is_understood(typed, meant):
    assert typed_date(typed, TODAY).isoformat() == meant


@pytest.mark.parametrize(
    ("today", "typed", "meant"),
    [
        ("2027-03-01", "march", "2027-03-01"),
        ("2027-03-01", "next march", "2028-03-01"),
        ("2027-03-02", "march", "2028-03-01"),
        ("2027-01-31", "+1m", "2027-02-28"),
        ("2028-02-29", "+1y", "2029-02-28"),
        ("2027-12-31", "next month", "2028-01-01"),
    ],
)
def test_the_same_words_mean_another_day_on_another_day(today, typed, meant):
    assert typed_date(typed, date.fromisoformat(today)).isoformat() == meant


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("03/04/2027", "type 2027-03-04 or 2027-04-03"),
        ("3.4.2027", "is ambiguous; type 2027-03-04"),
        ("12/26", "add the year"),
        ("2027", "add the month"),
        ("2027-13", "no month 13"),
        ("2027-02-30", "February 2027 has no day 30; it has 28 days"),
        ("jui", "type another letter"),
        ("blah", "“blah” is not a month"),
        ("soon, I hope", "“soon, I hope” is not a date; type 2027-03"),
        ("0203-01-01", "too far away"),
        ("+999999y", "too far away"),
        ("", "Type a date such as"),
        ("\x1b[2J", "␛[2J"),
    ],
)
def test_what_is_no_date_is_refused_in_a_sentence_that_says_what_to_type(typed, told):
    with pytest.raises(NotADate) as caught:
        typed_date(typed, TODAY)
    assert told in caught.value.sentence
    assert caught.value.sentence[0].isupper() or caught.value.sentence[0] == "“"
    assert caught.value.sentence.endswith(".")


def test_what_will_be_kept_is_shown_while_it_is_typed():
    assert preview("2027-03", TODAY) == "1 March 2027, in 3 months; a month means its first day"
    assert preview("q2 2027", TODAY).endswith("; a quarter means its first day")
    assert preview("2027-03-02", TODAY) == "2 March 2027, in 3 months"
    assert preview(" ", TODAY).startswith("Type a date")
    assert "not a month" in preview("blah", TODAY)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (13, "in 13 days"),
        (-14, "2 weeks ago"),
        (90, "in 3 months"),
        (800, "in 2 years"),
    ],
)
def test_how_far_a_day_is_away_is_reported_in_the_unit_that_fits(days, told):
    assert distance_words(date.fromordinal(TODAY.toordinal() + days), TODAY) == told


WORDS = "end of ,next ,q2, 2027,+,12,/,-,., ,march,jui,m,y,2027,0,99,31 ,feb,de ,d',in ,a ,week,٣"
PARTS = st.sampled_from(WORDS.split(","))
TYPED = st.one_of(st.text(max_size=30), st.lists(PARTS, max_size=6).map("".join))


@settings(max_examples=examples(150, 3000))
@given(TYPED, st.dates())
def test_any_text_on_any_day_is_a_date_or_a_sentence(text, today):
    try:
        told = day_words(typed_date(text, today)) + "."
    except NotADate as trouble:
        told = trouble.sentence
    assert told.endswith(".")
    assert safe(told) == told
    assert preview(text, today)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.dates())
def test_a_day_as_it_is_shown_can_be_typed_again(day, today):
    assert typed_date(day_words(day), today) == day
    assert typed_date(day.isoformat(), today) == day
    assert day_words(day) in date_words(day, today)


@pytest.mark.parametrize("text", ["1" * 10**6, "end of " * 10**5, "a" * 10**6, "1 " * 30])
def test_a_book_is_refused_at_once(text):
    def refused() -> None:
        with pytest.raises(NotADate):
            typed_date(text, TODAY)

    assert calls_of(refused) <= 20_000
