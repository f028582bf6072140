"""Parse dates as people type them; a month means its first day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from copvalue_tui.matrix.dates.calendar import (
    EXAMPLES,
    NotADate,
    date_words,
    day_of,
    day_words,
    distance_words,
    last_of_month,
    later,
    month_number,
    no_day,
    read_number,
)
from copvalue_tui.matrix.text.normalize import fold, tidy
from copvalue_tui.matrix.text.sentences import shorten

__all__ = ["NotADate", "date_words", "day_words", "distance_words", "preview", "typed_date"]

_LONGEST = 60
_FIRST = "a month means its first day"
_FIRST_OF_QUARTER = "a quarter means its first day"
_ARTICLES = frozenset(("of", "the", "de", "del", "do", "da", "le", "la", "el", "l", "d"))
_TODAY = ("today", "now", "hoy", "aujourd hui", "hoje")
_TOMORROW = ("tomorrow", "manana", "demain", "amanha")
_NEXT = r"(?:next|coming|proximo|proxima|prochain|prochaine)"
_YEAR_WORD = r"(?:year|ano|annee|an)"
_MONTH_WORD = r"(?:month|mes|mois)"


class _Parsed(NamedTuple):
    """The meaning of a typed text."""

    day: date
    remark: str = ""
    """The assumption made if the text is less precise than a day."""


def typed_date(text: str, today: date) -> date:
    """The day that a typed text means: `2027-03`, `next march`, `+6m`, `end of year`.

    A month or a quarter means its first day, a month without a year the next such first day, today
    included. Month names may be English, Spanish, French or Portuguese, and abbreviated.

    Raises:
        NotADate: It is not a date; the exception's text is the message.
    """
    return _parse(text, today).day


def preview(text: str, today: date) -> str:
    """The meaning of a half-typed date in words, or the message why it has none.

    >>> preview("2027-03", date(2026, 11, 23))
    '1 March 2027, in 3 months; a month means its first day'
    """
    if not text.strip():
        return f"Type a date: {EXAMPLES}."
    try:
        parsed = _parse(text, today)
    except NotADate as error:
        return error.sentence
    words = date_words(parsed.day, today)
    return f"{words}; {parsed.remark}" if parsed.remark else words


def _parse(text: str, today: date) -> _Parsed:
    words = _plain(text)
    if not words:
        raise NotADate(f"Type a date such as {EXAMPLES}.")
    if len(words) <= _LONGEST:
        for pattern, meaning in _FORMS:
            match = re.fullmatch(pattern, words)
            if match is not None:
                return meaning(match, today)
    raise NotADate(f"“{_shortened(text)}” is not a date; type {EXAMPLES}.")


def _plain(text: str) -> str:
    """The text without accents, case, commas and articles; a long one is cut."""
    words = re.sub(r"[,'’]", " ", fold(text[: 4 * _LONGEST])).split()
    words_left = [
        word
        for at, word in enumerate(words)
        # In “+2 d” the letter is a unit.
        if word not in _ARTICLES or (word == "d" and at and words[at - 1][-1].isdigit())
    ]
    return " ".join(words_left)


def _shortened(text: str) -> str:
    # Imported here, because valid dates never need it.
    from copvalue_tui.matrix.text.sanitize import safe

    return safe(shorten(tidy(text[: 4 * _LONGEST]), 30))


def _today_or_tomorrow(match: re.Match[str], today: date) -> _Parsed:
    return _Parsed(later(today, 1, "day") if match[0] in _TOMORROW else today)


def _iso(match: re.Match[str], today: date) -> _Parsed:
    year, month, day = match["y"], match["m"], match["d"]
    if day is None:
        return _Parsed(day_of(int(year), int(month), 1), _FIRST)
    return _Parsed(day_of(int(year), int(month), int(day)))


def _month_and_year(match: re.Match[str], today: date) -> _Parsed:
    return _Parsed(day_of(int(match["y"]), int(match["m"]), 1), _FIRST)


def _three_numbers(match: re.Match[str], today: date) -> _Parsed:
    one, two, year = int(match[1]), int(match[2]), int(match[3])
    if one == two or two > 12 >= one:
        return _Parsed(day_of(year, one, two))
    if one > 12:
        return _Parsed(day_of(year, two, one))
    raise NotADate(
        f"“{match[0]}” is ambiguous; type {year}-{one:02}-{two:02} or {year}-{two:02}-{one:02}."
    )


def _two_numbers(match: re.Match[str], today: date) -> _Parsed:
    raise NotADate(f"“{match[0]}” is ambiguous; add the year, as in 2027-03.")


def _only_year(match: re.Match[str], today: date) -> _Parsed:
    raise NotADate(
        f"“{match[0]}” is a whole year; add the month, as in {match[0]}-03, or “end of {match[0]}”."
    )


def _relative(match: re.Match[str], today: date) -> _Parsed:
    return _Parsed(later(today, read_number(match["n"]), match["unit"]))


def _coming(match: re.Match[str], today: date) -> _Parsed:
    """Next week, next month or next year."""
    unit = match["unit"]
    day = later(today, 1, unit)
    if unit in ("month", "mes", "mois"):
        return _Parsed(day.replace(day=1), _FIRST)
    return _Parsed(day)


def _named(match: re.Match[str], today: date) -> _Parsed:
    """A month by name, with or without a day and a year."""
    month = month_number(match["name"])
    day_number = int(match["d"] or match["d2"] or 0)
    remark = "" if day_number else _FIRST
    if match["y"]:
        return _Parsed(day_of(int(match["y"]), month, day_number or 1), remark)
    start = later(today, 1, "day") if match["next"] else today
    for year in range(start.year, start.year + 9):
        try:
            day = day_of(year, month, day_number or 1)
        except NotADate:
            # Most years have no 29 February.
            continue
        if day >= start:
            return _Parsed(day, remark)
    raise no_day(start.year, month, day_number)


def _quarter(match: re.Match[str], today: date) -> _Parsed:
    month = 3 * int(match["q"] or match["q2"]) - 2
    year = match["y"] or match["y2"]
    if year:
        return _Parsed(day_of(int(year), month, 1), _FIRST_OF_QUARTER)
    years = (today.year, today.year + 1)
    day = next(day for each in years if (day := day_of(each, month, 1)) >= today)
    return _Parsed(day, _FIRST_OF_QUARTER)


def _end_of_year(match: re.Match[str], today: date) -> _Parsed:
    year = int(match["y"] or 0) or today.year + (1 if match["next"] else 0)
    return _Parsed(day_of(year, 12, 31))


def _end_of_month(match: re.Match[str], today: date) -> _Parsed:
    start = later(today, 1, "m") if match["next"] else today
    return _Parsed(last_of_month(start.year, start.month))


def _end_of_named(match: re.Match[str], today: date) -> _Parsed:
    month = month_number(match["name"])
    year = int(match["y"] or 0) or today.year
    last = last_of_month(year, month)
    passed = last < today and not match["y"]
    return _Parsed(last_of_month(year + 1, month) if passed else last)


def _end_of_quarter(match: re.Match[str], today: date) -> _Parsed:
    month = 3 * int(match["q"] or (today.month + 2) // 3)
    year = int(match["y"] or 0) or today.year
    last = last_of_month(year, month)
    passed = last < today and not match["y"]
    return _Parsed(last_of_month(year + 1, month) if passed else last)


_Y = r"(?P<y>[0-9]{4})"
_NAME = r"(?P<name>[a-z]{3,10})\.?"
_END = "(?:end|fin|fim)"
_THIS = f"(?:(?P<next>{_NEXT}) |this )?"
_N = r"(?P<n>[0-9]{1,6}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = (
    r"(?P<unit>d|days?|dias?|jours?|w|weeks?|semanas?|semaines?|m|mo|mos|months?|mes|meses|mois"
    r"|y|yrs?|years?|anos?|ans?)"
)
_Q = "q(?P<q>[1-4])"
_FORMS: tuple[tuple[str, Callable[[re.Match[str], date], _Parsed]], ...] = (
    ("|".join((*_TODAY, *_TOMORROW)), _today_or_tomorrow),
    (rf"{_Y}[-/.](?P<m>[0-9]{{1,2}})(?:[-/.](?P<d>[0-9]{{1,2}}))?", _iso),
    (rf"(?P<m>[0-9]{{1,2}})[-/. ]{_Y}", _month_and_year),
    (r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", _three_numbers),
    (r"[0-9]{1,2}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,2})?", _two_numbers),
    (r"[0-9]{4}", _only_year),
    (rf"(?:in|en|dans|em|within)? ?\+? ?{_N} ?{_UNIT}(?: from (?:now|today))?", _relative),
    (rf"{_NEXT} (?P<unit>week|month|year|semana|semaine|mes|mois|ano|annee)", _coming),
    (rf"{_Q}(?:[- /]?{_Y})?|(?P<y2>[0-9]{{4}})[- /]?q(?P<q2>[1-4])", _quarter),
    (rf"eoy|year[- ]end|{_END} {_THIS}(?:{_YEAR_WORD}|{_Y})", _end_of_year),
    (rf"eom|{_END} {_THIS}{_MONTH_WORD}", _end_of_month),
    (rf"{_END} (?:{_Q}|(?:this )?quarter)(?: {_Y})?", _end_of_quarter),
    (rf"{_END} (?:{_NEXT} )?{_NAME}(?: {_Y})?", _end_of_named),
    (
        rf"{_THIS}(?:(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th|er|o)?[ -]?)?{_NAME}"
        rf"(?: ?(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?)?(?:[-/ ]?{_Y})?",
        _named,
    ),
)
"""The accepted forms; the first full match counts; words have no accents."""
