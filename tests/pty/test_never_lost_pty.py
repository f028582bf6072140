"""Nothing typed is lost: the installed program killed, hung up on, and run twice on one file."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.pty


@pytest.fixture
def edit(launch):
    """Starts the editor, and waits until its matrix is shown."""

    def start(*words: object) -> Terminal:
        terminal = launch(*words, columns=100, rows=30)
        terminal.wait_for("Help with challenges")
        return terminal

    return start


def typed(screen: Terminal) -> None:
    """One value kept, and another one half typed."""
    screen.press("a")
    screen.wait_for("Enter to add")
    screen.send("Kept words")
    screen.wait_for("Kept words")
    screen.press("enter")
    screen.wait_for("Added “Kept words”")
    screen.send("Half ty")
    screen.wait_for("Half ty")


def comes_back(edit, toolkit: Path, why: str) -> None:
    """The next start offers everything back, and it can be saved."""
    before = toolkit.read_bytes()
    screen = edit("--no-autosave", toolkit)
    screen.wait_for("Unsaved work from")
    assert why in " ".join(screen.text.split())
    screen.press("c")
    screen.wait_for("Half ty")
    assert "Kept words" in screen.text
    assert toolkit.read_bytes() == before
    screen.press("enter")
    screen.wait_for("Added “Half ty”")
    screen.press("enter")
    screen.press("w")
    screen.wait_for("Saved ")
    screen.press("q")
    assert screen.wait() == 0
    saved = toolkit.read_text(encoding="utf-8")
    assert '"Kept words",\n' in saved
    assert '"Half ty",\n' in saved


@pytest.mark.parametrize(
    ("number", "status", "why"),
    [
        (signal.SIGKILL, 137, "the program was killed or the machine stopped"),
        (signal.SIGTERM, 143, "the program was told to end"),
        (signal.SIGINT, 130, "the program was interrupted"),
        (signal.SIGHUP, 129, "connection lost"),
    ],
)
def test_a_signal_loses_no_word_not_even_half_typed_ones(edit, toolkit, number, status, why):
    screen = edit("--no-autosave", toolkit)
    typed(screen)
    screen.signal(number)
    assert screen.wait() == status
    comes_back(edit, toolkit, why)


def test_a_dropped_line_loses_nothing(edit, toolkit):
    screen = edit("--no-autosave", toolkit)
    typed(screen)
    screen.hang_up()
    assert screen.wait() is not None
    comes_back(edit, toolkit, "connection lost")


def test_a_kill_right_after_the_key_loses_nothing_that_was_shown(edit, toolkit):
    screen = edit("--no-autosave", toolkit)
    screen.press("d")
    screen.wait_for("Deleted “Help with challenges”")
    screen.signal(signal.SIGKILL)
    screen.wait()
    again = edit("--no-autosave", toolkit)
    again.wait_for("1 change.")


def test_work_given_up_is_not_offered_again(edit, toolkit):
    screen = edit("--no-autosave", toolkit)
    screen.press("d")
    screen.wait_for("Deleted")
    screen.press("q")
    screen.wait_for("Not everything is saved.")
    screen.press("g")
    assert screen.wait() == 0
    again = edit(toolkit)
    again.press("j")
    again.settle()
    assert "Unsaved work" not in again.text


def test_undo_reaches_back_into_the_session_before(edit, launch, toolkit):
    before = toolkit.read_bytes()
    screen = edit(toolkit)
    screen.press("d")
    screen.wait_for("Deleted")
    screen.press("w")
    screen.wait_for("Saved ")
    screen.press("q")
    assert screen.wait() == 0
    assert toolkit.read_bytes() != before
    with launch(toolkit) as again:
        again.wait_for("Access to expertise")
        undone = "Undone: deleted “Help with challenges”"
        again.press("u")
        # The session before is looked up beside the keys: until then there is nothing to undo.
        while again.wait_for_one("Nothing to undo", undone) != undone:
            again.press("j")
            again.wait_gone("Nothing to undo")
            again.press("u")
        again.press("w")
        again.wait_for("Saved ")
        assert toolkit.read_bytes() == before


def test_the_second_editor_is_told_who_came_first(edit, toolkit):
    first = edit("--no-autosave", toolkit)
    first.press("d")
    first.wait_for("Deleted")
    second = edit("--no-autosave", toolkit)
    second.wait_for("Open since")
    assert f"(pid {_editor_pid(toolkit)})" in " ".join(second.text.split())
    second.press("r")
    second.wait_for("Opened read-only")
    second.press("d")
    second.wait_for("open read-only")


def _editor_pid(path: Path) -> str:
    lock = path.parent / f".{path.name}.lock"
    return lock.read_text(encoding="utf-8").split()[1]


def test_two_editors_on_one_file_end_with_the_work_of_both(edit, toolkit):
    first = edit("--no-autosave", toolkit)
    first.press("d")
    first.wait_for("Deleted “Help with challenges”")
    second = edit("--no-autosave", toolkit)
    second.wait_for("Open since")
    second.press("e")
    second.wait_for("Both of you can edit")
    second.press("a")
    second.wait_for("Enter to add")
    second.send("From the second")
    second.wait_for("From the second")
    second.press("enter")
    second.wait_for("Added “From the second”")
    second.press("enter")
    first.press("w")
    first.wait_for("Saved ")
    second.press("w")
    second.wait_for("Merged with yours")
    second.wait_for("· saved ")
    saved = toolkit.read_text(encoding="utf-8")
    assert "Help with challenges" not in saved
    assert '"From the second",\n' in saved
    for screen in (first, second):
        screen.press("q")
        assert screen.wait() == 0
    assert not (toolkit.parent / f".{toolkit.name}.lock").exists()
