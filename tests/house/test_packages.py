"""Each package says in a line what each of its modules is for; there is no other list of files."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

from tests.house.sources import PACKAGE, SOURCES, Source

PACKAGES = [source for source in SOURCES if source.path.stem == "__init__"]
_ENTRY = re.compile(r"^(\w+/?): \S", re.MULTILINE)
"""`name: what it is for` for a module, `name/: what it is for` for a folder."""


def lies_in(folder: Path) -> set[str]:
    """The modules and folders of a package, as its docstring names them."""
    modules = {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}
    folders = {path.name for path in folder.iterdir() if path.is_dir()} - {"__pycache__"}
    return modules | {f"{name}/" for name in folders}


def listed_in(package: Source) -> Counter[str]:
    """The names that the docstring of a package explains."""
    _, _, entries = (ast.get_docstring(package.tree) or "").partition("\n")
    return Counter(_ENTRY.findall(entries))


def test_every_folder_with_modules_is_a_package():
    folders = {source.path.parent for source in SOURCES}
    assert sorted(folders - {package.path.parent for package in PACKAGES}) == []


def test_a_package_says_what_each_of_its_modules_is_for():
    offenders = [
        f"{package.name or PACKAGE}: add a line for {name}"
        for package in PACKAGES
        for name in sorted(lies_in(package.path.parent) - listed_in(package).keys())
    ]
    assert offenders == []


def test_a_package_names_nothing_twice_and_nothing_that_does_not_exist():
    offenders = [
        f"{package.name or PACKAGE}: delete the line of {name}"
        for package in PACKAGES
        for name, count in listed_in(package).items()
        if count > 1 or name not in lies_in(package.path.parent)
    ]
    assert offenders == []
