"""The silent round on screen: the cell's name, its questions, its values, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.commands.presenting import shown_in_room
from copvalue_tui.editor.state.modes import SilentRound
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.values import Matrix
from copvalue_tui.tui.bars.footer import footer_words
from tests.editor.stories import parse, tell
from tests.tui.drawn import block, plain, toned, zoom
from tests.tui.editing import editor

ROWS = "New engineers | > Help with challenges; Fun |\n--\nBank | |"


def silent(drawing: str = ROWS, **facts: str) -> State:
    """A silent round in a drawn matrix."""
    state = parse(drawing)
    matrix: Matrix = replace(state.matrix, **facts)
    return shown_in_room(replace(state, scene=replace(state.scene, matrix=matrix)), SilentRound)


def test_the_cell_stands_alone_with_its_name_its_questions_and_its_values():
    assert plain(zoom(silent(), 80, 21).lines) == block(
        """
        |
        |         NEW ENGINEERS · SHORT TERM
        |         ───────────────────────────────────────────────────────────────
        |         What would make next month easier for this segment?
        |         What would they thank us for after one meeting?
        |         What do they now do alone?
        |
        |        ▌• Help with challenges
        |
        |         • Fun
        """
    )


def test_an_empty_cell_asks_once_and_says_how_to_answer():
    drawing = zoom(tell(silent(), "right").state, 80, 21)
    text = plain(drawing.lines)
    assert text.count("Who would they like to have become in two years?") == 1
    assert text.endswith("▌  a to add")
    assert drawing.caret is not None


def test_it_asks_in_the_language_of_the_matrix():
    text = plain(zoom(silent(language="pt"), 80, 21).lines)
    assert "O que tornaria mais fácil o próximo mês deste segmento?" in text


def test_in_a_low_terminal_half_of_the_room_stays_for_the_answers():
    lines = plain(zoom(silent(), 60, 9).lines).splitlines()
    assert lines[0].strip() == "NEW ENGINEERS · SHORT TERM"
    assert lines[2].strip().startswith("What would make")
    assert any("Help with challenges" in line for line in lines[3:5])


def test_a_long_name_and_long_words_never_leave_the_screen():
    state = silent(f"{'Name ' * 40} | > {'word' * 60} | \n--\nBank | |")
    for width in (40, 60, 80, 160):
        for height in (7, 9, 14, 30):
            lines = zoom(state, width, height).lines
            assert len(lines) == height
            assert all(sum(len(text) for text, _ in line) == width for line in lines)


def test_the_value_under_the_cursor_is_marked():
    assert toned(zoom(silent(), 80, 21).lines, "edge") == ["▌"]


def test_the_footer_names_the_few_keys_that_count():
    assert footer_words(silent(), shipped_keymap()) == (
        ("a", "add"),
        ("Enter", "edit"),
        ("Tab", "vote"),
        ("Esc", "done"),
    )


async def test_it_is_found_in_the_palette_and_shows_no_suggestion(tmp_path):
    file = tmp_path / "a.toml"
    before = '[[members]]\nname = "Staff"\nshort_term = []\nlong_term = []\n'
    file.write_text(before, encoding="utf-8")
    async with editor(file, (120, 40)) as running:
        await running.sees("Access to expertise")
        await running.press("V")
        await running.sees("What do they now do alone?")
        assert "Access to expertise" not in running.text
        await running.press("a 'expert")
        assert "Access to expertise" not in running.text
        await running.press("escape right")
        await running.sees("Who would they like to have become in two years?")
        await running.press("escape")
        await running.sees("Professional development")
        assert not running.state.silent
    assert file.read_text(encoding="utf-8") == before


async def test_own_packs_come_in_once_the_matrix_is_on_screen(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "mine.toml").write_text('id = "mine"\n', encoding="utf-8")
    (packs / "bad.toml").write_text("id = ", encoding="utf-8")
    file = tmp_path / "a.toml"
    file.write_text('language = "es"\n[[members]]\nname = "Staff"\n', encoding="utf-8")
    async with editor(file, (120, 40)) as running:
        await running.until(lambda: running.state.packs[-1].id == "mine")
        await running.sees("Ayuda con los retos")
        await running.sees("Pack “bad.toml” has faults; “copvalue packs check” lists them.")
        await running.press("C 'Language enter ctrl+u 'fr enter")
        await running.sees("Aide face aux difficultés")
