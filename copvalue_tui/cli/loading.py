"""Reading the session files that the command line names, `-` for stdin included."""

from __future__ import annotations

import sys

from copvalue_tui.cli import exits
from copvalue_tui.cli.streams import tell
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.encoding import Source, decode
from copvalue_tui.files.storage.errors import FileTrouble, reason
from copvalue_tui.files.storage.open import read_whole
from copvalue_tui.files.toml.errors import Complaint, NotReadable
from copvalue_tui.files.toml.limits import BYTES
from copvalue_tui.matrix.values import Matrix

STDIN = "-"
MOST_TOLD = 50
"""A file with more faults than this has one fault that is not in the list."""


class NotLoaded(Exception):
    """A file was not opened, and the person knows why."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self.code = code
        """What to exit with."""


def load_matrix(name: str) -> Matrix:
    """The matrix in the file of this name, or on stdin.

    Raises:
        NotLoaded: It cannot be read; every reason was told, with the file's name and lines.
    """
    text = load_text(name)
    try:
        return read(text)
    except NotReadable as faults:
        tell(faults_text(name, faults))
    raise NotLoaded(exits.UNREADABLE)


def load_text(name: str) -> str:
    """The text of the file of this name, or on stdin, whatever it says.

    Raises:
        NotLoaded: It cannot be read; every reason was told.
    """
    try:
        source = _stdin() if name == STDIN else decode(read_whole(name).content)
        return source.text
    except NotReadable as faults:
        tell(faults_text(name, faults))
    except FileTrouble as trouble:
        tell(str(trouble))
    raise NotLoaded(exits.UNREADABLE)


def faults_text(name: str, faults: NotReadable, *, lasting: bool = True) -> str:
    """Every complaint as `FILE:line: …`, and what that means for the file.

    `lasting`: whether the file stays under this name, so that commands may name it.
    """
    where = "stdin" if name == STDIN else name
    told = [line for fault in faults.complaints[:MOST_TOLD] for line in _fault_lines(where, fault)]
    if len(faults.complaints) > MOST_TOLD:
        told.append(f"… and {len(faults.complaints) - MOST_TOLD} more.")
    if faults.encoding and lasting and name != STDIN:
        told += _conversion(name, faults)
    return "\n".join((*told, "Nothing was opened, and nothing was changed."))


def _conversion(name: str, faults: NotReadable) -> list[str]:
    # Here, not above: most files are in UTF-8.
    from copvalue_tui.files.storage.encoding import copying

    command = copying(name, faults)
    way = f"If it is {faults.encoding}, this makes a copy in UTF-8 and leaves the file as it is:"
    return [way, f"  {command}"] if command else []


def _fault_lines(where: str, fault: Complaint) -> list[str]:
    """One fault as compilers tell it; what is no TOML with its column and the line itself."""
    place = f"{where}:{fault.line}:"
    if fault.path:
        return [f"{place} {fault.path}: {fault.message}"]
    if fault.column is None:
        return [f"{place} {fault.message}"]
    told = f"{place}{fault.column}: {fault.message}"
    return [told, f"  {fault.found}"] if fault.found else [told]


def _stdin() -> Source:
    """What stands on stdin.

    Raises:
        NotReadable: It is no text, or too much of it.
        FileTrouble: There is no stdin.
    """
    if sys.stdin is None:
        raise FileTrouble("There is nothing on stdin to read.")
    try:
        return decode(sys.stdin.buffer.read(BYTES + 1))
    except OSError as error:
        raise FileTrouble(f"Stdin cannot be read: {reason(error)}.") from None
