"""How small the print must be for a matrix to fit on one sheet, A4 or Letter, landscape."""

from __future__ import annotations

from collections.abc import Sequence

from copvalue_tui.exports.document import Bullet, MatrixPage
from copvalue_tui.matrix.text.width import cell_width

SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
"""The sizes of print to try, in points."""
COMFORTABLE = 8.5
"""The size for a matrix that needs several sheets anyway."""
SMALL_PRINT = 0.86
"""The size of details against that of values."""
NAMES = 0.17
"""The part of the width that the names of rows have."""
_WIDTH, _HEIGHT = 256.0, 184.0
"""The paper inside its margins in millimetres: the width of Letter, the height of A4."""
_POINT = 0.3528
_LETTER = 0.52
"""The width of a letter against its size, on the safe side."""
_LINE = 1.27
"""The height of a line against its size."""
_BETWEEN = 0.16
"""The blank between two bullets, in lines."""
_AROUND = 0.65
"""The blank above and below the bullets of a row, in lines."""


def print_size(page: MatrixPage) -> float:
    """The largest of `SIZES` in which the table fits on one sheet, else `COMFORTABLE`."""
    return next((size for size in SIZES if _height(page, size) <= _HEIGHT), COMFORTABLE)


def may_fit(page: MatrixPage) -> bool:
    """Whether it is worth a typesetter's while to try the table on one sheet."""
    return _height(page, SIZES[-1]) <= 1.5 * _HEIGHT


def _height(page: MatrixPage, size: float) -> float:
    """The height of the page in millimetres when printed in this size."""
    letters = _WIDTH / (size * _POINT * _LETTER)
    names = letters * NAMES
    column = (letters - names) / max(len(page.heads), 1) - 5
    lines = 3.5 + sum(_lines(f"{label} {text}", letters) for label, text in page.facts)
    lines += 2.2
    for section in page.sections:
        lines += 1.6 if section.rows else 0
        for row in section.rows:
            beside = _lines(row.name, names - 3) + _lines(row.persona, (names - 3) / SMALL_PRINT)
            lines += max(beside, *(_cell_lines(cell, column) for cell in row.cells)) + _AROUND
    if page.parking_lot:
        lines += 2.5 + _cell_lines(page.parking_lot, letters)
    return lines * size * _POINT * _LINE


def _cell_lines(cell: Sequence[Bullet], letters: float) -> float:
    return sum(_bullet_lines(bullet, letters) + _BETWEEN for bullet in cell)


def _bullet_lines(bullet: Bullet, letters: float) -> float:
    small = "   ".join(f"{label} {text}" for label, text in bullet.details)
    return _lines("  ".join((bullet.text, *bullet.marks)), letters) + SMALL_PRINT * _lines(
        small, letters / SMALL_PRINT
    )


def _lines(text: str, letters: float) -> int:
    return -int(-cell_width(text) // max(letters, 1)) if text else 0
