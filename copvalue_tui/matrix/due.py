"""When a value is to be looked at again: what is due, and what is overdue."""

from __future__ import annotations

from datetime import date, timedelta

from copvalue_tui.matrix.values import Value

DUE_DAYS = 31
"""A review date is due from that many days before it on, since a month means its first day."""
_LATEST = date.max - timedelta(DUE_DAYS)


def is_overdue(value: Value, today: date) -> bool:
    """Whether the value's review date has passed; nobody reviews what is retired."""
    return value.review_by is not None and value.review_by < today and value.status != "retired"


def is_due(value: Value, today: date) -> bool:
    """Whether the value's review date has passed or comes within `DUE_DAYS`."""
    if value.review_by is None or value.status == "retired":
        return False
    return today > _LATEST or value.review_by <= today + timedelta(DUE_DAYS)
