"""A table of values as CSV: one value a row, a column for each field."""

from __future__ import annotations

from copvalue_tui.exports.registry import Exporter, ExportOptions
from copvalue_tui.exports.value_records import VALUE_TABLE_LOSES, separated_text
from copvalue_tui.matrix.values import Matrix


def _text(matrix: Matrix, options: ExportOptions) -> str:
    return separated_text(matrix, ",", bom=options.excel)


EXPORTER = Exporter(
    "csv",
    (".csv",),
    "a table of values, one a row",
    _text,
    loses=VALUE_TABLE_LOSES,
    title="CSV",
)
