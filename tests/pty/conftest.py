"""The editor in a terminal, with a home of its own: for tests that need no other beginning."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal

ROOT = Path(__file__).parents[2]


@pytest.fixture
def toolkit(tmp_path: Path) -> Path:
    path = tmp_path / "toolkit.toml"
    shutil.copyfile(ROOT / "samples" / "toolkit.toml", path)
    return path


@pytest.fixture
def edit(tmp_path: Path):
    """Starts the editor, as it is or by a shell's words with `{editor}` in them."""
    (tmp_path / "home").mkdir()
    env = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path / "home"), "XDG_STATE_HOME": ""}
    opened: list[Terminal] = []

    def start(*words: object, shell: str = "", shown: bool = True, **settings) -> Terminal:
        argv = [sys.executable, "-m", "copvalue_tui", *map(str, words)]
        if shell:
            argv = ["bash", "--norc", "-c", shell.format(editor=" ".join(argv))]
        env_of_this = env | settings.pop("env", {})
        terminal = Terminal(argv, env=env_of_this, cwd=str(tmp_path), **settings)
        opened.append(terminal)
        if shown:
            terminal.wait_for("Help with challenges")
            terminal.wait_bytes(b"\x1b[?2004h")
            terminal.settle(0.08)
        return terminal

    yield start
    for terminal in opened:
        terminal.close()
