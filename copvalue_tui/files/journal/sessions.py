"""The past sessions of a file: who did what, when, why each ended; and how long that is kept."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from copvalue_tui.files.journal.log_file import (
    FOLDER,
    JournalFile,
    SessionRunning,
    content_of,
    end_of,
    is_beside,
    prefix,
)
from copvalue_tui.files.journal.model import MOST_ACTIONS, Moment
from copvalue_tui.files.journal.records import Damaged, text_at
from copvalue_tui.files.journal.replay import Replay, is_unsaved, steps_of, told_by
from copvalue_tui.files.storage.encoding import Source
from copvalue_tui.files.storage.folders import NoFolder, private_folder, state_folder
from copvalue_tui.files.storage.lock_owner import LockOwner
from copvalue_tui.files.text_history.history import TextHistory

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


def real_of(path: Path) -> str:
    """A path with its links followed; empty if no file can be there."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return ""


def journals_of(real: str) -> Iterator[Path]:
    """The recovery files of the file at `real`, the latest first."""
    if not real:
        return
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
        SessionRunning: The session is not over.
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


@dataclass(frozen=True, slots=True)
class Session:
    """What was done to a file from its opening to its closing."""

    moments: tuple[Moment, ...]
    """Oldest first; the first, of the kind `open`, is how it began or how far back is known."""
    started: float
    """Seconds since 1970, as all times here; 0 when unknown."""
    last_at: float
    """When the last thing was recorded."""
    writer: LockOwner
    """Who it was."""
    why: str = ""
    """Why it ended: `quit`, `discard`, `hangup`, `term`, `int`, `crash`; empty when it did not
    come to say so, or goes on."""
    gone: bool = False
    """Whether it did more before, which is kept no longer."""
    lost: bool = False
    """Whether what it did last could not be read."""
    open: bool = False
    """Whether it is the one that goes on now."""


def sessions(path: Path) -> tuple[Session, ...]:
    """The sessions of the file that are over and did something, oldest first, whatever the file
    holds by now. The last `MOST_ACTIONS` actions are told. It may take a moment: for a thread.
    """
    found: list[Session] = []
    room = MOST_ACTIONS
    for told in _replays(path):
        if not told.story.moments:
            continue
        if not room:
            found[-1] = replace(found[-1], gone=True)
            break
        session = _shortened(_session(told), room)
        found.append(session)
        room -= len(session.moments) - 1
    return tuple(reversed(found))


def told_in(journal: Path) -> Replay | None:
    """What a recovery file tells; nothing while its session goes on, or when it cannot be read."""
    try:
        return told_by(journal, content_of(journal))
    except (OSError, SessionRunning):
        return None


def _session(told: Replay) -> Session:
    story = told.story
    return Session(
        moments=steps_of(told),
        started=story.origin.started,
        last_at=told.last_at,
        why=told.ended,
        writer=story.origin.writer,
        gone=story.first > 0,
        lost=told.lost > 0,
    )


def _shortened(session: Session, most: int) -> Session:
    """The session with only its last edits."""
    first, *actions = session.moments
    if len(actions) <= most:
        return session
    # The rest begins with the matrix after the last edit left out.
    start = replace(first, matrix=actions[-most - 1].matrix, cursor=actions[-most - 1].cursor)
    return replace(session, moments=(start, *actions[-most:]), gone=True)


@dataclass(frozen=True, slots=True)
class FileHistory:
    """What sessions that are over did to a file."""

    moments: tuple[Moment, ...] = ()
    """Oldest first; each session begins with a moment of the kind `open`."""
    texts: TextHistory = field(default_factory=TextHistory)
    """What the file held before."""
    last: Source | None = None
    """What it held after the last of these sessions."""
    gone: bool = False
    """Whether more was done before, which is kept no longer."""


def history(path: Path, sha256: str) -> FileHistory:
    """What was done to the file in sessions before, when it still is what the last of them saved:
    the file's SHA-256 ties them together. Of one that others changed since only the texts are
    told. It may take a moment: for a thread, or for when somebody asks.
    """
    told = _chain(path, sha256, "")
    if told:
        return _history_of(told)
    return replace(_history_of([*islice(_replays(path), 1)]), moments=())


def history_through(path: Path, session: str) -> FileHistory:
    """The same up to this session, whose work may never have been saved: its own actions, those of
    the session whose work it continued, and so on back."""
    return _history_of(_chain(path, "", session))


def _history_of(told: Sequence[Replay]) -> FileHistory:
    """The history of sessions that followed upon each other, the latest first."""
    moments: list[Moment] = []
    texts, later = TextHistory(), None
    for one in told:
        moments = [*steps_of(one), *moments]
        texts = texts.after(_texts_before(later, one))
        later = one
    last = told[0].story.source if told else None
    gone = len(moments) >= MOST_ACTIONS or any(one.story.first for one in told)
    return FileHistory(tuple(moments[-MOST_ACTIONS:]), texts, last, gone)


def _texts_before(later: Replay | None, session: Replay) -> TextHistory:
    """What the file held before the later session began, as this one knows."""
    story = session.story
    if later is None or later.story.origin.began == story.sha256:
        return story.texts
    # Others wrote between the two.
    texts = [source for _, source in later.story.texts.sources(later.story.source)]
    start = texts[-1] if texts else later.story.source
    before = TextHistory(story.texts.earlier, session.saved_matrix)
    return before.followed_by(story.source, start, None, ours=False)


def _replays(path: Path) -> Iterator[Replay]:
    """What sessions of the file that are over did, the latest first."""
    real = real_of(path)
    for journal in journals_of(real):
        told = told_in(journal)
        if told is not None and told.story.origin.real == real:
            yield told


def last_facts(path: Path) -> dict[str, dict[str, str]]:
    """What sessions of the file that are over noted last of each kind, such as a place.

    The file may be another one by now, and the notes are to be read warily: anything may be in
    them.
    """
    facts: dict[str, dict[str, str]] = {}
    for told in _replays(path):
        facts = told.story.facts | facts
    return facts


def _chain(path: Path, sha256: str, session: str) -> list[Replay]:
    """The session of this name, or else the one that ended with these bytes, and those that led
    to it, the latest first."""
    real = real_of(path)
    left = dict.fromkeys(journals_of(real))
    told: list[Replay] = []
    count = 0
    while (sha256 or session) and count < MOST_ACTIONS:
        found = next((one for one in left if _is_it(one, sha256, session)), None)
        before = told_in(found) if found is not None else None
        if found is None or before is None or before.story.origin.real != real:
            break
        del left[found]
        told.append(before)
        count += 1 + len(before.story.moments)
        sha256, session = before.story.origin.began, before.story.origin.follows
    return told


def _is_it(journal: Path, sha256: str, session: str) -> bool:
    """Whether a journal is that of this session, or else of one that ended with these bytes."""
    if session and not is_beside(journal.name):
        return journal.name.endswith(f"-{session}.jsonl")
    try:
        if session:
            told = told_in(journal)
            return told is not None and told.story.origin.session == session
        end = end_of(journal)
        if end is None:
            told = told_in(journal)
            return told is not None and told.story.sha256 == sha256 and not is_unsaved(told)
        return text_at(end, "sha256") == sha256 and end.get("unsaved") is False
    except (OSError, SessionRunning, Damaged):
        return False
