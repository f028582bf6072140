"""Rows written the plain way are read by the paragraph, and mean what the parser says they mean."""

from __future__ import annotations

import tomllib
from dataclasses import FrozenInstanceError, fields, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.files.toml import runs
from copvalue_tui.files.toml.parse import parse
from copvalue_tui.files.toml.runs import parse_long
from copvalue_tui.matrix.values import Matrix, Row, Value, plain_values
from tests.files.hands import written
from tests.files.strategies import lines, matrices, texts

PLAIN = """\

[[members]]
name = "Staff"
short_term = [
    "Help",
    "Access",
]
long_term = [
    "Fun",
]
"""
OTHER = PLAIN.replace("Staff", "Guests")
UNUSUAL = '\n[[members]]\nname = "Odd"\nlong_term = []\n'

plain_cells = st.lists(texts.map(Value), min_size=1, max_size=4).map(tuple)
plain_rows = st.builds(Row, lines, plain_cells, plain_cells)


def names(tables: dict[str, object] | None) -> list[str]:
    assert tables is not None
    return [row["name"] for row in tables["members"]]


@settings(max_examples=60, deadline=None)
@given(matrices, st.lists(plain_rows, min_size=1, max_size=4), st.integers(0, 2**32))
def test_rows_read_by_the_paragraph_are_what_the_parser_reads(matrix, rows, seed):
    rng = Random(seed)
    text = write(replace(matrix, members=(*rows, *matrix.members, *rows)), "")
    text += rng.choice(("", "\n\n", "# the end\n", "x = 1\n", "[members.x]\n", "[[reviews]]\n"))
    by_hand = written(rng, Matrix(organizations=matrix.members))
    if rng.random() < 0.5 and "\n[[" in by_hand and "members" not in text:
        text += "\n" + by_hand[by_hand.index("\n[[") :]
    for short_cut in (parse_long(text), parse_long("#\n" + text.replace("    ", "  ", 1))):
        assert short_cut is None or short_cut == tomllib.loads(text)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32))
def test_plain_rows_with_a_letter_changed_are_read_as_the_parser_does_or_not_at_all(seed):
    rng = Random(seed)
    text = PLAIN * 3 + UNUSUAL + OTHER * 2
    for _ in range(rng.randint(1, 2)):
        at = rng.randrange(len(text))
        bit = rng.choice(('"', "\n", "\\", "'", '"""', "]", "[[", "#", ",", "\t", "\x7f", "", " "))
        text = text[:at] + bit + text[at + rng.randint(0, 3) :]
    quick = parse_long(text)
    assert quick is None or quick == tomllib.loads(text)


def test_plain_and_unusual_rows_keep_their_order():
    text = PLAIN + OTHER + UNUSUAL + PLAIN + '\n[[organizations]]\nname = "X"\n' + OTHER
    assert names(parse_long(text)) == ["Staff", "Guests", "Odd", "Staff", "Guests"]
    assert parse_long(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "more",
    [
        'persona = "They help."\n',
        "[members.more]\n",
        "[[members.short_term]]\n",
        'members.name = "X"\n',
        'name = "again"\n',
    ],
)
def test_what_follows_a_plain_row_belongs_to_it_and_is_never_lost(more):
    text = PLAIN + OTHER + more
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert parse_long(text) is None
    else:
        assert parse(text) == expected == (parse_long(text) or expected)


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_a_row_inside_a_longer_text_is_no_row(quotes):
    text = f"note = {quotes}\n{PLAIN}{OTHER}\n[[x]]\n{quotes}\n{OTHER}"
    assert parse_long(text) is None
    assert names(parse(text)) == ["Guests"]


@pytest.mark.parametrize(
    "disguise", [r"\u0072uns0", r"\U00000072uns0", r"\u0072un0", r"run\u005f"], ids=str
)
def test_a_name_in_disguise_is_not_taken_for_a_stand_in(disguise):
    hidden = f"note = '''\n{PLAIN}\n[[x]]'''\n"
    text = f'{hidden}\n[[members]]\nname = "{disguise}"\n'
    assert parse_long(text) is None
    assert names(parse(text)) == names(tomllib.loads(text))


def test_a_stand_in_is_not_made_of_two_lines_either():
    text = f"note = '''\n{PLAIN}\n[[x]]'''\n\n[[members]]\nname = \"\"\"ru\\\n  ns0\"\"\"\n"
    assert tomllib.loads(text)["members"] == [{"name": "runs0"}]
    assert parse_long(text) is None


@pytest.mark.parametrize("name", ["[1]", "{ a = 1 }", "1", "true"])
def test_a_row_with_something_else_for_a_name_is_left_to_those_who_complain(name):
    text = f"{PLAIN}\n[[members]]\nname = {name}\n"
    assert parse_long(text) == tomllib.loads(text)


def test_the_parser_sees_little_of_many_plain_rows(monkeypatch):
    seen = []

    def loads(text):
        seen.append(len(text))
        return tomllib.loads(text)

    text = "format = 1\n" + PLAIN * 1_000
    with monkeypatch.context() as patch:
        patch.setattr(runs, "tomllib", type("Parser", (), {"loads": staticmethod(loads)}))
        matrix = read(text)
    assert len(matrix.members) == 1_000
    assert len(seen) == 1
    assert seen[0] < 100


def test_values_made_in_bulk_are_ordinary_values():
    (value,) = plain_values(["Help"])
    assert type(value) is Value
    assert value == Value("Help")
    assert hash(value) == hash(Value("Help"))
    assert repr(value) == repr(Value("Help"))
    assert replace(value, votes=3) == Value("Help", votes=3)
    for field in fields(Value):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, "x")
