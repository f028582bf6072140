"""How large and how deep a file may be: checked before anything slow looks at it."""

import re

from copvalue_tui.files.toml.errors import Complaint, NotReadable

BYTES = 4 * 2**20
"""The largest file that is read: 4 MiB."""
VALUES = 100_000
"""The most values a matrix may hold, the parking lot included."""
TEXT = 100_000
"""The most characters one text may have."""

_DOTS = 16
_CHAINS = 5_000_000
"""Sum over all keys of their parts squared: what a TOML parser's work on dotted keys grows with.
Twenty thousand keys of three parts are far below; this many cost about 0.1 s."""
_QUOTED = r"""\"(?:[^"\\]|\\.)*"?|'[^']*+'?"""
_CHAIN = r"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++)+"


def check_size(text: str) -> None:
    """Let a text pass that is no larger than a file may be and that can be written as UTF-8.

    Raises:
        NotReadable: It is larger than `BYTES`, or holds half a character.
    """
    if len(text) > BYTES:
        raise too_large(len(text))
    try:
        size = len(text) if text.isascii() else len(text.encode())
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        said = "there is half a character (a lone surrogate) here, which cannot be saved."
        raise NotReadable([Complaint(line, None, "", "", said)], "not-utf8") from None
    if size > BYTES:
        raise too_large(size)


def too_large(size: int) -> NotReadable:
    """The complaint about a file of `size` bytes."""
    said = f"this file is too large: {size / 2**20:.1f} MiB, and the limit is {BYTES // 2**20} MiB."
    return NotReadable([Complaint(1, None, "", "", said)], "too-large")


def check_keys(text: str) -> None:
    """Let a text pass whose dotted keys a parser can read quickly.

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
            said = "the dotted keys of this file have too many parts to be read safely."
            raise NotReadable([Complaint(number, None, "", "", said)], "too-large")
