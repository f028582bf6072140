"""What was done to a file in sessions before: its undo history, and its past."""

from __future__ import annotations

import os
from pathlib import Path

from copvalue_tui.files.journal_opening import GoesOn, content_of, end_of
from copvalue_tui.files.journal_reading import Told, is_unsaved, steps_of, told_by
from copvalue_tui.files.journal_records import Damaged, text_at
from copvalue_tui.files.journal_shelf import journals_of
from copvalue_tui.files.journal_story import MOST_DEEDS, Moment


def history(path: Path, sha256: str) -> tuple[Moment, ...]:
    """What was done to the file in sessions before, oldest first, when it still is what the last
    of them saved: the file's SHA-256 ties them together. Each session begins with a moment of the
    kind `open`. It may take a moment: for a thread, or for when somebody asks.
    """
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return ()
    left = dict.fromkeys(journals_of(real))
    told: list[Moment] = []
    wanted, follows = sha256, ""
    while (wanted or follows) and len(told) < MOST_DEEDS:
        found = next((one for one in left if _ends_with(one, wanted, follows)), None)
        session = _told(found) if found is not None else None
        if found is None or session is None or session.story.origin.real != real:
            break
        del left[found]
        told = [*steps_of(session), *told]
        wanted, follows = session.story.origin.began, session.story.origin.follows
    return tuple(told[-MOST_DEEDS:])


def past(path: Path) -> tuple[Moment, ...]:
    """All that is known of sessions of the file that are over, oldest first, whatever the file
    holds by now: past versions to look at, not to undo."""
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return ()
    told = [_told(one) for one in reversed(list(journals_of(real)))]
    ours = [one for one in told if one is not None and one.story.origin.real == real]
    return tuple(step for one in ours for step in steps_of(one))[-MOST_DEEDS:]


def last_facts(path: Path) -> dict[str, dict[str, str]]:
    """What the last session of the file that is over noted of each kind, such as its cursor.

    The file may be another one by now, and the notes are to be read warily: anything may be in
    them.
    """
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return {}
    told = (_told(one) for one in journals_of(real))
    ours = (one.story.facts for one in told if one is not None and one.story.origin.real == real)
    return next(ours, {})


def _told(journal: Path) -> Told | None:
    try:
        return told_by(journal, content_of(journal))
    except (OSError, GoesOn):
        return None


def _ends_with(journal: Path, sha256: str, session: str) -> bool:
    """Whether a journal is that of this session, or else of one that ended with these bytes."""
    if session:
        return session in journal.name
    try:
        end = end_of(journal)
        if end is None:
            told = _told(journal)
            return told is not None and told.story.sha256 == sha256 and not is_unsaved(told)
        return text_at(end, "sha256") == sha256 and end.get("unsaved") is False
    except (OSError, GoesOn, Damaged):
        return False
