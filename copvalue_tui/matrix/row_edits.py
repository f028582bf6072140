"""Edits of rows: pure functions from one matrix to the next."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.matrix.values import Audience, Matrix, Row


def rows_of(matrix: Matrix, audience: Audience) -> tuple[Row, ...]:
    """The rows of one audience, in order."""
    return matrix.members if audience == "members" else matrix.organizations


def with_audience(matrix: Matrix, audience: Audience, rows: tuple[Row, ...]) -> Matrix:
    """The matrix with other rows for one audience."""
    if audience == "members":
        return replace(matrix, members=rows)
    return replace(matrix, organizations=rows)


def index_of(matrix: Matrix, audience: Audience, position: int) -> int:
    """The index into `Matrix.rows` of the row at `position` within its audience."""
    return position if audience == "members" else len(matrix.members) + position


def add_row(matrix: Matrix, audience: Audience, position: int, row: Row) -> Matrix:
    """The matrix with `row` at `position` within its audience."""
    rows = rows_of(matrix, audience)
    return with_audience(matrix, audience, (*rows[:position], row, *rows[position:]))


def set_row(matrix: Matrix, index: int, row: Row) -> Matrix:
    """The matrix with `row` instead of the one at `index` of `Matrix.rows`.

    Raises:
        LookupError: There is no such row.
    """
    rows = list(matrix.rows)
    rows[index] = row
    return matrix.with_rows(tuple(rows))


def delete_row(matrix: Matrix, index: int) -> Matrix:
    """The matrix without the row at `index` of `Matrix.rows`.

    Raises:
        LookupError: There is no such row.
    """
    audience = matrix.audience(index)
    rows = rows_of(matrix, audience)
    position = index - index_of(matrix, audience, 0)
    if not 0 <= position < len(rows):
        raise LookupError(index)
    return with_audience(matrix, audience, (*rows[:position], *rows[position + 1 :]))


def move_row(matrix: Matrix, index: int, by: int) -> tuple[Matrix, int]:
    """The matrix with the row moved `by` places within its audience, and the row's new index.

    Raises:
        LookupError: There is no such row.
    """
    row = matrix.rows[index]
    audience = matrix.audience(index)
    start = index_of(matrix, audience, 0)
    rest = [
        other for place, other in enumerate(rows_of(matrix, audience)) if place != index - start
    ]
    position = min(max(index - start + by, 0), len(rest))
    rest.insert(position, row)
    return with_audience(matrix, audience, tuple(rest)), start + position
