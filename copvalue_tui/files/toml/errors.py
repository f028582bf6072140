"""What is wrong with someone's file, in sentences: complaints, and the two ways to give up."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Kind = Literal[
    "not-toml",
    "not-a-matrix",
    "too-large",
    "not-utf8",
    "newer-format",
    "wrong",
]
"""Why a file does not read; the first that applies to the whole file."""

Path = tuple[str | int, ...]
"""Keys, and indexes counted from 0, from the top of a file down to one thing in it."""

SHOWN = 60
"""How many characters of somebody's text a complaint repeats."""


class Complaint(NamedTuple):
    """One thing that is wrong, where it stands, and what is expected instead."""

    line: int
    """Counted from 1."""
    column: int | None
    """Counted from 1; None when only the line is known."""
    path: str
    """As a person counts, from 1: `members[2].short_term[4].status`; empty for the whole file."""
    found: str
    """What stands there, shortened, without control characters; empty when something is missing."""
    message: str
    """A sentence in lower case with its final mark."""

    @property
    def sentence(self) -> str:
        """The whole complaint as one line of talk."""
        place = f"line {self.line}, {self.path}" if self.path else f"line {self.line}"
        return f"{place}: {self.message}"

    def __str__(self) -> str:
        return self.sentence


class NotReadable(Exception):
    """A text that is no matrix, with everything that is wrong with it."""

    def __init__(
        self, complaints: Iterable[Complaint], kind: Kind = "wrong", encoding: str = ""
    ) -> None:
        self.complaints = tuple(complaints)
        """At least one, in the order of their lines."""
        self.kind: Kind = kind
        self.encoding = encoding
        """What else than UTF-8 its bytes may be, as converters call it; mostly empty."""
        super().__init__("\n".join(complaint.sentence for complaint in self.complaints))


class CannotWrite(Exception):
    """A matrix that would not read back as itself; its one argument is a sentence to the person."""


class UnplacedComplaint(NamedTuple):
    """A complaint before anybody has looked up its line."""

    path: Path
    found: str
    message: str
    kind: Kind = "wrong"


def path_text(path: Path) -> str:
    """The path as complaints spell it, counted from 1."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{shown(part)}" if text else shown(part)
    return text


def shown(text: str) -> str:
    """The text on one line, without control characters, no longer than `SHOWN`."""
    short = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    if short.isprintable():
        return short
    return "".join(sign if sign.isprintable() else "�" for sign in short)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or nothing."""
    if len(word) > SHOWN:
        return ""
    # Good files never come here, and the editor starts without it.
    import difflib

    near = difflib.get_close_matches(word.casefold(), tuple(known), n=1, cutoff=0.6)
    return near[0] if near else ""
