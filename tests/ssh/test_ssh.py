"""Over a real line: the work done, the bytes counted, the exit status brought home; the line cut.

The server is an sshd of the test's own on loopback.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from tests.pty.terminal import Terminal, forbidden
from tests.ssh.loopback import NoServer, Server, sshd

pytestmark = pytest.mark.ssh
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "water.toml"
MOUSE = (b"?1000h", b"?1002h", b"?1003h", b"?1006h", b"?1015h", b"?1016h")
FIRST_SCREEN = 16_000
"""Bytes; an empty Textual app sends 12,300."""
ONE_KEY, ONE_DEED = 200, 2_500
"""Bytes that a move within a cell and a deed may cost when nothing scrolls."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    with contextlib.ExitStack() as stack:
        try:
            running = stack.enter_context(sshd(tmp_path_factory.mktemp("sshd")))
        except NoServer as trouble:
            pytest.skip(str(trouble))
        yield running


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "community.toml"))


def editor(server: Server, file: Path, *words: str) -> Terminal:
    """The editor behind the line; its home is the file's folder."""
    home = {"PYTHONPATH": str(ROOT), "HOME": str(file.parent)}
    program = [sys.executable, "-m", "copvalue_tui", *words, str(file)]
    return Terminal(server.ssh(program, home, pid_of(file)))


def pid_of(file: Path) -> Path:
    return file.with_suffix(".pid")


def test_an_evening_s_work_over_the_line(server, file):
    before = SAMPLE.read_text()
    with editor(server, file) as line:
        line.wait_for("Knowledge-driven")
        line.settle(0.5)
        assert len(line.raw) <= FIRST_SCREEN
        assert not [mode for mode in MOUSE if mode in line.raw], "each move would cost a packet"

        assert len(line.press("j j k")) / 3 <= ONE_KEY
        line.press("G a")
        line.send("Calls answered")
        line.settle(0.3)
        line.press("enter esc")
        line.wait_for("• Calls answered")
        # The shorter of the two cells: no row below moves. All of its answer first, the panel too.
        line.press("l", quiet=0.5)
        assert len(line.press("2")) <= ONE_DEED
        line.wait_for("Adopted “")
        assert len(line.press("u")) <= ONE_DEED
        line.wait_for("Undone: adopted")
        line.press("w")
        line.wait_for("· saved")
        line.press("q")
        assert line.wait() == 0
    lines = before.splitlines(keepends=True)
    above = next(at for at, text in enumerate(lines) if "Exchange in my own language" in text)
    lines.insert(above + 1, '    "Calls answered",\n')
    assert file.read_text() == "".join(lines)
    assert forbidden(bytes(line.raw)) == []


def test_an_exit_status_comes_home(server, file):
    file.write_text("short_term = [")
    with editor(server, file) as line:
        assert line.wait() == 3
        assert "not TOML" in line.text


def test_when_the_line_is_cut_the_editor_ends_and_the_file_is_whole(server, file):
    with editor(server, file) as line:
        line.wait_for("Knowledge-driven")
        line.press("a")
        line.send("Kept by itself")
        line.settle(0.3)
        line.press("enter esc")
        line.wait_for("· saved", 10)
        saved = file.read_text()
        assert "Kept by itself" in saved
        line.press("k d")
        pid = int(pid_of(file).read_text())
        assert is_running(pid)
        line.signal(signal.SIGKILL)  # the client: nobody says goodbye
        assert ended_within(pid, 2.0)
    assert file.read_text() in (saved, without_second_value(saved))
    assert list(file.parent.glob(".*.tmp")) == []


@pytest.mark.parametrize("how", ["client killed", "session killed", "line dropped"])
def test_cut_in_the_middle_of_typing_the_next_start_offers_the_half_typed_words(server, file, how):
    before = file.read_bytes()
    with editor(server, file, "--no-autosave") as line:
        line.wait_for("Knowledge-driven")
        line.press("d")
        line.wait_for("Deleted")
        line.press("a")
        line.wait_for("Enter to add")
        line.send("Half a wo")
        line.wait_for("Half a wo")
        pid = int(pid_of(file).read_text())
        if how == "client killed":
            line.signal(signal.SIGKILL)
        elif how == "session killed":
            os.kill(parent_of(pid), signal.SIGKILL)
        else:
            line.hang_up()
        assert ended_within(pid, 2.0)
    assert file.read_bytes() == before
    with editor(server, file, "--no-autosave") as line:
        line.wait_for("Unsaved work from")
        said = " ".join(line.text.split())
        assert "(connection lost): 1 change and a half-typed text." in said
        line.press("c")
        line.wait_for("Half a wo")
        line.send("rd")
        line.wait_for("Half a word")
        line.press("enter esc w")
        line.wait_for("· saved")
        line.press("q")
        assert line.wait() == 0
    saved = file.read_text()
    assert '"Half a word",\n' in saved
    assert len(saved.splitlines()) == len(before.splitlines()), "one value more, one less"


def parent_of(pid: int) -> int:
    """The process at the server's end that this session hangs on."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def without_second_value(text: str) -> str:
    """What a save of the last deed would have written."""
    lines = text.splitlines(keepends=True)
    first = lines.index("short_term = [\n") + 1
    return "".join(lines[: first + 1] + lines[first + 2 :])


def is_running(pid: int) -> bool:
    """Whether the program is at work; a dead one that nobody has buried yet is not."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc/self").exists()


def ended_within(pid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not is_running(pid):
            return True
        time.sleep(0.02)
    return False


HELD = 2.5
"""Seconds for which the line stalls while somebody types on."""


@contextlib.contextmanager
def held(line: Terminal):
    """The line stalls while the block runs and `HELD` seconds more; what is typed waits for it."""
    line.signal(signal.SIGSTOP)  # the client: the connection stays, and nothing passes
    try:
        yield
        time.sleep(HELD)
    finally:
        line.signal(signal.SIGCONT)


def test_what_is_typed_while_the_line_stalls_is_done_key_by_key(server, file):
    with editor(server, file) as line:
        line.wait_for("Knowledge-driven")
        line.settle(0.5)
        with held(line):
            line.send("afaster answers\rmore trust\r\x1b")
        line.wait_for("more trust")
        line.settle(0.5)
        with held(line):
            line.send("R\x15new engineers of towns\r")
        line.wait_for("Renamed")
        with held(line):
            line.send("oquiet rooms for reading\x1bb\x1bbtea and \x1bd\x1b\x7fand \r\r")
        line.wait_for("quiet rooms")
        line.settle(0.5)
        assert "from your clipboard" not in line.text
        line.press("r enter")
        line.wait_for("1 of ")
        with held(line):
            line.send("wtown council\raoxzpdaoxzpd")
        line.wait_for("13 of ", 20)
        line.settle(0.5)
        line.press("esc esc esc w")
        line.wait_for("· saved")
        line.press("q")
        assert line.wait() == 0
    matrix = read(file.read_text(encoding="utf-8"))
    row = matrix.members[0]
    texts = [value.text for value in row.short_term]
    assert row.name == "new engineers of towns"
    assert texts[1:4] == ["faster answers", "more trust", "quiet rooms tea and reading"]
    values = [
        value for one in matrix.rows for cell in (one.short_term, one.long_term) for value in cell
    ]
    assert values[0].owner == "town council"
    verdicts = ["agreed", "on-track", "at-risk", "realized", "parked", "retired"] * 2
    assert [value.status for value in values[:12]] == verdicts
