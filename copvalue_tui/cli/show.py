"""`copvalue show`: the matrix as plain text."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import WIDEST, give, only_file, tell, terminal_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.matrix.values import Matrix

MOST_NAMED = 12
EXAMPLES = """\
examples:
  copvalue show water.toml
  copvalue show water.toml --width 100 | less
  copvalue show water.toml --outline > for-the-mail.txt
  copvalue show water.toml --row "Ministry of Water"
  copvalue show water.toml --outline --credits > charter.txt
  curl -s https://example.org/water.toml | copvalue show -
"""


class _Wishes:
    file = ""
    outline = False
    row = ""
    credits = False
    width: int | None = None
    ascii = False


def run(words: list[str]) -> int:
    """Print the matrix of a file."""
    wishes = _wished(words)
    # Only now: the help needs none of it.
    from dataclasses import replace

    from copvalue_tui.cli.loading import NotLoaded, load_matrix
    from copvalue_tui.matrix.values import BLANK

    try:
        matrix = load_matrix(wishes.file)
    except NotLoaded as trouble:
        return trouble.code
    if not matrix.rows:
        # An empty file is the blank template; the editor opens it so too.
        matrix = replace(matrix, members=BLANK.members, organizations=BLANK.organizations)
    whole = None
    if wishes.row:
        from copvalue_tui.matrix.shared_value import about_rows, rows_named

        rows = rows_named(matrix, wishes.row)
        if not rows:
            tell(_no_row(matrix, wishes.row))
            return exits.WRONG_USE
        matrix = about_rows(matrix, rows)
        whole = rows_named(matrix, wishes.row)
    if wishes.outline:
        from copvalue_tui.exports.outline import outline_text

        give(outline_text(matrix, whole))
    else:
        from copvalue_tui.exports.table import table_text

        give(table_text(matrix, wishes.width or terminal_width(), wishes.ascii, whole))
    if wishes.credits:
        _give_credits(matrix)
    return exits.DONE


def _give_credits(matrix: Matrix) -> None:
    """Whom the packs that worded some of the values want thanked."""
    from copvalue_tui.matrix.text.sanitize import safe
    from copvalue_tui.suggest.library import find_packs
    from copvalue_tui.suggest.packs import credit_lines

    lines = credit_lines(matrix, find_packs((), matrix.language).packs)
    give("".join(f"{line}\n" for line in ("", *map(safe, lines))) if lines else "")


def _no_row(matrix: Matrix, name: str) -> str:
    names = ", ".join(f"“{row.name}”" for row in matrix.rows[:MOST_NAMED] if row.name)
    more = f" and {len(matrix.rows) - MOST_NAMED} more" if len(matrix.rows) > MOST_NAMED else ""
    return f"No row is called “{name}”; there are {names}{more}."


def _wished(words: list[str]) -> _Wishes:
    """What the words ask for; most often one file, for which no parser has to be built."""
    wishes = _Wishes()
    wishes.file = only_file(words)
    return wishes if wishes.file else _parser().parse_args(words, wishes)


def _parser() -> Parser:
    from copvalue_tui.cli.parsing import Parser

    parser = Parser(
        "copvalue show",
        "Print the matrix as plain text, wrapped to the terminal.",
        EXAMPLES,
    )
    parser.add_file()
    parser.add_argument(
        "--outline",
        action="store_true",
        help="every value with its details, one thing a line: for pipes, mail, screen readers",
    )
    parser.add_argument(
        "--row",
        metavar="NAME",
        help="only that segment or organization, and what others share with it: one partner's page",
    )
    parser.add_argument(
        "--credits",
        action="store_true",
        help="below it, whom to thank for values worded as in a suggestion pack",
    )
    parser.add_argument("--width", type=_width, metavar="N", help="columns of the table")
    parser.add_argument("--ascii", action="store_true", help="draw the table without Unicode")
    return parser


def _width(text: str) -> int:
    width = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 1 <= width <= WIDEST:
        from argparse import ArgumentTypeError

        raise ArgumentTypeError(f"a width is a number from 1 to {WIDEST}")
    return width
