"""The grid drawn: what stands where, at several sizes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from copvalue_tui.editor.state.modes import InPanel, Typing
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.text_line import TextLine, line_of
from copvalue_tui.matrix.values import Matrix, Place, Row, Scene, Value
from copvalue_tui.matrix.vocabulary import STATUSES
from copvalue_tui.tui.drawing.glyphs import (
    ASCII_GLYPHS,
    SURFACE_GLYPHS,
    UNICODE_GLYPHS,
    Glyphs,
)
from copvalue_tui.tui.grid.lines import draw
from copvalue_tui.tui.grid.view import GridOptions
from tests.editor.stories import parse
from tests.tui.drawn import block, grid, plain, toned, zoom

MANNER = GridOptions(UNICODE_GLYPHS)
STAFF = """
Members      | Help; > Contacts in partner agencies | Fun
--
Organization | | Fame
"""


def shown(matrix: Matrix, row: int = 0, column: int = 0, slot: int = 0) -> State:
    """A state with the cursor at a place."""
    return State(Scene(matrix, Place(row, column, slot)), matrix)


def typing(state: State, place: Place, line: TextLine, adding: bool = True) -> State:
    """A state in which a value is being typed."""
    return replace(state, mode=Typing(place, line, adding))


def test_a_small_matrix_stands_in_columns_with_rules_between_its_rows():
    assert grid(parse(STAFF), 60, 12) == block("""
        |                Short Term Value      Long Term Value
        | ─────────────────────────────────────────────────────────
        | Members       ▌• Help                • Fun
        | 2 · 1         ▌• Contacts in
        |               ▌  partner agencies
        | ─────────────────────────────────────────────────────────
        | Organization     Which cost, delay   • Fame
        | 0 · 1            or risk would
        |                  shrink this year?
        |                  a to add
        | ─────────────────────────────────────────────────────────
    """)


def test_a_narrow_grid_shows_one_horizon_and_names_its_neighbour():
    assert grid(parse(STAFF), 40, 10) == block("""
        | Short Term Value    Long Term Value →
        | Members ─────────────────────────────
        |▌• Help
        |▌• Contacts in partner agencies
        | Organization ────────────────────────
        |   Which cost, delay or risk would
        |   shrink this year?
        |   a to add
        | ─────────────────────────────────────
    """)
    there = parse("Members | Help | > Fun\n--\nOrganization | | Fame")
    assert grid(there, 40, 7) == block("""
        | ← Short Term Value   Long Term Value
        | Members ─────────────────────────────
        |▌• Fun
        | Organization ────────────────────────
        | • Fame
        | ─────────────────────────────────────
    """)


def test_bands_part_several_segments_from_several_organizations():
    drawing = grid(
        parse("Staff | > Help |\nHeads | Time |\n--\nBank | Loans |\nTown | Water |"), 60, 30
    )
    assert " MEMBERS ━━" in drawing
    assert " ORGANIZATIONS ━━" in drawing


@pytest.mark.parametrize("glyphs", [UNICODE_GLYPHS, SURFACE_GLYPHS])
@pytest.mark.parametrize(("width", "height", "top"), [(60, 30, 0), (80, 24, 0), (60, 5, 2)])
def test_a_band_is_one_surface_from_edge_to_edge(glyphs: Glyphs, width: int, height: int, top: int):
    values = tuple(Value(f"Help {number}") for number in range(3))
    matrix = Matrix((Row("A", values), Row("B")), (Row("C", values), Row("D")))
    options = GridOptions(glyphs, beside=width > 60)
    lines = draw(shown(matrix, slot=2), width, height, options, top).lines
    bands = [line for line in lines if line[0][1] == "band"]
    assert len(bands) == (2 if height > 20 else 1)
    for line in bands:
        tones = [tone for _, tone in line]
        if options.beside:
            assert tones.pop() == "rule", "the track at the right"
        assert ("band-dim" in tones) == (height < 20), "how much is above"
        assert set(tones) <= {"band", "band-dim", "band-rule"}
        assert not line[0][0].startswith("  ")


@pytest.mark.parametrize(("width", "said"), [(80, "3 short · 1 long"), (60, "3 · 1")])
def test_how_many_values_a_row_holds_is_told_below_its_name_in_words_where_they_fit(width, said):
    row = Row("Staff", tuple(map(Value, "abc")), (Value("d"),))
    assert grid(shown(Matrix((row,))), width, 9).splitlines()[3][1:18].rstrip(" ▌•b") == said


def test_what_the_horizons_mean_here_stands_below_their_titles():
    matrix = replace(parse(STAFF).matrix, short_term_means="within a year")
    assert grid(shown(matrix), 60, 12).splitlines()[1].strip() == "within a year"


def test_a_bullet_tells_the_status_and_bars_the_priority_unlike_any_status():
    values = tuple(Value(status.name, status=status.name) for status in STATUSES)
    marked = (*values, Value("high", priority="high"), Value("low", priority="low"))
    drawing = grid(shown(Matrix(members=(Row("Staff", marked),))), 60, 14)
    for status in STATUSES:
        assert f"{status.mark} {status.name}" in drawing
    lines = drawing.splitlines()
    assert "• high           ▮▮▮" in lines[-3]
    assert "• low            ▮" in lines[-2]
    assert not set("▮") & {status.mark for status in STATUSES}


def test_what_is_cut_at_the_top_of_a_scrolled_row_is_told_by_signs():
    values = (Value("One"), Value("Two"), Value("Three words that are wrapped here"), Value("Four"))
    matrix = Matrix(members=(Row("Staff", values, (Value("Later"),)),))
    assert grid(shown(matrix, slot=3), 60, 4, top=3) == block("""
        |                Short Term Value      Long Term Value
        | MEMBERS ━━━━━━ ↑ 2 more ━━━━━━━━━━━━ ↑ 1 more ━━━━━━━━━━━
        | Staff         ▌… are wrapped here                         │
        | 4 · 1         ▌• Four                                     ┃
    """)
    _, rule, first, *_ = grid(shown(matrix, slot=3), 40, 4, top=2).splitlines()
    assert rule == " Staff ───────────────────── ↑ 2 more"
    assert first.startswith("▌• Three words")


def test_what_is_at_risk_has_another_colour_once_its_review_date_has_passed():
    day = date(2026, 11, 29)
    risk = Value("Help", status="at-risk", review_by=day)
    values = (risk, replace(risk, review_by=None), replace(risk, status="agreed"))
    state = replace(shown(Matrix(members=(Row("Staff"), Row("Heads", values)))), today=day)
    assert toned(draw(state, 60, 16, MANNER).lines, "overdue") == [], "today is in time"
    past = replace(state, today=date(2026, 11, 30))
    for row in (0, 1):
        here = replace(past, scene=replace(past.scene, cursor=Place(row, 0)))
        drawing = draw(here, 60, 16, MANNER).lines
        assert toned(drawing, "overdue") == ["▲"], "the shape is the same"
        assert toned(drawing, "at-risk") == ["▲"]
    assert toned(zoom(here, 60, 16).lines, "overdue") == ["▲"]
    unknown = replace(state, today=None)
    assert toned(draw(unknown, 60, 16, MANNER).lines, "overdue") == []


def test_a_retired_value_is_struck_through_and_marked():
    gone = (Value("Help"), Value("Reports", status="retired"))
    drawing = draw(shown(Matrix(members=(Row("Staff", gone),))), 60, 8, MANNER)
    assert toned(drawing.lines, "retired") == ["Reports"]
    assert "× Reports" in plain(drawing.lines)


def test_the_value_under_the_cursor_is_the_only_one_in_reverse():
    drawing = draw(parse(STAFF), 60, 12, MANNER)
    assert toned(drawing.lines, "cursor") == ["Contacts in", "partner agencies"]
    assert toned(drawing.lines, "edge") == ["▌", "▌", "▌"]


def test_the_cursor_shows_in_an_empty_cell_too():
    drawing = draw(parse("Members | > | Fun"), 60, 12, MANNER)
    assert toned(drawing.lines, "cursor") == [" "]
    assert drawing.caret == (16, 2)


def test_while_the_panel_has_the_keys_the_cursor_rests():
    drawing = draw(replace(parse(STAFF), mode=InPanel()), 60, 12, MANNER)
    assert toned(drawing.lines, "cursor") == []
    assert toned(drawing.lines, "resting") == ["Contacts in", "partner agencies"]


def test_marked_values_have_another_sign_than_a_bullet():
    drawing = grid(parse("Members | *Help; > Access | Fun"), 60, 8)
    assert "■ Help" in drawing
    assert "• Access" in drawing


def test_what_is_searched_for_is_underlined_whatever_its_accents():
    state = replace(parse("Members | > Un réseau élargi; Help | Fun"), query="reseau")
    drawing = draw(state, 60, 8, MANNER)
    assert toned(drawing.lines, "cursor-hit") == ["réseau"]


def test_a_new_value_opens_a_blank_line_where_it_will_stand():
    state = typing(parse("Members | > Help; Access | Fun"), Place(0, 0, 1), TextLine())
    drawing = draw(state, 60, 8, MANNER)
    assert grid(state, 60, 8).splitlines()[2:5] == [
        " Members       ▌• Help                • Fun",
        " 2 · 1         ▌•",
        "               ▌• Access",
    ]
    assert toned(drawing.lines, "caret") == [" "]
    assert drawing.caret == (18, 3)


def test_blanks_typed_at_the_end_move_the_caret():
    state = typing(parse("Members | > | Fun"), Place(0, 0), line_of("Help  "))
    assert draw(state, 60, 8, MANNER).caret == (18 + len("Help  "), 2)


def test_the_caret_stands_on_the_letter_it_will_push_away():
    state = typing(parse("Members | > Help | Fun"), Place(0, 0), TextLine("Help", 2), adding=False)
    assert toned(draw(state, 60, 8, MANNER).lines, "caret") == ["l"]


def test_a_long_line_being_typed_wraps_and_the_caret_with_it():
    state = typing(parse("Members | > | Fun"), Place(0, 0), line_of("Contacts in partner agencies"))
    drawing = draw(state, 60, 8, MANNER)
    assert drawing.caret == (18 + len("partner agencies"), 3)


def test_the_name_of_a_row_stays_while_its_values_scroll():
    matrix = Matrix(members=(Row("Staff", tuple(Value(f"Value {n}") for n in range(50))),))
    lines = grid(shown(matrix, slot=40), 60, 10).splitlines()
    assert lines[2].startswith(" Staff")
    assert any("Value 40" in line for line in lines)
    assert lines[2].endswith(("│", "┃"))


def test_of_a_value_higher_than_the_screen_the_start_is_shown():
    long = Value("word " * 200 + "end")
    lines = grid(shown(Matrix(members=(Row("Staff", (Value("a"), long)),)), slot=1), 60, 10)
    assert "• word" in lines


def test_the_ascii_signs_draw_with_nothing_but_ascii():
    assert grid(parse(STAFF), 60, 12, ASCII_GLYPHS).isascii()
    assert grid(parse(STAFF), 40, 12, ASCII_GLYPHS).isascii()


def test_wide_letters_keep_the_columns_aligned():
    drawing = grid(parse("Members | > 資金を集める; é́a | Fun; 👩‍🚒 help"), 60, 8).splitlines()
    assert drawing[2] == " Members       ▌• 資金を集める        • Fun"
    assert drawing[3].startswith(" 2 · 2         ▌• é́a")


def test_zoomed_a_cell_stands_alone_with_air_between_its_values():
    matrix = Matrix(members=(Row("Staff", (Value("Help"), Value("Fun")), persona="Night shift."),))
    drawing = zoom(replace(shown(matrix, slot=1), zoomed=True), 80, 20)
    text = "\n".join("".join(part for part, _ in line).rstrip() for line in drawing.lines)
    assert "Staff" in text
    assert "Night shift." in text
    assert "Short Term Value" in text
    assert "2 values" in text
    assert toned(drawing.lines, "cursor") == ["Fun"]
    rows = text.splitlines()
    first = next(number for number, row in enumerate(rows) if "• Help" in row)
    assert rows[first + 1] == ""
    assert "• Fun" in rows[first + 2]


@pytest.mark.parametrize("size", [(40, 7), (80, 16), (64, 25), (120, 40)])
def test_when_all_fits_every_value_is_there(size):
    drawing = grid(parse(STAFF), *size)
    assert "Help" in drawing
    assert "Contacts" in drawing


def test_at_the_very_end_no_rule_stands_below_the_rule_of_the_heads():
    drawing = "\n".join(f"Row {number} | Help; Access; Fun |" for number in range(9))
    for height in range(8, 24):
        state = parse(drawing)
        state = shown(state.matrix, row=8, slot=2)
        lines = grid(state, 60, height).splitlines()
        assert not (lines[1].startswith(" ──") and lines[2].startswith(" ──")), height
        assert any("▌• Fun" in line for line in lines)


def test_while_the_first_value_of_a_cell_is_typed_its_question_stays_and_nothing_jumps():
    empty = parse("Members | > |\n--\nOrganization | Loans |")
    before = grid(empty, 60, 14).splitlines()
    after = grid(typing(empty, Place(0, 0), line_of("Quick answers")), 60, 14).splitlines()
    assert after[2].startswith(" Members       ▌• Quick answers")
    assert "What would make" in after[3]
    assert after[7:] == before[7:]


def test_scrolled_to_an_audience_its_band_stands_once():
    state = shown(Matrix((Row("A", (Value("1"), Value("2"))),), (Row("B", (Value("3"),)),)), row=1)
    lines = grid(state, 60, 5, top=2).splitlines()
    assert [line.split()[0] for line in lines if "━" in line] == ["ORGANIZATION"]
    assert "MEMBERS" not in "\n".join(lines)
