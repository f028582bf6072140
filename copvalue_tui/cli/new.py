"""`copvalue new`: a new session file from a template."""

from __future__ import annotations

import argparse
from dataclasses import replace

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.support.saving import write_new
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.templates import TEMPLATE_NAMES, TEMPLATES, template_text
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.values import Matrix, Row

EXAMPLES = """\
examples:
  copvalue new water.toml
  copvalue new water.toml --members Engineers --organization Bank
  copvalue new try-me.toml --template toolkit
  copvalue new - --template water        print a template
"""


class _Options(argparse.Namespace):
    file: str
    template: str
    members: list[str]
    organization: list[str]


def run(words: list[str]) -> int:
    """Create a file, unless it exists."""
    options = _parser().parse_args(words, _Options())
    text = template_text(options.template)
    matrix = with_rows(read(text), options.members, options.organization)
    write_new(options.file, matrix, text)
    return exits.DONE


def with_rows(matrix: Matrix, members: list[str], organizations: list[str]) -> Matrix:
    """The matrix with empty rows of these names in place of its own, per audience named."""
    return replace(
        matrix,
        members=tuple(Row(name) for name in members) or matrix.members,
        organizations=tuple(Row(name) for name in organizations) or matrix.organizations,
    )


def _parser() -> Parser:
    templates = "\n".join(f"  {template.name:<10}{template.meaning}" for template in TEMPLATES)
    parser = Parser(
        "copvalue new",
        "Create a session file. An existing file is never overwritten.",
        f"templates:\n{templates}\n\n{EXAMPLES}",
    )
    parser.add_argument("file", metavar="FILE", help="the file to create; - writes to stdout")
    parser.add_argument(
        "--template",
        choices=TEMPLATE_NAMES,
        default="blank",
        metavar="NAME",
        help="the template (default: blank)",
    )
    for audience, whom in (("members", "a segment or persona"), ("organization", "a sponsor")):
        parser.add_argument(
            f"--{audience}",
            action="append",
            default=[],
            type=_row_name,
            metavar="NAME",
            help=f"add an empty row for {whom}, instead of the template's; repeatable",
        )
    return parser


def _row_name(text: str) -> str:
    name = tidy(acceptable(text).text)
    if not name:
        raise argparse.ArgumentTypeError("a row needs a name")
    return name
