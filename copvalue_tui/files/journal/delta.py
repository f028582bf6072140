"""What changed between two matrices or two texts, as small as the change, and how to apply it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from copvalue_tui.files.journal.records import (
    Damaged,
    Json,
    cell_from,
    count_at,
    field_json,
    is_record,
    matrix_from,
    reviews_json,
    row_from,
    row_table,
    text_at,
    value_json,
)
from copvalue_tui.files.session import keys as fields
from copvalue_tui.matrix.diff.matching import stretch, table_ranges
from copvalue_tui.matrix.diff.pairing import paired
from copvalue_tui.matrix.values import HORIZONS, Cell, Matrix, Row

T = TypeVar("T")

_SIMPLE = tuple(key for key in fields.TOP if key.form != "cell")
_ROW_SIMPLE = tuple(key for key in fields.ROW if key.form != "cell")


def change_between(old: Matrix, new: Matrix) -> Json:
    """The change from `old` to `new`; shared parts are compared by identity, which is fast."""
    change: Json = {}
    for key in _SIMPLE:
        if fields.field(old, key) != fields.field(new, key):
            change[key.name] = field_json(fields.field(new, key))
    if old.reviews != new.reviews:
        change["reviews"] = reviews_json(new)
    ranges = zip(table_ranges(old), table_ranges(new), strict=True)
    for name, was, now in (
        ("members", old.members, new.members),
        ("organizations", old.organizations, new.organizations),
    ):
        olds, news = next(ranges)
        if was is not now and was != now:
            pairs = paired(old, new).rows
            same = [at for at in olds if pairs.get(at) in news]
            origins = {pairs[at] - news.start: at - olds.start for at in same}
            change[name] = _splice(was, now, _row_changes(was, origins), _names(was))
    if old.parking_lot is not new.parking_lot and old.parking_lot != new.parking_lot:
        change["parking_lot"] = _cell_splice(old.parking_lot, new.parking_lot)
    return change


def changed(matrix: Matrix, change: object) -> Matrix:
    """Apply a change to a matrix.

    Raises:
        Damaged: The change does not fit this matrix.
    """
    if not is_record(change):
        raise Damaged("there is no change")
    said = matrix_from({key: change[key] for key in change if key in _TOP_NAMES})
    for name in _TOP_NAMES:
        if name in change:
            matrix = replace(matrix, **{name: getattr(said, name)})
    if "members" in change:
        matrix = replace(matrix, members=_rows_spliced(matrix.members, change["members"]))
    if "organizations" in change:
        rows = _rows_spliced(matrix.organizations, change["organizations"])
        matrix = replace(matrix, organizations=rows)
    if "parking_lot" in change:
        lot = _cell_spliced(matrix.parking_lot, change["parking_lot"])
        matrix = replace(matrix, parking_lot=lot)
    return matrix


_TOP_NAMES = (*(key.name for key in _SIMPLE), "reviews")


def _row_changes(was: tuple[Row, ...], origins: dict[int, int]) -> Callable[[Row, int], object]:
    """How to say a row of this index as a change of the old one that it is, or whole."""

    def said(row: Row, index: int) -> object:
        origin = origins.get(index)
        return {"row": row_table(row)} if origin is None else _row_change(row, was[origin], origin)

    return said


def _row_change(new: Row, old: Row, at: int) -> Json:
    change: Json = {"was": at}
    for key in _ROW_SIMPLE:
        if fields.field(old, key) != fields.field(new, key):
            change[key.name] = field_json(fields.field(new, key))
    for horizon in HORIZONS:
        was, now = old.cell(horizon), new.cell(horizon)
        if was is not now and was != now:
            change[horizon] = _cell_splice(was, now)
    return change


def _rows_spliced(was: tuple[Row, ...], found: object) -> tuple[Row, ...]:
    return _spliced(was, found, _rows_from, _names(was))


def _rows_from(told: list[object], old: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(_row_spliced(found, old) for found in told)


def _row_spliced(found: object, old: tuple[Row, ...]) -> Row:
    if not is_record(found):
        raise Damaged("there is no row")
    if "row" in found:
        return row_from(found["row"])
    at = count_at(found, "was")
    if at >= len(old):
        raise Damaged("there is no such row")
    row = old[at]
    said = row_from({key.name: found[key.name] for key in _ROW_SIMPLE if key.name in found})
    for key in _ROW_SIMPLE:
        if key.name in found:
            row = replace(row, **{key.name: getattr(said, key.name)})
    for horizon in HORIZONS:
        if horizon in found:
            row = row.with_cell(horizon, _cell_spliced(row.cell(horizon), found[horizon]))
    return row


def _cell_splice(was: Cell, now: Cell) -> Json:
    return _splice(was, now, lambda value, _: value_json(value), _texts(was))


def _cell_spliced(was: Cell, found: object) -> Cell:
    return _spliced(was, found, lambda told, _: cell_from(told), _texts(was))


def _texts(cell: Cell) -> Callable[[int, int], Iterable[str]]:
    return lambda at, to: (value.text for value in cell[at:to])


def _names(rows: tuple[Row, ...]) -> Callable[[int, int], Iterable[str]]:
    return lambda at, to: (row.name for row in rows[at:to])


def _splice(
    old: tuple[T, ...],
    new: tuple[T, ...],
    said: Callable[[T, int], object],
    words: Callable[[int, int], Iterable[str]],
) -> Json:
    """`new` as `old` with the stretch from `at` to `to` replaced; what only moved is an index."""
    at, to, end = stretch(old, new)
    where = {id(thing): index for index, thing in enumerate(old[at:to], at)}
    now: list[object] = []
    for index, thing in enumerate(new[at:end], at):
        moved = where.get(id(thing))
        now.append(said(thing, index) if moved is None else moved)
    return {"of": len(old), "at": at, "to": to, "was": _mark(words(at, to)), "now": now}


def _spliced(
    old: tuple[T, ...],
    found: object,
    made: Callable[[list[object], tuple[T, ...]], tuple[T, ...]],
    words: Callable[[int, int], Iterable[str]],
) -> tuple[T, ...]:
    if not is_record(found):
        raise Damaged("there is no change")
    at, to = count_at(found, "at"), count_at(found, "to")
    if count_at(found, "of") != len(old) or not at <= to <= len(old):
        raise Damaged("the change is of another length")
    if count_at(found, "was") != _mark(words(at, to)):
        raise Damaged("the change is of something else")
    now = found.get("now")
    if not isinstance(now, list):
        raise Damaged("there is no entry")
    fresh = iter(made([part for part in now if type(part) is not int], old))
    middle = tuple(_moved(old, part, at, to) if type(part) is int else next(fresh) for part in now)
    return old[:at] + middle + old[to:]


def _moved(old: tuple[T, ...], index: int, at: int, to: int) -> T:
    if not at <= index < to:
        raise Damaged("there is no entry that could have moved")
    return old[index]


def _mark(words: Iterable[str]) -> int:
    return zlib.crc32("\n".join(words).encode("utf-8", "surrogatepass"))


def text_change(old: str, new: str) -> Json:
    """The change from the text `old` to `new`."""
    at, to, end = stretch(old, new)
    return {"of": len(old), "at": at, "to": to, "now": new[at:end]}


def changed_text(old: str, found: object) -> str:
    """Apply a change to a text.

    Raises:
        Damaged: The change does not fit this text.
    """
    if not is_record(found):
        raise Damaged("there is no change")
    at, to = count_at(found, "at"), count_at(found, "to")
    if count_at(found, "of") != len(old) or not at <= to <= len(old):
        raise Damaged("the change is of another length")
    return old[:at] + text_at(found, "now") + old[to:]
