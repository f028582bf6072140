"""The help of the whole program."""

from __future__ import annotations

from copvalue_tui.cli.commands import COMMANDS

DESCRIPTION = """\
The value matrix of a community of practice: what it gives its members and its
organizations, in the short and in the long term. One TOML file a matrix."""

USAGE = """\
copvalue [FILE] [options]
       copvalue COMMAND [words]"""

EXAMPLES = """\
examples:
  copvalue water.toml                    open or begin a matrix
  copvalue --read-only water.toml        only look at it
  copvalue new water.toml --members Engineers --members Managers
  copvalue show water.toml | less        read it without the editor
  copvalue recover water.toml            what a dropped line left unsaved
  copvalue merge before.toml mine.toml hers.toml
  copvalue ./show                        a file that is named like a command

Files save themselves; one that does not exist is made at the first save.
Exit codes: 0 done, 1 findings or conflicts, 2 wrong use, 3 a file cannot be
read, 4 a file cannot be written, 70 a fault of our own, 130 interrupted.
"""


def commands_text() -> str:
    """The table of commands, one a line."""
    width = max(len(f"{command.name} {command.takes}") for command in COMMANDS) + 2
    lines = (
        f"  {f'{command.name} {command.takes}':<{width}}{command.meaning}" for command in COMMANDS
    )
    return "commands:\n" + "\n".join(lines) + "\n"
