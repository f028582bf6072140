"""Read TOML text as a matrix; report all errors at once."""

from typing import Literal

from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.session.field_reader import FieldReader, a_kind, spelled
from copvalue_tui.files.toml import limits as guards
from copvalue_tui.files.toml.errors import (
    Complaint,
    Kind,
    NotReadable,
    Path,
    UnplacedComplaint,
    nearest,
    printable,
)
from copvalue_tui.files.toml.parse import Table, parse
from copvalue_tui.matrix.text.labels import Labels
from copvalue_tui.matrix.values import Cell, Matrix, Review, Row, count_values

MANY = 100
"""How many complaints are shown in full."""


def read(text: str) -> Matrix:
    """The matrix in a text; blanks and comments alone give `Matrix()`, without rows.

    Raises:
        NotReadable: It has errors; the exception has all of them.
    """
    return matrix_of(parse(text), text)


def matrix_of(tables: Table, text: str) -> Matrix:
    """The matrix in the parsed tables of this text.

    Raises:
        NotReadable: It has errors; the exception has all of them.
    """
    checker = FieldReader()
    if not tables:
        return Matrix()
    stranger = _stranger(tables)
    if stranger is not None:
        raise _told(text, [stranger])
    matrix = _matrix(checker, tables)
    count = count_values(matrix) + len(matrix.parking_lot)
    if count > guards.VALUES:
        message = f"this file holds {count:,} values, and the limit is {guards.VALUES:,}."
        checker.findings.append(UnplacedComplaint((), "", message, "too-large"))
    if checker.findings:
        raise _told(text, checker.findings)
    return matrix


def unknown_keys(text: str) -> tuple[Complaint, ...]:
    """The unknown keys of a readable text, probably typing errors.

    Raises:
        NotReadable: The text cannot be read.
    """
    tables = parse(text)
    matrix_of(tables, text)
    return unknown_keys_of(tables, text)


def unknown_keys_of(tables: Table, text: str, label: Labels | None = None) -> tuple[Complaint, ...]:
    """The unknown keys in the parsed tables of a readable text, in the language of the labels."""
    label = label or Labels()
    findings = _strange(tables, (), fields.TOP_NAMES, label)
    findings += _strange_values(tables, (), "parking_lot", label)
    for name in fields.TABLES:
        names = tuple(key.name for key in fields.keys_of(name))
        for index, row in enumerate(_entries(tables, name)):
            findings += _strange(row, (name, index), names, label)
            if name != "reviews":
                findings += _strange_values(row, (name, index), "short_term", label)
                findings += _strange_values(row, (name, index), "long_term", label)
            else:
                actions = tuple(key.name for key in fields.ACTION)
                for at, action in enumerate(_entries(row, "actions")):
                    findings += _strange(action, (name, index, "actions", at), actions, label)
    return _located(text, findings) if findings else ()


def _stranger(tables: Table) -> UnplacedComplaint | None:
    """Why these tables are not a matrix of this format; None if they are."""
    form = tables.get("format")
    if type(form) is int and form > fields.FORMAT:
        message = (
            f"this file is in format {spelled(form)}, and this program reads format "
            f"{fields.FORMAT}; open it with a newer copvalue."
        )
        return UnplacedComplaint(("format",), spelled(form), message, "newer-format")
    if tables.keys() & {"format", "members", "organizations"}:
        return None
    if "id" in tables and isinstance(tables.get("entries"), list):
        message = (
            "this is a suggestion pack, not a value matrix: put it in a folder “packs” beside a "
            "matrix to use its suggestions there."
        )
        return UnplacedComplaint((), "", message, "not-a-matrix")
    near = next(((key, nearest(key, ("members", "organizations"))) for key in tables), ("", ""))
    hint = f" (is “{printable(near[0])}” a typo of “{near[1]}”?)" if near[1] else ""
    message = (
        "this is TOML but not a value matrix: it has no [[members]], no [[organizations]] and no "
        f"“format = {fields.FORMAT}”{hint}."
    )
    return UnplacedComplaint((), "", message, "not-a-matrix")


def _matrix(checker: FieldReader, tables: Table) -> Matrix:
    form = tables.get("format", fields.FORMAT)
    if type(form) is not int or form != fields.FORMAT:
        what = a_kind(form) if type(form) is not int else spelled(form)
        checker.wrong(("format",), form, f"expected “format = {fields.FORMAT}”, found {what}.")

    def text(name: str) -> str:
        return checker.text(tables, name, ())

    return Matrix(
        members=_rows(checker, tables, "members"),
        organizations=_rows(checker, tables, "organizations"),
        title=text("title"),
        domain=text("domain"),
        purpose=text("purpose"),
        stage=text("stage"),
        short_term_means=text("short_term_means"),
        long_term_means=text("long_term_means"),
        review_cadence=text("review_cadence"),
        language=text("language"),
        packs=_texts(checker, tables, "packs", ()),
        parking_lot=_cell(checker, tables, "parking_lot", ()),
        reviews=_reviews(checker, tables),
    )


def _rows(
    checker: FieldReader, tables: Table, audience: Literal["members", "organizations"]
) -> tuple[Row, ...]:
    return tuple(
        Row(
            checker.text(table, "name", path),
            _cell(checker, table, "short_term", path),
            _cell(checker, table, "long_term", path),
            checker.text(table, "persona", path),
            _texts(checker, table, "tags", path),
        )
        for path, table in _tables(checker, tables, audience)
    )


def _reviews(checker: FieldReader, tables: Table) -> tuple[Review, ...]:
    return tuple(
        Review(
            checker.day(table, "date", path),
            checker.text(table, "facilitator", path),
            _texts(checker, table, "present", path),
            checker.text(table, "note", path),
            _texts(checker, table, "decisions", path),
            checker.text(table, "scope", path),
            checker.count(table, "looked_at", path),
            checker.count(table, "of", path),
            _texts(checker, table, "confirmed", path),
            tuple(action for action in checker.actions(table, path) if action is not None),
        )
        for path, table in _tables(checker, tables, "reviews")
    )


def _tables(checker: FieldReader, tables: Table, name: str) -> list[tuple[Path, Table]]:
    """The tables of one array of tables that are tables, each with its path."""
    raw = tables.get(name)
    if isinstance(raw, dict):
        message = f"expected tables, found one; write [[{name}]] with two brackets above each."
        checker.wrong((name,), raw, message)
        return []
    if raw is not None and not isinstance(raw, list):
        checker.wrong((name,), raw, f"expected [[{name}]], found {a_kind(raw)}.")
        return []
    good: list[tuple[Path, Table]] = []
    for index, table in enumerate(_entries(tables, name)):
        if isinstance(table, dict):
            good.append(((name, index), table))
        else:
            message = f"expected a table, found {a_kind(table)}."
            checker.wrong((name, index), table, message)
    return good


def _cell(checker: FieldReader, table: Table, name: str, path: Path) -> Cell:
    return tuple(value for value in checker.cell(table, name, path) if value is not None)


def _texts(checker: FieldReader, table: Table, name: str, path: Path) -> tuple[str, ...]:
    return tuple(text for text in checker.texts(table, name, path) if text is not None)


def _entries(table: object, name: str) -> list[object]:
    raw = table.get(name) if isinstance(table, dict) else None
    return raw if isinstance(raw, list) else []


def _strange(
    table: object, path: Path, known: tuple[str, ...], label: Labels
) -> list[UnplacedComplaint]:
    strange = [str(key) for key in table if key not in known] if isinstance(table, dict) else []
    findings: list[UnplacedComplaint] = []
    for key in strange:
        near = nearest(key, known)
        sentence = label(f"check.unknown-key{'.near' if near else ''}")
        message = sentence.format(key=printable(key), near=near)
        findings.append(UnplacedComplaint((*path, key), printable(key), message))
    return findings


def _strange_values(table: object, path: Path, name: str, label: Labels) -> list[UnplacedComplaint]:
    findings: list[UnplacedComplaint] = []
    for at, entry in enumerate(_entries(table, name)):
        where = (*path, name, at)
        findings += _strange(entry, where, fields.VALUE_NAMES, label)
        if isinstance(entry, dict):
            for key in (key for key in fields.VALUE if key.parts and key.name in entry):
                names = tuple(part.name for part in key.parts)
                findings += _strange(entry[key.name], (*where, key.name), names, label)
    return findings


def _told(text: str, findings: list[UnplacedComplaint]) -> NotReadable:
    kind: Kind = "wrong"
    for finding in reversed(findings):
        kind = finding.kind if finding.kind != "wrong" else kind
    complaints = _located(text, findings[:MANY])
    if len(findings) > MANY:
        message = f"this file has {len(findings) - MANY:,} more errors."
        complaints = (*complaints, Complaint(complaints[-1].line, None, "", "", message))
    return NotReadable(complaints, kind)


def _located(text: str, findings: list[UnplacedComplaint]) -> tuple[Complaint, ...]:
    # Imported here, because only a file with errors needs line numbers.
    from copvalue_tui.files.toml.locate import located

    return located(text, findings)
