"""What can go wrong between a file and us, each said as a whole, calm sentence."""

from __future__ import annotations

import errno
import os

from copvalue_tui.matrix.text.sanitize import safe

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your quota on this disk is used up",
    errno.EFBIG: "the file would be too large for this account",
    errno.EROFS: "this disk is mounted read-only",
    errno.EACCES: "you have no right to do that here",
    errno.EPERM: "you have no right to do that here",
    errno.EIO: "the disk reported an error",
    errno.ENAMETOOLONG: "its name or path is too long",
    errno.ELOOP: "the link points to itself",
    errno.ENOENT: "the folder is gone",
    errno.ENOTDIR: "part of its path is not a folder",
    errno.ESTALE: "the network disk has lost track of it",
    errno.ETIMEDOUT: "the disk did not answer in time",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.EBUSY: "another program holds it",
}
"""An error of the system → why, as the middle of a sentence."""


class FileTrouble(Exception):
    """Something about a file that a person must know; its text is what to tell them."""


class CannotOpen(FileTrouble):
    """The file was not read; nothing on disk was touched."""


class FileMissing(CannotOpen):
    """No file stands at this path yet."""


class CannotSave(FileTrouble):
    """The file was not saved; unless the text says otherwise, it is as it was before."""

    def __init__(self, sentence: str, error: OSError | None = None) -> None:
        super().__init__(sentence)
        self.error = error
        """What the system said, if it was the system."""


class ChangedOnDisk(FileTrouble):
    """The file is no longer what was last read or written; nothing was overwritten."""

    def __init__(self, sentence: str, theirs: bytes | None) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        """What stands there now; nothing when it was deleted."""


def shown(path: str | os.PathLike[str]) -> str:
    """A path as a sentence shows it: every character can be printed and commands nothing."""
    return safe(os.fspath(path))


def reason(error: OSError) -> str:
    """Why the system refused, as the middle of a sentence."""
    code = error.errno or 0
    said = error.strerror or "no reason was given"
    if said != os.strerror(code):
        return said
    return _REASONS.get(code) or f"the system refused ({said[:1].lower()}{said[1:]})"


def not_saved(error: OSError) -> CannotSave:
    """The refusal to save, when nothing on disk was changed."""
    why = reason(error)
    return CannotSave(f"Not saved: {why}. Nothing was changed; save elsewhere with W.", error)


def not_opened(path: str | os.PathLike[str], error: OSError) -> CannotOpen:
    """The refusal to open."""
    if error.errno == errno.ENOENT:
        return FileMissing(f"There is no file “{shown(path)}”.")
    return CannotOpen(f"“{shown(path)}” cannot be opened: {reason(error)}.")
