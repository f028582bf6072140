"""Limits on the size and nesting of a file, checked before any slow parsing."""

import re

from copvalue_tui.files.toml.errors import Complaint, NotReadable

BYTES = 4 * 2**20
"""The largest file that is read: 4 MiB."""
VALUES = 100_000
"""The most values a matrix may hold, the parking lot included."""
TEXT = 100_000
"""The most characters one text may have."""
NUMBER = 2**63 - 1
"""The largest integer that every TOML reader can hold."""

_DOTS = 16
_CHAINS = 5_000_000
"""The limit on the sum, over all dotted keys, of their number of parts squared.

The work of a TOML parser grows with this sum; at the limit it takes about 0.1 s."""
_QUOTED = r"""\"(?:[^"\\]|\\.)*"?|'[^']*+'?"""
_CHAIN = r"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++)+"


def check_size(text: str) -> None:
    """Check that a text is not too large for a file and can be written as UTF-8.

    Raises:
        NotReadable: It is larger than `BYTES`, or holds half a character.
    """
    if len(text) > BYTES:
        raise too_large(len(text))
    try:
        size = len(text) if text.isascii() else len(text.encode())
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        message = "there is half a character (a lone surrogate) here, which cannot be saved."
        raise NotReadable([Complaint(line, None, "", "", message)], "not-utf8") from None
    if size > BYTES:
        raise too_large(size)


def too_large(size: int) -> NotReadable:
    """The complaint about a file of `size` bytes."""
    message = (
        f"this file is too large: {size / 2**20:.1f} MiB, and the limit is {BYTES // 2**20} MiB."
    )
    return NotReadable([Complaint(1, None, "", "", message)], "too-large")


def check_keys(text: str) -> None:
    """Check that a parser can read the dotted keys of a text quickly.

    A parser's time and memory grow with the square of the parts of a dotted key, so that 40 kB can
    cost seconds and gigabytes.

    Raises:
        NotReadable: The keys have too many parts.
    """
    work = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") < _DOTS:
            continue
        bare = re.sub(_QUOTED, "q", line).partition("#")[0]
        work += sum((chain.group().count(".") + 1) ** 2 for chain in re.finditer(_CHAIN, bare))
        if work > _CHAINS:
            message = "the dotted keys of this file have too many parts to be read safely."
            raise NotReadable([Complaint(number, None, "", "", message)], "too-large")
