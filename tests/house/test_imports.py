"""Imports go down: from floor to floor, from folder to folder within one, and never in a circle."""

from __future__ import annotations

import subprocess
import sys
from typing import NamedTuple

import pytest

from tests.house.sources import PACKAGE, ROOT, SOURCES, circles, graph, modules_in

FLOORS = {
    "matrix": 0,
    "files": 1,
    "suggest": 1,
    "exports": 1,
    "imports": 1,
    "editor": 2,
    "tui": 3,
    "linear": 3,
    "cli": 4,
}
"""Folder → floor; a module may import its own folder and any floor below."""


class Wall(NamedTuple):
    """What one folder must not know, with the exceptions."""

    closed_to: tuple[str, ...]
    open_to: tuple[str, ...] = ()


WALLS = {
    "matrix.text": Wall(("matrix",)),
    "matrix.dates": Wall(("matrix",), ("matrix.text", "matrix.values")),
    "matrix.diff": Wall(("matrix.merge", "matrix.checks")),
    "matrix.merge": Wall(("matrix.checks",)),
    "files.toml": Wall(("files", "matrix"), ("matrix.text",)),
    "files.storage": Wall(("files", "matrix"), ("files.toml", "matrix.text")),
    "files.session": Wall(("files.journal", "files.user")),
    "files.journal": Wall(("files.user",)),
    "files.user": Wall(("files.journal", "files.session")),
    "tui.terminal": Wall(("tui", "editor")),
    "tui.drawing": Wall(("tui",)),
}
"""Folder → its wall: TOML knows no matrix, storage only bytes, the terminal no editor."""

LEFT_TO_DO: frozenset[str] = frozenset()
"""Imports through a wall that are still to go; whoever ends one deletes its line."""

CIRCLES_LEFT: list[list[str]] = []
"""Circles that are still to be cut; whoever cuts one deletes it."""


def is_in(name: str, folders: tuple[str, ...]) -> bool:
    """Whether a module lies in one of the folders, or is one of them."""
    return any(name == folder or name.startswith(f"{folder}.") for folder in folders)


def test_imports_go_down_the_floors():
    offenders = [
        f"{source.name} → {name}"
        for source in SOURCES
        for name in sorted(modules_in(source.imports))
        for folder in [name.partition(".")[0]]
        if source.floor and folder in FLOORS and folder != source.floor
        if FLOORS[folder] >= FLOORS[source.floor]
    ]
    assert offenders == []


def test_every_folder_has_its_floor():
    assert {source.floor for source in SOURCES} - {""} <= FLOORS.keys()


def test_imports_keep_to_the_walls_within_a_floor():
    offenders = {
        f"{source.name} → {name}"
        for source in SOURCES
        for folder, wall in WALLS.items()
        if is_in(source.name, (folder,))
        for name in modules_in(source.imports)
        if is_in(name, wall.closed_to) and not is_in(name, (folder, *wall.open_to))
    }
    assert sorted(offenders - LEFT_TO_DO) == []
    assert sorted(LEFT_TO_DO - offenders) == [], "they are gone: delete their lines above"


def test_no_imports_go_in_a_circle():
    assert circles(graph()) == CIRCLES_LEFT


def test_a_circle_is_noticed_however_long_it_is():
    needs = {"a": {"b", "d"}, "b": {"c"}, "c": {"a"}, "d": set(), "e": {"a"}}
    assert circles(needs) == [["a", "b", "c"]]
    assert circles({"a": {"b"}, "b": set()}) == []


def test_toolkits_stay_on_their_floors():
    allowed = {"textual": {"tui"}, "rich": {"tui"}, "tomlkit": {"files", "suggest"}}
    offenders = [
        f"{source.name} → {library}"
        for source in SOURCES
        for library in sorted(source.libraries)
        if source.floor not in allowed.get(library, {source.floor})
    ]
    assert offenders == []


def test_the_matrix_knows_no_library_no_disk_no_clock_and_no_chance():
    impure = {"os", "io", "time", "random", "pathlib", "secrets", "socket"}
    pure = {*sys.stdlib_module_names, PACKAGE} - impure
    offenders = [
        f"{source.name} → {library}"
        for source in SOURCES
        if source.floor == "matrix"
        for library in sorted(source.libraries - pure)
    ]
    assert offenders == []


def test_nothing_knows_the_network():
    network = {"socket", "urllib", "http", "ssl"}
    assert [source.name for source in SOURCES if source.libraries & network] == []


def test_the_command_line_opens_the_editor_late():
    offenders = [
        source.name
        for source in SOURCES
        if source.floor == "cli"
        if any(is_in(name, ("tui",)) for name in modules_in(source.imports_at_start))
    ]
    assert offenders == []


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
