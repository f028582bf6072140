"""The review drawn: at the grid's side and under it, its verdicts first, then the value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.keys.keymap import build_keymap
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.user.settings import THEMES
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import Action, Review, Value
from copvalue_tui.suggest.questions import general_questions
from copvalue_tui.tui.bars.footer import footer_line, footer_words
from copvalue_tui.tui.drawing.glyphs import ASCII_GLYPHS, UNICODE_GLYPHS, Glyphs
from copvalue_tui.tui.drawing.line import text_of
from copvalue_tui.tui.drawing.themes import theme_named
from copvalue_tui.tui.grid.lines import NARROWEST
from copvalue_tui.tui.side.offer_lines import PanelDrawing
from copvalue_tui.tui.side.review_lines import review_lines, review_strip
from tests.editor.stories import parse, tell
from tests.tui.drawn import block, grid, plain, toned
from tests.tui.editing import editor

DRAWING = """
Regulator staff | > Neutral ground across institutions; News | Skills
--
Five Rivers Development Bank of the Whole Region | Design |
"""
RICH = Value(
    text="Neutral ground across institutions",
    status="realized",
    priority="high",
    votes=3,
    shared="Rules shaped by practice",
    owner="Ministry of Water",
    evidence="story",
    note="First joint session with operators held without press",
    review_by=date(2027, 3, 1),
)


def reviewing(keys: str = "r", first: Value = RICH, **changes: object) -> State:
    state = parse(DRAWING)
    row = replace(state.matrix.members[0], short_term=(first, Value("News")))
    matrix = replace(state.matrix, members=(row,))
    state = replace(state, scene=replace(state.scene, matrix=matrix), saved=matrix, **changes)
    return tell(state, keys, "All").state


def side(
    state: State, width: int = 36, height: int = 36, glyphs: Glyphs = UNICODE_GLYPHS
) -> PanelDrawing:
    return review_lines(state, shipped_keymap(), width, height, 0, glyphs)


def strip(
    state: State, width: int = 80, height: int = 8, glyphs: Glyphs = UNICODE_GLYPHS
) -> PanelDrawing:
    return review_strip(state, shipped_keymap(), width, height, 0, glyphs)


def test_at_the_side_the_verdicts_are_first_then_the_value_with_all_it_carries():
    assert plain(side(reviewing("r j x k k"), height=30).lines) == block("""
        | Review                      1 of 4
        | all values
        |
        | 1 • proposed     2 ● agreed
        | 3 ↗ on-track     4 ▲ at-risk
        | 5 ✓ realized     6 ‖ parked
        | 7 × retired
        |
        | Regulator staff · short term
        |
        |▌ Neutral ground across
        |▌ institutions
        |
        | status    ✓ realized
        | priority  high
        | votes     3
        | shared    Rules shaped by practice
        | owner     Ministry of Water
        | evidence  story
        | review by 1 March 2027
        | note      First joint session with
        |           operators held without
        |           press
        |
        | Is this a value or an activity?
        | For whom exactly?
        | How would we know?
        |
        | at-risk 1 · 3 left
        | i details  + - priority  * vote
    """)


def test_a_plain_value_shows_its_status_and_nothing_that_nobody_said():
    assert plain(side(reviewing("r j"), height=16).lines) == block("""
        | Review                      2 of 4
        | all values
        |
        | 1 • proposed     2 ● agreed
        | 3 ↗ on-track     4 ▲ at-risk
        | 5 ✓ realized     6 ‖ parked
        | 7 × retired
        |
        | Regulator staff · short term
        |
        |▌ News
        |
        | status    • proposed
        |
        | 4 left
        | i details  + - priority  * vote
    """)


@pytest.mark.parametrize("height", [7, 8, 9, 11, 15])
def test_in_a_low_panel_verdicts_and_value_are_kept(height: int):
    lines = plain(side(reviewing("r"), height=height).lines).splitlines()
    assert lines[1:5] == plain(side(reviewing("r")).lines).splitlines()[3:7]
    assert "▌ Neutral ground across" in lines
    assert ("status    ✓ realized" in "\n".join(lines)) == (height > 8)


def test_what_to_ask_of_any_value_is_shown_where_there_is_room():
    lines = plain(side(reviewing("r j")).lines).splitlines()
    asked = [line[1:] for line in lines if line.endswith("?")]
    assert asked == [*general_questions("en")]
    spanish = reviewing("r j", own_language="es")
    assert "¿Cómo lo sabríamos?" in plain(side(spanish).lines)
    assert plain(strip(spanish).lines).splitlines()[4:6] == [
        "  • proposed",
        "  ¿Es un valor o una actividad? · ¿Para quién exactamente?",
    ]
    for height in range(1, 9):
        assert len(strip(spanish, 80, height).lines) == height


def test_under_the_grid_it_is_a_strip():
    assert plain(strip(reviewing("r j x k k")).lines) == block("""
        | Review · all values ───────────────────────────────────────── 3 left ── 1 of 4
        | 1 proposed  2 agreed  3 on-track  4 at-risk  5 realized  6 parked  7 retired
        | Regulator staff · short term
        |▌ Neutral ground across institutions
        |  ✓ realized · high priority · 3 votes · theme “Rules shaped by practice” ·
        |  owner Ministry of Water · evidence: story · review by 1 March 2027 · First j…
        | at-risk 1
        | i details  + - priority  * vote
    """)


def test_in_a_low_strip_signs_stand_for_the_verdicts_and_all_are_in_view():
    drawing = strip(reviewing("r"), 40, 4)
    assert plain(drawing.lines) == block("""
        | Review ────────────── 4 left ── 1 of 4
        | 1 •  2 ●  3 ↗  4 ▲  5 ✓  6 ‖  7 ×
        | Regulator staff · short term
        |▌ Neutral ground across institutions
    """)
    assert toned(drawing.lines, "cursor") == ["✓"], "the one it has"
    in_ascii = plain(strip(reviewing("r"), 40, 4, ASCII_GLYPHS).lines)
    assert " 1 -  2 o  3 /  4 !  5 v  6 =  7 x" in in_ascii


def test_without_unicode_it_has_other_signs():
    text = plain(side(reviewing(), glyphs=ASCII_GLYPHS).lines)
    assert "2 o agreed" in text
    assert "status    v realized" in text
    assert text.isascii()
    assert "✓" not in plain(strip(reviewing(), glyphs=ASCII_GLYPHS).lines)


def test_verdicts_row_value_and_progress_are_there_at_every_size(subtests):
    for width, height in product([120, 100, 80, 60, 40, 20], [1, 2, 3, 4, 6, 8, 13]):
        with subtests.test(width=width, height=height):
            drawing = strip(reviewing("r j"), width, height)
            assert [cell_width(text_of(line)) for line in drawing.lines] == [width] * height
            text = plain(drawing.lines)
            assert "2 of 4" in text
            if height > 1:
                assert "News" in text
            if height > 2 and width >= NARROWEST:
                verdicts = "".join(text_of(line) for line in drawing.lines[1:])
                assert [key for key in "1234567" if f"{key} " not in verdicts] == []
            if height > 3 + (width < NARROWEST):
                assert "short term" in text


def test_the_side_is_as_high_as_it_is_asked_to_be(subtests):
    for height in range(1, 40, 3):
        with subtests.test(height=height):
            lines = side(reviewing(), 32, height).lines
            assert [cell_width(text_of(line)) for line in lines] == [32] * height


def test_a_long_name_gives_way_and_the_horizon_never_does():
    state = reviewing("r j j j")
    assert plain(side(state).lines).splitlines()[8:10] == [
        " Five Rivers Development Bank of t…",
        " short term",
    ]
    assert plain(strip(state, 40).lines).splitlines()[4].endswith("… · short term")


def test_the_verdict_that_the_value_has_is_told_by_more_than_colour():
    assert [piece.strip() for piece in toned(side(reviewing()).lines, "picked")] == ["realized"]
    for name in THEMES:
        style = theme_named(name).style("picked")
        assert style.bold, "it is bold where there are no colours"


def test_who_only_looks_is_offered_no_verdict():
    state = reviewing(read_only=True)
    for drawing in (side(state), strip(state)):
        assert "agreed" not in plain(drawing.lines)
        assert "Neutral ground" in plain(drawing.lines)


def test_keys_of_one_s_own_are_shown():
    keymap, _ = build_keymap(shipped_keymap().commands, {"verdict-agreed": ["G"]})
    text = plain(review_lines(reviewing(), keymap, 36, 30, 0, UNICODE_GLYPHS).lines)
    assert "G ● agreed" in text


def test_hostile_words_are_shown_and_never_obeyed():
    nasty = "\x1b]0;x\x07[b]bold[/b]\u202e\u0301" + "漢" * 9_000
    value = replace(RICH, text=nasty, note=nasty, owner=nasty)
    state = reviewing(first=value)
    for drawing in (side(state), strip(state), side(state, height=4), strip(state, 20, 3)):
        text = plain(drawing.lines)
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
        assert len({cell_width(text_of(line)) for line in drawing.lines}) == 1


def test_the_grid_stays_in_view_with_the_cursor_on_the_value():
    state = reviewing("r j")
    assert "▌• News" in grid(state, 60, 12)


def test_the_footer_tells_the_keys_of_the_walk():
    words = footer_words(reviewing("r a"), shipped_keymap())
    assert words[:8] == (
        *(("c", "confirm"), ("j", "next"), ("k", "back"), ("n", "undecided"), ("y", "why")),
        *((">", "next step"), ("e", "reword"), ("w", "owner")),
    )
    assert "Esc leave" in text_of(footer_line(words, 80))


def test_while_rewording_in_a_review_no_key_promises_another_cell():
    words = footer_words(reviewing("r e"), shipped_keymap())
    assert ("Enter", "keep") in words
    assert "next cell" not in dict(words).values()


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 12)])
async def test_in_the_editor_it_takes_the_place_of_the_suggestions(toolkit, size):
    async with editor(toolkit, size) as one:
        await one.press("S r")
        await one.sees("All values")
        await one.press("a")
        await one.sees("1 of 24")
        assert "Suggestions" not in one.text
        await one.press("z z")
        await one.sees("3 of 24")
        await one.press("e 'x enter")
        await one.sees("Reworded")
        await one.sees("3 of 24")
        await one.press("escape")
        await one.sees("Record the review: 3 changed")
        await one.press("enter")
        await one.sees("Recorded the review: 3 changed")
        assert "3 of 24" not in one.text


async def test_a_click_goes_to_the_value(toolkit):
    async with editor(toolkit, (120, 30)) as one:
        await one.press("r a")
        await one.sees("1 of 24")
        await one.pilot.click("#grid", offset=(24, 4))
        await one.sees("3 of 24")
        assert one.state.pane == "review"


def test_a_review_date_that_has_passed_is_told_beside_the_value():
    overdue = reviewing(first=replace(RICH, note="", shared="", review_by=date(2026, 9, 1)))
    assert "1 September 2026, passed" in plain(side(overdue).lines)
    assert "review by 1 September 2026, passed" in " ".join(plain(strip(overdue).lines).split())
    assert "passed" not in plain(side(reviewing()).lines)
    risky = reviewing(first=replace(RICH, status="at-risk", review_by=date(2026, 9, 1)))
    assert [sign.strip() for sign in toned(side(risky).lines, "overdue")] == ["▲"]
    assert toned(side(overdue).lines, "overdue") == [], "it came true"


def test_the_next_steps_about_a_value_are_told_beside_it():
    about = "Regulator staff · short term · Neutral ground across institutions"
    steps = (
        Action("Ask the bank", "Facilitator", date(2027, 1, 15), about=about),
        Action("Done before", done=date(2026, 1, 1), about=about),
        Action("About another", about="Regulator staff · short term · News"),
    )
    state = reviewing()
    matrix = replace(state.matrix, reviews=(Review(actions=steps),))
    state = replace(state, scene=replace(state.scene, matrix=matrix))
    state = tell(state, ">", "Book", "", "").state
    lines = plain(side(state).lines).splitlines()
    told = next(at for at, line in enumerate(lines) if line.startswith(" next step Ask the bank"))
    assert [line[11:].strip() for line in lines[told : told + 4]] == [
        *("Ask the bank ·", "Facilitator · by 15", "January 2027", "Book"),
    ]
    text = " ".join(plain(strip(state).lines).split())
    assert "▌ Neutral ground across institutions ✓ realized · next step: Ask the bank" in text
    assert "About another" not in text
    assert "next step: Book" in text
