"""JSON Lines: one value a line, as our own export has it."""

from __future__ import annotations

import json

from copvalue_tui.imports.formats.json import imported
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.registry import CannotImport, Importer

_LIKELY = 8


def read_lines(text: str) -> Imported:
    """The values of a text with a JSON object in each line.

    Raises:
        CannotImport: A line is no JSON.
    """
    found: list[object] = []
    # Not `splitlines`: a JSON text may hold other separators of lines.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except (ValueError, RecursionError):
                raise CannotImport(f"Line {number} is no JSON.") from None
    return imported(found)


def _likeness(text: str) -> int:
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or not all(line.startswith("{") for line in lines):
        return 0
    try:
        return _LIKELY if read_lines(text).matrix != Imported().matrix else 0
    except CannotImport:
        return 0


IMPORTER = Importer("jsonl", (".jsonl", ".ndjson"), _likeness, read_lines)
