"""The texts of `copvalue --help`."""

from __future__ import annotations

from copvalue_tui.cli.commands import COMMANDS

DESCRIPTION = """\
Edit the value matrix of a community of practice: what it gives its members and
its organizations, in the short and the long term. Each matrix is a TOML file."""

USAGE = """\
copvalue [FILE] [options]
       copvalue COMMAND [arguments]"""

EXAMPLES = """\
examples:
  copvalue water.toml                    open or create a matrix
  copvalue --read-only water.toml        look without changing anything
  copvalue --linear water.toml           plain lines, for screen readers
  copvalue new water.toml --members Engineers --members Managers
  copvalue show water.toml | less        read it without the editor
  copvalue recover water.toml            list unsaved work after a crash
  copvalue merge before.toml mine.toml hers.toml
  copvalue ./show                        open a file named like a command
"""

NOTES = """\
Changes are saved automatically; a new file is created at the first save.
Exit codes: 0 success, 1 findings, differences or conflicts, 2 wrong usage,
3 cannot read a file, 4 cannot write a file, 70 a bug in copvalue, 130
interrupted.
Your settings are in config.toml; “copvalue config path” says where. Variables:
COPVALUE_CONFIG names another settings file, VISUAL or EDITOR the text editor;
NO_COLOR turns colours off; ACCESSIBLE=1 means --linear; XDG_* move the folders
of settings, state and packs.
"""


def commands_text() -> str:
    """The table of commands, one per line."""
    width = max(len(f"{command.name} {command.arguments}") for command in COMMANDS) + 2
    lines = (
        f"  {f'{command.name} {command.arguments}':<{width}}{command.meaning}"
        for command in COMMANDS
    )
    return "commands:\n" + "\n".join(lines) + "\n"
