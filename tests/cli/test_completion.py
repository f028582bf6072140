"""Completions and the manual page: made from the parsers, and tried in the real programs."""

import re
import runpy
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from copvalue_tui.cli.commands import COMMANDS
from copvalue_tui.cli.man import man_page
from copvalue_tui.cli.support.parser_facts import all_facts
from copvalue_tui.cli.support.shells import SHELLS, installed_files

ROOT = Path(__file__).parents[2]
SHOWN = {
    "bash": lambda flag: rf"[ ']{re.escape(flag)}[ ']",
    "zsh": lambda flag: rf"'{re.escape(flag)}\[",
    "fish": lambda flag: rf" -{'l' if flag[:2] == '--' else 's'} {flag.lstrip('-')} ",
    "man": lambda flag: re.escape(flag.replace("-", "\\-")) + r"\b",
}


def output(name: str) -> str:
    return man_page() if name == "man" else SHELLS[name](all_facts())


@pytest.mark.parametrize("name", SHOWN)
def test_every_command_and_every_option_is_named(name: str) -> None:
    text = output(name)
    for command in COMMANDS:
        assert re.search(rf"\b{command.name}\b", text), command.name
        parser = import_module(f"copvalue_tui.cli.{command.name}")._parser()
        flags = [flag for action in parser._actions for flag in action.option_strings]
        assert "--help" in flags
        assert [flag for flag in flags if not re.search(SHOWN[name](flag), text)] == []


def test_the_words_of_an_option_are_known_where_the_parser_does_not_list_them() -> None:
    export = next(one for one in all_facts() if one.command.name == "export")
    words = {one.flags[0]: one.words for one in export.options}
    assert {"md", "docx", "pdf"} <= set(words["--to"])
    assert "at-risk" in words["--status"]
    assert words["--row"] == ()


def test_the_commands_print_them_and_refuse_other_shells(copvalue) -> None:
    for shell in SHELLS:
        done = copvalue("completion", shell)
        assert (done.returncode, done.stdout.decode()) == (0, output(shell))
    assert copvalue("man").stdout.decode() == man_page()
    assert copvalue("completion", "csh").returncode == 2
    assert copvalue("completion").returncode == 2


def needed(program: str) -> str:
    found = shutil.which(program)
    if not found:
        pytest.skip(f"{program} is not installed")
    return found


def printed(*words: str, cwd: Path | None = None) -> list[str]:
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "my plan.toml").touch()
    (tmp_path / "water.toml").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("line", "offered", "not_offered"),
    [
        ("ch", {"check"}, {"show", "water.toml"}),
        ("", {"edit", "export", "water.toml"}, {"--help"}),
        ("--re", {"--read-only"}, {"--outline"}),
        ("show ", {"water.toml", "my plan.toml"}, {"edit", "--row"}),
        ("show --", {"--outline", "--row"}, {"--theme"}),
        ("show --row ", set(), {"water.toml"}),
        ("export water.toml --to ", {"md", "docx"}, {"water.toml"}),
        ("export water.toml --to = j", {"json", "jsonl"}, {"md"}),
        ("export water.toml --to =", {"md"}, {"=", "water.toml"}),
        ("export water.toml -o w", {"water.toml"}, {"md"}),
        ("--theme no", {"nord"}, {"edit"}),
        ("config ", {"check", "init"}, {"water.toml"}),
        ("help ex", {"export"}, {"edit"}),
        ("zzz $(touch", set(), {"edit"}),
    ],
)
def test_bash_completes(folder: Path, line: str, offered: set[str], not_offered: set[str]) -> None:
    words = ["copvalue", *line.split(" ")]
    program = (
        f"{output('bash')}\nCOMP_WORDS=({shlex.join(words)}); COMP_CWORD={len(words) - 1}\n"
        '_copvalue; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    found = printed(needed("bash"), "--norc", "-uc", program, cwd=folder)
    assert offered <= set(found)
    assert not not_offered & set(found)
    assert sorted(path.name for path in folder.iterdir()) == ["my plan.toml", "water.toml"]


def test_fish_completes(folder: Path) -> None:
    (folder / "script").write_text(output("fish"))
    asked = {
        "copvalue ch": "check",
        "copvalue --re": "--read-only",
        "copvalue export water.toml --to j": "jsonl",
        "copvalue show w": "water.toml",
        "copvalue-tui config ": "init",
    }
    for line, offered in asked.items():
        program = f"source script; complete -C {shlex.quote(line)}"
        lines = printed(needed("fish"), "--no-config", "-c", program, cwd=folder)
        assert offered in {found.partition("\t")[0] for found in lines}, line


def test_zsh_reads_the_script_and_knows_the_program(folder: Path) -> None:
    (folder / "script").write_text(output("zsh"))
    program = (
        "autoload -U compinit; compinit -D -u; source ./script; "
        "print $_comps[copvalue] $_comps[copvalue-tui]"
    )
    assert printed(needed("zsh"), "-fc", program, cwd=folder) == ["_copvalue _copvalue"]


def test_the_manual_page_is_roff_that_no_reader_complains_about(folder: Path) -> None:
    (folder / "copvalue.1").write_text(man_page(), encoding="ascii")
    lines = printed(needed("groff"), "-man", "-Tutf8", "-ww", "copvalue.1", cwd=folder)
    text = re.sub(r"\x1b\[\d*m|.\x08", "", "\n".join(lines))
    assert "copvalue export FILE --to FORMAT" in text
    assert "--language CODE" in text
    # Examples keep their quotes, as they are to be copied.
    assert "echo 'eval \"$(copvalue completion bash)\"' >> ~/.bashrc" in text


def test_a_wheel_brings_them_where_shells_and_man_look(tmp_path: Path, monkeypatch) -> None:
    name = "hatchling.builders.hooks.plugin.interface"
    monkeypatch.setitem(sys.modules, name, SimpleNamespace(BuildHookInterface=object))
    hook = runpy.run_path(str(ROOT / ".ci" / "hatch_build.py"))["ShellFiles"]()
    hook.root, hook.directory = str(ROOT), str(tmp_path)
    found: dict[str, dict[str, str]] = {"shared_data": {}}
    hook.initialize("editable", found)
    assert found == {"shared_data": {}}
    hook.initialize("standard", found)
    texts = {place: Path(file).read_text() for file, place in found["shared_data"].items()}
    assert texts == installed_files()
    assert set(SHELLS) | {"man"} == {place.split("/")[1].partition("-")[0] for place in texts}
    hook.finalize("standard", found, "")
    assert list(tmp_path.iterdir()) == []


def test_the_parsers_need_nothing_that_is_not_in_python() -> None:
    """They are asked while the wheel is built, where nothing is installed."""
    program = "from copvalue_tui.cli.support.shells import installed_files as f; print(len(f()))"
    assert printed(sys.executable, "-S", "-c", program, cwd=ROOT) == ["4"]
