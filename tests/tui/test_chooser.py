"""The chooser: a list rising at the foot of the screen, found by typing."""

from __future__ import annotations

from itertools import product

import pytest

from copvalue_tui.editor.keys.host import Choice, Option
from copvalue_tui.tui.dialogs.chooser import Chooser
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS
from tests.tui.asking import drawn, press

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
    return Chooser(question, options, chosen, free, UNICODE_GLYPHS)


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
    asked = chooser(chosen=1)
    drawn(asked)
    press(asked, keys)
    assert asked.answer.result() == Choice(index, "")


@pytest.mark.parametrize(
    ("typed", "index"),
    [("'equipe", 3), ("'organiz", 2), ("'long", 1), ("'mem_lon", 1), ("'short down", 2)],
)
async def test_typing_finds_blind_to_accents_case_and_spelling(typed, index):
    asked = chooser()
    press(asked, f"{typed} enter")
    assert asked.answer.result() == Choice(index, typed.split()[0][1:].replace("_", " "))


async def test_words_that_fit_nothing_are_told_and_can_be_taken_back():
    asked = chooser()
    press(asked, "'zzz enter")
    assert not asked.answer.done()
    assert drawn(asked, 60)[-2] == " Nothing matches “zzz”."
    press(asked, "ctrl+u enter")
    assert asked.answer.result() == Choice(0, "")


async def test_free_words_are_an_answer_too():
    asked = chooser(free=True)
    press(asked, "'zzz enter")
    assert asked.answer.result() == Choice(None, "zzz")


async def test_a_function_says_which_words_are_an_answer_and_another_finds():
    asked = Chooser(
        "All commands", CELLS, 0, lambda words: words == "w", UNICODE_GLYPHS, lambda words: [2]
    )
    press(asked, "'x enter")
    assert asked.answer.result() == Choice(2, "x")
    asked = Chooser("All commands", CELLS, 0, lambda words: words == "w", UNICODE_GLYPHS)
    press(asked, "'zzz enter")
    assert not asked.answer.done(), "words that are no answer do nothing"
    press(asked, "ctrl+u w enter")
    assert asked.answer.result() == Choice(None, "w")


async def test_a_letter_takes_its_option_at_once():
    asked = chooser(LETTERED)
    press(asked, "s")
    assert asked.answer.result() == Choice(2, "")


async def test_letters_are_words_when_not_every_option_has_one():
    asked = chooser((*LETTERED, Option("Leave it")))
    press(asked, "k")
    assert not asked.answer.done()
    assert asked.line.text == "k"


async def test_what_cannot_be_chosen_says_why():
    asked = chooser(LETTERED)
    press(asked, "t")
    assert not asked.answer.done()
    assert drawn(asked, 60)[-2] == " Theirs cannot be read."
    press(asked, "enter")
    assert not asked.answer.done()


@pytest.mark.parametrize("key", ["escape", "ctrl+c", "ctrl+q"])
async def test_turning_away_answers_nothing(key):
    asked = chooser()
    press(asked, f"'mem {key}")
    assert asked.answer.result() is None


async def test_a_paste_finds_and_never_answers():
    asked = chooser(LETTERED)
    asked.paste("keep\nmine\n")
    assert not asked.answer.done()
    assert asked.line.text == "keep mine"


async def test_it_is_drawn_as_one_family_with_the_grid():
    asked = chooser(chosen=1)
    assert drawn(asked) == [
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
        Option("Save as…", "W", group="FILE", about="Save under another name."),
        Option("Help", "?", group="HELP", about="Show the keys of where you are."),
    )
    asked = chooser(commands, question="Commands")
    assert drawn(asked, 60)[1:4] == [
        " FILE ▸ Save       w   Save now.",
        "        Save as…   W   Save under another name.",
        " HELP   Help       ?   Show the keys of where you are.",
    ]
    assert " HELP" not in "\n".join(drawn(asked, 40)), "there is no room for groups"


async def test_where_one_comes_to_is_heard_of():
    heard: list[int] = []
    asked = Chooser("Theme", CELLS, 0, False, UNICODE_GLYPHS, on_move=heard.append)
    press(asked, "down down up 'equipe")
    assert heard[:3] == [1, 2, 1]
    assert heard[-1] == 3


async def test_words_that_are_an_answer_give_way_to_an_option_that_was_gone_to():
    asked = chooser(free=lambda words: words == "mem")
    press(asked, "'mem down enter")
    assert asked.answer.result() == Choice(1, "mem")


async def test_a_long_list_scrolls_and_says_where_one_is():
    many = tuple(Option(f"Value {number}") for number in range(100))
    asked = chooser(many, question="Find")
    drawn(asked, 60, 12)
    press(asked, "pagedown pagedown down")
    lines = drawn(asked, 60, 12)
    assert " 12 of 100 ─" in lines[0]
    assert " ▸ Value 11" in lines
    press(asked, "up " * 12)
    assert " ▸ Value 99" in drawn(asked, 60, 12), "past the top comes the end"


async def test_every_size_is_drawn(subtests):
    for width, most in product([3, 10, 20, 40, 80, 120], [1, 4, 9, 39]):
        with subtests.test(width=width, most=most):
            nasty = (
                Option("[/] [@click=app.quit]x[/] " * 9, "hint " * 20),
                Option("漢字" * 30, "👩‍👩‍👧"),
                Option("\x1b]0;x\x07\u202e", "\x9b31m"),
                Option(""),
            )
            asked = chooser(nasty, question="\x1b[2J 漢 " * 9)
            lines = drawn(asked, width, most)
            assert not any(letter < " " for line in lines for letter in line)


async def test_no_options_at_all_can_only_be_left():
    asked = chooser(())
    drawn(asked)
    press(asked, "down enter escape")
    assert asked.answer.result() is None


async def test_a_long_question_is_asked_in_full():
    words = "Unsaved work from 21:11 (the program was killed or the machine stopped): 3 changes."
    asking = chooser(LETTERED, question=words)
    lines = drawn(asking, 60, asking.height(60, 20))
    assert " ".join(line.strip() for line in lines[1:3]) == words
    assert any("Keep mine" in line for line in lines)


async def test_it_says_whether_letters_or_numbers_choose_and_only_while_they_do():
    letters, numbers = chooser(LETTERED), chooser([Option("agreed", key="2"), Option("x", key="3")])
    assert "letter or Enter choose" in "\n".join(drawn(letters))
    assert "number or Enter choose" in "\n".join(drawn(numbers))
    press(numbers, "a")
    assert "choose  Esc" in "\n".join(drawn(numbers))
    assert "a number" not in "\n".join(drawn(numbers))
