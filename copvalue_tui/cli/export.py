"""`copvalue export`: the matrix, or a part of it, as a file in another format."""

from __future__ import annotations

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import Progress, print_message, print_result, terminal_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.exports.extract import Extract
    from copvalue_tui.exports.registry import Exporter, ExportOptions
    from copvalue_tui.matrix.values import Matrix

STDOUT = "-"
MANY_ROWS = 100
"""From so many rows on a person is told how far the export is."""
EXAMPLES = """\
A page for one row (--row) also shows what others share with it, and leaves out
owners, notes and retired values unless you add --full. What a format cannot
carry is said on stderr; json carries everything but comments and unknown keys.
Exit codes: 0 success, 2 wrong use, 3 not a matrix, 4 OUT cannot be written.

examples:
  copvalue export water.toml -o water.html
  copvalue export water.toml --to md | less
  copvalue export water.toml --row "Ministry of Water" -o ministry.html
  copvalue export water.toml --status at-risk --to csv --excel > at-risk.csv
  copvalue export water.toml --as charter -o charter.md
  copvalue export water.toml --blank --language es -o hoja.html
"""


class _Options:
    file = ""
    to = ""
    out = STDOUT
    force = False
    outline = False
    row = ""
    only: str | None = None
    horizon: str | None = None
    status: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    shared = ""
    full = False
    blank = False
    language = ""
    skeleton = ""
    excel = False


def quick_options(words: list[str]) -> _Options | None:
    """The options of the usual `FILE --to FORMAT -o OUT`, without the time a parser takes.

    None if the words say anything else.
    """
    options, rest = _Options(), list(words)
    while rest:
        word = rest.pop(0)
        if word in ("--to", "-o") and rest and not rest[0].startswith("-"):
            setattr(options, {"--to": "to", "-o": "out"}[word], rest.pop(0))
        elif options.file or word.startswith("-"):
            return None
        else:
            options.file = word
    return options if options.file else None


def run(words: list[str]) -> int:
    """Write the matrix of a file in another format."""
    options = quick_options(words) or _parser().parse_args(words, _Options())
    # Imported late, because the help needs none of it.
    from copvalue_tui.cli.loading import load_matrix
    from copvalue_tui.exports.registry import CannotExport

    try:
        found = _format(options)
        matrix = load_matrix(options.file)
        part, asked = _part(matrix, options)
        content = _content(found, part, asked, options)
    except CannotExport as error:
        raise _wrong_use(str(error)) from None
    if options.out == STDOUT:
        _print(content)
    else:
        from copvalue_tui.cli.support.saving import save_output

        save_output(options.out, content, force=options.force, source=options.file)
    if not options.skeleton:
        _print_losses(part, found, asked)
    return exits.DONE


def _wrong_use(sentence: str) -> exits.Refusal:
    return exits.Refusal(exits.WRONG_USE, sentence)


def _format(options: _Options) -> Exporter:
    """The format that is asked for by name or by the ending of the output.

    Raises:
        NoSuchFormat: There is none.
        Refusal: Something else that is asked for does not go with it.
    """
    from copvalue_tui.exports.registry import NoSuchFormat, exporter, exporter_for

    if options.skeleton and options.out == STDOUT:
        options.to = options.to or "md"
    if not options.to and options.out == STDOUT:
        raise _wrong_use("Say which format: --to md, or -o with a name such as page.html.")
    found = exporter(options.to) if options.to else exporter_for(options.out)
    if options.to and options.out != STDOUT:
        try:
            meant = exporter_for(options.out)
        except NoSuchFormat:
            meant = found
        if meant.name != found.name:
            raise _wrong_use(
                f"“{options.out}” is a name for {meant.name}, but --to says {found.name}. "
                "Leave out --to, or choose another name."
            )
    _check(found, options)
    return found


def _check(found: Exporter, options: _Options) -> None:
    """Refuse if the format has no use for an option."""
    from copvalue_tui.exports.registry import exporter, exporter_names

    rules: tuple[tuple[bool, str, Callable[[Exporter], bool]], ...] = (
        (options.outline, "--outline", lambda each: each.loses_in_outline is not None),
        (options.blank, "--blank", lambda each: each.worksheet),
        (bool(options.skeleton), "--as", lambda each: each.name == "md"),
        (options.excel, "--excel", lambda each: each.name in ("csv", "tsv")),
    )
    for asked, option, serves in rules:
        if asked and not serves(found):
            names = ", ".join(name for name in exporter_names() if serves(exporter(name)))
            raise _wrong_use(f"{option} is for {names}, not for {found.name}.")
    if found.binary and options.out == STDOUT and _is_terminal():
        raise _wrong_use(
            f"{found.name} is not text for a terminal. Name a file: -o NAME{found.endings[0]}"
        )


def _is_terminal() -> bool:
    import sys

    return sys.stdout is not None and sys.stdout.isatty()


def _part(matrix: Matrix, options: _Options) -> tuple[Matrix, ExportOptions]:
    """What is to be written, and how.

    Raises:
        NothingNamed: The matrix has no row or theme of the name that is asked for.
    """
    from copvalue_tui.exports.registry import ExportOptions
    from copvalue_tui.matrix.values import with_blank_rows

    matrix = with_blank_rows(matrix)
    width = terminal_width() if options.out == STDOUT else 80
    asked = ExportOptions(
        width,
        outline=options.outline,
        language=options.language,
        excel=options.excel,
        blank=options.blank,
    )
    wanted = _extract(options)
    if wanted is not None:
        from copvalue_tui.exports.extract import extracted

        matrix, whole = extracted(matrix, wanted)
        asked = asked._replace(full_rows=whole)
        if wanted.horizon:
            asked = asked._replace(horizons=(wanted.horizon,))
        if not options.blank and not any(row.short_term or row.long_term for row in matrix.rows):
            print_message("No value matches.")
    if options.blank:
        from copvalue_tui.exports.extract import emptied
        from copvalue_tui.suggest.questions import own_questions

        language = options.language or matrix.language
        matrix = emptied(matrix)
        asked = asked._replace(question=lambda who, when: own_questions(who, when, language)[0])
    return matrix, asked


def _extract(options: _Options) -> Extract | None:
    """The part that is asked for; None for the whole matrix."""
    from copvalue_tui.matrix.values import AUDIENCES, HORIZONS

    parts = (options.row, options.only, options.horizon, options.shared)
    if not any((*parts, options.status, options.priority)):
        return None
    from copvalue_tui.exports.extract import Extract

    return Extract(
        options.row or "",
        next((each for each in AUDIENCES if each == options.only), None),
        next((each for each in HORIZONS if each == f"{options.horizon}_term"), None),
        options.status,
        options.priority,
        options.shared or "",
        options.full,
    )


def _content(found: Exporter, part: Matrix, asked: ExportOptions, options: _Options) -> str | bytes:
    if not options.skeleton:
        with Progress("Writing", len(part.rows), "rows", MANY_ROWS) as progress:
            return found.write(part, asked._replace(row_done=progress.step))
    from copvalue_tui.exports.skeletons import skeleton_text

    return skeleton_text(part, options.skeleton, asked)


def _print(content: str | bytes) -> None:
    if isinstance(content, str):
        print_result(content)
        return
    import sys

    if sys.stdout is not None:
        sys.stdout.buffer.write(content)


def _print_losses(matrix: Matrix, found: Exporter, asked: ExportOptions) -> None:
    if asked.blank or not (found.loses or found.one_way):
        return
    from copvalue_tui.exports.registry import loss_sentence

    sentence = loss_sentence(matrix, found, asked)
    if sentence:
        print_message(sentence)


def _words(known: tuple[str, ...], noun: str) -> Callable[[str], tuple[str, ...]]:
    """The type of an option that takes one or several of the known words."""

    def words(text: str) -> tuple[str, ...]:
        from argparse import ArgumentTypeError

        said = tuple(word.strip().casefold() for word in text.split(",") if word.strip())
        wrong = next((word for word in said if word not in known), None if said else text)
        if wrong is not None:
            raise ArgumentTypeError(f"“{wrong}” is no {noun}; choose from {', '.join(known)}")
        return said

    return words


def _parser() -> Parser:
    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.exports.registry import exporter_names
    from copvalue_tui.matrix.text.sentences import join

    parser = Parser(
        "copvalue export",
        "Write the matrix, or a part of it, in another format.",
        EXAMPLES,
    )
    parser.add_file()
    parser.add_argument("--to", metavar="FORMAT", help=join(exporter_names(), "or"))
    parser.add_output(
        "the file to write; its ending says the format (default: stdout)",
        force="replace OUT if it exists",
    )
    flags = (
        ("--outline", "every value with its details, line by line (md, txt)"),
        ("--excel", "begin with a byte-order mark, so that Excel reads UTF-8 (csv, tsv)"),
        ("--blank", "an empty worksheet to print, with the guiding questions"),
    )
    for flag, meaning in flags:
        parser.add_argument(flag, action="store_true", help=meaning)
    parser.add_argument(
        "--as",
        dest="skeleton",
        choices=("charter", "description", "pitch"),
        help="a text to write on from, with every fact and agreed value (md)",
    )
    parser.add_language("the labels", "the matrix's own")
    _add_parts(parser)
    return parser


def _add_parts(parser: Parser) -> None:
    from copvalue_tui.matrix.vocabulary import PRIORITIES, STATUS_NAMES

    part = parser.add_argument_group("a part of the matrix")
    part.add_argument("--row", metavar="NAME", help="one row, and what others share with it")
    part.add_argument(
        "--full", action="store_true", help="with --row: keep owners, notes and retired values"
    )
    part.add_argument("--only", choices=("members", "organizations"), help="one kind of row")
    part.add_argument("--horizon", choices=("short", "long"), help="one column")
    part.add_argument(
        "--status", type=_words(STATUS_NAMES, "status"), metavar="S[,S]", help="these statuses"
    )
    part.add_argument(
        "--priority", type=_words(PRIORITIES, "priority"), metavar="P[,P]", help="these priorities"
    )
    part.add_argument("--shared", metavar="THEME", help="the values that share this theme")
