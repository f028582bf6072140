"""Where a copied text goes: tmux, the terminal, GNU screen, a file; and what is said of it."""

import asyncio
import os
import re
from base64 import b64decode

import pytest

from copvalue_tui.tui.terminal import clipboard
from copvalue_tui.tui.terminal.screen_diff import ScreenDiff

XTERM = {"TERM": "xterm-256color"}
IN_TMUX = {**XTERM, "TMUX": "/nowhere,1,0"}


def copied(text, environ):
    """What is said, and what is written to the terminal."""
    written = []
    said = asyncio.run(clipboard.send(text, written.append, environ))
    return said, "".join(written)


@pytest.fixture
def tmux(tmp_path, monkeypatch):
    """Makes a stand-in for tmux that runs these lines; gives the folder it runs in."""

    def make(lines):
        program = tmp_path / "bin" / "tmux"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\ncd {tmp_path}\n{lines}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        return tmp_path

    return make


@pytest.fixture
def state_home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_a_terminal_gets_one_sequence_and_no_more_is_claimed():
    said, written = copied("Grüße", XTERM)
    assert said == "Sent to your terminal too."
    assert written == "\x1b]52;c;R3LDvMOfZQ==\x07"


def test_tmux_gets_the_text_and_the_terminal_nothing(tmux, state_home):
    folder = tmux('echo "$@" >> words; cat > taken; echo noise; echo noise >&2')
    said, written = copied("- Help\n- Fun\n", IN_TMUX)
    assert (said, written) == ("tmux took it too.", "")
    assert (folder / "taken").read_text() == "- Help\n- Fun\n"
    assert (folder / "words").read_text() == "load-buffer -w -\n"
    assert not state_home.exists()


def test_an_old_tmux_is_asked_without_the_option_it_lacks(tmux, state_home):
    folder = tmux('[ "$2" = -w ] && exit 1; cat > taken')
    assert copied("Help", IN_TMUX) == ("tmux took it too.", "")
    assert (folder / "taken").read_text() == "Help"


@pytest.mark.parametrize("lines", ["exit 1", "cat >/dev/null; exit 1", "sleep 60", "exec 0<&-"])
def test_a_tmux_that_fails_or_hangs_leaves_a_private_file(tmux, state_home, monkeypatch, lines):
    monkeypatch.setattr(clipboard, "PATIENCE", 0.3)
    tmux(f"{lines}\nexit 1")
    said, written = copied("Help" * 50_000, IN_TMUX)
    assert written == ""
    kept = state_home / "copvalue" / "clipboard" / "copied.txt"
    assert said == f"tmux did not take it; it is in {kept}."
    assert kept.read_text() == "Help" * 50_000
    assert kept.stat().st_mode & 0o777 == 0o600


def test_no_tmux_at_all_leaves_the_file_too(state_home, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert copied("Help", IN_TMUX)[0].startswith("tmux did not take it; it is in ")


@pytest.mark.parametrize("term", ["dumb", "linux", "vt100", "vt220", "ansi", ""])
def test_a_terminal_without_a_clipboard_leaves_a_file(state_home, term):
    said, written = copied("Help", {"TERM": term})
    assert said.startswith("This terminal has no clipboard; it is in ")
    assert written == ""


def test_what_is_too_long_for_a_terminal_is_in_the_file(state_home):
    assert copied("x" * clipboard.LONGEST, XTERM)[0] == "Sent to your terminal too."
    said, written = copied("ä" * clipboard.LONGEST, XTERM)
    assert said.startswith("Too long for the terminal; it is in ")
    assert written == ""


def test_a_folder_that_cannot_be_used_is_no_fault(state_home):
    state_home.write_text("a file in the way")
    said, _ = copied("Help", {"TERM": "dumb"})
    assert said == "This terminal has no clipboard. It is inside copvalue only."


@pytest.mark.parametrize("length", [0, 1, 300, 5000, clipboard.LONGEST])
def test_gnu_screen_gets_pieces_that_make_the_sequence_and_the_gate_lets_them_through(length):
    said, written = copied("é" * (length // 2), {"TERM": "screen", "STY": "1.pts"})
    assert said == "Sent to your terminal too."
    pieces = re.findall("\x1bP(.*?)\x1b\\\\", written, re.DOTALL)
    assert max(map(len, pieces)) <= 240
    inner = "".join(pieces)
    assert (inner[:7], inner[-1]) == ("\x1b]52;c;", "\x07")
    assert b64decode(inner[7:-1]).decode() == "é" * (length // 2)
    assert ScreenDiff(80, 24).frame(written) == written


def test_the_gate_lets_no_other_wrapped_sequence_through():
    for sequence in (
        "\x1bP\x1b[2J\x1b\\",
        "\x1bP\x1b]0;title\x07\x1b\\",
        "\x1bPtmux;\x1b\x1b]52;c;\x07\x1b\\",
    ):
        assert sequence not in ScreenDiff(80, 24).frame(sequence)
