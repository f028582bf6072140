"""JSON Lines: one value a line, with the session file's own keys and where it is."""

from __future__ import annotations

from copvalue_tui.exports.json_text import json_line, value_json
from copvalue_tui.exports.registry import Exporter, ExportOptions
from copvalue_tui.exports.value_records import VALUE_TABLE_LOSES, places_of
from copvalue_tui.matrix.values import Matrix


def _text(matrix: Matrix, options: ExportOptions) -> str:
    lines = []
    for audience, row, horizon, _, value in places_of(matrix):
        place = {"audience": audience, "row": row, "horizon": horizon}
        set_only = {name: content for name, content in place.items() if content}
        lines.append(json_line(set_only | value_json(value)))
    return "".join(lines)


EXPORTER = Exporter(
    "jsonl",
    (".jsonl", ".ndjson"),
    "one value a line as JSON",
    _text,
    loses=tuple(name for name in VALUE_TABLE_LOSES if name != "unprintable"),
    title="JSON Lines",
)
