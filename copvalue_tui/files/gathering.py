"""Session files gathered from files and folders: the matrices in them, and what did not read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copvalue_tui.files.complaints import NotReadable
from copvalue_tui.files.decoding import decode
from copvalue_tui.files.opening import read_whole
from copvalue_tui.files.reading import read
from copvalue_tui.files.troubles import FileTrouble, not_opened
from copvalue_tui.matrix.values import Matrix

SUFFIX = ".toml"


class Gathered(NamedTuple):
    """One file that was looked at."""

    path: str
    matrix: Matrix | None
    """Nothing when it did not read."""
    trouble: str = ""
    """Why not, as a sentence; empty for a file of a folder that is TOML but no matrix."""


def gather(paths: Sequence[str]) -> Iterator[Gathered]:
    """Every file named, and every `.toml` file in the folders named and those below, each once.

    Folders are walked in the order of their names; links to folders and hidden ones are not
    followed. A TOML file of a folder that is no matrix is told without a trouble, and an empty one
    too: they are somebody else's.
    """
    seen: set[str] = set()
    for path in paths:
        for file, named, refused in _files(path):
            if refused is not None:
                yield Gathered(file, None, str(not_opened(file, refused)))
                continue
            try:
                real = os.path.realpath(file)
            except (OSError, ValueError):
                real = file
            if real not in seen:
                seen.add(real)
                yield _gathered(file, named)


def _gathered(path: str, named: bool) -> Gathered:
    try:
        matrix = read(decode(read_whole(path).content).text)
    except FileTrouble as trouble:
        return Gathered(path, None, str(trouble))
    except NotReadable as faults:
        if faults.kind == "not-a-matrix" and not named:
            return Gathered(path, None)
        first = faults.complaints[0]
        more = len(faults.complaints) - 1
        told = f" ({more:,} more)" if more else ""
        return Gathered(path, None, f"{path}:{first.line}: {first.message}{told}")
    if not matrix.rows and not named:
        return Gathered(path, None)
    return Gathered(path, matrix)


def _files(path: str) -> Iterator[tuple[str, bool, OSError | None]]:
    """Each file of a path, with whether it was named itself, and why a folder was refused."""
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
