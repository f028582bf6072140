"""What a merge must keep beyond the matrix: comments and unknown keys."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.toml import render as rendering
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable
from copvalue_tui.files.toml.parse import Table, parse

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'[^']*+'")

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Characters that a comment cannot hold, such as a lone carriage return."""


class _Line(NamedTuple):
    """One line of a text, to find it in another text."""

    code: str
    """Its content, without blanks, comment and last comma."""
    remark: str
    """Its comment with the “#”; empty if it has none."""
    row: str = ""
    """The header and name above it; for a header (they are all alike), what follows."""


class _Remark(NamedTuple):
    """A comment and the line it is about."""

    text: str
    about: _Line
    """Without code for a comment after everything."""
    behind: bool


def taken_over(base: str, text: str, version: str) -> tuple[str, list[str]]:
    """The text with the comments that are new in a version, and those that could not be placed.

    A comment goes above, or after, the line that it is about there, if exactly one line of the text
    matches. No comment is ever removed.
    """
    fresh = _fresh(base, text, version)
    if not fresh:
        return text, []
    above: dict[int, list[str]] = {}
    behind: dict[int, str] = {}
    lost: list[str] = []
    lines = _lines(text)
    single = Counter(line.code for line in _lines(version))
    places = _places(lines)
    for remark in fresh:
        code = remark.about.code
        candidates = places.get((code, remark.about.row), [])
        if len(candidates) != 1 and single[code] == 1:
            candidates = places.get((code, None), [])
        if not code:
            candidates = [len(lines) - 1]
        if len(candidates) != 1:
            lost.append(remark.text)
        elif remark.behind and not lines[candidates[0]].remark and candidates[0] not in behind:
            behind[candidates[0]] = f"  {remark.text}"
        else:
            above.setdefault(candidates[0], []).append(remark.text)
    whole = _with_remarks(text, above, behind)
    try:
        if repr(parse(whole)) == repr(parse(text)):
            return whole, lost
    except NotReadable:
        pass
    return text, [remark.text for remark in fresh]


def _with_remarks(text: str, above: dict[int, list[str]], behind: dict[int, str]) -> str:
    """The text with comments above and after the lines with these indexes."""
    result: list[str] = []
    for at, line in enumerate(text.split("\n")):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        result += [indent + remark for remark in above.get(at, [])]
        result.append(line + behind.get(at, ""))
    return "\n".join(result)


def unknown_lost(base: str, text: str, version: str) -> list[str]:
    """The unknown keys that are new in a version and missing from the text.

    Each with its value and a description of its table.
    """
    there = Counter(said for said, _ in _unknown(base)) | Counter(
        said for said, _ in _unknown(text)
    )
    lost: list[str] = []
    for said, whose in _unknown(version):
        there[said] -= 1
        if there[said] < 0:
            lost.append(said + whose)
    return lost


def _unknown(text: str) -> Iterator[tuple[str, str]]:
    """The unknown keys of a readable text, each with its value and its table."""
    tables = parse(text)
    yield from _strange(tables, fields.TOP_NAMES, "")
    yield from _strange_values(tables, "parking_lot", " in the parking lot")
    for table in fields.TABLES:
        names = tuple(key.name for key in fields.keys_of(table))
        found = tables.get(table)
        for row in found if isinstance(found, list) else []:
            if isinstance(row, dict):
                where = f" in {table} {_named(row.get('name', row.get('date')))}"
                yield from _strange(row, names, where)
                for horizon in ("short_term", "long_term"):
                    yield from _strange_values(row, horizon, where)


def _strange(table: Table, names: tuple[str, ...], where: str) -> Iterator[tuple[str, str]]:
    for key, found in table.items():
        if key not in names:
            yield f"{rendering.key_name(key)} = {_named(found)}", where


def _strange_values(table: Table, key: str, where: str) -> Iterator[tuple[str, str]]:
    array = table.get(key)
    for value in array if isinstance(array, list) else []:
        if isinstance(value, dict):
            of = f" of {_named(value.get('text'))}{where}"
            yield from _strange(value, fields.VALUE_NAMES, of)


def _named(content: object) -> str:
    try:
        return "without a name" if content is None else rendering.plain(content)
    except CannotWrite:
        return "something"


def _fresh(base: str, text: str, version: str) -> list[_Remark]:
    """The comments of a version that base and text do not have, or have less often."""
    if "#" not in version:
        return []
    old, there, found = _remarks(base), _remarks(text), _remarks(version)
    more = Counter(one.text for one in found)
    more -= Counter(one.text for one in old) | Counter(one.text for one in there)
    known = {(one.text, one.about.code) for one in (*old, *there)}
    fresh: list[_Remark] = []
    for remark in found:
        if more[remark.text] > 0 and (remark.text, remark.about.code) not in known:
            more[remark.text] -= 1
            fresh.append(remark)
    return fresh


def _remarks(text: str) -> list[_Remark]:
    found: list[_Remark] = []
    about = _Line("", "")
    for line in reversed(_lines(text)):
        about = line if line.code else about
        if line.remark:
            found.append(_Remark(line.remark, about, bool(line.code)))
    return found[::-1]


def _lines(text: str) -> list[_Line]:
    """The lines of a text, each with the row it is in."""
    lines = [_split(line) for line in text.split("\n")]
    lines_found: list[_Line] = []
    then = ""
    for line in reversed(lines):
        lines_found.append(line._replace(row=then) if line.code.startswith("[") else line)
        then = line.code or then
    header = row = ""
    for at, line in enumerate(reversed(lines_found)):
        lines[at] = line
        if line.row:
            header = row = line.code
        elif line.code.startswith("name"):
            row = f"{header} {line.code}"
        if not line.row:
            lines[at] = line._replace(row=row)
    return lines


def _places(lines: list[_Line]) -> dict[tuple[str, str | None], list[int]]:
    """The positions of lines: by content and row, and by content alone."""
    places: dict[tuple[str, str | None], list[int]] = {}
    for at, line in enumerate(lines):
        if line.code:
            for row in (line.row, None):
                places.setdefault((line.code, row), []).append(at)
    return places


def _split(line: str) -> _Line:
    if "#" not in line:
        return _Line(line.strip().rstrip(","), "")
    bare = _STRING.sub(lambda found: "x" * len(found.group()), line)
    at = bare.find("#")
    if at < 0:
        return _Line(line.strip().rstrip(","), "")
    return _Line(line[:at].strip().rstrip(","), _CONTROLS.sub(" ", line[at:].strip()))


MARK = "# merge:"
"""The start of every comment line of a merge; people remove the line once it is decided."""


def remark_count(text: str) -> int:
    """How many lines of a text look like remarks of a merge."""
    if MARK not in text:
        return 0
    return sum(line.lstrip(" \t").startswith(MARK) for line in text.split("\n"))


def without_remarks(text: str) -> tuple[str, int]:
    """A readable text without the remarks of a merge, and how many there were.

    A line that only looks like one, in a string of many lines, stays.

    Raises:
        NotReadable: The text is not TOML.
    """
    count = remark_count(text)
    if not count:
        return text, 0
    parsed = repr(parse(text))
    lines = text.split("\n")
    marked = [at for at, line in enumerate(lines) if line.lstrip(" \t").startswith(MARK)]
    bare = "\n".join(line for at, line in enumerate(lines) if at not in set(marked))
    if _says(bare, parsed):
        return bare, count
    taken = 0
    for at in reversed(marked):
        bare = "\n".join(lines[:at] + lines[at + 1 :])
        if _says(bare, parsed):
            del lines[at]
            taken += 1
    return "\n".join(lines), taken


def _says(text: str, parsed: str) -> bool:
    try:
        return repr(parse(text)) == parsed
    except NotReadable:
        return False
