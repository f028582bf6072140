"""A fault of ours, wherever it happens: a whole terminal, calm words, a report without text."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.pty.lines import Line, ended, stopped_flow
from tests.pty.terminal import Terminal

ROOT = Path(__file__).parents[2]
SECRET = "Help with challenges"
"""Words of the person that stand in the file, and in each fault."""
WORDS = "copvalue has hit a bug and had to stop."

pytestmark = pytest.mark.pty


@pytest.fixture
def edit(launch, tmp_path: Path, toolkit: Path):
    """Starts an editor in which a function fails: `Owner.name` of a module, or `name`."""

    def start(
        module: str, where: str, when: str = "1", after: int = 0, words: tuple[str, ...] = ()
    ) -> Terminal:
        (tmp_path / "sitecustomize.py").write_text(_breaking(module, where, when, after))
        return launch(toolkit, *words, env={"PYTHONPATH": f"{tmp_path}:{ROOT}"})

    return start


def _breaking(module: str, where: str, when: str, after: int) -> str:
    owner, _, name = where.rpartition(".")
    holder = f"module.{owner}" if owner else "module"
    return (
        "import copvalue_tui.tui.background.autosave as autosave\n"
        "start = autosave.Autosave.__init__\n"
        "start.__defaults__ = (0.1, *start.__defaults__[1:])\n"
        f"import copvalue_tui.{module} as module\n"
        f"holder = {holder}\n"
        f"whole = holder.{name}\n"
        "count = 0\n"
        "def broken(*words, **more):\n"
        "    global count\n"
        f"    count += bool({when})\n"
        f"    if count > {after} and {when}:\n"
        f"        raise LookupError({SECRET!r})\n"
        "    return whole(*words, **more)\n"
        f"holder.{name} = broken\n"
    )


def calm_end(screen: Terminal, tmp_path: Path) -> str:
    """The words on the normal screen, once all that has to hold of an end holds."""
    assert screen.wait() == 70
    raw = bytes(screen.raw)
    for mode in (b"1049", b"1000", b"1003", b"2004", b"1004"):
        on, off = raw.rfind(b"\x1b[?" + mode + b"h"), raw.rfind(b"\x1b[?" + mode + b"l")
        assert off > on or on < 0, mode
    assert raw.rfind(b"\x1b[?25h") >= raw.rfind(b"\x1b[?25l")
    words = raw.rpartition(b"\x1b[?1049l")[2].decode()
    assert WORDS in words
    # Before anything was painted the words follow the prompt, as those of any program.
    assert b"\x1b[?1049h" not in raw or screen.screen.cursor.y == screen.screen.lines - 1
    assert "Traceback" not in words
    assert SECRET not in words
    (report,) = (tmp_path / "home/.local/state/copvalue/reports").iterdir()
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    assert str(report) in "".join(words.split("\r\n"))
    kept = report.read_text(encoding="utf-8")
    assert "LookupError" in kept
    assert "in broken" in kept
    assert SECRET not in kept
    assert "secret" not in kept
    return words


ON_D = "'Deleted' in str(words)"
PLACES = {
    "reading the terminal": ("tui.terminal.input_parser", "InputParser.feed", "'d' in words[1]"),
    "sending to the terminal": ("tui.terminal.screen_diff", "ScreenDiff.frame", ON_D),
    "painting": ("tui.bars.bar_lines", "status_line", "words[0].history.done"),
    "the saving thread": ("files.session.save", "save", "1"),
    "a timer": ("tui.background.autosave", "Autosave._due", "1"),
    "a task beside": ("tui.background.autosave", "Autosave._look", "1"),
    "the journal": ("files.journal.writer", "Journal.action", "1"),
    "a thread of its own": ("files.journal.writer", "Journal._keep", "1"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_fault_ends_it_calmly(edit, tmp_path, place):
    with edit(*PLACES[place]) as screen, Line(screen) as line:
        screen.wait_for(SECRET)
        screen.wait_bytes(b"\x1b[?7l")
        screen.press("d")
        words = calm_end(screen, tmp_path)
        assert line.cooked
    assert "The file “" in words
    assert "toolkit.toml” is as" in "".join(words.split("\r\n"))


@pytest.mark.parametrize(
    ("module", "where"),
    [("tui.dialogs.chooser", "Chooser.press"), ("tui.dialogs.chooser", "ChoiceList.show")],
)
def test_a_fault_in_a_dialog_ends_it_calmly_and_the_work_is_offered_again(
    edit, tmp_path, module, where
):
    with edit(module, where, words=("--no-autosave",)) as screen:
        screen.wait_for(SECRET)
        screen.wait_bytes(b"\x1b[?7l")
        screen.press("d :")
        screen.settle()
        screen.send("x")
        words = calm_end(screen, tmp_path)
    assert "is kept: open the file again to get it back." in words
    (recovery,) = (tmp_path / "home/.local/state/copvalue/recovery").glob("*.jsonl")
    assert f"is in {recovery}, which only you can read." in "".join(words.split("\r\n"))
    assert stat.S_IMODE(recovery.stat().st_mode) == 0o600
    assert stat.S_IMODE(recovery.parent.stat().st_mode) == 0o700
    (tmp_path / "sitecustomize.py").unlink()
    with again(tmp_path) as screen:
        screen.wait_for("Unsaved work from")
        assert "1 change" in screen.text


def again(tmp_path: Path) -> Terminal:
    env = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path / "home"), "XDG_STATE_HOME": ""}
    argv = [sys.executable, "-m", "copvalue_tui", str(tmp_path / "toolkit.toml")]
    return Terminal(argv, env=env)


START = {
    "before anything is painted": ("tui.grid.lines", "draw", "1"),
    "while the first screen is painted": (
        "tui.startup.first_paint",
        "_send",
        "'Short' in words[0]",
    ),
    "the app is made": ("tui.app", "CopvalueApp.__init__", "1"),
    "the driver is made": ("tui.terminal.driver", "QuietDriver.__init__", "1"),
    "the terminal is taken": ("tui.terminal.driver", "QuietDriver.start_application_mode", "1"),
    "the screen is made": ("tui.screen", "MainScreen.compose", "1"),
    "looking back": ("editor.session.startup_checks", "_looked_up", "1"),
}


@pytest.mark.parametrize("place", START)
def test_a_fault_at_the_start_ends_it_calmly(edit, tmp_path, place):
    with edit(*START[place]) as screen:
        calm_end(screen, tmp_path)


def test_a_fault_while_the_line_stalls_ends_it_too(edit, tmp_path):
    with edit("tui.bars.bar_lines", "status_line", "words[0].history.done") as screen:
        screen.wait_for(SECRET)
        screen.wait_bytes(b"\x1b[?7l")
        with Line(screen) as line, stopped_flow(line):
            os.write(screen._fd, b"d")
            assert ended(screen) == 70
    assert len(list((tmp_path / "home/.local/state/copvalue/reports").iterdir())) == 1
