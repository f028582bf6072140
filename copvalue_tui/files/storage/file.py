"""Load a file as text, save it completely or not at all, notice other writers."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from copvalue_tui.files.storage import open as rights
from copvalue_tui.files.storage.encoding import Source, decode, encode
from copvalue_tui.files.storage.errors import (
    CannotOpen,
    CannotSave,
    FileMissing,
    not_opened,
    not_saved,
    shown_path,
)
from copvalue_tui.files.storage.open import (
    Identity,
    identity_of,
    locate,
    read_whole,
    sha256_of,
    stat_regular,
)
from copvalue_tui.files.toml.errors import NotReadable


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
    from copvalue_tui.files.storage import save as saving

    try:
        with locate(file.path) as location:
            request = saving.SaveRequest(file.sha256, content, overwrite, keep)
            return saving.write(location, request)
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
