"""The command line as a whole: help, version, settings, and what none of them may load."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from copvalue_tui import __version__
from copvalue_tui.cli import main
from copvalue_tui.cli.commands import COMMANDS, NAMES

SAMPLE = str(Path(__file__).parents[2] / "samples" / "toolkit.toml")
LOADED = """
import json, sys
before = set(sys.modules)
from copvalue_tui.cli import main
code = main(json.loads(sys.argv[1]))
sys.stderr.write("\\n" + json.dumps([code, sorted(set(sys.modules) - before)]))
"""


def loaded(env: dict[str, str], *words: str) -> set[str]:
    """The modules that a command loads; it must end well."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, json.dumps(words)],
        env=env,
        capture_output=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code in (0, 2)
    return set(modules)


def test_the_version_is_told_at_once(copvalue, clean_env) -> None:
    for word in ("--version", "-V"):
        done = copvalue(word)
        assert (done.returncode, done.stdout) == (0, f"copvalue {__version__}\n".encode())
    assert copvalue("--ascii", "--version").stdout == done.stdout
    assert loaded(clean_env, "--version") <= {
        "__future__",
        "copvalue_tui",
        "copvalue_tui.cli",
        "copvalue_tui.cli.exits",
        "copvalue_tui.cli.streams",
    }


@pytest.mark.parametrize(
    "words",
    [
        ("show", SAMPLE),
        ("show", SAMPLE, "--outline"),
        ("config",),
        ("config", "check"),
        ("help",),
        ("show", "--help"),
        ("new", "-"),
        ("keys",),
        ("schema",),
        (SAMPLE,),
    ],
)
def test_no_command_loads_what_only_the_screen_needs(clean_env, words) -> None:
    heavy = {"textual", "rich", "asyncio", "importlib.metadata"}
    if words[0] != "new":
        heavy.add("tomlkit")
    modules = loaded(clean_env, *words)
    assert not modules & heavy
    assert "copvalue_tui.cli" in modules


def test_the_help_names_every_command_and_every_command_has_help(copvalue) -> None:
    overview = copvalue("--help").stdout.decode()
    assert copvalue("help").stdout.decode() == overview
    for name in ("config.toml", "COPVALUE_CONFIG", "VISUAL", "EDITOR", "NO_COLOR", "XDG_"):
        assert name in overview
    for command in COMMANDS:
        assert f"  {command.name} " in overview
        done = copvalue(command.name, "--help")
        text = done.stdout.decode()
        assert (done.returncode, done.stderr) == (0, b"")
        assert "examples:" in text
        assert max(map(len, text.splitlines())) <= 80


def test_help_of_one_command_is_its_own_help(copvalue) -> None:
    assert copvalue("help", "show").stdout == copvalue("show", "--help").stdout
    assert copvalue("help", "nope").returncode == 2


def test_all_options_say_what_they_are_for(capsys) -> None:
    for name in NAMES:
        assert main([name, "--help"]) == 0
        lines = capsys.readouterr().out.splitlines()
        for at, line in enumerate(lines):
            if line.startswith("  -"):
                assert "  " in line.strip() or lines[at + 1].startswith("      "), line


def test_the_schema_is_json_that_allows_the_samples_keys(copvalue) -> None:
    done = copvalue("schema")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "members" in json.loads(done.stdout)["properties"]


def test_the_settings_are_found_shown_and_checked(copvalue, tmp_path: Path) -> None:
    assert copvalue("config", "path").stdout.endswith(b"/copvalue/config.toml\n")
    assert copvalue("config", "check").returncode == 0
    file = tmp_path / "mine.toml"
    file.write_text(
        'theme = "nord"\nmouse = true\nautosafe = true\nescdelay = "x"\n'
        '[keys]\ndelete = "d, delete"\n'
    )
    env = {"COPVALUE_CONFIG": str(file)}
    shown = copvalue("config", env=env)
    assert 'theme = "nord"\n' in shown.stdout.decode()
    assert "mouse = true\n" in shown.stdout.decode()
    assert 'delete" = ["d", "delete"]\n' in shown.stdout.decode()
    assert shown.returncode == 0
    checked = copvalue("config", "check", env=env)
    assert checked.returncode == 1
    assert "autosave" in checked.stdout.decode()
    assert "escdelay" in checked.stdout.decode()
    assert copvalue("config", "path", env=env).stdout == f"{file}\n".encode()


def test_the_settings_shown_are_a_settings_file_that_says_the_same(copvalue, tmp_path) -> None:
    shown = copvalue("config").stdout
    (tmp_path / "mine.toml").write_bytes(shown)
    env = {"COPVALUE_CONFIG": str(tmp_path / "mine.toml")}
    assert copvalue("config", "check", env=env).returncode == 0
    assert copvalue("config", env=env).stdout == shown


@pytest.mark.parametrize(
    "junk", [b"\xff\xfe", b"a = [", b"\x1b[2J = 1", b"keys = 3", b"x" * 300_000]
)
def test_junk_settings_are_told_and_never_crash(copvalue, tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "mine.toml").write_bytes(junk)
    env = {"COPVALUE_CONFIG": str(tmp_path / "mine.toml")}
    done = copvalue("config", "check", env=env)
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"Traceback" not in done.stderr
    assert copvalue("config", env=env).returncode == 0


def test_without_a_home_the_path_of_the_settings_is_no_crash(copvalue) -> None:
    done = copvalue("config", "path", env={"HOME": "/nonexistent"})
    assert b"Traceback" not in done.stderr
    assert copvalue("config", env={"HOME": "/nonexistent"}).returncode == 0


def test_too_little_memory_is_a_sentence(monkeypatch, capsys) -> None:
    def starve(words: list[str]) -> int:
        raise MemoryError

    monkeypatch.setattr("copvalue_tui.cli.show.run", starve)
    assert main(["show", "x"]) == 3
    assert "Not enough memory" in capsys.readouterr().err


def test_a_fault_of_our_own_is_told_without_the_persons_words(monkeypatch, capsys) -> None:
    def stumble(words: list[str]) -> int:
        raise ValueError("private words")

    monkeypatch.setattr("copvalue_tui.cli.show.run", stumble)
    monkeypatch.delenv("COPVALUE_DEBUG", raising=False)
    assert main(["show", "x"]) == 70
    told = capsys.readouterr().err
    assert "private" not in told
    assert "Traceback" not in told
    monkeypatch.setenv("COPVALUE_DEBUG", "1")
    with pytest.raises(ValueError, match="private words"):
        main(["show", "x"])


def test_keys_are_listed_with_those_of_the_settings_file(copvalue, tmp_path: Path) -> None:
    plain = copvalue("keys")
    assert (plain.returncode, plain.stderr) == (0, b"")
    assert "| `delete` |" in plain.stdout.decode()
    (tmp_path / "mine.toml").write_text('[keys]\ndelete = "X"\nbogus = "q"\n')
    own = copvalue("keys", env={"COPVALUE_CONFIG": str(tmp_path / "mine.toml")})
    assert own.returncode == 0
    assert own.stdout != plain.stdout
    assert b"bogus" in own.stderr


def test_streams_that_are_not_there_are_no_trouble(monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["--version"]) == 0
    assert main(["show", "-"]) == 3
    assert main(["no.toml"]) == 2
