"""After a fault of ours: one screen of words, and a private report without the person's text."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress

from copvalue_tui import __version__
from copvalue_tui.files.storage.errors import FileTrouble, shown_path

AS_SAVED = ("Your file is as it was last saved.",)
"""What is said of the person's work before any of it was done."""


def report(fault: BaseException, work: Sequence[str] = AS_SAVED) -> None:
    """Says on the normal screen that something went wrong, and keeps a private report of it.

    Args:
        fault: What was raised.
        work: Sentences on what became of the person's work.
    """
    lines = ["copvalue has hit a bug and had to stop.", *work]
    kept = _kept(fault)
    if kept:
        lines.append(f"A report without any of your text is in {kept}")
    with suppress(OSError, ValueError):
        print("\n".join(lines), file=sys.__stderr__, flush=True)


def _kept(fault: BaseException) -> str:
    """The path of the report; empty when it could not be kept."""
    from copvalue_tui.files.storage import folders

    try:
        folder = folders.private_folder("reports")
        name = f"report-{os.getpid()}.txt"
        words = "\n".join(_words(_inner(fault))).encode("utf-8", "replace")
        return shown_path(folders.keep_private(folder, name, words))
    except (FileTrouble, OSError):
        return ""


def _words(fault: BaseException) -> list[str]:
    # The fault's own words may hold a person's: only its kind and where it happened are kept.
    lines = [f"copvalue {__version__}, Python {sys.version.split()[0]}"]
    seen: BaseException | None = fault
    while seen is not None and len(lines) < _LONGEST:
        lines.append(type(seen).__name__)
        frames = traceback.extract_tb(seen.__traceback__, limit=-_DEEPEST)
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        seen = seen.__cause__ or seen.__context__
    return [*lines, ""]


_DEEPEST = 40
"""Frames of one fault that are told: those nearest to it."""
_LONGEST = 200


def _inner(fault: BaseException) -> BaseException:
    """The fault itself, without what a worker wrapped around it."""
    inner = getattr(fault, "error", None)
    return inner if isinstance(inner, BaseException) else fault
