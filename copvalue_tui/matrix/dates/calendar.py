"""The calendar: names of months, days that exist, days a while later, a day in words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from copvalue_tui.matrix.text.normalize import fold
from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Action, Value

if TYPE_CHECKING:
    from copvalue_tui.matrix.text.labels import Labels

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

EXAMPLES = "2027-03, 1 march 2027, next march, +6m or end of year"
"""What people may type for a day, as questions and complaints offer it."""

SOON = "15 january, +6w or end of march"
"""The same for a day that is near: when a next step is due."""


def day_words(day: date) -> str:
    """A day in words: `1 March 2027`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def date_words(day: date, today: date) -> str:
    """A day in words with its distance: `1 March 2027, in 3 months`."""
    return f"{day_words(day)}, {distance_words(day, today)}"


def distance_words(day: date, today: date) -> str:
    """The distance of a day: `today`, `in 3 months`, `12 days ago`."""
    count, unit = _distance(day, today)
    if not unit:
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[count]
    distance = plural(abs(count), unit)
    return f"in {distance}" if count > 0 else f"{distance} ago"


def distance_in(label: Labels, day: date, today: date) -> str:
    """The distance of a day in the language of the labels."""
    count, unit = _distance(day, today)
    if not unit:
        return label(f"distance.{count}")
    distance = label(f"distance.{unit}.{'one' if abs(count) == 1 else 'many'}").format(abs(count))
    return label("distance.ahead" if count > 0 else "distance.ago").format(distance)


def _distance(day: date, today: date) -> tuple[int, str]:
    """The distance and its unit; the unit is empty for today and the days beside it."""
    days = (day - today).days
    if abs(days) < 2:
        return days, ""
    count, word = days, "day"
    # Weeks, months and years replace numbers that are too large to grasp in the smaller unit.
    for length, unit, least in ((7.0, "week", 14), (30.44, "month", 61), (365.25, "year", 730)):
        if abs(days) >= least:
            count, word = round(days / length), unit
    return count, word


DUE_DAYS = 31
"""A review is due this many days before its date, because a month means its first day."""
_LATEST = date.max - timedelta(DUE_DAYS)


def is_overdue(value: Value, today: date) -> bool:
    """True if the value's review date has passed, unless the value is retired."""
    return value.review_by is not None and value.review_by < today and value.claimed


def is_late(action: Action, today: date) -> bool:
    """True if the day of a next step has passed, unless it is done."""
    return action.done is None and action.by is not None and action.by < today


def is_due(value: Value, today: date) -> bool:
    """True if the value's review date has passed or comes within `DUE_DAYS`."""
    if value.review_by is None or not value.claimed:
        return False
    return today > _LATEST or value.review_by <= today + timedelta(DUE_DAYS)


FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A year outside this range is a typing error."""
_NAMES = (
    "january february march april may june july august september october november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
)
"""English, Spanish, French, Portuguese, without accents."""
_OTHERS = {"sept": 9, "setiembre": 9, "fevr": 2, "juil": 7}
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"


def month_number(name: str) -> int:
    """The number of a month, by its name or the start of it, without accents, in lower case.

    Raises:
        NotADate: No month or more than one starts like this.
    """
    if name in _OTHERS:
        return _OTHERS[name]
    months = {
        number
        for names in _NAMES
        for number, full in enumerate(names.split(), 1)
        if full.startswith(name)
    }
    if len(months) == 1:
        return months.pop()
    if months:
        raise NotADate(f"“{name}” could be two months; type another letter.")
    raise NotADate(f"“{name}” is not a month; type 2027-03 or march 2027.")


def day_of(year: int, month: int, day: int) -> date:
    """This day of the calendar.

    Raises:
        NotADate: There is no such day, or the year is out of range.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise far_away(year)
    if not 1 <= month <= 12:
        raise NotADate(f"There is no month {month}; type the year first, as in 2027-03.")
    if not 1 <= day <= last_of_month(year, month).day:
        raise no_day(year, month, day)
    return date(year, month, day)


def no_day(year: int, month: int, day: int) -> NotADate:
    """The sentence for a day that a month does not have."""
    count = last_of_month(year, month).day
    return NotADate(f"{MONTH_NAMES[month - 1]} {year} has no day {day}; it has {count} days.")


def far_away(year: int) -> NotADate:
    """The sentence for a year out of range."""
    return NotADate(
        f"The year {year} is too far away; type a year from {FIRST_YEAR} to {LAST_YEAR}."
    )


def last_of_month(year: int, month: int) -> date:
    """The last day of a month.

    Raises:
        NotADate: The year is out of range.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise far_away(year)
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(1)


def later(day: date, count: int, unit: str) -> date:
    """The day this many units later; a day that the month lacks becomes its last one.

    The unit may be any word that starts like day, week, month or year in the four languages.

    Raises:
        NotADate: It is too far away.
    """
    if count > 12 * (LAST_YEAR - FIRST_YEAR) * 31:
        raise NotADate(f"That is too far away; the last year is {LAST_YEAR}.")
    if unit.startswith(("d", "j")):
        return _after_days(day, count)
    if unit.startswith(("w", "s")):
        return _after_days(day, 7 * count)
    months = count if unit.startswith("m") else 12 * count
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


def _after_days(day: date, count: int) -> date:
    if (date(LAST_YEAR, 12, 31) - day).days < count:
        raise NotADate(f"That is too far away; the last year is {LAST_YEAR}.")
    return day + timedelta(count)


def cadence_months(cadence: str) -> int | None:
    """The months between two reviews, from words such as “every six months”; None if unclear.

    English, Spanish, French and Portuguese; of several the first counts.
    """
    words = " ".join(fold(cadence).replace("-", " ").split())
    matches = [(re.search(pattern, words), months) for pattern, months in _CADENCES]
    starts = [(match.start(), number) for number, (match, _) in enumerate(matches) if match]
    if not starts:
        return None
    match, months = matches[min(starts)[1]]
    count = match["count"] if match and "count" in match.groupdict() else "1"
    months *= int(count) if count.isdigit() else _COUNTS.get(count, 0)
    return months if 0 < months <= MOST_MONTHS else None


def next_review(cadence: str, day: date) -> date | None:
    """The day of the next review after one on this day; None if the cadence is unclear."""
    months = cadence_months(cadence)
    return None if months is None else later(day, months, "months")


def one_cadence_before(cadence: str, day: date) -> date | None:
    """The day one review cadence before this one; None if the cadence is unclear."""
    months = cadence_months(cadence)
    try:
        return None if months is None else later(day, -months, "months")
    except NotADate:
        return None


_COUNTS = {
    word: number
    for words in (
        _NUMBERS,
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "un deux trois quatre cinq six sept huit neuf dix onze douze",
        "um dois tres quatro cinco seis sete oito nove dez onze doze",
    )
    for number, word in enumerate(words.split(), 1)
}
_EVERY = r"(?:every|each|cada|tous les|toutes les|chaque|a cada) (?P<count>[a-z]+|[0-9]{1,3}) "
_CADENCES = (
    (r"(?:every|each) half year", 6),
    (_EVERY + r"(?:months?|mes(?:es)?|mois)\b", 1),
    (_EVERY + r"(?:years?|anos?|ans?)\b", 12),
    (r"\b(?:twice a year|half yearly|biannual(?:ly)?|six monthly|semest\w+|dos veces al ano)", 6),
    (r"\b(?:deux fois par an|duas vezes (?:por|ao) ano)", 6),
    (r"\b(?:quarter(?:ly)?|trimest\w+)", 3),
    (r"\b(?:monthly|every month|mensual(?:mente)?|mensuel\w*|mensal(?:mente)?|cada mes)", 1),
    (r"\b(?:every two years|biennial(?:ly)?|bienal|bisannuel\w*)", 24),
    (r"\b(?:year(?:ly)?|annual(?:ly)?|anual(?:mente)?|annuel\w*|once a year|cada ano)\b", 12),
    (r"\b(?:every year|chaque annee|tous les ans|todos los anos|todos os anos)", 12),
)
"""A pattern for a cadence without accents → the months it counts."""
MOST_MONTHS = 120


def read_number(words: str) -> int:
    """A number in digits, or in words up to twelve; an article counts as one."""
    if words.isdigit():
        return int(words)
    numbers = _NUMBERS.split()
    return numbers.index(words) + 1 if words in numbers else 1


class NotADate(Exception):
    """A text that is not a date, or an ambiguous one."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        """The message: what is wrong, and what to type."""
