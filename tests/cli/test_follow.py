"""`copvalue follow`: what is refused before there is a screen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal

ROOT = Path(__file__).parents[2]
TEXT = '[[members]]\nname = "Staff"\nshort_term = ["Help"]\n'


@pytest.fixture
def follow(tmp_path: Path):
    """Starts it in a terminal, in the test's folder."""
    begun: list[Terminal] = []

    def start(*words: str) -> Terminal:
        env = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "XDG_STATE_HOME": ""}
        argv = [sys.executable, "-m", "copvalue_tui", "follow", *words]
        begun.append(Terminal(argv, columns=100, rows=30, env=env, cwd=str(tmp_path)))
        return begun[-1]

    yield start
    for terminal in begun:
        terminal.close()


def test_the_help_names_it_and_it_has_help_of_its_own(copvalue):
    assert b"follow" in copvalue("help").stdout
    told = copvalue("follow", "--help").stdout.decode()
    for word in ("--ascii", "--no-color", "--theme", "--mouse", "copvalue follow water.toml"):
        assert word in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "required: FILE"),
        (("a.toml", "b.toml"), "Unrecognized arguments: b.toml"),
        (("--read-only", "a.toml"), "--read-only"),
        (("--no-autosave", "a.toml"), "--no-autosave"),
        (("-",), "To read stdin: copvalue show -"),
        (("a.toml",), "needs a terminal. Without one, try: copvalue show a.toml"),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_2(copvalue, words, told):
    done = copvalue("follow", *words)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout == b""


@pytest.mark.pty
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nowhere/plan.toml", "There is no folder “nowhere”"),
        ("folder", "a folder"),
        ("pipe", "a pipe"),
        ("/dev/null", "a device"),
        ("loop", "the link points to itself"),
        ("broken.toml", "broken.toml:1"),
        ("latin.toml", "latin.toml:1"),
        ("plan.toml/x", "plan.toml"),
        ("x" * 300, "is too long"),
    ],
)
def test_what_can_never_be_shown_is_refused_with_exit_3(follow, tmp_path, name, told):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "broken.toml").write_text("name = = 1")
    (tmp_path / "latin.toml").write_bytes(b'title = "caf\xe9"\n')
    (tmp_path / "plan.toml").write_text(TEXT)
    screen = follow(name)
    assert screen.wait(10) == 3
    assert told in " ".join(screen.text.split())
    assert b"?1049h" not in screen.raw, "the screen was never taken"
    assert "Traceback" not in screen.text


@pytest.mark.pty
@pytest.mark.parametrize(
    "words", [("--ascii",), ("--no-color",), ("--theme", "dark"), ("--mouse",)]
)
def test_it_is_drawn_as_asked_and_q_leaves_without_a_trace(follow, tmp_path, words):
    (tmp_path / "plan.toml").write_text(TEXT)
    screen = follow(*words, "plan.toml")
    name = '"plan.toml"' if "--ascii" in words else "“plan.toml”"
    screen.wait_for(f"Following {name}: each save appears here.")
    assert ("- Help" in screen.text) is ("--ascii" in words)
    screen.press("q")
    assert screen.wait(10) == 0
    assert (tmp_path / "plan.toml").read_text() == TEXT
    assert not list(tmp_path.rglob("*.jsonl"))
    assert not list(tmp_path.rglob("*.lock"))
