"""What the parsers of all commands say, as plain facts for completions and the man page."""

from __future__ import annotations

from argparse import Action
from dataclasses import dataclass
from importlib import import_module

from copvalue_tui.cli.commands import COMMANDS, CliCommand
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.support.overview import DESCRIPTION
from copvalue_tui.exports.registry import exporter_names
from copvalue_tui.matrix.vocabulary import PRIORITIES, STATUS_NAMES

PROGRAMS = ("copvalue", "copvalue-tui")
"""The names the program is installed under."""
_PATHS = frozenset({"FILE", "PATH", "OUT", "IN", "DIR", "ANSWERS", "OLD", "OURS"})
"""Names of values that are files or folders."""
_LISTED = {"FORMAT": exporter_names(), "S[,S]": STATUS_NAMES, "P[,P]": PRIORITIES}
"""Name of a value → the words it can be, where the parser itself does not list them."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An option, or what stands without one."""

    flags: tuple[str, ...]
    """Such as `-o` and `--output`; none for a positional argument."""
    value: str
    """The name of its value in the help, or its choices; empty for a switch."""
    words: tuple[str, ...]
    """The words it can be, if they are known."""
    files: bool
    """Whether it is a file or a folder."""
    meaning: str


@dataclass(frozen=True, slots=True)
class CommandFacts:
    """A command with everything its help says."""

    command: CliCommand
    description: str
    examples: str
    arguments: tuple[Argument, ...]

    @property
    def options(self) -> tuple[Argument, ...]:
        """The arguments that begin with a dash."""
        return tuple(one for one in self.arguments if one.flags)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that can stand without an option."""
        return tuple(word for one in self.arguments if not one.flags for word in one.words)

    @property
    def files(self) -> bool:
        """Whether a file can stand without an option."""
        return any(one.files for one in self.arguments if not one.flags)


def all_facts() -> tuple[CommandFacts, ...]:
    """The facts of every command, in the order of the help."""
    return tuple(_facts(command) for command in COMMANDS)


def _facts(command: CliCommand) -> CommandFacts:
    parser: Parser = import_module(f"copvalue_tui.cli.{command.name}")._parser()
    # The help of `edit` is the help of the whole program.
    description = parser.description or ""
    whole = description == DESCRIPTION
    return CommandFacts(
        command,
        "Open the editor on a file, or on the list of files." if whole else description,
        "" if whole else parser.epilog or "",
        tuple(_argument(action) for action in parser._actions),
    )


def _argument(action: Action) -> Argument:
    name = action.metavar if isinstance(action.metavar, str) else " ".join(action.metavar or ())
    choices = tuple(str(one) for one in action.choices or ())
    takes_value = action.nargs != 0
    parts = set(name.replace("|", " ").split())
    return Argument(
        tuple(action.option_strings),
        (name or "|".join(choices) or action.dest.upper()) if takes_value else "",
        choices or _LISTED.get(name, ()),
        takes_value and not choices and bool(parts & _PATHS),
        action.help or "",
    )
