"""The line under the editor: stalled, cut, or noisy; nothing done is lost, nothing else is done."""

from __future__ import annotations

import os
import pty
import random
import signal
import time
from pathlib import Path

import pytest

from tests.pty.lines import (
    GONE,
    Line,
    at_work,
    blindly,
    ended,
    journal,
    stall,
    stopped_flow,
    until,
    why_ended,
)
from tests.tui.noise import junk

pytestmark = pytest.mark.pty


# A line that takes nothing


def test_while_the_line_stalls_work_goes_on_and_then_one_right_screen_follows(
    edit, tmp_path, toolkit
):
    with edit(toolkit) as screen:
        stall(screen)
        blindly(screen, "a", "Typed in the dark", "\r", "half a w")
        until(lambda: "half a w" in journal(tmp_path), "the words were never recorded")
        until(lambda: "Typed in the dark" in toolkit.read_text(), "it was never saved by itself")
        assert at_work(screen.pid, 50) <= 10, "it spins while nobody reads"
        unread = len(screen.raw)
        screen.wait_for("half a w")
        screen.settle(0.3)
        assert bytes(screen.raw[unread:]).count(b"\x1b[2J") < 30, "frames were dropped"
        shown = screen.text
        assert "Typed in the dark" in shown
        screen.resize(100, 30)
        screen.settle(0.3)
        screen.resize(120, 40)
        screen.settle(0.3)
        assert screen.text == shown


@pytest.mark.parametrize(("number", "why"), [(signal.SIGTERM, "term"), (signal.SIGHUP, "hangup")])
def test_a_signal_while_the_line_stalls_ends_it_soon(edit, tmp_path, toolkit, number, why):
    with edit(toolkit, "--no-autosave") as screen, Line(screen) as line:
        with stopped_flow(line):
            blindly(screen, "d")
            screen.signal(number)
            status = ended(screen)
        assert status == 128 + number
        assert line.cooked
        assert why_ended(tmp_path) == why
        assert "Deleted" in journal(tmp_path)


def test_leaving_waits_for_no_line_that_stalls(edit, toolkit):
    with edit(toolkit) as screen, Line(screen) as line, stopped_flow(line):
        blindly(screen, "q")
        status = ended(screen)
        assert status == 0


def test_a_line_stalled_from_the_start_holds_nobody_up_who_wants_to_end_it(edit, toolkit):
    shell = "read answer; exec {editor}"
    with edit(toolkit, shell=shell, shown=False) as screen, Line(screen) as line:
        with stopped_flow(line):
            blindly(screen, "\n")
            until(lambda: not line.cooked, "it never began")
            time.sleep(0.2)
            screen.signal(signal.SIGTERM)
            status = ended(screen)
        assert status == 128 + signal.SIGTERM
        assert line.cooked


def test_a_stall_of_seconds_is_followed_by_the_whole_screen_anew(edit, toolkit):
    with edit(toolkit) as screen, Line(screen) as line:
        with stopped_flow(line):
            blindly(screen, "j", "d")
            time.sleep(2.1)
            screen.screen.reset()  # its person did so, for it looked dead
            screen.mark()
        screen.wait_for("Deleted “Access to expertise”")
        screen.settle()
        assert screen.since().count(b"\x1b[2J") == 1
        assert "Short Term Value" in screen.lines[1]


def test_whatever_holds_it_up_a_signal_ends_it_and_gives_the_terminal_back(edit, tmp_path, toolkit):
    (tmp_path / "sitecustomize.py").write_text(
        "import time\n"
        "import copvalue_tui.files.journal.writer as journal\n"
        "journal.Journal.action = lambda *words, **more: time.sleep(60)\n"
    )
    root = Path(__file__).parents[2]
    with edit(toolkit, env={"PYTHONPATH": f"{tmp_path}:{root}"}) as screen, Line(screen) as line:
        screen.send("d")
        screen.settle(0.3)
        assert "Deleted" not in screen.text, "it is held up"
        screen.signal(signal.SIGTERM)
        assert screen.wait(GONE) == 143
        assert line.cooked
        for mode in (b"1049", b"2004", b"1003"):
            on, off = (screen.raw.rfind(b"\x1b[?" + mode + way) for way in (b"h", b"l"))
            assert off > on


# A line that is gone


@pytest.mark.parametrize("gone", [False, True], ids=["told to end", "line lost"])
def test_what_was_read_but_not_yet_heeded_is_recorded_before_the_end(edit, tmp_path, toolkit, gone):
    (tmp_path / "sitecustomize.py").write_text(
        "import time\n"
        "from copvalue_tui.tui.terminal.driver import QuietDriver\n"
        "pass_on = QuietDriver.process_message\n"
        "def slow(*words):\n"
        "    pass_on(*words)\n"
        "    time.sleep(0.05)\n"
        "QuietDriver.process_message = slow\n"
    )
    root = Path(__file__).parents[2]
    env = {"PYTHONPATH": f"{tmp_path}:{root}"}
    with edit(toolkit, "--no-autosave", env=env) as screen:
        screen.send("dddddd")
        until(lambda: "Deleted" in journal(tmp_path) and not screen.unread(), "it never began")
        if gone:
            screen.hang_up()
        else:
            screen.signal(signal.SIGTERM)
        assert ended(screen) == (129 if gone else 143)
        assert journal(tmp_path).count("Deleted") == 6
        assert why_ended(tmp_path) == ("hangup" if gone else "term")


def test_a_lost_line_ends_it_though_hang_ups_are_ignored(edit, tmp_path, toolkit):
    with edit(toolkit, "--no-autosave", shell="trap '' HUP; exec {editor}") as screen:
        screen.press("d")
        screen.wait_for("Deleted")
        blindly(screen, "a", "half", "\x1b[20")  # it ends in the midst of a sequence
        screen.hang_up()
        assert ended(screen) == 129
        assert why_ended(tmp_path) == "hangup"
        assert '"half"' in journal(tmp_path)


def test_an_input_at_its_end_gives_the_other_terminal_back(edit, tmp_path, toolkit):
    keys, slave = pty.openpty()
    shell = f"trap '' HUP; exec {{editor}} <{os.ttyname(slave)}"
    with edit(toolkit, shell=shell, shown=False) as screen:
        screen.wait_for("Help with challenges")
        os.close(slave)
        os.write(keys, b"d")
        screen.wait_for("Deleted")
        os.close(keys)
        assert screen.wait(GONE) == 129
        assert b"\x1b[?1049l" in screen.raw
        assert screen.raw.rfind(b"\x1b[?25h") > screen.raw.rfind(b"\x1b[?25l")


# Noise on the line


def test_ten_thousand_sequences_that_are_no_keys_do_nothing_and_leave_it_idle(edit, toolkit):
    chance = random.Random(75)
    with edit(toolkit, "--no-autosave") as screen:
        screen.press("j")
        before = screen.text
        for _ in range(100):
            screen.send("".join(junk(chance) for _ in range(100)))
        screen.settle(0.3)
        assert screen.text == before
        assert at_work(screen.pid, 50) <= 10
        screen.press("d")
        screen.wait_for("Deleted “Access to expertise”")


def test_an_arrow_torn_by_lag_cancels_no_words_being_typed(edit, toolkit):
    with edit(toolkit, "--no-autosave") as screen:
        screen.press("a")
        screen.wait_for("Enter to add")
        screen.send("half")
        screen.wait_for("half")
        for torn in (("\x1b[", "D"), ("\x1b", "[D"), ("\x1b[1", "D")):
            for part in torn:
                screen.send(part)
                screen.settle(0.1, 0.1)
        screen.send("X")
        screen.wait_for("X")
        assert "Enter to add" in screen.text
        assert "halfX" not in screen.text, "the arrows moved the caret"


def test_a_megabyte_of_lines_is_asked_about_and_the_keys_live(edit, toolkit):
    with edit(toolkit, "--no-autosave") as screen:
        screen.send("\x1b[200~" + "word and word\r" * 75_000 + "\x1b[201~")
        screen.wait_for("Add all 75,000 values")
        assert "75,000" in screen.text or "75000" in screen.text
        screen.press("esc")
        screen.wait_gone("Add all 75,000 values")
        screen.press("d")
        screen.wait_for("Deleted “Help with challenges”")
