"""What a check finds in a session file, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from copvalue_tui.files.session.paths import ValuePaths
from copvalue_tui.files.session.plain_lines import line_of, plain_lines
from copvalue_tui.files.session.read import matrix_of, unknown_keys_of
from copvalue_tui.files.toml.errors import Path, path_text
from copvalue_tui.files.toml.errors import UnplacedComplaint as Spot
from copvalue_tui.files.toml.parse import Table, parse
from copvalue_tui.matrix.checks.kinds import Finding, Level
from copvalue_tui.matrix.checks.matrix_checks import Cycles, findings
from copvalue_tui.matrix.values import Matrix

UNKNOWN_KEY = "unknown-key"
"""The one kind that is about the file and not about the matrix: a doubt."""


class FileFinding(NamedTuple):
    """One finding of a file."""

    line: int
    """Counted from 1."""
    path: str
    """As a person counts: `members[2].short_term[4]`; empty for the whole matrix."""
    kind: str
    level: Level
    sentence: str
    about: Finding | None
    """What was found of the matrix; nothing for a key that is not known."""


class Checked(NamedTuple):
    """A file that was checked."""

    matrix: Matrix
    findings: tuple[FileFinding, ...]
    """In the order of their lines; of one line the gravest are not sought out."""


def check_text(text: str, today: date, cycles: Cycles | None = None) -> Checked:
    """Everything that is missing, doubtful or probably mistyped in a text.

    Raises:
        NotReadable: The text is no matrix.
    """
    tables = parse(text)
    matrix = matrix_of(tables, text)
    found = findings(matrix, today, cycles)
    told = list(_with_lines(text, tables, ValuePaths(tables, matrix), found))
    for key in unknown_keys_of(tables, text):
        told.append(FileFinding(key.line, key.path, UNKNOWN_KEY, "doubt", key.message, None))
    return Checked(matrix, tuple(sorted(told, key=lambda each: each.line)))


def _with_lines(
    text: str, tables: Table, paths: ValuePaths, found: tuple[Finding, ...]
) -> Iterator[FileFinding]:
    lines = plain_lines(text, tables)
    if lines is not None:
        for each in found:
            path = _path(paths, each)
            yield _told(line_of(lines, path), path_text(path), each)
        return
    # Imported for files that were written in their own way: those of a save never need it.
    from copvalue_tui.files.toml.locate import located

    # Each spot carries the number of its finding, for they come back in the order of the lines.
    spots = [Spot(_path(paths, each), "", str(at)) for at, each in enumerate(found)]
    for spot in located(text, spots):
        yield _told(spot.line, spot.path, found[int(spot.message)])


def _told(line: int, path: str, finding: Finding) -> FileFinding:
    return FileFinding(line, path, finding.kind, finding.level, finding.sentence, finding)


def _path(paths: ValuePaths, finding: Finding) -> Path:
    if finding.place is not None:
        return paths.value(finding.place)
    if finding.row is not None:
        return paths.row(finding.row)
    return () if finding.parked is None else paths.parked(finding.parked)
