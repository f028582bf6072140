"""Complaints about a file, in sentences, and the errors that carry them."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from copvalue_tui.matrix.text.sentences import shorten

Kind = Literal[
    "not-toml",
    "not-a-matrix",
    "too-large",
    "not-utf8",
    "newer-format",
    "wrong",
]
"""Why a file cannot be read."""

Path = tuple[str | int, ...]
"""The keys and indexes (from 0) from the top of a file to something in it."""

SHOWN = 60
"""The most characters of a text that a complaint quotes."""


class Complaint(NamedTuple):
    """An error in a file: where it is, and what is expected."""

    line: int
    """Counted from 1."""
    column: int | None
    """Counted from 1; None if only the line is known."""
    path: str
    """Counted from 1: `members[2].short_term[4].status`; empty for the whole file."""
    found: str
    """The text there, shortened and safe to print; empty if something is missing."""
    message: str
    """A sentence in lower case with its full stop."""

    @property
    def sentence(self) -> str:
        """The complaint as one line."""
        place = f"line {self.line}, {self.path}" if self.path else f"line {self.line}"
        return f"{place}: {self.message}"

    def __str__(self) -> str:
        return self.sentence


class NotReadable(Exception):
    """The text is not a matrix; has all its errors."""

    def __init__(
        self, complaints: Iterable[Complaint], kind: Kind = "wrong", encoding: str = ""
    ) -> None:
        self.complaints = tuple(complaints)
        """At least one, in the order of their lines."""
        self.kind: Kind = kind
        self.encoding = encoding
        """The probable encoding other than UTF-8, as `iconv` names it; usually empty."""
        super().__init__("\n".join(complaint.sentence for complaint in self.complaints))


class CannotWrite(Exception):
    """A matrix that would not read back unchanged; the argument is the message."""


class UnplacedComplaint(NamedTuple):
    """A complaint that has no line number yet."""

    path: Path
    found: str
    message: str
    kind: Kind = "wrong"


def path_text(path: Path) -> str:
    """The path as complaints write it, counted from 1."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{printable(part)}" if text else printable(part)
    return text


def printable(text: str) -> str:
    """The text on one line, without control characters, no longer than `SHOWN`."""
    short = shorten(text, SHOWN)
    if short.isprintable():
        return short
    return "".join(sign if sign.isprintable() else "�" for sign in short)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most similar to this one, or an empty text."""
    if len(word) > SHOWN:
        return ""
    # Imported here, because valid files never need it.
    import difflib

    near = difflib.get_close_matches(word.casefold(), tuple(known), n=1, cutoff=0.6)
    return near[0] if near else ""
