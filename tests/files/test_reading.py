"""Texts to matrices: what is right is read and made tidy, and everything wrong is told at once."""

from datetime import date

import pytest

from copvalue_tui.files.session.read import read, unknown_keys
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.values import Matrix, Review, Row, Value


def complaints(text: str) -> list[str]:
    """What is said about a text that does not read."""
    with pytest.raises(NotReadable) as caught:
        read(text)
    return [complaint.sentence for complaint in caught.value.complaints]


def kind(text: str) -> str:
    """Which kind of trouble a text is."""
    with pytest.raises(NotReadable) as caught:
        read(text)
    return caught.value.kind


def one(entry: str) -> Value:
    """The only value of a file with this entry."""
    (value,) = read(f"[[members]]\nshort_term = [{entry}]\n").members[0].short_term
    return value


def test_a_whole_file_is_read() -> None:
    text = """\
format = 1
title = "T"
domain = "D"
purpose = "P"
stage = "S"
short_term_means = "1"
long_term_means = "2"
review_cadence = "R"
language = "es"
packs = ["toolkit"]
parking_lot = ["later"]
[[members]]
name = "A"
short_term = ["a", { text = "b", status = "realized", priority = "high", votes = 5, shared = "s",
long_term = ["c"]
persona = "Q"
tags = ["t"]
[[organizations]]
name = "B"
[[reviews]]
date = 2026-11-23
facilitator = "F"
present = ["X"]
note = "N"
decisions = ["d"]
""".replace(
        'shared = "s",',
        'shared = "s", owner = "o", evidence = "story", note = "n", review_by = 2027-03-01 }]',
    )
    value = Value("b", "realized", "high", 5, "s", "o", "story", "n", date(2027, 3, 1))
    assert read(text) == Matrix(
        (Row("A", (Value("a"), value), (Value("c"),), "Q", ("t",)),),
        (Row("B"),),
        *("T", "D", "P", "S", "1", "2", "R", "es"),
        ("toolkit",),
        (Value("later"),),
        (Review(date(2026, 11, 23), "F", ("X",), "N", ("d",)),),
    )


@pytest.mark.parametrize("text", ["", "\n", "# only\n", "# only\n\n  # comments", "\t\r\n"])
def test_a_file_of_blanks_and_comments_has_no_rows(text: str) -> None:
    assert read(text) == Matrix()


@pytest.mark.parametrize("text", ["format = 1", "members = []", "[[organizations]]"])
def test_a_file_is_a_matrix_by_its_format_or_by_a_table_of_rows(text: str) -> None:
    assert not read(text).title


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ('"  a  b\\tc\\r\\nd\\u0085e\\u2028f  "', "a b c d e f"),
        ('"""\na\nb"""', "a b"),
        ("'''a\tb'''", "a b"),
        ('"a\\u001b[31m\\u0000\\u009b\\u202e"', "a\x1b[31m\0\x9b\u202e"),
        ('"a\u00a0: b\u3000c"', "a\u00a0: b\u3000c"),
        ('"\u00a0a\u3000"', "a"),
        ("'[/] [red]x [@click=app.quit]'", "[/] [red]x [@click=app.quit]"),
        ('"e\u0301 資 👩\u200d🚒"', "e\u0301 資 👩\u200d🚒"),
        ('{ text = " a\\tb " }', "a b"),
    ],
)
def test_a_text_is_one_tidy_line_and_keeps_the_rest(entry: str, text: str) -> None:
    assert one(entry).text == text


def test_blank_texts_are_no_values() -> None:
    text = '[[members]]\ntags = [" "]\nshort_term = ["", " \\t", { text = "\u00a0", votes = 2 }]\n'
    assert read(text) == Matrix((Row(""),))


def test_twins_and_rows_without_names_are_legal() -> None:
    text = '[[members]]\nshort_term = ["a", "a"]\n[[members]]\n'
    assert read(text) == Matrix((Row("", (Value("a"), Value("a"))), Row("")))


def test_newer_toml_is_read() -> None:
    assert one('{ text = "a\\x41\\e", # why\n  votes = 2,\n}') == Value("aA\x1b", votes=2)
    assert read("[[members]]\nat = 07:32\n") == Matrix((Row(""),))


BROKEN = {
    "[[members]]\nname = 3": "line 2, members[1].name: expected a text, found a number.",
    "[[members]]\nname = true": ("line 2, members[1].name: expected a text, found true or false."),
    "[[members]]\nshort_term = 'a'": (
        "line 2, members[1].short_term: expected a list in [ ], found a text."
    ),
    "[[members]]\nshort_term = [\n'a',\n1.5]": (
        "line 4, members[1].short_term[2]: expected a text or { text = … }, found a number."
    ),
    "[[members]]\nlong_term = [['a']]": (
        "line 2, members[1].long_term[1]: expected a text or { text = … }, found a list."
    ),
    "[[members]]\nshort_term = [{ votes = 1 }]": (
        "line 2, members[1].short_term[1]: this value has no “text”."
    ),
    "[[members]]\nshort_term = [{ txt = 'a' }]": (
        "line 2, members[1].short_term[1]: this value has no “text”; is “txt” a typo?"
    ),
    "[[members]]\n[[members]]\nshort_term = [\n'a',\n{ text = 'b', status = 'agred' }]": (
        "line 5, members[2].short_term[2].status: “agred” is not a status; did you mean “agreed”?"
    ),
    "parking_lot = [{ text = 'b', priority = 'urgent' }]\nformat = 1": (
        "line 1, parking_lot[1].priority: “urgent” is not a priority; "
        "it can be high, medium or low."
    ),
    "format = 1\nparking_lot = [{ text = 'b', evidence = 1 }]": (
        "line 2, parking_lot[1].evidence: "
        "expected one of none, anecdote, story, indicator or verified, found a number."
    ),
    "format = 1\nparking_lot = [{ text = 'b', votes = -1 }]": (
        "line 2, parking_lot[1].votes: expected a whole number, 0 or more, found -1."
    ),
    "format = 1\nparking_lot = [{ text = 'b', votes = 'many' }]": (
        "line 2, parking_lot[1].votes: expected a whole number, 0 or more, found a text."
    ),
    "format = 1\nparking_lot = [{ text = 'b', review_by = '2027-03-01' }]": (
        "line 2, parking_lot[1].review_by: "
        "expected a date such as 2027-03-01 without quotes, found a text."
    ),
    "format = 1\nparking_lot = [{ text = 'b', review_by = 2027-03-01T10:00:00 }]": (
        "line 2, parking_lot[1].review_by: "
        "expected a date such as 2027-03-01, found a date with a time."
    ),
    "[[members]]\ntags = ['a', 1]": (
        "line 2, members[1].tags[2]: expected a text, found a number."
    ),
    "[members]\nname = 'A'": (
        "line 1, members: expected tables, found one; "
        "write [[members]] with two brackets above each."
    ),
    "members = 'A'": "line 1, members: expected [[members]], found a text.",
    "members = ['A']": "line 1, members[1]: expected a table, found a text.",
    "format = true": ("line 1, format: expected “format = 1”, found true or false."),
    "format = 0": "line 1, format: expected “format = 1”, found 0.",
    "format = 1\ntitle = 1979-05-27": "line 2, title: expected a text, found a date.",
    "format = 1\n[[reviews]]\ndate = 07:32:00": (
        "line 3, reviews[1].date: expected a date such as 2027-03-01, found a time."
    ),
}


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_wrong_is_reported_with_line_path_and_what_is_expected(text: str) -> None:
    assert complaints(text) == [BROKEN[text]]
    assert kind(text) == "wrong"


def test_everything_wrong_is_reported_at_once_in_the_order_of_the_lines() -> None:
    text = (
        "\n".join(reversed([f"[[members]]\nname = {n}\n" for n in range(3)]))
        + "[[reviews]]\nnote=1"
    )
    assert [said.split(":")[0] for said in complaints(text)] == [
        "line 2, members[1].name",
        "line 5, members[2].name",
        "line 8, members[3].name",
        "line 10, reviews[1].note",
    ]


def test_a_hundred_complaints_are_reported_and_the_others_counted() -> None:
    said = complaints("[[members]]\nshort_term = [\n" + "1,\n" * 250 + "]\n")
    assert len(said) == 101
    assert said[-1] == "line 102: this file has 150 more errors."


def test_a_line_is_right_in_a_long_file_and_in_any_spelling() -> None:
    text = '[[ "members" ]]\n' + "# x\n" * 10 + "'short_term' = [\n" + '  "a",\n' * 5000
    text += "  { text = '''\nb''', 'status' = 'x' }, ]\n"
    (said,) = complaints(text)
    assert said.startswith("line 5014, members[1].short_term[5001].status: “x” is not a status")


def test_lines_are_right_with_tables_under_rows() -> None:
    text = "[[members]]\n[members.more]\nname = 1\n[[members]]\n[[members.long_term]]\ntext = 1\n"
    assert complaints(text) == [
        "line 6, members[2].long_term[1].text: expected a text, found a number."
    ]


def test_unknown_keys_are_named_with_the_nearest_word() -> None:
    text = """\
titel = "T"
[[members]]
nmae = "A"
tone.colour = 1
short_term = [
  "a",
  { text = "b", staus = "agreed" },
]
[[reviews]]
decision = []
"""
    assert [str(complaint) for complaint in unknown_keys(text)] == [
        "line 1, titel: “titel” is an unknown key; did you mean “title”?",
        "line 3, members[1].nmae: “nmae” is an unknown key; did you mean “name”?",
        "line 4, members[1].tone: “tone” is an unknown key.",
        "line 7, members[1].short_term[2].staus: “staus” is an unknown key; did you mean “status”?",
        "line 10, reviews[1].decision: “decision” is an unknown key; did you mean “decisions”?",
    ]


def test_a_known_file_has_no_unknown_keys() -> None:
    assert unknown_keys("format = 1\n[[members]]\nname = 'a'\nshort_term = ['a']\n") == ()
