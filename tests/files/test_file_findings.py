"""Findings in a file: each at its line, however the file is written."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from copvalue_tui.files.session.findings import ValuePaths, check_text
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.files.toml.errors import UnplacedComplaint
from copvalue_tui.files.toml.locate import located
from copvalue_tui.files.toml.parse import parse
from copvalue_tui.files.toml.render import string
from copvalue_tui.matrix.filters import ALL, selected
from copvalue_tui.matrix.values import value_at
from tests.files.strategies import matrices
from tests.laws import examples

TODAY = date(2026, 11, 23)
SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.toml"))


def lines_hold_their_values(text):
    """Whether the path of every value leads to a line that says its text."""
    matrix = read(text)
    paths = ValuePaths(parse(text), matrix)
    places = list(selected(matrix, ALL, TODAY))
    spots = [UnplacedComplaint(paths.value(at), "", str(n)) for n, at in enumerate(places)]
    lines = text.split("\n")
    for spot in located(text, spots):
        said = value_at(matrix, places[int(spot.message)]).text
        line = lines[spot.line - 1]
        if said not in line and string(said) not in line:
            return False
    return True


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_every_value_of_a_sample_is_at_its_line(sample):
    assert lines_hold_their_values(sample.read_text(encoding="utf-8"))


@settings(max_examples=examples(33, 1000), deadline=None)
@given(matrices)
def test_every_value_of_a_save_is_at_its_line(matrix):
    assert lines_hold_their_values(write(matrix, ""))


@pytest.mark.parametrize(
    "text",
    [
        '[[members]]\nshort_term = ["a",\n"b"]\n',
        '[[members]]\nshort_term = [\n"a", "b",\n"c",\n]\n',
        '[[members]]\nshort_term = [\n"a",\n"b"]\nlong_term = ["c"]\n',
        '[[members]]\n"short_term" = [\n"a",\n]\n',
        '[[members]]\nname = """\n[[members]]"""\nshort_term = ["a"]\n',
        'members = [\n{ name = "x", short_term = ["a", "b"] },\n]\n',
        '[[members]]\nshort_term = [ # here\n"a",\n]\n',
        '[[members]]\nshort_term = [\n"b # c", # d\n# e\n"a",\n]\n\n  [[ members ]] # f\n',
    ],
)
def test_a_file_written_in_its_own_way_is_located_all_the_same(text):
    matrix = read(text)
    vague = [each for each in check_text(text, TODAY).findings if each.kind == "vague"]
    assert vague
    for finding in vague:
        word = value_at(matrix, finding.about.place).text
        assert f'"{word}"' in text.split("\n")[finding.line - 1]
