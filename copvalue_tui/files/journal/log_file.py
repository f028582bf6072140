"""One recovery file on disk: create it privately, append lines, rename it when complete."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from copvalue_tui.files.journal.model import SessionLog
from copvalue_tui.files.journal.records import (
    MOST_BYTES,
    Damaged,
    Json,
    count_at,
    framed,
    last_end,
    records,
    text_at,
)
from copvalue_tui.files.storage.atomic_replace import beside_name
from copvalue_tui.files.storage.errors import reason
from copvalue_tui.files.storage.folders import NoFolder, confirm_names, private_folder
from copvalue_tui.files.storage.lock_owner import LockOwner, is_alive
from copvalue_tui.files.storage.open import close_quietly, read_all, sha256_of
from copvalue_tui.files.storage.system import (
    CREATE,
    SAFELY,
    flock,
    is_closed,
    is_own,
    read_from,
)
from copvalue_tui.matrix.values import BLANK

# Read and write: the lock on some network disks needs both.
_CREATE = os.O_RDWR | os.O_APPEND | CREATE


class JournalFile:
    """A recovery file open for appending; nobody else can read it, and we hold its lock."""

    def __init__(self, path: Path) -> None:
        """Create the file under a temporary name; `take_name` gives it its final name.

        Raises:
            OSError: The disk refused.
        """
        self.path = path
        """Its final name, once it has it."""
        # Beside a matrix it begins like all our temporary files there, which saves clear away.
        stem = path.name.rsplit(".", 2)[0] if path.name.startswith(".") else ""
        self._moment = path.with_name(f"{stem}.{os.urandom(6).hex()}.tmp")
        self.descriptor = os.open(self._moment, _CREATE, 0o600)
        self.size = 0
        """Bytes written so far, without a possible end."""
        self._mark = 0
        self._named = False
        self._name_known = False
        """Whether the disk was asked to confirm the name."""
        # Held as long as we live: that is how others know that this session is not lost.
        flock(self.descriptor)

    def append(self, *bodies: bytes) -> None:
        """Write records, all of them or none, each batch in one call.

        Raises:
            OSError: The disk refused.
        """
        mark = self._mark
        lines: list[bytes] = []
        for body in bodies:
            line, mark = framed(body, mark)
            lines.append(line)
        self._write(b"".join(lines))
        self._mark = mark

    def append_end(self, body: bytes) -> None:
        """Write the last record, outside the chain, because it may interrupt `append` anywhere.

        Raises:
            OSError: The disk refused.
        """
        os.write(self.descriptor, framed(body, 0)[0])

    def _write(self, content: bytes) -> None:
        written = os.write(self.descriptor, content)
        try:
            while written < len(content):
                written += os.write(self.descriptor, content[written:])
        except OSError:
            # Half a line would hide every later one from a reader.
            os.ftruncate(self.descriptor, os.fstat(self.descriptor).st_size - written)
            raise
        self.size += len(content)

    def take_name(self) -> None:
        """Give the file its final name, and replace the file that had it.

        Raises:
            OSError: The disk refused.
        """
        self._moment.replace(self.path)
        self._named = True

    def _sync_name(self) -> None:
        self._name_known = True
        confirm_names(self.path.parent)

    def sync(self) -> None:
        """Wait until the disk has confirmed what was written.

        Raises:
            OSError: It did not.
        """
        if hasattr(os, "fdatasync"):
            os.fdatasync(self.descriptor)
        else:
            from copvalue_tui.files.storage.atomic_replace import sync

            sync(self.descriptor)
        if self._named and not self._name_known:
            self._sync_name()

    def close(self) -> None:
        """Close the file and release its lock."""
        with suppress(OSError):
            os.close(self.descriptor)

    def remove(self) -> None:
        """Remove the file, whichever name it has; it stays open."""
        with suppress(OSError):
            (self.path if self._named else self._moment).unlink()


def not_recorded(error: Exception | None = None) -> str:
    """The message if an edit could not be written to the recovery file."""
    why = reason(error) if isinstance(error, OSError) else "it cannot be recorded"
    return f"No recovery is possible for the last change: {why}."


FOLDER = "recovery"
"""In the state folder."""
BESIDE = "recovery"
"""What the name of a recovery file beside its matrix ends in."""
WHOLE_START = 64 * 1024
"""Characters of a text up to which the matrix it reads as is recorded with it."""
MOST_TOLD = 16 * 2**20
"""Bytes up to which what was done under another name is told again; the oldest of it goes."""
_BLANK_ROWS = (BLANK.members, BLANK.organizations)


def new_path(real: str, session: str) -> Path:
    """The private folder for recovery files of the file at `real`.

    Raises:
        NoFolder: It cannot be used.
    """
    return private_folder(FOLDER) / f"{prefix(real)}{session}.jsonl"


def prefix(real: str) -> str:
    """The common start of the names of all recovery files of the file at `real`."""
    return sha256_of(os.fsencode(real))[:16] + "-"


def path_beside(real: str) -> Path:
    """Where it goes when there is no private folder: beside the file, hidden."""
    file = Path(real)
    return file.with_name(beside_name(file.name, BESIDE))


def is_beside(name: str) -> bool:
    """Whether a file of this name may be a recovery file beside its matrix."""
    return re.fullmatch(r"\..*\.[0-9a-f]{12}\." + BESIDE, name, re.DOTALL) is not None


def made(story: SessionLog) -> tuple[JournalFile | None, str]:
    """The file with its first records, in the private folder or beside the matrix; or why none."""
    real = story.origin.real
    try:
        return _begun(new_path(real, story.origin.session), story), ""
    except (NoFolder, OSError) as trouble:
        first: NoFolder | OSError = trouble
    try:
        if real:
            return _begun(path_beside(real), story), ""
    except OSError:
        pass
    why = reason(first) if isinstance(first, OSError) else str(first).rstrip(".")
    return None, f"No recovery is possible: {why[:1].lower() + why[1:]}."


def _begun(path: Path, story: SessionLog) -> JournalFile:
    # A large text says it all itself, but for the rows that an editor gives an empty matrix.
    blank = (story.start.members, story.start.organizations) == _BLANK_ROWS
    file = JournalFile(path)
    try:
        if story.moments or story.texts.earlier:
            file.append(*story.retold(MOST_TOLD))
        else:
            file.append(story.opening(whole=blank or len(story.source.text) <= WHOLE_START))
        file.take_name()
    except BaseException:
        file.remove()
        file.close()
        raise
    return file


def session_name() -> str:
    """A name no other session has; in the order of their beginnings."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
    return f"{moment}-{os.urandom(4).hex()}"


# To write as well: the lock on some network disks asks for it.
_READ = os.O_RDWR | SAFELY
_TAIL = 4096


class SessionRunning(Exception):
    """The session of this recovery file is still running."""


def end_of(path: Path) -> Json | None:
    """The end of a session that is over, without reading the rest; nothing when none is told.

    Raises:
        SessionRunning: The session is not over.
        OSError: The file is not ours alone, no regular file, or the system refused.
    """
    descriptor, free = opened(path)
    try:
        size = os.fstat(descriptor).st_size
        end = last_end(read_from(descriptor, _TAIL, max(size - _TAIL, 0)))
        if free is None and end is None and _goes_on(read_all(descriptor, MOST_BYTES)):
            raise SessionRunning
        return end
    finally:
        close_quietly(descriptor)


def content_of(path: Path) -> bytes:
    """What the recovery file of a session that is over holds.

    Raises:
        SessionRunning: The session is not over.
        OSError: The file is not ours alone, no regular file, or the system refused.
    """
    descriptor, free = opened(path)
    try:
        content = read_all(descriptor, MOST_BYTES)[:MOST_BYTES]
    finally:
        close_quietly(descriptor)
    if free is None and last_end(content) is None and _goes_on(content):
        raise SessionRunning
    return content


def opened(path: Path) -> tuple[int, bool | None]:
    """A recovery file whose session is over, open and locked; None where there are no locks.

    Raises:
        SessionRunning: The session is not over.
        OSError: The file is not ours alone, no regular file, or the system refused.
    """
    descriptor = os.open(path, _READ)
    try:
        status = os.fstat(descriptor)
        private = is_own(status) and is_closed(status)
        if not (stat.S_ISREG(status.st_mode) and private):
            raise PermissionError("this recovery file is not private")
        free = flock(descriptor)
        if free is False:
            raise SessionRunning
    except BaseException:
        close_quietly(descriptor)
        raise
    return descriptor, free


def _goes_on(content: bytes) -> bool:
    """Whether the session still runs, by its own word: for disks that have no locks."""
    for record, _ in records(content):
        try:
            writer = LockOwner(
                host=text_at(record, "host"),
                pid=count_at(record, "pid"),
                boot=text_at(record, "boot"),
                start=count_at(record, "start"),
            )
        except Damaged:
            return False
        return is_alive(writer) is not False
    return False
