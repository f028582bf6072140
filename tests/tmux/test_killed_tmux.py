"""The tmux server dies in the middle of typing; the next one finds every word."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.tmux.test_editor_tmux import PATIENCE, ROOT, Pane

pytestmark = [
    pytest.mark.tmux,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]


def editor_of(pane: Pane) -> int:
    """The id of the editor in the pane: the shell's only child."""
    shell = pane._run("display-message", "-p", "-t", "pane", "#{pane_pid}").strip()
    return int(Path(f"/proc/{shell}/task/{shell}/children").read_text().split()[0])


def is_gone(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] == "Z"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to find the editor")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_tmux_server_killed_in_the_middle_of_typing_loses_no_word(tmp_path, number):
    file = tmp_path / "toolkit.toml"
    shutil.copyfile(ROOT / "samples" / "toolkit.toml", file)
    before = file.read_bytes()
    pane = Pane(tmp_path, ["--no-autosave", str(file)], 100, 30)
    try:
        pane.sees("Help with challenges")
        pane.keys("d")
        pane.sees("Deleted “Help with challenges”")
        pane.keys("a")
        pane.sees("Enter to add")
        pane.keys("-l", "Half a wo")
        pane.sees("Half a wo")
        editor = editor_of(pane)
        os.kill(int(pane._run("display-message", "-p", "#{pid}")), number)
        end = time.monotonic() + PATIENCE
        while not is_gone(editor):
            assert time.monotonic() < end, "the editor lives on without a terminal"
            time.sleep(0.02)
    finally:
        pane.close()
    assert file.read_bytes() == before
    pane = Pane(tmp_path, ["--no-autosave", str(file)], 100, 30)
    try:
        pane.sees("1 change and a half-typed text")
        pane.sees("(connection lost)")
        pane.keys("c")
        pane.sees("Half a wo")
        pane.keys("-l", "rd")
        pane.keys("Enter")
        pane.sees("Added “Half a word”")
        pane.keys("Escape")
        pane.sees("? help")
        pane.keys("w")
        pane.sees("Saved ")
        pane.keys("q")
        pane.sees("ended with 0")
    finally:
        pane.close()
    saved = file.read_text()
    assert '"Half a word",\n' in saved
    assert "Help with challenges" not in saved
