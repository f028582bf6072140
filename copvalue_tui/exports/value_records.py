"""The values of a matrix as flat records, one a value: for tables, and programs that read many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copvalue_tui.matrix.values import AUDIENCES, HORIZONS, Matrix, Value

Record = dict[str, str | int | None]
FIELDS = (
    *("file", "community", "audience", "row", "horizon", "slot", "text", "status", "priority"),
    *("votes", "shared", "owner", "evidence", "note", "review_by"),
)
"""The fields of a record, in their order."""
PARKING_LOT = "parking_lot"
"""What stands for the audience of a value that has no cell yet."""


def value_records(file: str, matrix: Matrix) -> Iterator[Record]:
    """A record for each value, in reading order; those of the parking lot come last.

    `slot` counts from 1. What is not set is an empty text, a date that is not set is null.
    """
    for audience in AUDIENCES:
        rows = matrix.members if audience == "members" else matrix.organizations
        for row in rows:
            for horizon in HORIZONS:
                for slot, value in enumerate(row.cell(horizon), 1):
                    where = (audience, row.name, horizon)
                    yield _record(file, matrix, where, slot, value)
    for slot, value in enumerate(matrix.parking_lot, 1):
        yield _record(file, matrix, (PARKING_LOT, "", ""), slot, value)


def _record(
    file: str, matrix: Matrix, where: tuple[str, str, str], slot: int, value: Value
) -> Record:
    audience, row, horizon = where
    return {
        "file": file,
        "community": matrix.title,
        "audience": audience,
        "row": row,
        "horizon": horizon,
        "slot": slot,
        "text": value.text,
        "status": value.status,
        "priority": value.priority,
        "votes": value.votes,
        "shared": value.shared,
        "owner": value.owner,
        "evidence": value.evidence,
        "note": value.note,
        "review_by": value.review_by.isoformat() if value.review_by else None,
    }


_FORMULA = r"'*[\s\x00-\x1f]*[=+\-@\t\r\n\x00＝＋－＠]"
"""What a spreadsheet may begin to reckon with, marks of ours and blanks before it included."""


def protected(text: str) -> str:
    """The text with a `'` before it when a spreadsheet would take it for a formula."""
    return f"'{text}" if re.match(_FORMULA, text) else text


def unprotected(text: str) -> str:
    """The text that `protected` was given; any other text stays as it is."""
    return text[1:] if text[:1] == "'" and re.match(_FORMULA, text[1:]) else text
