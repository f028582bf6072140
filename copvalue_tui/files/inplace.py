"""Writing into the file itself, where no new file may take its name: with a spare copy first."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from copvalue_tui.files.beside import beside_name
from copvalue_tui.files.folders import write_all
from copvalue_tui.files.identity import Identity, identity_of, same_file
from copvalue_tui.files.interrupted import SPARE
from copvalue_tui.files.opening import Spot, Standing, close_quietly
from copvalue_tui.files.replacing import Moved, sync
from copvalue_tui.files.troubles import CannotSave, not_saved, reason, shown

# Without O_TRUNC: until the first byte is written, the old version is whole.
_WRITE = os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class Torn(CannotSave):
    """The file may hold neither version now; its text says where the one before lies."""


def overwrite(spot: Spot, content: bytes, old: Standing, spare: Path) -> Identity:
    """The file at the spot holds `content`; all its names show it, nothing else of it changed.

    `spare` is where the old version is surely kept.

    Raises:
        Moved: Another file took the name.
        CannotSave: The disk refused; the old text is back, or the sentence says where it lies.
        OSError: The file may not be written; it is untouched.
    """
    descriptor = _open_same(spot, old)
    try:
        _reserve(descriptor, len(old.content), len(content))
        try:
            return _fill(descriptor, content)
        except OSError as error:
            raise _put_back(spot, old, spare, error) from error
    finally:
        close_quietly(descriptor)


def spare_beside(spot: Spot, content: bytes) -> Path:
    """A copy of `content` beside the file, surely on disk.

    Raises:
        OSError: There is no room or no right for one.
    """
    name = beside_name(spot.name, SPARE)
    descriptor = os.open(name, _CREATE, 0o600, dir_fd=spot.folder)
    try:
        try:
            write_all(descriptor, content)
            sync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        os.unlink(name, dir_fd=spot.folder)
        raise
    return Path(spot.real).with_name(name)


def as_theirs(spot: Spot, spare: Path) -> Path:
    """A spare copy beside the file, now kept for good as what somebody else wrote."""
    name = f"{spare.stem}.theirs"
    try:
        os.rename(spare.name, name, src_dir_fd=spot.folder, dst_dir_fd=spot.folder)
    except OSError:
        return spare
    return spare.with_name(name)


def _open_same(spot: Spot, old: Standing) -> int:
    try:
        descriptor = os.open(spot.name, _WRITE, dir_fd=spot.folder)
    except FileNotFoundError as error:
        raise Moved from error
    if not same_file(os.fstat(descriptor), old.status):
        os.close(descriptor)
        raise Moved
    return descriptor


def _reserve(descriptor: int, held: int, wanted: int) -> None:
    """Room for the longer text is taken before a byte of the old one is touched."""
    if wanted <= held or not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(descriptor, held, wanted - held)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}:
            os.ftruncate(descriptor, held)
            raise


def _fill(descriptor: int, content: bytes) -> Identity:
    os.lseek(descriptor, 0, os.SEEK_SET)
    write_all(descriptor, content)
    os.ftruncate(descriptor, len(content))
    sync(descriptor)
    return identity_of(os.fstat(descriptor))


def _put_back(spot: Spot, old: Standing, spare: Path, error: OSError) -> CannotSave:
    """Writes the old text again, and says how that went."""
    try:
        # A descriptor of its own: one that failed to sync confirms nothing any more.
        descriptor = _open_same(spot, old)
        try:
            _fill(descriptor, old.content)
        finally:
            close_quietly(descriptor)
    except (OSError, Moved):
        where = f"the version before it lies in “{shown(spare)}”"
        sentence = f"Not saved: {reason(error)}. The file may be incomplete now; {where}."
        return Torn(sentence, error)
    return not_saved(error)
