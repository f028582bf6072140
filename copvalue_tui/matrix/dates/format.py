"""Show dates: the day in words, and how far away it is."""

from __future__ import annotations

from datetime import date, timedelta

from copvalue_tui.matrix.text.sentences import plural
from copvalue_tui.matrix.values import Value

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

EXAMPLES = "2027-03, 1 march 2027, next march, +6m or end of year"
"""What people may type for a day, as questions and complaints offer it."""


def day_words(day: date) -> str:
    """A day in words: `1 March 2027`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def date_words(day: date, today: date) -> str:
    """A day in words with its distance: `1 March 2027, in 3 months`."""
    return f"{day_words(day)}, {distance_words(day, today)}"


def distance_words(day: date, today: date) -> str:
    """The distance of a day: `today`, `in 3 months`, `12 days ago`."""
    days = (day - today).days
    if abs(days) < 2:
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[days]
    count, word = abs(days), "day"
    # Weeks, months and years replace numbers that are too large to grasp in the smaller unit.
    for length, unit, least in ((7.0, "week", 14), (30.44, "month", 61), (365.25, "year", 730)):
        if abs(days) >= least:
            count, word = round(abs(days) / length), unit
    distance = plural(count, word)
    return f"in {distance}" if days > 0 else f"{distance} ago"


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
