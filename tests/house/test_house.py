"""The rules of the house, checked by a machine: floors, sizes, words, fresh documents."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter

import pytest

from tests.house.refresh import PARTS, refreshed
from tests.house.sources import FLOORS, PACKAGE, ROOT, Source, sources

SOURCES = sources()
MODULES = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)


@MODULES
def test_imports_go_down_the_floors(source: Source):
    if not source.folder:
        return
    floor = FLOORS[source.folder]
    for name in source.imports():
        if not name.startswith(f"{PACKAGE}."):
            continue
        folder = name.split(".")[1]
        if folder in FLOORS and folder != source.folder:
            down = FLOORS[folder] < floor
            opens_the_editor = source.folder == "cli" and folder == "tui"
            assert down or opens_the_editor, f"{source.name} imports {name}"


def test_no_module_imports_in_a_circle():
    names = {source.name for source in SOURCES}
    graph = {
        source.name: {name for name in source.imports(at_start=True) if name in names}
        - {source.name}
        for source in SOURCES
    }
    assert len(list(TopologicalSorter(graph).static_order())) >= len(names)


@MODULES
def test_toolkits_stay_on_their_floors(source: Source):
    tops = {name.split(".")[0] for name in source.imports()}
    assert source.folder == "tui" or not tops & {"textual", "rich"}
    assert source.folder == "files" or "tomlkit" not in tops
    if source.folder == "matrix":
        assert tops <= {*sys.stdlib_module_names, PACKAGE}
        assert not tops & {"os", "io", "time", "random", "pathlib", "secrets", "socket"}
    assert not tops & {"socket", "urllib", "http", "ssl"}, "no network, ever"


@MODULES
def test_the_command_line_opens_the_editor_late(source: Source):
    if source.folder == "cli":
        starts = source.imports(at_start=True)
        assert not any(name.startswith(f"{PACKAGE}.tui") for name in starts)


@MODULES
def test_files_and_functions_stay_small(source: Source):
    assert len(source.text.splitlines()) <= 400
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= 40, f"{node.name} has {lines} lines"


@MODULES
def test_everything_public_says_what_it_is(source: Source):
    assert ast.get_docstring(source.tree), source.name
    for node in source.tree.body:
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{source.name}.{node.name}"


@MODULES
def test_no_any_no_bare_ignore_no_global(source: Source):
    for number, line in enumerate(source.text.splitlines(), 1):
        if "type: ignore" in line:
            reasoned = re.search(r"# type: ignore\[[\w, -]+\]\s+#\s*\S+", line)
            assert reasoned, f"{source.name}:{number} ignores a type without a reason"
    names = {node.id for node in ast.walk(source.tree) if isinstance(node, ast.Name)}
    assert "Any" not in names
    assert not any(isinstance(node, ast.Global) for node in ast.walk(source.tree))


@MODULES
def test_no_module_keeps_a_list_or_set_to_be_changed(source: Source):
    for node in source.tree.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        empty_dict = isinstance(value, ast.Dict) and not value.keys
        changeable = isinstance(value, ast.List | ast.Set | ast.ListComp) or empty_dict
        if value is not None and ast.unparse(node).startswith("__all__"):
            continue
        assert not changeable, f"{source.name}: {ast.unparse(node)[:60]}"


BANNED = re.compile(r"^_*(item|node|data|manager|helper|utils?|handle|handler|process)$")


@MODULES
def test_names_are_words_of_the_field(source: Source):
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            assert not BANNED.match(node.name.lower()), f"{source.name}.{node.name}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "write":
            # `write(data)` is the word of the streams and drivers that are stood in for.
            for argument in ast.walk(node.args):
                name = argument.arg if isinstance(argument, ast.arg) else ""
                assert not BANNED.match(name.lower()), f"{source.name}.{node.name}: {name}"
    assert not BANNED.match(source.path.stem)


@pytest.mark.parametrize("name", PARTS)
def test_the_generated_part_of_a_document_is_fresh(name):
    part, make = PARTS[name]
    text = (ROOT / name).read_text(encoding="utf-8")
    assert text == refreshed(text, part, make()), "run: python -m tests.house.refresh"


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["schema"], ["keys"]])
def test_commands_without_a_screen_never_import_the_toolkit(words):
    program = (
        "import sys; from copvalue_tui.cli import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit:\n    pass\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'textual','rich','tomlkit'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_top_level_holds_only_what_it_should():
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout, so there is no list of the project's own files")
    tops = {line.split("/")[0] for line in listed.stdout.splitlines()}
    documents = {"README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"}
    allowed = documents | {"pyproject.toml", PACKAGE, "tests", "samples"}
    assert {top for top in tops if not top.startswith(".")} == allowed


def test_the_closure_of_dependencies_stays_small():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^dependencies = \[(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert block
    named = re.findall(r'"([a-z-]+)>=', block[1])
    assert named == ["textual", "tomlkit", "platformdirs"]


def test_the_ci_runs_the_readmes_own_test_command():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "README.md" in ci
    commands = re.findall(r"^python3 -m venv .*$", readme, re.MULTILINE)
    assert len(commands) == 2
    assert "pytest" in commands[1]
