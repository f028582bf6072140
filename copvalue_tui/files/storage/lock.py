"""The lock beside a file: it tells others that somebody edits it, and dies with the program."""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from copvalue_tui.files.storage.folders import NoFolder, private_folder, write_all
from copvalue_tui.files.storage.lock_owner import (
    MOST_BYTES,
    LockOwner,
    is_alive,
    myself,
    text_of,
    writer_in,
)
from copvalue_tui.files.storage.open import (
    FileLocation,
    close_quietly,
    same_file,
    sha256_of,
    spot_of,
)

NO_LOCK = "The file cannot be locked, so others get no warning that you have it open."
TRIES = 5
PAUSE = 0.01
"""Seconds between two tries: somebody may just be looking whether the lock is free."""

_SAFELY = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class LockHeld:
    """Somebody else has the file open."""

    writer: LockOwner
    sure: bool
    """Whether that is certain; else the lock may be left over on another machine."""

    @property
    def sentence(self) -> str:
        """“Open since 14:02 by anna on vm (pid 123).”"""
        if self.sure:
            return f"Open {self.writer.sentence_part}."
        return f"Perhaps open {self.writer.sentence_part}; that machine cannot be checked."

    @property
    def brief(self) -> str:
        """“anna on vm edits since 14:02”, for a title."""
        return self.writer.brief if self.sure else f"perhaps {self.writer.brief}"


class _Wish(NamedTuple):
    """How a lock is to be had."""

    anyway: bool
    tries: int


class Lock:
    """The file is ours to edit, as far as others heed locks, until `release` or our end."""

    def __init__(self, folder: int, name: str, descriptor: int, text: bytes, note: str) -> None:
        self.note = note
        """A whole sentence when others are not warned, else empty."""
        self._folder = folder
        self._name = name
        self._descriptor = descriptor
        self._text = text

    def release(self) -> None:
        """Gives the lock up and takes its file away; never raises, and twice is as good as once."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor < 0:
            return
        with suppress(OSError):
            # Removed while held, and only when it is the one we hold and wrote.
            own = os.fstat(descriptor)
            there = os.stat(self._name, dir_fd=self._folder, follow_symlinks=False)
            if same_file(own, there) and os.pread(descriptor, MOST_BYTES, 0) == self._text:
                os.unlink(self._name, dir_fd=self._folder)
        close_quietly(descriptor)
        close_quietly(self._folder)


def take(real: Path, *, anyway: bool = False, tries: int = TRIES) -> Lock | LockHeld:
    """The lock of the file at `real`, or who holds it; with `anyway`, also from a holder who may
    be long gone. Never raises: where no lock can be had, `Lock.note` says so. With one of `tries`
    it never waits.
    """
    wish = _Wish(anyway, tries)
    try:
        with spot_of(real) as spot:
            try:
                return _take(os.dup(spot.folder), lock_name(spot.name), wish, "")
            except OSError:
                # Read-only, full, or something strange stands there: that is left as it is.
                return _take(_open_private(), _private_name(spot), wish, NO_LOCK)
    except (OSError, NoFolder):
        return Lock(-1, "", -1, b"", NO_LOCK)


def holder(real: Path) -> LockHeld | None:
    """Who has the file at `real` open, if anybody; takes nothing and leaves nothing behind."""
    try:
        with spot_of(real) as spot:
            found = _look(spot.folder, lock_name(spot.name))
            if found is not None:
                return found
            folder = _open_private()
            try:
                return _look(folder, _private_name(spot))
            finally:
                close_quietly(folder)
    except (OSError, NoFolder):
        return None


def lock_name(name: str) -> str:
    """`.NAME.lock`, or a shorter name that is as much the file's own."""
    whole = f".{name}.lock"
    if len(os.fsencode(whole)) <= _LONGEST:
        return whole
    return f".{sha256_of(os.fsencode(name))[:32]}.lock"


def _take(folder: int, name: str, wish: _Wish, note: str) -> Lock | LockHeld:
    """Takes the lock of this name; the folder's descriptor is the lock's from now on.

    Raises:
        OSError: There can be none here.
    """
    try:
        for attempt in range(wish.tries):
            time.sleep(PAUSE * attempt)
            found = _try(folder, name, wish)
            if isinstance(found, LockHeld):
                close_quietly(folder)
                return found
            if found is not None:
                return Lock(folder, name, found[0], found[1], note)
        if wish.tries == 1:
            # Somebody is just giving it up or taking it; one who wants it now comes again.
            close_quietly(folder)
            return LockHeld(LockOwner(), sure=False)
        raise OSError(errno.EACCES, os.strerror(errno.EACCES))
    except BaseException:
        close_quietly(folder)
        raise


def _try(folder: int, name: str, wish: _Wish) -> tuple[int, bytes] | LockHeld | None:
    """The lock's descriptor and text, or its holder; nothing when another try may tell more."""
    try:
        descriptor = _open(folder, name, os.O_RDWR | os.O_CREAT)
    except PermissionError:
        return _clear(folder, name, wish.tries)
    keep = False
    try:
        locked = _flock(descriptor, tries=wish.tries)
        writer = _writer(descriptor)
        if locked is False:
            return LockHeld(writer, sure=True)
        if not _is_at(descriptor, folder, name):
            # Another session removed it between our opening and our locking.
            return None
        held = _guess(writer, locked)
        if held is not None and (held.sure or not wish.anyway):
            return held
        if not writer.pid and os.fstat(descriptor).st_size:
            # Not one of our locks: somebody else's file, whatever it is.
            raise OSError(errno.EEXIST, os.strerror(errno.EEXIST))
        text = text_of(myself()).encode()
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        write_all(descriptor, text)
        keep = True
        return descriptor, text
    finally:
        if not keep:
            close_quietly(descriptor)


def _clear(folder: int, name: str, tries: int) -> LockHeld | None:
    """Removes a lock of another account that nobody holds any more; or tells who holds it.

    Raises:
        OSError: It can be neither looked at nor removed.
    """
    descriptor = _open(folder, name, os.O_RDONLY)
    try:
        locked = _flock(descriptor, tries=tries)
        writer = _writer(descriptor)
        held = LockHeld(writer, sure=True) if locked is False else _guess(writer, locked)
        if held is None and writer.pid and _is_at(descriptor, folder, name):
            os.unlink(name, dir_fd=folder)
        return held
    finally:
        close_quietly(descriptor)


def _writer(descriptor: int) -> LockOwner:
    return writer_in(os.pread(descriptor, MOST_BYTES + 1, 0))


def _open(folder: int, name: str, flags: int) -> int:
    """The lock's file, never through a link, never anything but a plain file.

    Raises:
        OSError: It is something else, or the system refused.
    """
    # Nothing is cut off by opening: until we hold the lock it is somebody else's.
    descriptor = os.open(name, flags | _SAFELY, 0o644, dir_fd=folder)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_nlink > 1:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    except BaseException:
        close_quietly(descriptor)
        raise
    return descriptor


def _flock(descriptor: int, *, shared: bool = False, tries: int = TRIES) -> bool | None:
    """Whether we got the lock; None where the disk has none."""
    import fcntl

    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    for attempt in range(tries):
        time.sleep(PAUSE * attempt)
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        except OSError:
            return None
        return True
    return False


def _guess(writer: LockOwner, locked: bool | None) -> LockHeld | None:
    """Whether the writer that a lock's text names still has it, now that the lock says nothing."""
    if not writer.pid:
        return None
    alive = is_alive(writer)
    if alive is None:
        # Some network disks keep their locks to each machine.
        return LockHeld(writer, sure=False)
    return LockHeld(writer, sure=True) if alive and locked is None else None


def _look(folder: int, name: str) -> LockHeld | None:
    try:
        descriptor = _open(folder, name, os.O_RDONLY)
    except OSError:
        return None
    try:
        locked = _flock(descriptor, shared=True)
        writer = _writer(descriptor)
        if locked is False:
            return LockHeld(writer, sure=True)
        return _guess(writer, locked)
    finally:
        close_quietly(descriptor)


def _is_at(descriptor: int, folder: int, name: str) -> bool:
    try:
        there = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return same_file(os.fstat(descriptor), there)


def _open_private() -> int:
    return os.open(private_folder("locks"), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


def _private_name(spot: FileLocation) -> str:
    """By what the file is, not by its name; by its folder and name while it is not there."""
    try:
        status = os.stat(spot.name, dir_fd=spot.folder, follow_symlinks=False)
        return f"{status.st_dev}-{status.st_ino}.lock"
    except FileNotFoundError:
        status = os.fstat(spot.folder)
        name = sha256_of(os.fsencode(spot.name))[:16]
        return f"{status.st_dev}-{status.st_ino}-{name}.lock"
