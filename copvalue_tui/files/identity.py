"""How a file on disk is recognized: which file it is, and which bytes it holds."""

from __future__ import annotations

import os
from typing import NamedTuple


class Identity(NamedTuple):
    """Which file stands there and when it was last written; equal means: surely untouched."""

    dev: int
    ino: int
    size: int
    """In bytes."""
    mtime_ns: int
    """By the clock of the disk: only ever compared for being the same, never for being later."""


def identity_of(status: os.stat_result) -> Identity:
    """The identity in what `stat` said."""
    return Identity(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def same_file(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether both are one file, whatever it holds by now."""
    return (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)


def sha256_of(content: bytes) -> str:
    """The SHA-256 of these bytes, in hex."""
    # Here, not above: it loads a large library, and what only reads needs no hash.
    import hashlib

    return hashlib.sha256(content).hexdigest()
