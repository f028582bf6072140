"""What theirs says that no matrix holds: comments, and keys this program does not know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from copvalue_tui.files import fields, rendering
from copvalue_tui.files.complaints import CannotWrite, NotReadable
from copvalue_tui.files.parsing import Table, parse

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"|' + r"'[^']*+'")


class _Line(NamedTuple):
    """One line of a text, for finding it in another text."""

    code: str
    """What it says, without blanks, comment and last comma around it."""
    remark: str
    """Its comment with the sign; empty for none."""


class _Remark(NamedTuple):
    """A comment and the line it is about."""

    text: str
    about: str
    """The code of that line; empty for a comment behind everything."""
    then: str
    """The code after that line: headers of rows are all alike."""
    behind: bool


def taken_over(base: str, text: str, theirs: str) -> tuple[str, list[str]]:
    """The text with the comments that theirs has anew, and those that found no place.

    A comment goes above, or behind, the line that it is about in theirs, when just one line of the
    text is that line. No comment is ever taken out.
    """
    fresh = _fresh(base, text, theirs)
    if not fresh:
        return text, []
    lines = text.split("\n")
    above: dict[int, list[str]] = {}
    behind: dict[int, str] = {}
    lost: list[str] = []
    places = _places(lines)
    for remark in fresh:
        found = places.get((remark.about, "")) or places.get((remark.about, remark.then)) or []
        if len(found) != 1:
            lost.append(remark.text)
        elif remark.behind and not _split(lines[found[0]]).remark:
            behind[found[0]] = f"  {remark.text}"
        else:
            above.setdefault(found[0], []).append(remark.text)
    result: list[str] = []
    for at, line in enumerate(lines):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        result += [indent + remark for remark in above.get(at, [])]
        result.append(line + behind.get(at, ""))
    whole = "\n".join(result)
    try:
        if repr(parse(whole)) == repr(parse(text)):
            return whole, lost
    except NotReadable:
        pass
    return text, [remark.text for remark in fresh]


def unknown_in(text: str) -> Iterator[str]:
    """Each key of a readable text that no matrix has, with what it says, as a person names it."""
    tables = parse(text)
    yield from _strange(tables, fields.TOP_NAMES, "")
    yield from _strange_values(tables, "parking_lot", " of the parking lot")
    for table in fields.TABLES:
        names = tuple(key.name for key in fields.keys_of(table))
        found = tables.get(table)
        for row in found if isinstance(found, list) else []:
            if isinstance(row, dict):
                where = f" of {table} {_named(row.get('name', row.get('date')))}"
                yield from _strange(row, names, where)
                for horizon in ("short_term", "long_term"):
                    yield from _strange_values(row, horizon, where)


def _strange(table: Table, names: tuple[str, ...], where: str) -> Iterator[str]:
    for key, found in table.items():
        if key not in names:
            yield f"{rendering.key_name(key)} = {_named(found)}{where}"


def _strange_values(table: Table, key: str, where: str) -> Iterator[str]:
    array = table.get(key)
    for value in array if isinstance(array, list) else []:
        if isinstance(value, dict):
            of = f" of the value {_named(value.get('text'))}{where}"
            yield from _strange(value, fields.VALUE_NAMES, of)


def _named(found: object) -> str:
    try:
        return "without a name" if found is None else rendering.plain(found)
    except CannotWrite:
        return "something"


def _fresh(base: str, text: str, theirs: str) -> list[_Remark]:
    """The comments of theirs that neither base nor text has, or has less often."""
    if "#" not in theirs:
        return []
    old, there, found = _remarks(base), _remarks(text), _remarks(theirs)
    more = Counter(one.text for one in found)
    more -= Counter(one.text for one in old) | Counter(one.text for one in there)
    known = {(one.text, one.about) for one in (*old, *there)}
    fresh: list[_Remark] = []
    for remark in found:
        if more[remark.text] > 0 and (remark.text, remark.about) not in known:
            more[remark.text] -= 1
            fresh.append(remark)
    return fresh


def _remarks(text: str) -> list[_Remark]:
    lines = [_split(line) for line in text.split("\n")]
    found: list[_Remark] = []
    code = then = ""
    for line in reversed(lines):
        if line.code:
            code, then = line.code, code
        if line.remark:
            found.append(_Remark(line.remark, code, then, bool(line.code)))
    return found[::-1]


def _places(lines: list[str]) -> dict[tuple[str, str], list[int]]:
    """Where lines stand: by their code alone where that is one of a kind, and with the next."""
    places: dict[tuple[str, str], list[int]] = {}
    then = ""
    for at in range(len(lines) - 1, -1, -1):
        code = _split(lines[at]).code
        if code:
            places.setdefault((code, then), []).append(at)
            then = code
    alone: dict[str, list[int]] = {}
    for (code, _), numbers in places.items():
        alone.setdefault(code, []).extend(numbers)
    for code, numbers in alone.items():
        if len(numbers) == 1:
            places[code, ""] = numbers
    places["", ""] = [len(lines) - 1]
    return places


def _split(line: str) -> _Line:
    if "#" not in line:
        return _Line(line.strip().rstrip(","), "")
    bare = _STRING.sub(lambda found: "x" * len(found.group()), line)
    at = bare.find("#")
    if at < 0:
        return _Line(line.strip().rstrip(","), "")
    return _Line(line[:at].strip().rstrip(","), line[at:].strip())
