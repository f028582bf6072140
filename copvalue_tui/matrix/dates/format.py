"""Show dates: the day in words, and how far away it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Value

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


def is_due(value: Value, today: date) -> bool:
    """True if the value's review date has passed or comes within `DUE_DAYS`."""
    if value.review_by is None or not value.claimed:
        return False
    return today > _LATEST or value.review_by <= today + timedelta(DUE_DAYS)
