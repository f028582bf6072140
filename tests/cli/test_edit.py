"""`copvalue edit`: what is refused before the screen is touched, and what the editor is given."""

import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from copvalue_tui.cli import main
from copvalue_tui.editor.session.open import Startup
from copvalue_tui.matrix.values import BLANK

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def opened(monkeypatch, tmp_path: Path) -> list[Startup]:
    """A terminal, and an editor that only notes what it is given."""
    openings: list[Startup] = []
    editor = types.ModuleType("copvalue_tui.tui.startup.start")
    editor.start_editor = lambda opening: openings.append(opening) or 0
    monkeypatch.setitem(sys.modules, editor.__name__, editor)
    monkeypatch.setattr("copvalue_tui.cli.edit._is_terminal", lambda stream: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("NO_COLOR", "COPVALUE_CONFIG", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return openings


@pytest.mark.parametrize("words", [("x.toml",), ("edit", "x.toml"), ("edit", "show"), ("./show",)])
def test_without_a_terminal_it_says_what_to_use_instead(copvalue, words) -> None:
    done = copvalue(*words)
    assert (done.returncode, done.stdout) == (2, b"")
    told = done.stderr.decode()
    assert told.count("\n") == 1
    assert f"copvalue show {words[-1]}" in told


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"TERM": ""}, ()),
        ({"TERM": "dumb"}, ()),
        ({"TERM": "unknown"}, ()),
        ({"TERM": "xterm-256color", "ACCESSIBLE": "1"}, ()),
        ({"TERM": "xterm-256color"}, ("--linear",)),
    ],
)
def test_a_terminal_that_cannot_draw_or_a_person_who_wants_lines_gets_lines(
    clean_env, tmp_path: Path, env: dict[str, str], words: tuple[str, ...]
) -> None:
    outside, inside = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "copvalue_tui", "x.toml", *words],
        cwd=tmp_path,
        env=clean_env | env,
        stdin=inside,
        stdout=inside,
        stderr=inside,
    ) as program:
        os.write(outside, b"add Faster answers\nquit\n")
        assert program.wait(60) == 0
    told = os.read(outside, 65536).decode()
    os.close(inside)
    os.close(outside)
    assert "Added “Faster answers”. It is 1 in Members, short term." in told
    assert "\x1b" not in told
    assert "Faster answers" in (tmp_path / "x.toml").read_text(encoding="utf-8")


def test_the_demo_and_a_closed_stdin_work_in_lines_too(copvalue) -> None:
    done = copvalue("demo", "--linear")
    assert done.returncode == 0
    begun, ended = done.stdout.decode().splitlines()
    assert "This is a copy. To keep it: save FILE." in begun
    assert ended == "End of input. This was a copy of the example, and it is deleted."
    done = copvalue("demo", "--linear", stdin=b"save mine.toml\n", fresh=True)
    assert done.stdout.endswith(b"End of input. Everything is saved in mine.toml.\n")
    words = (sys.executable, "-m", "copvalue_tui", "--linear", str(SAMPLES / "water.toml"))
    program = f"import os, subprocess; os.close(0); subprocess.run({words!r}, check=True)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert b"End of input. Everything is saved" in done.stdout


def test_a_state_folder_of_another_account_is_the_first_thing_said(
    opened: list[Startup], tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    state = tmp_path / "copvalue"
    state.mkdir()
    assert main([]) == 0
    another = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: another)
    assert main([]) == 0
    before, after = opened
    assert before.faults == ()
    (said,) = after.faults
    assert said.endswith(f"sudo chown -R {os.geteuid()} {state}")


def test_the_editor_does_not_read_stdin(copvalue) -> None:
    done = copvalue("edit", "-")
    assert done.returncode == 2
    assert b"copvalue show -" in done.stderr


def test_a_file_is_read_before_the_editor_gets_it(opened: list[Startup]) -> None:
    assert main([str(SAMPLES / "water.toml")]) == 0
    (given,) = opened
    assert given.matrix.title == "Small-Town Water Operators Exchange"
    assert given.file.identity is not None
    assert (given.read_only, given.color) == (False, True)


def test_a_file_that_is_not_there_yet_begins_blank(opened: list[Startup], tmp_path: Path) -> None:
    assert main(["new-one.toml"]) == 0
    assert opened[0].matrix == BLANK
    assert opened[0].file.identity is None
    assert not (tmp_path / "new-one.toml").exists()


def test_without_a_file_the_person_chooses(opened: list[Startup]) -> None:
    assert main([]) == 0
    assert main(["edit"]) == 0
    assert [given.file for given in opened] == [None, None]


def test_a_file_named_like_a_command_opens_with_its_folder_or_after_edit(
    opened: list[Startup],
) -> None:
    Path("show").write_text("[[members]]\nname = 'x'\n")
    assert main(["./show"]) == 0
    assert main(["edit", "show"]) == 0
    assert [given.matrix.members[0].name for given in opened] == ["x", "x"]


def test_options_go_before_the_settings_file(opened: list[Startup], tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('theme = "nord"\nmouse = false\nautosave = true\nbogus = 1\n')
    os.environ["COPVALUE_CONFIG"] = str(config)
    try:
        assert main(["a.toml"]) == 0
        words = ["--theme", "gruvbox", "--mouse", "--no-autosave", "--ascii", "--read-only"]
        assert main([*words, "--no-color", "a.toml"]) == 0
    finally:
        del os.environ["COPVALUE_CONFIG"]
    own, asked = opened
    assert (own.settings.theme, own.settings.mouse, own.settings.autosave) == ("nord", False, True)
    assert "bogus" in own.faults[0]
    assert (asked.settings.theme, asked.settings.mouse) == ("gruvbox", True)
    assert (asked.settings.autosave, asked.settings.ascii) == (False, True)
    assert (asked.read_only, asked.color) == (True, False)


@pytest.mark.parametrize(("value", "color"), [("1", False), ("0", False), ("", True)])
def test_no_color_counts_when_it_says_anything(
    opened: list[Startup], monkeypatch, value: str, color: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    assert main(["a.toml"]) == 0
    assert opened[0].color is color
    assert os.environ.get("NO_COLOR", "") == value
    assert ("NO_COLOR" in os.environ) is bool(value)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("folder", 3),
        ("pipe", 3),
        ("/dev/null", 3),
        ("cargo", 3),
        ("broken", 3),
        ("latin", 3),
        ("large", 3),
        ("none/new.toml", 4),
        ("x" * 300 + ".toml", 3),
    ],
)
def test_what_cannot_be_opened_is_told_and_no_editor_starts(
    opened: list[Startup], capsys, tmp_path: Path, name: str, code: int
) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "cargo").write_text("[package]\nname = 'x'\n")
    (tmp_path / "broken").write_text("a = [")
    (tmp_path / "latin").write_bytes(b"a = '\xe9'\n")
    (tmp_path / "large").write_bytes(b"#" * (5 << 20))
    assert main([name]) == code
    out, error = capsys.readouterr()
    assert (out, opened) == ("", [])
    assert error.splitlines()[0].endswith(".")
    if name in ("cargo", "broken", "latin"):
        assert error.startswith(f"copvalue: “{name}” was not opened")


def test_unknown_options_and_second_files_are_wrong_use(opened: list[Startup], capsys) -> None:
    assert main(["--bogus"]) == 2
    assert main(["a", "b"]) == 2
    assert main(["--the", "x"]) == 2
    assert "usage: copvalue [FILE]" in capsys.readouterr().err
    assert opened == []
