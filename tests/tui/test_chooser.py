"""The chooser: a list rising at the foot of the screen, found by typing."""

from __future__ import annotations

from itertools import product

import pytest

from copvalue_tui.editor.keys.host import Choice, Option
from copvalue_tui.tui.dialogs.chooser import Chooser
from copvalue_tui.tui.dialogs.option_lines import OptionColumns
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS
from copvalue_tui.tui.drawing.themes import theme_named
from tests.tui.asking import TERMINAL, asked
from tests.tui.drawn import toned

CELLS = (
    Option("Members · short term", "6"),
    Option("Members · long term", "5"),
    Option("Organisation · short term", "6"),
    Option("Équipe · long term", "7"),
)
LETTERED = (
    Option("Keep mine", key="k"),
    Option("Use theirs", key="t", why_not="Theirs cannot be read."),
    Option("Save under another name", key="s"),
)


def chooser(options=CELLS, chosen=0, free=False, question="Move to"):
    return Chooser(question, options, chosen, free, TERMINAL)


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        ("enter", 1),
        ("ctrl+j", 1),
        ("down enter", 2),
        ("tab tab enter", 3),
        ("up up enter", 3),
        ("shift+tab enter", 0),
        ("end enter", 3),
        ("home enter", 0),
        ("pagedown enter", 3),
    ],
)
async def test_arrows_go_and_enter_takes(keys, index):
    async with asked(chooser(chosen=1)) as it:
        await it.drawn()
        it.press(keys)
        assert it.answer == Choice(index, "")


@pytest.mark.parametrize(
    ("typed", "index"),
    [("'equipe", 3), ("'organiz", 2), ("'long", 1), ("'mem_lon", 1), ("'short down", 2)],
)
async def test_typing_finds_blind_to_accents_case_and_spelling(typed, index):
    async with asked(chooser()) as it:
        it.press(f"{typed} enter")
        assert it.answer == Choice(index, typed.split()[0][1:].replace("_", " "))


async def test_scattered_letters_find_nothing():
    async with asked(chooser()) as it:
        it.press("'mbrs enter")
        assert not it.answered
        assert (await it.drawn())[-2].startswith(" Nothing matches “mbrs”.")


async def test_words_that_fit_nothing_are_told_and_can_be_taken_back():
    async with asked(chooser()) as it:
        it.press("'zzz enter")
        assert not it.answered
        assert await it.drawn() == [
            "─ Move to ─────────────────────── none ─",
            " Nothing matches “zzz”.",
            " ▸ zzz",
        ]
        it.press("ctrl+u enter")
        assert it.answer == Choice(0, "")


async def test_the_list_takes_no_more_lines_than_it_has():
    async with asked(chooser(), 80) as it:
        assert len(await it.drawn()) == 7
        it.press("'equipe")
        assert await it.drawn() == [
            f"─ Move to {'─' * 70}",
            " ▸ Équipe · long term          7",
            " Enter choose  Esc cancel",
            " ▸ equipe",
        ]
        it.press("'zzz")
        assert (await it.drawn())[1:] == [
            " Nothing matches “equipezzz”.  Backspace shorten  Esc cancel",
            " ▸ equipezzz",
        ]
        it.press("ctrl+u")
        assert len(await it.drawn()) == 7


async def test_where_not_all_options_are_in_view_it_says_which_of_how_many():
    async with asked(chooser(), height=7) as it:
        assert (await it.drawn())[0] == "─ Move to ───────────────────── 1 of 4 ─"
    async with asked(chooser(), height=8) as it:
        assert (await it.drawn())[0] == f"─ Move to {'─' * 30}"


async def test_free_words_are_an_answer_too():
    async with asked(chooser(free=True), 80) as it:
        it.press("'zzz")
        said = " Nothing matches “zzz”.  Enter use these words  Esc cancel"
        assert (await it.drawn())[-2] == said
        it.press("enter")
        assert it.answer == Choice(None, "zzz")


async def test_a_function_says_which_words_are_an_answer_and_another_finds():
    def only_w(words: str) -> bool:
        return words == "w"

    async with asked(Chooser("All", CELLS, 0, only_w, TERMINAL, lambda words: [2])) as it:
        it.press("'x enter")
        assert it.answer == Choice(2, "x")
    async with asked(Chooser("All", CELLS, 0, only_w, TERMINAL)) as it:
        it.press("'zzz enter")
        assert not it.answered, "words that are no answer do nothing"
        it.press("ctrl+u w enter")
        assert it.answer == Choice(None, "w")


async def test_a_letter_takes_its_option_at_once():
    async with asked(chooser(LETTERED)) as it:
        it.press("s")
        assert it.answer == Choice(2, "")


async def test_letters_are_words_when_not_every_option_has_one():
    async with asked(chooser((*LETTERED, Option("Leave it")))) as it:
        it.press("k")
        assert not it.answered
        assert it.dialog.field.value == "k"


async def test_what_cannot_be_chosen_says_why():
    async with asked(chooser(LETTERED)) as it:
        it.press("t")
        assert not it.answered
        assert (await it.drawn())[-2] == " Theirs cannot be read."
        it.press("enter")
        assert not it.answered


@pytest.mark.parametrize("key", ["escape", "ctrl+c", "ctrl+q"])
async def test_turning_away_answers_nothing(key):
    async with asked(chooser()) as it:
        it.press(f"'mem {key}")
        assert it.answer is None


async def test_a_paste_finds_and_never_answers():
    async with asked(chooser(LETTERED)) as it:
        it.dialog.paste("keep\nmine\n")
        assert not it.answered
        assert it.dialog.field.value == "keep mine"


async def test_it_is_drawn_as_one_family_with_the_grid():
    async with asked(chooser(chosen=1)) as it:
        assert await it.drawn() == [
            "─ Move to ──────────────────────────────",
            "   Members · short term        6",
            " ▸ Members · long term         5",
            "   Organisation · short term   6",
            "   Équipe · long term          7",
            " Enter choose  Esc cancel",
            " ▸",
        ]


async def test_groups_keys_and_descriptions_have_columns():
    commands = (
        Option("Save", "w", group="FILE", about="Save now."),
        Option("Save as…", "W", group="FILE", about="[b]Save[/b] under another name."),
        Option("Help", "?", group="HELP", about="Show the keys of where you are.", words="print"),
    )
    async with asked(chooser(commands, question="Commands"), 62) as it:
        assert (await it.drawn())[1:4] == [
            " FILE ▸ Save       w   Save now.",
            "        Save as…   W   [b]Save[/b] under another name.",
            " HELP   Help       ?   Show the keys of where you are.",
        ]
        it.press("'print")
        assert " HELP ▸ Help" in "\n".join(await it.drawn())
    async with asked(chooser(commands, question="Commands")) as it:
        lines = await it.drawn()
        assert " HELP" not in "\n".join(lines), "there is no room for groups"
        assert "Save" in lines[1]
        assert "Save now." not in lines[1]
        assert lines[-2].endswith("   Save now."), "what the chosen one does is below"


async def test_where_one_comes_to_is_heard_of():
    heard: list[int] = []
    dialog = Chooser("Theme", CELLS, 0, False, TERMINAL, on_move=heard.append)
    async with asked(dialog) as it:
        it.press("down down up 'equipe")
        assert heard[:3] == [1, 2, 1]
        assert heard[-1] == 3


async def test_words_that_are_an_answer_give_way_to_an_option_that_was_gone_to():
    async with asked(chooser(free=lambda words: words == "mem")) as it:
        it.press("'mem down enter")
        assert it.answer == Choice(1, "mem")


async def test_a_long_list_scrolls_and_says_where_one_is():
    many = tuple(Option(f"Value {number}") for number in range(100))
    async with asked(chooser(many, question="Find"), 60, 13) as it:
        await it.drawn()
        it.press("pagedown pagedown down")
        lines = await it.drawn()
        assert " 20 of 100 ─" in lines[0]
        assert " ▸ Value 19" in lines
        it.press("up " * 20)
        assert " ▸ Value 99" in await it.drawn(), "past the top comes the end"


async def test_every_size_is_drawn(subtests):
    for width, most in product([3, 10, 20, 40, 80, 120], [1, 4, 9, 39]):
        with subtests.test(width=width, most=most):
            nasty = (
                Option("[/] [@click=app.quit]x[/] " * 9, "hint " * 20),
                Option("漢字" * 30, "👩‍👩‍👧"),
                Option("\x1b]0;x\x07\u202e", "\x9b31m"),
                Option(""),
            )
            question = "\x1b[2J 漢 " * 9
            async with asked(chooser(nasty, question=question), width, most) as it:
                lines = await it.drawn()
                assert not any(letter < " " for line in lines for letter in line)


async def test_no_options_at_all_can_only_be_left():
    async with asked(chooser(())) as it:
        await it.drawn()
        it.press("down enter escape")
        assert it.answer is None


async def test_a_long_question_is_asked_in_full():
    words = "Unsaved work from 21:11 (the program was killed or the machine stopped): 3 changes."
    async with asked(chooser(LETTERED, question=words), 60) as it:
        lines = await it.drawn()
    assert " ".join(line.strip() for line in lines[1:3]) == words
    assert any("Keep mine" in line for line in lines)


async def test_it_says_whether_letters_or_numbers_choose_and_only_while_they_do():
    async with asked(chooser(LETTERED)) as it:
        assert "letter or Enter choose" in "\n".join(await it.drawn())
    numbered = [Option("agreed", key="2"), Option("x", key="3")]
    async with asked(chooser(numbered)) as it:
        assert "number or Enter choose" in "\n".join(await it.drawn())
        it.press("a")
        assert "choose  Esc" in "\n".join(await it.drawn())
        assert "a number" not in "\n".join(await it.drawn())


async def test_the_terminals_cursor_is_where_one_types_and_then_at_the_chosen_option():
    async with asked(chooser(CELLS), 80) as it:
        assert await it.caret() == (3, 19)
        it.press("down")
        assert await it.caret() == (1, 15)
        it.press("'s")
        assert await it.caret() == (4, 19)


async def test_a_click_chooses_and_the_wheel_scrolls():
    many = tuple(Option(f"Value {number}") for number in range(100))
    async with asked(chooser(many)) as it:
        await it.drawn()
        it.dialog.list.scroll_relative(y=30, animate=False)
        assert " Value 35" in "".join(await it.drawn())
        await it.pilot.click(offset=(6, 7))
        assert it.answer == Choice(31, "")
    async with asked(chooser(LETTERED)) as it:
        await it.pilot.click(offset=(6, 16))
        assert not it.answered
        assert (await it.drawn())[-2] == " Theirs cannot be read."
        await it.pilot.click(offset=(6, 2))
        assert it.answer is None


async def test_only_the_keys_of_commands_stand_out_and_not_the_names_of_files():
    options = (
        Option("Export as CSV…", "water.csv", group="EXPORT"),
        Option("Save", "Ctrl+S", group="FILE"),
    )
    columns = OptionColumns(options, UNICODE_GLYPHS)
    lines = [columns.line(at, 80, None, False) for at in (0, 1)]
    assert toned(lines, "key") == ["Ctrl+S"]


async def test_without_unicode_a_label_ends_with_three_dots():
    look = theme_named("terminal", ascii=True)
    dialog = Chooser("Do", [Option("Save as…"), Option("Help")], 0, False, look)
    async with asked(dialog, look=look) as it:
        assert (await it.drawn())[1] == " > Save as..."
