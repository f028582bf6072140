"""A short cut for long cells: runs of plain lines are read by the line, not by the letter."""

import re
import tomllib
from datetime import date

from copvalue_tui.files.toml import limits as guards
from copvalue_tui.files.toml.plain_rows import cut_rows, put_rows_back

Table = dict[str, object]
"""What a TOML parser makes of a table."""

_RUN = 4
"""Lines from which a run of plain lines is cut out."""
_TEXT = r'"[^"\\\x00-\x1f\x7f]*+"'
_SIMPLE = rf"(?:{_TEXT}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|(?:0|[1-9][0-9]{{0,17}}+)(?=[, ]))"
_PAIR = rf"[A-Za-z0-9_]++ = {_SIMPLE}"
_LINE = rf"(?:{_TEXT}|\{{ {_PAIR}(?:, {_PAIR})* \}}),\n"
_RUNS = rf"(?m)^([ \t]*+){_LINE}(?:\1{_LINE})+"
_DISGUISED = r"\\(?:u00|U000000)(?:[2-6]|7[0-9A-Ea-e])|\\[ \t]*+\r?\n"
"""Escapes by which a text may say a plain word without having it."""
_PAIRS = rf"([A-Za-z0-9_]++) = ({_SIMPLE})"

_ARRAYS = ("short_term", "long_term", "tags", "present", "decisions")
_TABLES = ("members", "organizations", "reviews")


def parse_long(text: str) -> Table | None:
    """The tables of a long text, or None when the short cut does not lead there.

    Plain rows are replaced by one row, and each run of lines by one line, with a stand-in that
    occurs nowhere else. They hold whole strings and whole tables only, so they read alike by either
    way unless they stand inside a longer string; then the stand-in is not found as a row or an
    entry, and there is no answer. Nor is there one for a text with an error, whose line would be
    wrong.

    Raises:
        NotReadable: Its keys have too many parts.
    """
    if re.search(_DISGUISED, text):
        return None
    stem = "run"
    while stem in text:
        stem += "_"
    runs: dict[str, list[object]] = {}

    def cut(found: re.Match[str]) -> str:
        lines = found.group()
        if lines.count("\n") < _RUN:
            return lines
        name = f"{stem}{len(runs)}"
        runs[name] = _entries(lines, found.group(1))
        return f'{found.group(1)}"{name}",\n'

    try:
        short, rows = cut_rows(text, stem)
        short = re.sub(_RUNS, cut, short)
        if not runs and not rows:
            return None
        guards.check_keys(short)
        tables: Table = tomllib.loads(short)
    except (ValueError, RecursionError):
        return None
    if _restore(tables, runs) != len(runs) or not put_rows_back(tables, rows):
        return None
    return tables


def _entries(lines: str, indent: str) -> list[object]:
    """What a run of lines with this indentation holds.

    Raises:
        ValueError: A table gives a key twice, or a day that does not exist.
    """
    start = len(indent) + 1
    if f"\n{indent}{{" not in lines and not lines.startswith("{", start - 1):
        return list(lines[start:-3].split(f'",\n{indent}"'))
    return [
        line[start:-2] if line[start - 1] == '"' else _table(line)
        for line in lines.split("\n")
        if line
    ]


def _table(line: str) -> Table:
    pairs = re.findall(_PAIRS, line)
    table: Table = {key: _simple(said) for key, said in pairs}
    if len(table) < len(pairs):
        raise ValueError("a key stands twice")
    return table


def _simple(said: str) -> object:
    if said[0] == '"':
        return said[1:-1]
    return date.fromisoformat(said) if "-" in said else int(said)


def _restore(tables: Table, runs: dict[str, list[object]]) -> int:
    """Put the runs back into the arrays that may hold them; how many were put back."""
    count = sum(_put_back(tables, key, runs) for key in ("parking_lot", "packs"))
    for key in _TABLES:
        rows = tables.get(key)
        if isinstance(rows, list):
            for row in rows:
                if isinstance(row, dict):
                    count += sum(_put_back(row, name, runs) for name in _ARRAYS)
    return count


def _put_back(table: Table, key: str, runs: dict[str, list[object]]) -> int:
    array = table.get(key)
    if not isinstance(array, list):
        return 0
    names = [entry for entry in array if isinstance(entry, str) and entry in runs]
    if names:
        whole: list[object] = []
        for entry in array:
            if isinstance(entry, str) and entry in runs:
                whole += runs[entry]
            else:
                whole.append(entry)
        table[key] = whole
    return len(names)
