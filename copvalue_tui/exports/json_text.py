"""A matrix as JSON: the session file's own keys, in its order, only those that are set."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields, is_dataclass
from datetime import date

from copvalue_tui.matrix.values import Cell, Matrix, Value

FORMAT = 1
"""The version of the session file that these keys are of."""
_LATE = ("short_term", "long_term", "members", "organizations", "reviews")
"""The keys of a matrix and of a row that come last, as in the file."""
_CELLS = ("short_term", "long_term", "parking_lot")
_UNSEEN = (
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""What JSON need not escape, but a terminal would obey, or nobody would see."""


def matrix_json(matrix: Matrix) -> dict[str, object]:
    """The matrix as the session file has it: plain values are texts, others have their keys."""
    return {"format": FORMAT, **_record(matrix)}


def value_json(value: Value) -> dict[str, object]:
    """The keys of a value that are set."""
    return _record(value)


def json_line(found: object, indent: int | None = None) -> str:
    """The JSON of it with a line end; what cannot be seen in it is escaped."""
    text = json.dumps(found, ensure_ascii=False, indent=indent, allow_nan=False)
    return re.sub(_UNSEEN, lambda letter: json.dumps(letter[0])[1:-1], text) + "\n"


def _record(thing: object) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in fields(thing):  # type: ignore[arg-type]  # only called with a dataclass
        content: object = getattr(thing, field.name)
        if field.name in _CELLS:
            # A row says which cells it has, even if they are empty, as a new file does.
            if content or field.name != "parking_lot":
                found[field.name] = _cell(content)
        elif field.default is MISSING or content != field.default:
            found[field.name] = _plain(content)
    return found | {key: found.pop(key) for key in _LATE if key in found}


def _cell(cell: object) -> list[object]:
    values: Cell = cell  # type: ignore[assignment]  # the fields of `_CELLS` are cells
    return [value.text if value == Value(value.text) else _record(value) for value in values]


def _plain(content: object) -> object:
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, tuple):
        return [_plain(each) for each in content]
    if is_dataclass(content):
        return _record(content)
    return content
