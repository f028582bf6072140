"""The timeline across a kill: what both sessions did is told, and one cell of it comes back."""

from __future__ import annotations

import signal

import pytest

from tests.pty.terminal import Terminal, forbidden

SIZES = pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24)])

pytestmark = pytest.mark.pty


@pytest.fixture
def edit(launch):
    """Starts the editor in a terminal of so many columns and rows."""

    def start(columns: int, rows: int, *words: object) -> Terminal:
        terminal = launch(*words, columns=columns, rows=rows)
        terminal.wait_for("Access to expertise")
        return terminal

    return start


@SIZES
def test_both_sessions_are_told_after_a_kill_and_a_cell_is_restored(edit, toolkit, columns, rows):
    screen = edit(columns, rows, "--no-autosave", toolkit)
    screen.press("d")
    screen.wait_for("Deleted “Help with challenges”")
    screen.press("T")
    screen.wait_for("Timeline")
    screen.press("n")
    screen.wait_for("Name of this moment")
    screen.send("Before lunch")
    screen.wait_for("Before lunch")
    screen.press("enter")
    screen.wait_for("◆ Before lunch")
    screen.press("esc")
    screen.wait_gone("Timeline")
    screen.signal(signal.SIGKILL)
    assert screen.wait() == 137

    again = edit(columns, rows, "--no-autosave", toolkit)
    again.wait_for("Unsaved work from")
    again.press("c")
    again.wait_for("Continued.")
    again.press("l d")
    again.wait_for("Deleted “Professional development”")
    again.press("T")
    again.wait_for("Timeline")
    again.wait_for("This session")
    again.wait_for("◆ Before lunch")
    assert "illed, or the machine stop" in again.text
    again.press("G")
    again.wait_for("As it was at")
    again.wait_for("■ Help with challenges")
    assert "2 cells differ (■)." in again.text
    again.press("c")
    again.wait_for("Restored Members, short term")
    again.wait_for("Help with challenges")
    again.wait_gone("Professional development")
    again.press("u")
    again.wait_gone("Help with challenges")
    again.wait_for("Undone: restored Members")
    again.press("u u")
    again.wait_for("Undone: deleted “Help with challenges”")
    assert forbidden(bytes(again.raw)) == []


def test_a_key_in_the_timeline_sends_little_and_looking_back_sends_nothing_by_itself(edit, toolkit):
    screen = edit(120, 40, toolkit)
    screen.press("d d d d T")
    screen.wait_for("Timeline")
    screen.press("j")
    screen.wait_for("As it was at")
    screen.settle(0.6)
    assert len(screen.press("j", quiet=0.3)) < 2_500
    screen.mark()
    screen.settle(0.6, 1.0)
    assert screen.since() == b""
    assert len(screen.press("l", quiet=0.3)) < 2_500
