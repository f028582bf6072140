"""The question before a step that changes more than the value at hand."""

from __future__ import annotations

import pytest

from copvalue_tui.tui.dialogs.confirm import Confirm
from copvalue_tui.tui.drawing.glyphs import UNICODE_GLYPHS
from tests.tui.asking import drawn, press

QUESTION = "Delete “New utility engineers” and its 7 values?"


def confirm(question: str = QUESTION) -> Confirm:
    return Confirm(question, "delete", UNICODE_GLYPHS)


@pytest.mark.parametrize("key", ["enter", "ctrl+j"])
async def test_enter_as_the_first_key_means_yes(key):
    asked = confirm()
    press(asked, key)
    assert asked.answer.result() is True


@pytest.mark.parametrize(
    "key", ["escape", "o", "y", "space", "D", "ctrl+c", "f5", "up", "漢", "\x1b"]
)
async def test_any_other_key_closes_it_with_nothing_done(key):
    asked = confirm()
    asked.press(key)
    asked.press("enter")
    assert asked.answer.result() is None


async def test_a_paste_is_no_answer():
    asked = confirm()
    asked.paste("\n")
    assert asked.answer.result() is None


async def test_it_says_what_enter_and_esc_do():
    assert drawn(confirm(), 80) == [f" {QUESTION}", " Enter delete  Esc keep"]


@pytest.mark.parametrize("width", [12, 20, 40, 200])
async def test_a_long_or_hostile_question_stays_within_its_lines(width):
    asked = confirm("Delete “" + "漢字 \x1b[31m[red]" * 40 + "”?")
    for line in drawn(asked, width):
        assert "\x1b" not in line
