"""`copvalue keys`: the keys of the editor, generated from its commands."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import print_message, print_result

EXAMPLES = """\
examples:
  copvalue keys | less
"""


def run(words: list[str]) -> int:
    """Print the key table."""
    _parser().parse_args(words)
    from copvalue_tui.editor.commands import COMMANDS
    from copvalue_tui.editor.keys.key_table import key_table_text
    from copvalue_tui.editor.keys.keymap import keymap_of
    from copvalue_tui.files.user.settings import load_settings

    settings, faults = load_settings()
    keymap, clashes = keymap_of(COMMANDS, settings)
    print_result(key_table_text(keymap))
    for sentence in (*faults, *clashes):
        print_message(sentence)
    return exits.DONE


def _parser() -> Parser:
    description = "Print all keys of the editor as Markdown, including your own from the settings."
    return Parser("copvalue keys", description, EXAMPLES)
