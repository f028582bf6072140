"""Recovery files of sessions that are over, opened to be read: only ours, only private ones."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from copvalue_tui.files.journal_file import lock
from copvalue_tui.files.journal_records import (
    MOST_BYTES,
    Damaged,
    Json,
    count_at,
    last_end,
    records,
    text_at,
)
from copvalue_tui.files.lock_text import Writer, is_alive
from copvalue_tui.files.opening import close_quietly, read_all

# To write as well: the lock on some network disks asks for it.
_READ = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_TAIL = 4096


class GoesOn(Exception):
    """The session of this recovery file is not over."""


def end_of(path: Path) -> Json | None:
    """The end of a session that is over, without reading the rest; nothing when none is told.

    Raises:
        GoesOn: The session is not over.
        OSError: The file is not ours alone, no regular file, or the system refused.
    """
    descriptor, free = opened(path)
    try:
        size = os.fstat(descriptor).st_size
        end = last_end(os.pread(descriptor, _TAIL, max(size - _TAIL, 0)))
        if free is None and end is None and _goes_on(read_all(descriptor, MOST_BYTES)):
            raise GoesOn
        return end
    finally:
        close_quietly(descriptor)


def content_of(path: Path) -> bytes:
    """What the recovery file of a session that is over holds.

    Raises:
        GoesOn: The session is not over.
        OSError: The file is not ours alone, no regular file, or the system refused.
    """
    descriptor, free = opened(path)
    try:
        content = read_all(descriptor, MOST_BYTES)[:MOST_BYTES]
    finally:
        close_quietly(descriptor)
    if free is None and last_end(content) is None and _goes_on(content):
        raise GoesOn
    return content


def opened(path: Path) -> tuple[int, bool | None]:
    """A recovery file whose session is over, open and locked; None where there are no locks.

    Raises:
        GoesOn: The session is not over.
        OSError: The file is not ours alone, no regular file, or the system refused.
    """
    descriptor = os.open(path, _READ)
    try:
        status = os.fstat(descriptor)
        private = status.st_uid == os.geteuid() and not status.st_mode & 0o077
        if not (stat.S_ISREG(status.st_mode) and private):
            raise PermissionError("this recovery file is not private")
        free = lock(descriptor)
        if free is False:
            raise GoesOn
    except BaseException:
        close_quietly(descriptor)
        raise
    return descriptor, free


def _goes_on(content: bytes) -> bool:
    """Whether the session still runs, by its own word: for disks that have no locks."""
    for record, _ in records(content):
        try:
            writer = Writer(
                host=text_at(record, "host"),
                pid=count_at(record, "pid"),
                boot=text_at(record, "boot"),
                start=count_at(record, "start"),
            )
        except Damaged:
            return False
        return is_alive(writer) is not False
    return False
