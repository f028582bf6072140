"""The project's own Python files, what each of them imports, and where imports go in circles."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "copvalue_tui"

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Source:
    """One module of the package."""

    path: Path

    @cached_property
    def name(self) -> str:
        """As imports name it, without the package: `matrix.text.width`; a folder for `__init__`."""
        parts = self.path.relative_to(ROOT / PACKAGE).with_suffix("").parts
        return ".".join(part for part in parts if part != "__init__")

    @cached_property
    def floor(self) -> str:
        """The folder of its floor; empty for the package itself."""
        parts = self.path.relative_to(ROOT / PACKAGE).parts
        return parts[0] if len(parts) > 1 else ""

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        """Every function and class in it, methods and inner functions too."""
        return tuple(node for node in ast.walk(self.tree) if isinstance(node, Definition))

    @property
    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in self.definitions if not isinstance(node, ast.ClassDef))

    @property
    def public(self) -> Iterator[Definition]:
        """What the module defines for others."""
        defined = (node for node in self.tree.body if isinstance(node, Definition))
        return (node for node in defined if not node.name.startswith("_"))

    @cached_property
    def imports(self) -> frozenset[str]:
        """All names it imports, inside functions and for types alone too."""
        return frozenset(_imported(ast.walk(self.tree)))

    @cached_property
    def imports_at_start(self) -> frozenset[str]:
        """The names that are imported together with it."""
        return frozenset(_imported(_run_at_start(self.tree)))

    @property
    def libraries(self) -> frozenset[str]:
        """The top-level packages that it imports from."""
        return frozenset(name.partition(".")[0] for name in self.imports)


def _imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _run_at_start(tree: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _run_at_start(child)


def sources() -> list[Source]:
    """Every module of the package, in the order of their paths."""
    return [Source(path) for path in sorted((ROOT / PACKAGE).rglob("*.py"))]


SOURCES = sources()
_NAMES = frozenset(source.name for source in SOURCES)


def modules_in(names: Iterable[str]) -> set[str]:
    """The modules of the project that imported names lie in or are, as `Source.name` says them."""
    ours = {name.removeprefix(f"{PACKAGE}.") for name in names if name.startswith(f"{PACKAGE}.")}
    return {name if name in _NAMES else name.rpartition(".")[0] for name in ours} & _NAMES


def graph() -> dict[str, set[str]]:
    """Which modules each module imports, deferred imports and those for types alone included."""
    return {source.name: modules_in(source.imports) - {source.name} for source in SOURCES}


def circles(needs: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that reach each other by their imports."""
    reached = {name: _reached(needs, name) for name in needs}
    groups = {
        tuple(sorted(other for other in reached[name] if name in reached[other])) for name in needs
    }
    return sorted(list(group) for group in groups if group)


def _reached(needs: dict[str, set[str]], start: str) -> set[str]:
    """All that a module imports, and what those import, and so on."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        new = needs.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached
