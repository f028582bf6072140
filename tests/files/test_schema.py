"""The JSON Schema and the reader agree on what a session file is."""

import datetime
import json
import tomllib

import jsonschema
import pytest

from copvalue_tui.files.session import keys as fields
from copvalue_tui.files.session.keys import schema_text
from copvalue_tui.files.session.read import read
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.values import Matrix

SCHEMA = json.loads(schema_text())
CHECK = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

ROW = "[[members]]\n{}\n"
VALUE = "[[members]]\nshort_term = [{{ text = 'a', {} }}]\n"

GOOD = [
    "",
    "# only a comment",
    "format = 1",
    "members = []",
    "[[organizations]]",
    "format = 1\nmine = { any = ['thing'] }\n[other]\nkey = 1.5",
    *(f"format = 1\n{key} = 'x'" for key in ("title", "domain", "purpose", "stage", "language")),
    *(f"format = 1\n{key} = ''" for key in ("short_term_means", "long_term_means")),
    "format = 1\nreview_cadence = 'each spring'",
    "format = 1\npacks = ['toolkit', 'energy']",
    "format = 1\nparking_lot = ['a', { text = 'b' }]",
    ROW.format("name = ''\npersona = 'p'\ntags = ['a']\nshort_term = []\nlong_term = ['x', '']"),
    ROW.format("mine = 1"),
    *(VALUE.format(f"status = '{word}'") for word in fields.VALUE[1].words),
    *(VALUE.format(f"priority = '{word}'") for word in fields.VALUE[2].words),
    *(VALUE.format(f"evidence = '{word}'") for word in fields.VALUE[6].words),
    VALUE.format("votes = 0"),
    VALUE.format("votes = 9223372036854775807"),
    VALUE.format("shared = 's', owner = 'o', note = 'n', review_by = 2027-03-01, mine = 1"),
    VALUE.format("indicator = { name = 'n' }"),
    VALUE.format(
        "indicator = { name = 'n', baseline = 1, target = -1.5, now = 1e3, unit = '%', "
        "on = 2026-11-01, mine = 1 }"
    ),
    "format = 1\n[[reviews]]",
    "format = 1\n[[reviews]]\ndate = 2026-11-23\nfacilitator = 'f'\npresent = ['a']\nnote = 'n'",
    "format = 1\n[[reviews]]\ndecisions = ['d']\nmine = 1",
    ROW.format(f"short_term = ['{'x' * 100_000}']"),
]
BAD = [
    "title = 'x'",
    "[package]\nname = 'x'",
    "[[member]]",
    "format = 2",
    "format = 0",
    "format = '1'",
    "format = true",
    *(f"format = 1\n{key} = 1" for key in ("title", "domain", "purpose", "stage", "language")),
    *(f"format = 1\n{key} = ['x']" for key in ("short_term_means", "long_term_means")),
    "format = 1\nreview_cadence = 7",
    "format = 1\npacks = 'toolkit'",
    "format = 1\npacks = [1]",
    "format = 1\nparking_lot = 'a'",
    "format = 1\nparking_lot = [1]",
    "format = 1\nparking_lot = [['a']]",
    "members = 'a'",
    "members = ['a']",
    "[members]",
    "format = 1\n[reviews]",
    ROW.format("name = 1"),
    ROW.format("persona = true"),
    ROW.format("tags = 'a'"),
    ROW.format("tags = ['a', 1.5]"),
    ROW.format("short_term = 'a'"),
    ROW.format("long_term = [{ status = 'agreed' }]"),
    ROW.format("long_term = [{ text = 1 }]"),
    *(VALUE.format(f"{key} = 'agred'") for key in ("status", "priority", "evidence")),
    *(VALUE.format(f"{key} = ''") for key in ("status", "priority", "evidence")),
    *(VALUE.format(f"{key} = 1") for key in ("status", "shared", "owner", "note", "review_by")),
    VALUE.format("votes = -1"),
    VALUE.format("votes = 1.5"),
    VALUE.format("votes = '1'"),
    VALUE.format("votes = true"),
    VALUE.format("votes = 0x8000000000000000"),
    VALUE.format("review_by = 2027-03-01T10:00:00"),
    VALUE.format("review_by = 10:00:00"),
    VALUE.format("review_by = 'soon'"),
    VALUE.format("indicator = 'n'"),
    VALUE.format("indicator = { now = 1 }"),
    *(VALUE.format(f"indicator = {{ name = 'n', {key} = 'x' }}") for key in ("now", "on")),
    *(VALUE.format(f"indicator = {{ name = 'n', {key} = true }}") for key in ("unit", "target")),
    "format = 1\n[[reviews]]\ndate = 1",
    "format = 1\n[[reviews]]\npresent = 'a'",
    "format = 1\n[[reviews]]\nnote = []",
    "format = 1\n[[reviews]]\ndecisions = [1]",
    ROW.format(f"short_term = ['{'x' * 100_001}']"),
]


def as_json(found: object) -> object:
    """A TOML value as the schema tools of editors see it: dates and times are texts."""
    if isinstance(found, dict):
        return {key: as_json(inside) for key, inside in found.items()}
    if isinstance(found, list):
        return [as_json(inside) for inside in found]
    if isinstance(found, datetime.date | datetime.time):
        return found.isoformat()
    return found


@pytest.mark.parametrize("text", GOOD)
def test_both_take_a_good_file(text: str) -> None:
    CHECK.validate(as_json(tomllib.loads(text)))
    assert isinstance(read(text), Matrix)


@pytest.mark.parametrize("text", BAD)
def test_both_refuse_a_bad_file(text: str) -> None:
    assert not CHECK.is_valid(as_json(tomllib.loads(text)))
    with pytest.raises(NotReadable):
        read(text)


def test_the_schema_is_draft_07_under_a_name_that_stays() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert SCHEMA["$id"] == "urn:copvalue:session:1"


def test_the_schema_names_every_key_the_reader_knows_and_no_other() -> None:
    tables = SCHEMA["definitions"]
    assert set(SCHEMA["properties"]) == set(fields.TOP_NAMES)
    assert list(tables["row"]["properties"]) == [key.name for key in fields.ROW]
    assert list(tables["review"]["properties"]) == [key.name for key in fields.REVIEW]
    assert list(tables["details"]["properties"]) == list(fields.VALUE_NAMES)
    for key in fields.VALUE:
        if key.words:
            assert tables["details"]["properties"][key.name]["enum"] == list(key.words)


def test_every_key_of_the_schema_explains_itself() -> None:
    for table in (SCHEMA, *(SCHEMA["definitions"][name] for name in ("row", "review", "details"))):
        for name, key in table["properties"].items():
            assert key["description"].endswith("."), name
