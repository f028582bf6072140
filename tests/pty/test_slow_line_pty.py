"""A hundred keys over a line of 250 ms and 2 kB a second that stalls: each is done, in order."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read

pytestmark = pytest.mark.pty
RELAY = (sys.executable, str(Path(__file__).with_name("relay.py")))
ADDED = [f"v{number:02}" for number in range(24)]
KEYS = "a" + "".join(f"{text}\r" for text in ADDED) + "\ruu"
"""Enter on a blank line ends the adding: here Esc and a letter may arrive as one key with Alt.
The last two values are undone."""


def test_a_hundred_keys_over_a_slow_line_are_done_in_order(launch, toolkit):
    before = _first_cell(toolkit)
    with launch(toolkit, wrapped=RELAY, columns=80, rows=24, patience=60.0) as screen:
        screen.wait_for("Help with challenges")
        assert len(KEYS) == 100
        for key in KEYS:
            screen.send(key)
            screen.read(0.04)
        screen.wait_for("Undone: added “v22”")
        screen.send("w")
        screen.wait_for("· saved ")
        assert "from your clipboard" not in screen.text
        screen.send("q")
        assert screen.wait() == 0
    assert _first_cell(toolkit) == [before[0], *ADDED[:-2], *before[1:]]


def _first_cell(path: Path) -> list[str]:
    matrix = read(path.read_text(encoding="utf-8"))
    return [value.text for value in matrix.members[0].short_term]
