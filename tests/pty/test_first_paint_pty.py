"""The first screen stands before the toolkit is loaded, and the toolkit takes it over unseen."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import sys
import termios
from pathlib import Path

import pytest

from tests.pty.lines import ended, settings_of_a_new_terminal
from tests.pty.terminal import Terminal, forbidden

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.pty

SLOW = """
import sys, time
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "textual.app":
            time.sleep(float({seconds}))
sys.meta_path.insert(0, Slow())
"""


@pytest.fixture
def edit(launch, tmp_path: Path):
    """Starts the editor with a toolkit that takes a while to load."""
    path = tmp_path / "sample.toml"

    def start(sample: str = "toolkit", seconds: float = 0.0, **settings) -> Terminal:
        shutil.copyfile(ROOT / "samples" / f"{sample}.toml", path)
        (tmp_path / "sitecustomize.py").write_text(SLOW.format(seconds=seconds))
        env = {"PYTHONPATH": f"{tmp_path}:{ROOT}"} | settings.pop("env", {})
        return launch(path, env=env, **settings)

    return start


def taken_over(screen: Terminal) -> None:
    """Returns when the driver has the terminal: it turns line wrap off."""
    screen.wait_for("Short Term Value")
    screen.wait_bytes(b"\x1b[?7l")
    screen.settle()


SIZES = [(120, 40), (100, 30), (99, 30), (80, 24), (60, 17), (40, 10)]
SAMPLES = ["water", "toolkit", "plant", "survey", "blank", "handmade"]


@pytest.mark.parametrize(
    ("sample", "size"), [*zip(SAMPLES, SIZES, strict=True), ("water", (80, 24))]
)
def test_the_toolkit_s_first_frame_changes_nothing(edit, sample, size):
    with edit(sample, columns=size[0], rows=size[1], seconds=0.3) as screen:
        screen.wait_for("Short Term Value")
        screen.settle(0.1, 0.2)
        before = screen.text
        screen.mark()
        taken_over(screen)
        assert screen.text == before
        drawn = b"".join(part for part in screen.since().split(b"\x1b") if part[:2] != b"[?")
        assert len(drawn) < 40, drawn
        assert bytes(screen.raw).count(b"\x1b[2J") == 1
        assert bytes(screen.raw).count(b"\x1b[?1049h") == 1
        assert forbidden(bytes(screen.raw)) == []


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "linux"}, {"COLORTERM": ""}])
def test_without_colour_or_unicode_it_is_the_same_screen_too(edit, env):
    with edit(seconds=0.3, env=env) as screen:
        screen.wait_for("Short Term Value")
        screen.settle(0.1, 0.2)
        screen.mark()
        taken_over(screen)
        drawn = b"".join(part for part in screen.since().split(b"\x1b") if part[:2] != b"[?")
        assert len(drawn) < 40, drawn


def test_a_terminal_that_draws_lines_two_columns_wide_gets_signs_of_ascii(edit):
    with edit("water", columns=80, rows=24) as screen:
        taken_over(screen)
        assert bytes(screen.raw).count(b"\x1b[2;1H\xe2\x94\x80\x1b[6n") == 1, "asked once"
        screen.wait_bytes(b"\x1b[5;21H")  # Textual has set the cursor
        screen.mark()
        screen.send("\x1b[2;2R")
        assert screen.settle(0.5, 1.0) == b"", "one column is what we count"
        screen.send("\x1b[2")
        screen.settle(0.1)
        screen.send(";3R")
        screen.wait_for("MEMBERS ====")
        screen.wait_for("lines two columns wide")
        assert screen.text.isascii()
        assert "v Help with challenges" in screen.text
        screen.press("j")
        screen.mark()
        screen.send("\x1b[2;3R")
        assert screen.settle(0.5, 1.0) == b"", "and it is told once"
        screen.press("q")
        assert screen.wait() == 0


@pytest.mark.parametrize("term", ["vt100", "ansi"])
def test_an_old_terminal_waits_for_the_careful_driver(edit, term):
    with edit(env={"TERM": term}) as screen:
        screen.wait_for("Short Term Value")
        screen.press("j")
        screen.press("q")
        assert screen.wait() == 0


def test_keys_typed_while_the_toolkit_loads_are_done_when_it_is_there(edit):
    with edit(seconds=1.0) as screen:
        screen.wait_for("Short Term Value")
        screen.send("j")
        screen.send("d")
        assert "Deleted" not in screen.text
        screen.wait_for("Deleted “Access to expertise”")
        assert screen.text.count("\n") == screen.screen.lines - 1, "no key was echoed"
        screen.press("q")
        assert screen.wait() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_while_the_toolkit_loads_gives_the_terminal_back(edit, number):
    with edit(seconds=20.0) as screen:
        ptsname = ctypes.CDLL(None).ptsname
        ptsname.restype = ctypes.c_char_p
        held = os.open(ptsname(screen._fd), os.O_RDWR | os.O_NOCTTY)
        before = settings_of_a_new_terminal()
        screen.wait_for("Short Term Value")
        screen.settle()
        assert termios.tcgetattr(held) != before
        screen.signal(number)
        assert screen.wait() == 128 + number
        after = termios.tcgetattr(held)
        os.close(held)
        assert after == before
        assert bytes(screen.raw).endswith(b"\x1b[?2004l\x1b[?1049l\x1b[?25h")


def test_a_size_changed_while_the_toolkit_loads_is_drawn_anew(edit):
    with edit(seconds=1.0, columns=120, rows=40) as screen:
        screen.wait_for("Short Term Value")
        screen.settle(0.1, 0.3)
        screen.resize(80, 24)
        screen.wait_bytes(b"\x1b[?7l")
        screen.settle(0.3)
        assert screen.lines[-2].startswith(" a add")
        screen.press("j")
        assert screen.lines[-2].startswith(" a add")


def test_a_lost_line_while_the_toolkit_loads_ends_it(edit):
    with edit(seconds=1.0) as screen:
        screen.wait_for("Short Term Value")
        screen.hang_up()
        assert ended(screen) == 129


def test_a_toolkit_that_cannot_be_loaded_leaves_a_clean_terminal(edit, tmp_path):
    screen = edit()
    screen.close()
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['textual.app'] = None\n")
    argv = [sys.executable, "-m", "copvalue_tui", str(tmp_path / "sample.toml")]
    env = {"PYTHONPATH": f"{tmp_path}:{ROOT}", "HOME": str(tmp_path / "home")}
    with Terminal(argv, env=env) as screen:
        assert screen.wait() == 70
        rest = bytes(screen.raw).rpartition(b"\x1b[?1049l")[2]
        assert b"copvalue has hit a bug and had to stop." in rest
        assert b"A report without any of your text is in" in rest


def test_what_is_pasted_while_the_toolkit_loads_is_a_paste(edit):
    with edit(seconds=1.0) as screen:
        screen.wait_for("Short Term Value")
        assert b"\x1b[?2004h" in screen.raw
        screen.send("\x1b[200~dd quiet rooms\nD\x1b[201~")
        screen.wait_for("2 values from your clipboard")
        assert "Help with challenges" in screen.text
