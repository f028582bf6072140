"""Pages drawn: the balance and the shared values, wide, narrow, in ASCII, and with junk."""

from __future__ import annotations

from pathlib import Path

import pytest

from copvalue_tui.editor.pages.balance_page import soundness_page
from copvalue_tui.editor.pages.page import Page
from copvalue_tui.editor.pages.shared_value_page import sharing_page
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.balance import balance
from copvalue_tui.matrix.shared_value import sharing
from copvalue_tui.matrix.values import BLANK, Matrix, Row, Value
from copvalue_tui.tui.dialogs.page_screen import PageScreen
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS
from copvalue_tui.tui.drawing.themes import Theme, theme_named
from tests.editor.stories import TODAY
from tests.tui.asking import TERMINAL, asked
from tests.tui.drawn import block
from tests.tui.editing import editor

ROOT = Path(__file__).parents[2]
WATER = read((ROOT / "samples/water.toml").read_text(encoding="utf-8"))
HOSTILE = "[red]\x1b[2J‮水水水水水水水水水水[/] " * 9
JUNK = Matrix(
    (Row(HOSTILE, (Value(HOSTILE, shared=HOSTILE, owner=HOSTILE, votes=2**63 - 1),)), Row("")),
    (Row("x" * 500, (Value("x" * 9000, status="at-risk", priority="high", shared="y" * 999),)),),
)


def sound_page(matrix: Matrix) -> Page:
    return soundness_page(matrix, balance(matrix, TODAY), ("b",)).page


def shared_page(matrix: Matrix) -> Page:
    return sharing_page(matrix, sharing(matrix))


def screen(page: Page, at: int | None = None, look: Theme = TERMINAL) -> PageScreen:
    return PageScreen(page, at, look)


def chosen(dialog: PageScreen) -> str:
    return dialog.page.stops[dialog.at].text


async def test_the_balance_in_eighty_columns():
    async with asked(screen(sound_page(WATER)), 80, 24) as it:
        assert "\n".join(await it.drawn()) == block("""
            |─ Balance · 2 problems, 7 doubts, 11 hints ─────────────────────────────────────
            | Members                         short  long  no owner  no evidence  overdue
            |   New utility engineers             4     3         2            3        1
            |   Utility managers                  3     3         ·            1        ·
            |   Regulator staff                   3     3         3            3        ·
            | Organizations
            |   Five Rivers Development Bank      3     3         1            3        1
            |   Ministry of Water                 2     3         1            2        ·
            |   Utilities Association             3     3         ·            1        ·
            |
            | Problems  look at these first
            | ▸ 1  “Exchange in my own language” was due for review by 1 September 2026, 3
            |      months ago.
            |   2  “Time and cost saving” was due for review by 1 September 2026, 3 months
            |      ago.
            |
            | Doubts  worth a question at the next review
            |   3  “Increased confidence” is on track and has no owner; who looks after it?
            |   4  “Professional development” has high priority but no evidence; note a
            |      first figure of its indicator.
            |   5  “Contacts in partner agencies” is agreed and has no owner; who looks…
            | Enter go there  Esc close  Tab next part  s shared values              7 of 27
            | New utility engineers, short term
        """)


async def test_findings_have_keys_and_are_told_with_their_place():
    async with asked(screen(sound_page(WATER)), 80, 24) as it:
        await it.drawn()
        it.press("tab")
        lines = await it.drawn()
        assert any(line.startswith(" ▸ 3  “Increased confidence” is on track") for line in lines)
        assert lines[-2:] == [
            " Enter go there  Esc close  Tab next part  s shared values              9 of 27",
            " New utility engineers, short term",
        ]


async def test_on_a_tall_screen_the_first_finding_is_chosen_and_all_above_it_shows():
    async with asked(screen(sound_page(WATER)), 120, 40) as it:
        dialog = it.dialog
        lines = await it.drawn()
        assert chosen(dialog).startswith("“Exchange in my own language” was")
        assert lines[1].startswith(" Members")
        assert any(line.startswith(" Hints") for line in lines)


async def test_in_sixty_columns_every_figure_is_still_there():
    async with asked(screen(sound_page(WATER)), 60, 24) as it:
        lines = await it.drawn()
        assert lines[1] == "                                      no        no"
        assert lines[2] == " Members              short  long  owner  evidence  overdue"
        assert lines[3] == "   New utility engi…      4     3      2         3        1"


async def test_in_thirty_columns_the_coverage_is_left_of_the_table():
    async with asked(screen(sound_page(WATER)), 30, 24) as it:
        lines = await it.drawn()
        assert lines[1] == " Members          short  long"
        assert lines[2] == "   New utility…       4     3"


async def test_an_empty_cell_stands_out_and_without_unicode_there_are_other_signs():
    async with asked(
        screen(sound_page(BLANK), look=theme_named("terminal", ascii=True)), 60, 17
    ) as it:
        lines = await it.drawn()
        assert lines[:4] == [
            "- Balance - 2 problems -------------------------------------",
            " Members         short  long",
            "   Members        none  none",
            " Organizations",
        ]
        assert all(line.isascii() for line in lines[:6])


async def test_shared_values_stand_beside_each_other():
    async with asked(screen(shared_page(WATER)), 80, 14) as it:
        assert "\n".join(await it.drawn()) == block("""
            |─ Shared values · 3 shared themes, only members 16, only organizations 14 ──────
            | Members                                 Organizations
            |
            | ───────────────────────────── One way of working ─────────────────────────────
            | ▸ • Shorter learning curve ────────────── • Consistent practice across sites
            |     New utility engineers                   Ministry of Water
            |
            | ────────────────────────────── Sounder designs ───────────────────────────────
            |   • Trusted second opinion ────────────── • Better-designed operations
            |     Utility managers                        Five Rivers Development Bank
            |
            | Enter go there  Space mark  Esc close  s link  d unlink  R rename  u undo
            | New utility engineers, short term, under “One way of working”
        """)


@pytest.mark.parametrize("width", range(64, 122, 2))
async def test_a_line_joins_two_values_that_meet_at_every_width(width):
    async with asked(screen(shared_page(WATER)), width, 20) as it:
        lines = await it.drawn()
    for text in ("Shorter learning curve", "Trusted second", "Neutral ground"):
        (line,) = (line for line in lines if text in line)
        assert "──" in line.partition(text)[2], line


async def test_the_other_side_is_one_key_away_and_arrows_stay_on_a_side():
    async with asked(screen(shared_page(WATER)), 80, 24) as it:
        dialog = it.dialog
        it.press("right")
        assert chosen(dialog) == "Consistent practice across sites"
        it.press("down down down")
        assert chosen(dialog) == "Time and cost saving"
        it.press("h")
        assert chosen(dialog) == "Help with challenges"
        it.press("G")
        assert chosen(dialog) == "Relationships I can call on"
        it.press("l")
        assert chosen(dialog) == "Strategic capacity building"
        it.press("down")
        assert chosen(dialog) == "Practice grounded in evidence", "the right side ends here"
        it.press("g k k")
        assert chosen(dialog) == "Shorter learning curve"


async def test_values_are_marked_and_taken_together():
    async with asked(screen(shared_page(WATER)), 100, 21) as it:
        dialog = it.dialog
        it.press("space")
        assert chosen(dialog) == "Trusted second opinion"
        lines = await it.drawn()
        assert "   ■ Shorter learning curve" in lines[4]
        assert lines[-1] == " 1 marked; Esc to clear."
        it.press("right space s")
        assert it.answer == ("s", 5, (0, 3))


async def test_escape_clears_marks_first_and_then_leaves():
    async with asked(screen(shared_page(WATER)), 80, 24) as it:
        dialog = it.dialog
        it.press("space escape")
        assert not it.answered
        assert dialog.marked == ()
        it.press("escape")
        assert it.answer is None


@pytest.mark.parametrize("key", ["b", "q", "escape", "ctrl+c"])
async def test_the_balance_is_left_by_its_own_key_too(key):
    async with asked(screen(sound_page(WATER)), 80, 24) as it:
        it.press(key)
        assert it.answer is None


async def test_a_findings_own_key_takes_it_at_once_wherever_it_stands():
    async with asked(screen(sound_page(WATER)), 80, 24) as it:
        dialog = it.dialog
        it.press("9")
        taken = it.answer
        assert taken.key == "enter"
        assert dialog.page.stops[taken.stop].text.startswith("“Retention of talent”")


@pytest.mark.parametrize(
    ("page", "width", "height"),
    [
        *((sound_page(WATER), *size) for size in [(120, 39), (80, 23), (60, 15), (40, 9), (30, 4)]),
        *((shared_page(WATER), *size) for size in [(80, 23), (30, 4)]),
        *((sound_page(JUNK), *size) for size in [(80, 23), (40, 9)]),
    ],
)
async def test_the_chosen_stop_is_in_view_wherever_one_goes(page, width, height):
    async with asked(screen(page), width, height + 1) as it:
        keys = ["down"] * 25 + ["up"] * 9 + ["tab", "right", "pagedown", "left", "G", "shift+tab"]
        for key in [*keys, "pagedown", "g", "pageup", "G", "up", "up", "tab"]:
            it.press(key)
            lines = await it.drawn()
            assert any(UNICODE_GLYPHS.pointer in line for line in lines), (key, lines)


@pytest.mark.parametrize("width", [120, 80, 60, 40, 20, 8])
@pytest.mark.parametrize("page", [sound_page(JUNK), shared_page(JUNK), sound_page(Matrix())])
async def test_hostile_words_are_cut_to_the_page_and_command_nothing(page, width):
    async with asked(screen(page), width, 21) as it:
        for key in ("", "tab", "G"):
            it.press(key)
            for line in await it.drawn():
                assert not {"\x1b", "\u202e"} & set(line)


async def test_a_page_without_stops_can_only_be_left():
    async with asked(screen(shared_page(BLANK)), 80, 11) as it:
        it.press("down right tab space enter pagedown G 1")
        assert not it.answered
        assert (await it.drawn())[-2].startswith(" Esc close")
        it.press("escape")
        assert it.answered


async def test_a_page_is_no_larger_than_its_text_and_a_click_takes_a_stop():
    async with asked(screen(sound_page(BLANK)), 80, 40) as it:
        lines = await it.drawn()
        assert len(lines) < 30
        assert lines[-3] != ""
        at = next(y for y, line in enumerate(lines) if line.startswith("   Members"))
        await it.pilot.click(offset=(8, 40 - len(lines) + at))
        assert it.answer.key == "enter"
        assert it.dialog.page.stops[it.answer.stop].text == "Members"


async def test_the_terminals_cursor_is_at_the_chosen_stop():
    async with asked(screen(shared_page(WATER)), 80, 14) as it:
        for keys in ("", "right down", "down down", "left up"):
            it.press(keys)
            x, y = await it.caret()
            assert it.strips[y].text[x] == UNICODE_GLYPHS.pointer, keys


async def test_b_goes_to_a_finding_and_comes_back_and_links_on_the_way(tmp_path, own_home):
    path = tmp_path / "water.toml"
    path.write_bytes((ROOT / "samples/water.toml").read_bytes())
    async with editor(path, (80, 24)) as person:
        await person.press("b 3")
        await person.sees("looks after it? b for")
        assert person.state.value is not None
        await person.press("b")
        await person.sees("─ Balance")
        await person.press("s G l space h G space s")
        await person.sees("Theme of")
        await person.press("enter")
        await person.sees("Linked 2 values under")
        await person.press("escape escape")
        assert person.state.unsaved or person.state.saved_at
        themes = {value.shared for row in person.state.matrix.rows for value in row.long_term}
        assert len(themes) > 2
