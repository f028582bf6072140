"""List the recovery files of one or all files, and remove those kept long enough."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from copvalue_tui.files.journal.log_file import (
    FOLDER,
    JournalFile,
    SessionRunning,
    end_of,
    is_beside,
    prefix,
)
from copvalue_tui.files.storage.folders import NoFolder, private_folder, state_folder

DAYS = 30
"""For so long a discarded recovery file and the history of a file are kept."""
KEPT_STEPS = 500
"""And so many steps of one file, however old they are."""
_STEP = b'"type":"deed"'
DISCARDED = ("versions", "discarded")
"""The folder of discarded recovery files, in the state folder."""
_SURE = 200
"""Bytes of a name that are surely in the name of a recovery file beside it."""
_SETTLED = ("discard", "continued", "restored")
"""Ends after which nothing is offered any more."""


def journals_of(real: str) -> Iterator[Path]:
    """The recovery files of the file at `real`, the latest first."""
    yield from private_journals(prefix(real))
    folder, name = os.path.split(real)
    # Only so much of a long name is in the names beside it; the file says whose it is.
    start = os.fsencode(f".{name}.")[:_SURE]
    beside: list[Path] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if is_beside(entry.name) and os.fsencode(entry.name).startswith(start):
                beside.append(Path(entry.path))
    yield from sorted(beside, reverse=True)


def private_journals(start: str = "") -> list[Path]:
    """Those in the private folder whose names begin so, the latest first."""
    try:
        folder = state_folder() / FOLDER
        found = [one for one in folder.iterdir() if one.name.startswith(start)]
    except (OSError, NoFolder):
        return []
    journals = [one for one in found if one.suffix == ".jsonl"]
    return sorted(journals, key=lambda one: one.name[17:], reverse=True)


def is_settled(journal: Path) -> bool:
    """Whether its last line says that nothing is left to offer; the rest is not read.

    Raises:
        GoesOn: The session is not over.
        OSError: It cannot be read.
    """
    end = end_of(journal)
    return end is not None and (end.get("unsaved") is False or end.get("why") in _SETTLED)


def put_down(file: JournalFile, real: str, nothing: bool) -> None:
    """Closes the recovery file of a session that is over; removes it when it tells of nothing.

    Private folders keep recovery files as history. Only where there is none do they lie beside the
    file at `real`, and nobody's own folder shall fill with them: those that have nothing left to
    offer are removed.
    """
    if nothing:
        file.remove()
    file.close()
    for journal in journals_of(real) if is_beside(file.path.name) else ():
        with suppress(OSError, SessionRunning):
            if is_beside(journal.name) and is_settled(journal):
                journal.unlink()


def sweep() -> None:
    """Remove what was kept long enough: discarded work, and history beyond its limits.

    Unsaved work is never dropped by age. For a thread, once a session.
    """
    oldest = time.time() - DAYS * 24 * 60 * 60
    with suppress(OSError, NoFolder):
        for one in private_folder(*DISCARDED).iterdir():
            if one.lstat().st_mtime < oldest:
                one.unlink()
    with suppress(OSError, NoFolder):
        for one in (state_folder() / FOLDER).iterdir():
            # A file being rewritten when its session was killed; the old one is still there.
            if one.suffix == ".tmp" and one.lstat().st_mtime < oldest:
                one.unlink()
    with suppress(NoFolder):
        journals = private_journals()
        for file in sorted({one.name[:16] for one in journals}):
            _sweep_history([one for one in journals if one.name.startswith(file)], oldest)


def _sweep_history(journals: Sequence[Path], oldest: float) -> None:
    """Drops sessions of one file, given the latest first, that are old and have enough after."""
    with suppress(OSError):
        if all(one.lstat().st_mtime >= oldest for one in journals):
            return
    steps = 0
    for journal in journals:
        with suppress(OSError, SessionRunning):
            if steps >= KEPT_STEPS and journal.lstat().st_mtime < oldest and is_settled(journal):
                journal.unlink()
            else:
                steps += journal.read_bytes().count(_STEP)
