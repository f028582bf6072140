"""Stories about recovery files: sessions that die, and what they leave."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from copvalue_tui.files.journal.writer import Journal
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.file import OpenFile, load
from copvalue_tui.matrix.edits import add_values
from copvalue_tui.matrix.values import Matrix, Place, Value

START = Place(0, 0)
TEXT = """\
format = 1

[[members]]
name = "Members"
short_term = ["Help"]  # said twice

[[organizations]]
name = "Organization"
"""


def begun(path: Path, follows: str = "") -> tuple[Journal, OpenFile, Matrix]:
    """A session of the file at the path, which is made if need be."""
    if not path.exists():
        path.write_text(TEXT)
    file = load(path)
    matrix = read(file.source.text)
    text = file.source.text
    journal = Journal.begin(os.path.realpath(path), path.name, file, text, matrix, follows)
    return journal, file, matrix


def added(matrix: Matrix, text: str, place: Place = START) -> Matrix:
    """The matrix with one more value."""
    return add_values(matrix, place, [Value(text)])


def do(journal: Journal, matrix: Matrix, *texts: str) -> Matrix:
    """The matrix after an edit for each text, each told to the journal."""
    for text in texts:
        matrix = added(matrix, text)
        journal.action(f"Added “{text}”", matrix, START, START)
    return matrix


def killed(story: Callable[[], object]) -> None:
    """Tells the story in a child that is killed the moment it ends."""
    child = os.fork()
    if not child:
        try:
            story()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the story's own; the result is the file it is about, not there yet."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    return tmp_path / "water.toml"


def recovery_files(tmp_path: Path) -> list[Path]:
    """All recovery files of the story's home, the oldest first."""
    folder = tmp_path / "home" / ".local" / "state" / "copvalue" / "recovery"
    return sorted(folder.iterdir(), key=lambda one: one.name[17:]) if folder.exists() else []
