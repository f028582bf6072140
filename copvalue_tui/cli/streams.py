"""Where output goes: results to stdout, talk to stderr, all of it UTF-8 and free of commands."""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

# No `contextlib` and no `safe` up here: `copvalue --version` would take twice as long.
WIDEST = 1000
"""No terminal has more columns; a larger number is a slip."""
_USUAL = 80


def prepare() -> None:
    """Make both streams speak UTF-8, whatever the locale says."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            try:  # noqa: SIM105
                stream.reconfigure(encoding="utf-8", errors=errors)
            except (OSError, ValueError):
                pass


def give(text: str) -> None:
    """Write a result to stdout, as it is; people's words in it have been made safe before.

    Raises:
        OSError: It cannot be written; a `BrokenPipeError` when nobody reads on.
    """
    if sys.stdout is not None:
        sys.stdout.write(text)


def only_file(words: list[str]) -> str:
    """The file, when the words name one and nothing else: then no parser has to be built."""
    return words[0] if len(words) == 1 and not words[0].startswith("-") else ""


def tell(text: str) -> None:
    """Say something to the person on stderr, one sentence a line, made safe."""
    from copvalue_tui.matrix.text.sanitize import safe

    if sys.stderr is None:
        return
    try:
        for line in text.split("\n"):
            sys.stderr.write(safe(line) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        # With nobody to tell there is nobody to tell that to.
        close_quietly(sys.stderr)


def close_quietly(stream: TextIO | None) -> None:
    """Let what is still unwritten go nowhere, so that leaving does not fail on it again."""
    if stream is None:
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def terminal_width() -> int:
    """Columns of the terminal that stdout is; `COLUMNS` goes first, 80 is for all else."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and 0 < int(asked[:6]) <= WIDEST:
        return int(asked)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL
    except (OSError, ValueError, AttributeError):
        return _USUAL
