"""The doctor: what is off is said, with what to do; nothing is left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from copvalue_tui.cli.support.doctor_terminal import (
    _SAMPLES,
    clipboard,
    colours,
    locale,
    terminal_lines,
    widths,
)
from copvalue_tui.matrix.text.width import cell_width
from tests.cli.test_commands import loaded

FIT = {"LANG": "C.UTF-8", "LC_ALL": "", "LC_CTYPE": ""}


def findings(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    """The findings; each must say what to do."""
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr
    lines = done.stdout.decode().splitlines()
    found = [at for at, line in enumerate(lines) if line.startswith("fix ")]
    assert all(lines[at + 1].startswith("      → ") for at in found)
    assert done.returncode == (1 if found else 0)
    return [lines[at].removeprefix("fix   ") for at in found]


def tree(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_where_all_is_well_there_is_nothing_to_put_right_and_nothing_is_left(copvalue, tmp_path):
    before = tree(tmp_path)
    done = copvalue("doctor", env=FIT)
    assert findings(done) == []
    text = done.stdout.decode()
    assert text.endswith("Nothing to put right.\n")
    for subject in ("Terminal", "Colours", "Widths", "Multiplexer", "Clipboard", "Locale"):
        assert f"{subject}: " in text
    for subject in ("State folder", "Settings folder", "Packs folder", "This folder", "Settings"):
        assert f"{subject}: " in text
    assert len(text.splitlines()) <= 24
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("env", "finding"),
    [
        ({"TERM": "dumb"}, "Terminal: dumb"),
        ({"TERM": ""}, "Terminal: no name"),
        ({"TERM": "\x1b[2J", "LC_ALL": "en_US.ISO-8859-1"}, "Locale: en_US.ISO-8859-1"),
        ({"HOME": "/nonexistent"}, "State folder: "),
        ({"XDG_DATA_HOME": "/dev/null/x"}, "Packs folder: "),
        ({"COPVALUE_CONFIG": "/nonexistent/mine.toml"}, "mine.toml"),
        ({"TMUX": "/nonexistent/socket,1,0"}, "Clipboard: tmux does not answer"),
    ],
)
def test_what_is_off_is_said_with_what_to_do(copvalue, env, finding) -> None:
    found = findings(copvalue("doctor", env=FIT | env))
    assert any(finding in line for line in found), found


def test_a_state_folder_that_others_may_write_to_is_a_finding(copvalue, tmp_path) -> None:
    folder = tmp_path / "home/.local/state/copvalue"
    folder.mkdir(parents=True)
    folder.chmod(0o777)
    found = findings(copvalue("doctor", env=FIT))
    assert ["others may write" in line for line in found] == [True]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_nobody_may_write_to_is_a_finding(copvalue, tmp_path) -> None:
    tmp_path.chmod(0o500)
    try:
        found = findings(copvalue("doctor", env=FIT))
    finally:
        tmp_path.chmod(0o700)
    assert any(line.startswith("This folder: ") for line in found)


def test_a_fault_in_the_settings_is_a_finding(copvalue, tmp_path) -> None:
    (tmp_path / "mine.toml").write_text('autosafe = true\npacks = ["nope"]\n')
    env = FIT | {"COPVALUE_CONFIG": str(tmp_path / "mine.toml")}
    found = findings(copvalue("doctor", env=env))
    assert any("autosafe" in line for line in found)
    assert any("nope" in line for line in found)


def test_no_toolkit_is_loaded(clean_env) -> None:
    modules = loaded(clean_env | FIT, "doctor")
    assert not modules & {"textual", "rich", "tomlkit"}
    assert "copvalue_tui.cli.doctor" in modules


def test_colours_follow_the_variables() -> None:
    assert "16 million" in colours({"COLORTERM": "truecolor"}).text
    assert "256" in colours({"TERM": "xterm-256color"}).text
    assert "16," in colours({"TERM": "linux"}).text
    assert "NO_COLOR" in colours({"NO_COLOR": "1", "COLORTERM": "truecolor"}).text


def test_every_line_that_is_not_well_says_what_to_do() -> None:
    for term in ("dumb", "xterm", "vt100"):
        for environ in ({"TERM": term}, {"TERM": term, "LC_ALL": "C", "NO_COLOR": "1"}):
            lines = tuple(terminal_lines(environ))
            assert [line for line in lines if line.level != "ok" and not line.advice] == []
            about = {line.text.partition(":")[0] for line in lines}
            assert ("Colours" in about) == ("Widths" in about) == (term != "dumb"), "not in lines"


def test_a_mark_of_another_width_is_a_finding_that_names_it() -> None:
    right = tuple(cell_width(text) for text in _SAMPLES)
    assert widths(right).level == "ok"
    assert widths(None).level == "note"
    wrong = widths((2, *right[1:]))
    assert wrong.level == "fix"
    assert wrong.text == f"Widths: {_SAMPLES[0]} takes 2 instead of 1."
    assert "--ascii" in wrong.advice


def test_the_clipboard_is_where_a_copied_text_would_go() -> None:
    assert "private file" in clipboard({"TERM": "linux"}).text
    assert "OSC 52" in clipboard({"TERM": "xterm"}).text
    assert "OSC 52" in clipboard({"TERM": "screen", "STY": "1"}).text


def test_the_strongest_name_of_the_locale_counts() -> None:
    assert locale({"LC_ALL": "de_DE.utf8", "LANG": "C"}).level == "ok"
    wrong = locale({"LC_ALL": "POSIX", "LANG": "C.UTF-8"})
    assert (wrong.level, wrong.advice.split("=")[0]) == ("fix", "export LC_ALL")
    assert locale({}).advice.startswith("export LANG=") == (sys.platform != "darwin")
