"""`copvalue report`: one page for a sponsor or a segment, or everybody's page in one go."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import Progress, print_message, print_result

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.matrix.values import Matrix

STDOUT = "-"
EXAMPLES = """\
What came true comes first, with its evidence and figures; then what is on
track, what is at risk and what is asked for, what changed, and the shared
values. It never tells an owner, a note or a retired value.
Exit codes: 0 success, 2 wrong use, 3 not a matrix, 4 a page cannot be written.

examples:
  copvalue report water.toml --for "Ministry of Water" -o ministry.html
  copvalue report water.toml --since 2026-06 > report.md
  copvalue report water.toml --since last-year.toml --to docx -o report.docx
  copvalue report water.toml --all-rows pages --to html
"""


class _Options:
    file = ""
    row = ""
    folder = ""
    since = ""
    to = ""
    out = STDOUT
    force = False
    language = ""


def run(words: list[str]) -> int:
    """Write the report of a matrix, or one for each row."""
    parser = _parser()
    options = parser.parse_args(words, _Options())
    parser.read_stdin_once(options.file, options.since)
    # Imported late, because the help needs none of it.
    from copvalue_tui.cli.loading import load_matrix
    from copvalue_tui.exports.registry import CannotExport

    try:
        name = _format(options)
        matrix = load_matrix(options.file)
        since = _since(options.since)
        if options.folder:
            return _write_all(matrix, since, name, options)
        content = _content(matrix, _rows(matrix, options.row), since, name, options)
    except CannotExport as error:
        raise _wrong_use(str(error)) from None
    if options.out == STDOUT:
        print_result(content if isinstance(content, str) else "")
        return exits.DONE
    from copvalue_tui.cli.support.saving import save_output

    save_output(options.out, content, force=options.force, source=options.file)
    return exits.DONE


def _wrong_use(sentence: str) -> exits.Refusal:
    return exits.Refusal(exits.WRONG_USE, sentence)


def _format(options: _Options) -> str:
    """The format by its name or by the ending of the output.

    Raises:
        Refusal: It is none of a report's, or the options do not go together.
    """
    from copvalue_tui.exports.report import FORMATS

    if options.folder and (options.row or options.out != STDOUT):
        raise _wrong_use("--all-rows names the folder for every page; leave out --for and -o.")
    ending = options.out.rpartition(".")[2].casefold() if "." in options.out else ""
    ending = "html" if ending == "htm" else ending
    name = options.to or (ending if options.out != STDOUT else "md")
    if name not in FORMATS:
        raise _wrong_use(
            f"A report is written as {', '.join(FORMATS)}; end the name in one of them."
        )
    if options.to and options.out != STDOUT and ending != options.to:
        raise _wrong_use(f"“{options.out}” does not end in .{options.to}. Change one of them.")
    if name == "docx" and options.out == STDOUT and not options.folder:
        raise _wrong_use("docx is not text for a terminal. Name a file: -o NAME.docx")
    return name


def _since(text: str) -> date | Matrix | None:
    """The day, or the older version, that changes are told from.

    Raises:
        Refusal: It is neither a date nor a file, or the file is no matrix.
    """
    import os
    from argparse import ArgumentTypeError

    from copvalue_tui.cli.loading import load_matrix
    from copvalue_tui.cli.parsing import date_argument

    if not text:
        return None
    if text == STDOUT or os.path.exists(text):  # noqa: PTH110  # no name is too long for it
        return load_matrix(text)
    try:
        return date_argument(text)
    except ArgumentTypeError:
        from copvalue_tui.files.toml.errors import printable

        shown = printable(text)
        raise _wrong_use(f"“{shown}” is neither a date such as 2026-06 nor a file.") from None


def _rows(matrix: Matrix, name: str) -> tuple[int, ...] | None:
    if not name:
        return None
    from copvalue_tui.exports.extract import rows_asked_for

    return rows_asked_for(matrix, name)


def _content(
    matrix: Matrix,
    rows: tuple[int, ...] | None,
    since: date | Matrix | None,
    name: str,
    options: _Options,
) -> str | bytes:
    from copvalue_tui.cli.parsing import today
    from copvalue_tui.exports.report import report_content, report_of

    report = report_of(matrix, rows, day=today(), since=since, language=options.language)
    return report_content(report, name)


def _write_all(matrix: Matrix, since: date | Matrix | None, name: str, options: _Options) -> int:
    """Write the page of every row into a folder, telling how far it is; the exit code."""
    from pathlib import Path

    from copvalue_tui.cli.support.saving import write_output
    from copvalue_tui.files.storage.errors import reason, shown_path
    from copvalue_tui.matrix.text.sentences import plural

    folder = Path(options.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = f"cannot be a folder: {reason(error)}."
        if isinstance(error, FileExistsError):
            why = "is no folder. Name another one."
        raise exits.Refusal(exits.UNWRITABLE, f"“{shown_path(options.folder)}” {why}") from None
    if not matrix.rows:
        print_message("This matrix has no rows, so there is no page to write.")
        return exits.DONE
    names: set[str] = set()
    refusals: list[exits.Refusal] = []
    notes: dict[str, None] = {}
    with Progress("Writing", len(matrix.rows), "pages") as progress:
        for index in range(len(matrix.rows)):
            file = str(folder / f"{_file_name(matrix, index, names)}.{name}")
            content = _content(matrix, (index,), since, name, options)
            try:
                said = write_output(file, content, force=options.force, source=options.file)
                notes |= dict.fromkeys(said)
            except exits.Refusal as refusal:
                refusals.append(refusal)
            progress.step()
    done = plural(len(matrix.rows) - len(refusals), "page")
    print_message(" ".join((f"Wrote {done} into {shown_path(options.folder)}.", *notes)))
    for each in refusals:
        print_message(str(each))
    return max((each.code for each in refusals), default=exits.DONE)


def _file_name(matrix: Matrix, index: int, taken: set[str]) -> str:
    """A name for the page of a row that no other page has."""
    from copvalue_tui.matrix.text.normalize import fold

    letters = (
        sign if sign.isascii() and sign.isalnum() else " " for sign in fold(matrix.rows[index].name)
    )
    start = "-".join("".join(letters).split())[:60] or f"row-{index + 1}"
    name, number = start, 2
    while name in taken:
        name, number = f"{start}-{number}", number + 1
    taken.add(name)
    return name


def _parser() -> Parser:
    from copvalue_tui.cli.parsing import Parser

    parser = Parser(
        "copvalue report",
        "Write one page for a sponsor or a segment: what came true, what is at risk.",
        EXAMPLES,
    )
    parser.add_file()
    parser.add_argument("--for", dest="row", metavar="ROW", help="about one row (default: all)")
    parser.add_argument(
        "--all-rows", dest="folder", metavar="DIR", help="write a page for every row into DIR"
    )
    parser.add_argument(
        "--since", metavar="DATE|FILE", help="tell what changed since a day or an older file"
    )
    parser.add_argument("--to", choices=("md", "html", "docx"), help="the format (default: md)")
    parser.add_output("the file to write (default: stdout)", force="replace files that exist")
    parser.add_language("the labels", "the matrix's own")
    return parser
