"""Two terminals on one file: one edits, the other one follows."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from tests.pty.lines import at_work
from tests.pty.terminal import Terminal, forbidden

SOON = 30.0
"""Seconds that a test waits for a look at the disk; there is one every two."""
TEXT = (
    'title = "Plan"\n\n[[members]]\nname = "Staff"\nshort_term = ["Help", "Access"]\n\n'
    '[[organizations]]\nname = "Bank"\nlong_term = ["Trust"]\n'
)

pytestmark = pytest.mark.pty


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def start(launch):
    """Starts a copvalue in a terminal of its own."""

    def started(*words: object, columns: int = 100) -> Terminal:
        return launch(*words, columns=columns, rows=30)

    return started


def settled(screen: Terminal) -> None:
    screen.wait_for("each save appears here")
    screen.wait_bytes(b"\x1b[?7l")
    screen.settle(0.5)


def seen(screen: Terminal, text: str, *, gone: bool = False) -> None:
    """Wait as somebody who comes back to this window again and again: each time it looks at once.

    That it looks by itself is what the first story waits for.
    """
    for _ in range(100):
        screen.send("\x1b[I")
        screen.settle(0.1, 0.3)
        if (text in screen.text) is not gone:
            return
    raise AssertionError(f"{text!r} was {'always' if gone else 'never'} there:\n{screen.text}")


def edited(screen: Terminal) -> Terminal:
    """An editor that is ready for keys, its suggestions out of the way."""
    screen.wait_for("Access")
    screen.settle(0.5)
    screen.press("S")
    screen.wait_for("Own words first")
    return screen


def test_each_save_shows_within_seconds_and_what_is_new_is_marked(start, plan):
    follower = start("follow", plan)
    settled(follower)
    editor = edited(start(plan))
    editor.press("o")
    editor.send("Tea on Mondays")
    editor.press("enter esc")
    editor.wait_for("· saved ")
    follower.wait_for("✦ Tea on Mondays", SOON)
    follower.wait_for(" · 1 added in “Staff”", SOON)
    assert " is editing (since " in follower.lines[0]
    editor.press("d")
    editor.wait_for("Deleted")
    follower.wait_gone("Tea on Mondays", SOON + 2)
    editor.press("q")
    assert editor.wait() == 0
    seen(follower, " is editing (since ", gone=True)
    assert forbidden(bytes(follower.raw)) == []
    follower.press("d")
    follower.wait_for("This screen only follows the file")
    follower.press("q")
    assert follower.wait() == 0
    assert not list(plan.parent.rglob("*.lock"))


def test_a_broken_and_a_deleted_file_leave_the_last_good_version_and_it_comes_back(start, plan):
    follower = start("follow", plan)
    settled(follower)
    plan.write_text(TEXT[:30])
    seen(follower, "Showing the last good version. The file is broken")
    assert "unreadable since " in follower.lines[0]
    assert "• Access" in follower.text
    plan.unlink()
    seen(follower, "The file is gone; its last version stays here")
    assert "• Access" in follower.text
    plan.write_text(TEXT.replace("Access", "Good access"))
    seen(follower, "The file is back: 1 reworded in “Staff”")
    seen(follower, "✦ Good access")
    assert "gone since" not in follower.text
    assert follower.wait(0) is None


def test_a_file_written_slowly_is_not_called_broken(start, plan):
    follower = start("follow", plan)
    settled(follower)
    text = TEXT.replace("Access", "Slow access")
    with plan.open("w") as file:
        for at in range(0, len(text), 5):
            file.write(text[at : at + 5])
            file.flush()
            time.sleep(0.01)
    seen(follower, "✦ Slow access")
    assert b"broken" not in follower.raw


def test_a_file_that_is_not_there_yet_is_waited_for(start, tmp_path):
    follower = start("follow", "later.toml")
    follower.wait_for("There is no file “later.toml” yet; it appears here once it is saved.")
    assert "waiting for the file" in follower.lines[0]
    editor = start("later.toml")
    editor.wait_for("later.toml")
    editor.press("a")
    editor.send("First words")
    editor.press("enter esc w")
    seen(follower, "• First words")
    assert "The file is here, with 1 value." in follower.text
    assert "waiting" not in follower.text


def test_idle_it_sends_nothing_and_wakes_up_only_to_look(start, plan):
    follower = start("follow", plan)
    settled(follower)
    follower.mark()
    assert at_work(follower.pid, 250) <= 25
    follower.settle(0.2)
    assert follower.since() == b""


def test_a_line_that_stalls_ends_with_the_newest_version(start, plan):
    follower = start("follow", plan)
    settled(follower)
    for number in range(4):
        plan.write_text(TEXT.replace("Access", f"Access {number}"))
        time.sleep(0.6)  # nobody reads the terminal meanwhile
    seen(follower, "✦ Access 3")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_as_it_ends_the_editor(start, plan, number):
    follower = start("follow", plan)
    settled(follower)
    follower.signal(number)
    assert follower.wait() == 128 + number
    assert b"\x1b[?1049l" in follower.raw


def test_the_question_about_a_lock_offers_to_follow(start, plan):
    editor = edited(start(plan))
    editor.press("G d")
    editor.wait_for("Deleted")
    second = start(plan)
    second.wait_for("Follow it: see every save as it happens")
    second.press("f")
    settled(second)
    assert " is editing (since " in second.lines[0]
    editor.press("q")
    assert editor.wait() == 0
    seen(second, "1 removed in “Staff”")
    seen(second, " is editing (since ", gone=True)
    second.send(":")
    second.wait_for("Commands")
    second.send("Edit this")
    second.settle()
    second.press("enter")
    second.wait_for("You can edit the file now.")
    second.press("o")
    second.send("Cake")
    second.press("enter esc w")
    second.wait_for("Saved ")
    assert "Cake" in plan.read_text()


def test_who_chose_to_look_only_is_told_when_the_file_is_free(start, plan):
    editor = edited(start(plan))
    editor.press("d")
    editor.wait_for("Deleted")
    second = start(plan)
    second.wait_for("Open it read-only")
    second.press("r")
    second.wait_for("Opened read-only")
    editor.press("q")
    assert editor.wait() == 0
    seen(second, "has closed the file. To edit it: “Edit this file”")


def test_what_something_else_wrote_on_the_screen_goes_with_ctrl_l(start, plan):
    follower = start("follow", plan)
    settled(follower)
    follower._stream.feed(b"\x1b[5;5HNOISE")
    assert "NOISE" in follower.text
    follower.press("ctrl+l")
    assert "NOISE" not in follower.text
    assert "• Access" in follower.text
