"""Follow a file that others may change, and collect the matrices of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.encoding import decode
from copvalue_tui.files.storage.errors import FileMissing, FileTrouble, not_opened
from copvalue_tui.files.storage.file import OpenFile, load
from copvalue_tui.files.storage.lock import holder
from copvalue_tui.files.storage.open import Identity, identity_of, read_whole, sha256_of
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.values import Matrix


@dataclass(frozen=True, slots=True)
class WatchError:
    """Why the file cannot be shown."""

    gone: bool
    """Whether the file does not exist."""
    sentence: str
    """A complete sentence, without advice."""


@dataclass(frozen=True, slots=True)
class FileSnapshot:
    """The state of the file when it was last checked."""

    file: OpenFile
    """As last read without errors; this is shown."""
    matrix: Matrix
    """The matrix of that file; without rows if it is empty."""
    trouble: WatchError | None = None
    writer: str = ""
    """Who edits the file, such as “anna on vm is editing (since 14:02)”; usually empty."""
    seen: Identity | None = None
    """The identity of the file, readable or not."""
    sure: bool = False
    """Whether the file stayed the same since the check before."""


def first_sight(file: OpenFile, matrix: Matrix) -> FileSnapshot:
    """The snapshot of a file that was just read, or that does not exist yet."""
    return FileSnapshot(file, matrix, seen=file.identity)


def look_again(before: FileSnapshot) -> FileSnapshot:
    """Check the file again; read it only if it may have changed.

    Never raises. A file that was only touched, or rewritten with the same bytes, has not changed.
    """
    path = before.file.path
    sight = replace(before, writer=_writer(path))
    try:
        seen = identity_of(path.stat())
    except FileNotFoundError:
        return _missed(sight)
    except (OSError, ValueError):
        # Reading it will give the reason.
        return _read(sight, None)
    if seen != before.seen:
        return _read(replace(sight, sure=False), seen)
    # Some disks store times to the second or two: a file written twice in that time may keep its
    # size and date, so we read a file that was just written once more.
    return sight if before.sure else _read(replace(sight, sure=True), seen)


def _missed(sight: FileSnapshot) -> FileSnapshot:
    trouble = None
    if sight.file.identity is not None:
        trouble = WatchError(True, "The file is gone.")
    return replace(sight, trouble=trouble, seen=None, sure=False)


def _read(sight: FileSnapshot, seen: Identity | None) -> FileSnapshot:
    """Read the file; keep the last matrix if that fails."""
    path = sight.file.path
    try:
        if sight.file.sha256 and sha256_of(read_whole(path).content) == sight.file.sha256:
            return replace(sight, trouble=None, seen=seen)
        file = load(path)
        matrix = read(file.source.text)
        if sight.matrix.rows and not file.source.text.strip():
            # Who writes a file again often empties it first.
            return replace(sight, trouble=WatchError(False, "The file is empty."), seen=seen)
    except FileMissing:
        return _missed(sight)
    except NotReadable as faults:
        return replace(sight, trouble=WatchError(False, _fault(faults)), seen=seen)
    except FileTrouble as trouble:
        return replace(sight, trouble=WatchError(False, str(trouble)), seen=None)
    return replace(sight, file=file, matrix=matrix, trouble=None, seen=file.identity)


def _fault(faults: NotReadable) -> str:
    first = faults.complaints[0]
    return f"The file is broken, {first.sentence}"


def _writer(path: Path) -> str:
    try:
        held = holder(Path(os.path.realpath(path)))
    except (OSError, ValueError):
        return ""
    return "" if held is None else held.brief


SUFFIX = ".toml"


class LoadedFile(NamedTuple):
    """A file that was read, or why it could not be."""

    path: str
    matrix: Matrix | None
    """None if it could not be read."""
    trouble: str = ""
    """Why not, as a sentence; empty for a file in a folder that is TOML but not a matrix."""


def gather(paths: Sequence[str]) -> Iterator[LoadedFile]:
    """Read each named file once, and every `.toml` file in the named folders and below.

    Folders are sorted by name; hidden ones and links to folders are skipped. TOML files in a folder
    that are empty or not a matrix give no error: they belong to something else.
    """
    seen: set[str] = set()
    for path in paths:
        for file, named, refused in _files(path):
            if refused is not None:
                yield LoadedFile(file, None, str(not_opened(file, refused)))
                continue
            try:
                real = os.path.realpath(file)
            except (OSError, ValueError):
                real = file
            if real not in seen:
                seen.add(real)
                yield _gathered(file, named)


def _gathered(path: str, named: bool) -> LoadedFile:
    try:
        matrix = read(decode(read_whole(path).content).text)
    except FileTrouble as trouble:
        return LoadedFile(path, None, str(trouble))
    except NotReadable as faults:
        if faults.kind == "not-a-matrix" and not named:
            return LoadedFile(path, None)
        first = faults.complaints[0]
        more = len(faults.complaints) - 1
        rest = f" ({more:,} more)" if more else ""
        return LoadedFile(path, None, f"{path}:{first.line}: {first.message}{rest}")
    if not matrix.rows and not named:
        return LoadedFile(path, None)
    return LoadedFile(path, matrix)


def _files(path: str) -> Iterator[tuple[str, bool, OSError | None]]:
    """Each file of a path, whether it was named itself, and why a folder could not be read."""
    try:
        folder = os.path.isdir(path)  # noqa: PTH112
    except ValueError:
        folder = False
    if not folder:
        yield path, True, None
        return
    refused: list[OSError] = []
    for top, folders, names in os.walk(path, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(SUFFIX) and not name.startswith("."):
                yield os.path.join(top, name), False, None  # noqa: PTH118
    for error in refused:
        yield os.fspath(error.filename or path), False, error
