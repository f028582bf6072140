"""The versions that saves replaced: kept privately, the last ten a file."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from copvalue_tui.files.storage.folders import keep_private, private_folder, state_folder
from copvalue_tui.files.storage.open import sha256_of

KEPT = 10
"""Of each kind: a person's own saves never push out what somebody else wrote."""
_NAME = re.compile(r"\d{8}T\d{6}\.\d{6}Z-([0-9a-f]{12})(-theirs)?\.toml")


def keep(real: str, content: bytes, *, theirs: bool = False, sure: bool = False) -> Path:
    """Keeps what stood at the path `real`, and drops the oldest beyond the last ten.

    `theirs` marks a version that another program or person wrote; with `sure` it is on the disk,
    and not only on its way, when this returns.

    Raises:
        NoFolder: The private folder cannot be had.
        OSError: The disk refused.
    """
    folder = private_folder("versions", _folder_name(real))
    mark = sha256_of(content)[:12]
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    name = f"{moment}-{mark}{'-theirs' if theirs else ''}.toml"
    kept = keep_private(folder, name, content, sure=sure)
    with suppress(OSError):
        _thin(kept, mark, theirs)
    return kept


def kept_versions(real: str) -> tuple[Path, ...]:
    """The versions kept of the path `real`, the newest first.

    Raises:
        NoFolder: There is no home folder.
    """
    try:
        kept = sorted(folder_of(real).iterdir(), reverse=True)
    except OSError:
        return ()
    return tuple(version for version in kept if _NAME.fullmatch(version.name))


def folder_of(real: str) -> Path:
    """The folder of the versions of the path `real`; it may not exist yet.

    Raises:
        NoFolder: There is no home folder.
    """
    return state_folder() / "versions" / _folder_name(real)


def _folder_name(real: str) -> str:
    """A name a person can guess the file from, and one no two files share."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(real).stem)[:40].strip("-")
    mark = sha256_of(os.fsencode(real))[:16]
    return f"{stem}-{mark}" if stem else mark


def _thin(newest: Path, mark: str, theirs: bool) -> None:
    """Drops the same text kept earlier, then the oldest of this kind."""
    kind: list[Path] = []
    for version in sorted(newest.parent.iterdir(), reverse=True):
        found = _NAME.fullmatch(version.name)
        if found is None or bool(found[2]) != theirs:
            continue
        if found[1] == mark and version != newest:
            version.unlink()
        else:
            kind.append(version)
    for version in kind[KEPT:]:
        # The newest may sort last, when the clock was set back.
        if version != newest:
            version.unlink()
