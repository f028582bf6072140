"""After a fault of ours: one screen of words, and a private report without the person's text."""

from __future__ import annotations

import os
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

from copvalue_tui import __version__
from copvalue_tui.files.storage.errors import FileTrouble, shown

if TYPE_CHECKING:
    from pathlib import Path

    from copvalue_tui.editor.state.state import State


def report(
    fault: BaseException, state: State | None, trouble: str = "", recorded: Path | None = None
) -> None:
    """Says on the normal screen that something went wrong, and keeps a private report of it.

    Args:
        fault: What was raised.
        state: What the session had come to, if it had begun.
        trouble: Why its last changes could not be recorded, if they could not.
        recorded: The file they were recorded in.
    """
    lines = ["Something went wrong in copvalue, and it had to stop."]
    if state is None:
        lines.append("Your file is as it was last saved.")
    else:
        lines.append(_file_part(state))
        if state.unsaved or state.typing is not None:
            lines.append(trouble or _KEPT)
            if recorded is not None and not trouble:
                lines.append(f"Until then it stands in {shown(recorded)}, which only you can read.")
    kept = _kept(fault)
    if kept:
        lines.append(f"A report without any of your text is in {kept}")
    with suppress(OSError, ValueError):
        print("\n".join(lines), file=sys.__stderr__, flush=True)


_KEPT = "What you did since then is kept: open the file again, and it is offered to you."


def _file_part(state: State) -> str:
    if state.file is None or state.file.identity is None:
        return "Nothing had been saved yet."
    name = shown(state.file.path)
    when = f"as last saved at {state.saved_at}" if state.saved_at else "as it was when opened"
    return f"The file “{name}” is {when}."


def _kept(fault: BaseException) -> str:
    """The path of the report; empty when it could not be kept."""
    from copvalue_tui.files.storage import folders

    try:
        folder = folders.private_folder("reports")
        name = f"report-{os.getpid()}.txt"
        words = "\n".join(_words(_inner(fault))).encode("utf-8", "replace")
        return shown(folders.keep_private(folder, name, words))
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
