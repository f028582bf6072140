"""`copvalue import`: a session file from tables, outlines, sticky notes and other formats."""

from __future__ import annotations

import argparse

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import print_message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.imports.imported import Applied, Imported
    from copvalue_tui.matrix.values import Horizon, Place

NAMED_DOUBLES = 12
EXAMPLES = """\
formats: Markdown tables and outlines, CSV and TSV, JSON and JSON Lines, HTML
tables, DOCX tables, XLSX, plain bullets, session files; known by their endings
or by what is in them. Heads and first columns may be in English, Spanish,
French or Portuguese. What has no place goes to the parking lot and is named.

examples:
  copvalue import workshop.docx -o water.toml
  copvalue import stickies.csv table.md -o water.toml
  copvalue import ideas.txt --into "Members:short" -o water.toml
  pandoc minutes.odt -t markdown | copvalue import - -o water.toml
"""


class _Options(argparse.Namespace):
    inputs: list[str]
    output: str
    into: tuple[str, Horizon] | None
    format: str


def run(words: list[str]) -> int:
    """Write a new session file with the values of the inputs."""
    parser = _parser()
    options = parser.parse_args(words, _Options())
    parser.read_stdin_once(*options.inputs)
    # Imported late, because the help needs none of it.
    from copvalue_tui.cli.support.inputs import load_input, with_cell
    from copvalue_tui.cli.support.saving import refuse_taken, refuse_too_large, write_new
    from copvalue_tui.matrix.values import Matrix

    refuse_taken(options.output)
    matrix = Matrix()
    told: list[str] = []
    for name in options.inputs:
        imported = load_input(name, options.format)
        matrix, place = with_cell(matrix, options.into)
        applied = imported.apply(matrix, place, without_equals=bool(told))
        told.append("\n".join(_lines(name, imported, applied)))
        matrix = applied.matrix
    refuse_too_large(matrix)
    if matrix == Matrix():
        sentence = "There are no values in this input. Nothing was written."
        raise exits.Refusal(exits.UNREADABLE, sentence)
    for text in told:
        print_message(text)
    write_new(options.output, matrix)
    return exits.DONE


def _lines(name: str, imported: Imported, applied: Applied) -> Iterator[str]:
    """What came where, what went to the parking lot, what looks like a double, what is not in."""
    from copvalue_tui.matrix.text.sentences import plural, quote
    from copvalue_tui.matrix.values import HORIZON_WORDS

    def cell(place: Place | None) -> str:
        if place is None:
            return "parking lot"
        row = applied.matrix.rows[place.row].name or "a row without a name"
        return f"{row} · {HORIZON_WORDS[place.horizon]}"

    yield f"{'stdin' if name == '-' else name}: {applied.summary}"
    for place, count in applied.added:
        yield f"  {cell(place)}: {count:,}"
    if applied.parked:
        yield f"  parking lot: {applied.parked:,}"
    for double in applied.doubles[:NAMED_DOUBLES]:
        yield f"  {quote(double.text)} looks like {quote(double.other)} ({cell(double.place)})."
    if len(applied.doubles) > NAMED_DOUBLES:
        yield f"  {plural(len(applied.doubles) - NAMED_DOUBLES, 'more double')}."
    if applied.equal:
        yield f"  {plural(applied.equal, 'value was', 'values were')} there already and kept once."
    for audience, words in (
        ("members", "a segment of members"),
        ("organizations", "an organization"),
    ):
        names = [quote(row) for each, row in applied.guessed if each == audience]
        if names:
            yield f"  Taken for {words}: {', '.join(names)}."
    for remark in imported.remarks:
        yield f"  {remark}"
    if imported.refusal:
        yield f" {imported.refusal}"


def _parser() -> Parser:
    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.cli.support.inputs import add_format, cell_argument

    parser = Parser(
        "copvalue import",
        "Make a session file from tables and lists that other programs wrote.\n"
        "An existing file is never overwritten.",
        EXAMPLES,
    )
    parser.add_argument(
        "inputs", nargs="+", metavar="IN", help="the files to read, merged in order; - reads stdin"
    )
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE", help="the file to create; - writes stdout"
    )
    parser.add_argument(
        "--into",
        type=cell_argument,
        metavar="CELL",
        help="the cell for values without a place, such as “Members:short”",
    )
    add_format(parser)
    return parser
