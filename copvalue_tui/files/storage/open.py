"""Open and read regular files only, completely, and without waiting for pipes or devices."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from copvalue_tui.files.storage.errors import CannotOpen, not_opened, shown_path
from copvalue_tui.files.storage.system import (
    READ,
    SAFELY,
    Folder,
    close_folder,
    open_folder,
    open_in,
    stat_in,
)
from copvalue_tui.files.toml import limits as guards

FilePath = str | os.PathLike[str]
"""No `pathlib` here: importing it takes longer than reading a file."""
TRIES = 6
PAUSE = 0.05
"""Seconds between two tries to read a file that someone is writing."""

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class Reading(NamedTuple):
    """The content of a file at one moment."""

    content: bytes
    identity: Identity


class FileLocation(NamedTuple):
    """The real location of a file, after following links: a name in an open folder."""

    folder: Folder
    """The open folder: we never resolve the path again, so nobody can swap a folder."""
    name: str
    real: str
    """The full path."""


class OpenedFile(NamedTuple):
    """A file that is open: its status and content when we opened it."""

    descriptor: int
    status: os.stat_result
    content: bytes


def read_whole(path: FilePath, limit: int = guards.BYTES) -> Reading:
    """Read a file; read it again while someone is writing it.

    Raises:
        CannotOpen: Not a regular file, too large, still being written, or the system refused.
    """
    try:
        return _read_quiet(path, limit)
    except OSError as error:
        raise not_opened(path, error) from error
    except ValueError as error:
        raise CannotOpen(f"“{shown_path(path)}” is not a possible file name.") from error
    except MemoryError as error:
        raise _too_large(path, limit) from error


def _read_quiet(path: FilePath, limit: int) -> Reading:
    held_text = False
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE)
        descriptor = _open_regular(path)
        try:
            before = identity_of(os.fstat(descriptor))
            content = read_all(descriptor, limit)
            after = identity_of(os.fstat(descriptor))
        finally:
            close_quietly(descriptor)
        if max(before.size, len(content)) > limit:
            raise _too_large(path, limit)
        # A program that rewrites a file empties it first: that would read as an empty matrix.
        whole = len(content) == after.size and (content or not held_text)
        if whole and before == after == _identity_at(path):
            return Reading(content, after)
        held_text = held_text or before.size > 0
    busy = f"“{shown_path(path)}” is being written by another program. Try again in a moment."
    raise CannotOpen(busy)


def _open_regular(path: FilePath) -> int:
    # Check first: opening some devices and pipes has an effect at their other end.
    _refuse_others(path, os.stat(path))  # noqa: PTH116
    # Without waiting: a pipe may have replaced the file since we looked.
    descriptor = os.open(path, READ)
    try:
        _refuse_others(path, os.fstat(descriptor))
    except BaseException:
        close_quietly(descriptor)
        raise
    return descriptor


def _refuse_others(path: FilePath, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "something else")
        raise CannotOpen(f"“{shown_path(path)}” is {kind}, not a file that can be edited.")


def _identity_at(path: FilePath) -> Identity | None:
    try:
        return identity_of(os.stat(path))  # noqa: PTH116
    except FileNotFoundError:
        return None


def read_all(descriptor: int, limit: int) -> bytes:
    """All the rest of an open file, or a little more than `limit` bytes of it."""
    parts: list[bytes] = []
    count = 0
    while count <= limit:
        part = os.read(descriptor, 1 << 20)
        if not part:
            break
        parts.append(part)
        count += len(part)
    return b"".join(parts)


def close_quietly(descriptor: int) -> None:
    """Close a file that was only read or is synced already: errors no longer matter."""
    with suppress(OSError):
        os.close(descriptor)


def _too_large(path: FilePath, limit: int) -> CannotOpen:
    size = f"{limit // (1024 * 1024)} MiB" if limit >= 1024 * 1024 else f"{limit // 1024} KiB"
    return CannotOpen(f"“{shown_path(path)}” is too large; files of up to {size} can be opened.")


@contextmanager
def locate(path: FilePath) -> Iterator[FileLocation]:
    """The location that a path leads to, with its folder open; the file need not exist.

    Raises:
        OSError: The folder does not exist, or we may not enter it.
    """
    try:
        real = os.path.realpath(path)
    except ValueError as error:
        raise OSError(errno.EINVAL, "this is not a possible file name") from error
    folder, name = os.path.split(real)
    if not name:
        raise OSError(errno.EISDIR, "this is a folder")
    opened = _open_folder(folder)
    try:
        yield FileLocation(opened, name, real)
    finally:
        close_folder(opened)


def _open_folder(folder: str) -> Folder:
    try:
        return open_folder(folder)
    except PermissionError:
        # A folder we may enter but not list: enough for everything except syncing it.
        only_enter = getattr(os, "O_PATH", 0)
        if not only_enter:
            raise
        return open_folder(folder, only_enter)


def stat_regular(location: FileLocation) -> os.stat_result | None:
    """The status of the file there; None if there is none.

    Raises:
        OSError: It is not a regular file, or the system refused.
    """
    try:
        status = stat_in(location.folder, location.name)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, "the link points to itself")
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    return status


@contextmanager
def open_at(location: FileLocation) -> Iterator[OpenedFile | None]:
    """The file there, read and kept open; None if there is none.

    Raises:
        OSError: It is not a regular file, or we may not read it.
    """
    if stat_regular(location) is None:
        yield None
        return
    try:
        descriptor = open_in(location.folder, location.name, os.O_RDONLY | SAFELY)
    except FileNotFoundError:
        yield None
        return
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        # Stop one byte above the limit: we never open files that large.
        yield OpenedFile(descriptor, status, read_all(descriptor, guards.BYTES))
    finally:
        close_quietly(descriptor)


class Identity(NamedTuple):
    """Which file it is and when it was last written; if equal, the file has not changed."""

    dev: int
    ino: int
    size: int
    """In bytes."""
    mtime_ns: int
    """By the disk's clock: only compared for equality, never for order."""


def identity_of(status: os.stat_result) -> Identity:
    """The identity in a result of `stat`."""
    return Identity(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def same_file(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether both are the same file, whatever its content is now."""
    return (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)


def sha256_of(content: bytes) -> str:
    """The SHA-256 of these bytes, in hex."""
    # Imported here, because it loads a large library, and commands that only read need no hash.
    import hashlib

    return hashlib.sha256(content).hexdigest()


def check_writable(location: FileLocation) -> None:
    """Check that the file may be written.

    A read-only file is not replaced either, although the folder would allow it.

    Raises:
        OSError: It may not be written.
    """
    if not has_access(os.W_OK, location.name, location.folder):
        code = errno.EROFS if _mounted_read_only(location.folder) else errno.EACCES
        raise OSError(code, os.strerror(code))


def why_read_only(path: FilePath) -> str:
    """Why the file may not be written, as a sentence; an empty text if it may."""
    if has_access(os.W_OK, path, None):
        return ""
    if _mounted_read_only(path):
        return "This disk is mounted read-only."
    return "You do not have permission to write this file."


def has_access(mode: int, name: FilePath, folder: Folder | None) -> bool:
    """Whether this account has access of this mode (as for `os.access`) to a name."""
    effective = os.access in os.supports_effective_ids
    if isinstance(folder, str):
        name, folder = os.path.join(folder, name), None  # noqa: PTH118
    return os.access(name, mode, dir_fd=folder, effective_ids=effective)


def _mounted_read_only(where: int | FilePath) -> bool:
    if not hasattr(os, "statvfs"):
        return False
    try:
        return bool(os.statvfs(where).f_flag & os.ST_RDONLY)
    except OSError:
        return False
