"""`copvalue show`: the matrix as plain text, as a table or an outline."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import WIDEST, only_file, print_message, print_result, terminal_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.matrix.values import Matrix

MAX_NAMES = 12
EXAMPLES = """\
examples:
  copvalue show water.toml
  copvalue show water.toml --width 100 | less
  copvalue show water.toml --outline > for-the-mail.txt
  copvalue show water.toml --row "Ministry of Water"
  copvalue show water.toml --outline --credits > charter.txt
  curl -s https://example.org/water.toml | copvalue show -
"""


class _Options:
    file = ""
    outline = False
    row = ""
    credits = False
    width: int | None = None
    ascii = False


def run(words: list[str]) -> int:
    """Print the matrix of a file."""
    options = _parse(words)
    # Imported late, because the help needs none of it.
    from dataclasses import replace

    from copvalue_tui.cli.loading import NotLoaded, load_matrix
    from copvalue_tui.exports.registry import ExportOptions, exporter
    from copvalue_tui.matrix.values import BLANK

    try:
        matrix = load_matrix(options.file)
    except NotLoaded as error:
        return error.code
    if not matrix.rows:
        # An empty file means the blank template, as in the editor.
        matrix = replace(matrix, members=BLANK.members, organizations=BLANK.organizations)
    full_rows = None
    if options.row:
        from copvalue_tui.matrix.shared_value import about_rows, rows_named

        rows = rows_named(matrix, options.row)
        if not rows:
            print_message(_no_row(matrix, options.row))
            return exits.WRONG_USE
        matrix = about_rows(matrix, rows)
        full_rows = rows_named(matrix, options.row)
    asked = ExportOptions(options.width or terminal_width(), options.ascii, full_rows)
    print_result(exporter("outline" if options.outline else "table").text(matrix, asked))
    if options.credits:
        _print_credits(matrix)
    return exits.DONE


def _print_credits(matrix: Matrix) -> None:
    """Print the credits of the packs whose wording some values use."""
    from copvalue_tui.matrix.text.sanitize import safe
    from copvalue_tui.suggest.library import find_packs
    from copvalue_tui.suggest.packs import credit_lines

    lines = credit_lines(matrix, find_packs((), matrix.language).packs)
    print_result("".join(f"{line}\n" for line in ("", *map(safe, lines))) if lines else "")


def _no_row(matrix: Matrix, name: str) -> str:
    names = ", ".join(f"“{row.name}”" for row in matrix.rows[:MAX_NAMES] if row.name)
    more = f" and {len(matrix.rows) - MAX_NAMES} more" if len(matrix.rows) > MAX_NAMES else ""
    return f"There is no row “{name}”. The rows are {names}{more}."


def _parse(words: list[str]) -> _Options:
    """The options in `words`; a file name alone needs no parser, which saves time."""
    options = _Options()
    options.file = only_file(words)
    return options if options.file else _parser().parse_args(words, options)


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
        help="print every value with its details, line by line: for pipes, mail and screen readers",
    )
    parser.add_argument(
        "--row",
        metavar="NAME",
        help="print only this segment or organization, and the values others share with it",
    )
    parser.add_argument(
        "--credits",
        action="store_true",
        help="add the credits of the packs whose wording is used",
    )
    parser.add_argument(
        "--width", type=_width, metavar="N", help="the width of the table, in columns"
    )
    parser.add_argument("--ascii", action="store_true", help="use only ASCII characters")
    return parser


def _width(text: str) -> int:
    width = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 1 <= width <= WIDEST:
        from argparse import ArgumentTypeError

        raise ArgumentTypeError(f"the width must be a number from 1 to {WIDEST}")
    return width
