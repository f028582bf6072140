"""The text of a file on disk: loading it, saving it whole or not at all, noticing other writers."""

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
    look,
    read_whole,
    sha256_of,
    spot_of,
)
from copvalue_tui.files.toml.errors import NotReadable


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
    made_of: Source | None = field(default=None, compare=False, repr=False)
    """What a save here made the text of; nothing for a text as others left it."""


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
            where = shown_path(Path(path).parent)
            raise CannotOpen(f"There is no folder “{where}” to save in.") from error
        raise not_opened(path, error) from error
    why = "" if writable else "You cannot create files in this folder."
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


def save_text(file: OpenFile, text: str, *, overwrite: bool = False, keep: bool = True) -> Saved:
    """Writes the text over the file, whole or not at all.

    With `overwrite`, what somebody else wrote there meanwhile is replaced, and kept as a version.
    Without `keep`, the version last read or written here is not, unless it is needed as the spare
    copy of a save in place.

    Raises:
        ChangedOnDisk: Someone else wrote, deleted or made the file; nothing was written.
        CannotSave: The disk refused; nothing was written.
    """
    # Here, not above: opening a file needs none of it.
    from copvalue_tui.files.storage import save as saving

    source = replace(file.source, text=text)
    try:
        content = encode(source)
        with spot_of(file.path) as spot:
            wish = saving.SaveRequest(file.sha256, content, overwrite, keep)
            identity, notes = saving.write(spot, wish)
    except UnicodeEncodeError as error:
        raise CannotSave("Not saved: it contains half a character.") from error
    except OSError as error:
        raise not_saved(error) from error
    saved = OpenFile(file.path, source, identity, sha256_of(content), made_of=file.source)
    return Saved(saved, notes)


def save_new(path: Path, text: str, *, overwrite: bool = False) -> tuple[str, ...]:
    """Writes a new file, whole or not at all; notes for the person, mostly none.

    With `overwrite` a file that stands there is replaced, and kept as a version.

    Raises:
        ChangedOnDisk: A file stands there already; nothing was written.
        FileTrouble: The disk refused; nothing was written.
    """
    try:
        file = load(path) if overwrite else new_file(path)
    except FileMissing:
        file = new_file(path)
    except NotReadable:
        # Not text at all, but the person wants it replaced; it is kept as it is.
        file = replace(new_file(path), sha256="")
    return save_text(replace(file, source=Source()), text, overwrite=overwrite).notes
