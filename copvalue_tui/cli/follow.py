"""`copvalue follow`: a second, read-only screen that shows each save of a file."""

from __future__ import annotations

from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.edit import add_screen_options, terminal_refusal
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.support.open_editor import EditOptions

EXAMPLES = """\
This screen changes nothing: it neither locks nor writes the file. New and
changed values are marked for a minute, and the last line describes the change.
If the file does not exist yet, the screen waits for it. Press q to quit.

examples:
  copvalue follow water.toml
  copvalue follow --theme light /shared/plan.toml
"""


def run(words: list[str]) -> int:
    """Show a file on a second screen and keep up with its saves."""
    options = _parser().parse_args(words, EditOptions())
    name = options.file or ""
    if name == "-":
        sentence = "Follow needs a file name. To read stdin: copvalue show -"
        raise exits.Refusal(exits.WRONG_USE, sentence)
    if refusal := terminal_refusal(f"copvalue show {name}"):
        raise exits.Refusal(exits.WRONG_USE, refusal)
    folder = Path(name).parent
    try:
        there = folder.exists()
    except (OSError, ValueError):
        there = True  # opening the file gives the better message
    if not there:
        from copvalue_tui.files.storage.errors import shown_path

        sentence = f"There is no folder “{shown_path(folder)}” to follow a file in."
        raise exits.Refusal(exits.UNREADABLE, sentence)
    # Imported late, because help and refusals need none of it.
    from copvalue_tui.cli.support.open_editor import start

    options.follow = True
    return start(options)


def _parser() -> Parser:
    parser = Parser(
        "copvalue follow",
        "Show a matrix on a second, read-only screen. Each save appears at once, with\n"
        "its changes marked.",
        EXAMPLES,
    )
    parser.add_argument("file", metavar="FILE", help="the session file; it may not exist yet")
    add_screen_options(parser)
    return parser
