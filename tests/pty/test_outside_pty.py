"""`E` in a terminal: words in an outside editor outlive every end, and no ending holds up a key."""

from __future__ import annotations

import os
import signal
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal

pytestmark = pytest.mark.pty

BEFORE = "Help with challenges"
DOUBTFUL = """\
format = 1
[[members]]
name = "M"
short_term = [
    "– 15 % downtime",
    "+ 10 % reuse of designs",
    "5. Fachtag der Praktiker",
    "✓ certified",
    "→ Help with challenges",
]
long_term = []
"""


@pytest.fixture
def saves(tmp_path: Path):
    """An editor that saves words and stays open; ended after the test."""
    pid = tmp_path / "pid"
    script = program(tmp_path, f'echo $$ > {pid}\necho "- By hand" >> "$1"\n', STAYS)
    yield script
    with suppress(OSError, ValueError):
        os.kill(int(pid.read_text()), signal.SIGKILL)


STAYS = 'trap "" HUP TERM\necho WRITTEN\nexec sleep 60\n'


def program(folder: Path, *lines: str) -> Path:
    script = folder / "ed.sh"
    script.write_text("#!/bin/sh\n" + "".join(lines))
    script.chmod(0o755)
    return script


def kept(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "home/.local/state/copvalue/recovery").glob("*.cell/cell.md"))


def offered(screen: Terminal) -> None:
    screen.wait_for("was never added.")
    screen.press("t")
    screen.wait_for("By hand")
    screen.wait_for("Edited ")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, None])
def test_what_was_saved_in_the_editor_is_offered_after_every_end(
    edit, saves, tmp_path, toolkit, number
):
    before = toolkit.read_bytes()
    screen = edit(toolkit, env={"VISUAL": str(saves)})
    screen.press("E")
    screen.wait_for("WRITTEN")
    (file,) = kept(tmp_path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    if number is None:
        screen.hang_up()
    else:
        screen.signal(number)
    assert screen.wait() is not None
    assert toolkit.read_bytes() == before
    again = edit("--no-autosave", toolkit)
    offered(again)
    assert kept(tmp_path) == []
    again.press("u")
    again.wait_gone("By hand")
    again.press("ctrl+r w")
    again.wait_for("Saved ")
    again.press("q")
    assert again.wait() == 0
    assert '"By hand",' in toolkit.read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, None])
def test_an_editor_that_ends_well_while_we_are_ended_loses_no_word(edit, tmp_path, toolkit, number):
    waits = 'trap "exit 0" HUP\necho WRITTEN\nsleep 1 &\nwait\nexit 0\n'
    script = program(tmp_path, 'echo "- By hand" >> "$1"\n', waits)
    screen = edit("--no-autosave", toolkit, env={"VISUAL": str(script)})
    screen.press("E")
    screen.wait_for("WRITTEN")
    if number is None:
        screen.hang_up()
    else:
        screen.signal(number)
    assert screen.wait() is not None
    again = edit("--no-autosave", toolkit)
    if again.wait_for_one("was never added.", "Unsaved work from") == "Unsaved work from":
        again.press("c")
        again.wait_for("Continued")
        again.wait_for("By hand")
    else:
        offered(again)


def test_unsaved_work_and_the_words_outside_come_back_together(edit, saves, tmp_path, toolkit):
    screen = edit("--no-autosave", toolkit, env={"VISUAL": str(saves)})
    screen.press("d")
    screen.wait_for(f"Deleted “{BEFORE}”")
    screen.press("E")
    screen.wait_for("WRITTEN")
    screen.signal(signal.SIGKILL)
    screen.wait()
    again = edit("--no-autosave", toolkit, shown=False)
    again.wait_for("Unsaved work from")
    again.press("c")
    offered(again)
    again.signal(signal.SIGKILL)
    again.wait()
    assert kept(tmp_path) == []
    last = edit("--no-autosave", toolkit, shown=False)
    last.wait_for("Unsaved work from")
    last.wait_for("2 changes")
    last.press("c")
    last.wait_for("By hand")
    last.press("u u")
    last.wait_gone("By hand")
    last.wait_for(BEFORE)


def test_what_an_editor_saves_after_our_end_counts(edit, saves, tmp_path, toolkit):
    screen = edit(toolkit, env={"VISUAL": str(saves)})
    screen.press("E")
    screen.wait_for("WRITTEN")
    screen.signal(signal.SIGKILL)
    screen.wait()
    (file,) = kept(tmp_path)
    file.write_text(file.read_text() + "Later still\n")
    again = edit(toolkit)
    offered(again)
    again.wait_for("Later still")


def test_words_put_away_are_not_offered_again(edit, saves, tmp_path, toolkit):
    screen = edit(toolkit, env={"VISUAL": str(saves)})
    screen.press("E")
    screen.wait_for("WRITTEN")
    screen.signal(signal.SIGKILL)
    screen.wait()
    again = edit(toolkit)
    again.wait_for("was never added.")
    again.press("d")
    again.wait_for("Discarded; it is kept for 30 days.")
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("true", "The cell is as it was."),
        ("exit 3", "The editor ended with exit code 3; the cell is as it was."),
        ('rm "$1"', "The editor deleted its file; the cell is as it was."),
        ('rm "$1"; mkfifo "$1"', "The editor left no regular file; the cell is as it was."),
        ('rm "$1"; mkdir "$1"', "The editor left no regular file; the cell is as it was."),
        ('ln -sf /dev/zero "$1"', "The editor left no regular file; the cell is as it was."),
        ('head -c 9000000 /dev/zero > "$1"', "What the editor saved is too large; the cell is"),
        ('printf "\\351\\n" > "$1"', "What the editor saved is not UTF-8 text; the cell is as it"),
        ("kill -9 $$", "The editor ended by signal 9; the cell is as it was."),
    ],
)
def test_each_odd_ending_is_one_sentence_and_the_keys_live(edit, tmp_path, toolkit, does, said):
    before = toolkit.read_bytes()
    script = program(tmp_path, f"{does}\n")
    with edit("--no-autosave", toolkit, env={"VISUAL": str(script)}) as screen:
        screen.press("E")
        screen.wait_for(said)
        assert toolkit.read_bytes() == before
        screen.press("d")
        screen.wait_for(f"Deleted “{BEFORE}”")


def test_an_editor_that_changes_nothing_changes_nothing_whatever_the_values(edit, tmp_path):
    file = tmp_path / "doubtful.toml"
    file.write_text(DOUBTFUL, encoding="utf-8")
    with edit(file, env={"VISUAL": "", "EDITOR": "true"}) as screen:
        screen.press("E")
        screen.wait_for("The cell is as it was.")
        screen.press("q")
        assert screen.wait() == 0
    assert file.read_text(encoding="utf-8") == DOUBTFUL
