"""A part of the matrix for somebody: one row with what it shares, or only some values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from copvalue_tui.exports.registry import CannotExport
from copvalue_tui.matrix.shared_value import about_rows, rows_named, sharing
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.text.sentences import join, quote
from copvalue_tui.matrix.values import HORIZONS, Audience, Cell, Horizon, Matrix, Row, Value

_MOST_NAMES = 12


class Extract(NamedTuple):
    """Which part is asked for; everything that is set must hold."""

    row: str = ""
    """A row's name or a part of it."""
    audience: Audience | None = None
    horizon: Horizon | None = None
    statuses: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    theme: str = ""
    """The theme of a shared value."""
    full: bool = False
    """Whether the page of a row keeps owner, note and retired values."""


class Extracted(NamedTuple):
    """A part of a matrix."""

    matrix: Matrix
    whole: tuple[int, ...] | None
    """The indexes of the rows shown in full; None if that is every row."""


class NothingNamed(CannotExport, LookupError):
    """The matrix has no row or theme of that name; the text is a whole sentence."""


def extracted(matrix: Matrix, wanted: Extract) -> Extracted:
    """The part of the matrix that is asked for.

    A part has no parking lot and no reviews: they are about the whole.

    Raises:
        NothingNamed: It has no such row, or no such theme.
    """
    part = Extracted(matrix, None)
    if wanted.row:
        part = page_of_rows(matrix, rows_asked_for(matrix, wanted.row), full=wanted.full)
    if wanted.theme:
        themes = [theme.name for theme in sharing(matrix).themes]
        if key(wanted.theme) not in map(key, themes):
            raise NothingNamed(_not_there("shared value", wanted.theme, themes))
    if wanted._replace(row="", full=False) == Extract():
        return part
    return _narrowed(part, wanted)


def rows_asked_for(matrix: Matrix, name: str) -> tuple[int, ...]:
    """The indexes of the rows that a name or a part of it means.

    Raises:
        NothingNamed: There is none.
    """
    rows = rows_named(matrix, name)
    if not rows:
        raise NothingNamed(_not_there("row", name, [row.name for row in matrix.rows]))
    return rows


def page_of_rows(matrix: Matrix, rows: tuple[int, ...], *, full: bool = False) -> Extracted:
    """The page of the rows at these indexes of `matrix.rows`: themselves and what others share.

    Unless it is `full`, it says nothing that is only for the core group: no owner, no note, and no
    value that is retired.
    """
    page = about_rows(matrix, rows)
    kept = {id(matrix.rows[index]) for index in rows}
    whole = tuple(index for index, row in enumerate(page.rows) if id(row) in kept)
    if not full:
        page = page.with_rows(tuple(_for_outsiders(row) for row in page.rows))
    return Extracted(page, whole)


def emptied(matrix: Matrix) -> Matrix:
    """The matrix with its rows and without a value, for a worksheet."""
    rows = tuple(replace(row, short_term=(), long_term=()) for row in matrix.rows)
    return replace(matrix.with_rows(rows), parking_lot=(), reviews=())


def _for_outsiders(row: Row) -> Row:
    for horizon in HORIZONS:
        cell = (replace(v, owner="", note="") for v in row.cell(horizon) if v.claimed)
        row = row.with_cell(horizon, tuple(cell))
    return row


def _narrowed(part: Extracted, wanted: Extract) -> Extracted:
    """The part without the rows, horizons and values that are not asked for."""
    by_value = bool(wanted.statuses or wanted.priorities or wanted.theme)
    matrix, count = part.matrix, len(part.matrix.members)
    rows = []
    for index, row in enumerate(matrix.rows):
        audience = matrix.audience(index)
        narrow = _narrow_row(row, wanted)
        whole = not by_value and (part.whole is None or index in part.whole)
        if wanted.audience in (None, audience) and (whole or narrow.short_term or narrow.long_term):
            rows.append((index < count, narrow, whole))
    return Extracted(
        replace(
            matrix,
            members=tuple(row for member, row, _ in rows if member),
            organizations=tuple(row for member, row, _ in rows if not member),
            parking_lot=(),
            reviews=(),
        ),
        tuple(index for index, (_, _, whole) in enumerate(rows) if whole),
    )


def _narrow_row(row: Row, wanted: Extract) -> Row:
    for horizon in HORIZONS:
        cell: Cell = ()
        if wanted.horizon in (None, horizon):
            cell = tuple(value for value in row.cell(horizon) if _is_wanted(value, wanted))
        row = row.with_cell(horizon, cell)
    return row


def _is_wanted(value: Value, wanted: Extract) -> bool:
    return (
        (not wanted.statuses or value.status in wanted.statuses)
        and (not wanted.priorities or value.priority in wanted.priorities)
        and (not wanted.theme or bool(value.shared and key(value.shared) == key(wanted.theme)))
    )


def _not_there(kind: str, name: str, names: Iterable[str]) -> str:
    known = [quote(each) for each in names if each]
    if not known:
        return f"There is no {kind} {quote(name)}; this matrix has none."
    if len(known) > _MOST_NAMES:
        known = [*known[:_MOST_NAMES], f"{len(known) - _MOST_NAMES} more"]
    return f"There is no {kind} {quote(name)}. This matrix has {join(known)}."
