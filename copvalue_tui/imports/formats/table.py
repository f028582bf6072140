"""Tables with tabs, commas or semicolons: the clipboard of a spreadsheet, CSV and TSV files."""

from __future__ import annotations

from copvalue_tui.imports.delimited import split_table
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.marks import lead_of
from copvalue_tui.imports.registry import Importer
from copvalue_tui.imports.structure.grid import all_cells, read_grid
from copvalue_tui.imports.structure.labels import label_and_value, read_label
from copvalue_tui.imports.structure.records import read_records

_LIKELY = 5


def table(text: str) -> Imported:
    """The values of a table, in their cells as far as its heads or its first column say."""
    grid = split_table(text)
    return read_records(grid) or read_grid(grid) or all_cells(grid)


def _likeness(text: str) -> int:
    """Sure when heads or a first column say where values belong; else the lines are a list."""
    if not any(sign in text for sign in "\t;,") or _is_indented(text) or _is_said_at_once(text):
        return 0
    grid = split_table(text)
    return _LIKELY if read_records(grid) or read_grid(grid) else 0


def _is_indented(text: str) -> bool:
    """Whether tabs only indent lines or follow their marks, as in the outline of a mind map."""
    lines = text.split("\n") if text.startswith("\t") or "\n\t" in text else []
    return bool(lines) and all("\t" not in line[lead_of(line).text :].rstrip() for line in lines)


def _is_said_at_once(text: str) -> bool:
    """Whether each line names a cell and says its value: “Short term: Help, advice”."""
    if "\t" in text:
        return False
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    said = [label_and_value(line) for line in lines]
    return any(said) and all(
        map(read_label, (line for line, one in zip(lines, said, strict=True) if not one))
    )


IMPORTER = Importer("table", (".csv", ".tsv", ".tab"), _likeness, table)
