"""Writes the generated parts of the documents anew: `python -m tests.house.refresh`."""

from __future__ import annotations

import re

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.keys.key_table import key_table_text
from tests.house.sources import ROOT, code_map

PARTS = {
    "README.md": ("keys", lambda: key_table_text(shipped_keymap()).replace("## ", "### ")),
    "ARCHITECTURE.md": ("code map", code_map),
}
"""Document → the name of its generated part, and what makes it."""


def refreshed(text: str, part: str, content: str) -> str:
    """The document with the part between its two marks replaced."""
    mark = re.compile(f"(<!-- {part}: .*?-->\n).*?(<!-- end of {part} -->)", re.DOTALL)
    assert mark.search(text), f"the document has no part “{part}”"
    return mark.sub(lambda found: f"{found[1]}\n{content}\n{found[2]}", text)


def main() -> None:
    for name, (part, make) in PARTS.items():
        path = ROOT / name
        path.write_text(refreshed(path.read_text(encoding="utf-8"), part, make()), encoding="utf-8")


if __name__ == "__main__":
    main()
