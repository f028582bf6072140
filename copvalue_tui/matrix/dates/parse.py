"""Dates as people type them, and as they are shown; a month means its first day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from copvalue_tui.matrix.dates.calendar import (
    NotADate,
    day_of,
    last_of_month,
    later,
    month_number,
    no_day,
    read_number,
)
from copvalue_tui.matrix.dates.format import EXAMPLES, date_words, day_words, distance_words
from copvalue_tui.matrix.text.normalize import fold, tidy

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


class _Read(NamedTuple):
    """What a typed text means."""

    day: date
    remark: str = ""
    """What was made of it, when the text said less than a day."""


def typed_date(text: str, today: date) -> date:
    """The day that somebody means: `2027-03`, `next march`, `+6m`, `end of year`.

    A month or a quarter means its first day, a month without a year the next such first day, today
    included. Month names may be English, Spanish, French or Portuguese, or their beginnings.

    Raises:
        NotADate: Nothing else is ever raised; its text is the sentence to the person.
    """
    return _read(text, today).day


def preview(text: str, today: date) -> str:
    """What a half-typed date means so far, in words; or the sentence that says why it means none.

    >>> preview("2027-03", date(2026, 11, 23))
    '1 March 2027, in 3 months; a month means its first day'
    """
    if not text.strip():
        return f"Type a date: {EXAMPLES}."
    try:
        found = _read(text, today)
    except NotADate as trouble:
        return trouble.sentence
    words = date_words(found.day, today)
    return f"{words}; {found.remark}" if found.remark else words


def _read(text: str, today: date) -> _Read:
    words = _plain(text)
    if not words:
        raise NotADate(f"Nothing was typed; type a date such as {EXAMPLES}.")
    if len(words) <= _LONGEST:
        for pattern, meaning in _FORMS:
            found = re.fullmatch(pattern, words)
            if found is not None:
                return meaning(found, today)
    raise NotADate(f"“{_shown(text)}” is not a date; type {EXAMPLES}.")


def _plain(text: str) -> str:
    """The text without accents, case, commas and articles; a long one is not read to its end."""
    words = re.sub(r"[,'’]", " ", fold(text[: 4 * _LONGEST])).split()
    kept = [
        word
        for at, word in enumerate(words)
        # In “+2 d” the letter is a unit.
        if word not in _ARTICLES or (word == "d" and at and words[at - 1][-1].isdigit())
    ]
    return " ".join(kept)


def _shown(text: str) -> str:
    # Imported when a person slipped: dates that read never need it.
    from copvalue_tui.matrix.text.sanitize import safe

    short = tidy(text[: 4 * _LONGEST])
    return safe(short if len(short) <= 30 else short[:29] + "…")


def _said_day(found: re.Match[str], today: date) -> _Read:
    return _Read(later(today, 1, "day") if found[0] in _TOMORROW else today)


def _iso(found: re.Match[str], today: date) -> _Read:
    year, month, day = found["y"], found["m"], found["d"]
    if day is None:
        return _Read(day_of(int(year), int(month), 1), _FIRST)
    return _Read(day_of(int(year), int(month), int(day)))


def _month_and_year(found: re.Match[str], today: date) -> _Read:
    return _Read(day_of(int(found["y"]), int(found["m"]), 1), _FIRST)


def _three_numbers(found: re.Match[str], today: date) -> _Read:
    one, two, year = int(found[1]), int(found[2]), int(found[3])
    if one == two or two > 12 >= one:
        return _Read(day_of(year, one, two))
    if one > 12:
        return _Read(day_of(year, two, one))
    raise NotADate(
        f"“{found[0]}” may be day or month first; type {year}-{one:02}-{two:02} or "
        f"{year}-{two:02}-{one:02}."
    )


def _two_numbers(found: re.Match[str], today: date) -> _Read:
    raise NotADate(f"“{found[0]}” may mean a day or a year; type it with the year, as in 2027-03.")


def _only_year(found: re.Match[str], today: date) -> _Read:
    raise NotADate(
        f"“{found[0]}” is a whole year; type the month too, as in {found[0]}-03, or “end of "
        f"{found[0]}”."
    )


def _relative(found: re.Match[str], today: date) -> _Read:
    return _Read(later(today, read_number(found["n"]), found["unit"]))


def _coming(found: re.Match[str], today: date) -> _Read:
    """Next week, next month, next year."""
    unit = found["unit"]
    day = later(today, 1, unit)
    if unit in ("month", "mes", "mois"):
        return _Read(day.replace(day=1), _FIRST)
    return _Read(day)


def _named(found: re.Match[str], today: date) -> _Read:
    """A month by its name, with a day or a year or both, or neither."""
    month = month_number(found["name"])
    said = int(found["d"] or found["d2"] or 0)
    remark = "" if said else _FIRST
    if found["y"]:
        return _Read(day_of(int(found["y"]), month, said or 1), remark)
    start = later(today, 1, "day") if found["next"] else today
    for year in range(start.year, start.year + 9):
        try:
            day = day_of(year, month, said or 1)
        except NotADate:
            # 29 February is no day of most years.
            continue
        if day >= start:
            return _Read(day, remark)
    raise no_day(start.year, month, said)


def _quarter(found: re.Match[str], today: date) -> _Read:
    month = 3 * int(found["q"] or found["q2"]) - 2
    year = found["y"] or found["y2"]
    if year:
        return _Read(day_of(int(year), month, 1), _FIRST_OF_QUARTER)
    years = (today.year, today.year + 1)
    day = next(day for each in years if (day := day_of(each, month, 1)) >= today)
    return _Read(day, _FIRST_OF_QUARTER)


def _end_of_year(found: re.Match[str], today: date) -> _Read:
    year = int(found["y"] or 0) or today.year + (1 if found["next"] else 0)
    return _Read(day_of(year, 12, 31))


def _end_of_month(found: re.Match[str], today: date) -> _Read:
    start = later(today, 1, "m") if found["next"] else today
    return _Read(last_of_month(start.year, start.month))


def _end_of_named(found: re.Match[str], today: date) -> _Read:
    month = month_number(found["name"])
    year = int(found["y"] or 0) or today.year
    last = last_of_month(year, month)
    passed = last < today and not found["y"]
    return _Read(last_of_month(year + 1, month) if passed else last)


def _end_of_quarter(found: re.Match[str], today: date) -> _Read:
    month = 3 * int(found["q"] or (today.month + 2) // 3)
    year = int(found["y"] or 0) or today.year
    last = last_of_month(year, month)
    passed = last < today and not found["y"]
    return _Read(last_of_month(year + 1, month) if passed else last)


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
_FORMS: tuple[tuple[str, Callable[[re.Match[str], date], _Read]], ...] = (
    ("|".join((*_TODAY, *_TOMORROW)), _said_day),
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
"""What may be typed, the first form that fits in full; names in the words have no accents."""
