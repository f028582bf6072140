"""Names of what lies beside a file for a while: hidden, and never longer than names may be."""

from __future__ import annotations

import os
from contextlib import suppress

_LONGEST = 255
"""Bytes in a name."""
_MARK = 12
"""Letters of the part that makes each of them another one."""


def beside_name(name: str, ending: str) -> str:
    """`.NAME.<12 hex>.<ending>`, NAME cut so that the whole is no longer than names may be."""
    return f"{stem(name, len(ending))}.{os.urandom(_MARK // 2).hex()}.{ending}"


def is_beside(found: str, name: str, ending: str) -> bool:
    """Whether `found` is such a name, made for `name` with an ending of that kind."""
    start, mark, end = found[: -len(ending) - _MARK - 2], found[-len(ending) - _MARK - 1 :], ending
    hexadecimal = not mark[:_MARK].strip("0123456789abcdef")
    return start == stem(name, len(ending)) and hexadecimal and mark[_MARK:] == f".{end}"


def stem(name: str, ending: int) -> str:
    """What such a name begins with, when its ending has so many letters."""
    room = _LONGEST - len("..") - _MARK - 1 - ending
    cut = os.fsencode(name)[:room]
    with suppress(UnicodeDecodeError):
        # A letter cut in half is refused by disks that only take names in UTF-8.
        os.fsencode(name).decode()
        return "." + cut.decode(errors="ignore")
    return "." + os.fsdecode(cut)
