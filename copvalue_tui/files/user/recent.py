"""The files last open and where the cursor stood in them; kept privately, read with suspicion."""

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
_NAME = "recent.json"
_LIMIT = 256 * 1024
_LONGEST_TITLE = 200
_START = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Recent:
    """One file that was open."""

    path: Path
    """Absolute."""
    title: str
    """The matrix's title then; may be empty."""
    when: float
    """Seconds since 1970."""
    cursor: Place = _START
    """Where the cursor stood; the file may have changed since, so it may lie outside."""


def recent() -> tuple[Recent, ...]:
    """The files last open, the newest first; nothing when nothing can be read."""
    try:
        content = read_whole(folders.state_folder() / _NAME, _LIMIT).content
        entries = json.loads(content)
    except (FileTrouble, ValueError, RecursionError):
        return ()
    if not isinstance(entries, list):
        return ()
    found = (_recent_of(entry) for entry in entries[: KEPT * 5])
    return _newest(entry for entry in found if entry is not None)


def remember(path: Path, title: str, cursor: Place = _START) -> bool:
    """Puts a file first among the recent ones; whether that could be kept.

    When it could not, nothing is lost but the convenience, so nothing is raised.
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
        # ASCII only, so that file names which are not UTF-8 come back byte for byte.
        folders.keep_private(folder, _NAME, json.dumps(entries, indent=1).encode("ascii"))
    except (FileTrouble, OSError):
        return False
    return True


def _newest(entries: Iterable[Recent], first: Recent | None = None) -> tuple[Recent, ...]:
    # What was open just now comes first, also when the clock was set back since.
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


def _place_of(found: object) -> Place:
    if isinstance(found, list) and len(found) == 3:
        row, column, slot = found
        whole = all(type(part) is int and part >= 0 for part in found)
        if whole and column < len(HORIZONS):
            return Place(row, column, slot)
    return _START
