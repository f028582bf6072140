"""`copvalue portfolio`: an overview of many matrices."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import print_message, print_result
from copvalue_tui.matrix.text.sentences import plural

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.files.session.watch import LoadedFile
    from copvalue_tui.matrix.values import Matrix

MAX_COMPLAINTS = 50
"""The most unreadable files to name; the rest are only counted."""
DESCRIPTION = """\
Compare many matrices: the totals, then the communities that need attention
most, which reviews are overdue, which values are common or unique, and which
communities may be duplicates. With --by sponsor: what each organization gets
from all its communities. Folders are searched for .toml files, including their
subfolders.
"""
EXAMPLES = """\
csv and jsonl have one row per value, including the parking lot. In csv, a '
precedes any text that a spreadsheet would read as a formula; --excel begins it
with the mark by which Excel knows UTF-8.
Exit codes: 0 success, 3 a file could not be read (the others are shown).

examples:
  copvalue portfolio matrices/
  copvalue portfolio --on 2027-06 matrices/ | less
  copvalue portfolio --by sponsor matrices/
  copvalue portfolio --excel matrices/ > values.csv
  copvalue portfolio --format jsonl matrices/ > values.jsonl
  duckdb -c "select owner, count(*) from 'values.jsonl' group by owner"
"""


class _Options:
    paths: list[str]
    format = ""
    by = ""
    excel = False
    on: date | None = None


def run(words: list[str]) -> int:
    """Print a portfolio; report unreadable files on stderr."""
    parser = _parser()
    options = parser.parse_args(words, _Options())
    parser.read_stdin_once(*options.paths)
    options.format = options.format or ("csv" if options.excel else "text")
    if wrong := _wrong_use(options):
        raise exits.Refusal(exits.WRONG_USE, wrong)
    counter = _FileCounter()
    matrices = counter.read(_loaded(options.paths))
    _FORMATS[options.format](matrices, options)
    print_message(counter.sentence)
    return exits.UNREADABLE if counter.troubles or not counter.matrices else exits.DONE


def _wrong_use(options: _Options) -> str:
    """Why the options do not go together, as a sentence; usually empty."""
    if options.excel and options.format != "csv":
        return f"--excel is for csv, not for {options.format}."
    if options.by and options.format != "text":
        return f"--by is for text, not for {options.format}."
    return ""


def _loaded(paths: list[str]) -> Iterable[LoadedFile]:
    """What stdin and the paths hold; stdin comes first."""
    # Imported late, because the help needs none of it.
    from copvalue_tui.cli.loading import STDIN, load_matrix
    from copvalue_tui.files.session.watch import LoadedFile, gather

    if STDIN in paths:
        try:
            yield LoadedFile("stdin", load_matrix(STDIN))
        except exits.Refusal as refusal:
            yield LoadedFile("stdin", None, str(refusal))
    yield from gather([path for path in paths if path != STDIN])


class _FileCounter:
    """Passes matrices on, counts all files, and reports those that are no matrix."""

    def __init__(self) -> None:
        self.matrices = 0
        self.troubles = 0
        self.others = 0

    def read(self, gathered: Iterable[LoadedFile]) -> Iterable[tuple[str, Matrix]]:
        """The matrices among the files."""
        for file in gathered:
            if file.matrix is not None:
                self.matrices += 1
                yield file.path, file.matrix
            elif file.trouble:
                self.troubles += 1
                if self.troubles <= MAX_COMPLAINTS:
                    print_message(file.trouble)
            else:
                self.others += 1

    @property
    def sentence(self) -> str:
        """The counts, as one sentence."""
        parts = [plural(self.matrices, "matrix", "matrices") + " read"]
        if self.troubles:
            parts.append(f"{plural(self.troubles, 'file', 'files')} could not be read")
        if self.others:
            parts.append(f"{plural(self.others, 'other TOML file', 'other TOML files')} skipped")
        return "; ".join(parts) + "."


def _print_text(matrices: Iterable[tuple[str, Matrix]], options: _Options) -> None:
    from copvalue_tui.cli.parsing import today
    from copvalue_tui.cli.streams import terminal_width
    from copvalue_tui.exports.portfolio_text import portfolio_text
    from copvalue_tui.matrix.portfolio import PortfolioBuilder

    by_sponsor = options.by == "sponsor"
    builder = PortfolioBuilder(options.on or today(), by_sponsor=by_sponsor)
    for path, matrix in matrices:
        builder.add(path, matrix)
    print_result(portfolio_text(builder.portfolio(), terminal_width(), by_sponsor=by_sponsor))


def _print_csv(matrices: Iterable[tuple[str, Matrix]], options: _Options) -> None:
    import csv
    import io

    from copvalue_tui.exports.value_records import BOM, FIELDS, cell_text, value_records

    page = io.StringIO()
    page.write(BOM if options.excel else "")
    table = csv.writer(page, lineterminator="\n")
    table.writerow(FIELDS)
    for path, matrix in matrices:
        for record in value_records(path, matrix):
            table.writerow([cell_text(field) for field in record.values()])
        print_result(page.getvalue())
        page.seek(0)
        page.truncate()
    print_result(page.getvalue())


def _print_jsonl(matrices: Iterable[tuple[str, Matrix]], options: _Options) -> None:
    import json

    from copvalue_tui.exports.value_records import value_records

    for path, matrix in matrices:
        # Escaped to ASCII, so that nothing controls a terminal and any file name can be printed.
        lines = (json.dumps(record) for record in value_records(path, matrix))
        print_result("".join(f"{line}\n" for line in lines))


_FORMATS: dict[str, Callable[[Iterable[tuple[str, Matrix]], _Options], None]] = {
    "text": _print_text,
    "csv": _print_csv,
    "jsonl": _print_jsonl,
}


def _parser() -> Parser:
    from copvalue_tui.cli.parsing import Parser, date_argument

    parser = Parser("copvalue portfolio", DESCRIPTION, EXAMPLES)
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="session files, or folders of them; - reads stdin",
    )
    parser.add_argument(
        "--format", choices=tuple(_FORMATS), help="the output format (default: text)"
    )
    parser.add_argument(
        "--by", choices=("community", "sponsor"), help="what the text compares (default: community)"
    )
    parser.add_argument(
        "--excel", action="store_true", help="print csv that begins with a byte-order mark"
    )
    parser.add_argument(
        "--on",
        type=date_argument,
        metavar="DATE",
        help="check reviews as of this day, such as 2027-06 (default: today)",
    )
    return parser
