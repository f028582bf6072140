"""The values of a matrix as flat records, one per value: for CSV, JSON and spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from copvalue_tui.matrix.fields.table import FIELDS as VALUE_FIELDS
from copvalue_tui.matrix.fields.table import ValueField
from copvalue_tui.matrix.text.escape import escape_formula
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import AUDIENCES, HORIZONS, Matrix, Value

Record = dict[str, str | int | None]
FIELDS = (
    *("file", "community", "audience", "row", "horizon", "slot"),
    *(field.name for field in VALUE_FIELDS),
)
"""The fields of a record, in their order."""
COLUMNS = ("audience", "row", "horizon", *(field.name for field in VALUE_FIELDS))
"""The columns of an exported table."""
PARKING_LOT = "parking_lot"
"""The audience of a value in the parking lot."""

BOM = "\ufeff"
"""The byte-order mark by which Excel knows UTF-8."""
VALUE_TABLE_LOSES = (
    *("title", "facts", "personas", "tags", "empty rows", "reviews", "settings"),
    "unprintable",
)
"""What a table with one value a row cannot carry; the names are those of `registry.KINDS`."""


def separated_text(matrix: Matrix, separator: str, *, bom: bool = False) -> str:
    """The values as lines with a separator, a head above; with `bom` as Excel wants it."""
    # Imported here, because JSON needs the records and no table.
    import csv
    import io

    page = io.StringIO()
    table = csv.writer(page, delimiter=separator, lineterminator="\n")
    table.writerow(COLUMNS)
    for record in value_records("", matrix):
        table.writerow([cell_text(record[name]) for name in COLUMNS])
    return (BOM if bom else "") + page.getvalue()


def cell_text(content: str | int | None) -> str | int:
    """What stands in a cell of a table: nothing in it commands a terminal or a spreadsheet."""
    if isinstance(content, str):
        return escape_formula(safe(content))
    return "" if content is None else content


def places_of(matrix: Matrix) -> Iterator[tuple[str, str, str, int, Value]]:
    """Audience, row, horizon and slot of each value, in reading order, the parking lot last.

    The slot counts from 1.
    """
    for audience in AUDIENCES:
        rows = matrix.members if audience == "members" else matrix.organizations
        for row in rows:
            for horizon in HORIZONS:
                for slot, value in enumerate(row.cell(horizon), 1):
                    yield audience, row.name, horizon, slot, value
    for slot, value in enumerate(matrix.parking_lot, 1):
        yield PARKING_LOT, "", "", slot, value


def value_records(file: str, matrix: Matrix) -> Iterator[Record]:
    """A record for each value, in the order of `places_of`.

    Unset texts are empty; an unset date is None.
    """
    for audience, row, horizon, slot, value in places_of(matrix):
        yield {
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
