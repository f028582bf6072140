"""The keys of a session file: for each table its keys, as they are written, and their forms."""

from datetime import date
from typing import Literal, NamedTuple

from copvalue_tui.files.toml.render import MOST_NUMBER
from copvalue_tui.matrix.values import Matrix, Review, Row, Value
from copvalue_tui.matrix.vocabulary import (
    DEFAULT_EVIDENCE,
    DEFAULT_STATUS,
    EVIDENCE_LEVELS,
    PRIORITIES,
    STATUS_NAMES,
)

FORMAT = 1
"""The format this program reads and writes."""
VOTES = MOST_NUMBER
"""The most votes a value may have in a file."""

Form = Literal["text", "texts", "cell", "date", "count", "word"]
"""A string, an array of strings or of values, a local date, an integer, one of some words."""
Record = Matrix | Row | Review | Value
Field = str | int | date | tuple[str, ...] | tuple[Value, ...] | None


class Key(NamedTuple):
    """One key of a table; the field of the record has the same name."""

    name: str
    form: Form = "text"
    always: bool = False
    """Whether a new table is written with this key even when there is nothing to say."""
    words: tuple[str, ...] = ()
    """What a `word` may be."""
    default: str = ""
    """What a `word` is when its key is not there."""
    long: bool = False
    """Whether its array is written one entry a line from the start."""


TOP = (
    *(Key(name) for name in ("title", "domain", "purpose", "stage")),
    *(Key(name) for name in ("short_term_means", "long_term_means", "review_cadence", "language")),
    Key("packs", "texts"),
    Key("parking_lot", "cell", long=True),
)
ROW = (
    Key("name", always=True),
    Key("persona"),
    Key("tags", "texts"),
    Key("short_term", "cell", always=True, long=True),
    Key("long_term", "cell", always=True, long=True),
)
REVIEW = (
    Key("date", "date"),
    Key("facilitator"),
    Key("present", "texts"),
    Key("note"),
    Key("decisions", "texts", long=True),
)
VALUE = (
    Key("text", always=True),
    Key("status", "word", words=STATUS_NAMES, default=DEFAULT_STATUS),
    Key("priority", "word", words=PRIORITIES),
    Key("votes", "count"),
    Key("shared"),
    Key("owner"),
    Key("evidence", "word", words=EVIDENCE_LEVELS, default=DEFAULT_EVIDENCE),
    Key("note"),
    Key("review_by", "date"),
)
TABLES = ("members", "organizations", "reviews")
"""The arrays of tables, in the order a new file has them."""

TOP_NAMES = ("format", *(key.name for key in TOP), *TABLES)
ROW_NAMES = tuple(key.name for key in ROW)
REVIEW_NAMES = tuple(key.name for key in REVIEW)
VALUE_NAMES = tuple(key.name for key in VALUE)


def keys_of(table: str) -> tuple[Key, ...]:
    """The keys of one table of the array of tables with this name."""
    return REVIEW if table == "reviews" else ROW


def field(record: Record, key: Key) -> Field:
    """What the record says under this key."""
    found: Field = getattr(record, key.name)
    return found


def is_set(key: Key, found: Field) -> bool:
    """Whether there is something to write under this key."""
    return bool(found) if key.form != "word" else found != key.default


def is_plain(value: Value) -> bool:
    """Whether there is nothing to write of a value but its text."""
    return not any(is_set(key, field(value, key)) for key in VALUE[1:])
