"""Cells that are edited in an outside editor: their files lie beside the journal until taken in."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from copvalue_tui.files.journal.log_file import (
    FOLDER,
    SessionRunning,
    content_of,
    prefix,
    session_name,
)
from copvalue_tui.files.journal.records import (
    Damaged,
    Json,
    body_of,
    count_at,
    framed,
    records,
    text_at,
)
from copvalue_tui.files.journal.sessions import DAYS, DISCARDED
from copvalue_tui.files.storage.errors import CannotOpen, FileTrouble, reason
from copvalue_tui.files.storage.folders import (
    NoFolder,
    keep_private,
    private_folder,
    state_folder,
    write_all,
)
from copvalue_tui.files.storage.lock_owner import this_process
from copvalue_tui.files.storage.open import close_quietly, read_whole
from copvalue_tui.files.storage.system import CREATE, flock
from copvalue_tui.files.toml.limits import BYTES
from copvalue_tui.matrix.values import HORIZONS, MOST_VALUES, Place

_ENDING = ".cell"
"""What the name of the folder of an outside edit ends in."""
_NOTE = "about.jsonl"
_TEXT = "cell.md"
_CREATE = os.O_RDWR | CREATE


@dataclass(frozen=True, slots=True)
class OutsideEdit:
    """A cell that is, or was, edited in an outside editor."""

    real: str
    """The file it belongs to; empty for a matrix without a name."""
    row: str
    """The name of the cell's row."""
    place: Place
    before: tuple[str, ...]
    """The values of the cell, as the editor got them."""
    at: float
    """When it began, in seconds since 1970."""
    folder: Path = Path()
    """What is kept of it, once anything is."""

    @property
    def file(self) -> Path:
        """The file that the editor works on."""
        return self.folder / _TEXT

    @property
    def text_before(self) -> str:
        """What the editor got: one value a line."""
        return "".join(f"{text}\n" for text in self.before)

    def text(self) -> str:
        """What the editor left.

        Raises:
            CannotOpen: It is no text; the sentence says why.
        """
        try:
            status = self.file.stat()
        except FileNotFoundError as error:
            raise CannotOpen("The editor deleted its file; the cell is as it was.") from error
        except OSError as error:
            said = f"What the editor saved cannot be read: {reason(error)}."
            raise CannotOpen(said) from error
        if not stat.S_ISREG(status.st_mode):
            raise CannotOpen("The editor left no regular file; the cell is as it was.")
        if status.st_size > BYTES:
            raise CannotOpen("What the editor saved is too large; the cell is as it was.")
        content = read_whole(self.file).content
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            said = "What the editor saved is not UTF-8 text; the cell is as it was."
            raise CannotOpen(said) from error
        if text.count("\n") > MOST_VALUES:
            raise CannotOpen("What the editor saved is too large; the cell is as it was.")
        return text

    def changed_text(self) -> str | None:
        """What the editor left, if it has words and is not the text that it got."""
        try:
            text = self.text()
        except CannotOpen:
            return None
        return text if text.strip() and text != self.text_before else None

    def remove_odd(self) -> None:
        """Removes it unless the editor left a regular file, whose bytes may be worth something."""
        if not self.file.is_file():
            self.remove()

    def remove(self) -> None:
        """Removes all that is kept of it, what the editor left beside the file included."""
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def kept_outside(edit: OutsideEdit) -> Iterator[OutsideEdit]:
    """The edit with its file; whoever is done with that removes it.

    What is left when the program dies is offered by `left_outside` then. Within, it is not: we hold
    a lock. Where there is no private folder, a temporary one serves, and nothing is offered.

    Raises:
        OSError: The disk refused.
    """
    try:
        folder = private_folder(FOLDER, f"{prefix(edit.real)}{session_name()}{_ENDING}")
    except NoFolder:
        folder = Path(tempfile.mkdtemp(prefix="copvalue-"))
    kept = replace(edit, folder=folder)
    descriptor = os.open(folder / _NOTE, _CREATE, 0o600)
    try:
        try:
            flock(descriptor)
            write_all(descriptor, framed(body_of(_record_of(edit)), 0)[0])
            os.fsync(descriptor)
            _make_text(kept)
        except BaseException:
            kept.remove()
            raise
        yield kept
    finally:
        close_quietly(descriptor)


def _make_text(edit: OutsideEdit) -> None:
    descriptor = os.open(edit.file, _CREATE, 0o600)
    try:
        write_all(descriptor, edit.text_before.encode())
    finally:
        close_quietly(descriptor)


def left_outside(path: Path) -> tuple[OutsideEdit, ...]:
    """What outside editors saved for the file at `path` and no session took in, latest first."""
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return ()
    return tuple(one for one in _left(prefix(real)) if one.real == real)


def all_left_outside() -> tuple[OutsideEdit, ...]:
    """The same for all files."""
    return tuple(_left(""))


def put_away(edit: OutsideEdit) -> Path:
    """Keeps what was saved where discarded work is kept for `DAYS` days, and returns where.

    Raises:
        FileTrouble: It cannot be kept; it stays where it is.
    """
    try:
        folder = private_folder(*DISCARDED)
        kept = keep_private(folder, f"{edit.folder.name}.md", edit.text().encode(), sure=True)
    except OSError as error:
        raise FileTrouble(f"The text cannot be put away: {reason(error)}.") from error
    edit.remove()
    return kept


def sweep_outside() -> None:
    """Removes what was left longer than the history of a file is kept. For a thread."""
    oldest = time.time() - DAYS * 24 * 60 * 60
    for folder in _folders(""):
        with suppress(OSError, SessionRunning):
            newest = max(one.lstat().st_mtime for one in (folder, *folder.iterdir()))
            if newest < oldest:
                if (folder / _NOTE).exists():
                    content_of(folder / _NOTE)
                shutil.rmtree(folder, ignore_errors=True)


def _left(start: str) -> Iterator[OutsideEdit]:
    for folder in _folders(start):
        with suppress(OSError, SessionRunning, Damaged):
            edit = _edit_in(folder)
            if edit.changed_text() is not None:
                yield edit


def _folders(start: str) -> list[Path]:
    """Those of outside edits, the latest first; a link is none."""
    try:
        found = [one for one in (state_folder() / FOLDER).iterdir() if one.suffix == _ENDING]
        folders = [one for one in found if one.name.startswith(start) and not one.is_symlink()]
    except (OSError, NoFolder):
        return []
    return sorted(folders, key=lambda one: one.name[17:], reverse=True)


def _record_of(edit: OutsideEdit) -> Json:
    place = {"row_number": edit.place.row, "column": edit.place.column}
    facts = {"type": "outside", "real": edit.real, "row": edit.row, "at": int(edit.at)}
    # With who writes, for disks that have no locks.
    return {**facts, **place, "before": list(edit.before), **asdict(this_process())}


def _edit_in(folder: Path) -> OutsideEdit:
    """The edit that a folder keeps.

    Raises:
        OSError: It cannot be read.
        SessionRunning: Its session is not over.
        Damaged: It says nothing that could be believed.
    """
    record, _ = next(records(content_of(folder / _NOTE)), ({}, 0))
    place = Place(count_at(record, "row_number"), count_at(record, "column"))
    found = record.get("before")
    texts = found if isinstance(found, list) else []
    before = tuple(text for text in texts if isinstance(text, str))
    if place.column >= len(HORIZONS):
        raise Damaged("there is no such column")
    real, row = text_at(record, "real"), text_at(record, "row")
    return OutsideEdit(real, row, place, before, float(count_at(record, "at")), folder)
