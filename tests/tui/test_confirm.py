"""The question before a step that changes more than the value at hand."""

from __future__ import annotations

import pytest

from copvalue_tui.tui.dialogs.confirm import Confirm
from tests.tui.asking import TERMINAL, asked
from tests.tui.editing import editor

QUESTION = "Delete “New utility engineers” and its 7 values?"


def confirm(question: str = QUESTION) -> Confirm:
    return Confirm(question, "delete", TERMINAL)


@pytest.mark.parametrize("key", ["enter", "ctrl+j"])
async def test_enter_as_the_first_key_means_yes(key):
    async with asked(confirm()) as it:
        it.press(key)
        assert it.answer is True


@pytest.mark.parametrize(
    "key", ["escape", "o", "y", "space", "D", "ctrl+c", "f5", "up", "漢", "\x1b"]
)
async def test_any_other_key_closes_it_with_nothing_done(key):
    async with asked(confirm()) as it:
        it.dialog.press(key)
        it.dialog.press("enter")
        assert it.answer is None


async def test_a_paste_is_no_answer():
    async with asked(confirm()) as it:
        it.dialog.paste("\n")
        assert it.answer is None


async def test_a_click_elsewhere_is_no_answer():
    async with asked(confirm()) as it:
        await it.pilot.click(offset=(5, 2))
        assert it.answer is None


@pytest.mark.parametrize(("x", "answer"), [(3, True), (9, True), (17, None)])
async def test_a_click_on_a_key_it_names_is_that_key(x, answer):
    async with asked(confirm(), 80) as it:
        await it.pilot.click(offset=(40, 18))
        assert not it.answered, "the question is no key"
        await it.pilot.click(offset=(x, 19))
        assert it.answer is answer


async def test_it_says_what_enter_and_esc_do():
    async with asked(confirm(), 80) as it:
        assert await it.drawn() == [f" {QUESTION}", " Enter delete  Esc keep"]
        assert await it.caret() == (1 + len(QUESTION), 18)


@pytest.mark.parametrize("width", [12, 20, 40, 200])
async def test_a_long_or_hostile_question_stays_within_its_lines(width):
    async with asked(confirm("Delete “" + "漢字 \x1b[31m[red]" * 40 + "”?"), width, 12) as it:
        for line in await it.drawn():
            assert "\x1b" not in line


async def test_words_typed_without_a_are_asked_about_and_become_one_value(toolkit):
    async with editor(toolkit) as one:
        one.app.main.pause = 60.0
        before = one.state.matrix.rows[0].short_term
        await one.press("d o space 'it enter")
        await one.sees("“do it” looks typed without a.")
        await one.press("a")
        await one.until(lambda: one.state.message.startswith("Added “do it” and undid"))
        assert [value.text for value in one.state.cell] == [
            before[0].text,
            "do it",
            *(value.text for value in before[1:]),
        ]
        await one.press("escape u")
        assert one.state.cell == before[1:], "the letters' own step is the one before"
        one.app.main.pause = 0.0
        await one.press("U escape d o 'it enter")
        assert one.state.message == "Added “it”. u to undo.", "after a pause each key is meant"
