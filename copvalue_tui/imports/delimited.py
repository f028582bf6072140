"""Split a text with tabs, commas or semicolons into rows of cells, as spreadsheets write them."""

from __future__ import annotations

import re
from collections import Counter

_DELIMITERS = "\t;,"
_SAMPLE = 20_000
"""How many letters are looked at to find the delimiter."""


def split_table(text: str) -> list[list[str]]:
    """The rows of a text in CSV or TSV, whichever delimiter it has."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"(?i)\"?sep=[;,|\t]\"?", first):
        return split_cells(rest, first.strip('"')[-1])
    return split_cells(text, delimiter_of(text))


def delimiter_of(text: str) -> str:
    """The delimiter that divides the most rows into the same number of cells."""
    sample = text[:_SAMPLE]

    def regular(delimiter: str) -> int:
        widths = Counter(len(row) for row in split_cells(sample, delimiter) if len(row) > 1)
        return max(widths.values(), default=0)

    return max(_DELIMITERS, key=regular)


def split_cells(text: str, delimiter: str) -> list[list[str]]:
    """The rows of a text with this delimiter.

    A cell in quotes may hold the delimiter and line breaks, and `""` for a quote. A quote that is
    never closed is part of its cell.
    """
    sign = re.escape(delimiter)
    cell = re.compile(rf' *+"((?:[^"]|"")*+)"[ ]*+(?={sign}|\n|\Z)|([^{sign}\n]*+)')
    rows: list[list[str]] = [[]]
    at = 0
    while (found := cell.match(text, at)) is not None:
        quoted, plain = found.groups()
        rows[-1].append(plain if quoted is None else quoted.replace('""', '"'))
        at = found.end() + 1
        if at > len(text):
            break
        if text[at - 1] == "\n":
            rows.append([])
    if len(rows) > 1 and rows[-1] == [""]:
        rows.pop()
    return rows
