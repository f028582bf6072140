"""Terminals that lie, that are hardly there, or not at all; and the keys that leave them."""

from __future__ import annotations

import os
import signal
import termios

import pytest

from tests.pty.lines import editor_of, until

pytestmark = pytest.mark.pty


def test_ctrl_q_asks_about_what_is_not_saved(edit, toolkit):
    with edit(toolkit, "--no-autosave") as screen:
        screen.press("d")
        screen.wait_for("Deleted")
        screen.press("ctrl+q")
        screen.wait_for("Not everything is saved.")
        screen.press("esc")
        screen.wait_for("Nothing was discarded.")
        screen.press("w")
        until(lambda: "Help with challenges" not in toolkit.read_text(), "it was never saved")
        screen.press("ctrl+q")
        assert screen.wait() == 0


@pytest.mark.parametrize("stream", ["<", ">", "2>"])
def test_without_a_terminal_it_says_so_at_once_and_does_not_spin(edit, toolkit, stream):
    shell = f"{{editor}} {stream}/dev/null; echo ENDED $?"
    with edit(toolkit, shell=shell, shown=False) as screen:
        if stream == ">":
            screen.wait_for("Help with challenges")  # it draws where errors go
            screen.press("q")
            screen.wait_for("ENDED 0")
        else:
            screen.wait(5.0)
            assert "\x1b[?1049h" not in screen.raw.decode()
            assert "ENDED 0" not in screen.text


def test_columns_and_lines_may_lie(edit, toolkit):
    lies = {"COLUMNS": "300", "LINES": "7"}
    with edit(toolkit, columns=90, rows=25, env=lies) as screen:
        assert screen.lines[-2].startswith(" a add")
        assert all(len(line) <= 90 for line in screen.lines)


@pytest.mark.parametrize("later", [False, True], ids=["from the start", "later"])
@pytest.mark.parametrize("size", [(20, 5), (1, 1), (0, 0)])
def test_however_small_it_can_be_saved_and_left(edit, toolkit, size, later):
    columns, rows = (100, 30) if later else size
    with edit(toolkit, columns=columns, rows=rows, shown=later) as screen:
        screen.wait_bytes(b"\x1b[?7l")
        if later:
            screen.resize(*size)
        assert termios.tcgetwinsize(screen._fd) == (size[1], size[0])
        screen.settle()
        screen.press("d")
        screen.press("w")
        until(lambda: "Help with challenges" not in toolkit.read_text(), "it was never saved")
        screen.press("q")
        assert screen.wait() == 0


@pytest.mark.parametrize("locale", ["POSIX", "en_US.ISO-8859-1"])
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


BACK = 'set -m; {editor}; echo "BACK $?"; read answer'


@pytest.mark.parametrize("term", ["linux", "screen"])
@pytest.mark.parametrize(
    ("end", "status"), [("q", 0), (signal.SIGTSTP, 148), (signal.SIGTERM, 143)]
)
def test_without_a_second_screen_the_shell_goes_on_at_an_empty_last_line(
    edit, toolkit, term, end, status
):
    """The emulator has no second screen, as the Linux console and GNU screen as shipped."""
    with edit(toolkit, shell=BACK, env={"TERM": term}) as screen:
        if isinstance(end, str):
            screen.press(end)
        else:
            os.kill(editor_of(screen), end)
        screen.wait_for(f"BACK {status}")
        screen.settle()
        assert screen.lines[-2].endswith(f"BACK {status}")
        assert screen.lines[-1] == ""
        assert screen.screen.cursor.y == screen.screen.lines - 1
        assert "Help with challenges" not in screen.lines[-2]
