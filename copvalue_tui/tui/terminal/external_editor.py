"""A text in the person's own editor: written privately, edited, read back."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from copvalue_tui.files.storage.errors import reason
from copvalue_tui.files.toml.limits import BYTES
from copvalue_tui.matrix.text.sanitize import safe

Aside = Callable[[], AbstractContextManager[None]]
"""Gives the terminal away for as long as the block lasts."""


def editor_words() -> list[str]:
    """The command of the person's editor: `$VISUAL`, else `$EDITOR`, else vi.

    Raises:
        RuntimeError: It cannot be started; the text says why, as a sentence.
    """
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip() or "vi"
    try:
        words = shlex.split(named)
    except ValueError:
        words = []
    if not words or shutil.which(words[0]) is None:
        raise RuntimeError(f"The editor “{safe(named)}” was not found; set $VISUAL or $EDITOR.")
    return words


def edited(text: str, aside: Aside) -> str | None:
    """The text as the person left it; nothing when the editor ended with a fault.

    Raises:
        RuntimeError: No editor could be started, or what it left is no text.
    """
    words = editor_words()
    try:
        with _private_file(text) as file:
            with aside(), _left_to_child():
                status = _status_of([*words, str(file)])
            if isinstance(status, OSError):
                raise status
            return _text_of(file) if status == 0 else None
    except OSError as error:
        said = f"The editor “{safe(words[0])}” could not be used: {reason(error)}."
        raise RuntimeError(said) from error


def _status_of(words: list[str]) -> int | OSError:
    """The exit status of a command, or why it never ran; nothing may be raised in between."""
    try:
        # The person's own command, and no shell in between.
        return subprocess.call(words)  # noqa: S603
    except OSError as error:
        return error


@contextmanager
def _private_file(text: str) -> Iterator[Path]:
    """A file that only this account can read, gone afterwards."""
    descriptor, name = tempfile.mkstemp(prefix="copvalue-", suffix=".md")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(f"{text}\n" if text and not text.endswith("\n") else text)
        yield Path(name)
    finally:
        with suppress(OSError):
            Path(name).unlink()


def _text_of(file: Path) -> str:
    content = file.read_bytes()
    if len(content) > BYTES:
        raise RuntimeError("What the editor saved is too large; nothing was changed.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = "What the editor saved is not UTF-8 text; nothing was changed."
        raise RuntimeError(said) from error


@contextmanager
def _left_to_child() -> Iterator[None]:
    """Ctrl+C and Ctrl+\\ are the editor's own business while it runs.

    A handler, not SIG_IGN: that would be inherited by the editor.
    """
    signals = (signal.SIGINT, signal.SIGQUIT)
    before = [signal.signal(number, lambda *_: None) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
