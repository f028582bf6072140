"""Output: results go to stdout, messages to stderr, both in UTF-8 and free of escape sequences."""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

# No `contextlib` and no `safe` up here: `copvalue --version` would take twice as long.
WIDEST = 1000
"""No terminal has more columns; a larger number is a typing error."""
_DEFAULT_WIDTH = 80


def use_utf8() -> None:
    """Make both streams speak UTF-8, whatever the locale says."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            try:  # noqa: SIM105
                stream.reconfigure(encoding="utf-8", errors=errors)
            except (OSError, ValueError):
                pass


def print_result(text: str) -> None:
    """Write a result to stdout unchanged; the caller has made people's words in it safe.

    Raises:
        OSError: It cannot be written; a `BrokenPipeError` if the reader has gone.
    """
    if sys.stdout is not None:
        sys.stdout.write(text)


def only_file(words: list[str]) -> str:
    """The file name if it is the only word (then no parser is built); else an empty text."""
    return words[0] if len(words) == 1 and not words[0].startswith("-") else ""


def print_message(text: str) -> None:
    """Write a message to stderr, made safe for a terminal; its first line begins `copvalue: `."""
    from copvalue_tui.matrix.text.sanitize import safe

    if sys.stderr is None:
        return
    try:
        sys.stderr.write("copvalue: ")
        for line in text.split("\n"):
            sys.stderr.write(safe(line) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        # Without stderr there is nowhere to report this.
        close_quietly(sys.stderr)


class Progress:
    """How far a long command is, on stderr, where that is a terminal; gone after its `with`.

    Each state begins and ends at the first column, so that the next message covers it.
    """

    def __init__(self, doing: str, of: int, noun: str, least: int = 2) -> None:
        """Nothing is shown of fewer than `least`."""
        self._doing, self._of, self._noun = doing, of, noun
        self._shown = of >= least and sys.stderr is not None and sys.stderr.isatty()
        self._at = 0
        self._width = 0
        self._show(f"{of:,} {noun}")

    def step(self) -> None:
        """One more is done."""
        self._at += 1
        # A thousand lines a second would slow the work down.
        if self._at * 100 // self._of > (self._at - 1) * 100 // self._of:
            self._show(f"{self._at:,} of {self._of:,} {self._noun}")

    def __enter__(self) -> Progress:
        """It is shown already."""
        return self

    def __exit__(self, *trouble: object) -> None:
        """Take it off the screen."""
        self._write(f"\r{' ' * self._width}\r")

    def _show(self, words: str) -> None:
        text = f"{self._doing} {words}…"
        self._width = max(self._width, len(text))
        self._write(f"\r{text:<{self._width}}\r")

    def _write(self, text: str) -> None:
        if not self._shown:
            return
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):
            self._shown = False


def close_quietly(stream: TextIO | None) -> None:
    """Discard what is still unwritten, so that the exit does not fail on it again."""
    if stream is None:
        return
    try:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, stream.fileno())
        os.close(devnull)
    except (OSError, ValueError):
        return


def terminal_width() -> int:
    """The columns of the terminal on stdout; `COLUMNS` has precedence, 80 is the default."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdigit() and 0 < int(asked[:6]) <= WIDEST:
        return int(asked)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _DEFAULT_WIDTH
    except (OSError, ValueError, AttributeError):
        return _DEFAULT_WIDTH
