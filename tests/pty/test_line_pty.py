"""The line under the editor: stalled, cut, or taken away by the shell; nothing done is lost."""

from __future__ import annotations

import ctypes
import os
import pty
import random
import re
import shutil
import signal
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal
from tests.tui.noise import junk

ROOT = Path(__file__).parents[2]
GONE = 3.0
"""Seconds in which the program has to be gone: two, and one for a busy machine."""

pytestmark = pytest.mark.pty


@pytest.fixture
def toolkit(tmp_path: Path) -> Path:
    path = tmp_path / "toolkit.toml"
    shutil.copyfile(ROOT / "samples" / "toolkit.toml", path)
    return path


@pytest.fixture
def edit(tmp_path: Path):
    """Starts the editor, as it is or by a shell's words with `{editor}` in them."""
    (tmp_path / "home").mkdir()
    env = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path / "home"), "XDG_STATE_HOME": ""}
    opened: list[Terminal] = []

    def start(*words: object, shell: str = "", shown: bool = True, **settings) -> Terminal:
        argv = [sys.executable, "-m", "copvalue_tui", *map(str, words)]
        if shell:
            argv = ["bash", "--norc", "-c", shell.format(editor=" ".join(argv))]
        env_of_this = env | settings.pop("env", {})
        terminal = Terminal(argv, env=env_of_this, cwd=str(tmp_path), **settings)
        opened.append(terminal)
        if shown:
            terminal.wait_for("Help with challenges")
            terminal.wait_bytes(b"\x1b[?2004h")
            terminal.settle()
        return terminal

    yield start
    for terminal in opened:
        terminal.close()


class Line:
    """The terminal's own end, held open: its settings, also when the program is gone."""

    def __init__(self, screen: Terminal) -> None:
        ptsname = ctypes.CDLL(None).ptsname
        ptsname.restype = ctypes.c_char_p
        self.descriptor = os.open(ptsname(screen._fd), os.O_RDWR | os.O_NOCTTY)

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.descriptor)

    @property
    def cooked(self) -> bool:
        local = int(termios.tcgetattr(self.descriptor)[3])
        return bool(local & termios.ICANON and local & termios.ECHO)


@contextmanager
def stopped_flow(line: Line) -> Iterator[None]:
    """The line takes not one byte: at once, and until the end of the block."""
    termios.tcflow(line.descriptor, termios.TCOOFF)
    try:
        yield
    finally:
        termios.tcflow(line.descriptor, termios.TCOON)


def stall(screen: Terminal) -> None:
    """Reads no more, and has so much drawn that the line is full."""
    for number in range(40):
        screen.resize(119 + number % 2, 40)
        time.sleep(0.025)


def blindly(screen: Terminal, *keys: str) -> None:
    """Types without looking."""
    for key in keys:
        os.write(screen._fd, key.encode())
        time.sleep(0.1)


def ended(screen: Terminal, seconds: float = GONE) -> tuple[int | None, float]:
    """Exit status and processor seconds of a program whose terminal nobody reads."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pid, status, used = os.wait4(screen.pid, os.WNOHANG)
        if pid:
            code = os.waitstatus_to_exitcode(status)
            screen.status = code if code >= 0 else 128 - code
            return screen.status, used.ru_utime + used.ru_stime
        time.sleep(0.01)
    return None, 0.0


def cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def journal(tmp_path: Path) -> str:
    """All that the recovery files say."""
    folder = tmp_path / "home/.local/state/copvalue/recovery"
    return "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.jsonl"))


def why_ended(tmp_path: Path) -> str:
    return re.findall(r'"why": ?"(\w+)"', journal(tmp_path))[-1]


def until(ready, complaint: str, seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, complaint
        time.sleep(0.02)


# A line that takes nothing


def test_while_the_line_stalls_work_goes_on_and_then_one_right_screen_follows(
    edit, tmp_path, toolkit
):
    with edit(toolkit) as screen:
        stall(screen)
        blindly(screen, "a", "Typed in the dark", "\r", "half a w")
        until(lambda: "half a w" in journal(tmp_path), "the words were never recorded", 1.5)
        until(lambda: "Typed in the dark" in toolkit.read_text(), "it was never saved by itself")
        used = cpu(screen.pid)
        time.sleep(1.5)
        assert cpu(screen.pid) - used < 0.05, "it spins while nobody reads"
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
            status, _ = ended(screen)
        assert status == 128 + number
        assert line.cooked
        assert why_ended(tmp_path) == why
        assert "Deleted" in journal(tmp_path)


def test_leaving_while_the_line_stalls_takes_no_more_than_a_second(edit, toolkit):
    with edit(toolkit) as screen, Line(screen) as line, stopped_flow(line):
        begin = time.monotonic()
        blindly(screen, "q")
        status, _ = ended(screen)
        assert status == 0
        assert time.monotonic() - begin < 2.5


def test_a_line_stalled_from_the_start_holds_nobody_up_who_wants_to_end_it(edit, toolkit):
    shell = "read answer; exec {editor}"
    with edit(toolkit, shell=shell, shown=False) as screen, Line(screen) as line:
        with stopped_flow(line):
            blindly(screen, "\n")
            until(lambda: not line.cooked, "it never began")
            time.sleep(0.2)
            screen.signal(signal.SIGTERM)
            status, _ = ended(screen)
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


# A line that is gone


def test_a_lost_line_ends_it_though_hang_ups_are_ignored(edit, tmp_path, toolkit):
    with edit(toolkit, "--no-autosave", shell="trap '' HUP; exec {editor}") as screen:
        screen.press("d")
        screen.wait_for("Deleted")
        used = cpu(screen.pid)
        blindly(screen, "a", "half", "\x1b[20")  # it ends in the midst of a sequence
        screen.hang_up()
        status, all_used = ended(screen)
        assert status == 129
        assert all_used - used < 0.4
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


# The shell has its turn

SHELL = 'set -m; {editor}; echo "STOPPED $?"; read answer; fg >/dev/null; echo "ENDED $?"'


def editor_of(screen: Terminal) -> int:
    """The program that the shell has started."""
    children = Path(f"/proc/{screen.pid}/task/{screen.pid}/children")
    until(lambda: children.read_text().split(), "the shell has started nothing")
    return int(children.read_text().split()[-1])


def by_the_palette(screen: Terminal) -> None:
    screen.press(":")
    screen.wait_for("All commands")
    screen.send("suspend")
    screen.wait_for("Suspend: back to the shell")
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
            screen.wait_bytes(b"\x1b[?2004h")
            screen.settle()
            screen.mark()
        screen.press("q")
        screen.wait_for("ENDED 0")


def state_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "gone"


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
        screen.wait_for("No shell waits behind this terminal, so the editor stays.")
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


# Noise on the line


def test_ten_thousand_sequences_that_are_no_keys_do_nothing_and_leave_it_idle(edit, toolkit):
    chance = random.Random(75)
    with edit(toolkit, "--no-autosave") as screen:
        screen.press("j")
        before = screen.text
        for _ in range(100):
            screen.send("".join(junk(chance) for _ in range(100)))
        screen.settle(0.5)
        assert screen.text == before
        used = cpu(screen.pid)
        time.sleep(1.0)
        assert cpu(screen.pid) - used < 0.05
        screen.press("d")
        screen.wait_for("Deleted “Access to expertise”")


# Terminals that lie, and terminals that are hardly there


def test_columns_and_lines_may_lie(edit, toolkit):
    lies = {"COLUMNS": "300", "LINES": "7"}
    with edit(toolkit, columns=90, rows=25, env=lies) as screen:
        assert screen.lines[-2].startswith(" a add")
        assert all(len(line) <= 90 for line in screen.lines)


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (0, 0)])
def test_however_small_it_can_be_saved_and_left(edit, toolkit, size):
    with edit(toolkit, columns=max(size[0], 1), rows=max(size[1], 1), shown=False) as screen:
        screen.resize(*size) if min(size) else None
        screen.wait_bytes(b"\x1b[?2004h")
        screen.settle()
        screen.press("d")
        screen.press("w")
        until(lambda: "Help with challenges" not in toolkit.read_text(), "it was never saved")
        screen.press("q")
        assert screen.wait() == 0


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_in_a_poor_locale_all_is_utf8_all_the_same(edit, toolkit, locale):
    poor = {"LC_ALL": locale, "LANG": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with edit(toolkit, env=poor) as screen:
        assert "•" in screen.text
        screen.press("a")
        screen.send("naïve – 水道")
        screen.wait_for("naïve – 水道")
        screen.press("enter esc")
        screen.press("w")
        saved = '"naïve – 水道"'.encode()
        until(lambda: saved in toolkit.read_bytes(), "it was never saved")
