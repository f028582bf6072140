"""Who may write what: asked before anything is touched."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from copvalue_tui.files.opening import Spot


def check_right(spot: Spot) -> None:
    """Lets pass a file that may be written.

    One closed to writing is not replaced either, though the folder would allow that.

    Raises:
        OSError: It may not.
    """
    if not may(os.W_OK, spot.name, spot.folder):
        code = errno.EROFS if _mounted_read_only(spot.folder) else errno.EACCES
        raise OSError(code, os.strerror(code))


def why_read_only(path: Path) -> str:
    """Why the file may not be written, as a sentence, or nothing."""
    if may(os.W_OK, path, None):
        return ""
    if _mounted_read_only(path):
        return "This disk is mounted read-only."
    return "You have no right to write this file."


def may(mode: int, name: str | Path, folder: int | None) -> bool:
    """Whether this account has the right `mode` (as `os.access` counts them) to a name."""
    effective = os.access in os.supports_effective_ids
    return os.access(name, mode, dir_fd=folder, effective_ids=effective)


def _mounted_read_only(where: int | Path) -> bool:
    try:
        return bool(os.statvfs(where).f_flag & os.ST_RDONLY)
    except OSError:
        return False
