"""The driver in a real terminal: few bytes, no commands in either direction, keys that survive."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

import pyte
import pytest

from tests.pty.lines import Line
from tests.pty.terminal import Paper, Terminal, forbidden

ROOT = Path(__file__).parents[2]
APP = str(Path(__file__).with_name("tiny_app.py"))
ENV = {"PYTHONPATH": str(ROOT)}

pytestmark = pytest.mark.pty


def tiny(*words: str, **settings) -> Terminal:
    env = ENV | settings.pop("env", {})
    return Terminal([sys.executable, APP, *words], env=env, **settings)


@pytest.fixture(scope="module")
def shared():
    """One running app for the tests that only type."""
    with tiny() as terminal:
        terminal.wait_for("ready")
        terminal.settle()
        yield terminal


@pytest.fixture
def app(shared):
    assert shared.wait(0) is None, "the app has ended in the test before"
    shared.mark()
    return shared


# Few bytes


def test_the_first_screen_and_each_key_keep_their_budgets():
    with tiny("plain") as plain:
        plain.wait_for("ready")
        plain.settle(0.4)
        theirs = len(plain.raw)
    with tiny() as quiet:
        quiet.wait_for("ready")
        quiet.settle(0.4)
        assert len(quiet.raw) < 1.3 * theirs
        assert len(quiet.press("j j k")) / 3 <= 200
        assert len(quiet.press("x")) <= 40
        quiet.mark()
        assert quiet.settle(1.0, 1.0) == b"", "an idle app sends nothing"
        assert quiet.lines[1][:85].strip() == "• Neutral ground across institutions 1"
        assert quiet.look(1, 18).reverse
        assert forbidden(bytes(quiet.raw)) == []


@pytest.mark.parametrize("looks", [(), ("colour",)], ids=["plain", "colour"])
def test_at_every_moment_the_terminal_shows_what_textual_drew(looks, tmp_path):
    notes = tmp_path / "notes"
    with tiny(f"tee={notes}", *looks, columns=100, rows=14) as terminal:
        terminal.wait_for("ready")
        terminal.press("j j x m j k y m")
        terminal.settle(0.4)  # a frame of the old size on a new one is cut, and compares to nothing
        terminal.resize(70, 12)
        terminal.settle(0.4)
        terminal.press("x k j")
        terminal.settle(0.4)
        terminal.resize(104, 16)
        terminal.settle(0.4)
        terminal.press("j m x")
    compared = 0
    drawn, shown = Paper(100, 14), Paper(100, 14)
    for line in notes.read_text(encoding="utf-8").splitlines():
        (columns, rows), written, sent = json.loads(line)
        if (drawn.columns, drawn.lines) != (columns, rows):
            drawn, shown = Paper(columns, rows), Paper(columns, rows)
        for screen, data in ((drawn, written), (shown, sent)):
            pyte.Stream(screen).feed("\x1b[?7l" + _without_joined(data).replace("\n", ""))
        compared += bool(sent)
        assert drawn.display == shown.display
        assert _seen(drawn) == _seen(shown)
    assert compared > 12


def _without_joined(data: str) -> str:
    """The emulator knows no joined emoji: two ideographs take their place."""
    return data.replace("❤️", "心").replace("👩‍🚒", "人")


def _seen(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    """The cells as an eye sees them: a blank has no ink."""
    return [
        [
            (" ", cell.bg) if cell.data == " " and not cell.reverse else tuple(cell)
            for cell in (screen.buffer[row][column] for column in range(screen.columns))
        ]
        for row in range(screen.lines)
    ]


def test_long_frames_are_marked_for_a_terminal_that_shows_frames_whole():
    with tiny() as terminal:
        terminal.wait_for("ready")
        terminal.send("\x1b[?2026;2$y")
        terminal.settle()
        terminal.mark()
        terminal.resize(110, 38)
        terminal.wait_bytes(b"\x1b[?2026l")
        assert b"\x1b[?2026h" in terminal.since()
        assert b"?2026" not in terminal.press("j")


# Nothing a terminal would obey


def test_hostile_texts_reach_the_terminal_as_harmless_ones():
    with tiny("hostile") as terminal:
        terminal.wait_for("markup [/] [@click=app.quit]x[/] [b]")
        terminal.settle()
        assert forbidden(bytes(terminal.raw)) == []
        assert "owned" not in terminal.screen.title
        for words in ("title ]0;owned.", "c1 31m0;x.", "bytes .", "bidi gnpx.", "half �."):
            assert words in terminal.text


def test_the_checker_finds_what_it_must_find():
    bad = b"\x1b]52;c;eA==\x07 \x1bPq\x1b\\ \x1b[5n \x1b[c \xc2\x9b \r\n\x07 \xe2\x80\xae \x1bc"
    found = forbidden(b"\x1b[1;31m\x1b[2;3Htext\x1b[K\x1b[?25l" + bad + b"\x1b[m")
    assert len(found) == 12
    assert forbidden(b"\x1b]52;c;eA==\x07", clipboard=True) == []
    assert forbidden("• plain ⟦U+202E⟧ 水道".encode()) == []


# Keys that survive


def test_a_byte_that_is_no_utf8_is_a_mark(app):
    app.send(b"a\xffb\xc3\xa9")
    app.wait_for("'é'")
    assert "replacement_character '�'" in app.text


def test_a_malformed_key_is_nothing(app):
    app.send("\x1b[97;1:1u\x1b[999999999999u\x1b[?9;9y\x1b[5iF")
    app.wait_for("key F 'F'")


def test_a_paste_with_commands_in_it_is_text(app):
    app.send("\x1b[200~one\x1b\x18two\rthree\x1b[201~G")
    app.wait_for("key G 'G'")
    assert "paste 'onetwo\\nthree' 2" in app.text


def test_a_paste_split_by_lag_and_one_without_an_end_leave_the_keys_alive(app):
    app.send("\x1b[200~split\x1b[20")
    app.settle(0.3, 0.3)
    app.send("1~H")
    app.wait_for("paste 'split' 0")
    app.wait_for("key H 'H'")
    app.send("\x1b[200~endless")
    app.wait_for("paste 'endless' 0")
    app.send("I")
    app.wait_for("key I 'I'")


def test_a_megabyte_is_one_paste(app):
    app.send("\x1b[200~" + "word and word\r" * 75_000 + "\x1b[201~")
    app.wait_for("paste '1050000 characters'")


def test_escape_and_a_letter_in_one_read_are_one_event_and_two_keys_apart(app):
    app.send("\x1bQ")
    app.wait_for("key alt+Q 'Q'")
    app.send("\x1b")
    app.wait_for("key escape")
    app.send("R")
    app.wait_for("key R 'R'")


def test_an_arrow_split_by_lag_is_an_arrow(app):
    app.send("\x1b[")
    app.settle(0.3, 0.3)
    app.send("C")
    app.wait_for("key right None")
    assert "'C'" not in app.text


def test_where_pastes_are_not_marked_a_burst_is_one_paste_and_a_repeating_key_is_not():
    with tiny(env={"TERM": "vt220"}) as app:
        app.wait_for("ready")
        app.settle()
        app.send("Help with maths\rMore\r")
        app.wait_for("burst 'Help with maths\\nMore\\n' 0")
        app.send("jjjjjjjjj")
        app.send("Y")
        app.wait_for("key Y 'Y'")
        assert "burst 'j" not in app.text


def test_a_new_size_and_a_wish_to_see_all_anew_draw_the_whole_screen(app):
    app.resize(100, 30)
    app.wait_for("ready")
    app.settle(0.4)
    assert app.lines[29].endswith("29")
    assert [line[85:90] for line in app.lines[:1]] == ["ready"]
    app.screen.reset()
    app.send("\x0c")
    app.wait_for("institutions 29")
    assert app.text.count("institutions") == 30
    app.resize(120, 40)
    app.wait_for("institutions 39")
    app.settle(0.4)
    assert app.text.count("institutions") == 40
    assert forbidden(app.since()) == []


def test_another_program_may_have_the_terminal_for_a_while(app):
    app.send("\x05")
    app.wait_for("outside")
    assert "institutions" not in app.text or b"?1049l" in app.since()
    app.mark()
    app.send("\n")
    app.wait_for("back")
    app.settle()
    assert app.text.count("institutions") == 40
    app.send("Z")
    app.wait_for("key Z 'Z'")


# The end


def test_leaving_gives_the_terminal_back():
    with tiny() as terminal, Line(terminal) as line:
        terminal.wait_for("ready")
        assert not line.cooked
        terminal.send("\x18")
        deadline = time.monotonic() + terminal.patience
        while b"\x1b[?25h" not in terminal.raw and time.monotonic() < deadline:
            terminal.read(0.05)
        assert terminal.wait() == 7
        for mode in (b"1049", b"2004", b"1000", b"1003", b"1006", b"1004"):
            on, off = (terminal.raw.rfind(b"\x1b[?%b%b" % (mode, end)) for end in (b"h", b"l"))
            assert on < off, f"mode {mode!r} is left on"
        assert b"\x1b[<u" in terminal.raw
        assert line.cooked


def test_stopped_and_continued_it_draws_all_again():
    with tiny() as terminal:
        terminal.wait_for("ready")
        terminal.settle()
        terminal.send("\x1a")
        terminal.wait_bytes(b"\x1b[?1049l")
        _until_stopped(terminal.pid)
        terminal.screen.reset()
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("institutions 39")
        terminal.settle()
        assert terminal.text.count("institutions") == 40
        terminal.send("x")
        terminal.wait_for("key x 'x'")


def _until_stopped(pid: int) -> None:
    deadline = time.monotonic() + 20
    while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "T":
        assert time.monotonic() < deadline, "the app never stopped"
        time.sleep(0.01)


def test_a_lost_line_ends_the_app_though_hang_ups_are_ignored():
    command = f"trap '' HUP; exec {sys.executable} {APP}"
    with Terminal(["sh", "-c", command], env=ENV) as terminal:
        terminal.wait_for("ready")
        terminal.hang_up()
        assert terminal.wait() == 129


def test_an_input_that_is_at_its_end_ends_the_app():
    command = f"exec {sys.executable} {APP} </dev/null"
    with Terminal(["sh", "-c", command], env=ENV) as terminal:
        assert terminal.wait() == 129


def test_texts_are_utf8_in_a_poor_locale_too():
    poor = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with tiny(env=poor, columns=100, rows=20) as terminal:
        terminal.wait_for("• Neutral ground across institutions 19")


def test_an_idle_app_sleeps():
    with tiny() as terminal:
        terminal.wait_for("ready")
        terminal.settle(0.5)
        before = _ticks(terminal.pid)
        time.sleep(1.5)
        assert (_ticks(terminal.pid) - before) / os.sysconf("SC_CLK_TCK") < 0.1


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
