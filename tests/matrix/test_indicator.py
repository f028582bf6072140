"""An indicator: typed on one line, shown as it can be typed, and wherever a field is to be seen."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copvalue_tui.matrix.fields.indicator import (
    EXAMPLE,
    figures_in,
    indicator_shown,
    indicator_words,
    is_reached,
    is_receding,
    typed_indicator,
    with_part,
)
from copvalue_tui.matrix.fields.table import lines_about
from copvalue_tui.matrix.fields.typed import NotUnderstood, detail_text
from copvalue_tui.matrix.text.labels import Labels
from copvalue_tui.matrix.values import Indicator, Value
from tests.files.strategies import indicators

TODAY = date(2026, 11, 23)
ANSWERED = Indicator("answered in two days", 23, 40, 41, "%", date(2026, 11, 1))


@pytest.mark.parametrize(
    ("typed", "indicator"),
    [
        (EXAMPLE, ANSWERED),
        ("answered in two days: 23 → 41 of 40 % on 2026-11-01", ANSWERED),
        ("answered in two days: 23% -> 41% of 40% on 1 nov 2026", ANSWERED),
        ("answered in two days: 23 → 41 %, target 40 on 2026-11-01", ANSWERED),
        ("answered: from 34 weeks, target 26", Indicator("answered", 34, 26, unit="weeks")),
        ("answered: −5 → 3 of 4", Indicator("answered", -5, 4, 3)),
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
        ("answered: 30 % → x", "has no figures after its colon; type it as"),
        ("answered: 1 → 2 → 3", "has no figures after its colon; type it as"),
        ("answered: 1,5", "“1,5” has a comma; type decimals as in 2.5 and thousands as in 1200"),
        ("answered: 1.000,5 of 2", "“1.000,5” has a comma; type decimals as in 2.5"),
        ("answered: 23 % → 41 hours", "“%” and “hours”: give all figures one unit"),
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


def test_its_words_tell_where_it_goes(subtests):
    falling = Indicator("median reply time", 30, 12, 9.5, "hours", date(2026, 11, 1))
    for indicator, words in (
        (ANSWERED, "23 → 41 % of 40 on 1 November 2026"),
        (falling, "30 → 9.5 hours, target 12 on 1 November 2026"),
        (replace(falling, now=None, on=None), "from 30 hours, target 12"),
        (replace(ANSWERED, baseline=None, now=None, on=None), "target 40 %"),
    ):
        with subtests.test(words=words):
            assert indicator_shown(indicator) == f"{indicator.name}: {words}"
    spanish = figures_in(Labels("es"), falling)
    assert spanish == "30 → 9,5 hours, meta 12 (1 de noviembre de 2026)"
    assert figures_in(Labels("fr"), ANSWERED) == "23 → 41 % · objectif 40 (1er novembre 2026)"


def test_a_line_about_a_value_tells_it_without_saying_that_it_is_the_evidence():
    value = Value("Help", evidence="indicator", indicator=ANSWERED)
    words = indicator_shown(ANSWERED)
    assert lines_about(value, TODAY) == (f"{words}, target reached",)
    story = replace(value, evidence="story")
    assert lines_about(story) == ("evidence: story", words)
    assert lines_about(replace(value, indicator=None)) == ("evidence: indicator",)


@pytest.mark.parametrize(
    ("baseline", "target", "now", "reached", "receding"),
    [
        (23, 40, 41, True, False),
        (23, 40, 40, True, False),
        (23, 40, 39, False, False),
        (23, 40, 22, False, True),
        (34, 26, 26, True, False),
        (34, 26, 30, False, False),
        (34, 26, 35, False, True),
        (0, -25, -38, True, False),
        (-5, 5, -6, False, True),
        (None, 40, 41, True, False),
        (None, 40, 39, False, False),
        (40, 40, 40, True, False),
        (23, None, 41, None, False),
        (23, 40, None, None, False),
    ],
)
def test_a_target_below_the_start_is_reached_from_above(baseline, target, now, reached, receding):
    indicator = Indicator("figure", baseline, target, now)
    assert (is_reached(indicator), is_receding(indicator)) == (reached, receding)


@pytest.mark.parametrize(
    ("part", "typed", "result"),
    [
        ("now", "44", replace(ANSWERED, now=44, on=TODAY)),
        ("now", "44 %", replace(ANSWERED, now=44, on=TODAY)),
        ("now", "41", ANSWERED),
        ("now", "", replace(ANSWERED, now=None, on=None)),
        ("target", "-2.5", replace(ANSWERED, target=-2.5)),
        ("baseline", "3 hours", replace(ANSWERED, baseline=3, unit="hours")),
        ("unit", "of all", replace(ANSWERED, unit="of all")),
        ("on", "2026-10", replace(ANSWERED, on=date(2026, 10, 1))),
        ("on", "", replace(ANSWERED, on=None)),
        ("name", "Calls: how many", replace(ANSWERED, name="Calls: how many")),
        ("name", " ", None),
        ("now", "soon", "“soon” is not a number; type one such as 41 or 2.5"),
        ("now", "41%%% of", "“41%%% of” is not a number; type one such as 41 or 2.5"),
        ("now", "1,200", "“1,200” has a comma; type decimals as in 2.5 and thousands as in 1200"),
        ("target", "nan", "“nan” is not a number; type one such as 41 or 2.5"),
        ("on", "soon", "“soon” is not a month"),
    ],
)
def test_each_part_is_typed_by_itself(part, typed, result):
    if isinstance(result, str):
        with pytest.raises(NotUnderstood, match=re.escape(result)):
            with_part(ANSWERED, part, typed, TODAY)
    else:
        assert with_part(ANSWERED, part, typed, TODAY) == result


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
