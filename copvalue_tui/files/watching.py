"""Looking at a file again and again: what stands there now, and whether that is news."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from copvalue_tui.files.complaints import NotReadable
from copvalue_tui.files.disk import OpenFile, load
from copvalue_tui.files.identity import Identity, identity_of, sha256_of
from copvalue_tui.files.lock import holder
from copvalue_tui.files.opening import read_whole
from copvalue_tui.files.reading import read
from copvalue_tui.files.troubles import FileTrouble, NothingThere
from copvalue_tui.matrix.values import Matrix


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why what stands at the path now cannot be shown."""

    gone: bool
    """Whether nothing stands there at all."""
    sentence: str
    """Whole, without advice."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one look saw."""

    file: OpenFile
    """As last read well; what is shown."""
    matrix: Matrix
    """Of that file, as it says; without rows for an empty one."""
    trouble: Trouble | None = None
    writer: str = ""
    """Who edits the file, such as “anna on vm edits since 14:02”; empty when nobody does."""
    seen: Identity | None = None
    """Of what stood there, readable or not."""
    sure: bool = False
    """Whether that stood there unchanged for as long as from one look to the next."""


def first_sight(file: OpenFile, matrix: Matrix) -> Sight:
    """What is known of a file that was just read, or of one that is not there yet."""
    return Sight(file, matrix, seen=file.identity)


def look_again(before: Sight) -> Sight:
    """What stands there now; what was read before is read again only when it may be another.

    Never raises. A file that was only touched, or written anew with the same bytes, is no news.
    """
    path = before.file.path
    sight = replace(before, writer=_writer(path))
    try:
        seen = identity_of(path.stat())
    except FileNotFoundError:
        return _missed(sight)
    except (OSError, ValueError):
        # Reading finds out what it is, and says so.
        return _read(sight, None)
    if seen != before.seen:
        return _read(replace(sight, sure=False), seen)
    # Some disks date a file by the second or two: what is written twice in that time may have one
    # size and one date, so a file that was just written is read once more.
    return sight if before.sure else _read(replace(sight, sure=True), seen)


def _missed(sight: Sight) -> Sight:
    trouble = None
    if sight.file.identity is not None:
        trouble = Trouble(True, "The file is gone.")
    return replace(sight, trouble=trouble, seen=None, sure=False)


def _read(sight: Sight, seen: Identity | None) -> Sight:
    """What the file says now; what it said before stays when that cannot be known."""
    path = sight.file.path
    try:
        if sight.file.sha256 and sha256_of(read_whole(path).content) == sight.file.sha256:
            return replace(sight, trouble=None, seen=seen)
        file = load(path)
        matrix = read(file.source.text)
    except NothingThere:
        return _missed(sight)
    except NotReadable as faults:
        return replace(sight, trouble=Trouble(False, _fault(faults)), seen=seen)
    except FileTrouble as trouble:
        return replace(sight, trouble=Trouble(False, str(trouble)), seen=None)
    return replace(sight, file=file, matrix=matrix, trouble=None, seen=file.identity)


def _fault(faults: NotReadable) -> str:
    first = faults.complaints[0]
    return f"The file is broken, {first.sentence}"


def _writer(path: Path) -> str:
    try:
        found = holder(Path(os.path.realpath(path)))
    except (OSError, ValueError):
        return ""
    return "" if found is None else found.brief
