"""A short cut for many rows: those written the plain way are read by the paragraph."""

import re

Rows = list[dict[str, object]]
"""Consecutive rows as a TOML parser would give them."""

_NEXT = "\n[["
"""Where a row begins, from the line end before it on."""
_ARRAY = " = [\n"
_BETWEEN = '",\n    "'
_FIRST, _LAST = '    "', '",\n]'
_THEN = _LAST + "\nlong_term"
_HEAD = r'(members|organizations)\]\]\nname = "([^"\n]*)"\nshort_term'
_UNPLAIN = r"[\\\x00-\x09\x0b-\x1f\x7f]"
"""What needs a parser: an escape, and control characters other than line feeds."""


def cut_rows(text: str, stem: str) -> tuple[str, dict[str, Rows]]:
    """The text with one row in place of many, and which rows each of those stands for.

    A row is cut out when it is written as a new file has it: a name, then two arrays of plain
    strings with a line each. The one in their place has nothing but a name that begins with `stem`.
    """
    first, *parts = text.split(_NEXT)
    kept = [first]
    runs: dict[str, Rows] = {}
    before = ""
    rows: Rows = []
    for part in parts:
        table, row = _plain_row(part)
        if row is None:
            kept.append(part)
        elif table == before:
            rows.append(row)
        else:
            rows = [row]
            name = f"{stem}s{len(runs)}"
            runs[name] = rows
            kept.append(f'{table}]]\nname = "{name}"\n')
        before = table
    return _NEXT.join(kept), runs


def put_rows_back(tables: dict[str, object], runs: dict[str, Rows]) -> bool:
    """Put all rows that were cut out in their places; whether each was found to be a row.

    Something more in the row that stands for them belongs to the last of them, and was not read.
    """
    found = 0
    for table in ("members", "organizations"):
        rows = tables.get(table)
        if not isinstance(rows, list):
            continue
        whole: list[object] = []
        for row in rows:
            name = row.get("name") if isinstance(row, dict) else None
            if not isinstance(name, str) or name not in runs:
                whole.append(row)
            elif len(row) > 1:
                return False
            else:
                whole += runs[name]
                found += 1
        tables[table] = whole
    return found == len(runs)


def _plain_row(part: str) -> tuple[str, dict[str, object] | None]:
    """The table and the row that this part of a text gives; nothing when it is not plain."""
    arrays = part.split(_ARRAY)
    if len(arrays) != 3 or re.search(_UNPLAIN, part):
        return "", None
    head, short_term, long_term = arrays
    found = re.fullmatch(_HEAD, head)
    short = _texts(short_term, _THEN)
    long = _texts(long_term.rstrip("\n"), _LAST)
    if found is None or short is None or long is None:
        return "", None
    return found[1], {"name": found[2], "short_term": short, "long_term": long}


def _texts(lines: str, end: str) -> list[str] | None:
    """The strings of an array, one a line; `end` is what follows the text of the last one."""
    if not lines.startswith(_FIRST) or not lines.endswith(end):
        return None
    texts = lines[len(_FIRST) : -len(end)].split(_BETWEEN)
    # As many quotes and lines as there are texts: none of them hides in a text.
    count = len(texts)
    lines_more = end.count("\n") - 1
    if lines.count('"') != 2 * count or lines.count("\n") != count + lines_more:
        return None
    return texts
