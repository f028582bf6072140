"""JSON with the session file's own keys and ISO dates, so that an import is its inverse."""

from __future__ import annotations

from copvalue_tui.exports.json_text import json_line, matrix_json
from copvalue_tui.exports.registry import Exporter, ExportOptions
from copvalue_tui.matrix.values import Matrix


def _text(matrix: Matrix, options: ExportOptions) -> str:
    return json_line(matrix_json(matrix), indent=2)


EXPORTER = Exporter(
    "json", (".json",), "everything, with the session file's own keys", _text, title="JSON"
)
