"""Read files and stdin in any format that can be imported."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentTypeError
from dataclasses import replace

from copvalue_tui.cli.exits import UNREADABLE, WRONG_USE, Refusal
from copvalue_tui.cli.loading import STDIN, faults_text
from copvalue_tui.cli.parsing import Parser
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.encoding import decode
from copvalue_tui.files.storage.errors import FileTrouble, reason
from copvalue_tui.files.storage.open import read_whole
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.imports.imported import Imported, row_named
from copvalue_tui.imports.people import Answers, people_in
from copvalue_tui.imports.registry import CannotImport, LibraryMissing, importers
from copvalue_tui.imports.sources import MOST_BYTES, import_bytes
from copvalue_tui.imports.structure.labels import guess_audience, read_label
from copvalue_tui.matrix.edits import add_row, add_values, index_of, rows_of
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.text.sanitize import acceptable_line, safe
from copvalue_tui.matrix.values import (
    AUDIENCES,
    HORIZONS,
    Horizon,
    Matrix,
    Place,
    Row,
    cell_at,
)

SESSION = "toml"
"""The name of our own format among those of the imports."""
_OWN_HEADS = (
    rb"(?m)^[ \t]*\[\[[ \t]*(?:members|organizations)[ \t]*\]\]|^[ \t]*format[ \t]*=[ \t]*1\b"
)


def format_names() -> tuple[str, ...]:
    """The names of the formats that can be read."""
    return tuple(sorted((SESSION, *(each.name for each in importers()))))


def load_input(name: str, format_name: str = "") -> Imported:
    """The values of a file or of stdin, in any format.

    Raises:
        Refusal: It cannot be read.
    """
    try:
        content = _content(name)
        ending = os.path.splitext(name)[1].casefold()  # noqa: PTH122
        own = ending == ".toml" or (not ending and re.search(_OWN_HEADS, content[:20_000]))
        if format_name == SESSION or (not format_name and own):
            return Imported(matrix=read(decode(content).text))
        return import_bytes(content, ending, format_name)
    except LibraryMissing as missing:
        raise Refusal(WRONG_USE, str(missing)) from None
    except (CannotImport, FileTrouble) as trouble:
        where = "" if isinstance(trouble, FileTrouble) else f"“{_shown(name)}” was not imported. "
        raise Refusal(UNREADABLE, f"{where}{trouble}") from None
    except NotReadable as faults:
        raise Refusal(UNREADABLE, faults_text(name, faults)) from None


def load_people(file: str, name: str, format_name: str = "") -> list[Answers]:
    """The answers in a file, person by person; `name` is the person's if the file is of one.

    Raises:
        Refusal: It cannot be read.
    """
    found = load_input(file, format_name)
    if file == STDIN:
        return [Answers(name, found)]
    ending = os.path.splitext(file)[1].casefold()  # noqa: PTH122
    if format_name == SESSION or ending == ".toml":
        return [Answers(name, found)]
    return people_in(_content(file), name, found)


def with_cell(matrix: Matrix, into: tuple[str, Horizon] | None) -> tuple[Matrix, Place | None]:
    """The matrix with the row that `--into` names, and the place of its cell."""
    if into is None:
        return matrix, None
    name, horizon = into
    column = HORIZONS.index(horizon)
    for audience in AUDIENCES:
        position = row_named(rows_of(matrix, audience), name, audience)
        if position is not None:
            return matrix, Place(index_of(matrix, audience, position), column)
    label = read_label(name)
    audience = (label.audience if label else None) or guess_audience(name)
    count = len(rows_of(matrix, audience))
    matrix = add_row(matrix, audience, count, Row(name))
    return matrix, Place(index_of(matrix, audience, count), column)


def into_cell(answers: Answers, into: tuple[str, Horizon]) -> Answers:
    """The answers with those that have no place in the cell that `--into` names."""
    name, _ = into
    unplaced = answers.imported.unplaced
    if not unplaced:
        return answers
    matrix, place = with_cell(replace(answers.imported.matrix, parking_lot=()), into)
    if place is None:
        return answers
    end = replace(place, slot=len(cell_at(matrix, place)))
    imported = answers.imported._replace(
        texts=(),
        matrix=add_values(matrix, end, unplaced),
        guessed=(*answers.imported.guessed, name),
    )
    return answers._replace(imported=imported)


def cell_argument(text: str) -> tuple[str, Horizon]:
    """The row and the horizon that an argument such as `Members:short` names.

    Raises:
        ArgumentTypeError: It names no cell.
    """
    name, colon, words = tidy(acceptable_line(text).text).rpartition(":")
    label = read_label(words)
    if not colon or not name.strip() or label is None or label.horizon is None:
        raise ArgumentTypeError("name a cell as ROW:short or ROW:long")
    return name.strip(), label.horizon


def add_format(parser: Parser) -> None:
    """Add the option that says in which format the inputs are."""
    names = format_names()
    parser.add_argument(
        "--from",
        dest="format",
        default="",
        choices=names,
        metavar="FORMAT",
        help=f"the format of the inputs: {', '.join(names)} (default: recognised)",
    )


def _shown(name: str) -> str:
    return "stdin" if name == STDIN else safe(name)


def _content(name: str) -> bytes:
    if name != STDIN:
        return read_whole(name, MOST_BYTES).content
    if sys.stdin is None:
        raise FileTrouble("There is no stdin to read.")
    try:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileTrouble(f"Cannot read stdin: {reason(error)}.") from None
