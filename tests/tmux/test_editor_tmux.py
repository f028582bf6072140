"""The editor inside tmux, as most people reach it: what the pane shows, and what the file holds."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds to wait for something on a slow machine before a test fails."""

pytestmark = [
    pytest.mark.tmux,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]


class Pane:
    """One tmux server of its own, with the editor in its only pane."""

    def __init__(self, folder: Path, words: list[str], columns: int, rows: int) -> None:
        # The path of a socket is short whatever `TMPDIR` is: it may have 107 bytes.
        self._sockets = tempfile.mkdtemp(prefix="copvalue-", dir="/tmp")
        self._tmux = ["tmux", "-S", f"{self._sockets}/tmux", "-f", "/dev/null"]
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self._env = kept | {"HOME": str(folder), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
        size = ["-x", str(columns), "-y", str(rows)]
        # A shell tells the exit status: under load tmux itself may never notice an end.
        program = shlex.join([sys.executable, "-m", "copvalue_tui", *words])
        command = ["sh", "-c", f'{program}; echo "ended with $?"; sleep 600']
        self._run("new-session", "-d", "-s", "pane", *size, *command)
        self._run("set-option", "-s", "escape-time", "0")

    def _run(self, *words: str, stdin: str | None = None) -> str:
        done = subprocess.run(
            [*self._tmux, *words], env=self._env, input=stdin, text=True, capture_output=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def text(self) -> str:
        return self._run("capture-pane", "-p", "-t", "pane")

    def sees(self, text: str) -> None:
        """Returns as soon as the pane shows the text."""
        end = time.monotonic() + PATIENCE
        while text not in (shown := self.text):
            assert time.monotonic() < end, f"never saw {text!r} in\n{shown}"
            time.sleep(0.05)

    def keys(self, *names: str) -> None:
        """Presses keys, by tmux's names."""
        self._run("send-keys", "-t", "pane", *names)

    def paste(self, text: str) -> None:
        """Pastes as a mouse does, marked where the program asked for it."""
        self._run("load-buffer", "-", stdin=text)
        self._run("paste-buffer", "-p", "-t", "pane")

    def resize(self, columns: int, rows: int) -> None:
        self._run("resize-window", "-t", "pane", "-x", str(columns), "-y", str(rows))

    def buffers(self) -> str:
        return self._run("list-buffers")

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], env=self._env, capture_output=True)
        shutil.rmtree(self._sockets, ignore_errors=True)


@pytest.fixture
def toolkit(tmp_path: Path) -> Path:
    path = tmp_path / "toolkit.toml"
    shutil.copyfile(ROOT / "samples" / "toolkit.toml", path)
    return path


@pytest.fixture
def edit(tmp_path: Path):
    """Opens the editor in a pane of a size."""
    panes: list[Pane] = []

    def start(path: Path, columns: int, rows: int) -> Pane:
        pane = Pane(tmp_path, [str(path)], columns, rows)
        panes.append(pane)
        pane.sees("Short Term")
        return pane

    yield start
    for pane in panes:
        pane.close()


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_add_adopt_move_undo_save_quit(edit, toolkit, size):
    before = toolkit.read_text(encoding="utf-8").splitlines()
    pane = edit(toolkit, *size)
    pane.keys("a")
    pane.sees("Enter keep")
    pane.keys("-l", "Warm welcome")
    pane.keys("Enter")
    pane.sees("Added “Warm welcome”")
    pane.keys("Escape")
    pane.sees("a add")  # Esc and Tab in one read are Alt+Tab while typing
    pane.keys("Tab", "d", "1")
    pane.sees("Adopted “")
    pane.keys("u", "u")
    pane.sees("Undone: deleted “Professional development”")
    pane.keys("L")
    pane.keys("w")
    pane.sees("Saved ")
    pane.keys("q")
    pane.sees("ended with 0")
    after = toolkit.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == ['    "Warm welcome",']
    assert [line for line in before if line not in after] == []


def test_escape_and_the_next_key_are_never_merged(edit, toolkit):
    pane = edit(toolkit, 80, 24)
    pane.keys("v", "j", "Escape", "d")
    pane.sees("Deleted “Access to expertise”")
    pane.keys("v", "Escape", "u")
    pane.sees("Undone")


def test_a_paste_of_lines_becomes_values(edit, toolkit):
    pane = edit(toolkit, 100, 30)
    pane.paste("- A quiet room\n- A key to it\n")
    pane.sees("Add all 2 values")
    pane.keys("Enter")
    pane.sees("Added 2 values")
    pane.sees("A key to it")


@pytest.mark.parametrize("how", ["external", "off", "on"])
def test_what_is_copied_is_in_the_clipboard_of_tmux(edit, toolkit, how):
    pane = edit(toolkit, 80, 24)
    pane._run("set-option", "-s", "set-clipboard", how)
    pane.keys("y")
    pane.sees("tmux took it too.")
    end = time.monotonic() + PATIENCE
    while "Help with challenges" not in pane.buffers():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_pane_may_have_any_size(edit, toolkit):
    pane = edit(toolkit, 120, 40)
    for columns, rows in ((40, 12), (20, 5), (5, 2), (200, 60), (80, 24)):
        pane.resize(columns, rows)
        pane.keys("j")
    pane.sees("Short Term Value")
    pane.sees("? help")
    pane.keys("?")
    pane.sees("WRITE")
    pane.resize(40, 12)
    pane.keys("q")
    pane.keys("q")
    pane.sees("ended with 0")
