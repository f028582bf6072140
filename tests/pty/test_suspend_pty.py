"""The shell has its turn: the editor stands still, and comes back to a screen that is right."""

from __future__ import annotations

import os
import signal

import pytest

from tests.pty.lines import (
    GONE,
    Line,
    editor_of,
    journal,
    state_of,
    until,
    why_ended,
)
from tests.pty.terminal import Terminal

pytestmark = pytest.mark.pty


SHELL = 'set -m; {editor}; echo "STOPPED $?"; read answer; fg >/dev/null; echo "ENDED $?"'


def by_the_palette(screen: Terminal) -> None:
    screen.press(":")
    screen.wait_for("Commands")
    screen.send("suspend")
    screen.wait_for("Suspend to the shell")
    screen.press("enter")


def by_a_signal(screen: Terminal) -> None:
    os.kill(editor_of(screen), signal.SIGTSTP)


@pytest.mark.parametrize("suspend", [by_the_palette, by_a_signal])
def test_suspended_it_is_all_on_disk_and_back_it_is_the_same_screen(
    edit, tmp_path, toolkit, suspend
):
    with edit(toolkit, shell=SHELL) as screen, Line(screen) as line:
        screen.press("d")
        screen.wait_for("Deleted “Help with challenges”")
        suspend(screen)
        screen.wait_for("STOPPED 148")
        assert line.cooked
        assert "Help with challenges" not in toolkit.read_text()
        assert "Deleted" in journal(tmp_path)
        before, now = '"Access to expertise"', '"Changed meanwhile"'
        toolkit.write_text(toolkit.read_text().replace(before, now, 1))
        screen.resize(100, 30)
        screen.send("\n")
        screen.wait_for("hanged")
        screen.settle(0.3)
        assert "STOPPED" not in screen.text
        assert len(screen.lines[0]) <= 100
        assert screen.lines[-2].startswith(" a add")
        assert not line.cooked
        screen.press("j j")
        screen.resize(99, 30)
        screen.settle(0.3)
        assert "Time and cost saving" in screen.text
        screen.signal(signal.SIGHUP)
        screen.wait(GONE)


def test_suspended_twice_it_comes_back_twice(edit, toolkit):
    shell = SHELL.replace("fg >/dev/null;", "fg >/dev/null; read again; fg >/dev/null;")
    with edit(toolkit, shell=shell) as screen:
        for _ in range(2):
            by_a_signal(screen)
            screen.wait_bytes(b"\x1b[?1049l")
            until(lambda: state_of(editor_of(screen)) == "T", "it never stopped")
            screen.mark()
            screen.send("\n")
            screen.wait_bytes(b"\x1b[?7l")
            screen.settle()
            screen.mark()
        screen.press("q")
        screen.wait_for("ENDED 0")


def test_a_hang_up_while_suspended_ends_it(edit, tmp_path, toolkit):
    with edit(toolkit, "--no-autosave", shell=SHELL) as screen:
        screen.press("d")
        screen.wait_for("Deleted")
        pid = editor_of(screen)
        by_a_signal(screen)
        screen.wait_for("STOPPED 148")
        screen.hang_up()
        until(lambda: state_of(pid) in ("gone", "Z"), "it lives on", GONE)
        assert why_ended(tmp_path) == "hangup"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_while_suspended_ends_it_without_touching_the_terminal(edit, toolkit, number):
    with edit(toolkit, shell=SHELL) as screen, Line(screen) as line:
        pid = editor_of(screen)
        by_a_signal(screen)
        screen.wait_for("STOPPED 148")
        screen.mark()
        os.kill(pid, number)
        os.kill(pid, signal.SIGCONT)
        until(lambda: state_of(pid) in ("gone", "Z"), "it lives on", GONE)
        screen.settle(0.1)
        assert line.cooked
        assert b"\x1b[?1049" not in screen.since()


def test_in_the_background_it_stops_again(edit, toolkit):
    shell = SHELL.replace("read answer;", "bg; sleep 0.5; echo WAITING; read answer;")
    with edit(toolkit, shell=shell) as screen, Line(screen) as line:
        pid = editor_of(screen)
        by_a_signal(screen)
        screen.wait_for("WAITING")
        assert line.cooked
        assert state_of(pid) == "T"
        screen.send("\n")
        screen.wait_gone("WAITING")
        screen.wait_for("Help with challenges")
        screen.settle()
        screen.press("q")
        screen.wait_for("ENDED 0")


def test_where_no_shell_waits_it_says_so_and_stays(edit, toolkit):
    with edit(toolkit) as screen:
        by_the_palette(screen)
        screen.wait_for("This terminal has no shell to return to, so the editor stays open.")
        screen.signal(signal.SIGTSTP)
        screen.settle(0.3)
        screen.press("d")
        screen.wait_for("Deleted")


def test_stopped_by_force_and_continued_it_draws_all_anew(edit, toolkit):
    with edit(toolkit) as screen:
        shown = screen.text
        screen.signal(signal.SIGSTOP)
        until(lambda: state_of(screen.pid) == "T", "it never stopped")
        screen.screen.reset()
        screen.signal(signal.SIGCONT)
        screen.wait_for("Help with challenges")
        screen.settle(0.3)
        assert screen.text == shown


def test_those_who_started_it_may_want_it_never_to_stop(edit, toolkit):
    with edit(toolkit, shell=SHELL.replace("{editor}", "(trap '' TSTP; exec {editor})")) as screen:
        by_a_signal(screen)
        by_the_palette(screen)
        screen.wait_for("This terminal has no shell to return to, so the editor stays open.")


def test_an_external_editor_that_cannot_run_gives_the_terminal_back(edit, tmp_path, toolkit):
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x00\x01 no program")
    broken.chmod(0o755)
    with edit(toolkit, env={"VISUAL": str(broken)}) as screen:
        screen.press("E")
        screen.wait_for("could not be used")
        screen.press("d")
        screen.wait_for("Deleted")


def test_the_external_editor_and_we_stop_and_go_on_together(edit, tmp_path, toolkit):
    script = tmp_path / "ed.sh"
    script.write_text('#!/bin/sh\nkill -TSTP 0\necho "By hand" >> "$1"\n')
    script.chmod(0o755)
    with edit(toolkit, shell=SHELL, env={"VISUAL": str(script)}) as screen:
        screen.press("E")
        screen.wait_for("STOPPED 148")
        screen.send("\n")
        screen.wait_for("By hand")
        screen.press("q")
        screen.wait_for("ENDED 0")
