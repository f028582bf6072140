"""Killed at any moment, on odd disks and in odd homes: what was on screen comes back."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections import Counter, deque
from pathlib import Path

import pytest

from copvalue_tui.files.journal.recovery import unfinished
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.file import load
from copvalue_tui.files.storage.in_place import RESTORED
from copvalue_tui.matrix.values import Matrix
from tests.files.tracing import need_strace
from tests.laws import examples
from tests.pty.terminal import Terminal, forbidden

ROOT = Path(__file__).parents[2]
ROUNDS = examples(24, 200)
WITHIN = 0.05
"""Seconds between the key and the kill, at the most."""

pytestmark = pytest.mark.pty


@pytest.fixture
def home(home, monkeypatch) -> Path:
    """A home that the editor and the test share, so that the test can read what was left."""
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    return home


@pytest.fixture
def edit(launch):
    """Starts the editor; the test waits for what it wants to see."""

    def start(*words: object, wrapped: tuple[str, ...] = (), **env: str) -> Terminal:
        given = {"HOME": os.environ["HOME"], **env}
        return launch(*words, wrapped=wrapped, env=given, columns=100, rows=30)

    return start


def copied(folder: Path, name: str = "toolkit.toml") -> Path:
    path = folder / name
    shutil.copyfile(ROOT / "samples" / "toolkit.toml", path)
    return path


# Many kills.


@pytest.mark.timeout(300)
def test_killed_within_50_ms_of_a_key_many_times_nothing_shown_is_lost(edit, home, tmp_path):
    """Two deeds or two letters, and a kill right after the second.

    The first of them is always on screen, so it must be there; the second must be if it was. The
    next two editors start while this one still lives, or so many starts would take too long.
    """
    files = [copied(tmp_path, f"{name}.toml") for name in ("one", "two", "three")]
    before = read(load(files[0]).source.text)
    chance = random.Random(20_26)
    shown = Counter[bool]()
    coming = deque(edit("--no-autosave", file) for file in files[:2])
    for number in range(ROUNDS):
        screen, file = coming.popleft(), files[number % 3]
        action = chance.random() < 0.5
        screen.wait_for("Help with challenges")
        if action:
            first, second = "Deleted “Help with challenges”", "Deleted “Access to expertise”"
            screen.send("d")
        else:
            first, second = "• W", "• Wo"
            screen.send("a")
            screen.wait_for("Enter to add")
            screen.send("W")
        screen.wait_for(first)
        if number + 2 < ROUNDS:
            coming.append(edit("--no-autosave", files[(number + 2) % 3]))
        screen.send("d" if action else "o")
        end = time.monotonic() + chance.random() * WITHIN
        while (left := end - time.monotonic()) > 0:
            screen.read(left)
        screen.signal(signal.SIGKILL)
        assert screen.wait() == 137
        was_shown = second in screen.text
        assert deeds_left(file, before, action) >= 1 + was_shown, (number, screen.text)
        shown[was_shown] += 1
    assert {file.read_bytes() for file in files} == {copied(tmp_path, "again").read_bytes()}
    assert shown[True], "no second key was shown in time"


def deeds_left(file: Path, before: Matrix, action: bool) -> int:
    """How many deeds or letters the next start would offer; only whole ones, in their order."""
    (one,) = unfinished(file)
    one.journal_path.unlink()
    assert one.unread == ""
    if not action:
        assert (one.actions, one.matrix) == (0, before)
        assert one.draft is not None
        assert one.draft.adding
        assert one.draft.text in ("W", "Wo")
        return len(one.draft.text)
    assert one.draft is None
    left = before.members[0].short_term[one.actions :]
    assert one.matrix.members[0].short_term == left
    return one.actions


# A save in place, cut off.


@pytest.mark.strace
def test_a_save_in_place_killed_in_the_middle_is_undone_and_its_work_offered(edit, home, tmp_path):
    need_strace()
    file = copied(tmp_path)
    os.link(file, tmp_path / "second name.toml")
    before = file.read_bytes()
    # When the shorter text stands over the longer one, and before that is cut to its length.
    inject = ("-e", "trace=ftruncate", "-e", "inject=ftruncate:signal=KILL", "-P", str(file))
    tracer = ("strace", "-f", "-o", "/dev/null", *inject)
    screen = edit("--no-autosave", file, wrapped=tracer)
    screen.wait_for("Help with challenges")
    screen.press("d")
    screen.wait_for("Deleted")
    screen.press("w")
    assert screen.wait() == 137
    assert file.read_bytes() != before
    again = edit("--no-autosave", file)
    again.wait_for("Unsaved work from")
    assert file.read_bytes() == before
    again.press("c")
    again.wait_for("Continued.")
    again.press("w")
    again.wait_for("Saved in place")
    again.press("q")
    assert again.wait() == 0
    assert "Help with challenges" not in file.read_text()
    assert file.stat().st_nlink == 2


def test_a_file_torn_in_a_save_in_place_is_whole_again_and_says_so(edit, home, tmp_path):
    from copvalue_tui.files.storage import in_place, versions

    file = copied(tmp_path)
    before = file.read_bytes()
    spare = versions.keep(str(file), before, sure=True)
    new = before.replace(b"Help with challenges", b"No help at all......")
    note = spare.with_suffix(in_place._NOTE)
    note.write_bytes(new)
    note.chmod(0o600)
    torn = new[: before.index(b"Help") + 9] + before[before.index(b"Help") + 9 :]
    file.write_bytes(torn)
    assert torn not in (before, new)
    looking = edit("--read-only", file)
    looking.wait_for("was interrupted")
    looking.press("q")
    assert looking.wait() == 0
    assert file.read_bytes() == torn
    screen = edit(file)
    screen.wait_for(RESTORED)
    assert "Help with challenges" in screen.text
    assert file.read_bytes() == before


# Odd homes.


@pytest.mark.parametrize("where", ["missing", "empty", "closed"])
def test_without_a_home_recovery_lies_beside_the_file(edit, home, tmp_path, monkeypatch, where):
    if where == "closed":
        home.rmdir()
        home.write_text("a file where the home should be")
    value = {"missing": "/nonexistent", "empty": "/", "closed": str(home)}[where]
    monkeypatch.setenv("HOME", value)
    root = set(Path("/").iterdir())
    file = copied(tmp_path)
    screen = edit("--no-autosave", file)
    screen.wait_for("Help with challenges")
    screen.press("d")
    screen.wait_for("Deleted")
    assert "no recovery" not in screen.text
    assert list(tmp_path.glob(".toolkit.toml.*.recovery"))
    screen.signal(signal.SIGKILL)
    assert screen.wait() == 137
    again = edit("--no-autosave", file)
    again.wait_for("1 change.")
    again.press("c")
    again.wait_for("Continued.")
    again.press("w")
    again.wait_for("Saved")
    again.press("q")
    assert again.wait() == 0
    assert "Help with challenges" not in file.read_text()
    assert list(tmp_path.glob(".toolkit.toml.*.recovery")) == []
    assert set(Path("/").iterdir()) == root, "nothing is littered about"


def test_where_no_recovery_is_possible_the_screen_says_so_all_the_time(
    edit, home, tmp_path, monkeypatch
):
    real, closed = copied(tmp_path, "real.toml"), tmp_path / "closed"
    closed.mkdir()
    mounts = (
        f"cd {tmp_path} && mount -t tmpfs none closed && touch closed/file.toml"
        ' && mount --bind real.toml closed/file.toml && mount -o remount,ro closed && exec "$@"'
    )
    alone = ("unshare", "-Urm", "sh", "-c", mounts, "sh")
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("here no mounts of our own can be made")
    monkeypatch.setenv("HOME", "/nonexistent")
    screen = edit("--no-autosave", closed / "file.toml", wrapped=alone)
    screen.wait_for("Help with challenges")
    screen.press("d")
    screen.wait_for("no recovery")
    screen.press("j j")
    assert "no recovery" in screen.lines[0]
    column = screen.lines[0].index("no recovery")
    looks = {screen.look(0, at)._replace(data="") for at in (column, 1)}
    assert len(looks) == 2, "it stands out"
    screen.press("w")
    screen.wait_for("Not saved")
    assert "Help with challenges" in real.read_text(), "nothing is written without a spare copy"
    screen.press("q")
    screen.wait_for("Not everything is saved.")


# Folders and files that go away.


def test_work_on_a_file_that_was_renamed_after_a_kill_is_offered(edit, tmp_path):
    file = copied(tmp_path, "a.toml")
    screen = edit("--no-autosave", file)
    screen.wait_for("Help with challenges")
    screen.press("d")
    screen.wait_for("Deleted “Help with challenges”")
    screen.signal(signal.SIGKILL)
    screen.wait()
    renamed = file.rename(tmp_path / "b.toml")
    again = edit("--no-autosave", renamed)
    again.wait_for("1 change.")
    again.press("c")
    again.wait_for("Continued.")
    again.wait_gone("Help with challenges")
    again.press("w")
    again.wait_for("· saved ")
    assert "Help with challenges" not in renamed.read_text(encoding="utf-8")


def test_a_folder_that_goes_away_is_told_and_the_work_saved_elsewhere(edit, home, tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    file = copied(folder)
    screen = edit("--no-autosave", file)
    screen.wait_for("Help with challenges")
    folder.rename(tmp_path / "moved")
    screen.press("d")
    screen.wait_gone("Help with challenges")
    assert "no recovery" not in screen.text
    screen.press("w")
    screen.wait_for("older is gone")
    screen.signal(signal.SIGKILL)
    screen.wait()
    (tmp_path / "moved").rename(folder)
    again = edit("--no-autosave", file)
    again.wait_for("1 change.")
    again.press("c")
    again.wait_for("Continued.")
    shutil.rmtree(folder)
    again.press("w")
    again.wait_for("gone")
    again.press("esc W")
    again.wait_for("Save as")
    again.press("ctrl+u")
    again.send(str(tmp_path / "elsewhere.toml"))
    again.press("enter")
    again.wait_for("Saved ")
    again.press("q")
    assert again.wait() == 0
    assert "Help with challenges" not in (tmp_path / "elsewhere.toml").read_text()


# A slow disk.


@pytest.mark.strace
def test_on_a_slow_disk_the_screen_keeps_answering(edit, home, tmp_path):
    need_strace()
    file = copied(tmp_path)
    slow = "inject=fsync,fdatasync:delay_enter=2500000"
    tracer = ("strace", "-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", slow)
    screen = edit(file, wrapped=tracer)
    screen.wait_for("Help with challenges")
    screen.press("d")
    screen.wait_for("Deleted “Help with challenges”")
    screen.wait_for("saving…")
    for key, shown in (("d", "Deleted “Access to expertise”"), ("u", "Undone"), ("?", "Keys")):
        screen.press(key)
        screen.wait_for(shown)
    screen.press("esc")
    assert file.read_text().count("Help with challenges") == 1, "the disk has not confirmed it yet"
    screen.wait_for("· saved", 40)
    assert "saving…" not in screen.text
    assert "Help with challenges" not in file.read_text()


# Odd names.


def test_a_name_that_is_no_text_is_shown_harmless_and_saved_under_its_exact_bytes(
    edit, home, tmp_path
):
    file = tmp_path / os.fsdecode(b"caf\xe9 \x1b[2J.toml")
    try:
        shutil.copyfile(ROOT / "samples" / "toolkit.toml", file)
    except OSError:
        pytest.skip("this disk takes no such name")
    file.write_text(re.sub("(?m)^title = .*\n", "", file.read_text()))
    screen = edit("--no-autosave", file)
    screen.wait_for("Help with challenges")
    assert "caf\ufffd ␛[2J.toml" in screen.lines[0]
    screen.press("d")
    screen.wait_for("Deleted")
    screen.press("w")
    screen.wait_for("Saved ")
    screen.press("q")
    assert screen.wait() == 0
    assert forbidden(bytes(screen.raw)) == []
    assert [os.fsencode(one.name) for one in tmp_path.glob("*.toml")] == [b"caf\xe9 \x1b[2J.toml"]
    assert "Help with challenges" not in file.read_text()
