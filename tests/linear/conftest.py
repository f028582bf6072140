"""A session in lines, played without a terminal."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from copvalue_tui.editor.session.open import Startup
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.errors import FileMissing
from copvalue_tui.files.storage.file import load, new_file
from copvalue_tui.files.user.settings import Settings
from copvalue_tui.linear.lines import LineReader
from copvalue_tui.linear.start import run_linear
from copvalue_tui.matrix.values import BLANK

Speak = Callable[..., list[str]]


@pytest.fixture
def speak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Speak:
    """Says lines to a session of a file; gives what it answers, line by line, and its status."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("STATE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))

    def spoken(
        path: Path, said: str | bytes, status: int = 0, settings: Settings | None = None
    ) -> list[str]:
        script = tmp_path / "script"
        script.write_bytes(said.encode() if isinstance(said, str) else said)
        answers: list[str] = []
        try:
            file = load(path)
            opening = Startup(file, read(file.source.text), settings or Settings())
        except FileMissing:
            opening = Startup(new_file(path), BLANK, settings or Settings())
        descriptor = os.open(script, os.O_RDONLY)
        try:
            assert run_linear(opening, LineReader(descriptor), answers.append) == status
        finally:
            os.close(descriptor)
        told = "".join(answers)
        assert told.endswith("\n")
        assert all(line.isprintable() for line in told.splitlines())
        return told.splitlines()

    return spoken
