"""The sessions of a file that are over: who did what, when, and why each ended."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from copvalue_tui.files.journal.log_file import SessionRunning, content_of, end_of, is_beside
from copvalue_tui.files.journal.model import MOST_ACTIONS, Moment
from copvalue_tui.files.journal.records import Damaged, text_at
from copvalue_tui.files.journal.replay import Replay, is_unsaved, steps_of, told_by
from copvalue_tui.files.journal.retention import journals_of
from copvalue_tui.files.storage.lock_owner import LockOwner


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
    holds by now. The last `MOST_ACTIONS` deeds are told. It may take a moment: for a thread.
    """
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return ()
    found: list[Session] = []
    room = MOST_ACTIONS
    for journal in journals_of(real):
        told = told_in(journal)
        if told is None or told.story.origin.real != real or not told.story.moments:
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
    """The session with no more than its last deeds."""
    first, *actions = session.moments
    if len(actions) <= most:
        return session
    # What the last deed left out had made is where the rest begins.
    start = replace(first, matrix=actions[-most - 1].matrix, cursor=actions[-most - 1].cursor)
    return replace(session, moments=(start, *actions[-most:]), gone=True)


def history(path: Path, sha256: str) -> tuple[Moment, ...]:
    """What was done to the file in sessions before, oldest first, when it still is what the last
    of them saved: the file's SHA-256 ties them together. Each session begins with a moment of the
    kind `open`. It may take a moment: for a thread, or for when somebody asks.
    """
    return _chain(path, sha256, "")


def history_through(path: Path, session: str) -> tuple[Moment, ...]:
    """The same up to this session, whose work may never have been saved: its own deeds, those of
    the session whose work it continued, and so on back."""
    return _chain(path, "", session)


def past(path: Path) -> tuple[Moment, ...]:
    """All that is known of sessions of the file that are over, oldest first, whatever the file
    holds by now: past versions to look at, not to undo."""
    return tuple(moment for session in sessions(path) for moment in session.moments)


def last_facts(path: Path) -> dict[str, dict[str, str]]:
    """What sessions of the file that are over noted last of each kind, such as a place.

    The file may be another one by now, and the notes are to be read warily: anything may be in
    them.
    """
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return {}
    facts: dict[str, dict[str, str]] = {}
    for journal in journals_of(real):
        told = told_in(journal)
        if told is not None and told.story.origin.real == real:
            facts = told.story.facts | facts
    return facts


def _chain(path: Path, sha256: str, session: str) -> tuple[Moment, ...]:
    """The moments of the session of this name, or else of the one that ended with these bytes,
    after those of the sessions that led to it."""
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return ()
    left = dict.fromkeys(journals_of(real))
    told: list[Moment] = []
    while (sha256 or session) and len(told) < MOST_ACTIONS:
        found = next((one for one in left if _is_it(one, sha256, session)), None)
        before = told_in(found) if found is not None else None
        if found is None or before is None or before.story.origin.real != real:
            break
        del left[found]
        told = [*steps_of(before), *told]
        sha256, session = before.story.origin.began, before.story.origin.follows
    return tuple(told[-MOST_ACTIONS:])


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
