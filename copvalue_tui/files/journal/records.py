"""Encode, frame and check the lines of a recovery file, and convert a matrix to JSON and back."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeGuard

from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.session.read import matrix_of
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.values import HORIZONS, Action, Cell, Matrix, Place, Row, Value

VERSION = 1
"""Of the records this program writes."""
MOST_BYTES = 64 * 2**20
"""Of a recovery file; what is beyond is not read."""

Json = dict[str, object]

_LINE = re.compile(rb"([0-9a-f]{8}) ([0-9]{1,9}) ")
_HALVES = re.compile("[\ud800-\udfff]")
_PATHS = ("path", "real")
"""Where half characters stand for bytes that are not UTF-8."""
_DAYS = frozenset(
    part.name
    for key in (*fields.REVIEW, *fields.VALUE)
    for part in (key, *key.parts)
    if part.form == "date"
)
"""The keys of dates, for which JSON has only texts."""


class Damaged(Exception):
    """A record that this program did not write; the message says what is wrong with it."""


def body_of(record: Mapping[str, object]) -> bytes:
    """A record as JSON on one line.

    In ASCII: whatever a person typed, looking at the file with `cat` is harmless, and file names
    that are not UTF-8 come back byte for byte.
    """
    return json.dumps(record, separators=(",", ":")).encode("ascii")


def framed(body: bytes, before: int) -> tuple[bytes, int]:
    """The line `<crc32> <length> <json>`, and its checksum.

    `before` is the checksum of the line before it: the checksums are a chain, so that a line that
    is missing, moved or altered is noticed at that line.
    """
    mark = zlib.crc32(body, before)
    return b"%08x %d %s\n" % (mark, len(body), body), mark


def records(content: bytes) -> Iterator[tuple[Json, int]]:
    """Each record of the longest valid prefix, with the offset where its line ends."""
    at = before = 0
    while (found := _LINE.match(content, at)) is not None:
        start = found.end()
        end = start + int(found[2])
        body = content[start:end]
        if content[end : end + 1] != b"\n":
            return
        mark = int(found[1], 16)
        chained = mark == zlib.crc32(body, before)
        if not chained and mark != zlib.crc32(body):
            return
        record = _record_of(body)
        # An end is written in the middle of anything, so it may stand outside the chain.
        if record is None or (not chained and record.get("type") != "end"):
            return
        before = mark if chained else before
        at = end + 1
        yield record, at


def last_end(content: bytes) -> Json | None:
    """The last end record in these bytes, if there is one."""
    line = content[content.rfind(b"\n", 0, -1) + 1 :]
    found = _LINE.match(line)
    if found is None or line[-1:] != b"\n":
        return None
    body = line[found.end() : -1]
    if len(body) != int(found[2]) or int(found[1], 16) != zlib.crc32(body):
        return None
    record = _record_of(body)
    return record if record is not None and record.get("type") == "end" else None


def _record_of(body: bytes) -> Json | None:
    try:
        found: object = json.loads(body)
        if not is_record(found):
            return None
        if b"\\ud" in body.lower():
            return {key: part if key in _PATHS else _whole(part) for key, part in found.items()}
    except (ValueError, RecursionError):
        return None
    return found


def is_record(found: object) -> TypeGuard[Json]:
    """Whether this is a JSON object."""
    return isinstance(found, dict)


def _whole(found: object) -> object:
    """The same with no half characters, which no file could hold."""
    if isinstance(found, str):
        return _HALVES.sub("\ufffd", found)
    if isinstance(found, list):
        return [_whole(part) for part in found]
    if isinstance(found, dict):
        return {_HALVES.sub("\ufffd", key): _whole(part) for key, part in found.items()}
    return found


def table_of(matrix: Matrix) -> Json:
    """The matrix as JSON: the keys of a session file, only those that are set."""
    table = _fields_of(matrix, fields.TOP)
    table["members"] = [row_table(row) for row in matrix.members]
    table["organizations"] = [row_table(row) for row in matrix.organizations]
    if matrix.reviews:
        table["reviews"] = reviews_json(matrix)
    return table


def row_table(row: Row) -> Json:
    """The row as JSON."""
    return _fields_of(row, fields.ROW)


def reviews_json(matrix: Matrix) -> list[Json]:
    """The reviews as JSON."""
    return [_fields_of(review, fields.REVIEW) for review in matrix.reviews]


def value_json(value: Value) -> Json | str:
    """The value as JSON: a text when there is nothing else to say."""
    return value.text if fields.is_plain(value) else _fields_of(value, fields.VALUE)


def _fields_of(record: fields.Record, keys: tuple[fields.Key, ...]) -> Json:
    table: Json = {}
    for key in keys:
        found = fields.field(record, key)
        if fields.is_set(key, found) or key.always:
            table[key.name] = field_json(found)
    return table


def field_json(found: fields.Field) -> object:
    """The content of a field as JSON."""
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, tuple):
        return [_entry_json(part) for part in found]
    if isinstance(found, dict):
        return {name: _plain(part) for name, part in found.items()}
    return found


def _entry_json(entry: fields.Entry) -> object:
    if isinstance(entry, Value):
        return value_json(entry)
    return _fields_of(entry, fields.ACTION) if isinstance(entry, Action) else entry


def _plain(part: object) -> object:
    return part.isoformat() if isinstance(part, date) else part


def matrix_from(found: object) -> Matrix:
    """The matrix in this JSON, checked like a session file.

    Raises:
        Damaged: It is not a matrix.
    """
    if not is_record(found):
        raise Damaged("there is no matrix")
    tables = {key: _dated(part) for key, part in found.items()}
    try:
        return matrix_of({**tables, "format": fields.FORMAT}, "")
    except NotReadable as faults:
        raise Damaged(faults.complaints[0].message) from None


def row_from(found: object) -> Row:
    """The row in this JSON.

    Raises:
        Damaged: It is not a row.
    """
    return matrix_from({"members": [found]}).members[0]


def cell_from(found: list[object]) -> Cell:
    """The values in this JSON.

    Raises:
        Damaged: One of them is not a value.
    """
    cell = matrix_from({"parking_lot": found}).parking_lot
    if len(cell) != len(found):
        raise Damaged("a value without a text")
    return cell


def _dated(found: object) -> object:
    """The same with dates where JSON has only texts."""
    if isinstance(found, list):
        return [_dated(part) for part in found]
    if isinstance(found, dict):
        return {
            key: _day(part) if key in _DAYS and isinstance(part, str) else _dated(part)
            for key, part in found.items()
        }
    return found


def _day(text: str) -> object:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def place_json(place: Place) -> list[int]:
    """The place as JSON."""
    return [place.row, place.column, place.slot]


def place_from(found: object) -> Place:
    """The place in this JSON; the matrix may have nothing there.

    Raises:
        Damaged: It is not a place.
    """
    if not isinstance(found, list) or len(found) != 3:
        raise Damaged("there is no place")
    row, column, slot = found
    if not all(type(part) is int and 0 <= part < 2**31 for part in found):
        raise Damaged("there is no place")
    if column >= len(HORIZONS):
        raise Damaged("there is no such column")
    return Place(row, column, slot)


def text_at(record: Mapping[str, object], name: str) -> str:
    """The text under this name; empty if there is none.

    Raises:
        Damaged: It is not a text.
    """
    found = record.get(name, "")
    if not isinstance(found, str):
        raise Damaged(f"“{name}” is not a text")
    return found


def count_at(record: Mapping[str, object], name: str) -> int:
    """The whole number, 0 or more, under this name.

    Raises:
        Damaged: There is none.
    """
    found = record.get(name)
    if type(found) is not int or not 0 <= found < 2**53:
        raise Damaged(f"“{name}” is not a number")
    return found


def time_at(record: Mapping[str, object]) -> float:
    """When the record was written, in seconds since 1970; 0 if unknown."""
    found = record.get("at")
    if not isinstance(found, int | float) or isinstance(found, bool):
        return 0.0
    # From 1970 to the year 9999: what a calendar can show.
    return float(found) if 0 <= found < 253e9 else 0.0
