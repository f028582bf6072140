"""The keys of each table of a session file: names, order, forms; the JSON Schema made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from copvalue_tui.files.toml import limits
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
    Key("about", about="The value it is about: row · horizon · text, as decisions name it."),
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
VALUE_NAMES = tuple(key.name for key in VALUE)


def records_of(matrix: Matrix, name: str) -> Sequence[Row | Review]:
    """What the array of tables of this name holds."""
    if name == "reviews":
        return matrix.reviews
    return matrix.members if name == "members" else matrix.organizations


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


Schema = dict[str, object]

_ABOUT = (
    "What a community of practice is worth to its members and to its organizations, in the short "
    "and in the long term. Unknown keys are kept as they are."
)
_TABLES = {
    "members": ("One table for each segment or persona.", "row"),
    "organizations": ("One table for each sponsor or partner.", "row"),
    "reviews": ("The decision record: one table for each review session.", "review"),
}
"""Array of tables → what it is, and what each of its tables is."""
_TEXT: Schema = {"type": "string", "maxLength": limits.TEXT}
_DAY = "A TOML local date, without quotes: 2027-03-01."
_FORMS: dict[str, Schema] = {
    "text": _TEXT,
    "texts": {"type": "array", "items": _TEXT},
    "cell": {"type": "array", "items": {"$ref": "#/definitions/value"}},
    "count": {"type": "integer", "minimum": 0, "maximum": VOTES, "default": 0},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}


def schema_text() -> str:
    """The schema as JSON text, draft 07, for editors that complete and check TOML."""
    import json

    return json.dumps(_schema(), indent=2, ensure_ascii=False) + "\n"


def _schema() -> Schema:
    form = {
        "description": "The format of this file.",
        "type": "integer",
        "const": FORMAT,
    }
    arrays = {
        name: {
            "description": about,
            "type": "array",
            "items": {"$ref": f"#/definitions/{table}"},
        }
        for name, (about, table) in _TABLES.items()
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"urn:copvalue:session:{FORMAT}",
        "title": "Value matrix of a community of practice "
        f"(copvalue session file, format {FORMAT})",
        "description": _ABOUT,
        "type": "object",
        "properties": {"format": form, **_properties(TOP), **arrays},
        "anyOf": [
            *({"required": [name]} for name in ("format", "members", "organizations")),
            {"maxProperties": 0},
        ],
        "definitions": {
            "row": {"type": "object", "properties": _properties(ROW)},
            "value": {
                "description": "One benefit: a text, or a table if it has details.",
                "anyOf": [_TEXT, {"$ref": "#/definitions/details"}],
            },
            "details": _table(VALUE, ("text",)),
            "review": {"type": "object", "properties": _properties(REVIEW)},
        },
    }


def _properties(keys: tuple[Key, ...]) -> Schema:
    return {key.name: _property(key) for key in keys}


def _property(key: Key) -> Schema:
    about = f"{key.about} {_DAY}" if key.form == "date" else key.about
    return {"description": about, **_form(key)}


def _form(key: Key) -> Schema:
    if key.form == "word":
        default = {"default": key.default} if key.default else {}
        return {"type": "string", "enum": list(key.words), **default}
    if key.form == "actions":
        action = _table(key.parts, tuple(part.name for part in key.parts if part.always))
        return {"type": "array", "items": {"anyOf": [_TEXT, action]}}
    if key.form == "table":
        return _table(key.parts, tuple(part.name for part in key.parts if part.always))
    return _FORMS[key.form]


def _table(keys: tuple[Key, ...], required: tuple[str, ...]) -> Schema:
    return {"type": "object", "required": list(required), "properties": _properties(keys)}
