"""The JSON Schema of session files, generated from the tables of keys."""

from __future__ import annotations

import json

from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.session.keys import Key
from copvalue_tui.files.toml import limits

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
    "count": {"type": "integer", "minimum": 0, "maximum": fields.VOTES, "default": 0},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}


def schema_text() -> str:
    """The schema as JSON text, draft 07, for editors that complete and check TOML."""
    return json.dumps(_schema(), indent=2, ensure_ascii=False) + "\n"


def _schema() -> Schema:
    form = {
        "description": "The format of this file.",
        "type": "integer",
        "const": fields.FORMAT,
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
        "$id": f"urn:copvalue:session:{fields.FORMAT}",
        "title": "Value matrix of a community of practice "
        f"(copvalue session file, format {fields.FORMAT})",
        "description": _ABOUT,
        "type": "object",
        "properties": {"format": form, **_properties(fields.TOP), **arrays},
        "anyOf": [
            *({"required": [name]} for name in ("format", "members", "organizations")),
            {"maxProperties": 0},
        ],
        "definitions": {
            "row": {"type": "object", "properties": _properties(fields.ROW)},
            "value": {
                "description": "One benefit: a text, or a table if it has details.",
                "anyOf": [_TEXT, {"$ref": "#/definitions/details"}],
            },
            "details": _table(fields.VALUE, ("text",)),
            "review": {"type": "object", "properties": _properties(fields.REVIEW)},
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
