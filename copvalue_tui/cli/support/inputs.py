"""Read files and stdin in any format that can be imported."""

from __future__ import annotations

import os
import re
import sys

from copvalue_tui.cli import exits
from copvalue_tui.cli.loading import STDIN, NotLoaded, faults_text
from copvalue_tui.cli.streams import print_message
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.errors import FileTrouble, reason
from copvalue_tui.files.storage.open import read_whole
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.refusal import CannotImport, LibraryMissing
from copvalue_tui.imports.registry import importers
from copvalue_tui.imports.sources import MOST_BYTES, import_bytes
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import Matrix

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
        NotLoaded: It cannot be read; the reason has been printed.
    """
    try:
        content = _content(name)
        ending = os.path.splitext(name)[1].casefold()  # noqa: PTH122
        own = ending == ".toml" or (not ending and re.search(_OWN_HEADS, content[:20_000]))
        if format_name == SESSION or (not format_name and own):
            return Imported(matrix=_session(name, content))
        return import_bytes(content, ending, format_name)
    except LibraryMissing as missing:
        print_message(str(missing))
        raise NotLoaded(exits.WRONG_USE) from None
    except (CannotImport, FileTrouble) as trouble:
        where = "" if isinstance(trouble, FileTrouble) else f"“{_shown(name)}” was not imported. "
        print_message(f"{where}{trouble}")
    except NotReadable as faults:
        print_message(faults_text(name, faults))
    raise NotLoaded(exits.UNREADABLE)


def _session(name: str, content: bytes) -> Matrix:
    from copvalue_tui.files.storage.encoding import decode

    return read(decode(content).text)


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
