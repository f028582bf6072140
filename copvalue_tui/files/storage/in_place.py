"""Write into a file that cannot be replaced, after making a spare copy."""

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
    locate,
    open_at,
    read_all,
    same_file,
)
from copvalue_tui.files.storage.system import (
    CREATE,
    SAFELY,
    flock,
    is_closed,
    is_own,
    open_in,
    rename_in,
    unlink_in,
)

# Without O_TRUNC: until the first byte is written, the old version is complete.
_WRITE = os.O_WRONLY | SAFELY


class HalfWritten(CannotSave):
    """The file may be incomplete now; the message says where the previous version is."""


def overwrite(location: FileLocation, content: bytes, old: OpenedFile, spare: Path) -> Identity:
    """Write the content into the file itself; its links, owner and permissions stay.

    `spare` is the synced copy of the old version.

    Raises:
        TargetChanged: There is another file under this name now.
        CannotSave: The disk refused; the old text is restored, or the message says where it is.
        OSError: The file may not be written; it is untouched.
    """
    descriptor = _open_same(location, old)
    try:
        _reserve(descriptor, len(old.content), len(content))
        try:
            return _fill(descriptor, content)
        except OSError as error:
            raise _restore_after(location, old, spare, error) from error
    finally:
        close_quietly(descriptor)


def spare_beside(location: FileLocation, content: bytes) -> Path:
    """Write a copy of the content beside the file and sync it.

    Raises:
        OSError: The disk is full, or files cannot be created here.
    """
    name = beside_name(location.name, SPARE)
    descriptor = open_in(location.folder, name, os.O_WRONLY | CREATE, 0o600)
    try:
        try:
            write_all(descriptor, content)
            sync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        unlink_in(location.folder, name)
        raise
    return Path(location.real).with_name(name)


def keep_as_theirs(location: FileLocation, spare: Path) -> Path:
    """Rename the spare copy, to keep it as the version that someone else wrote."""
    name = f"{spare.stem}.theirs"
    try:
        rename_in(location.folder, spare.name, name)
    except OSError:
        return spare
    return spare.with_name(name)


def _open_same(location: FileLocation, old: OpenedFile) -> int:
    try:
        descriptor = open_in(location.folder, location.name, _WRITE)
    except FileNotFoundError as error:
        raise TargetChanged from error
    if not same_file(os.fstat(descriptor), old.status):
        os.close(descriptor)
        raise TargetChanged
    return descriptor


def _reserve(descriptor: int, length: int, needed: int) -> None:
    """Reserve room for a longer text before changing a byte of the old one."""
    if needed <= length or not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(descriptor, length, needed - length)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}:
            os.ftruncate(descriptor, length)
            raise


def _fill(descriptor: int, content: bytes) -> Identity:
    os.lseek(descriptor, 0, os.SEEK_SET)
    write_all(descriptor, content)
    os.ftruncate(descriptor, len(content))
    sync(descriptor)
    return identity_of(os.fstat(descriptor))


def _restore_after(
    location: FileLocation, old: OpenedFile, spare: Path, error: OSError
) -> CannotSave:
    """Write the old text again; return the error that describes the result."""
    try:
        # A new descriptor: one that failed to sync confirms nothing any more.
        descriptor = _open_same(location, old)
        try:
            _fill(descriptor, old.content)
        finally:
            close_quietly(descriptor)
    except (OSError, TargetChanged):
        where = f"the previous version is in “{shown_path(spare)}”"
        sentence = f"Not saved: {reason(error)}. The file may be incomplete now; {where}."
        return HalfWritten(sentence, error)
    return not_saved(error)


RESTORED = "The last save was interrupted; the previous version was restored."
OPEN_TO_REPAIR = "The last save was interrupted; open the file for editing to repair it."
SPARE = "before"
"""The ending of a spare copy's name."""
_VERSION = ".toml"
_NOTE = ".after"
"""The ending of a note's name; the rest is the name of its spare copy."""


@contextmanager
def write_noted(spare: Path, content: bytes) -> Iterator[None]:
    """Keep a note on disk, while a save in place runs, of the content that it writes.

    The note is locked, so that others can see that the save is still running.

    Raises:
        OSError: The note could not be written; nothing else was changed.
    """
    from copvalue_tui.files.storage.folders import confirm_names, write_all

    note = spare.with_suffix(_NOTE)
    descriptor = _create_note(note)
    try:
        write_all(descriptor, content)
        os.fsync(descriptor)
        confirm_names(note.parent)
        yield
    except HalfWritten:
        # The next start may be able to restore the old text.
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


def _create_note(note: Path) -> int:

    while True:
        descriptor = os.open(note, os.O_RDWR | CREATE, 0o600)
        # Another session that starts now may have locked the empty note, and be about to remove it.
        if flock(descriptor) is not False and os.fstat(descriptor).st_nlink:
            return descriptor
        close_quietly(descriptor)
        with suppress(OSError):
            note.unlink()


def repair_interrupted(path: str | os.PathLike[str], *, look_only: bool = False) -> str:
    """Undo a save in place that was interrupted; return a message if there was one.

    With `look_only` nothing is written. Never raises.
    """
    with suppress(OSError, ValueError, FileTrouble):
        real = os.path.realpath(path)
        for note, spare in _notes_of(real):
            with suppress(OSError, FileTrouble):
                message = _repair(real, note, spare, look_only)
                if message:
                    return message
    return ""


def _notes_of(real: str) -> list[tuple[Path, Path]]:
    """The notes about the file at this path, each with its spare copy."""
    from copvalue_tui.files.storage.versions import folder_of

    notes_and_spares: list[tuple[Path, Path]] = []
    with suppress(OSError, FileTrouble), os.scandir(folder_of(real)) as entries:
        notes = [Path(entry.path) for entry in entries if entry.name.endswith(_NOTE)]
        notes_and_spares += [(note, note.with_suffix(_VERSION)) for note in notes]
    folder, name = os.path.split(real)
    with suppress(OSError), os.scandir(folder) as entries:
        spares = [Path(entry.path) for entry in entries if is_beside(entry.name, name, SPARE)]
        notes_and_spares += [(spare.with_suffix(_NOTE), spare) for spare in spares]
    return notes_and_spares


def _repair(real: str, note: Path, spare: Path, look_only: bool) -> str:
    """Restore the file of one note if needed, and remove the note when it is settled."""
    from copvalue_tui.files.toml.limits import BYTES

    descriptor = os.open(note, os.O_RDWR | SAFELY)
    try:
        held = flock(descriptor)
        if held is False or not _is_ours(os.fstat(descriptor)) or not _is_ours(spare.lstat()):
            return ""
        new, old = read_all(descriptor, BYTES), spare.read_bytes()
        with locate(real) as location, open_at(location) as current:
            if current is None or current.content in (old, new):
                _clear(note, spare)
                return ""
            if not is_between(current.content, old, new):
                # Someone has written it since: keep their version, and name the previous one once.
                note.unlink()
                return f"An earlier save may have been interrupted; {_previous_version(spare)}"
            if look_only:
                return OPEN_TO_REPAIR
            if held is None or not _restored(location, current, old, spare):
                return f"The last save was interrupted; {_previous_version(spare)}"
        _clear(note, spare)
        return RESTORED
    finally:
        close_quietly(descriptor)


def is_between(content: bytes, old: bytes, new: bytes) -> bool:
    """Whether this content may be `old`, partly overwritten with `new`.

    Room for a longer text is reserved first, so there may be zeros after the end of the old one.
    """
    if not min(len(old), len(new)) <= len(content) <= max(len(old), len(new)):
        return False
    return all(
        byte in (before, after) or (byte == 0 and before is None)
        for byte, before, after in zip_longest(content, old[: len(content)], new[: len(content)])
    )


def _is_ours(status: os.stat_result) -> bool:
    alone = status.st_nlink == 1 and is_closed(status)
    return stat.S_ISREG(status.st_mode) and is_own(status) and alone


def _previous_version(spare: Path) -> str:
    return f"the previous version is in “{shown_path(spare)}”."


def _restored(location: FileLocation, current: OpenedFile, old: bytes, spare: Path) -> bool:
    """Write the old text again; false if that failed. Nothing is lost: the file holds only bytes of
    the two versions, and both are kept."""
    from copvalue_tui.files.storage import atomic_replace

    try:
        overwrite(location, old, current, spare)
    except (OSError, FileTrouble, atomic_replace.TargetChanged):
        return False
    return True


def _clear(note: Path, spare: Path) -> None:
    """Remove the note and its spare copy; a spare among the versions stays as one of them."""
    if spare.suffix != _VERSION:
        spare.unlink()
    note.unlink()
