"""Writing into the file itself, where no new file may take its name: with a spare copy first."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import zip_longest
from pathlib import Path

from copvalue_tui.files.storage.atomic_replace import TargetChanged, beside_name, is_beside, sync
from copvalue_tui.files.storage.errors import CannotSave, FileTrouble, not_saved, reason, shown_path
from copvalue_tui.files.storage.folders import write_all
from copvalue_tui.files.storage.open import (
    FileLocation,
    Identity,
    OpenedFile,
    close_quietly,
    identity_of,
    lock,
    read_all,
    same_file,
    spot_of,
    standing_at,
)

# Without O_TRUNC: until the first byte is written, the old version is whole.
_WRITE = os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class HalfWritten(CannotSave):
    """The file may hold neither version now; its text says where the one before lies."""


def overwrite(spot: FileLocation, content: bytes, old: OpenedFile, spare: Path) -> Identity:
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


def spare_beside(spot: FileLocation, content: bytes) -> Path:
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


def as_theirs(spot: FileLocation, spare: Path) -> Path:
    """A spare copy beside the file, now kept for good as what somebody else wrote."""
    name = f"{spare.stem}.theirs"
    try:
        os.rename(spare.name, name, src_dir_fd=spot.folder, dst_dir_fd=spot.folder)
    except OSError:
        return spare
    return spare.with_name(name)


def _open_same(spot: FileLocation, old: OpenedFile) -> int:
    try:
        descriptor = os.open(spot.name, _WRITE, dir_fd=spot.folder)
    except FileNotFoundError as error:
        raise TargetChanged from error
    if not same_file(os.fstat(descriptor), old.status):
        os.close(descriptor)
        raise TargetChanged
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


def _put_back(spot: FileLocation, old: OpenedFile, spare: Path, error: OSError) -> CannotSave:
    """Writes the old text again, and says how that went."""
    try:
        # A descriptor of its own: one that failed to sync confirms nothing any more.
        descriptor = _open_same(spot, old)
        try:
            _fill(descriptor, old.content)
        finally:
            close_quietly(descriptor)
    except (OSError, TargetChanged):
        where = f"the previous version is in “{shown_path(spare)}”"
        sentence = f"Not saved: {reason(error)}. The file may be incomplete now; {where}."
        return HalfWritten(sentence, error)
    return not_saved(error)


PUT_BACK = "The last save was interrupted; the previous version was restored."
TO_EDIT = "The last save was interrupted; open the file for editing to repair it."
SPARE = "before"
"""What the name of a spare copy beside the file ends in."""
_VERSION = ".toml"
_NOTE = ".after"
"""A note lies beside its spare copy, under the same name but for this ending."""
_CREATE_NOTE = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_OPEN = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@contextmanager
def noted(spare: Path, content: bytes) -> Iterator[None]:
    """While this lasts, the disk knows that `content` is being written over what `spare` holds.

    The note is locked meanwhile: that is how others know that the save goes on.

    Raises:
        OSError: The note could not be made; nothing else was touched.
    """
    from copvalue_tui.files.storage.folders import confirm_names, write_all

    note = spare.with_suffix(_NOTE)
    descriptor = _made(note)
    try:
        write_all(descriptor, content)
        os.fsync(descriptor)
        confirm_names(note.parent)
        yield
    except HalfWritten:
        # The next start may be able to put the old text back.
        raise
    except BaseException:
        with suppress(OSError):
            note.unlink()
        raise
    else:
        with suppress(OSError):
            note.unlink()
    finally:
        close_quietly(descriptor)


def _made(note: Path) -> int:

    while True:
        descriptor = os.open(note, _CREATE_NOTE, 0o600)
        # Whoever starts at this moment may have locked the empty note, and be about to remove it.
        if lock(descriptor) is not False and os.fstat(descriptor).st_nlink:
            return descriptor
        close_quietly(descriptor)
        with suppress(OSError):
            note.unlink()


def mend(path: str | os.PathLike[str], *, look_only: bool = False) -> str:
    """Undoes an in-place save of the file that was cut off in the middle; a sentence if one was.

    With `look_only` nothing is written. Never raises.
    """
    with suppress(OSError, ValueError, FileTrouble):
        real = os.path.realpath(path)
        for note, spare in _notes_of(real):
            with suppress(OSError, FileTrouble):
                told = _settled(real, note, spare, look_only)
                if told:
                    return told
    return ""


def _notes_of(real: str) -> list[tuple[Path, Path]]:
    """The notes about the file at this path, each with its spare copy."""
    from copvalue_tui.files.storage.versions import folder_of

    found: list[tuple[Path, Path]] = []
    with suppress(OSError, FileTrouble), os.scandir(folder_of(real)) as entries:
        notes = [Path(entry.path) for entry in entries if entry.name.endswith(_NOTE)]
        found += [(note, note.with_suffix(_VERSION)) for note in notes]
    folder, name = os.path.split(real)
    with suppress(OSError), os.scandir(folder) as entries:
        spares = [Path(entry.path) for entry in entries if is_beside(entry.name, name, SPARE)]
        found += [(spare.with_suffix(_NOTE), spare) for spare in spares]
    return found


def _settled(real: str, note: Path, spare: Path, look_only: bool) -> str:
    """What became of the file that a note is about; the note is gone when nothing is left to do."""
    from copvalue_tui.files.toml import limits as guards

    descriptor = os.open(note, _OPEN)
    try:
        held = lock(descriptor)
        if held is False or not _is_ours(os.fstat(descriptor)) or not _is_ours(spare.lstat()):
            return ""
        new, old = read_all(descriptor, guards.BYTES), spare.read_bytes()
        with spot_of(real) as spot, standing_at(spot) as standing:
            if standing is None or standing.content in (old, new):
                _clear(note, spare)
                return ""
            if not is_between(standing.content, old, new):
                # Somebody wrote it since: theirs stays, and what there was before is named once.
                note.unlink()
                return f"A save may have been interrupted once; {_lies(spare)}"
            if look_only:
                return TO_EDIT
            if held is None or not _put_back_file(spot, standing, old, spare):
                return f"The last save was interrupted; {_lies(spare)}"
        _clear(note, spare)
        return PUT_BACK
    finally:
        close_quietly(descriptor)


def is_between(found: bytes, old: bytes, new: bytes) -> bool:
    """Whether a text is what `old` may be while `new` is written over it, and nothing else.

    Room for a longer text is reserved first, so zeros may stand where the old one has nothing.
    """
    if not min(len(old), len(new)) <= len(found) <= max(len(old), len(new)):
        return False
    return all(
        byte in (before, after) or (byte == 0 and before is None)
        for byte, before, after in zip_longest(found, old[: len(found)], new[: len(found)])
    )


def _is_ours(status: os.stat_result) -> bool:
    alone = status.st_nlink == 1 and not status.st_mode & 0o077
    return stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid() and alone


def _lies(spare: Path) -> str:
    return f"the previous version is in “{shown_path(spare)}”."


def _put_back_file(spot: FileLocation, standing: OpenedFile, old: bytes, spare: Path) -> bool:
    """Whether the old text could be written back. Its bytes and the new ones are all there is in
    what it replaces, and both are kept."""
    from copvalue_tui.files.storage import atomic_replace

    try:
        overwrite(spot, old, standing, spare)
    except (OSError, FileTrouble, atomic_replace.TargetChanged):
        return False
    return True


def _clear(note: Path, spare: Path) -> None:
    """Nothing is left to do; a spare copy among the versions stays there as one of them."""
    if spare.suffix != _VERSION:
        spare.unlink()
    note.unlink()
