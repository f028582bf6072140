"""`copvalue minutes`: the record of a review as Markdown."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import give, only_file, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.matrix.values import Matrix

EXAMPLES = """\
Decisions come from the record that a review session left in the file; open
questions, owners and dates from the matrix as it is now.
Exit codes: 0 done, 1 no such review, 3 the file cannot be read as a matrix.

examples:
  copvalue minutes water.toml > minutes.md
  copvalue minutes water.toml --date 2026-11-23
"""


class _Wishes:
    file = ""
    date: date | None = None


def run(words: list[str]) -> int:
    """Print the minutes of one review."""
    wishes = _wished(words)
    # Only now: the help needs none of it.
    from copvalue_tui.cli.loading import NotLoaded, load_matrix
    from copvalue_tui.exports.minutes import minutes_text, review_on

    try:
        matrix = load_matrix(wishes.file)
    except NotLoaded as trouble:
        return trouble.code
    review = review_on(matrix, wishes.date)
    if review is None:
        tell(_none(matrix, wishes))
        return exits.FINDINGS
    give(minutes_text(matrix, review))
    return exits.DONE


def _none(matrix: Matrix, wishes: _Wishes) -> str:
    where = "stdin" if wishes.file == "-" else f"“{wishes.file}”"
    if not matrix.reviews:
        return f"No review is recorded in {where} yet; r in the editor begins one."
    days = sorted({review.date.isoformat() for review in matrix.reviews if review.date})
    if not days:
        return f"No review in {where} has a date; leave --date out for the last one."
    return f"No review of that day is recorded in {where}; there are those of {', '.join(days)}."


def _wished(words: list[str]) -> _Wishes:
    wishes = _Wishes()
    wishes.file = only_file(words)
    return wishes if wishes.file else _parser().parse_args(words, wishes)


def _parser() -> Parser:
    from copvalue_tui.cli.argument_types import a_date
    from copvalue_tui.cli.parsing import Parser

    parser = Parser(
        "copvalue minutes",
        "Print a review's minutes as Markdown: decisions, open questions, owners, dates.",
        EXAMPLES,
    )
    parser.add_file()
    parser.add_argument(
        "--date", type=a_date, metavar="D", help="the day of the review (the last one)"
    )
    return parser
