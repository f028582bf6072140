"""The lines of a plainly written file, found by looking at how its lines begin."""

from __future__ import annotations

from copvalue_tui.files.session.paths import entries_at
from copvalue_tui.files.toml.errors import Path
from copvalue_tui.files.toml.parse import Table

Lines = dict[Path, int]
"""Path → the line where it begins, counted from 1; entries of a one-line array are not in it."""


def plain_lines(text: str, tables: Table) -> Lines | None:
    """The lines of a readable text and its tables; nothing when it is not written plainly.

    Plainly is as a save writes it: one header, key or entry a line, or a whole array on one line.
    Other texts are for `locating`, which understands them all and takes longer to be loaded.
    """
    if '"""' in text or "'''" in text:
        return None
    lines: Lines = {(): 1}
    arrays: dict[Path, int] = {}
    counts: dict[str, int] = {}
    header: Path = ()
    opened: Path | None = None
    for number, line in enumerate(text.split("\n"), 1):
        words = line.strip()
        if not words or words[0] == "#":
            continue
        if opened is not None:
            if words[0] == "]":
                opened = None
            else:
                lines[(*opened, arrays[opened])] = number
                arrays[opened] += 1
        elif words[0] == "[":
            header = _header(words, counts)
            lines.setdefault(header, number)
        else:
            key, _, value = words.partition("=")
            path = (*header, key.strip())
            lines[path] = number
            value = value.strip()
            if value == "[":
                opened, arrays[path] = path, 0
            elif value[:1] == "[" and value[-1:] != "]":
                return None
    # With as many lines as entries, every line held one of them, and none was taken for another.
    plain = all(len(entries_at(tables, path)) == count for path, count in arrays.items())
    return lines if plain else None


def line_of(lines: Lines, path: Path) -> int:
    """The line where the longest part of this path that is known begins."""
    for depth in range(len(path), 0, -1):
        if path[:depth] in lines:
            return lines[path[:depth]]
    return 1


def _header(words: str, counts: dict[str, int]) -> Path:
    name = words.strip("[ ").partition("]")[0].strip()
    if not words.startswith("[["):
        return (name,)
    counts[name] = counts.get(name, -1) + 1
    return (name, counts[name])
