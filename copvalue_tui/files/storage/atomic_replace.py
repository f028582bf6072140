"""A new version takes the old one's name in one step: written beside it, confirmed, renamed."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, NoReturn

from copvalue_tui.files.storage.errors import CannotSave, shown_path
from copvalue_tui.files.storage.folders import write_all
from copvalue_tui.files.storage.open import (
    FileLocation,
    Identity,
    OpenedFile,
    identity_of,
    look,
    same_file,
)

MOMENT_NS = 10 * 10**9
"""A temporary file younger than this, by the disk's own clock, may be another session's save."""
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_TEMPORARY = "tmp"
"""What the name of a version that is not yet whole ends in."""
_NO_FILE_HERE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG})
_NO_RENAME = frozenset({errno.EBUSY, errno.EXDEV, errno.EPERM, errno.EACCES})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK})
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF})
_NO_ATTRIBUTES = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


class MustWriteInPlace(Exception):
    """A new file cannot take the old one's name here, or not with its owner and rights."""


class TargetChanged(Exception):
    """What stands at the spot changed while we wrote; nothing was replaced."""


@dataclass(frozen=True, slots=True)
class Temporary:
    """A new version beside the old one, complete and confirmed by the disk."""

    name: str
    identity: Identity


def replace_file(
    spot: FileLocation, content: bytes, old: OpenedFile, last_look: Callable[[], None]
) -> Identity:
    """The file at the spot holds `content`, with its owner, rights and attributes as before.

    `last_look` is called when all is written and only the name is missing; what it raises leaves
    the old file as it is.

    Raises:
        MustWriteInPlace: There is no other way here.
        Moved: Somebody else wrote at the last moment.
        OSError: The disk refused; the old file is untouched.
    """
    temporary = _write_beside(spot, content, old)
    try:
        last_look()
        _take_name(spot, temporary, old)
    except BaseException:
        _drop(spot, temporary.name)
        raise
    return temporary.identity


def create_file(spot: FileLocation, content: bytes, last_look: Callable[[], None]) -> Identity:
    """A new file at the spot holds `content`; never over another one.

    Raises:
        Moved: Something stands there by now.
        OSError: The disk refused; nothing stands there.
    """
    temporary = _write_beside(spot, content, None)
    try:
        last_look()
        _take_free_name(spot, temporary.name)
    except BaseException:
        _drop(spot, temporary.name)
        raise
    return temporary.identity


def sync(descriptor: int) -> None:
    """Returns when the disk has confirmed what was written.

    Raises:
        OSError: It did not; what it holds is unknown, and asking again would prove nothing.
    """
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(spot: FileLocation) -> Literal["confirmed", "failed", "unable"]:
    """Whether the disk confirmed the name, did not, or cannot be asked to."""
    try:
        os.fsync(spot.folder)
    except OSError as error:
        return "unable" if error.errno in _NO_FOLDER_SYNC else "failed"
    return "confirmed"


def remove_leftovers(spot: FileLocation) -> None:
    """Removes temporary files of this file that a killed save of ours left, and nothing else."""
    with suppress(OSError):
        own = look(spot)
        if own is None:
            return
        with os.scandir(spot.folder) as entries:
            names = [one.name for one in entries if is_beside(one.name, spot.name, _TEMPORARY)]
        for name in names:
            status = os.stat(name, dir_fd=spot.folder, follow_symlinks=False)
            ours = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
            # The file was just written, so its time is the disk's own "now". Times of change, for
            # those of writing may be old in a file that changed its name this moment.
            old = own.st_ctime_ns - status.st_ctime_ns > MOMENT_NS
            linked = status.st_nlink > 1 and same_file(own, status)
            if ours and (old or linked):
                _drop(spot, name)


def _write_beside(spot: FileLocation, content: bytes, old: OpenedFile | None) -> Temporary:
    # A new file gets its rights from the system, umask and folder defaults applied; a replaced
    # one stays closed to others until it has the rights of the old.
    name, descriptor = _create(spot, 0o666 if old is None else 0o600, old is not None)
    try:
        try:
            write_all(descriptor, content)
            if old is not None:
                _keep_attributes(descriptor, old)
            sync(descriptor)
            identity = identity_of(os.fstat(descriptor))
        finally:
            os.close(descriptor)
    except BaseException:
        _drop(spot, name)
        raise
    return Temporary(name, identity)


def _create(spot: FileLocation, mode: int, replaces: bool) -> tuple[str, int]:
    while True:
        name = beside_name(spot.name, _TEMPORARY)
        try:
            return name, os.open(name, _CREATE, mode, dir_fd=spot.folder)
        except FileExistsError:
            continue
        except OSError as error:
            if replaces and error.errno in _NO_FILE_HERE:
                raise MustWriteInPlace from error
            raise


def _keep_attributes(descriptor: int, old: OpenedFile) -> None:
    """Owner, group, extended attributes and rights as the old file's, in this order."""
    mine = os.fstat(descriptor)
    user = old.status.st_uid if old.status.st_uid != mine.st_uid else -1
    group = old.status.st_gid if old.status.st_gid != mine.st_gid else -1
    try:
        if (user, group) != (-1, -1):
            os.fchown(descriptor, user, group)
        _keep_extended(descriptor, old.descriptor)
        mode = stat.S_IMODE(old.status.st_mode)
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
            os.fchmod(descriptor, mode)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EIO}:
            raise
        raise MustWriteInPlace from error


def _keep_extended(descriptor: int, old: int) -> None:
    """The old file's extended attributes, access lists among them."""
    if not hasattr(os, "listxattr"):
        return
    try:
        names = os.listxattr(old)
    except OSError as error:
        if error.errno in _NO_ATTRIBUTES:
            return
        raise
    given = os.listxattr(descriptor)
    for name in names:
        value = os.getxattr(old, name)
        if name not in given or os.getxattr(descriptor, name) != value:
            os.setxattr(descriptor, name, value)
    for name in given:
        if name not in names and name.startswith("system.posix_acl"):
            # The folder's default list would open the file to more people than before.
            os.removexattr(descriptor, name)


def _take_name(spot: FileLocation, temporary: Temporary, old: OpenedFile) -> None:
    """The step that replaces; if somebody wrote a moment before it, it is taken back."""
    try:
        if not swap(spot.folder, temporary.name, spot.name):
            os.rename(temporary.name, spot.name, src_dir_fd=spot.folder, dst_dir_fd=spot.folder)
            return
    except FileNotFoundError as error:
        raise TargetChanged from error
    except OSError as error:
        if error.errno in _NO_RENAME:
            raise MustWriteInPlace from error
        raise
    try:
        replaced = os.stat(temporary.name, dir_fd=spot.folder, follow_symlinks=False)
    except OSError:
        return
    if identity_of(replaced) != identity_of(old.status):
        _take_back(spot, temporary)
    _drop(spot, temporary.name)


def _take_back(spot: FileLocation, temporary: Temporary) -> NoReturn:
    """What somebody wrote at the last moment gets its name back, or one that nobody removes."""
    back = False
    with suppress(OSError):
        back = swap(spot.folder, temporary.name, spot.name)
        ours = os.stat(temporary.name, dir_fd=spot.folder, follow_symlinks=False)
        back = back and identity_of(ours) == temporary.identity
    if back:
        raise TargetChanged
    aside = beside_name(spot.name, "theirs")
    try:
        os.rename(temporary.name, aside, src_dir_fd=spot.folder, dst_dir_fd=spot.folder)
    except OSError:
        aside = temporary.name
    where = f"their version is next to it as “{shown_path(aside)}”"
    raise CannotSave(f"Someone else wrote this file at the same moment; {where}. Look at both.")


def _take_free_name(spot: FileLocation, temporary: str) -> None:
    here = spot.folder
    try:
        os.link(temporary, spot.name, src_dir_fd=here, dst_dir_fd=here, follow_symlinks=False)
    except FileExistsError as error:
        raise TargetChanged from error
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        _drop(spot, temporary)
        return
    # No links on this disk: the name is taken first, empty, which nobody else can then do.
    try:
        os.close(os.open(spot.name, _CREATE, 0o666, dir_fd=here))
    except FileExistsError as error:
        raise TargetChanged from error
    try:
        os.rename(temporary, spot.name, src_dir_fd=here, dst_dir_fd=here)
    except BaseException:
        _drop(spot, spot.name)
        raise


def _drop(spot: FileLocation, name: str) -> None:
    with suppress(OSError):
        os.unlink(name, dir_fd=spot.folder)


_SWAP = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS, by chance the same number."""
_UNABLE = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EACCES}
)


def swap(folder: int, one: str, other: str) -> bool:
    """Whether the two names now stand for each other's files.

    When not, nothing happened, because the system or the disk knows no such step.

    Raises:
        OSError: The disk refused.
    """
    # Only a save needs it: 2 ms that no start should pay.
    import ctypes

    name = "renameatx_np" if sys.platform == "darwin" else "renameat2"
    try:
        call = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (AttributeError, OSError):
        return False
    call.argtypes = (
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_char_p,
        ctypes.c_uint,
    )
    if call(folder, os.fsencode(one), folder, os.fsencode(other), _SWAP) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNABLE:
        return False
    raise OSError(code, os.strerror(code))


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
