"""What a conversation with one segment or organization is about: its rows, and what they share."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.matrix.matching import find, key
from copvalue_tui.matrix.values import HORIZONS, Cell, Matrix, Row


def rows_named(matrix: Matrix, name: str) -> tuple[int, ...]:
    """Indexes of the rows that are meant by a name: exactly called so, or else holding it.

    Case and accents are one. Nothing for a blank name, or when no row is meant.
    """
    wanted = key(name)
    exact = [index for index, row in enumerate(matrix.rows) if wanted and key(row.name) == wanted]
    held = [index for index, row in enumerate(matrix.rows) if find(name, row.name)]
    return tuple(exact or held)


def about_rows(matrix: Matrix, rows: tuple[int, ...]) -> Matrix:
    """The matrix with these rows whole, and of the others only what stands under a theme of theirs.

    Rows of which nothing is left are left out, and so are the parking lot and the reviews: they are
    not that partner's.
    """
    themes = {
        key(value.shared)
        for index in rows
        for horizon in HORIZONS
        for value in matrix.rows[index].cell(horizon)
        if value.shared and value.status != "retired"
    }
    kept = [
        (index, row if index in rows else _shared(row, themes))
        for index, row in enumerate(matrix.rows)
    ]
    count = len(matrix.members)
    left = [(index, row) for index, row in kept if index in rows or row.short_term or row.long_term]
    return replace(
        matrix,
        members=tuple(row for index, row in left if index < count),
        organizations=tuple(row for index, row in left if index >= count),
        parking_lot=(),
        reviews=(),
    )


def _shared(row: Row, themes: set[str]) -> Row:
    def met(cell: Cell) -> Cell:
        return tuple(
            v for v in cell if v.shared and v.status != "retired" and key(v.shared) in themes
        )

    return replace(row, short_term=met(row.short_term), long_term=met(row.long_term))
