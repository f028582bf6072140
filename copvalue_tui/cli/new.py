"""`copvalue new`: a new session file from a template."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from copvalue_tui.cli import exits
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.cli.streams import give, tell
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.session.templates import TEMPLATE_NAMES, TEMPLATES, template_text
from copvalue_tui.files.storage.errors import CannotSave, ChangedOnDisk, FileTrouble, reason, shown
from copvalue_tui.files.storage.file import new_file
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable
from copvalue_tui.matrix.values import Matrix, Row

STDOUT = "-"
EXAMPLES = """\
examples:
  copvalue new water.toml
  copvalue new water.toml --members Engineers --organization Bank
  copvalue new try-me.toml --template toolkit
  copvalue new - --template water        print a template
"""


class _Wishes(argparse.Namespace):
    file: str
    template: str
    members: list[str]
    organization: list[str]


def run(words: list[str]) -> int:
    """Write a new file; one that exists is left alone."""
    wishes = _parser().parse_args(words, _Wishes())
    text = template_text(wishes.template)
    matrix = with_rows(read(text), wishes.members, wishes.organization)
    if wishes.file == STDOUT:
        from copvalue_tui.files.session.write import write

        give(write(matrix, text))
        return exits.DONE
    try:
        file = new_file(Path(wishes.file))
        save(replace(file, source=replace(file.source, text=text)), matrix)
    except ChangedOnDisk:
        tell(f"“{shown(wishes.file)}” exists already; it was left as it is.")
        return exits.UNWRITABLE
    except FileTrouble as trouble:
        tell(_why_not(wishes.file, trouble))
        return exits.UNWRITABLE
    tell(f"Written: {wishes.file}. Open it with: copvalue {wishes.file}")
    return exits.DONE


def _why_not(name: str, trouble: FileTrouble) -> str:
    """Why the file was not written, without the advice that only helps in the editor."""
    if isinstance(trouble, CannotSave) and trouble.error is not None:
        return f"“{shown(name)}” was not written: {reason(trouble.error)}."
    return str(trouble)


def with_rows(matrix: Matrix, members: list[str], organizations: list[str]) -> Matrix:
    """The matrix with empty rows of these names instead of its own, where any are named."""
    return replace(
        matrix,
        members=tuple(Row(name) for name in members) or matrix.members,
        organizations=tuple(Row(name) for name in organizations) or matrix.organizations,
    )


def _parser() -> Parser:
    templates = "\n".join(f"  {one.name:<10}{one.meaning}" for one in TEMPLATES)
    parser = Parser(
        "copvalue new",
        "Write a new session file. An existing file is never written over.",
        f"templates:\n{templates}\n\n{EXAMPLES}",
    )
    parser.add_argument("file", metavar="FILE", help="the file to make; - is stdout")
    parser.add_argument(
        "--template",
        choices=TEMPLATE_NAMES,
        default="blank",
        metavar="NAME",
        help="what to start from (blank)",
    )
    for audience, whom in (("members", "a segment or persona"), ("organization", "a sponsor")):
        parser.add_argument(
            f"--{audience}",
            action="append",
            default=[],
            type=_name,
            metavar="NAME",
            help=f"an empty row for {whom}, instead of the template's; may be repeated",
        )
    return parser


def _name(text: str) -> str:
    name = tidy(acceptable(text).text)
    if not name:
        raise argparse.ArgumentTypeError("a row needs a name")
    return name
