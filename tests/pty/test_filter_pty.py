"""A filter in a real terminal: what is shown, what a key costs, and what the file has of it."""

from __future__ import annotations

import pytest

from tests.pty.terminal import Terminal, forbidden

SIZES = pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24)])

pytestmark = pytest.mark.pty


@pytest.fixture
def edit(launch, water):
    """Starts the editor on the water example."""

    def start(columns: int, rows: int, *words: str) -> Terminal:
        terminal = launch(*words, water, columns=columns, rows=rows)
        terminal.wait_for("Help with challenges")
        return terminal

    return start


@SIZES
def test_only_what_is_typed_for_is_shown_changed_and_saved(edit, water, columns, rows):
    before = water.read_text(encoding="utf-8")
    screen = edit(columns, rows, "--no-autosave")
    screen.press("f")
    screen.wait_for("Show only")
    screen.send("without owner status:at-risk,on-track")
    screen.press("enter")
    screen.wait_for("Increased confidence")
    screen.wait_gone("Help with challenges")
    screen.wait_for(" of 37 · Esc for all")
    screen.press("w")
    screen.settle(0.3)
    assert water.read_text(encoding="utf-8") == before, "a filter is nothing to be saved"
    screen.press("d")
    screen.wait_for("Deleted “Increased confidence”")
    screen.press("w")
    screen.wait_for("Saved")
    gone = [line for line in before.splitlines() if "Increased confidence" in line]
    after = water.read_text(encoding="utf-8").splitlines()
    assert [line for line in before.splitlines() if line not in after] == gone
    screen.press("esc")
    screen.wait_for("Showing all values.")
    screen.wait_for("Credible voice")
    screen.wait_for("36 values")
    assert forbidden(bytes(screen.raw)) == []


def test_a_key_under_a_filter_sends_as_little_as_any(edit):
    screen = edit(120, 40)
    screen.press("S f enter", quiet=0.3)
    screen.wait_for("Only at risk")
    screen.settle(0.6)
    screen.press("l", quiet=0.3)
    assert len(screen.press("k", quiet=0.3)) < 2_000
    screen.mark()
    screen.settle(0.6, 1.0)
    assert screen.since() == b""
