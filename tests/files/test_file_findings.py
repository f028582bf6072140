"""Findings in a file: each at its line, quickly where it is plain and rightly everywhere."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from copvalue_tui.files.session.findings import check_text
from copvalue_tui.files.session.paths import ValuePaths
from copvalue_tui.files.session.plain_lines import line_of, plain_lines
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.files.toml.errors import UnplacedComplaint
from copvalue_tui.files.toml.locate import located
from copvalue_tui.files.toml.parse import parse
from copvalue_tui.matrix.filters import ALL, selected
from copvalue_tui.matrix.values import value_at
from tests.files.strategies import matrices

TODAY = date(2026, 11, 23)
SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.toml"))


def paths_in(text):
    """Every path that a finding may have."""
    matrix = read(text)
    paths = ValuePaths(parse(text), matrix)
    every = [(), *(paths.row(index) for index in range(len(matrix.rows)))]
    every += [paths.value(place) for place in selected(matrix, ALL, TODAY)]
    return every + [paths.parked(slot) for slot in range(len(matrix.parking_lot))]


def by_locating(text, paths):
    spots = [UnplacedComplaint(path, "", str(at)) for at, path in enumerate(paths)]
    return {int(each.message): each.line for each in located(text, spots)}


def same_lines(text):
    lines = plain_lines(text, parse(text))
    if lines is None:
        return False
    paths = paths_in(text)
    found = by_locating(text, paths)
    assert [line_of(lines, path) for path in paths] == [found[at] for at in range(len(paths))]
    return True


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_both_ways_find_the_same_lines_in_the_samples(sample):
    assert same_lines(sample.read_text(encoding="utf-8")) == (sample.stem != "handmade")


@settings(max_examples=100, deadline=None)
@given(matrices)
def test_both_ways_find_the_same_lines_in_whatever_a_save_writes(matrix):
    assert same_lines(write(matrix, "")) or "'''" in write(matrix, "")


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
    same_lines(text)
    matrix = read(text)
    vague = [each for each in check_text(text, TODAY).findings if each.kind == "vague"]
    assert vague
    for finding in vague:
        word = value_at(matrix, finding.about.place).text
        assert f'"{word}"' in text.split("\n")[finding.line - 1]
