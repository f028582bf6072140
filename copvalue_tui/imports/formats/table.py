"""Tables with tabs, commas or semicolons: the clipboard of a spreadsheet, CSV and TSV files."""

from __future__ import annotations

from copvalue_tui.imports.delimited import split_table
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import Importer
from copvalue_tui.imports.structure.grid import all_cells, read_grid
from copvalue_tui.imports.structure.records import read_records

_LIKELY = 5


def table(text: str) -> Imported:
    """The values of a table, in their cells as far as its heads or its first column say."""
    grid = split_table(text)
    return read_records(grid) or read_grid(grid) or all_cells(grid)


def _likeness(text: str) -> int:
    """Sure when heads or a first column say where values belong; else the lines are a list."""
    if not any(sign in text for sign in "\t;,"):
        return 0
    grid = split_table(text)
    return _LIKELY if read_records(grid) or read_grid(grid) else 0


IMPORTER = Importer("table", (".csv", ".tsv", ".tab"), _likeness, table)
