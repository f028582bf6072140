"""The sessions of a file that are over: who did what, when, and why each ended."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from copvalue_tui.files.journal_opening import GoesOn, content_of
from copvalue_tui.files.journal_reading import Told, steps_of, told_by
from copvalue_tui.files.journal_shelf import journals_of
from copvalue_tui.files.journal_story import MOST_DEEDS, Moment
from copvalue_tui.files.lock_text import Writer


@dataclass(frozen=True, slots=True)
class Session:
    """What was done to a file from its opening to its closing."""

    moments: tuple[Moment, ...]
    """Oldest first; the first, of the kind `open`, is how it began or how far back is known."""
    started: float
    """Seconds since 1970, as all times here; 0 when unknown."""
    last_at: float
    """When the last thing was recorded."""
    writer: Writer
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
    holds by now. The last `MOST_DEEDS` deeds are told. It may take a moment: for a thread.
    """
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return ()
    found: list[Session] = []
    room = MOST_DEEDS
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


def told_in(journal: Path) -> Told | None:
    """What a recovery file tells; nothing while its session goes on, or when it cannot be read."""
    try:
        return told_by(journal, content_of(journal))
    except (OSError, GoesOn):
        return None


def _session(told: Told) -> Session:
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
    first, *deeds = session.moments
    if len(deeds) <= most:
        return session
    # What the last deed left out had made is where the rest begins.
    start = replace(first, matrix=deeds[-most - 1].matrix, cursor=deeds[-most - 1].cursor)
    return replace(session, moments=(start, *deeds[-most:]), gone=True)
