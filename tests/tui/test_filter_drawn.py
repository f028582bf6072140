"""A filtered matrix drawn: only what is asked for, and a title that says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.state.filter_view import MatrixFilter
from copvalue_tui.editor.state.state import Following, State
from copvalue_tui.editor.timeline.past_view import as_shown
from copvalue_tui.matrix.filters import Filter
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import Matrix, Place, Row, Scene, Value
from copvalue_tui.tui.bars.bar_lines import status_line, title_line
from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS
from copvalue_tui.tui.drawing.line import text_of
from copvalue_tui.tui.grid.lines import draw
from copvalue_tui.tui.grid.view import GridOptions
from tests.editor.stories import TODAY, tell
from tests.editor.test_filter import start
from tests.tui.drawn import block, grid, plain, toned, zoom
from tests.tui.editing import editor

ROOT = Path(__file__).parents[2]


@pytest.fixture
def water(tmp_path: Path, own_home: Path) -> Path:
    """A copy of a sample with values at risk."""
    path = tmp_path / "water.toml"
    path.write_bytes((ROOT / "samples" / "water.toml").read_bytes())
    return path


def at_risk(keys: str = "") -> State:
    return tell(start(), f"f {keys}".strip(), "At risk").state


def test_rows_without_a_match_are_gone_and_cells_without_one_ask_nothing():
    assert grid(as_shown(at_risk()), 80, 10) == block("""
        |                    Short Term Value              Long Term Value
        | MEMBERS ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
        | Staff             ▌▲ Access
        | ─────────────────────────────────────────────────────────────────────────────
        | Guests             ▲ Peers
        | 2 short · 0 long   ▲ Maps
        | ORGANIZATION ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
        | Bank                                             ▲ Proof
        | ─────────────────────────────────────────────────────────────────────────────
    """)


def test_without_unicode_it_has_other_signs():
    assert grid(as_shown(at_risk()), 60, 10, ASCII_GLYPHS) == block("""
        |                Short Term Value      Long Term Value
        | MEMBERS =================================================
        | Staff         |! Access
        | ---------------------------------------------------------
        | Guests         ! Peers
        | 2 - 0          ! Maps
        | ORGANIZATION ============================================
        | Bank                                 ! Proof
        | ---------------------------------------------------------
    """)


@pytest.mark.parametrize("width", [120, 80, 60, 40])
def test_every_width_shows_them_and_fills_its_lines(width):
    drawing = draw(as_shown(at_risk()), width, 20, GridOptions(UNICODE_GLYPHS))
    assert {cell_width(text_of(line)) for line in drawing.lines} == {width}
    text = plain(drawing.lines)
    assert "Access" in text
    assert "Maps" in text
    assert "Tea" not in text
    assert "?" not in text, "no question stands in a cell that only looks empty"
    assert toned(drawing.lines, "cursor") == ["Access"]


def test_a_value_is_typed_where_it_will_stand():
    typing = grid(as_shown(at_risk("j j a 'New'")), 60, 9)
    lines = [line.strip() for line in typing.splitlines()]
    maps = next(number for number, line in enumerate(lines) if "Maps" in line)
    assert lines[maps + 1] == "▌• New"


def test_zoomed_it_is_the_shown_part_of_the_cell():
    text = plain(zoom(as_shown(at_risk("j z")), 60, 12).lines)
    assert "2 values" in text
    assert "Maps" in text
    assert "Tea" not in text


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (80, "Only at risk · 4 of 10 · Esc for all"),
        (40, "Only at risk · 4 of 10"),
        (30, "Only at risk"),
    ],
)
def test_the_title_says_how_much_is_shown(width, said):
    line = text_of(title_line(at_risk(), width, UNICODE_GLYPHS))
    assert line.strip().startswith(said)
    assert line.rstrip().endswith("not saved yet")
    assert cell_width(line) == width


def test_a_long_wish_gives_way_before_its_numbers_do():
    wanted = Filter(text="\x1b[2J" + "help " * 500, statuses=("at-risk",))
    matrix = Matrix((Row("A", (Value("\x1b[2J" + "help " * 500, status="at-risk"),)),))
    state = State(Scene(matrix), saved=matrix, matrix_filter=MatrixFilter(wanted, TODAY))
    for width in (40, 60, 120):
        line = text_of(title_line(state, width, UNICODE_GLYPHS))
        assert "1 of 1" in line
        assert "\x1b" not in line
        assert cell_width(line) == width


def test_what_just_landed_is_marked_where_it_is_shown():
    landed = {Place(2, 0, 2): 1.0, Place(2, 0, 1): 1.0}
    state = replace(at_risk("j"), following=Following(landed=landed))
    assert toned(draw(as_shown(state), 60, 9, GridOptions(UNICODE_GLYPHS)).lines, "fresh") == [
        "✦",
        "Maps",
    ]


def test_the_status_line_tells_of_the_value_that_is_seen():
    state = at_risk("j j j").with_message("")
    assert text_of(status_line(state, shipped_keymap(), 60, UNICODE_GLYPHS)).strip() == "at-risk"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_in_the_editor_a_filter_hides_and_escape_shows(water, size):
    async with editor(water, size, autosave=False) as one:
        await one.press("f")
        await one.sees("Show only")
        await one.press("enter")
        await one.sees("Only at risk")
        assert "Help with challenges" not in one.text
        assert one.state.value.text == "Exchange in my own language"
        await one.pilot.click("#grid", offset=(30, 5))
        assert one.state.value.status == "at-risk"
        await one.press("escape")
        await one.sees("Showing all values.")
