"""In-place saves that were cut off in the middle: noted before, undone at the next start."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import zip_longest
from pathlib import Path

from copvalue_tui.files.beside import is_beside
from copvalue_tui.files.opening import Spot, Standing, close_quietly, read_all, spot_of, standing_at
from copvalue_tui.files.troubles import FileTrouble, shown

PUT_BACK = "The last save was cut off in the middle; the version before it is back."
TO_EDIT = "The last save was cut off in the middle; opened to edit, it is put right."
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
    from copvalue_tui.files.folders import confirm_names, write_all
    from copvalue_tui.files.inplace import Torn

    note = spare.with_suffix(_NOTE)
    descriptor = _made(note)
    try:
        write_all(descriptor, content)
        os.fsync(descriptor)
        confirm_names(note.parent)
        yield
    except Torn:
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
    from copvalue_tui.files.journal_file import lock

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
    from copvalue_tui.files.versions import folder_of

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
    from copvalue_tui.files import guards
    from copvalue_tui.files.journal_file import lock

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
                return f"A save may have been cut off once; {_lies(spare)}"
            if look_only:
                return TO_EDIT
            if held is None or not _put_back_file(spot, standing, old, spare):
                return f"The last save was cut off in the middle; {_lies(spare)}"
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
    return f"the version before it lies in “{shown(spare)}”."


def _put_back_file(spot: Spot, standing: Standing, old: bytes, spare: Path) -> bool:
    """Whether the old text could be written back. Its bytes and the new ones are all there is in
    what it replaces, and both are kept."""
    from copvalue_tui.files import inplace, replacing

    try:
        inplace.overwrite(spot, old, standing, spare)
    except (OSError, FileTrouble, replacing.Moved):
        return False
    return True


def _clear(note: Path, spare: Path) -> None:
    """Nothing is left to do; a spare copy among the versions stays there as one of them."""
    if spare.suffix != _VERSION:
        spare.unlink()
    note.unlink()
