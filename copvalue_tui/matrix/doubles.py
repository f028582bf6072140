"""Values that say the same words: case, accents, word order, plurals and small words aside."""

from __future__ import annotations

import re
from functools import lru_cache

from copvalue_tui.matrix.matching import key
from copvalue_tui.matrix.values import Matrix, Place, cells

_SMALL = (
    " a an and at by for from i in into is it my of on or our that the their them they to we what "
    "when who with your "
)
"""Words between blanks that two values may have in common and yet say nothing alike."""
_WORD = r"[^\W_]+"


def words_of(text: str) -> frozenset[str]:
    """The words of a text that mean something: no accents, no case, no plural endings."""
    return frozenset(_stems(text))


@lru_cache(maxsize=1 << 14)
def double_key(text: str) -> str:
    """What texts that say the same words have in common, in whatever order they say them."""
    return " ".join(sorted(_stems(text))) or key(text)


def doubles(matrix: Matrix, *, within_rows: bool) -> tuple[tuple[Place, ...], ...]:
    """Groups of values that say the same words, each in reading order, the first group first.

    With `within_rows` only values of one row are compared: two segments may want the same. Without
    it only the first one of each row counts, so that each group is a value of several rows of one
    audience. Retired values are left out.
    """
    groups: dict[tuple[object, str], list[Place]] = {}
    for cell, values in cells(matrix):
        home: object = cell.row if within_rows else matrix.audience(cell.row)
        for slot, value in enumerate(values):
            if value.status != "retired":
                group = groups.setdefault((home, double_key(value.text)), [])
                if within_rows or not group or group[-1].row != cell.row:
                    group.append(Place(cell.row, cell.column, slot))
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _stems(text: str) -> list[str]:
    words = re.findall(_WORD, key(text))
    return [
        word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word
        for word in words
        if f" {word} " not in _SMALL
    ]
