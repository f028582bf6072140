"""`copvalue demo`: the editor on a private copy of the water example."""

from __future__ import annotations

import tempfile
from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.edit import (
    add_linear_option,
    add_screen_options,
    linear_by_itself,
    terminal_refusal,
)
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.support.open_editor import EditOptions
from copvalue_tui.files.session.templates import template_text
from copvalue_tui.files.storage.errors import reason
from copvalue_tui.files.storage.folders import DEMO

EXAMPLES = """\
examples:
  copvalue demo
  copvalue demo --ascii
  copvalue demo --linear
"""
_NAME = "water.toml"


def run(words: list[str]) -> int:
    """Open the editor on a copy that is deleted when you leave."""
    wishes = _parser().parse_args(words, EditOptions())
    wishes.linear = wishes.linear or linear_by_itself()
    refusal = terminal_refusal("copvalue new - --template water")
    if refusal and not wishes.linear:
        raise exits.Refusal(exits.WRONG_USE, refusal)
    # Only now: this is what takes the time.
    from copvalue_tui.cli.support.open_editor import start

    try:
        with tempfile.TemporaryDirectory(prefix=DEMO) as folder:
            copy = Path(folder) / _NAME
            copy.write_text(template_text("water"), encoding="utf-8")
            wishes.file = str(copy)
            return start(wishes)
    except OSError as error:
        sentence = f"The demo needs a temporary file, and that failed: {reason(error)}."
        raise exits.Refusal(exits.UNWRITABLE, sentence) from None


def _parser() -> Parser:
    parser = Parser(
        "copvalue demo",
        "Try the editor on a private copy of the water example.\n"
        "Nothing of yours is touched. Quitting deletes the copy; W keeps it as a file.",
        EXAMPLES,
    )
    add_screen_options(parser)
    add_linear_option(parser)
    return parser
