"""What is measured on: matrices of any size, alike in shape, and the same values for others."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from copvalue_tui.matrix.values import Matrix, Row, Value

SHORT, LONG = 11, 9
"""Values of a row's two cells: the second has room to grow without moving the rows below."""
FIRST = "Shared answer 0001 to all"
"""The first value of any of these matrices: when it is on the screen, work can begin."""


def matrix_of(count: int) -> Matrix:
    """A matrix of `count` values in rows of twenty, half of the rows members."""
    rows = tuple(_row(number) for number in range(count // (SHORT + LONG)))
    half = (len(rows) + 1) // 2
    return Matrix(rows[:half], rows[half:], title=f"Exchange of {count} values")


def _row(number: int) -> Row:
    first = number * (SHORT + LONG) + 1
    values = [Value(f"Shared answer {at:04} to all") for at in range(first, first + SHORT + LONG)]
    return Row(f"Segment {number + 1}", tuple(values[:SHORT]), tuple(values[SHORT:]))


def texts_of(matrix: Matrix) -> Iterator[tuple[str, str, str]]:
    """Every value as a line of a flat table: row, horizon, text."""
    for row in matrix.rows:
        yield from ((row.name, "short term", value.text) for value in row.short_term)
        yield from ((row.name, "long term", value.text) for value in row.long_term)


def files_of(count: int, folder: Path) -> tuple[Path, Path]:
    """A session file of `count` values, and the same values as CSV for programs that know that."""
    from copvalue_tui.files.session.write import write

    matrix = matrix_of(count)
    session, table = folder / f"values-{count}.toml", folder / f"values-{count}.csv"
    session.write_text(write(matrix, ""), encoding="utf-8")
    with table.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([("row", "horizon", "text"), *texts_of(matrix)])
    return session, table
