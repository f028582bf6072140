"""The house of the tests themselves: no skip where none may be, nobody's own folders touched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORY = """
import os, pytest

@pytest.mark.tmux
def test_in_a_terminal():
    pytest.skip("tmux is not installed")

@pytest.mark.skipif(True, reason="needs root")
def test_of_rights():
    pass

def test_of_folders():
    assert os.environ["HOME"] != "/nonexistent" and "XDG_STATE_HOME" not in os.environ
    assert "COPVALUE_CONFIG" not in os.environ and os.environ["TERM"] == "xterm-256color"
"""


@pytest.mark.parametrize(
    ("strict", "outcome", "status"),
    [("0", "1 passed, 2 skipped", 0), ("1", "1 failed, 1 passed, 1 skipped", 1)],
)
def test_a_missing_program_fails_where_no_skip_is_allowed(tmp_path, strict, outcome, status):
    story = tmp_path / "test_story.py"
    story.write_text(STORY)
    strange = {"HOME": "/nonexistent", "XDG_STATE_HOME": "/nonexistent", "TERM": "dumb"}
    strange |= {"COPVALUE_CONFIG": "/nonexistent", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    words = [
        "-q",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir",
        str(tmp_path),
    ]
    marks = ["-o", "markers=tmux: needs tmux"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, *marks, str(story)],
        cwd=ROOT,
        env=os.environ | strange | {"COPVALUE_NO_SKIP": strict},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in done.stdout, done.stdout + done.stderr
    assert done.returncode == status
    assert ("tmux is not installed" in done.stdout) == (strict == "1")


def test_a_program_under_test_begins_with_the_signals_of_a_terminal_under_nohup_too(tmp_path):
    story = tmp_path / "test_story.py"
    story.write_text(
        "import signal, subprocess, sys\n"
        "def test_hang_ups_arrive():\n"
        "    program = 'import signal; print(signal.getsignal(signal.SIGHUP))'\n"
        "    said = subprocess.check_output([sys.executable, '-c', program], text=True)\n"
        "    assert said.strip() == str(signal.SIG_DFL)\n"
    )
    words = ("-q", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c", os.devnull)
    done = subprocess.run(
        ["nohup", sys.executable, "-m", "pytest", *words, "--rootdir", str(tmp_path), str(story)],
        cwd=ROOT,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "1 passed" in done.stdout, done.stdout + done.stderr
