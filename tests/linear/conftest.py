"""A session in lines, played without a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
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

ROOT = Path(__file__).parents[2]
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


class Talk:
    """The real program, talked to through pipes."""

    def __init__(self, file: Path, env: dict[str, str], *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "copvalue_tui", "--linear", *options, str(file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=env,
            cwd=ROOT,
        )
        self._said = 0

    def says(self, line: str) -> list[str]:
        """What it answers to a line, and to the one before if nobody has read that yet."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._said += 1
        mark = f"mark{self._said}"
        self.process.stdin.write(f"{line}\n{mark}\n")
        self.process.stdin.flush()
        answers: list[str] = []
        while mark not in (told := self.process.stdout.readline()):
            assert told, (answers, self.process.stderr and self.process.stderr.read())
            answers.append(told.rstrip("\n"))
        return answers

    def ends(self) -> tuple[int, str]:
        """How it ends when nobody says more: its status, and the last thing it says."""
        told, trouble = self.process.communicate()
        assert trouble == ""
        return self.process.returncode, told.rstrip("\n")


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Callable[..., Talk]]:
    """Begins to talk with a session of a file, in a home of its own."""
    begun: list[Talk] = []
    env = {
        **{name: text for name, text in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT),
    }

    (tmp_path / "home").mkdir()

    def talked(file: Path, *options: str) -> Talk:
        begun.append(Talk(file, env, *options))
        return begun[-1]

    yield talked
    for one in begun:
        if one.process.poll() is None:
            one.process.kill()
        one.process.communicate()
