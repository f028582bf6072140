"""How the command line behaves: mistyped words, the demo, settings written and checked."""

import io
import stat
import sys
from pathlib import Path

import pytest

from copvalue_tui.cli import main
from copvalue_tui.files.session.templates import template_text
from copvalue_tui.files.user.settings import default_settings_text


@pytest.mark.parametrize(
    ("word", "hint"),
    [("chekc", "Did you mean check?"), ("pakcs", "Did you mean packs?"), ("xyzzy", "”. To start")],
)
def test_a_mistyped_command_is_refused_and_starts_no_matrix(copvalue, tmp_path: Path, word, hint):
    done = copvalue(word)
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b"")
    assert said.startswith(f"There is no command and no file “{word}”.")
    assert hint in said
    assert f"copvalue new {word}.toml" in said
    assert not (tmp_path / word).exists()


def test_a_file_with_a_bare_name_still_opens(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("plan").write_text("format = 1\n", encoding="utf-8")
    assert main(["plan"]) == 2
    assert "needs a terminal" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["\x1b[2J", "x" * 5000, "…", "[bold]"])
def test_junk_for_a_command_is_shown_not_obeyed(copvalue, word: str):
    done = copvalue(word)
    assert done.returncode == 2
    assert b"\x1b" not in done.stderr


@pytest.mark.parametrize(
    "words", [("show", "none.toml"), ("check", "none.toml"), ("show", "a\nb"), ("show", "--nope")]
)
def test_each_message_begins_with_the_name_of_the_program(capsys, words):
    main(words)
    assert capsys.readouterr().err.startswith("copvalue: ")


def test_what_does_not_read_is_named_before_its_lines(copvalue, tmp_path: Path):
    (tmp_path / "bad.toml").write_text('format = "x"\n', encoding="utf-8")
    lines = copvalue("show", "bad.toml").stderr.decode().splitlines()
    assert lines[0] == "“bad.toml” was not opened, and nothing was changed."
    assert lines[1].startswith("bad.toml:1: format: ")


def test_a_wrong_theme_lists_the_right_ones(copvalue):
    done = copvalue("--theme", "drak", "x.toml")
    assert done.returncode == 2
    assert done.stderr.decode().startswith(
        "“drak” is no --theme; choose from terminal, dark, light, mono, textual-dark, "
    )


def test_the_settings_are_begun_with_everything_commented_out(copvalue, tmp_path: Path):
    file = tmp_path / "home/.config/copvalue/config.toml"
    assert copvalue("config", "init").returncode == 0
    assert file.read_text(encoding="utf-8") == default_settings_text()
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.write_text("autosave = false\n", encoding="utf-8")
    again = copvalue("config", "init")
    assert (again.returncode, b"already exists" in again.stderr) == (4, True)
    assert file.read_text(encoding="utf-8") == "autosave = false\n"


def test_settings_that_cannot_be_written_are_a_sentence(copvalue, tmp_path: Path):
    (tmp_path / "wall").write_text("a file, no folder", encoding="utf-8")
    done = copvalue("config", "init", env={"COPVALUE_CONFIG": str(tmp_path / "wall/config.toml")})
    assert done.returncode == 4
    assert b"part of its path is not a folder" in done.stderr


def test_the_check_of_the_settings_names_all_that_the_editor_would(copvalue, tmp_path: Path):
    file = tmp_path / "c.toml"
    file.write_text(
        'theme = "drak"\npacks = ["kmm"]\nlanguage = "de"\nautosve = true\n'
        '[keys]\nrenme = "R"\ndelete = ["a"]\n',
        encoding="utf-8",
    )
    done = copvalue("config", "check", env={"COPVALUE_CONFIG": str(file)})
    said = done.stdout.decode()
    assert done.returncode == 1
    for part in ("“dark”", "“km”", "speaks “de”", "“autosave”", "“renme”", "a is set for both"):
        assert part in said, part
    assert len(said.splitlines()) == 6


def test_the_demo_needs_a_terminal_and_says_what_does_not(copvalue):
    done = copvalue("demo")
    assert done.returncode == 2
    assert b"copvalue new - --template water" in done.stderr


def test_the_demo_is_a_private_copy_that_is_gone_afterwards(opened_demo, tmp_path: Path):
    before = set(tmp_path.iterdir())
    assert main(["demo", "--ascii"]) == 0
    (opening, text, mode) = opened_demo[0]
    assert text == template_text("water")
    assert opening.settings.ascii
    assert mode == 0o700
    assert not opening.file.path.exists()
    assert not opening.file.path.parent.exists()
    assert set(tmp_path.iterdir()) == before


@pytest.fixture
def opened_demo(monkeypatch, tmp_path: Path) -> list:
    """A terminal, and an editor that notes what it is given while it is open."""
    import sys
    import types

    seen: list = []
    editor = types.ModuleType("copvalue_tui.tui.startup.start")

    def start(opening) -> int:
        path = opening.file.path
        mode = stat.S_IMODE(path.parent.stat().st_mode)
        seen.append((opening, path.read_text(encoding="utf-8"), mode))
        return 0

    editor.start_editor = start
    monkeypatch.setitem(sys.modules, editor.__name__, editor)
    monkeypatch.setattr("copvalue_tui.cli.edit._is_terminal", lambda stream: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return seen


class Terminal(io.StringIO):
    """A stderr that people look at."""

    def isatty(self) -> bool:
        return True


LONG = [
    (("report", "big.toml", "--all-rows", "pages"), "Writing 2 of 120 pages…"),
    (("export", "big.toml", "-o", "big.docx"), "Writing 119 of 120 rows…"),
    (("export", "big.toml", "-o", "big.xlsx"), "Writing 120 of 120 rows…"),
    (("export", "big.toml", "-o", "big.html"), "Writing 120 rows…"),
    (("gather", "big.toml", "a.txt", "b.txt", "-o", "out.toml"), "Reading 1 of 2 files…"),
]


def test_long_work_shows_on_a_terminal_how_far_it_is(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    rows = "".join(f'[[members]]\nname = "Row {at}"\n' for at in range(120))
    Path("big.toml").write_text(rows, encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        Path(name).write_text("- One\n- Two\n", encoding="utf-8")
    for words, shown in LONG:
        terminal = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", terminal)
            assert main(list(words)) == 0
        *states, after = terminal.getvalue().rpartition("\rcopvalue: ")
        assert f"\r{shown}" in states[0], words
        # What was shown is covered before the message, and nothing of it is left on the line.
        assert states[0].endswith(" " * len(shown)), words
        assert "\r" not in after
        assert main([*words, "--force"] if "gather" not in words else ["show", "big.toml"]) == 0
        assert "\r" not in capsys.readouterr().err, "nobody looks at it"


def test_what_is_short_shows_no_progress(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.toml").write_text('[[members]]\nname = "A"\n', encoding="utf-8")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert main(["export", "a.toml", "-o", "a.html"]) == 0
    assert main(["report", "a.toml", "--all-rows", "pages"]) == 0
    assert terminal.getvalue() == "copvalue: Wrote a.html.\ncopvalue: Wrote 1 page into pages.\n"
