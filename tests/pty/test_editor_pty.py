"""The editor in a real terminal: from the first key to the saved file, and every way out."""

from __future__ import annotations

import ctypes
import difflib
import os
import random
import re
import signal
import stat
import termios
from pathlib import Path

import pytest

from tests.pty.lines import at_work, ended, settings_of_a_new_terminal
from tests.pty.terminal import Terminal, forbidden

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.pty


@pytest.fixture
def edit(launch):
    """Starts the editor; the test waits for what it wants to see."""
    return launch


class Held:
    """The terminal held open, so that its settings can be looked at when the program has gone."""

    def __init__(self, screen: Terminal) -> None:
        ptsname = ctypes.CDLL(None).ptsname
        ptsname.restype = ctypes.c_char_p
        self._descriptor = os.open(ptsname(screen._fd), os.O_RDWR | os.O_NOCTTY)
        self._screen = screen

    @property
    def settings(self) -> list[object]:
        return list(termios.tcgetattr(self._descriptor))

    def is_as_before(self) -> None:
        """Every mode that was set is unset, and the settings are those of the start."""
        self._screen.settle(0.1, 1.0)
        raw = bytes(self._screen.raw)
        after = self.settings
        os.close(self._descriptor)
        for mode in (b"1049", b"1000", b"1003", b"2004", b"1004"):
            on, off = raw.rfind(b"\x1b[?" + mode + b"h"), raw.rfind(b"\x1b[?" + mode + b"l")
            assert off > on or on < 0, mode
        assert raw.rfind(b"\x1b[?25h") > raw.rfind(b"\x1b[?25l")
        assert after == settings_of_a_new_terminal()


def changed_lines(path: Path) -> list[str]:
    """What a diff of the file with the toolkit's says."""
    before = (ROOT / "samples" / "toolkit.toml").read_text(encoding="utf-8").splitlines()
    after = path.read_text(encoding="utf-8").splitlines()
    diff = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
    return [line for line in diff if not line.startswith("@@")]


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
def test_add_adopt_move_undo_save_quit_changes_only_the_lines_one_would_write(edit, toolkit, size):
    with edit(toolkit, columns=size[0], rows=size[1]) as screen:
        screen.wait_for("Help with challenges")
        screen.press("a")
        screen.press("W a r m space w e l c o m e enter esc")
        screen.wait_for("Warm welcome")
        screen.press("tab tab d")
        screen.wait_for("Deleted “Rapid problem s")
        screen.press("1")
        screen.wait_for("Adopted “")
        screen.press("u")
        screen.wait_for("Undone: adopted")
        screen.press("u J")
        screen.press("w")
        screen.wait_for("aved ")
        screen.press("q")
        assert screen.wait() == 0
    assert changed_lines(toolkit) == [
        '+    "Warm welcome",',
        '+    "Time and cost saving",',
        '-    "Time and cost saving",',
    ]


def test_the_terminal_is_as_it_was_after_quitting(edit, toolkit):
    with edit(toolkit) as screen:
        held = Held(screen)
        screen.wait_for("Help with challenges")
        screen.press("q")
        assert screen.wait() == 0
        held.is_as_before()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_with_its_status_and_a_whole_terminal(edit, toolkit, number):
    with edit(toolkit, "--no-autosave") as screen:
        held = Held(screen)
        screen.wait_for("Help with challenges")
        screen.press("d")
        screen.wait_for("Deleted")
        screen.signal(number)
        assert screen.wait() == 128 + number
        held.is_as_before()
    assert changed_lines(toolkit) == []


def test_a_signal_ends_it_also_when_nobody_reads_the_terminal(edit, toolkit):
    with edit(toolkit) as screen:
        screen.wait_for("Help with challenges")
        for _ in range(400):
            os.kill(screen.pid, signal.SIGWINCH)
            os.write(screen._fd, b"zzjkS")
        screen.signal(signal.SIGTERM)
        # Not by `wait`: that would read the terminal.
        assert ended(screen) == 128 + signal.SIGTERM


def test_a_lost_line_ends_it_soon(edit, toolkit):
    with edit(toolkit) as screen:
        screen.wait_for("Help with challenges")
        screen.hang_up()
        assert ended(screen) == 128 + signal.SIGHUP


def test_ctrl_c_is_a_key_like_others(edit, toolkit):
    with edit(toolkit) as screen:
        screen.wait_for("Help with challenges")
        screen.press("ctrl+c")
        screen.wait_for("q to quit")
        assert screen.wait(0.2) is None


HOSTILE = """\
format = 1
title = "\\u001b]0;owned\\u0007\\u001b[2J[bold]T[/] \\u202eevil"
short_term_means = "\\u009b31m[@click=app.quit]x[/]"

[[members]]
name = "[/] \\u001b[31mred \\u0000\\u0007"
persona = "\\u001b[5n"
short_term = [
  "[/]", "[@click=app.quit]x[/]", "\\u001b]52;c;eA==\\u0007", "[TBD] [red]x", "\\u202e\\u2066",
  "\\u001b[6n\\u001b[c", "\\u009b6n", "a\\u0000b", "\\u200b\\u200f\\ufeff",
  "\\u000e\\u000f\\u0005", "👩‍👩‍👧 漢字 e\\u0301",
]
long_term = []

[[organizations]]
name = "\\u001bP$q\\u001b\\\\"
short_term = []
long_term = ["\\u001b_x\\u001b\\\\"]
"""


def test_a_hostile_file_commands_nothing(edit, tmp_path):
    path = tmp_path / "hostile.toml"
    path.write_text(HOSTILE, encoding="utf-8")
    with edit(path) as screen:
        screen.wait_for("[@click=app.quit]x[/]")
        screen.press(
            "j j j j j j j j j j e esc d u R esc m esc : esc ? esc tab tab tab I esc C esc"
        )
        screen.press("z z S S s esc / x enter D u W esc A esc esc")
        screen.resize(80, 24)
        screen.settle()
        screen.resize(40, 12)
        screen.press("j k ? esc")
        assert screen.wait(0) is None, screen.text
        screen.press("q")
        assert screen.wait() == 0
    assert forbidden(bytes(screen.raw)) == []


JUNK = bytes(range(256)) + b"\x1b[200~\x1bq\x11:q!\r\xff\x1b[201~" + "👩‍👩‍👧\u202e漢".encode()


def test_junk_typed_and_pasted_never_kills_it(edit, tmp_path, toolkit):
    with edit(toolkit, "--no-autosave") as screen:
        screen.wait_for("Help with challenges")
        # Every byte there is, but none that quits: `q` and Ctrl+Q are left out of the loose ones.
        loose = JUNK.replace(b"q", b"", 1).replace(b"\x11", b"", 1)
        for start in range(0, len(loose), 16):
            screen.send(loose[start : start + 16])
            screen.settle(0.01)
        noise = random.Random(20_000).randbytes(20_000).replace(b"\x1b", b"")
        screen.send(b"\x1b[200~" + noise + b"\x1b[201~")
        screen.settle(0.3)
        assert screen.wait(0) is None, screen.text
        screen.press("esc esc esc esc")
        screen.signal(signal.SIGTERM)
        assert screen.wait() == 143
    assert forbidden(bytes(screen.raw), clipboard=True) == []


def test_sizes_come_and_go(edit, toolkit):
    with edit(toolkit) as screen:
        screen.wait_for("Help with challenges")
        for number in range(60):
            screen.resize(1 + number * 37 % 190, 1 + number * 17 % 60)
            screen.read(0.005)
        screen.press(":")
        for number in range(30):
            screen.resize(1 + number * 31 % 120, 1 + number * 13 % 40)
            screen.read(0.005)
        screen.resize(100, 30)
        screen.wait_for("Commands")
        screen.press("esc")
        screen.wait_for("Short Term Value")
        screen.press("q")
        assert screen.wait() == 0


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to look at it")
def test_idle_means_no_byte_and_no_work(edit, toolkit):
    screens = []
    for keys in ("j", "a x", ":", "?"):
        screen = edit(toolkit, "--no-autosave")
        screen.wait_for("Help with challenges")
        screen.press(keys)
        screens.append(screen)
    for screen in screens:
        screen.settle(0.5)
    for screen in screens:
        assert at_work(screen.pid, 50) <= 5
    assert [screen.read(0) for screen in screens] == [b""] * 4


def test_keys_cost_few_bytes(edit, toolkit):
    with edit(toolkit) as screen:
        screen.wait_for("Help with challenges")
        screen.settle()
        screen.press("j")
        assert len(screen.press("j j k k")) / 4 <= 200
        assert len(screen.press("right")) <= 2000
        assert len(screen.press("left")) <= 2000
        assert len(screen.press("d")) <= 2500
        assert len(screen.press("u")) <= 2500


def test_no_colour_means_none(edit, toolkit):
    for env in ({"NO_COLOR": "1"}, {"TERM": "vt100"}):
        with edit(toolkit, env=env) as screen:
            screen.wait_for("Help with challenges")
            screen.press("j")
            looks = {look.strip(b"\x1b[m") for look in _sgr(bytes(screen.raw))}
        codes = {code for look in looks for code in look.split(b";")}
        assert not {code for code in codes if code[:1] in b"349" and len(code) > 1}, codes


def _sgr(raw: bytes) -> list[bytes]:
    return re.findall(rb"\x1b\[[0-9;]*m", raw)


def test_a_fault_of_ours_tells_no_word_of_the_person_s(edit, tmp_path, toolkit):
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import copvalue_tui.tui.bars.bar_lines as lines\n"
        "whole = lines.title_line\n"
        "def title_line(state, width, signs, **more):\n"
        "    if len(state.history.done) > 0:\n"
        "        raise KeyError(state.value.text)\n"
        "    return whole(state, width, signs)\n"
        "lines.title_line = title_line\n"
    )
    with edit(toolkit, env={"PYTHONPATH": f"{tmp_path}:{ROOT}"}) as screen:
        held = Held(screen)
        screen.wait_for("Help with challenges")
        screen.press("d")
        assert screen.wait() == 70
        held.is_as_before()
        end = bytes(screen.raw).rpartition(b"\x1b[?1049l")[2].decode()
    assert "copvalue has hit a bug" in end
    assert "as it was when opened" in end
    assert "Traceback" not in end
    assert "Access to expertise" not in end
    reports = list((tmp_path / "home/.local/state/copvalue/reports").iterdir())
    assert len(reports) == 1
    assert stat.S_IMODE(reports[0].stat().st_mode) == 0o600
    kept = reports[0].read_text()
    assert "KeyError" in kept
    assert "Access to expertise" not in kept


def test_the_external_editor_has_the_terminal_and_gives_it_back(edit, tmp_path, toolkit):
    script = tmp_path / "ed.sh"
    script.write_text(
        '#!/bin/sh\nstty -a | grep -c -- "-icanon" > cooked\necho "By hand" >> "$1"\n'
    )
    script.chmod(0o755)
    with edit(toolkit, env={"VISUAL": str(script), "EDITOR": ""}) as screen:
        screen.wait_for("Help with challenges")
        screen.press("E")
        screen.wait_for("By hand")
        screen.press("q")
        assert screen.wait() == 0
    assert (tmp_path / "cooked").read_text().strip() == "0"
    assert changed_lines(toolkit) == ['+    "By hand",']


def test_a_missing_external_editor_is_said_and_nothing_changes(edit, toolkit):
    with edit(toolkit, env={"VISUAL": "no-such-editor --x", "EDITOR": ""}) as screen:
        screen.wait_for("Help with challenges")
        screen.press("E")
        screen.wait_for("“no-such-editor --x” was not found")


def test_copying_is_one_sequence_to_the_terminal(edit, toolkit):
    with edit(toolkit) as screen:
        screen.wait_for("Help with challenges")
        screen.mark()
        screen.press("y")
        screen.wait_for("Sent to your terminal too.")
        assert b"\x1b]52;c;SGVscCB3aXRoIGNoYWxsZW5nZXM=\x07" in screen.since()


def test_the_toolkit_s_own_switch_for_screenshots_ends_well(launch, toolkit, tmp_path):
    """And so does a recording, which presses keys by another switch of the toolkit."""
    env = {"TEXTUAL_SCREENSHOT": "1", "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path)}
    terminal = launch(toolkit, env=env | {"TEXTUAL_SCREENSHOT_FILENAME": "shot.svg"})
    assert terminal.wait() == 0
    assert "Help" in (tmp_path / "shot.svg").read_text(encoding="utf-8")
    terminal = launch(toolkit, env={"TEXTUAL_PRESS": "a,H,i,enter,escape,q"})
    assert terminal.wait() == 0
    assert '"Hi"' in toolkit.read_text(encoding="utf-8")
