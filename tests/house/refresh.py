"""Writes the generated documents: `python -m tests.house.refresh`."""

from __future__ import annotations

from copvalue_tui.editor.commands import COMMANDS, shipped_keymap
from copvalue_tui.editor.keys.key_table import key_table_text, other_keys_text
from tests.house.sources import ROOT
from tests.house.themes import colours_module
from tests.linear.transcript import session_page

_KEYS = """\
<!-- made by `python -m tests.house.refresh`; do not edit by hand -->

# Keys

Every key of the editor, theme by theme. In the editor, `?` shows the same list and `:` finds every
command by its name; `copvalue keys` prints it. The last column is the name by which your settings
give a command other keys.

"""


def keys_page() -> str:
    """The table of all keys as a document of its own."""
    tables = (key_table_text(shipped_keymap()), other_keys_text(COMMANDS))
    return _KEYS + "\n".join(tables).rstrip("\n") + "\n"


GENERATED = {
    "KEYS.md": keys_page,
    "copvalue_tui/tui/drawing/textual_themes.py": colours_module,
    "samples/linear-session.txt": session_page,
}
"""Document → what makes it."""


def main() -> None:
    for name, make in GENERATED.items():
        (ROOT / name).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
