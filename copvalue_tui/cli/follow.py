"""`copvalue follow`: a second screen that shows each save of a file as it lands."""

from __future__ import annotations

from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.edit import add_looks, terminal_refusal
from copvalue_tui.cli.options import EditOptions
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import tell

EXAMPLES = """\
Nothing can be changed from this screen: it takes no lock, writes nothing, and
asks nothing. What a save brought is marked for a minute; the last line says
what it was. A file that is not there yet is waited for. q leaves.

examples:
  copvalue follow water.toml
  copvalue follow --theme light /shared/plan.toml
"""


def run(words: list[str]) -> int:
    """Show a file on a second screen, each save as it lands."""
    wishes = _parser().parse_args(words, EditOptions())
    name = wishes.file or ""
    if name == "-":
        tell("Only a file with a name can be followed; copvalue show - reads stdin.")
        return exits.WRONG_USE
    refusal = terminal_refusal(f"copvalue show {name}")
    if refusal:
        tell(refusal)
        return exits.WRONG_USE
    folder = Path(name).parent
    try:
        there = folder.exists()
    except (OSError, ValueError):
        there = True  # opening the file says more about it
    if not there:
        from copvalue_tui.files.storage.errors import shown

        tell(f"There is no folder “{shown(folder)}”, so no file in it can be followed.")
        return exits.UNREADABLE
    # Only now: help and refusals need none of it.
    from copvalue_tui.cli.open_editor import start

    wishes.follow = True
    return start(wishes)


def _parser() -> Parser:
    parser = Parser(
        "copvalue follow",
        "Show a matrix on a second screen, read-only: each save shows as it lands, and\n"
        "what is new in it is marked.",
        EXAMPLES,
    )
    parser.add_argument("file", metavar="FILE", help="a session file; it need not be there yet")
    add_looks(parser)
    return parser
