"""The suggestions drawn: at the grid's side, and as a strip under it."""

from __future__ import annotations

import itertools
from dataclasses import replace

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.state.modes import BROWSING, InPanel, Typing
from copvalue_tui.editor.state.state import Panel, State
from copvalue_tui.editor.state.text_line import line_of
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import Place, Scene, Value
from copvalue_tui.suggest.library import find_packs
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS
from copvalue_tui.tui.drawing.line import text_of
from copvalue_tui.tui.side.panel_lines import panel_lines
from copvalue_tui.tui.side.strip_lines import strip_height, strip_lines
from tests.editor.stories import at, parse
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
        | 2 Increased confidence
        |
        | 3 Fun with colleagues
        |
        | 4 Meaningful participation
        |
        | 5 Sense of belonging
        |
        | 6 Access to expertise        •
        |
        |
        |
        | s choose   S hide
    """)


def test_a_used_offer_is_dim_as_well_as_marked():
    drawing = panel_lines(parse(STAFF), shipped_keymap(), 32, 18, 0, UNICODE_GLYPHS)
    assert any("Access to expertise" in text for text in toned(drawing.lines, "dim"))
    assert any("Help with challenges" in text for text in toned(drawing.lines, "plain"))


def test_where_it_is_tight_the_air_goes_and_what_is_hidden_is_counted():
    drawing = side(parse(STAFF), height=8).splitlines()
    assert drawing[3:6] == [
        " 1 Help with challenges       ◦",
        " 2 Increased confidence",
        " 3 Fun with colleagues",
    ]
    assert drawing[7].endswith("3 more")


def test_the_chosen_offer_scrolls_into_view_and_shows():
    state = replace(parse(STAFF), mode=InPanel(chosen=4))
    drawing = panel_lines(state, shipped_keymap(), 32, 8, 0, UNICODE_GLYPHS)
    assert toned(drawing.lines, "cursor") == ["Sense of belonging"]
    assert drawing.spots[-1].offer == 4


def test_a_filter_shows_its_letters_and_underlines_what_they_found():
    state = replace(parse(STAFF), mode=InPanel(query="conf", filtering=True))
    drawing = panel_lines(state, shipped_keymap(), 32, 18, 0, UNICODE_GLYPHS)
    assert drawing.caret == (7, 2)
    assert "/ conf" in side(state)
    assert toned(drawing.lines, "cursor-hit") == ["conf"]


def test_a_filter_is_drawn_at_every_size_that_a_terminal_passes_through():
    for query in ("", "netw", "漢字" * 30):
        state = replace(parse(STAFF), mode=InPanel(query=query, filtering=True))
        for width, height in itertools.product((0, 1, 2, 4, 5, 6, 30), (0, 1, 2, 5, 30)):
            for lines in (panel_lines, strip_lines):
                drawing = lines(state, shipped_keymap(), width, height, 0, UNICODE_GLYPHS)
                assert len(drawing.lines) <= height
                assert all(cell_width(text_of(line)) == width for line in drawing.lines)


def test_nothing_found_is_said_in_a_sentence():
    state = replace(parse(STAFF), mode=InPanel(query="zzzz", filtering=True))
    assert "No suggestion matches “zzzz”." in side(state)
    assert "No suggestion matches “zzzz”." in strip(state)
    assert "Your own words are" in side(replace(parse(STAFF), packs=()))


def test_while_a_value_is_typed_the_chosen_offer_shows():
    typing = Typing(Place(0, 0, 1), line_of("fun"), adding=True, chosen=0)
    state = replace(parse(STAFF), mode=typing)
    drawing = panel_lines(state, shipped_keymap(), 32, 18, 0, UNICODE_GLYPHS)
    assert "".join(toned(drawing.lines, "cursor")) == " with colleagues"
    assert toned(drawing.lines, "cursor-hit") == ["Fun"]


def test_the_strip_has_a_rule_with_the_cell_and_columns_of_offers():
    assert strip(parse(STAFF)) == block("""
        | Suggestions · Members · short term ────────────────────────── s choose  S hide
        | 1 Help with challenges ◦               4 Meaningful participation
        | 2 Increased confidence                 5 Sense of belonging
        | 3 Fun with colleagues                  6 Access to expertise •
    """)


def test_a_strip_of_one_line_offers_what_fits_whole_and_a_key_for_more():
    def at(width: int, **changes: object) -> str:
        return strip(replace(parse(STAFF), **changes), width, 1)

    assert at(80) == (
        " 1 Help with challenges  2 Increased confidence                  s more  S hide"
    )
    assert at(100).startswith(" 1 Help with challenges  2 Increased confidence  3 Fun with coll")
    assert at(40) == " 1 Help with challenges  s more  S hide"
    assert at(30) == " 1 Help with…  s more  S hide"
    assert at(80, packs=()).startswith(" No suggestions for this cell. Your own words are fine. ")
    typed = replace(parse(STAFF), mode=Typing(Place(0, 0, 1), line_of("sens"), adding=True))
    assert strip(typed, 80, 1) == " 1 Sense of belonging"
    places = strip_lines(parse(STAFF), shipped_keymap(), 80, 1, 0, UNICODE_GLYPHS).spots
    assert [(spot.first, spot.last, spot.offer) for spot in places] == [(1, 23, 0), (25, 47, 1)]


def test_a_wide_panel_shows_the_value_under_the_cursor_below_the_suggestions():
    marked = Value("Access to expertise", status="at-risk", priority="high", note="three calls")
    state = parse(STAFF)
    row = replace(state.matrix.rows[0], short_term=(marked,))
    state = replace(state, scene=Scene(replace(state.matrix, members=(row,))))
    shown = side(state, 56, 34).splitlines()
    assert shown[17].startswith(" This value ──")
    assert shown[17].endswith("── i details")
    assert shown[19:] == [
        "▌ Access to expertise",
        "",
        " status    ▲ at-risk",
        " priority  high",
        " note      three calls",
    ]
    assert "This value" not in side(state, 56, 29)
    assert "This value" not in side(replace(state, mode=InPanel()), 56, 34)


def test_a_narrow_strip_keeps_to_one_column_and_follows_the_chosen():
    state = replace(parse(STAFF), mode=InPanel(chosen=4))
    assert strip(state, width=40, height=3).splitlines()[1:] == [
        " 4 Meaningful participation",
        "▌5 Sense of belonging",
    ]


def test_down_goes_down_a_column_and_on_into_the_next():
    state = replace(parse(STAFF), mode=InPanel())
    for chosen, line, start in ((0, 1, 0), (1, 2, 0), (2, 3, 0), (3, 1, 39), (5, 3, 39)):
        there = replace(state, mode=InPanel(chosen=chosen))
        drawing = strip_lines(there, shipped_keymap(), 80, 5, 0, UNICODE_GLYPHS)
        spot = next(spot for spot in drawing.spots if spot.offer == chosen)
        assert (spot.line, spot.first) == (line, start)


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
    drawing = strip_lines(parse(STAFF), shipped_keymap(), 80, 5, 0, UNICODE_GLYPHS)
    found = [
        spot.offer for spot in drawing.spots if spot.line == 2 and spot.first <= 45 < spot.last
    ]
    assert found == [4]


# Whom a row is about, what it lacks, what is asked of it

PEOPLE = """
Regulator staff | > Neutral ground across institutions | Policy informed by practice
New engineers   | | Professional identity
--
Ministry | |
"""


def with_all_packs(drawing: str) -> State:
    return replace(parse(drawing), packs=find_packs([]).packs)


def test_the_panel_says_whose_suggestions_come_first_and_what_the_row_lacks():
    drawn = side(with_all_packs(PEOPLE), width=36, height=37).splitlines()
    assert drawn[1] == " Regulator staff · short term"
    assert drawn[2] == " officials first"
    assert drawn[4] == " 1 Peers in other countries"
    assert drawn[-5:-2] == [
        " Not covered yet: something right",
        " away, know-how for later, use in",
        " daily work and 3 more",
    ]
    assert drawn[-1].endswith("more")


def test_what_the_row_lacks_is_not_said_where_nobody_wants_it_unless_gaps_are_asked_for():
    state = with_all_packs(PEOPLE)
    quiet = replace(state, panel=Panel(coverage=False))
    assert "Not covered yet" not in side(quiet, width=36, height=37)
    asked = replace(quiet, panel=Panel(coverage=False, gaps=True))
    assert "Not covered yet" in side(asked, width=36, height=37)


def test_only_the_numbered_show_until_somebody_chooses_and_nothing_moves_then():
    state = with_all_packs(PEOPLE)
    quiet = side(state, width=36, height=37).splitlines()
    open_one = side(replace(state, mode=InPanel()), width=36, height=37).splitlines()
    assert "  Access" not in "\n".join(quiet)
    assert [line[3:] for line in quiet[:20]] == [line[3:] for line in open_one[:20]]
    assert len([line for line in open_one if line.strip()]) > len(
        [line for line in quiet if line.strip()]
    )


def test_an_empty_cell_is_asked_its_questions_above_what_is_suggested():
    state = at(with_all_packs(PEOPLE), 1, 0)
    drawn = side(state, width=36, height=37)
    assert "What would make next month easier" in drawn.split(" 1 ")[0]
    assert "What do they now do alone?" in drawn.split(" 1 ")[0]
    low = side(state, width=36, height=14)
    assert "What would" not in low


def test_questions_are_asked_in_the_language_of_the_matrix():
    state = at(with_all_packs(PEOPLE), 1, 0)
    spanish = replace(state.matrix, language="es")
    state = replace(state, scene=replace(state.scene, matrix=spanish))
    assert "¿" in side(state, width=36, height=37)


def test_numbers_stay_but_look_like_no_keys_where_digits_are_letters():
    typing = Typing(Place(0, 0, 1), line_of("net"), adding=True)
    state = replace(with_all_packs(PEOPLE), mode=typing)
    filtering = replace(state, mode=InPanel(query="net", filtering=True))
    for drawn in (panel_lines, strip_lines):
        for one in (state, filtering):
            lines = drawn(one, shipped_keymap(), 80, 20, 0, UNICODE_GLYPHS).lines
            assert "1 Extended network" in "\n".join(map(text_of, lines))
            assert "1" not in toned(lines, "key")
        browsing = replace(state, mode=BROWSING)
        lines = drawn(browsing, shipped_keymap(), 80, 20, 0, UNICODE_GLYPHS).lines
        assert "1" in toned(lines, "key")


def test_the_narrowed_list_says_so():
    state = replace(with_all_packs(PEOPLE), mode=InPanel(), panel=Panel(gaps=True))
    assert side(state).splitlines()[0].endswith("gaps only")
    assert "· gaps only ─" in strip(state)
    assert "2 other cells are empty" not in side(state, height=10)
    assert "other cells are empty" in " ".join(side(state, width=36, height=37).split())


def test_the_strip_cuts_no_text_that_fits_two_columns():
    drawn = strip(with_all_packs(PEOPLE))
    assert "…" not in drawn
    assert " 7 " in drawn


def test_a_row_of_hostile_name_and_tags_is_shown_and_not_obeyed():
    state = with_all_packs("a\x1b[2Jb | > |")
    row = replace(state.row, tags=("\x1b]0;x\x07", "new"))
    state = replace(state, scene=replace(state.scene, matrix=state.matrix.with_rows((row,))))
    assert "\x1b" not in side(state, width=36, height=37) + strip(state)
