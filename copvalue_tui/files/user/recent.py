"""The recent files with the cursor in each, and whether a value was ever added; read with care."""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from copvalue_tui.files.storage import folders
from copvalue_tui.files.storage.errors import FileTrouble
from copvalue_tui.files.storage.open import read_whole
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.values import HORIZONS, Place

KEPT = 20
_LIMIT = 256 * 1024
_LONGEST_TITLE = 200
_START = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Recent:
    """A file that was open."""

    path: Path
    """Absolute."""
    title: str
    """The matrix's title at the time; may be empty."""
    when: float
    """Seconds since 1970."""
    cursor: Place = _START
    """The cursor's place; the file may have changed since, so it may not exist any more."""


def recent() -> tuple[Recent, ...]:
    """The recent files, newest first; empty if they cannot be read."""
    try:
        content = read_whole(folders.state_folder() / _NAME, _LIMIT).content
        entries = json.loads(content)
    except (FileTrouble, ValueError, RecursionError):
        return ()
    if not isinstance(entries, list):
        return ()
    readable = (_recent_of(entry) for entry in entries[: KEPT * 5])
    return _newest(entry for entry in readable if entry is not None)


def remember(path: Path, title: str, cursor: Place = _START) -> bool:
    """Put a file first among the recent ones; false if that could not be stored.

    Never raises: recent files are only a convenience.
    """
    try:
        whole = path.absolute()
    except OSError:
        return False
    now = Recent(whole, tidy(title)[:_LONGEST_TITLE], time.time(), cursor)
    others = [other for other in recent() if other.path != whole]
    entries = [_entry_of(one) for one in _newest([now, *others], first=now)]
    try:
        folder = folders.private_folder()
        # ASCII only, so that file names that are not UTF-8 keep their bytes.
        folders.keep_private(folder, _NAME, json.dumps(entries, indent=1).encode("ascii"))
    except (FileTrouble, OSError):
        return False
    return True


def _newest(entries: Iterable[Recent], first: Recent | None = None) -> tuple[Recent, ...]:
    # The file open last comes first, also if the clock was set back.
    ordered = sorted(entries, key=lambda entry: (entry is not first, -entry.when))
    return tuple(ordered[:KEPT])


def _entry_of(one: Recent) -> dict[str, object]:
    return {
        "path": os.fspath(one.path),
        "title": one.title,
        "when": round(one.when, 3),
        "cursor": [one.cursor.row, one.cursor.column, one.cursor.slot],
    }


def _recent_of(entry: object) -> Recent | None:
    if not isinstance(entry, dict):
        return None
    path, title, when = entry.get("path"), entry.get("title", ""), entry.get("when", 0.0)
    if not isinstance(path, str) or not _may_be_path(path):
        return None
    if not isinstance(when, int | float) or isinstance(when, bool):
        when = 0.0
    with suppress(OverflowError):
        if math.isfinite(when):
            name = tidy(title)[:_LONGEST_TITLE] if isinstance(title, str) else ""
            return Recent(Path(path), name, float(when), _place_of(entry.get("cursor")))
    return None


def _may_be_path(path: str) -> bool:
    try:
        return os.fsencode(path).startswith(b"/") and "\0" not in path
    except UnicodeError:
        return False


def _place_of(raw: object) -> Place:
    if isinstance(raw, list) and len(raw) == 3:
        row, column, slot = raw
        whole = all(type(part) is int and part >= 0 for part in raw)
        if whole and column < len(HORIZONS):
            return Place(row, column, slot)
    return _START


_MARKER_NAME = "first-value"
_TEXT = b"A value was added; copvalue no longer says how to begin.\n"


def has_added() -> bool:
    """Whether a value was ever added; also true where that cannot be known."""
    try:
        return (folders.state_folder() / _MARKER_NAME).exists()
    except (FileTrouble, OSError):
        return True


def note_added() -> None:
    """Remember that a value was added; where that cannot be stored, the sentence comes again."""
    try:
        folders.keep_private(folders.private_folder(), _MARKER_NAME, _TEXT)
    except (FileTrouble, OSError):
        return


_NAME = "recent.json"
