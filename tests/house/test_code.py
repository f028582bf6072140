"""How the code is written: names, docstrings, types, nothing changeable at the top of a module."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

from tests.house.sources import SOURCES, Definition

BANNED = re.compile(r"^_*(item|node|data|manager|helper|utils?|handle|handler|process)$")
_IGNORES = "type: ignore"
_WITH_A_REASON = re.compile(r"# type: ignore\[[\w, -]+\]\s+#\s*\S+")


def test_everything_public_says_what_it_is():
    offenders = [
        f"{source.name}.{node.name}"
        for source in SOURCES
        for node in source.public
        if not ast.get_docstring(node)
    ]
    assert offenders == []
    assert [source.name for source in SOURCES if not ast.get_docstring(source.tree)] == []


def test_a_public_class_has_a_name_of_its_own():
    """A reader who searches for a class finds one."""
    names = Counter(
        node.name for source in SOURCES for node in source.public if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_a_type_is_never_ignored_without_a_reason():
    offenders = [
        f"{source.name}:{number}"
        for source in SOURCES
        for number, line in enumerate(source.text.splitlines(), 1)
        if _IGNORES in line and not _WITH_A_REASON.search(line)
    ]
    assert offenders == []


def test_no_any_and_no_global():
    offenders = [
        f"{source.name}:{node.lineno}"
        for source in SOURCES
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Global)
        or (isinstance(node, ast.Name) and node.id == "Any")
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "typing.Any")
    ]
    assert offenders == []


def test_no_module_keeps_a_list_or_set_to_be_changed():
    offenders = [
        f"{source.name}: {ast.unparse(node)[:60]}"
        for source in SOURCES
        for node in source.tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and _is_changeable(node.value)
        if not ast.unparse(node).startswith("__all__")
    ]
    assert offenders == []


def _is_changeable(value: ast.expr | None) -> bool:
    empty_dict = isinstance(value, ast.Dict) and not value.keys
    return isinstance(value, ast.List | ast.Set | ast.ListComp) or empty_dict


def test_names_are_words_of_the_field():
    offenders = [
        f"{source.name}.{node.name}: {name}"
        for source in SOURCES
        for node in source.definitions
        for name in _names_of(node)
        if BANNED.match(name.lower())
    ]
    assert offenders == []
    assert [source.name for source in SOURCES if BANNED.match(source.path.stem)] == []


def _names_of(node: Definition) -> Iterator[str]:
    """Its own name and those of its arguments."""
    yield node.name
    # `write(data)` is the word of the streams and drivers that are stood in for, and aiohttp calls
    # `middleware(request, handler)` by these words.
    if not isinstance(node, ast.ClassDef) and node.name not in ("write", "middleware"):
        yield from (one.arg for one in ast.walk(node.args) if isinstance(one, ast.arg))
