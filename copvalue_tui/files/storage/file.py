"""Load a file as text, save it completely or not at all, notice other writers."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from copvalue_tui.files.storage import atomic_replace, in_place, versions
from copvalue_tui.files.storage import open as rights
from copvalue_tui.files.storage.encoding import Source, decode, encode
from copvalue_tui.files.storage.errors import (
    CannotOpen,
    CannotSave,
    ChangedOnDisk,
    FileMissing,
    FileTrouble,
    not_opened,
    not_saved,
    shown_path,
)
from copvalue_tui.files.storage.open import (
    FileLocation,
    Identity,
    OpenedFile,
    check_writable,
    identity_of,
    locate,
    open_at,
    read_whole,
    sha256_of,
    stat_regular,
)
from copvalue_tui.files.storage.system import unlink_in
from copvalue_tui.files.toml import limits as guards
from copvalue_tui.files.toml.errors import NotReadable

IN_PLACE = "Saved in place, because the file cannot be replaced here."
UNCONFIRMED = "Written, but the disk did not confirm it; save a copy elsewhere with W."
NAME_UNCONFIRMED = "Saved, but on this disk a power failure could restore the previous version."
VERSION_NOT_KEPT = "Saved, but no copy of the previous version could be kept."
TOO_LARGE = "Not saved: the file there is too large to keep a copy. Save elsewhere with W."
_SYNCED = {"confirmed": (), "failed": (UNCONFIRMED,), "unable": (NAME_UNCONFIRMED,)}
_ATTEMPTS = 3
"""How often a save tries again when the file changes under it."""


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """The parameters of one save."""

    base: str
    """SHA-256 of the bytes last read or written; empty if there was no file yet."""
    content: bytes
    overwrite: bool
    """Whether to replace a version that someone else wrote, as the user confirmed."""
    keep: bool = True
    """Whether to keep the replaced version; someone else's is always kept."""


def write(location: FileLocation, request: SaveRequest) -> tuple[Identity, tuple[str, ...]]:
    """Write the file; try again if someone else wrote at the same moment.

    Returns the new identity, and notes for the user as complete sentences.

    Raises:
        ChangedOnDisk: Someone else wrote, deleted or created the file; nothing was written.
        CannotSave: The disk refused in the middle; the message says where each version is.
        OSError: The disk refused; nothing was changed.
    """
    for _ in range(_ATTEMPTS):
        with open_at(location) as old, suppress(atomic_replace.TargetChanged):
            try:
                _check_unchanged(request, old)
            except ChangedOnDisk:
                if in_place.repair_interrupted(location.real) != in_place.RESTORED:
                    raise
                continue
            if old is None:
                identity = atomic_replace.create_file(location, request.content, lambda: None)
                notes: tuple[str, ...] = ()
            else:
                identity, notes = _write_over(location, request, old)
            notes += _SYNCED[atomic_replace.sync_folder(location)]
            atomic_replace.remove_leftovers(location)
            return identity, notes
    with open_at(location) as old:
        raise _changed_on_disk("Another program keeps writing this file.", old)


def _check_unchanged(request: SaveRequest, old: OpenedFile | None) -> None:
    """Check that nobody else changed the file, unless it is to be overwritten.

    Raises:
        ChangedOnDisk: Someone else wrote, deleted or created the file.
        CannotSave: The file is too large to keep a copy of it.
    """
    if old is not None and len(old.content) > guards.BYTES:
        raise CannotSave(TOO_LARGE)
    if request.overwrite:
        return
    if old is None:
        if request.base:
            raise _changed_on_disk("The file has been deleted.", None)
        return
    sha256 = sha256_of(old.content)
    if sha256 in (request.base, sha256_of(request.content)):
        return
    if not request.base:
        raise _changed_on_disk("There is already a file with this name.", old)
    raise _changed_on_disk("Someone else has changed the file.", old)


def _changed_on_disk(what: str, old: OpenedFile | None) -> ChangedOnDisk:
    return ChangedOnDisk(f"{what} Nothing was written.", old.content if old else None)


def _write_over(
    location: FileLocation, request: SaveRequest, old: OpenedFile
) -> tuple[Identity, tuple[str, ...]]:
    """Replace the file, or write into it if it cannot be replaced."""
    check_writable(location)
    theirs = sha256_of(old.content) != request.base
    if old.status.st_nlink > 1:
        atomic_replace.remove_leftovers(location)
        if os.fstat(old.descriptor).st_nlink > 1:
            return _write_into(location, request, old, theirs)
        raise atomic_replace.TargetChanged
    kept: list[str] = []

    def last_check() -> None:
        kept[:] = _keep(location, old, theirs) if request.keep or theirs else ()
        now = stat_regular(location)
        if now is None or identity_of(now) != identity_of(old.status):
            raise atomic_replace.TargetChanged

    try:
        identity = atomic_replace.replace_file(location, request.content, old, last_check)
    except atomic_replace.MustWriteInPlace:
        return _write_into(location, request, old, theirs)
    return identity, tuple(kept)


def _write_into(
    location: FileLocation, request: SaveRequest, old: OpenedFile, theirs: bool
) -> tuple[Identity, tuple[str, ...]]:
    spare = _keep_surely(location, old, theirs)
    beside = spare.parent == Path(location.real).parent
    try:
        with in_place.write_noted(spare, request.content):
            identity = in_place.overwrite(location, request.content, old, spare)
    except in_place.HalfWritten:
        raise
    except BaseException:
        if beside:
            _remove(location, spare)
        raise
    if theirs:
        return identity, (
            IN_PLACE,
            _kept_as(in_place.keep_as_theirs(location, spare) if beside else spare),
        )
    if beside:
        _remove(location, spare)
    return identity, (IN_PLACE,)


def _remove(location: FileLocation, spare: Path) -> None:
    with suppress(OSError):
        unlink_in(location.folder, spare.name)


def _keep(location: FileLocation, old: OpenedFile, theirs: bool) -> tuple[str, ...]:
    """Keep the version that is about to be replaced; only someone else's must be kept."""
    if theirs:
        return (_kept_as(_keep_surely(location, old, theirs)),)
    try:
        versions.keep(location.real, old.content)
    except (OSError, FileTrouble):
        return (VERSION_NOT_KEPT,)
    return ()


def _kept_as(version: Path) -> str:
    return f"The other version is kept as “{shown_path(version)}”."


def _keep_surely(location: FileLocation, old: OpenedFile, theirs: bool) -> Path:
    """Keep the version about to be replaced, synced: with the other versions or beside the file."""
    try:
        return versions.keep(location.real, old.content, theirs=theirs, sure=True)
    except (OSError, FileTrouble):
        return in_place.spare_beside(location, old.content)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file as last read or written."""

    path: Path
    """As the user gave it; every save follows links again."""
    source: Source
    """Empty for a file that is not on disk yet."""
    identity: Identity | None
    """None for a file that is not on disk yet."""
    sha256: str
    """Hash of the bytes last read or written; empty for a file that is not on disk yet."""
    read_only: bool = False
    """As checked when the file was opened; a save checks again."""
    why_read_only: str = ""
    """A complete sentence, or an empty text."""
    made_of: Source | None = field(default=None, compare=False, repr=False)
    """The object that the last save here wrote; None if others wrote the text."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that succeeded."""

    file: OpenFile
    """The file to use for the next save."""
    notes: tuple[str, ...] = ()
    """Complete sentences for the user; usually none."""


def load(path: Path) -> OpenFile:
    """Read a file.

    Raises:
        FileMissing: There is no such file; use `new_file`.
        CannotOpen: Not a regular file, too large, or the system refused.
        NotReadable: Its bytes are not text in UTF-8.
    """
    reading = read_whole(path)
    why = rights.why_read_only(path)
    mark = sha256_of(reading.content)
    return OpenFile(path, decode(reading.content), reading.identity, mark, bool(why), why)


def new_file(path: Path) -> OpenFile:
    """A file that is not on disk yet; the first save creates it and never replaces another one.

    Raises:
        CannotOpen: No file can be created there: no such folder, or an impossible name.
    """
    try:
        with locate(path) as location:
            stat_regular(location)
            writable = rights.has_access(os.W_OK | os.X_OK, ".", location.folder)
    except OSError as error:
        if error.errno == errno.ENOENT:
            where = shown_path(Path(path).parent)
            raise CannotOpen(f"There is no folder “{where}” to save in.") from error
        raise not_opened(path, error) from error
    why = "" if writable else "You cannot create files in this folder."
    return OpenFile(path, Source(), None, "", bool(why), why)


def changed_on_disk(file: OpenFile) -> bool:
    """Whether others wrote, deleted or created the file since it was last read or written.

    A file that was only touched, or rewritten with the same bytes, has not changed. A file that
    cannot be checked counts as unchanged: the next save checks again.
    """
    try:
        identity = identity_of(file.path.stat())
    except FileNotFoundError:
        return file.identity is not None
    except (OSError, ValueError):
        return False
    if identity == file.identity:
        return False
    # Imported here, because other writers are rare. A save that was cut off is not another writer.
    from copvalue_tui.files.storage.in_place import repair_interrupted

    repair_interrupted(file.path)
    try:
        return sha256_of(read_whole(file.path).content) != file.sha256
    except FileMissing:
        return file.identity is not None
    except CannotOpen:
        return True


def save_text(file: OpenFile, text: str, *, overwrite: bool = False, keep: bool = True) -> Saved:
    """Save the text to the file, completely or not at all.

    With `overwrite`, a version that someone else wrote since is replaced, and kept as a version.
    Without `keep`, the version last read or written here is not kept, except as the spare copy of
    a save in place.

    Raises:
        ChangedOnDisk: Someone else wrote, deleted or created the file; nothing was written.
        CannotSave: The disk refused; nothing was written.
    """
    source = file.source._replace(text=text)
    try:
        content = encode(source)
    except UnicodeEncodeError as error:
        raise CannotSave("Not saved: it contains half a character.") from error
    identity, notes = _write(file, content, overwrite=overwrite, keep=keep)
    saved = OpenFile(file.path, source, identity, sha256_of(content), made_of=file.source)
    return Saved(saved, notes)


def _write(
    file: OpenFile, content: bytes, *, overwrite: bool, keep: bool = True
) -> tuple[Identity, tuple[str, ...]]:
    # Imported here, because opening a file does not need it.

    try:
        with locate(file.path) as location:
            request = SaveRequest(file.sha256, content, overwrite, keep)
            return write(location, request)
    except OSError as error:
        raise not_saved(error) from error


def save_new(path: Path, content: str | bytes, *, overwrite: bool = False) -> tuple[str, ...]:
    """Write a new file, completely or not at all; return notes for the user, usually none.

    With `overwrite`, an existing file is replaced, and kept as a version.

    Raises:
        ChangedOnDisk: There is a file already; nothing was written.
        FileTrouble: The disk refused; nothing was written.
    """
    try:
        file = load(path) if overwrite else new_file(path)
    except FileMissing:
        file = new_file(path)
    except NotReadable:
        # Not a text, but the user wants to replace it; it is kept as it is.
        file = replace(new_file(path), sha256="")
    if isinstance(content, bytes):
        return _write(file, content, overwrite=overwrite)[1]
    return save_text(replace(file, source=Source()), content, overwrite=overwrite).notes
