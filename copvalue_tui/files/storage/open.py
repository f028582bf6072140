"""Looking at and reading what stands on disk: regular files only, never waiting, never half."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from copvalue_tui.files.storage.errors import CannotOpen, not_opened, shown_path
from copvalue_tui.files.toml import limits as guards

FilePath = str | os.PathLike[str]
"""No `pathlib` here: a command that only reads would pay more for it than for reading."""
TRIES = 6
PAUSE = 0.05
"""Seconds between two tries to read a file that somebody is writing."""

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
# O_NONBLOCK: a pipe that took the file's place between two looks must not make us wait.
_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class Reading(NamedTuple):
    """What a file held at one moment."""

    content: bytes
    identity: Identity


class FileLocation(NamedTuple):
    """Where a file really stands, links followed: a name in an open folder."""

    folder: int
    """The folder's descriptor: no path is walked again, so no folder can be swapped under us."""
    name: str
    real: str
    """The whole path."""


class OpenedFile(NamedTuple):
    """The file at a spot, held open: what it was when we looked."""

    descriptor: int
    status: os.stat_result
    content: bytes


def read_whole(path: FilePath, limit: int = guards.BYTES) -> Reading:
    """What the file holds, read again while somebody is writing it.

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
        # A file emptied to be written anew would read as an empty matrix.
        whole = len(content) == after.size and (content or not held_text)
        if whole and before == after == _identity_at(path):
            return Reading(content, after)
        held_text = held_text or before.size > 0
    busy = f"“{shown_path(path)}” is being written by another program. Try again in a moment."
    raise CannotOpen(busy)


def _open_regular(path: FilePath) -> int:
    # Looking first: opening some devices and pipes is felt at their other end.
    _refuse_others(path, os.stat(path))  # noqa: PTH116
    descriptor = os.open(path, _READ)
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
    """Everything from where the descriptor stands, or a little more than `limit` bytes of it."""
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
    """Closes what was only read, or is confirmed already: a failure now would mean nothing."""
    with suppress(OSError):
        os.close(descriptor)


def _too_large(path: FilePath, limit: int) -> CannotOpen:
    size = f"{limit // (1024 * 1024)} MiB" if limit >= 1024 * 1024 else f"{limit // 1024} KiB"
    return CannotOpen(f"“{shown_path(path)}” is too large; files of up to {size} can be opened.")


@contextmanager
def spot_of(path: FilePath) -> Iterator[FileLocation]:
    """The spot a path leads to, its folder open meanwhile; the file itself need not exist.

    Raises:
        OSError: The folder is gone, or may not be entered.
    """
    try:
        real = os.path.realpath(path)
    except ValueError as error:
        raise OSError(errno.EINVAL, "this is not a possible file name") from error
    folder, name = os.path.split(real)
    if not name:
        raise OSError(errno.EISDIR, "this is a folder")
    descriptor = _open_folder(folder)
    try:
        yield FileLocation(descriptor, name, real)
    finally:
        close_quietly(descriptor)


def _open_folder(folder: str) -> int:
    flags = os.O_DIRECTORY | os.O_CLOEXEC
    try:
        return os.open(folder, os.O_RDONLY | flags)
    except PermissionError:
        # A folder that may be entered but not listed: enough for all but confirming a name.
        only_enter = getattr(os, "O_PATH", 0)
        if not only_enter:
            raise
        return os.open(folder, only_enter | flags)


def look(spot: FileLocation) -> os.stat_result | None:
    """What stands at the spot, or nothing.

    Raises:
        OSError: Something other than a regular file stands there, or the system refused.
    """
    try:
        status = os.stat(spot.name, dir_fd=spot.folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, "the link points to itself")
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    return status


@contextmanager
def standing_at(spot: FileLocation) -> Iterator[OpenedFile | None]:
    """The file at the spot, read and held open; nothing when none stands there.

    Raises:
        OSError: It is not a regular file or may not be read.
    """
    if look(spot) is None:
        yield None
        return
    try:
        descriptor = os.open(spot.name, _READ | os.O_NOFOLLOW, dir_fd=spot.folder)
    except FileNotFoundError:
        yield None
        return
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        # One byte over the limit is read and no more: such a file was never opened here.
        yield OpenedFile(descriptor, status, read_all(descriptor, guards.BYTES))
    finally:
        close_quietly(descriptor)


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


def check_right(spot: FileLocation) -> None:
    """Lets pass a file that may be written.

    One closed to writing is not replaced either, though the folder would allow that.

    Raises:
        OSError: It may not.
    """
    if not may(os.W_OK, spot.name, spot.folder):
        code = errno.EROFS if _mounted_read_only(spot.folder) else errno.EACCES
        raise OSError(code, os.strerror(code))


def why_read_only(path: FilePath) -> str:
    """Why the file may not be written, as a sentence, or nothing."""
    if may(os.W_OK, path, None):
        return ""
    if _mounted_read_only(path):
        return "This disk is mounted read-only."
    return "You do not have permission to write this file."


def may(mode: int, name: FilePath, folder: int | None) -> bool:
    """Whether this account has the right `mode` (as `os.access` counts them) to a name."""
    effective = os.access in os.supports_effective_ids
    return os.access(name, mode, dir_fd=folder, effective_ids=effective)


def _mounted_read_only(where: int | FilePath) -> bool:
    try:
        return bool(os.statvfs(where).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def lock(descriptor: int) -> bool | None:
    """Whether we now hold the file's lock; None where the disk has no locks."""
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
