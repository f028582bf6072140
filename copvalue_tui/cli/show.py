"""`copvalue show`: the matrix as plain text, as a table or an outline."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import WIDEST, only_file, print_result, terminal_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.matrix.values import Matrix

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
    full = False
    credits = False
    width: int | None = None
    ascii = False


def run(words: list[str]) -> int:
    """Print the matrix of a file."""
    options = _parse(words)
    # Imported late, because the help needs none of it.
    from copvalue_tui.cli.loading import load_matrix
    from copvalue_tui.exports.formats.txt import plain_text
    from copvalue_tui.exports.registry import ExportOptions
    from copvalue_tui.matrix.values import with_blank_rows

    # An empty file means the blank template, as in the editor.
    matrix, whole = with_blank_rows(load_matrix(options.file)), None
    if options.row:
        from copvalue_tui.exports.extract import Extract, NothingNamed, extracted

        try:
            matrix, whole = extracted(matrix, Extract(options.row, full=options.full))
        except NothingNamed as error:
            raise exits.Refusal(exits.WRONG_USE, str(error)) from None
    width = options.width or terminal_width()
    asked = ExportOptions(width, options.ascii, whole, options.outline)
    print_result(plain_text(matrix, asked))
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
        "--full",
        action="store_true",
        help="with --row: keep owners, notes and retired values, which are not for everybody",
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
