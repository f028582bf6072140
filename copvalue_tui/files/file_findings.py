"""What a check finds in a session file, each with its line."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from copvalue_tui.files.complaints import Finding as Spot
from copvalue_tui.files.complaints import Path
from copvalue_tui.files.locating import located
from copvalue_tui.files.parsing import parse
from copvalue_tui.files.reading import matrix_of, unknown_keys_of
from copvalue_tui.files.value_paths import ValuePaths
from copvalue_tui.matrix.findings import Cycles, findings
from copvalue_tui.matrix.findings_kinds import Finding, Level
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
    paths = ValuePaths(tables, matrix)
    # Each spot carries the number of its finding, for they come back in the order of the lines.
    spots = located(text, [Spot(_path(paths, each), "", str(at)) for at, each in enumerate(found)])
    told = [_told(spot.line, spot.path, found[int(spot.message)]) for spot in spots]
    for key in unknown_keys_of(tables, text):
        told.append(FileFinding(key.line, key.path, UNKNOWN_KEY, "doubt", key.message, None))
    return Checked(matrix, tuple(sorted(told, key=lambda each: each.line)))


def _told(line: int, path: str, finding: Finding) -> FileFinding:
    return FileFinding(line, path, finding.kind, finding.level, finding.sentence, finding)


def _path(paths: ValuePaths, finding: Finding) -> Path:
    if finding.place is not None:
        return paths.value(finding.place)
    if finding.row is not None:
        return paths.row(finding.row)
    return () if finding.parked is None else paths.parked(finding.parked)
