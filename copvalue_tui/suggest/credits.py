"""Whom to thank for the values that a matrix took from suggestion packs, word for word."""

from __future__ import annotations

from collections.abc import Sequence

from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import Matrix
from copvalue_tui.suggest.packs import Pack


def credit_lines(matrix: Matrix, packs: Sequence[Pack]) -> tuple[str, ...]:
    """A line for each pack that worded some of the values, in the packs' order.

    A text that several packs have is the first one's; own wordings owe nobody anything.
    """
    rows = matrix.rows
    texts = [value.text for row in rows for value in (*row.short_term, *row.long_term)]
    left = [key(text) for text in (*texts, *(value.text for value in matrix.parking_lot))]
    lines = []
    for pack in packs:
        known = {one for wording in (pack, *pack.others) for one in wording.keys}
        count = sum(one in known for one in left)
        left = [one for one in left if one not in known]
        if count:
            values = "1 value" if count == 1 else f"{count:,} values"
            thanks = f": {pack.credit}" if pack.credit else ""
            lines.append(f"{values} worded as in “{pack.title or pack.id}”{thanks}")
    return tuple(lines)
