"""`copvalue schema`: the JSON Schema of session files."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import print_result

EXAMPLES = """\
examples:
  copvalue schema > copvalue.schema.json
"""


def run(words: list[str]) -> int:
    """Print the schema."""
    _parser().parse_args(words)
    from copvalue_tui.files.session.keys import schema_text

    print_result(schema_text())
    return exits.DONE


def _parser() -> Parser:
    description = "Print the JSON Schema of session files, for text editors that validate TOML."
    return Parser("copvalue schema", description, EXAMPLES)
