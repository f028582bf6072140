"""Laws of every drawing: exact sizes, the cursor in view, nothing a terminal would obey."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from unittest.mock import patch

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.state.modes import BROWSING, InPanel, Typing
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.text_line import TextLine
from copvalue_tui.matrix import edits
from copvalue_tui.matrix.cursor import clamp
from copvalue_tui.matrix.text.sanitize import safe
from copvalue_tui.matrix.values import Matrix, Place, Row, Scene, Value, cells
from copvalue_tui.suggest.pack_format.read import shipped_packs
from copvalue_tui.tui.bars.bar_lines import status_line, title_line
from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS
from copvalue_tui.tui.drawing.line import Pieces, text_of
from copvalue_tui.tui.grid import layout as grid_layout
from copvalue_tui.tui.grid.cell_layout import cell_height, cell_layout, wrapped
from copvalue_tui.tui.grid.layout import layout_for, layout_of
from copvalue_tui.tui.grid.lines import Kept, draw, lines_of
from copvalue_tui.tui.grid.view import GridOptions, focus_of, head_height, kept_in_view
from copvalue_tui.tui.side.panel_lines import panel_lines
from copvalue_tui.tui.side.strip_lines import strip_lines
from tests.files.strategies import matrices, values
from tests.tui.drawn import zoom

FEW = settings(max_examples=25, deadline=None)
MANNER = GridOptions(UNICODE_GLYPHS)
words = st.text(st.sampled_from("ab é資-/ \u202e\x1b👩\u200d"), max_size=60)


@st.composite
def states(draw: st.DrawFn) -> State:
    """Any state: anywhere, typing or not, zoomed or not."""
    matrix = draw(matrices)
    assume(matrix.rows)
    cursor = clamp(matrix, draw(st.builds(Place, st.integers(0, 5), st.integers(0, 1))))
    cursor = clamp(matrix, replace(cursor, slot=draw(st.integers(0, 4))))
    state = State(Scene(matrix, cursor), matrix, query=draw(words), packs=shipped_packs())
    if draw(st.booleans()):
        text = draw(words)
        adding = draw(st.booleans()) or not state.cell
        line = TextLine(text, draw(st.integers(0, len(text))))
        state = replace(state, mode=Typing(cursor, line, adding))
    elif draw(st.booleans()):
        state = replace(state, mode=InPanel(query=draw(words), filtering=True))
    return replace(state, message=safe(draw(words)), warning=draw(st.booleans()))


def is_whole(lines: tuple[Pieces, ...], width: int, height: int) -> None:
    """Every line is exactly as wide, and holds nothing that a terminal would obey."""
    assert len(lines) == height
    for line in lines:
        assert sum(cell_len(text) for text, _ in line) == width
        for letter in text_of(line):
            assert unicodedata.category(letter) not in ("Cc", "Cs")
            assert letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028"
        assert all(text for text, _ in line)


@FEW
@given(states(), st.integers(0, 5), st.integers(0, 1))
def test_rows_kept_from_drawings_before_look_as_if_drawn_afresh(
    first: State, row: int, column: int
):
    calm = replace(first, mode=BROWSING)
    there = clamp(first.matrix, Place(row, column))
    others = [
        replace(calm, scene=Scene(first.matrix, there)),
        replace(calm, query="a"),
        replace(calm, query="", read_only=True),
        replace(calm, marks=frozenset([there])),
    ]
    kept: Kept = {}
    for state in (first, *others, first):
        for width, height in ((80, 24), (50, 12)):
            layout = layout_for(state, width)
            top = kept_in_view(state, layout, height, 0)
            again = lines_of(state, layout, height, top, MANNER, kept)
            assert again == lines_of(state, layout, height, top, MANNER)


@FEW
@given(states(), st.integers(40, 130), st.integers(1, 40))
def test_every_line_of_the_grid_is_exactly_as_wide(state: State, width: int, height: int):
    for glyphs in (UNICODE_GLYPHS, ASCII_GLYPHS):
        is_whole(draw(state, width, height, GridOptions(glyphs, beside=True)).lines, width, height)
    is_whole(zoom(state, width, height).lines, width, height)


@FEW
@given(states(), st.integers(30, 36), st.integers(6, 40))
def test_every_line_of_the_panel_is_exactly_as_wide(state: State, width: int, height: int):
    keymap = shipped_keymap()
    is_whole(panel_lines(state, keymap, width, height, 0, UNICODE_GLYPHS).lines, width, height)
    wide = width * 2 + 10
    is_whole(strip_lines(state, keymap, wide, 5, 0, UNICODE_GLYPHS).lines, wide, 5)
    is_whole((title_line(state, wide, UNICODE_GLYPHS),), wide, 1)
    is_whole((status_line(state, shipped_keymap(), wide, UNICODE_GLYPHS),), wide, 1)


@FEW
@given(states(), st.integers(40, 130), st.integers(5, 30), st.integers(0, 90))
def test_where_the_person_is_stays_in_view(state: State, width: int, height: int, top: int):
    layout = layout_for(state, width)
    top = kept_in_view(state, layout, height, top)
    room = height - head_height(state, height)
    focus = focus_of(state)
    lines = layout.lines_of(focus)
    if len(lines) <= room:
        assert top <= lines.start
        assert lines.stop <= top + room
    drawing = lines_of(state, layout, height, top, MANNER)
    assert drawing.caret is not None
    assert drawing.caret[1] < height
    assert kept_in_view(state, layout, height, top) == top


@FEW
@given(states())
def test_when_all_fits_every_value_is_drawn(state: State):
    assume(state.typing is None)
    height = layout_for(state, 120).height + 3
    drawing = draw(state, 120, height, MANNER)
    letters = "".join(text_of(line) for line in drawing.lines)
    for _, cell in cells(state.matrix):
        for value in cell:
            for line in wrapped(value.text, layout_for(state, 120).columns.text):
                assert line.strip() in letters


@FEW
@given(matrices, matrices, st.integers(40, 130))
def test_laying_out_again_what_changed_is_laying_out_afresh(one: Matrix, other: Matrix, width: int):
    assume(one.rows and other.rows)
    before = layout_of(one, width, 0)
    assert layout_of(other, width, 0, before) == layout_of(other, width, 0)
    edited = edits.add_values(one, Place(0, 0), (Value("New", votes=3),))
    assert layout_of(edited, width, 0, before) == layout_of(edited, width, 0)


@FEW
@given(st.lists(values, max_size=6).map(tuple), st.integers(4, 40))
def test_a_cell_is_as_high_as_its_values(cell: tuple[Value, ...], width: int):
    layout = cell_layout(cell, width)
    assert layout.height == cell_height(cell, width)
    for shown in range(layout.count):
        assert all(layout.at(line) == shown for line in layout.lines(shown))


@FEW
@given(states(), st.integers(40, 130), st.integers(0, 130), st.integers(0, 60))
def test_a_click_finds_the_place_drawn_there(state: State, width: int, x: int, line: int):
    assume(state.typing is None)
    layout = layout_for(state, width)
    place = layout.place_at(x, line)
    if place is not None:
        assert clamp(state.matrix, place) == place
        assert layout.place_at(x, layout.lines_of(place).start) == place


def test_a_move_lays_nothing_out_again_and_an_edit_only_its_row():
    rows = tuple(Row(f"Row {n}", (Value("Help " * 9), Value("Fun")), ()) for n in range(30))
    matrix = Matrix(members=rows)
    before = layout_of(matrix, 80, 0)
    assert layout_of(matrix, 80, 1, before) is before
    edited = edits.set_value(matrix, Place(3, 0, 1), Value("Sense of belonging to a community"))
    counted: list[str] = []
    with patch.object(grid_layout, "row_height", lambda row, *_: counted.append(row.name) or 1):
        layout_of(edited, 80, 0, before)
    assert counted == ["Row 3"]
