"""Read pack files from disk: only regular files of a sensible size; a sentence for all others."""

from __future__ import annotations

import os
import stat
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.suggest.pack_format.read import read_pack
from copvalue_tui.suggest.pack_format.tables import MAX_LETTERS, PackError
from copvalue_tui.suggest.packs import Pack

MAX_FILES = 100
"""The most packs to read from a folder; one with more is hardly meant for packs."""
MAX_BYTES = 2 * MAX_LETTERS
"""The limit for all packs of a folder together."""
_MAX_LISTED = 10_000
# O_NONBLOCK: a pipe that replaced the file after the check must not make us wait.
_READ = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY")
)


class PackFile(NamedTuple):
    """A file: its pack, or why it has none."""

    path: Path
    pack: Pack | None
    complaints: tuple[str, ...] = ()
    """Sentences with file and line; empty if there is a pack."""
    opened: bool = True
    """False if the file could not be read at all."""
    size: int = 0
    """In bytes."""
    text: str = ""


def packs_in(folder: Path) -> tuple[PackFile, ...]:
    """Every `*.toml` file of the folder, sorted by name; empty if there is no such folder."""
    try:
        with os.scandir(folder) as listed:
            names = [entry.name for entry in islice(listed, _MAX_LISTED)]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, ValueError) as error:
        return (_refused(folder, f"cannot be listed: {_reason(error)}"),)
    paths = sorted(folder / name for name in names if _is_meant(name))
    files: list[PackFile] = []
    remaining = MAX_BYTES
    for path in paths[:MAX_FILES]:
        file = pack_file(path, remaining)
        remaining -= file.size
        files.append(file)
    if len(paths) > MAX_FILES:
        reason = f"contains {len(paths):,} packs; only the first {MAX_FILES} are read"
        files.append(_refused(folder, reason))
    return tuple(files)


def _is_meant(name: str) -> bool:
    return name.endswith(".toml") and not name.startswith(".")


def pack_file(path: Path, limit: int = MAX_BYTES) -> PackFile:
    """Read the file at the path, which need not be a pack, nor exist; `limit` is in bytes."""
    try:
        content = _content(path, min(limit, 4 * MAX_LETTERS))
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return PackFile(path, None, (f"{safe(str(path))}:{line}: not UTF-8 text.",))
    except (OSError, ValueError) as error:
        return _refused(path, f"cannot be read: {_reason(error)}")
    try:
        return PackFile(path, read_pack(text, str(path)), (), True, len(content), text)
    except PackError as trouble:
        return PackFile(path, None, trouble.sentences, True, len(content), text)


def _content(path: Path, limit: int) -> bytes:
    """The content of the file.

    Raises:
        OSError: It is not a regular file, too large, or unreadable.
    """
    # Checked before opening, because opening some devices and pipes has side effects.
    _require_regular(path.stat())
    descriptor = os.open(path, _READ)
    try:
        _require_regular(os.fstat(descriptor))
        parts: list[bytes] = []
        while limit >= 0:
            part = os.read(descriptor, min(1 << 20, limit + 1))
            if not part:
                return b"".join(parts)
            parts.append(part)
            limit -= len(part)
    finally:
        os.close(descriptor)
    raise OSError(
        0, "it is too large for a pack, or the packs of its folder are too large together"
    )


def _require_regular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise OSError(0, "it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "it is not a regular file")


def _refused(path: Path, reason: str) -> PackFile:
    return PackFile(path, None, (f"{safe(str(path))}: {reason}.",), opened=False)


def _reason(error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) else None
    return safe(reason[:1].lower() + reason[1:]) if reason else "no file can have this name"
