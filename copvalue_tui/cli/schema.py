"""`copvalue schema`: the JSON Schema of session files."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import give

EXAMPLES = """\
examples:
  copvalue schema > copvalue.schema.json
"""


def run(words: list[str]) -> int:
    """Print the schema."""
    Parser(
        "copvalue schema",
        "Print the JSON Schema of session files, for editors that check TOML.",
        EXAMPLES,
    ).parse_args(words)
    from copvalue_tui.files.session.schema import schema_text

    give(schema_text())
    return exits.DONE
