"""The file on disk: loading it, saving it whole or not at all, noticing that others wrote it."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, replace
from pathlib import Path

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
    shown,
)
from copvalue_tui.files.storage.open import (
    Identity,
    identity_of,
    look,
    read_whole,
    sha256_of,
    spot_of,
)
from copvalue_tui.files.toml.errors import CannotWrite, NotReadable
from copvalue_tui.matrix.values import Matrix

__all__ = [
    "CannotOpen",
    "CannotSave",
    "ChangedOnDisk",
    "FileMissing",
    "FileTrouble",
    "OpenFile",
    "Saved",
    "changed_on_disk",
    "load",
    "new_file",
    "save",
]


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file as last read or written."""

    path: Path
    """As the person named it; links are followed anew at every save."""
    source: Source
    """Empty for a file that is not on disk yet."""
    identity: Identity | None
    """Nothing when it is not on disk yet."""
    sha256: str
    """Of the bytes last read or written; empty when not on disk yet."""
    read_only: bool = False
    """Known at opening; a save looks again."""
    why_read_only: str = ""
    """A whole sentence, or nothing."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that succeeded."""

    file: OpenFile
    """What to save to next."""
    notes: tuple[str, ...] = ()
    """Whole sentences the person should see, mostly none."""


def load(path: Path) -> OpenFile:
    """Reads a file.

    Raises:
        FileMissing: No file stands there; `new_file` is for that.
        CannotOpen: Not a regular file, too large, or the system refused.
        NotReadable: Its bytes are not text in UTF-8.
    """
    reading = read_whole(path)
    why = rights.why_read_only(path)
    mark = sha256_of(reading.content)
    return OpenFile(path, decode(reading.content), reading.identity, mark, bool(why), why)


def new_file(path: Path) -> OpenFile:
    """A file that is not on disk yet; the first save makes it, and never over another one.

    Raises:
        CannotOpen: No file can be made there: no such folder, or a name no file can have.
    """
    try:
        with spot_of(path) as spot:
            look(spot)
            writable = rights.may(os.W_OK | os.X_OK, ".", spot.folder)
    except OSError as error:
        if error.errno == errno.ENOENT:
            where = shown(Path(path).parent)
            raise CannotOpen(f"There is no folder “{where}” to save in.") from error
        raise not_opened(path, error) from error
    why = "" if writable else "No new file can be made in this folder."
    return OpenFile(path, Source(), None, "", bool(why), why)


def changed_on_disk(file: OpenFile) -> bool:
    """Whether others wrote, deleted or made the file since it was last read or written.

    A file only touched, or written anew with the same bytes, is unchanged; so is, for now, one
    that cannot be looked at: the next save will tell.
    """
    try:
        found = identity_of(file.path.stat())
    except FileNotFoundError:
        return file.identity is not None
    except (OSError, ValueError):
        return False
    if found == file.identity:
        return False
    # Here, not above: mostly nobody else writes. What a killed session left torn is nobody's work.
    from copvalue_tui.files.storage.in_place import mend

    mend(file.path)
    try:
        return sha256_of(read_whole(file.path).content) != file.sha256
    except FileMissing:
        return file.identity is not None
    except CannotOpen:
        return True


def save(file: OpenFile, matrix: Matrix, *, overwrite: bool = False, keep: bool = True) -> Saved:
    """Writes the matrix over the file, whole or not at all.

    With `overwrite`, what somebody else wrote there meanwhile is replaced, and kept as a version.
    Without `keep`, the version last read or written here is not, unless it is needed as the spare
    copy of a save in place.

    Raises:
        ChangedOnDisk: Someone else wrote, deleted or made the file; nothing was written.
        CannotSave: The disk refused, or the text would not read back; nothing was written.
    """
    # Here, not above: opening a file needs none of it.
    from copvalue_tui.files.storage import save as saving

    content = _content(file, matrix)
    try:
        with spot_of(file.path) as spot:
            wish = saving.SaveRequest(file.sha256, content, overwrite, keep)
            identity, notes = saving.write(spot, wish)
    except OSError as error:
        raise not_saved(error) from error
    return Saved(OpenFile(file.path, decode(content), identity, sha256_of(content)), notes)


def _content(file: OpenFile, matrix: Matrix) -> bytes:
    """The bytes to write, once it is sure that they read back as the same matrix."""
    from copvalue_tui.files.session.read import read
    from copvalue_tui.files.session.write import write

    try:
        content = encode(replace(file.source, text=write(matrix, file.source.text)))
        if read(decode(content).text) == matrix:
            return content
    except CannotWrite as error:
        raise CannotSave(str(error)) from error
    except NotReadable as error:
        why = error.complaints[0].message
        raise CannotSave(f"Not saved: {why} Nothing was changed.") from error
    except UnicodeError:
        pass
    what = "what would be written does not read back as what you see"
    raise CannotSave(f"Not saved: {what}. Nothing was changed; undo the last deed and try again.")
