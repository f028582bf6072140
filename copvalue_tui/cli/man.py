"""`copvalue man`: the manual page, made from the help of all commands."""

from __future__ import annotations

from collections.abc import Iterator

from copvalue_tui import __version__
from copvalue_tui.cli import exits
from copvalue_tui.cli.commands import DEFAULT
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import print_result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from copvalue_tui.cli.support.parser_facts import Argument, CommandFacts

EXAMPLES = """\
examples:
  copvalue man > copvalue.1 && man -l copvalue.1
  copvalue man > ~/.local/share/man/man1/copvalue.1
"""

_EVERYWHERE = (("-h",), ("-V",))
"""Options that every command has; they are told once."""


def run(words: list[str]) -> int:
    """Print the manual page."""
    _parser().parse_args(words)
    print_result(man_page())
    return exits.DONE


def _parser() -> Parser:
    return Parser("copvalue man", "Print the manual page, for man and other readers.", EXAMPLES)


def man_page() -> str:
    """The manual page as roff, in ASCII."""
    # Imported late, because it builds the parsers of all commands.
    from copvalue_tui.cli.support.overview import DESCRIPTION, EXAMPLES, NOTES, USAGE
    from copvalue_tui.cli.support.parser_facts import all_facts

    lines = [
        f'.TH COPVALUE 1 "" "copvalue {__version__}" "User Commands"',
        *(".SH NAME", _roff("copvalue - edit the value matrix of a community of practice")),
        *(".SH SYNOPSIS", *_block(USAGE.replace("\n       ", "\n"))),
        *(".SH DESCRIPTION", *_paragraph(DESCRIPTION)),
        ".SH COMMANDS",
    ]
    for one in all_facts():
        lines += _command(one)
    lines += [".SH EXAMPLES", *_block(EXAMPLES.removeprefix("examples:\n"))]
    lines += [".SH NOTES", *_block(NOTES)]
    return "\n".join(lines) + "\n"


def _command(one: CommandFacts) -> Iterator[str]:
    yield f'.SS "{_roff(f"copvalue {one.command.name} {one.command.arguments}".rstrip())}"'
    yield from _paragraph(one.description)
    for argument in one.arguments:
        if argument.flags[:1] in _EVERYWHERE and one.command.name != DEFAULT:
            continue
        yield ".TP"
        yield _roff(_head(argument))
        yield from _paragraph(argument.meaning)
    if one.examples:
        yield ".PP"
        yield from _block(one.examples)


def _head(argument: Argument) -> str:
    """Such as `-o OUT, --output OUT`."""
    value = f" {argument.value}" if argument.value else ""
    return ", ".join(f"{flag}{value}" for flag in argument.flags) or argument.value


def _paragraph(text: str) -> Iterator[str]:
    return (_roff(line) for line in text.splitlines() if line.strip())


def _block(text: str) -> Iterator[str]:
    """Lines that keep their breaks and spaces."""
    yield ".nf"
    for line in text.strip("\n").splitlines():
        yield _roff(line) or ".sp"
    yield ".fi"


def _roff(line: str) -> str:
    """A line in which no sign means anything to roff."""
    line = line.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    line = line.replace("'", "\\(aq").replace("`", "\\(ga").replace("~", "\\(ti")
    line = "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in line)
    return f"\\&{line}" if line.startswith((".", " ")) else line
