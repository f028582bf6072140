"""The remarks of a merge in a file: counted, and taken out once a person has decided it all."""

from __future__ import annotations

from copvalue_tui.files.complaints import NotReadable
from copvalue_tui.files.parsing import parse

MARK = "# merge:"
"""What every comment line of a merge begins with; a person takes it out once it is decided."""


def remark_count(text: str) -> int:
    """How many lines of a text look like remarks of a merge."""
    if MARK not in text:
        return 0
    return sum(line.lstrip(" \t").startswith(MARK) for line in text.split("\n"))


def without_remarks(text: str) -> tuple[str, int]:
    """A readable text without the remarks of a merge, and how many there were.

    A line that only looks like one, in a string of many lines, stays.

    Raises:
        NotReadable: The text is no TOML.
    """
    count = remark_count(text)
    if not count:
        return text, 0
    said = repr(parse(text))
    lines = text.split("\n")
    marked = [at for at, line in enumerate(lines) if line.lstrip(" \t").startswith(MARK)]
    bare = "\n".join(line for at, line in enumerate(lines) if at not in set(marked))
    if _says(bare, said):
        return bare, count
    taken = 0
    for at in reversed(marked):
        bare = "\n".join(lines[:at] + lines[at + 1 :])
        if _says(bare, said):
            del lines[at]
            taken += 1
    return "\n".join(lines), taken


def _says(text: str, said: str) -> bool:
    try:
        return repr(parse(text)) == said
    except NotReadable:
        return False
