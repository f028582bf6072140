"""What was done to a file in sessions before: its undo history, and what they noted."""

from __future__ import annotations

import os
from pathlib import Path

from copvalue_tui.files.journal_opening import GoesOn, end_of
from copvalue_tui.files.journal_places import is_beside
from copvalue_tui.files.journal_reading import is_unsaved, steps_of
from copvalue_tui.files.journal_records import Damaged, text_at
from copvalue_tui.files.journal_sessions import sessions, told_in
from copvalue_tui.files.journal_shelf import journals_of
from copvalue_tui.files.journal_story import MOST_DEEDS, Moment


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
    while (sha256 or session) and len(told) < MOST_DEEDS:
        found = next((one for one in left if _is_it(one, sha256, session)), None)
        before = told_in(found) if found is not None else None
        if found is None or before is None or before.story.origin.real != real:
            break
        del left[found]
        told = [*steps_of(before), *told]
        sha256, session = before.story.origin.began, before.story.origin.follows
    return tuple(told[-MOST_DEEDS:])


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
    except (OSError, GoesOn, Damaged):
        return False
