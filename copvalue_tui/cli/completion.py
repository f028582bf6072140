"""`copvalue completion`: the script that completes commands and options in a shell."""

from __future__ import annotations

import argparse

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import print_result

EXAMPLES = """\
examples:
  echo 'eval "$(copvalue completion bash)"' >> ~/.bashrc
  copvalue completion zsh > ~/.zfunc/_copvalue     a folder of your fpath
  copvalue completion fish > ~/.config/fish/completions/copvalue.fish
"""


class _Options(argparse.Namespace):
    shell: str


def run(words: list[str]) -> int:
    """Print the completion script of a shell."""
    shell = _parser().parse_args(words, _Options()).shell
    # Imported late, because it builds the parsers of all commands.
    from copvalue_tui.cli.support.parser_facts import all_facts
    from copvalue_tui.cli.support.shells import SHELLS

    print_result(SHELLS[shell](all_facts()))
    return exits.DONE


def _parser() -> Parser:
    parser = Parser(
        "copvalue completion",
        "Print a script that completes the commands and options of copvalue in your\nshell.",
        EXAMPLES,
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="your shell")
    return parser
