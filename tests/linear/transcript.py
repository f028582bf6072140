"""The session in `samples/linear-session.txt`: its typed lines are played again, answer by answer.

`python -m tests.house.refresh` writes it anew after an answer was reworded.
"""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path
from unittest import mock

from copvalue_tui.editor.session.open import Startup
from copvalue_tui.files.storage.file import new_file
from copvalue_tui.linear.host import LinearHost
from copvalue_tui.linear.lines import EndOfInput, LineReader
from copvalue_tui.linear.start import PROMPT, run_linear

TRANSCRIPT = Path(__file__).parents[2] / "samples/linear-session.txt"
DAY = date(2026, 11, 23)


class Typed(LineReader):
    """Lines that a person at a terminal types; what is typed is seen where it was awaited."""

    def __init__(self, lines: list[str], seen: list[str]) -> None:
        super().__init__(-1, terminal=True)
        self._lines = iter(lines)
        self._seen = seen

    def read(self, seconds: float | None = None) -> str:
        line = next(self._lines, None)
        if line is None:
            raise EndOfInput
        if not "".join(self._seen[-1:]).endswith(PROMPT):
            self._seen.append(PROMPT)
        self._seen.append(f"{line}\n")
        return line


def typed_in(transcript: str) -> list[str]:
    """What the person typed in a session."""
    lines = transcript.splitlines()
    return [line.removeprefix(PROMPT) for line in lines if f"{line} ".startswith(PROMPT)]


def replayed(transcript: str) -> str:
    """The session as it goes today, with a new file in a folder and a home of its own."""
    seen: list[str] = []
    with tempfile.TemporaryDirectory() as home:
        folders = {f"XDG_{name}_HOME": home for name in ("STATE", "CONFIG", "DATA")}
        here = Path.cwd()
        with (
            mock.patch.dict(os.environ, {"HOME": home, **folders}),
            mock.patch.object(LinearHost, "today", return_value=DAY),
            mock.patch.object(LinearHost, "clock", return_value="14:02"),
        ):
            os.chdir(home)
            try:
                opening = Startup(new_file(Path("exchange.toml")))
                run_linear(opening, Typed(typed_in(transcript), seen), seen.append)
            finally:
                os.chdir(here)
    return "".join(seen)


def session_page() -> str:
    """The session in the documents with the answers of today."""
    return replayed(TRANSCRIPT.read_text(encoding="utf-8"))
