"""Copying out: to tmux, to the terminal through GNU screen, to the terminal, or to a file."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Literal

LONGEST = 70_000
"""Bytes of text; many terminals drop a longer sequence without a word."""
PATIENCE = 2.0
"""Seconds that tmux has to take a text."""
_SCREEN_PIECE = 240
"""Characters that GNU screen passes on in one piece; it drops longer ones."""
_NO_CLIPBOARD = ("dumb", "linux", "vt1", "vt2", "vt5", "ansi", "unknown")
SENT = "Sent to your terminal too."
TMUX_TOOK_IT = "tmux took it too."
NOWHERE_ELSE = "It is inside copvalue only."


async def send(
    text: str, write: Callable[[str], None], environ: Mapping[str, str] = os.environ
) -> str:
    """Sends a text to the clipboard that can be reached; says what is known to have become of it.

    Terminals do not answer, so of them no more can be known than that it was sent. What no
    terminal would take is kept in a private file. `write` writes to the terminal.
    """
    content = text.encode("utf-8", "replace")
    way = way_out(environ)
    if way == "tmux":
        if await asyncio.to_thread(_give_to_tmux, content):
            return TMUX_TOOK_IT
        return await asyncio.to_thread(_keep_in_file, content, "tmux did not take it")
    if way == "file":
        return await asyncio.to_thread(_keep_in_file, content, "This terminal has no clipboard")
    if len(content) > LONGEST:
        return await asyncio.to_thread(_keep_in_file, content, "Too long for the terminal")
    sequence = f"\x1b]52;c;{b64encode(content).decode()}\x07"
    write(_through_screen(sequence) if way == "screen" else sequence)
    return SENT


def way_out(environ: Mapping[str, str]) -> Literal["tmux", "screen", "terminal", "file"]:
    """Where a text is to be sent."""
    if environ.get("TMUX"):
        return "tmux"
    if not environ.get("TERM") or environ["TERM"].startswith(_NO_CLIPBOARD):
        return "file"
    return "screen" if environ.get("STY") else "terminal"


def _through_screen(sequence: str) -> str:
    """The sequence so wrapped that GNU screen hands it on to the terminal outside."""
    starts = range(0, len(sequence), _SCREEN_PIECE)
    return "".join(f"\x1bP{sequence[at : at + _SCREEN_PIECE]}\x1b\\" for at in starts)


def _give_to_tmux(content: bytes) -> bool:
    """Whether tmux took the text; with -w it also offers it to the terminal outside."""
    status = _status_of(("tmux", "load-buffer", "-w", "-"), content)
    if status:
        # Before 3.2 tmux knew no -w.
        status = _status_of(("tmux", "load-buffer", "-"), content)
    return status == 0


def _status_of(words: tuple[str, ...], content: bytes) -> int | None:
    """The exit status of a command that reads the text; None when it never ran or took too long.

    What it prints is seen by nobody.
    """
    nowhere = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603  # words of ours, and tmux from the PATH
            words, stdin=subprocess.PIPE, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
    except OSError:
        return None
    try:
        process.communicate(content, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None
    finally:
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
    return process.returncode


def _keep_in_file(content: bytes, why: str) -> str:
    """Keeps the text in a private file; says why, and where it is."""
    # Here, not above: hardly anybody needs it.
    from copvalue_tui.files.storage.errors import FileTrouble, shown_path
    from copvalue_tui.files.storage.folders import keep_private, private_folder

    try:
        path = keep_private(private_folder("clipboard"), "copied.txt", content)
    except (OSError, FileTrouble):
        return f"{why}. {NOWHERE_ELSE}"
    return f"{why}; it is in {shown_path(path)}."
