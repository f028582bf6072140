"""Votes drawn behind the texts of values: they wrap nothing anew, however full a line is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.editor.state.state import State
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.edits import set_value
from copvalue_tui.matrix.values import Matrix, Place, Row, Scene, Value, cells
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS, MarkColumns
from copvalue_tui.tui.drawing.line import LineBuilder, text_of
from copvalue_tui.tui.grid.cell_lines import ValueStyle, value_lines
from copvalue_tui.tui.grid.layout import GridLayout, layout_for
from tests.tui.drawn import grid

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.toml"))
HIGH, LOW, NONE = "high", "low", ""


def laid_out(matrix: Matrix, width: int) -> GridLayout:
    return layout_for(State(Scene(matrix, Place(0, 0, 0)), matrix), width)


@pytest.mark.parametrize(
    ("text", "priority", "votes", "drawn"),
    [
        ("Help with work", HIGH, 3, "Help with work +3   ▮▮▮"),
        ("Help with a job", HIGH, 12, "Help with a job +12 ▮▮▮"),
        ("Help with a task", HIGH, 3, "Help with a task +3 ▮▮▮"),
        ("Help with a task", HIGH, 12, "Help with a task+12 ▮▮▮"),
        ("Help with the job", HIGH, 3, "Help with the job+3 ▮▮▮"),
        ("Help with any task", HIGH, 3, "Help with any task+3▮▮▮"),
        ("Help with this task", HIGH, 3, "Help with this task+3▮▮▮"),
        ("Help with this task", HIGH, 12, "Help with this task+▮▮▮"),
        ("Help with this task", LOW, 12, "Help with this task+12▮"),
        ("Help with this task", NONE, 12, "Help with this task +12"),
        ("Help with this task", NONE, 5_000, "Help with this task>999"),
        ("Help with this task and that", HIGH, 12, "Help with this task ▮▮▮\nand that +12"),
        ("That and help with this task", HIGH, 12, "That and help with  ▮▮▮\nthis task +12"),
        ("Help with votes", NONE, 0, "Help with votes"),
    ],
)
def test_votes_are_told_more_briefly_where_the_line_is_full(
    text: str, priority: str, votes: int, drawn: str
):
    value = Value(text, priority=priority, votes=votes)
    style = ValueStyle(19, MarkColumns(3), UNICODE_GLYPHS, "")
    lines = [text_of(line.pieces)[2:].rstrip() for line in value_lines(value, style, False, False)]
    assert lines == drawn.splitlines()


def test_where_nothing_has_a_priority_a_full_line_leaves_room_for_the_sign():
    value = Value("Help with this task", votes=3)
    style = ValueStyle(19, MarkColumns(), UNICODE_GLYPHS, "")
    assert [line.at for line in value_lines(value, style, False, False)] == [22]


@pytest.mark.parametrize("votes", [1, 12, 5_000])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_vote_on_any_value_of_a_sample_wraps_nothing_anew(path: Path, votes: int):
    matrix = read(path.read_text(encoding="utf-8"))
    for width in (40, 80, 120):
        before = laid_out(matrix, width)
        columns = before.columns
        style = ValueStyle(columns.text, columns.marks, UNICODE_GLYPHS, "")
        for place, value in values_of(matrix):
            bare, voted = (replace(value, votes=count) for count in (0, votes))
            after = laid_out(set_value(matrix, place, voted), width)
            assert (after.columns, after.heights) == (columns, before.heights)
            old, new = drawn(bare, style), drawn(voted, style)
            lines = before.cell(place.row, place.column).lines(place.slot)
            assert len(new) == len(old) == len(lines)
            assert [words(line) for line in new[:-1]] == [words(line) for line in old[:-1]]
            assert words(new[-1])[len(words(old[-1])) :].lstrip()[0] in "+>"
            assert max(line.at for line in new) < columns.cell


def values_of(matrix: Matrix) -> list[tuple[Place, Value]]:
    """Every value with its place."""
    return [
        (replace(place, slot=slot), value)
        for place, cell in cells(matrix)
        for slot, value in enumerate(cell)
    ]


def drawn(value: Value, style: ValueStyle) -> list[LineBuilder]:
    return list(value_lines(value, style, False, False))


def words(line: LineBuilder) -> str:
    """A line without the bars of its priority."""
    return text_of(line.pieces).rstrip(" ▮")


def test_a_vote_moves_no_other_value():
    texts = ("Help with any job", "Access to expertise", "Fun with colleagues and more")
    plain, voted = (
        Matrix(members=(Row("Staff", (Value(texts[0], votes=votes), *map(Value, texts[1:]))),))
        for votes in (0, 12)
    )
    before, after = (
        grid(State(Scene(matrix, Place(0, 0, 0)), matrix), 60, 9).splitlines()
        for matrix in (plain, voted)
    )
    assert after[2].replace("any job+", "any job ") == before[2]
    assert after[3:] == before[3:]
