"""Load the session files that the command line names, including `-` for stdin."""

from __future__ import annotations

import sys

from copvalue_tui.cli.exits import UNREADABLE, Refusal
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.encoding import Source, decode
from copvalue_tui.files.storage.errors import FileTrouble, reason
from copvalue_tui.files.storage.open import read_whole
from copvalue_tui.files.toml.errors import Complaint, NotReadable
from copvalue_tui.files.toml.limits import BYTES
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import Matrix

STDIN = "-"
MAX_COMPLAINTS = 50
"""The most faults to list; a file with more probably has one cause, which is not in the list."""


def load_matrix(name: str) -> Matrix:
    """The matrix in the file of this name, or on stdin.

    Raises:
        Refusal: It cannot be read; the reasons have the file's name and the lines.
    """
    text = load_text(name)
    try:
        return read(text)
    except NotReadable as faults:
        raise Refusal(UNREADABLE, faults_text(name, faults)) from None


def load_text(name: str) -> str:
    """The text of the file of this name, or of stdin, matrix or not.

    Raises:
        Refusal: It cannot be read.
    """
    return load_source(name).text


def load_source(name: str) -> Source:
    """The content of the file of this name, or of stdin, matrix or not.

    Raises:
        Refusal: It cannot be read.
    """
    try:
        return _read_stdin() if name == STDIN else decode(read_whole(name).content)
    except NotReadable as faults:
        raise Refusal(UNREADABLE, faults_text(name, faults)) from None
    except FileTrouble as trouble:
        raise Refusal(UNREADABLE, str(trouble)) from None


def faults_text(name: str, faults: NotReadable, *, lasting: bool = True) -> str:
    """Every complaint as `FILE:line: …`, then the consequence for the file.

    `lasting` is false for a temporary file, whose name no advice may mention.
    """
    where = "stdin" if name == STDIN else name
    lines = [
        line for fault in faults.complaints[:MAX_COMPLAINTS] for line in _fault_lines(where, fault)
    ]
    if len(faults.complaints) > MAX_COMPLAINTS:
        lines.append(f"… and {len(faults.complaints) - MAX_COMPLAINTS} more.")
    if faults.encoding and lasting and name != STDIN:
        lines += _conversion_advice(name, faults)
    head = f"“{safe(where)}” was not opened, and nothing was changed."
    return "\n".join((head, *lines))


def _conversion_advice(name: str, faults: NotReadable) -> list[str]:
    # Imported here, because most files are in UTF-8.
    from copvalue_tui.files.storage.encoding import copying

    command = copying(name, faults)
    advice = f"If it is {faults.encoding}, this command makes a copy in UTF-8:"
    return [advice, f"  {command}"] if command else []


def _fault_lines(where: str, fault: Complaint) -> list[str]:
    """One fault in the form of a compiler error; for a TOML syntax error with column and line."""
    place = f"{where}:{fault.line}:"
    if fault.path:
        return [f"{place} {fault.path}: {fault.message}"]
    if fault.column is None:
        return [f"{place} {fault.message}"]
    first = f"{place}{fault.column}: {fault.message}"
    return [first, f"  {fault.found}"] if fault.found else [first]


def _read_stdin() -> Source:
    """The content of stdin.

    Raises:
        NotReadable: It is not text, or too long.
        FileTrouble: There is no stdin.
    """
    if sys.stdin is None:
        raise FileTrouble("There is no stdin to read.")
    try:
        return decode(sys.stdin.buffer.read(BYTES + 1))
    except OSError as error:
        raise FileTrouble(f"Cannot read stdin: {reason(error)}.") from None
