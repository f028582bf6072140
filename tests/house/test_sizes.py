"""Everything stays small enough to be read at once: folders, modules, functions."""

from __future__ import annotations

from tests.house.count import code_lines, modules_of_folders
from tests.house.sources import SOURCES

MODULES = 15
"""At most so many in a folder, its `__init__` not counted."""
MODULES_IN_A_LIST = 30
LISTS = {"cli", "editor/commands"}
"""Folders that are lists: one module a row."""
LINES = 400
LINES_OF_A_FUNCTION = 40


def test_folders_stay_small():
    offenders = {
        folder: count
        for folder, count in modules_of_folders(SOURCES).items()
        if count > (MODULES_IN_A_LIST if folder in LISTS else MODULES)
    }
    assert offenders == {}


def test_modules_stay_small():
    sizes = {source.name: len(source.text.splitlines()) for source in SOURCES}
    assert {name: lines for name, lines in sizes.items() if lines > LINES} == {}


def test_functions_stay_small():
    offenders = [
        f"{source.name}.{node.name}: {lines} lines"
        for source in SOURCES
        for node in source.functions
        for lines in [(node.end_lineno or 0) - node.lineno + 1]
        if lines > LINES_OF_A_FUNCTION
    ]
    assert offenders == []


def test_lines_of_code_are_counted_without_words_about_it():
    text = '"""What it is."""\n\n# Why.\nX = """a\nb"""\n"""What X is,\nat length."""\n'
    assert code_lines(text) == 2
