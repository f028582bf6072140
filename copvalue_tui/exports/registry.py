"""The formats a matrix can be exported to, and what each cannot carry: modules in `formats`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from importlib import import_module
from typing import NamedTuple

from copvalue_tui.matrix.fields.table import DETAILS, FIELDS
from copvalue_tui.matrix.text.labels import Labels, labels_for
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.text.sentences import join
from copvalue_tui.matrix.values import HORIZONS, Audience, Horizon, Matrix, Value

_FORMATS = "copvalue_tui.exports.formats"


class ExportOptions(NamedTuple):
    """What a person can ask of an export; a format heeds what it has a use for."""

    width: int = 80
    """Columns of a line."""
    ascii: bool = False
    """Whether our own signs are ASCII; the words of people stay theirs."""
    full_rows: Collection[int] | None = None
    """On a page about a part, the indexes of the rows that are whole: empty cells of the others
    are left out."""
    outline: bool = False
    """An outline with every detail instead of a table."""
    horizons: tuple[Horizon, ...] = HORIZONS
    """The horizons to show."""
    language: str = ""
    """The language of the labels; empty for the one of the matrix."""
    excel: bool = False
    """Whether a table of values begins with a byte-order mark, as Excel wants it."""
    blank: bool = False
    """Whether it is a worksheet: empty cells get lines to write on."""
    question: Callable[[Audience, Horizon], str] | None = None
    """The guiding question of a kind of cell, for worksheets."""
    row_done: Callable[[], None] = lambda: None
    """Called for each row by formats that take their time."""

    def labels(self, matrix: Matrix) -> Labels:
        """The labels in the language that is asked for, or else the language of the matrix."""
        return labels_for(self.language or matrix.language)


class Exporter(NamedTuple):
    """One format: a module of `formats` with its name has it as `EXPORTER`."""

    name: str
    endings: tuple[str, ...]
    """Of files in this format, the most usual one first."""
    meaning: str
    """One line for the help."""
    write: Callable[[Matrix, ExportOptions], str | bytes]
    """Raises `MissingExtra` if a library is not installed."""
    loses: tuple[str, ...] = ()
    """The names in `KINDS` of what it cannot carry."""
    loses_in_outline: tuple[str, ...] | None = None
    """The same for its outline; None if it has none."""
    one_way: str = ""
    """Why `copvalue import` does not read it again (its outline it does), as a sentence."""
    binary: bool = False
    """Whether a terminal cannot show it."""
    worksheet: bool = False
    """Whether it is good for a worksheet to print."""
    title: str = ""
    """What people call such a file, after “Export as”."""


class CannotExport(Exception):
    """A file cannot be written in the format that is asked for; the text is a whole sentence."""


class MissingExtra(CannotExport):
    """A format needs a library that is not installed; the text is a whole sentence."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"To write {name} files, install what they need: pip install 'copvalue-tui[{name}]'"
        )


class NoSuchFormat(CannotExport, LookupError):
    """There is no format of a name, or none for a file's ending; the text is a whole sentence."""


def exporter_names() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    # Imported late, because an export names its format and needs no list.
    from pkgutil import iter_modules

    return tuple(sorted(found.name for found in iter_modules(import_module(_FORMATS).__path__)))


def exporter(name: str) -> Exporter:
    """The format of this name; no other one is imported.

    Raises:
        NoSuchFormat: There is none.
    """
    module = f"{_FORMATS}.{name}"
    try:
        found: Exporter = import_module(module).EXPORTER
    except ModuleNotFoundError as error:
        # A format may itself miss a library; only the format's own absence is the caller's.
        if not module.startswith(error.name or " "):
            raise
        names = ", ".join(exporter_names())
        raise NoSuchFormat(f"There is no format “{name}”. The formats are {names}.") from None
    return found


def exporter_for(name: str) -> Exporter:
    """The format that a file name's ending means, such as `.html` in `page.html`.

    Raises:
        NoSuchFormat: No format has this ending, or the name has none.
    """
    ending = name[name.rfind(".") :].casefold() if "." in name.rpartition("/")[2] else ""
    every = [exporter(each) for each in exporter_names()]
    found = next((each for each in every if ending in each.endings), None)
    if found is None:
        endings = ", ".join(each.endings[0] for each in every)
        what = f"“{ending}” is not an ending of a format" if ending else f"“{name}” has no ending"
        raise NoSuchFormat(f"{what}. The endings are {endings}.")
    return found


def exported_as(matrix: Matrix, file: str, options: ExportOptions | None = None) -> bytes:
    """The matrix in the format that a file's name means.

    Raises:
        NoSuchFormat: The name has no ending that a format has.
        MissingExtra: The format needs a library that is not installed.
    """
    return exported(matrix, exporter_for(file).name, options)


def exported(matrix: Matrix, name: str, options: ExportOptions | None = None) -> bytes:
    """The matrix as a file in the format of this name.

    Raises:
        NoSuchFormat: There is no such format.
        MissingExtra: It needs a library that is not installed.
    """
    content = exporter(name).write(matrix, options or ExportOptions())
    return content if isinstance(content, bytes) else content.encode("utf-8", "replace")


class LossKind(NamedTuple):
    """Something that a matrix may have and a format may lack."""

    name: str
    words: str
    """What it is, in a sentence."""
    has: Callable[[Matrix], bool]


def _values(matrix: Matrix) -> Iterator[Value]:
    for row in matrix.rows:
        for horizon in HORIZONS:
            yield from row.cell(horizon)
    yield from matrix.parking_lot


def _has_title(matrix: Matrix) -> bool:
    return any((matrix.title, *map(matrix.means, HORIZONS)))


def _has_facts(matrix: Matrix) -> bool:
    return any((matrix.domain, matrix.purpose, matrix.stage, matrix.review_cadence))


def _has_details(matrix: Matrix) -> bool:
    details = [field for field in DETAILS if not field.mark]
    return any(field.is_set(value) for value in _values(matrix) for field in details)


def _has_unprintable(matrix: Matrix) -> bool:
    texts = (field.plain(value) for value in _values(matrix) for field in FIELDS)
    return any(safe(text) != text for text in texts)


KINDS = (
    LossKind("title", "the title and what the horizons mean", _has_title),
    LossKind("facts", "the facts of the community", _has_facts),
    LossKind("personas", "personas", lambda matrix: any(row.persona for row in matrix.rows)),
    LossKind("tags", "the tags of rows", lambda matrix: any(row.tags for row in matrix.rows)),
    LossKind(
        "empty rows",
        "rows without values",
        lambda matrix: not all(row.short_term or row.long_term for row in matrix.rows),
    ),
    LossKind("details", "the details of values (--outline has them)", _has_details),
    LossKind("votes", "votes", lambda matrix: any(value.votes for value in _values(matrix))),
    LossKind("parking lot", "the parking lot", lambda matrix: bool(matrix.parking_lot)),
    LossKind("reviews", "reviews", lambda matrix: bool(matrix.reviews)),
    LossKind(
        "settings", "language and packs", lambda matrix: bool(matrix.language or matrix.packs)
    ),
    LossKind("unprintable", "control and invisible characters, which are shown", _has_unprintable),
)
"""In the order of the sentence."""


def loss_sentence(matrix: Matrix, found: Exporter, options: ExportOptions) -> str:
    """What the file in this format leaves out of the matrix, and whether it can be imported again.

    Sentences; mostly empty.
    """
    in_outline = options.outline and found.loses_in_outline is not None
    loses = (found.loses_in_outline if in_outline else found.loses) or ()
    words = [kind.words for kind in KINDS if kind.name in loses and kind.has(matrix)]
    missing = f"Not in {found.name}: {join(words)}." if words else ""
    return " ".join(filter(None, (missing, "" if in_outline else found.one_way)))
