"""The project's own Python files, and what each of them imports."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "copvalue_tui"
FLOORS = {
    "matrix": 0,
    "files": 1,
    "suggest": 1,
    "exports": 1,
    "imports": 1,
    "editor": 2,
    "tui": 3,
    "cli": 3,
}
"""Folder → floor; a module may import its own folder and any floor below."""


@dataclass(frozen=True)
class Source:
    """One module of the package."""

    path: Path

    @property
    def name(self) -> str:
        """As imports name it."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(part for part in parts if part != "__init__")

    @property
    def folder(self) -> str:
        """Its floor's folder; empty for the package itself."""
        parts = self.path.relative_to(ROOT / PACKAGE).parts
        return parts[0] if len(parts) > 1 else ""

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def imports(self, at_start: bool = False) -> set[str]:
        """Every module it imports, also inside functions; `at_start`: only when it is imported."""
        nodes = list(_at_start(self.tree)) if at_start else list(ast.walk(self.tree))
        found = set()
        for node in nodes:
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
        return found


def _at_start(tree: ast.AST):
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _at_start(child)


def sources() -> list[Source]:
    """Every module of the package, in the order of their paths."""
    return [Source(path) for path in sorted((ROOT / PACKAGE).rglob("*.py"))]


def code_map() -> str:
    """The table of all modules with their first lines, as ARCHITECTURE.md shows it."""
    lines = ["| module | owns |", "|---|---|"]
    for source in sources():
        first = (ast.get_docstring(source.tree) or "").splitlines()
        path = source.path.relative_to(ROOT / PACKAGE).as_posix()
        lines.append(f"| `{path}` | {first[0] if first else ''} |")
    return "\n".join(lines) + "\n"
