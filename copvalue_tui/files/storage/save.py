"""One save: who wrote last, what is kept, which way the new version takes the name."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from copvalue_tui.files.storage import atomic_replace, in_place, versions
from copvalue_tui.files.storage.errors import CannotSave, ChangedOnDisk, FileTrouble, shown_path
from copvalue_tui.files.storage.open import (
    FileLocation,
    Identity,
    OpenedFile,
    check_right,
    identity_of,
    look,
    sha256_of,
    standing_at,
)
from copvalue_tui.files.toml import limits as guards

IN_PLACE = "Saved in place, because the file cannot be replaced here."
UNCONFIRMED = "Written, but the disk did not confirm it; save a copy elsewhere with W."
WEAKER = "Saved, but on this disk a power failure may still bring back the previous version."
VERSION_NOT_KEPT = "Saved, but the previous version could not be kept."
TOO_LARGE = "Not saved: the file there is too large to keep a copy. Save elsewhere with W."
_SYNCED = {"confirmed": (), "failed": (UNCONFIRMED,), "unable": (WEAKER,)}
_LOOKS = 3
"""How often a save starts over because the file changed under it, before it gives up."""


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """What one save is to do."""

    base: str
    """SHA-256 of the bytes last read or written; empty when there was no file yet."""
    content: bytes
    overwrite: bool
    """Whether the person has seen that somebody else wrote, and wants theirs replaced."""
    keep: bool = True
    """Whether the version replaced is kept; somebody else's always is."""


def write(spot: FileLocation, wish: SaveRequest) -> tuple[Identity, tuple[str, ...]]:
    """Writes the file; starts over when somebody else wrote at the same moment.

    The new identity, and notes for the person as whole sentences.

    Raises:
        ChangedOnDisk: Somebody else wrote, deleted or made the file; nothing was written.
        CannotSave: The disk refused in the middle; the sentence says what is safe where.
        OSError: The disk refused; nothing was changed.
    """
    for _ in range(_LOOKS):
        with standing_at(spot) as old, suppress(atomic_replace.TargetChanged):
            try:
                _agree(wish, old)
            except ChangedOnDisk:
                if in_place.mend(spot.real) != in_place.PUT_BACK:
                    raise
                continue
            if old is None:
                identity = atomic_replace.create_file(spot, wish.content, lambda: None)
                notes: tuple[str, ...] = ()
            else:
                identity, notes = _write_over(spot, wish, old)
            notes += _SYNCED[atomic_replace.sync_folder(spot)]
            atomic_replace.remove_leftovers(spot)
            return identity, notes
    with standing_at(spot) as old:
        raise _changed("Another program keeps writing this file.", old)


def _agree(wish: SaveRequest, old: OpenedFile | None) -> None:
    """Lets pass what was last read or written here, or what is to be written anyway.

    Raises:
        ChangedOnDisk: Anything else stands there, or nothing where something should.
        CannotSave: What stands there is too large to be kept when it is replaced.
    """
    if old is not None and len(old.content) > guards.BYTES:
        raise CannotSave(TOO_LARGE)
    if wish.overwrite:
        return
    if old is None:
        if wish.base:
            raise _changed("The file has been deleted.", None)
        return
    found = sha256_of(old.content)
    if found in (wish.base, sha256_of(wish.content)):
        return
    if not wish.base:
        raise _changed("There is already a file of this name.", old)
    raise _changed("Someone else has changed the file.", old)


def _changed(what: str, old: OpenedFile | None) -> ChangedOnDisk:
    return ChangedOnDisk(f"{what} Nothing was written.", old.content if old else None)


def _write_over(
    spot: FileLocation, wish: SaveRequest, old: OpenedFile
) -> tuple[Identity, tuple[str, ...]]:
    """Replaces the file, or writes into it where there is no other way."""
    check_right(spot)
    theirs = sha256_of(old.content) != wish.base
    if old.status.st_nlink > 1:
        atomic_replace.remove_leftovers(spot)
        if os.fstat(old.descriptor).st_nlink > 1:
            return _write_into(spot, wish, old, theirs)
        raise atomic_replace.TargetChanged
    kept: list[str] = []

    def last_look() -> None:
        kept[:] = _keep(spot, old, theirs) if wish.keep or theirs else ()
        now = look(spot)
        if now is None or identity_of(now) != identity_of(old.status):
            raise atomic_replace.TargetChanged

    try:
        identity = atomic_replace.replace_file(spot, wish.content, old, last_look)
    except atomic_replace.MustWriteInPlace:
        return _write_into(spot, wish, old, theirs)
    return identity, tuple(kept)


def _write_into(
    spot: FileLocation, wish: SaveRequest, old: OpenedFile, theirs: bool
) -> tuple[Identity, tuple[str, ...]]:
    spare = _keep_surely(spot, old, theirs)
    beside = spare.parent == Path(spot.real).parent
    try:
        with in_place.noted(spare, wish.content):
            identity = in_place.overwrite(spot, wish.content, old, spare)
    except in_place.HalfWritten:
        raise
    except BaseException:
        if beside:
            _remove(spot, spare)
        raise
    if theirs:
        return identity, (IN_PLACE, _kept_as(in_place.as_theirs(spot, spare) if beside else spare))
    if beside:
        _remove(spot, spare)
    return identity, (IN_PLACE,)


def _remove(spot: FileLocation, spare: Path) -> None:
    with suppress(OSError):
        os.unlink(spare.name, dir_fd=spot.folder)


def _keep(spot: FileLocation, old: OpenedFile, theirs: bool) -> tuple[str, ...]:
    """Keeps the version about to be replaced; only somebody else's must be kept."""
    if theirs:
        return (_kept_as(_keep_surely(spot, old, theirs)),)
    try:
        versions.keep(spot.real, old.content)
    except (OSError, FileTrouble):
        return (VERSION_NOT_KEPT,)
    return ()


def _kept_as(version: Path) -> str:
    return f"The other version is kept as “{shown_path(version)}”."


def _keep_surely(spot: FileLocation, old: OpenedFile, theirs: bool) -> Path:
    """Where the version about to be replaced is surely kept: with the others, or beside it."""
    try:
        return versions.keep(spot.real, old.content, theirs=theirs, sure=True)
    except (OSError, FileTrouble):
        return in_place.spare_beside(spot, old.content)
