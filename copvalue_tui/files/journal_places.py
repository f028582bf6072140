"""Where recovery files are: in the private folder, or beside the matrix when there is none."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from copvalue_tui.files.beside import beside_name
from copvalue_tui.files.folders import NoFolder, private_folder
from copvalue_tui.files.identity import sha256_of
from copvalue_tui.files.journal_file import JournalFile
from copvalue_tui.files.journal_story import Story
from copvalue_tui.files.troubles import reason
from copvalue_tui.matrix.values import BLANK

FOLDER = "recovery"
"""In the state folder."""
BESIDE = "recovery"
"""What the name of a recovery file beside its matrix ends in."""
WHOLE_START = 64 * 1024
"""Characters of a text up to which the matrix it reads as is recorded with it."""
MOST_TOLD = 16 * 2**20
"""Bytes up to which what was done under another name is told again; the oldest of it goes."""
_BLANK_ROWS = (BLANK.members, BLANK.organizations)


def new_path(real: str, session: str) -> Path:
    """Where a recovery file for the file at `real` goes: the private folder.

    Raises:
        NoFolder: It cannot be had.
    """
    return private_folder(FOLDER) / f"{prefix(real)}{session}.jsonl"


def prefix(real: str) -> str:
    """What the names of all recovery files of the file at `real` begin with."""
    return sha256_of(os.fsencode(real))[:16] + "-"


def path_beside(real: str) -> Path:
    """Where it goes when there is no private folder: beside the file, hidden."""
    file = Path(real)
    return file.with_name(beside_name(file.name, BESIDE))


def is_beside(name: str) -> bool:
    """Whether a file of this name may be a recovery file beside its matrix."""
    return re.fullmatch(r"\..*\.[0-9a-f]{12}\." + BESIDE, name, re.DOTALL) is not None


def made(story: Story) -> tuple[JournalFile | None, str]:
    """The file with its first records, in the private folder or beside the matrix; or why none."""
    real = story.origin.real
    try:
        return _begun(new_path(real, story.origin.session), story), ""
    except (NoFolder, OSError) as trouble:
        first: NoFolder | OSError = trouble
    try:
        if real:
            return _begun(path_beside(real), story), ""
    except OSError:
        pass
    why = reason(first) if isinstance(first, OSError) else str(first).rstrip(".")
    return None, f"No recovery is possible: {why[:1].lower() + why[1:]}."


def _begun(path: Path, story: Story) -> JournalFile:
    # A large text says it all itself, but for the rows that an editor gives an empty matrix.
    blank = (story.start.members, story.start.organizations) == _BLANK_ROWS
    file = JournalFile(path)
    try:
        if story.moments:
            file.append(*story.retold(MOST_TOLD))
        else:
            file.append(story.opening(whole=blank or len(story.source.text) <= WHOLE_START))
        file.take_name()
    except BaseException:
        file.remove()
        file.close()
        raise
    return file


def session_name() -> str:
    """A name no other session has; in the order of their beginnings."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
    return f"{moment}-{os.urandom(4).hex()}"
