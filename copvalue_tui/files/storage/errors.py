"""Storage errors, each with a message for the user."""

from __future__ import annotations

import errno
import os

from copvalue_tui.matrix.text.sanitize import safe

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your disk quota is used up",
    errno.EFBIG: "the file would be too large for this account",
    errno.EROFS: "this disk is mounted read-only",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EIO: "the disk reported an error",
    errno.ENAMETOOLONG: "its name or path is too long",
    errno.ELOOP: "the link points to itself",
    errno.ENOENT: "the folder is gone",
    errno.ENOTDIR: "part of its path is not a folder",
    errno.ESTALE: "the network drive has lost track of it",
    errno.ETIMEDOUT: "the disk did not answer in time",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.EBUSY: "another program is using it",
}
"""The reason for each system error, as the middle of a sentence."""


class FileTrouble(Exception):
    """A problem with a file; its text is the message for the user."""


class CannotOpen(FileTrouble):
    """The file could not be read; nothing on disk was touched."""


class FileMissing(CannotOpen):
    """There is no file at this path yet."""


class CannotSave(FileTrouble):
    """The file was not saved; unless the text says otherwise, it is unchanged."""

    def __init__(self, sentence: str, error: OSError | None = None) -> None:
        super().__init__(sentence)
        self.error = error
        """The system's error, if any."""


class ChangedOnDisk(FileTrouble):
    """The file has changed since it was last read or written; it was not overwritten."""

    def __init__(self, sentence: str, theirs: bytes | None) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        """The current content; None if the file was deleted."""


def shown_path(path: str | os.PathLike[str]) -> str:
    """A path for a sentence, made safe for a terminal."""
    return safe(os.fspath(path))


def reason(error: OSError) -> str:
    """The system's reason, as the middle of a sentence."""
    code = error.errno or 0
    message = error.strerror or "unknown reason"
    if message != os.strerror(code):
        return message
    return _REASONS.get(code) or f"the system refused ({message[:1].lower()}{message[1:]})"


def not_saved(error: OSError) -> CannotSave:
    """The error for a failed save that changed nothing on disk."""
    why = reason(error)
    return CannotSave(f"Not saved: {why}. Nothing was changed; save elsewhere with W.", error)


def not_opened(path: str | os.PathLike[str], error: OSError) -> CannotOpen:
    """The error for a failed attempt to open."""
    if error.errno == errno.ENOENT:
        return FileMissing(f"There is no file “{shown_path(path)}”.")
    return CannotOpen(f"“{shown_path(path)}” cannot be opened: {reason(error)}.")
