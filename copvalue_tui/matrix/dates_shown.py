"""Dates as they are shown: the day in words, and how far away it is."""

from __future__ import annotations

from datetime import date

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_words(day: date) -> str:
    """A day as it is shown: `1 March 2027`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def date_words(day: date, today: date) -> str:
    """A day as it is shown, with how far it is away: `1 March 2027, in 3 months`."""
    return f"{day_words(day)}, {distance_words(day, today)}"


def distance_words(day: date, today: date) -> str:
    """How far a day is away: `today`, `in 3 months`, `12 days ago`."""
    days = (day - today).days
    if abs(days) < 2:
        return {0: "today", 1: "tomorrow", -1: "yesterday"}[days]
    count, word = abs(days), "day"
    # Weeks and months are told where a smaller unit would be a number to be reckoned with.
    for length, unit, least in ((7.0, "week", 14), (30.44, "month", 61), (365.25, "year", 730)):
        if abs(days) >= least:
            count, word = round(abs(days) / length), unit
    told = f"{count} {word}" if count == 1 else f"{count} {word}s"
    return f"in {told}" if days > 0 else f"{told} ago"
