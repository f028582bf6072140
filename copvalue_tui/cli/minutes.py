"""`copvalue minutes`: the minutes of a review as Markdown."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import only_file, print_result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.matrix.values import Matrix

EXAMPLES = """\
Decisions, confirmed values and next steps come from the review's record in
the file; what is at risk or due comes from the matrix as it is now. The
minutes are in the language of the matrix.
Exit codes: 0 success, 1 no such review, 3 the file cannot be read as a matrix.

examples:
  copvalue minutes water.toml > minutes.md
  copvalue minutes water.toml --date 2026-11-23 --full
"""


class _Options:
    file = ""
    date: date | None = None
    full = False
    language = ""


def run(words: list[str]) -> int:
    """Print the minutes of one review."""
    options = _parse(words)
    # Imported late, because the help needs none of it.
    from copvalue_tui.cli.loading import load_matrix
    from copvalue_tui.exports.minutes import minutes_text, review_on

    matrix = load_matrix(options.file)
    review = review_on(matrix, options.date)
    if review is None:
        raise exits.Refusal(exits.FINDINGS, _no_review(matrix, options))
    print_result(minutes_text(matrix, review, full=options.full, language=options.language))
    return exits.DONE


def _no_review(matrix: Matrix, options: _Options) -> str:
    where = "Stdin" if options.file == "-" else f"“{options.file}”"
    if not matrix.reviews:
        return f"{where} has no review yet. Press r in the editor to start one."
    days = sorted({review.date.isoformat() for review in matrix.reviews if review.date})
    if not days:
        return "No review there has a date. Leave out --date to get the last one."
    return f"{where} has no review of that day. It has {', '.join(days)}."


def _parse(words: list[str]) -> _Options:
    options = _Options()
    options.file = only_file(words)
    return options if options.file else _parser().parse_args(words, options)


def _parser() -> Parser:
    from copvalue_tui.cli.parsing import Parser, date_argument
    from copvalue_tui.matrix.text.labels import LANGUAGES

    parser = Parser(
        "copvalue minutes",
        "Print the minutes of a review as Markdown: who, what was decided, what is next.",
        EXAMPLES,
    )
    parser.add_file()
    parser.add_argument(
        "--date",
        type=date_argument,
        metavar="D",
        help="the day of the review (default: the last one)",
    )
    parser.add_argument(
        "--full",
        action="store_true",
        help="add what was confirmed, what is not yet agreed, and every owner and date",
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        help="of the labels (default: the language of the matrix)",
    )
    return parser
