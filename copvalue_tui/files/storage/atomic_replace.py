"""Replace a file in one step: write a temporary file beside it, sync it, rename it over."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal, NoReturn

from copvalue_tui.files.storage import system
from copvalue_tui.files.storage.errors import CannotSave, shown_path
from copvalue_tui.files.storage.folders import write_all
from copvalue_tui.files.storage.open import (
    FileLocation,
    Identity,
    OpenedFile,
    identity_of,
    same_file,
    stat_regular,
)
from copvalue_tui.files.storage.system import (
    CREATE,
    Folder,
    account,
    is_own,
    link_in,
    names_in,
    open_in,
    rename_in,
    stat_in,
    unlink_in,
)

MOMENT_NS = 10 * 10**9
"""A temporary file younger than this, by the disk's own clock, may be another session's save."""
_TEMPORARY = "tmp"
"""The ending of a temporary file's name."""
_NO_FILE_HERE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENAMETOOLONG})
_UNABLE = frozenset({errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP})
_NO_RENAME = _UNABLE | {errno.EBUSY, errno.EXDEV, errno.EACCES}
_NO_LINKS = _UNABLE | {errno.EMLINK}
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF})
_NO_ATTRIBUTES = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


class MustWriteInPlace(Exception):
    """The file cannot be replaced here, or not with the same owner and permissions."""


class TargetChanged(Exception):
    """The file changed while we wrote; nothing was replaced."""


@dataclass(frozen=True, slots=True)
class Temporary:
    """A complete new version beside the old one, synced to disk."""

    name: str
    identity: Identity


def replace_file(
    location: FileLocation, content: bytes, old: OpenedFile, last_check: Callable[[], None]
) -> Identity:
    """Replace the file's content; keep its owner, permissions and attributes.

    `last_check` is called when everything is written, right before the rename; if it raises, the
    old file stays as it is.

    Raises:
        MustWriteInPlace: The file cannot be replaced here.
        TargetChanged: Someone else wrote at the last moment.
        OSError: The disk refused; the old file is untouched.
    """
    temporary = _write_beside(location, content, old)
    try:
        last_check()
        _rename_over(location, temporary, old)
    except BaseException:
        _drop(location, temporary.name)
        raise
    return temporary.identity


def create_file(location: FileLocation, content: bytes, last_check: Callable[[], None]) -> Identity:
    """Create a new file with this content; never replace an existing one.

    Raises:
        TargetChanged: There is a file now.
        OSError: The disk refused; no file was created.
    """
    temporary = _write_beside(location, content, None)
    try:
        last_check()
        _claim_name(location, temporary.name)
    except BaseException:
        _drop(location, temporary.name)
        raise
    return temporary.identity


def sync(descriptor: int) -> None:
    """Wait until the disk has confirmed what was written.

    Raises:
        OSError: It did not; what it holds is unknown, and a second try would prove nothing.
    """
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def sync_folder(location: FileLocation) -> Literal["confirmed", "failed", "unable"]:
    """Sync the folder, so that the new name survives a power failure, where the disk can do it."""
    try:
        system.sync_folder(location.folder)
    except OSError as error:
        return "unable" if error.errno in _NO_FOLDER_SYNC else "failed"
    return "confirmed"


def remove_leftovers(location: FileLocation) -> None:
    """Remove the temporary files that killed saves of this file left, and nothing else."""
    with suppress(OSError):
        own = stat_regular(location)
        if own is None:
            return
        names = [
            one for one in names_in(location.folder) if is_beside(one, location.name, _TEMPORARY)
        ]
        for name in names:
            status = stat_in(location.folder, name)
            ours = stat.S_ISREG(status.st_mode) and is_own(status)
            # The file was just written, so its time is the disk's own "now". We compare ctime:
            # a file renamed this moment may have an old mtime.
            old = own.st_ctime_ns - status.st_ctime_ns > MOMENT_NS
            linked = status.st_nlink > 1 and same_file(own, status)
            if ours and (old or linked):
                _drop(location, name)


def _write_beside(location: FileLocation, content: bytes, old: OpenedFile | None) -> Temporary:
    # A new file gets the permissions that umask and folder defaults give it; a replacement stays
    # closed to others until it has the permissions of the old file.
    name, descriptor = _create(location, 0o666 if old is None else 0o600, old is not None)
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
        _drop(location, name)
        raise
    return Temporary(name, identity)


def _create(location: FileLocation, mode: int, replaces: bool) -> tuple[str, int]:
    while True:
        name = beside_name(location.name, _TEMPORARY)
        try:
            return name, open_in(location.folder, name, os.O_WRONLY | CREATE, mode)
        except FileExistsError:
            continue
        except OSError as error:
            if replaces and error.errno in _NO_FILE_HERE:
                raise MustWriteInPlace from error
            raise


def _keep_attributes(descriptor: int, old: OpenedFile) -> None:
    """Copy the old file's owner, group, extended attributes and permissions, in this order."""
    if account() is None:
        # The system has neither owners nor permissions of this kind.
        return
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
    """Copy the old file's extended attributes, access lists among them."""
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


def _rename_over(location: FileLocation, temporary: Temporary, old: OpenedFile) -> None:
    """Rename the temporary file over the old one; undo that if someone wrote a moment before."""
    try:
        if not swap(location.folder, temporary.name, location.name):
            rename_in(location.folder, temporary.name, location.name)
            return
    except FileNotFoundError as error:
        raise TargetChanged from error
    except OSError as error:
        if error.errno in _NO_RENAME:
            raise MustWriteInPlace from error
        raise
    try:
        replaced = stat_in(location.folder, temporary.name)
    except OSError:
        return
    if identity_of(replaced) != identity_of(old.status):
        _restore_theirs(location, temporary)
    _drop(location, temporary.name)


def _restore_theirs(location: FileLocation, temporary: Temporary) -> NoReturn:
    """Give the version that someone wrote at the last moment its name back, or a lasting one."""
    back = False
    with suppress(OSError):
        back = swap(location.folder, temporary.name, location.name)
        ours = stat_in(location.folder, temporary.name)
        back = back and identity_of(ours) == temporary.identity
    if back:
        raise TargetChanged
    aside = beside_name(location.name, "theirs")
    try:
        rename_in(location.folder, temporary.name, aside)
    except OSError:
        aside = temporary.name
    where = f"their version is next to it as “{shown_path(aside)}”"
    raise CannotSave(f"Someone else wrote this file at the same moment; {where}. Look at both.")


def _claim_name(location: FileLocation, temporary: str) -> None:
    here = location.folder
    try:
        link_in(here, temporary, location.name)
    except FileExistsError as error:
        raise TargetChanged from error
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        _drop(location, temporary)
        return
    # No links on this disk: reserve the name with an empty file, so that nobody else can.
    try:
        os.close(open_in(here, location.name, os.O_WRONLY | CREATE, 0o666))
    except FileExistsError as error:
        raise TargetChanged from error
    try:
        rename_in(here, temporary, location.name)
    except BaseException:
        _drop(location, location.name)
        raise


def _drop(location: FileLocation, name: str) -> None:
    with suppress(OSError):
        unlink_in(location.folder, name)


_SWAP = 2
"""RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS, by chance the same number."""
_UNABLE = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EACCES}
)


def swap(folder: Folder, one: str, other: str) -> bool:
    """Exchange the files of two names in one step; false if the system or the disk cannot.

    Raises:
        OSError: The disk refused.
    """
    if isinstance(folder, str):
        return False
    # Imported here, because only a save needs it: 2 ms that would delay every start.
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
"""The most bytes in a file name."""
_MARK = 12
"""Length of the random part of such a name."""


def beside_name(name: str, ending: str) -> str:
    """`.NAME.<12 hex>.<ending>`, with NAME shortened to fit the limit for file names."""
    return f"{stem(name, len(ending))}.{os.urandom(_MARK // 2).hex()}.{ending}"


def is_beside(candidate: str, name: str, ending: str) -> bool:
    """Whether `candidate` is such a name, made for `name` with this ending."""
    start, mark, end = (
        candidate[: -len(ending) - _MARK - 2],
        candidate[-len(ending) - _MARK - 1 :],
        ending,
    )
    hexadecimal = not mark[:_MARK].strip("0123456789abcdef")
    return start == stem(name, len(ending)) and hexadecimal and mark[_MARK:] == f".{end}"


def stem(name: str, ending: int) -> str:
    """The first part of such a name, when its ending has this length."""
    room = _LONGEST - len("..") - _MARK - 1 - ending
    cut = os.fsencode(name)[:room]
    with suppress(UnicodeDecodeError):
        # Disks that only accept names in UTF-8 refuse half a character.
        os.fsencode(name).decode()
        return "." + cut.decode(errors="ignore")
    return "." + os.fsdecode(cut)
