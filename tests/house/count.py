"""Counts what the project is made of: `python -m tests.house.count`."""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tokenize
from collections import Counter

from tests.house.sources import PACKAGE, ROOT, SOURCES, Source, circles, graph

BASE = {
    "product files": "299",
    "code lines": "24944",
    "largest folder": "62",
    "circles of imports": "4",
    "README.md": "33 kB",
    "ARCHITECTURE.md": "44 kB",
    "tests": "6450",
}
"""The same figures before the folders were sorted by subject, for comparison."""

_NO_CODE = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT),
    *(tokenize.ENCODING, tokenize.ENDMARKER),
}


def code_lines(text: str) -> int:
    """The lines that hold code: no blank ones, comments or docstrings."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    lines = {
        line
        for token in tokens
        if token.type not in _NO_CODE
        for line in range(token.start[0], token.end[0] + 1)
    }
    return len(lines - _lines_of_docstrings(ast.parse(text)))


def _lines_of_docstrings(tree: ast.Module) -> set[int]:
    """Also of those that stand below a constant or a field."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }


def modules_of_folders(sources: list[Source]) -> Counter[str]:
    """Folder → how many modules lie in it, its `__init__` not counted."""
    return Counter(
        source.path.parent.relative_to(ROOT / PACKAGE).as_posix()
        for source in sources
        if source.path.stem != "__init__"
    )


def _tests() -> str:
    words = ("-m", "pytest", "-q", "--collect-only", "-n", "0", "-p", "no:cacheprovider")
    done = subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, cwd=ROOT, check=False
    )
    return done.stdout.strip().splitlines()[-1].partition(" ")[0]


def counts() -> dict[str, str]:
    """What is counted → how much there is of it."""
    largest, modules = modules_of_folders(SOURCES).most_common(1)[0]
    return {
        "product files": str(len(SOURCES)),
        "code lines": str(sum(code_lines(source.text) for source in SOURCES)),
        "largest folder": f"{modules} ({largest})",
        "circles of imports": str(len(circles(graph()))),
        **{
            name: f"{(ROOT / name).stat().st_size / 1000:.0f} kB"
            for name in ("README.md", "ARCHITECTURE.md")
        },
        "tests": _tests(),
    }


def main() -> None:
    for what, count in counts().items():
        print(f"{what:<20} {BASE[what]:>7} → {count}")


if __name__ == "__main__":
    main()
