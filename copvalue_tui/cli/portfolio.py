"""`copvalue portfolio`: many matrices at once."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import give, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.files.session.watch import LoadedFile
    from copvalue_tui.matrix.values import Matrix

MOST_TOLD = 50
"""More files than this that do not read are counted, not named."""
DESCRIPTION = """\
Look at many matrices at once: how each is covered, which reviews are overdue,
which values many communities have or only one, and which communities may be
doubles. Folders are searched for .toml files, with the folders below them.
"""
EXAMPLES = """\
csv and jsonl give one value a row, those of the parking lot too; in csv a '
stands before a text that a spreadsheet would take for a formula.
Exit codes: 0 done, 3 a file could not be read while the others are told.

examples:
  copvalue portfolio matrices/
  copvalue portfolio --on 2027-06 matrices/ | less
  copvalue portfolio --format jsonl matrices/ > values.jsonl
  duckdb -c "select owner, count(*) from 'values.jsonl' group by owner"
"""


class _Wishes:
    paths: list[str]
    format = "text"
    on: date | None = None


def run(words: list[str]) -> int:
    """Print a portfolio; files that do not read are told on stderr and counted."""
    wishes = _parser().parse_args(words, _Wishes())
    # Only now: the help needs none of it.
    from copvalue_tui.files.session.watch import gather

    counted = _Counted()
    matrices = counted.read(gather(wishes.paths))
    _WAYS[wishes.format](matrices, wishes)
    tell(counted.sentence)
    return exits.UNREADABLE if counted.troubles or not counted.matrices else exits.DONE


class _Counted:
    """Lets matrices through, and counts and tells what is none."""

    def __init__(self) -> None:
        self.matrices = 0
        self.troubles = 0
        self.others = 0

    def read(self, gathered: Iterable[LoadedFile]) -> Iterable[tuple[str, Matrix]]:
        """The matrices among what was gathered."""
        for found in gathered:
            if found.matrix is not None:
                self.matrices += 1
                yield found.path, found.matrix
            elif found.trouble:
                self.troubles += 1
                if self.troubles <= MOST_TOLD:
                    tell(found.trouble)
            else:
                self.others += 1

    @property
    def sentence(self) -> str:
        """How many files were what."""
        parts = [_counted(self.matrices, "matrix", "matrices") + " read"]
        if self.troubles:
            parts.append(f"{_counted(self.troubles, 'file', 'files')} could not be read")
        if self.others:
            parts.append(f"{_counted(self.others, 'other TOML file', 'other TOML files')} left out")
        return "; ".join(parts) + "."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _give_text(matrices: Iterable[tuple[str, Matrix]], wishes: _Wishes) -> None:
    from copvalue_tui.cli.argument_types import today
    from copvalue_tui.cli.streams import terminal_width
    from copvalue_tui.exports.portfolio_text import portfolio_text
    from copvalue_tui.matrix.portfolio import PortfolioBuilder

    collector = PortfolioBuilder(wishes.on or today())
    for path, matrix in matrices:
        collector.add(path, matrix)
    give(portfolio_text(collector.portfolio(), terminal_width()))


def _give_csv(matrices: Iterable[tuple[str, Matrix]], wishes: _Wishes) -> None:
    import csv
    import io

    from copvalue_tui.exports.value_records import FIELDS, protected, value_records
    from copvalue_tui.matrix.text.sanitize import safe

    page = io.StringIO()
    table = csv.writer(page, lineterminator="\n")
    table.writerow(FIELDS)
    for path, matrix in matrices:
        for record in value_records(path, matrix):
            fields = ("" if field is None else field for field in record.values())
            table.writerow(
                protected(safe(field)) if isinstance(field, str) else field for field in fields
            )
        give(page.getvalue())
        page.seek(0)
        page.truncate()
    give(page.getvalue())


def _give_jsonl(matrices: Iterable[tuple[str, Matrix]], wishes: _Wishes) -> None:
    import json

    from copvalue_tui.exports.value_records import value_records

    for path, matrix in matrices:
        # All in ASCII: nothing in it commands a terminal, and a file name that is no text passes.
        lines = (json.dumps(record) for record in value_records(path, matrix))
        give("".join(f"{line}\n" for line in lines))


_WAYS: dict[str, Callable[[Iterable[tuple[str, Matrix]], _Wishes], None]] = {
    "text": _give_text,
    "csv": _give_csv,
    "jsonl": _give_jsonl,
}


def _parser() -> Parser:
    from copvalue_tui.cli.argument_types import a_date
    from copvalue_tui.cli.parsing import Parser

    parser = Parser("copvalue portfolio", DESCRIPTION, EXAMPLES)
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", help="session files, or folders of them"
    )
    parser.add_argument("--format", choices=tuple(_WAYS), help="what to print (text)")
    parser.add_argument(
        "--on", type=a_date, metavar="DATE", help="what is overdue by then, as in 2027-06 (today)"
    )
    return parser
