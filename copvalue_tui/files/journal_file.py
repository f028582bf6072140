"""One recovery file on disk: made privately, written line by line, given its name when whole."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from copvalue_tui.files.folders import confirm_names
from copvalue_tui.files.journal_records import framed
from copvalue_tui.files.troubles import reason

# Read and write: the lock on some network disks needs both.
_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_APPEND


class JournalFile:
    """A recovery file open for appending; nobody else can read it, and we hold its lock."""

    def __init__(self, path: Path) -> None:
        """Makes the file under a name of the moment; `take_name` gives it its own.

        Raises:
            OSError: The disk refused.
        """
        self.path = path
        """Its own name, once it has it."""
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
        lock(self.descriptor)

    def append(self, *bodies: bytes) -> None:
        """Writes records, all of them or none, each batch in one call.

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
        """Writes the last record, outside the chain: it may interrupt `append` anywhere.

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
        """Gives the file its own name, in place of the one that had it.

        Raises:
            OSError: The disk refused.
        """
        self._moment.replace(self.path)
        self._named = True

    def _sync_name(self) -> None:
        self._name_known = True
        confirm_names(self.path.parent)

    def sync(self) -> None:
        """Returns when the disk has confirmed what was written.

        Raises:
            OSError: It did not.
        """
        if hasattr(os, "fdatasync"):
            os.fdatasync(self.descriptor)
        else:
            from copvalue_tui.files.replacing import sync

            sync(self.descriptor)
        if self._named and not self._name_known:
            self._sync_name()

    def close(self) -> None:
        """Gives up the file and its lock."""
        with suppress(OSError):
            os.close(self.descriptor)

    def remove(self) -> None:
        """Removes the file, whichever name it has; it stays open."""
        with suppress(OSError):
            (self.path if self._named else self._moment).unlink()


def not_recorded(error: Exception | None = None) -> str:
    """What to tell when a deed did not reach its recovery file."""
    why = reason(error) if isinstance(error, OSError) else "it cannot be recorded"
    return f"No recovery is possible for the last change: {why}."


def lock(descriptor: int) -> bool | None:
    """Whether we now hold the file's lock; None where the disk has no locks."""
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
