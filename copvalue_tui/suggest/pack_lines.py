"""At which line of a pack's text something stands: for complaints, never for a good pack."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*entries[ \t]*\]\]", re.MULTILINE)


def line_of(text: str, path: str, key: str) -> int:
    """The line of a key, or of its entry's header; 0 when it cannot be told.

    `path` names the entry, such as `entries[3]`, and is empty for the pack's own keys.
    """
    start, end = 0, len(text)
    headers = [found.start() for found in _HEADER.finditer(text)]
    number = re.search(r"\[(\d+)\]", path or key)
    if number is not None:
        if int(number[1]) > len(headers):
            # Written as one list in brackets: at least where that begins.
            return _found(text, "entries", 0, end)
        start, end = (*headers, len(text))[int(number[1]) - 1 : int(number[1]) + 1]
    elif headers:
        end = headers[0]
    line = _found(text, key, start, end)
    return line or (text.count("\n", 0, start) + 1 if number else 0)


def _found(text: str, key: str, start: int, end: int) -> int:
    found = re.compile(rf"""^[ \t]*["']?{re.escape(key)}["']?[ \t]*=""", re.MULTILINE).search(
        text, start, end
    )
    return text.count("\n", 0, found.start()) + 1 if found else 0
