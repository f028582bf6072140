"""Keep the versions that saves replaced: the last ten of each file, in a private folder."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from copvalue_tui.files.storage.folders import keep_private, private_folder, state_folder
from copvalue_tui.files.storage.open import sha256_of

KEPT = 10
"""Of each kind: the user's own saves never push out a version that someone else wrote."""
_NAME = re.compile(r"\d{8}T\d{6}\.\d{6}Z-([0-9a-f]{12})(-theirs)?\.toml")


def keep(real: str, content: bytes, *, theirs: bool = False, sure: bool = False) -> Path:
    """Keep a version of the file at `real`, and remove the oldest beyond the last ten.

    `theirs` marks a version that another program or person wrote; with `sure` it is synced to
    disk when this returns.

    Raises:
        NoFolder: The private folder cannot be used.
        OSError: The disk refused.
    """
    folder = private_folder("versions", _folder_name(real))
    mark = sha256_of(content)[:12]
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    name = f"{moment}-{mark}{'-theirs' if theirs else ''}.toml"
    kept = keep_private(folder, name, content, sure=sure)
    with suppress(OSError):
        _prune(kept, mark, theirs)
    return kept


def kept_versions(real: str) -> tuple[Path, ...]:
    """The versions kept of the file at `real`, newest first.

    Raises:
        NoFolder: There is no home folder.
    """
    try:
        kept = sorted(folder_of(real).iterdir(), reverse=True)
    except OSError:
        return ()
    return tuple(version for version in kept if _NAME.fullmatch(version.name))


def folder_of(real: str) -> Path:
    """The folder for the versions of the file at `real`; it may not exist yet.

    Raises:
        NoFolder: There is no home folder.
    """
    return state_folder() / "versions" / _folder_name(real)


def _folder_name(real: str) -> str:
    """A name that shows which file it is, and that no two files share."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(real).stem)[:40].strip("-")
    mark = sha256_of(os.fsencode(real))[:16]
    return f"{stem}-{mark}" if stem else mark


def _prune(newest: Path, mark: str, theirs: bool) -> None:
    """Remove an earlier copy of the same text, then the oldest of this kind."""
    kind: list[Path] = []
    for version in sorted(newest.parent.iterdir(), reverse=True):
        match = _NAME.fullmatch(version.name)
        if match is None or bool(match[2]) != theirs:
            continue
        if match[1] == mark and version != newest:
            version.unlink()
        else:
            kind.append(version)
    for version in kind[KEPT:]:
        # The newest may sort last if the clock was set back.
        if version != newest:
            version.unlink()
