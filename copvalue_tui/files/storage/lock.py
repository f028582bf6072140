"""The lock file beside a file: it shows who has the file open, and ends with the program."""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from copvalue_tui.files.storage.folders import NoFolder, private_folder, state_folder, write_all
from copvalue_tui.files.storage.lock_owner import (
    MOST_BYTES,
    LockOwner,
    is_alive,
    parse_owner,
    text_of,
    this_process,
)
from copvalue_tui.files.storage.open import (
    FileLocation,
    close_quietly,
    locate,
    same_file,
    sha256_of,
)
from copvalue_tui.files.storage.system import (
    SAFELY,
    Folder,
    another,
    close_folder,
    flock,
    open_folder,
    open_in,
    read_from,
    stat_in,
    status_of,
    unlink_in,
)

_FOLDER = "locks"
"""Of the state folder: for locks that cannot lie beside their file."""
NO_LOCK = "The file cannot be locked, so others get no warning that you have it open."
TRIES = 5
PAUSE = 0.01
"""Seconds between two tries: another session may just be checking the lock."""

_LONGEST = 255


@dataclass(frozen=True, slots=True)
class LockHeld:
    """Someone else has the file open."""

    writer: LockOwner
    sure: bool
    """Whether that is certain; if not, another machine may have left the lock behind."""

    @property
    def sentence(self) -> str:
        """“Open since 14:02 by anna on vm (pid 123).”"""
        if self.sure:
            return f"Open {self.writer.sentence_part}."
        return f"Perhaps open {self.writer.sentence_part}; that machine cannot be checked."

    @property
    def brief(self) -> str:
        """“anna on vm is editing (since 14:02)”, for a title."""
        return self.writer.brief if self.sure else f"perhaps {self.writer.brief}"


class _LockOptions(NamedTuple):
    """How to take a lock."""

    anyway: bool
    tries: int


class Lock:
    """A lock that we hold until `release`, or until the program ends."""

    def __init__(self, folder: Folder, name: str, descriptor: int, text: bytes, note: str) -> None:
        self.note = note
        """A complete sentence if others get no warning; usually empty."""
        self._folder = folder
        self._name = name
        self._descriptor = descriptor
        self._text = text

    def release(self) -> None:
        """Release the lock and remove its file; never raises, and may be called twice."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor < 0:
            return
        with suppress(OSError):
            # Removed while we hold it, and only if it is still the file that we wrote.
            own = os.fstat(descriptor)
            current = stat_in(self._folder, self._name)
            if same_file(own, current) and read_from(descriptor, MOST_BYTES, 0) == self._text:
                unlink_in(self._folder, self._name)
        close_quietly(descriptor)
        close_folder(self._folder)


def take(real: Path, *, anyway: bool = False, tries: int = TRIES) -> Lock | LockHeld:
    """Take the lock of the file at `real`, or return who holds it.

    With `anyway`, a lock that may be left over is taken too. Never raises: if the file cannot be
    locked, `Lock.note` says so. With one try it never waits.
    """
    options = _LockOptions(anyway, tries)
    try:
        with locate(real) as location:
            try:
                return _take(another(location.folder), lock_name(location.name), options, "")
            except OSError:
                # The folder is read-only or full, or this is no lock: leave it alone.
                return _take(_open_private(), _private_name(location), options, NO_LOCK)
    except (OSError, NoFolder):
        return Lock(-1, "", -1, b"", NO_LOCK)


def holder(real: Path) -> LockHeld | None:
    """Who has the file at `real` open, if anyone; takes no lock and writes nothing."""
    try:
        with locate(real) as location:
            held = _holder_at(location.folder, lock_name(location.name))
            if held is not None or not (state_folder() / _FOLDER).is_dir():
                return held
            folder = _open_private()
            try:
                return _holder_at(folder, _private_name(location))
            finally:
                close_folder(folder)
    except (OSError, NoFolder):
        return None


def lock_name(name: str) -> str:
    """`.NAME.lock`, or a hash where that is too long for a file name."""
    full = f".{name}.lock"
    if len(os.fsencode(full)) <= _LONGEST:
        return full
    return f".{sha256_of(os.fsencode(name))[:32]}.lock"


def _take(folder: Folder, name: str, options: _LockOptions, note: str) -> Lock | LockHeld:
    """Take the lock of this name; the lock now owns the folder's descriptor.

    Raises:
        OSError: No lock is possible here.
    """
    try:
        for attempt in range(options.tries):
            time.sleep(PAUSE * attempt)
            result = _try(folder, name, options)
            if isinstance(result, LockHeld):
                close_folder(folder)
                return result
            if result is not None:
                return Lock(folder, name, result[0], result[1], note)
        if options.tries == 1:
            # Another session is just releasing or taking it; the caller tries again later.
            close_folder(folder)
            return LockHeld(LockOwner(), sure=False)
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    except BaseException:
        close_folder(folder)
        raise


def _try(folder: Folder, name: str, options: _LockOptions) -> tuple[int, bytes] | LockHeld | None:
    """The lock's descriptor and text, or its holder; None if another try may tell more."""
    try:
        descriptor = _open(folder, name, os.O_RDWR | os.O_CREAT)
    except PermissionError:
        return _clear(folder, name, options.tries)
    keep = False
    try:
        locked = _lock(descriptor, tries=options.tries)
        writer = _writer(descriptor)
        if locked is False:
            return LockHeld(writer, sure=True)
        if not _is_at(descriptor, folder, name):
            # Another session removed it after we opened it and before we locked it.
            return None
        held = _perhaps_held(writer, locked)
        if held is not None and (held.sure or not options.anyway):
            return held
        if not writer.pid and os.fstat(descriptor).st_size:
            # Not one of our locks, but someone else's file.
            raise OSError(errno.EEXIST, os.strerror(errno.EEXIST))
        text = text_of(this_process()).encode()
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        write_all(descriptor, text)
        keep = True
        return descriptor, text
    finally:
        if not keep:
            close_quietly(descriptor)


def _clear(folder: Folder, name: str, tries: int) -> LockHeld | None:
    """Remove another account's lock that nobody holds any more, or return who holds it.

    Raises:
        OSError: It cannot be read or removed.
    """
    descriptor = _open(folder, name, os.O_RDONLY)
    try:
        locked = _lock(descriptor, tries=tries)
        writer = _writer(descriptor)
        held = LockHeld(writer, sure=True) if locked is False else _perhaps_held(writer, locked)
        if held is None and writer.pid and _is_at(descriptor, folder, name):
            unlink_in(folder, name)
        return held
    finally:
        close_quietly(descriptor)


def _writer(descriptor: int) -> LockOwner:
    return parse_owner(read_from(descriptor, MOST_BYTES + 1, 0))


def _open(folder: Folder, name: str, flags: int) -> int:
    """Open the lock file; never through a link, and only if it is a regular file.

    Raises:
        OSError: It is something else, or the system refused.
    """
    # Opening must not truncate the file: until we hold the lock it is someone else's.
    descriptor = open_in(folder, name, flags | SAFELY, 0o644)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    except BaseException:
        close_quietly(descriptor)
        raise
    return descriptor


def _lock(descriptor: int, *, shared: bool = False, tries: int = TRIES) -> bool | None:
    """Lock the file: true, false if it is taken, None if the disk has no locks."""
    for attempt in range(tries):
        time.sleep(PAUSE * attempt)
        locked = flock(descriptor, shared=shared)
        if locked is not False:
            return locked
    return False


def _perhaps_held(writer: LockOwner, locked: bool | None) -> LockHeld | None:
    """Whether the writer that the lock file names may still hold it, although it is not locked."""
    if not writer.pid:
        return None
    alive = is_alive(writer)
    if alive is None:
        # Some network disks do not share locks between machines.
        return LockHeld(writer, sure=False)
    return LockHeld(writer, sure=True) if alive and locked is None else None


def _holder_at(folder: Folder, name: str) -> LockHeld | None:
    try:
        descriptor = _open(folder, name, os.O_RDONLY)
    except OSError:
        return None
    try:
        locked = _lock(descriptor, shared=True)
        writer = _writer(descriptor)
        if locked is False:
            return LockHeld(writer, sure=True)
        return _perhaps_held(writer, locked)
    finally:
        close_quietly(descriptor)


def _is_at(descriptor: int, folder: Folder, name: str) -> bool:
    try:
        current = stat_in(folder, name)
    except FileNotFoundError:
        return False
    return same_file(os.fstat(descriptor), current)


def _open_private() -> Folder:
    return open_folder(private_folder(_FOLDER))


def _private_name(location: FileLocation) -> str:
    """Named after the file's device and inode; after folder and name if there is no file yet."""
    try:
        status = stat_in(location.folder, location.name)
        return f"{status.st_dev}-{status.st_ino}.lock"
    except FileNotFoundError:
        status = status_of(location.folder)
        name = sha256_of(os.fsencode(location.name))[:16]
        return f"{status.st_dev}-{status.st_ino}-{name}.lock"
