"""The suggestions drawn: at the grid's side, and as a strip under it."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.lines import line_of
from copvalue_tui.editor.state import Panel, Typing
from copvalue_tui.matrix.values import Place
from copvalue_tui.tui.marks import UNICODE_SIGNS
from copvalue_tui.tui.panel_lines import panel_lines
from copvalue_tui.tui.strip_lines import strip_height, strip_lines
from tests.editor.stories import parse
from tests.tui.drawn import block, side, strip, toned

STAFF = """
Members      | > Access to expertise | Help with challenges
--
Organization | |
"""


def test_the_panel_names_its_cell_and_numbers_what_it_offers():
    assert side(parse(STAFF), height=18) == block("""
        | Suggestions       Toolkit core
        | Members · short term
        |
        | 1 Help with challenges       ◦
        |
        | 2 Access to expertise        ✓
        |
        | 3 Increased confidence
        |
        | 4 Fun with colleagues
        |
        | 5 Meaningful participation
        |
        | 6 Sense of belonging
        |
        |
        |
        | s choose   S hide
    """)


def test_a_used_offer_is_dim_as_well_as_marked():
    drawing = panel_lines(parse(STAFF), shipped_keymap(), 32, 18, 0, UNICODE_SIGNS)
    assert any("Access to expertise" in text for text in toned(drawing.lines, "dim"))
    assert any("Help with challenges" in text for text in toned(drawing.lines, "plain"))


def test_where_it_is_tight_the_air_goes_and_what_is_hidden_is_counted():
    drawing = side(parse(STAFF), height=8).splitlines()
    assert drawing[3:6] == [
        " 1 Help with challenges       ◦",
        " 2 Access to expertise        ✓",
        " 3 Increased confidence",
    ]
    assert drawing[7].endswith("3 more")


def test_the_chosen_offer_scrolls_into_view_and_shows():
    state = replace(parse(STAFF), pane="panel", panel=Panel(chosen=5))
    drawing = panel_lines(state, shipped_keymap(), 32, 8, 0, UNICODE_SIGNS)
    assert toned(drawing.lines, "cursor") == ["Sense of belonging"]
    assert drawing.spots[-1].offer == 5


def test_a_filter_shows_its_letters_and_underlines_what_they_found():
    state = replace(parse(STAFF), pane="panel", panel=Panel(query="conf", filtering=True))
    drawing = panel_lines(state, shipped_keymap(), 32, 18, 0, UNICODE_SIGNS)
    assert drawing.caret == (7, 2)
    assert "/ conf" in side(state)
    assert toned(drawing.lines, "cursor-hit") == ["conf"]


def test_nothing_found_is_said_in_a_sentence():
    state = replace(parse(STAFF), pane="panel", panel=Panel(query="zzzz", filtering=True))
    assert "Nothing fits “zzzz”." in side(state)
    assert "Nothing fits “zzzz”." in strip(state)
    assert "There are no suggestions." in side(replace(parse(STAFF), packs=()))


def test_while_a_value_is_typed_the_chosen_offer_shows():
    typing = Typing(Place(0, 0, 1), line_of("fun"), adding=True, chosen=0)
    state = replace(parse(STAFF), pane="typing", typing=typing)
    drawing = panel_lines(state, shipped_keymap(), 32, 18, 0, UNICODE_SIGNS)
    assert "".join(toned(drawing.lines, "cursor")) == " with colleagues"
    assert toned(drawing.lines, "cursor-hit") == ["Fun"]


def test_the_strip_has_a_rule_with_the_cell_and_columns_of_offers():
    assert strip(parse(STAFF)) == block("""
        | Suggestions · Members · short term ────────────────────────── s choose  S hide
        | 1 Help with challenges ◦               2 Access to expertise ✓
        | 3 Increased confidence                 4 Fun with colleagues
        | 5 Meaningful participation             6 Sense of belonging
    """)


def test_a_narrow_strip_keeps_to_one_column_and_follows_the_chosen():
    state = replace(parse(STAFF), pane="panel", panel=Panel(chosen=4))
    assert strip(state, width=40, height=3).splitlines()[1:] == [
        " 4 Fun with colleagues",
        "▌5 Meaningful participation",
    ]


def test_an_offer_of_a_hostile_pack_is_shown_and_not_obeyed():
    state = parse(STAFF)
    pack = state.packs[0]
    entry = replace(pack.entries[0], text="[@click=app.quit]x[/] \x1b[2J")
    packs = (replace(pack, entries=(entry,), title="\x1b]0;x\x07"),)
    for drawing in (side(replace(state, packs=packs)), strip(replace(state, packs=packs))):
        assert "\x1b" not in drawing
        assert "[@click=app.quit]x[/]" in drawing


def test_the_strip_grows_with_the_terminal_and_goes_in_the_lowest():
    assert [strip_height(height) for height in (10, 12, 16, 24)] == [0, 3, 4, 5]


def test_a_click_in_the_strip_finds_its_offer():
    drawing = strip_lines(parse(STAFF), shipped_keymap(), 80, 5, 0, UNICODE_SIGNS)
    found = [
        spot.offer for spot in drawing.spots if spot.line == 2 and spot.first <= 45 < spot.last
    ]
    assert found == [3]
