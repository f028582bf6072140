"""`copvalue gather`: the answers of many people as one matrix."""

from __future__ import annotations

import argparse
from pathlib import PurePath

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import Progress, print_message

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.imports.gathering import Gathered
    from copvalue_tui.imports.people import Answers
    from copvalue_tui.matrix.values import Horizon

NAMED_FOLDS = 20
NAMED_REMARKS = 20
EXAMPLES = """\
One file of answers is one person; in the table of a form a row is one, and on a
whiteboard with a column of authors an author. Answers come in every format that
copvalue import reads. The same idea in nearly the same words is one value, and
its votes are the number of people who had it. Folds that may be wrong are
marked in their notes: the editor shows them one by one, to keep or to split
with a key each.

examples:
  copvalue gather water.toml answers/*.docx -o round-1.toml
  copvalue gather water.toml form.csv --origins -o round-1.toml
  copvalue gather water.toml ana.txt ben.txt --into "Members:short" > all.toml
"""


class _Options(argparse.Namespace):
    file: str
    answers: list[str]
    output: str
    origins: bool
    into: tuple[str, Horizon] | None
    format: str


def run(words: list[str]) -> int:
    """Write the matrix of a file with everybody's answers."""
    parser = _parser()
    options = parser.parse_args(words, _Options())
    parser.read_stdin_once(options.file, *options.answers)
    # Imported late, because the help needs none of it.
    from copvalue_tui.cli.loading import load_matrix
    from copvalue_tui.cli.support.inputs import into_cell, load_people
    from copvalue_tui.cli.support.saving import refuse_taken, refuse_too_large, write_new
    from copvalue_tui.imports.gathering import gathered

    refuse_taken(options.output)
    matrix = load_matrix(options.file)
    people: list[Answers] = []
    with Progress("Reading", len(options.answers), "files") as progress:
        for file, name in zip(options.answers, _names(options.answers), strict=True):
            people += load_people(file, name, options.format)
            progress.step()
    if options.into is not None:
        people = [into_cell(person, options.into) for person in people]
    result = gathered(matrix, people, origins=options.origins)
    refuse_too_large(result.matrix)
    print_message("\n".join(_lines(people, result)))
    write_new(options.output, result.matrix)
    return exits.DONE


def _names(files: list[str]) -> list[str]:
    """What each file's person is called: its name without folder and ending, if that is unique."""
    stems = [PurePath(file).stem for file in files]
    return [
        stem if stems.count(stem) == 1 else file for file, stem in zip(files, stems, strict=True)
    ]


def _lines(people: list[Answers], result: Gathered) -> Iterator[str]:
    """How many there were, what was folded, what has no place, what was left out."""
    from copvalue_tui.matrix.text.sentences import join, plural, quote

    who = plural(len(people), "person", "people")
    yield f"{who}, {plural(result.answers, 'answer')} → {plural(result.values, 'value')}"
    for audience, name in result.new_rows:
        yield f"  New row of {audience}: {quote(name)}."
    parked = sum(len(person.imported.unplaced) for person in people)
    if parked:
        yield f"  {plural(parked, 'answer')} without a place went to the parking lot."
    folds = sorted(result.folds, key=lambda fold: not fold.doubtful)
    for fold in folds[:NAMED_FOLDS]:
        sure = [other for other in fold.others if other not in fold.doubtful]
        for word, others in (("Doubtful: counted", fold.doubtful), ("Counted", sure)):
            if others:
                named = join([quote(other) for other in others])
                yield f"  {word} {named} as {quote(fold.text)} ({fold.where})."
    if len(folds) > NAMED_FOLDS:
        yield f"  {plural(len(folds) - NAMED_FOLDS, 'more fold')}."
    remarks = sorted({remark for person in people for remark in person.imported.remarks})
    for remark in remarks[:NAMED_REMARKS]:
        yield f"  {remark}"
    doubtful = sum(bool(fold.doubtful) for fold in folds)
    if doubtful:
        yield f"  To look over {plural(doubtful, 'doubtful fold')}: open the file in the editor."


def _parser() -> Parser:
    from copvalue_tui.cli.parsing import Parser
    from copvalue_tui.cli.support.inputs import add_format, cell_argument

    parser = Parser(
        "copvalue gather",
        "Gather the answers of many people into one matrix. FILE itself is not changed.",
        EXAMPLES,
        "copvalue gather [-o OUT] [--origins] [--into CELL] FILE ANSWERS...",
    )
    parser.add_argument("file", metavar="FILE", help="the matrix that was asked about")
    parser.add_argument("answers", nargs="+", metavar="ANSWERS", help="the files of answers")
    parser.add_argument(
        "-o", "--output", default="-", metavar="OUT", help="the file to create (default: stdout)"
    )
    parser.add_argument(
        "--origins", action="store_true", help="say in the note of each value who had the idea"
    )
    parser.add_argument(
        "--into",
        type=cell_argument,
        metavar="CELL",
        help="the cell for answers without a place, such as “Members:short”",
    )
    add_format(parser)
    return parser
