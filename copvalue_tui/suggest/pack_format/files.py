"""Packs on the person's disk: regular files of a sensible size, and a sentence for all others."""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.suggest.pack_format.read import read_pack
from copvalue_tui.suggest.pack_format.tables import MOST_LETTERS, PackError
from copvalue_tui.suggest.packs import Pack

MOST_FILES = 100
"""Packs of one folder; a folder of more was not meant to be one of packs."""
MOST_BYTES = 2 * MOST_LETTERS
"""Of all packs in one folder together."""
_MOST_LISTED = 10_000
# O_NONBLOCK: a pipe that took the file's place after we looked must not make us wait.
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class PackFile(NamedTuple):
    """A file that is a pack, or is none and why."""

    path: Path
    pack: Pack | None
    complaints: tuple[str, ...] = ()
    """Whole sentences with file and line; empty when there is a pack."""
    opened: bool = True
    """Whether the file could be read at all."""
    size: int = 0
    """In bytes."""
    text: str = ""


def packs_in(folder: Path) -> tuple[PackFile, ...]:
    """Every `*.toml` of the folder, by name; none when there is no such folder."""
    try:
        with os.scandir(folder) as listed:
            names = [entry.name for entry in islice(listed, _MOST_LISTED)]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, ValueError) as error:
        return (_refused(folder, f"cannot be looked into: {_reason(error)}"),)
    paths = sorted(folder / name for name in names if _is_meant(name))
    files: list[PackFile] = []
    left = MOST_BYTES
    for path in paths[:MOST_FILES]:
        file = pack_file(path, left)
        left -= file.size
        files.append(file)
    if len(paths) > MOST_FILES:
        said = f"holds {len(paths):,} packs, of which the first {MOST_FILES} are read"
        files.append(_refused(folder, said))
    return tuple(files)


def _is_meant(name: str) -> bool:
    return name.endswith(".toml") and not name.startswith(".")


def pack_file(path: Path, limit: int = MOST_BYTES) -> PackFile:
    """The file at the path, which need not be a pack, nor there at all.

    `limit` is how many bytes may be read.
    """
    try:
        content = _content(path, min(limit, 4 * MOST_LETTERS))
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return PackFile(path, None, (f"{safe(str(path))}:{line}: not text in UTF-8.",))
    except (OSError, ValueError) as error:
        return _refused(path, f"cannot be read: {_reason(error)}")
    try:
        return PackFile(path, read_pack(text, str(path)), (), True, len(content), text)
    except PackError as trouble:
        return PackFile(path, None, trouble.sentences, True, len(content), text)


def _content(path: Path, limit: int) -> bytes:
    """What the file holds.

    Raises:
        OSError: It is no regular file, too large, or the system refused.
    """
    # Looking first: opening some devices and pipes is felt at their other end.
    _refuse_others(path.stat())
    descriptor = os.open(path, _READ)
    try:
        _refuse_others(os.fstat(descriptor))
        parts: list[bytes] = []
        while limit >= 0:
            part = os.read(descriptor, min(1 << 20, limit + 1))
            if not part:
                return b"".join(parts)
            parts.append(part)
            limit -= len(part)
    finally:
        os.close(descriptor)
    raise OSError(0, "it is too large for a pack, or all packs of its folder are together")


def _refuse_others(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise OSError(0, "it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "it is no regular file")


def _refused(path: Path, said: str) -> PackFile:
    return PackFile(path, None, (f"{safe(str(path))}: {said}.",), opened=False)


def _reason(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) else None
    return safe(said[:1].lower() + said[1:]) if said else "no file can have this name"
