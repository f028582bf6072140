"""A field of a value is one row of a table: each is read, written, merged, told and shown alike."""

from __future__ import annotations

import json
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date

import pytest

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.exports.minutes import minutes_text
from copvalue_tui.exports.outline import outline_text
from copvalue_tui.exports.value_records import value_records
from copvalue_tui.files.journal.records import matrix_from, table_of
from copvalue_tui.files.session.keys import schema_text
from copvalue_tui.files.session.read import read, unknown_keys
from copvalue_tui.files.session.write import write
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.diff.words import decisions
from copvalue_tui.matrix.edits import merge_values
from copvalue_tui.matrix.fields.table import BY_NAME, DETAILS, FIELDS
from copvalue_tui.matrix.merge.three_way import merge
from copvalue_tui.matrix.review_summary import review_record
from copvalue_tui.matrix.values import Indicator, Matrix, Place, Row, Value
from copvalue_tui.tui.bars.bar_lines import status_line
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS
from copvalue_tui.tui.drawing.line import text_of
from copvalue_tui.tui.side.review_lines import review_lines
from tests.editor.stories import tell

DAY = date(2026, 11, 23)
FIGURE = "answered in two days: 23 → 41 % of 40 on 1 November 2026"
PLAIN = Matrix(members=(Row("Staff", (Value("Help"), Value("Access"))),))
SAMPLES = {
    "status": ("at-risk", '"at-risk"', "at-risk"),
    "priority": ("high", '"high"', "high"),
    "votes": (5, "5", "5"),
    "shared": ("Faster repairs", '"Faster repairs"', "Faster repairs"),
    "owner": ("Core group", '"Core group"', "Core group"),
    "evidence": ("story", '"story"', "story"),
    "note": ("41 of 46", '"41 of 46"', "41 of 46"),
    "review_by": (date(2027, 3, 1), "2027-03-01", "1 March 2027"),
    "indicator": (
        Indicator("answered in two days", 23, 40, 41, "%", date(2026, 11, 1)),
        '{ name = "answered in two days", baseline = 23, target = 40, now = 41, unit = "%", '
        "on = 2026-11-01 }",
        FIGURE,
    ),
}
"""Field → a content, how the file spells it, and how a person types and reads it."""
EACH = pytest.mark.parametrize("name", [field.name for field in DETAILS])


def with_content(name: str, content: object) -> Matrix:
    first = replace(PLAIN.members[0].short_term[0], **{name: content})
    return replace(PLAIN, members=(Row("Staff", (first, Value("Access"))),))


def sample(name: str) -> Matrix:
    return with_content(name, SAMPLES[name][0])


def test_the_table_has_every_field_of_a_value_in_its_order():
    assert [field.name for field in FIELDS] == [field.name for field in fields_of(Value)]
    assert all(field.default == getattr(Value("Help"), field.name) for field in DETAILS)
    assert list(SAMPLES) == [field.name for field in DETAILS]


@EACH
def test_it_is_read_written_and_kept_in_the_journal(name):
    text = write(sample(name))
    assert f'    {{ text = "Help", {name} = {SAMPLES[name][1]} }},\n' in text
    assert read(text) == sample(name)
    assert write(PLAIN, text) == write(PLAIN)
    assert matrix_from(json.loads(json.dumps(table_of(sample(name))))) == sample(name)
    schema = json.loads(schema_text())["definitions"]["details"]["properties"]
    assert schema[name]["description"]


@EACH
def test_it_is_merged_and_a_person_decides_what_both_changed(name):
    assert merge(PLAIN, sample(name), PLAIN).matrix == sample(name)
    assert merge(PLAIN, PLAIN, sample(name)).matrix == sample(name)
    other = {"status": "parked", "priority": "low", "votes": 3, "review_by": DAY}
    others = {**other, "evidence": "verified", "indicator": Indicator("fewer calls", now=2.5)}
    theirs = with_content(name, others.get(name, "Something else"))
    (conflict,) = merge(PLAIN, sample(name), theirs).conflicts
    assert conflict.sentence.startswith(f"“Help” in “Staff”, short term: {BY_NAME[name].word} is “")


@EACH
def test_it_is_reported_in_decisions_minutes_outline_and_records(name):
    content, _, typed = SAMPLES[name]
    kept = BY_NAME[name].spell(content) if content else typed
    (decision,) = decisions(PLAIN, sample(name))
    assert kept in decision.sentence
    record = review_record(PLAIN, sample(name), DAY)
    minutes = minutes_text(replace(sample(name), reviews=(record,)), record)
    # The record has the file's spelling, and its readers the one of people.
    assert typed in minutes.partition("## At risk")[0].replace("\\", "")
    assert kept in outline_text(sample(name))
    (first, second) = value_records("staff.toml", sample(name))
    assert str(first[name]) == kept
    assert second[name] in (BY_NAME[name].default, None)


@EACH
def test_it_is_typed_in_the_form_and_shown_in_the_panel_and_the_status_line(name):
    typed = SAMPLES[name][2]
    field = BY_NAME[name]
    story = tell("Staff | > Help; Access |", "i", field.title, typed, None)
    assert story.state.matrix == sample(name)
    said = f"{typed} votes" if name == "votes" else f"{field.name_in_question.lower()} "
    assert story.message.startswith(f"“Help”: {said}")
    again = tell(story.state, "i", None)
    assert again.state.matrix == sample(name)
    assert typed in text_of(
        status_line(again.state.with_message(""), shipped_keymap(), 200, UNICODE_GLYPHS)
    )
    panel = review_lines(
        tell(story.state, "r", "All").state, shipped_keymap(), 80, 30, 0, UNICODE_GLYPHS
    )
    assert any(
        line.strip().startswith(field.label or field.word) and typed in line
        for line in map(text_of, panel.lines)
    )
    nothing = "None" if field.reused else str(field.default or "none") if field.words else ""
    unset = ["What is measured", nothing] if field.parts else [nothing]
    assert tell(story.state, "i", field.title, *unset, None).state.matrix == PLAIN


@EACH
def test_it_lasts_when_two_values_become_one(name):
    places = [Place(0, 0, 0), Place(0, 0, 1)]
    (merged,) = merge_values(sample(name), places, "Help").members[0].short_term
    assert merged == sample(name).members[0].short_term[0]


def test_a_table_in_a_value_keeps_what_a_hand_wrote():
    text = """[[members]]
name = "Staff"
short_term = [
    { text = "Help", indicator = { name = 'Calls', source = "log", now = 4_1 } }, # w
    { text = "Access", indicator.name = "Logins", indicator.source = "log", mine = 1 },
]
"""
    matrix = read(text)
    assert [key.path for key in unknown_keys(text)] == [
        "members[1].short_term[1].indicator.source",
        *("members[1].short_term[2].indicator.source", "members[1].short_term[2].mine"),
    ]
    help_, access = matrix.members[0].short_term
    changed = (
        replace(help_, indicator=Indicator("Calls", now=41, target=60)),
        replace(access, indicator=Indicator("Logins", now=7)),
    )
    after = write(replace(matrix, members=(Row("Staff", changed),)), text)
    assert (
        after
        == """[[members]]
name = "Staff"
short_term = [
    { text = "Help", indicator = { name = 'Calls', target = 60, source = "log", now = 4_1 } }, # w
    { text = "Access", indicator = { name = "Logins", now = 7, source = "log" }, mine = 1 },
]
"""
    )


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ('"41 %"', "expected a table in { }, found a text."),
        ("{ now = 41 }", "this indicator has no “name”."),
        ('{ name = " " }', "this indicator has no “name”."),
        ("{ name = 1 }", "expected a text, found a number."),
        ('{ name = "Calls", now = "41" }', "expected a number, found a text."),
        ('{ name = "Calls", now = true }', "expected a number, found true or false."),
        ('{ name = "Calls", now = nan }', "this number is too large or not finite."),
        ('{ name = "Calls", on = 2026-11-01T10:00:00 }', "expected a date"),
    ],
)
def test_a_table_that_is_wrong_is_reported_with_its_place(said, sentence):
    with pytest.raises(NotReadable) as trouble:
        read(f'[[members]]\nshort_term = [{{ text = "Help", indicator = {said} }}]\n')
    (complaint,) = trouble.value.complaints
    assert sentence in complaint.message
    assert complaint.path.startswith("members[1].short_term[1].indicator")
