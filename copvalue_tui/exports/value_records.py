"""The values of a matrix as flat records, one per value: for CSV, JSON and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from copvalue_tui.matrix.fields.table import FIELDS as VALUE_FIELDS
from copvalue_tui.matrix.fields.table import ValueField
from copvalue_tui.matrix.values import AUDIENCES, HORIZONS, Matrix, Value

Record = dict[str, str | int | None]
FIELDS = (
    *("file", "community", "audience", "row", "horizon", "slot"),
    *(field.name for field in VALUE_FIELDS),
)
"""The fields of a record, in their order."""
PARKING_LOT = "parking_lot"
"""The audience of a value in the parking lot."""


def value_records(file: str, matrix: Matrix) -> Iterator[Record]:
    """A record for each value, in reading order, the parking lot last.

    `slot` counts from 1. Unset texts are empty; an unset date is None.
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
        **{field.name: _content(field, value) for field in VALUE_FIELDS},
    }


def _content(field: ValueField, value: Value) -> str | int | None:
    content = field.of(value)
    return content if isinstance(content, str | int) else field.plain(value) or None
