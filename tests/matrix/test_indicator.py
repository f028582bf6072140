"""An indicator: typed on one line, shown as it can be typed, and wherever a field is to be seen."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copvalue_tui.matrix.fields.typed import (
    INDICATOR,
    NotUnderstood,
    detail_text,
    indicator_words,
    typed_indicator,
)
from copvalue_tui.matrix.values import Indicator
from tests.files.strategies import indicators

TODAY = date(2026, 11, 23)
ANSWERED = Indicator("answered in two days", 23, 40, 41, "%", date(2026, 11, 1))


@pytest.mark.parametrize(
    ("typed", "indicator"),
    [
        (INDICATOR, ANSWERED),
        ("answered in two days: 23 -> 41 of 40 % on 1 nov 2026", ANSWERED),
        ("answered", Indicator("answered")),
        ("answered: 41", Indicator("answered", now=41)),
        ("answered: 41%", Indicator("answered", now=41, unit="%")),
        ("answered: 23 →", Indicator("answered", baseline=23)),
        ("answered: of 40", Indicator("answered", target=40)),
        ("answered: 2.5 working days", Indicator("answered", now=2.5, unit="working days")),
        ("answered: -1e3", Indicator("answered", now=-1000.0)),
        ('answered: 41 "of all: 60"', Indicator("answered", now=41, unit="of all: 60")),
        ("of the day: 23 → 41", Indicator("of the day", 23, now=41)),
        ("day: night:", Indicator("day: night")),
        ("day: night: 4", Indicator("day: night", now=4)),
        ("", None),
        (" \n", None),
    ],
)
def test_it_is_typed_on_one_line(typed, indicator):
    assert typed_indicator(typed, TODAY) == indicator


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("answered: soon", "“answered: soon” has no figures after its colon; type it as"),
        ("answered: 1 → 2 → 3", "has no figures after its colon; type it as"),
        ("answered: 1,5", "has no figures after its colon; type it as"),
        (": 41", "An indicator starts with its name; type it as"),
        ("answered: 41 on the whole", "“whole” is not a month; type"),
        ("answered: 9223372036854775808", "is too large a number; type it as"),
        ("answered: 1e999", "is too large a number; type it as"),
        (f"answered: {'9' * 5000}", "is too large a number; type it as"),
    ],
)
def test_what_is_none_is_reported_with_an_example(typed, sentence):
    with pytest.raises(NotUnderstood, match=re.escape(sentence)):
        typed_indicator(typed, TODAY)


TYPED = indicators.filter(
    lambda one: (one.name, one.unit) == (detail_text(one.name), detail_text(one.unit))
)


@given(TYPED)
def test_its_words_can_be_typed_again(indicator):
    assert typed_indicator(indicator_words(indicator), TODAY) == indicator


@given(TYPED, st.text('"ab: o1→', max_size=6).map(detail_text), st.sampled_from(["name", "unit"]))
def test_also_where_they_look_like_figures(indicator, text, part):
    changed = replace(indicator, **{part: text or "x"})
    assert typed_indicator(indicator_words(changed), TODAY) == changed


@given(st.text(':"ab 14→-of.on%', max_size=24))
def test_whatever_else_is_typed_is_reported_or_has_words_to_be_typed_again(text):
    try:
        indicator = typed_indicator(text, TODAY)
    except NotUnderstood:
        return
    assert typed_indicator(indicator_words(indicator), TODAY) == indicator
