"""`copvalue keys`: the editor's keys, from the table of its commands."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import give

EXAMPLES = """\
examples:
  copvalue keys | less
"""


def run(words: list[str]) -> int:
    """Print the key table."""
    Parser("copvalue keys", "Print all keys of the editor.", EXAMPLES).parse_args(words)
    from copvalue_tui.editor.keytable import key_table_text

    give(key_table_text())
    return exits.DONE
