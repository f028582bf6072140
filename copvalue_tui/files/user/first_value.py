"""Whether the person has ever added a value, for the sentence that tells newcomers how."""

from __future__ import annotations

from copvalue_tui.files.storage import folders
from copvalue_tui.files.storage.errors import FileTrouble

_NAME = "first-value"
_TEXT = b"A value was added; copvalue no longer says how to begin.\n"


def has_added() -> bool:
    """Whether a value was ever added; also true where that cannot be known."""
    try:
        return (folders.state_folder() / _NAME).exists()
    except (FileTrouble, OSError):
        return True


def note_added() -> None:
    """Remember that a value was added; where that cannot be stored, the sentence comes again."""
    try:
        folders.keep_private(folders.private_folder(), _NAME, _TEXT)
    except (FileTrouble, OSError):
        return
