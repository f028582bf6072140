"""A table of values with tabs between its columns."""

from __future__ import annotations

from copvalue_tui.exports.registry import Exporter, ExportOptions
from copvalue_tui.exports.value_records import VALUE_TABLE_LOSES, separated_text
from copvalue_tui.matrix.values import Matrix


def _text(matrix: Matrix, options: ExportOptions) -> str:
    return separated_text(matrix, "\t", bom=options.excel)


EXPORTER = Exporter(
    "tsv",
    (".tsv", ".tab"),
    "a table of values, with tabs between its columns",
    _text,
    loses=VALUE_TABLE_LOSES,
    title="tab-separated values",
)
