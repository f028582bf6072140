"""The doctor asks the terminal for widths; whatever it answers, the terminal is as before."""

import os
import re
import signal
import termios

import pytest

from copvalue_tui.cli.support.doctor_terminal import _SAMPLES
from copvalue_tui.matrix.text.width import cell_width
from tests.pty.lines import editor_of

pytestmark = pytest.mark.pty
LAST = b"\x1b[6n\r\x1b[K"
"""The end of the questions."""


def answers(*columns: int) -> bytes:
    return b"".join(b"\x1b[1;%dR" % (column + 1) for column in columns)


RIGHT = tuple(cell_width(text) for text in _SAMPLES)


@pytest.fixture
def doctor(launch):
    def start(**env: str):
        terminal = launch("doctor", env={"LANG": "C.UTF-8", "LC_ALL": "", **env})
        terminal.wait_bytes(LAST)
        return terminal

    return start


def is_cooked(terminal) -> bool:
    echo = termios.ECHO | termios.ICANON
    return terminal.modes()[3] & echo == echo and terminal.modes()[6][termios.VSUSP] != b"\0"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (answers(*RIGHT), "are as wide as they should be"),
        (answers(2, *RIGHT[1:]), "takes 2 instead of 1"),
        (b"typed\r" + answers(*RIGHT) + b"rm -r x\r", "as wide as they should be"),
        (answers(*RIGHT)[:-3], "did not answer"),
        (b"\x1b[;R\x1b[1R\x1b[99999999;99999999R\xff", "did not answer"),
        (b"", "did not answer"),
    ],
)
def test_right_wrong_torn_and_missing_answers(doctor, answer: bytes, told: str) -> None:
    terminal = doctor()
    terminal.send(answer)
    terminal.wait_for(told)
    terminal.wait_for("put right")
    assert is_cooked(terminal)
    assert terminal.wait() in (0, 1)
    assert not re.search(rb"\^\[\[|rm -r", terminal.raw)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_ended_while_it_waits_it_leaves_the_terminal_as_it_was(launch, number) -> None:
    terminal = launch(shell="trap : INT; {editor} doctor; echo left-$?; sleep 60")
    terminal.wait_bytes(LAST)
    assert not is_cooked(terminal)
    os.kill(editor_of(terminal), number)
    terminal.wait_for(f"left-{128 + number}")
    assert is_cooked(terminal)
