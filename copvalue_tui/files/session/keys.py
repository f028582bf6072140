"""The keys of each table of a session file: their names, order and forms."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from copvalue_tui.files.toml.limits import NUMBER
from copvalue_tui.matrix.fields import table as value_fields
from copvalue_tui.matrix.values import Action, Matrix, Review, Row, Value

FORMAT = 1
"""The format this program reads and writes."""
VOTES = NUMBER
"""The most votes a value may have in a file."""

Form = value_fields.Form | Literal["texts", "cell", "actions"]
"""The forms of a value's fields, and an array of strings, of values or of actions."""
Entry = str | Value | Action
"""An entry of an array."""
Record = Matrix | Row | Review | Value | Action
Field = str | int | float | date | dict[str, object] | tuple[Entry, ...] | None
"""The content of a record under a key; of a table, only the parts that are set."""


class Key(NamedTuple):
    """One key of a table; the field of the record has the same name."""

    name: str
    form: Form = "text"
    about: str = ""
    """Its description in the schema."""
    always: bool = False
    """Whether a new table has this key even if it is empty."""
    words: tuple[str, ...] = ()
    """The words that a `word` can be."""
    default: str = ""
    """The `word` if the key is missing."""
    noun: str = ""
    """What one of the words is called in messages."""
    parts: tuple[Key, ...] = ()
    """The keys of a `table`, or of each action."""
    long: bool = False
    """Whether its array is written one entry a line from the start."""


TOP = (
    Key("title", about="What the matrix is about; usually the name of the community."),
    Key("domain", about="The domain of the community."),
    Key("purpose", about="What the community is for."),
    Key("stage", about="The stage of life the community is in."),
    Key("short_term_means", about="What short term means here, such as “within 12 months”."),
    Key("long_term_means", about="What long term means here."),
    Key("review_cadence", about="How often the matrix is reviewed."),
    Key("language", about="A language code such as es."),
    Key("packs", "texts", "Ids of suggestion packs, in order of preference."),
    Key("parking_lot", "cell", "Values with no cell yet.", long=True),
)
ROW = (
    Key("name", about="The name of the segment or the organization.", always=True),
    Key("persona", about="A sentence about the people of this row."),
    Key("tags", "texts", "Audience tags, for ranking suggestions."),
    Key("short_term", "cell", "Short term values, in order.", always=True, long=True),
    Key("long_term", "cell", "Long term values, in order.", always=True, long=True),
)
ACTION = (
    Key("what", about="The next step.", always=True),
    Key("who", about="Who takes it: a role, not a person."),
    Key("by", "date", "The day it is due."),
    Key("done", "date", "The day it was done; missing while it is open."),
)
REVIEW = (
    Key("date", "date", "The day of the session."),
    Key("facilitator", about="Who led the session."),
    Key("present", "texts", "Who took part."),
    Key("note", about="Anything worth keeping about the session."),
    Key("scope", about="Which values the session was to visit."),
    Key("looked_at", "count", "How many values were confirmed or changed."),
    Key("of", "count", "How many values the session was to visit."),
    Key("decisions", "texts", "One sentence a change, its reason in brackets.", long=True),
    Key("confirmed", "texts", "One sentence a value that stays as it is.", long=True),
    Key("actions", "actions", "What is to be done.", parts=ACTION, long=True),
)
VALUE = tuple(
    Key(
        field.name,
        field.form,
        field.about,
        always=field.name == "text",
        words=tuple(word for word in field.words if word),
        default=field.default if isinstance(field.default, str) else "",
        noun=field.noun,
        parts=tuple(
            Key(part.name, part.form, part.about, always=part.required) for part in field.parts
        ),
    )
    for field in value_fields.FIELDS
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
    """The content of the record under this key."""
    content: Field = getattr(record, key.name)
    if key.form != "table" or content is None:
        return content
    parts = {part.name: getattr(content, part.name) for part in key.parts}
    return {name: said for name, said in parts.items() if said is not None and said != ""}


def is_set(key: Key, found: Field) -> bool:
    """Whether the record has a content for this key."""
    return bool(found) if key.form != "word" else found != key.default


def is_plain(value: Value) -> bool:
    """Whether a value has only its text to write."""
    return not any(is_set(key, field(value, key)) for key in VALUE[1:])
