"""The screen of a session that follows: marks drawn and gone, disks that hang, questions open."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.editor.session import follow as following
from copvalue_tui.editor.session.open import Startup
from copvalue_tui.editor.state.state import Following
from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.file import load
from copvalue_tui.files.user.settings import Settings
from copvalue_tui.matrix.values import Place
from copvalue_tui.tui.app import CopvalueApp
from copvalue_tui.tui.background import follow as looking
from tests.editor.stories import parse
from tests.tui.drawn import grid
from tests.tui.editing import Editor

TEXT = '[[members]]\nname = "Staff"\nshort_term = ["Help", "Access"]\nlong_term = ["Growth"]\n'


@pytest.fixture
def plan(tmp_path: Path, own_home: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(TEXT)
    return path


@asynccontextmanager
async def follower(path: Path, size: tuple[int, int] = (100, 30), **settings: object):
    file = load(path)
    matrix = read(file.source.text)
    app = CopvalueApp(Startup(file, matrix, Settings(**settings), follow=True))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Editor(app, pilot)


async def test_a_mark_is_drawn_until_its_time_is_over(plan, monkeypatch):
    monkeypatch.setattr(following, "FRESH_FOR", 0.6)
    async with follower(plan) as screen:
        plan.write_text(TEXT.replace('"Help"', '"Help", "Tea"'))
        screen.app.main.look_at_disk()
        await screen.sees("✦ Tea")
        await screen.sees("1 added in “Staff”")
        await screen.press("z")
        await screen.sees("✦ Tea")
        await screen.until(lambda: "✦" not in screen.text)
        assert "• Tea" in screen.text
        await screen.press("z")
        assert "• Tea" in screen.text


async def test_without_unicode_and_colour_the_mark_is_a_plus(plan):
    async with follower(plan, ascii=True) as screen:
        await screen.sees("z zoom  / search  : all  ? help  q quit")
        plan.write_text(TEXT.replace('"Help"', '"Help", "Tea"'))
        screen.app.main.look_at_disk()
        await screen.sees("+ Tea")


async def test_a_disk_that_hangs_holds_up_no_key_and_no_leaving(plan, monkeypatch):
    free, asked = threading.Event(), threading.Event()

    def hangs(sight):
        asked.set()
        free.wait(20)
        return sight

    monkeypatch.setattr(looking, "look_again", hangs)
    try:
        async with follower(plan) as screen:
            await screen.until(asked.is_set)
            await screen.press("j")
            assert screen.state.value.text == "Access"
            await screen.press("q")
            await screen.until(lambda: screen.state.closed)
        assert not free.is_set()
    finally:
        free.set()


async def test_a_save_lands_behind_an_open_question_once_that_is_answered(plan):
    async with follower(plan) as screen:
        await screen.press(":")
        await screen.sees("Commands")
        plan.write_text(TEXT.replace('"Help"', '"Help", "Tea"'))
        screen.app.main.look_at_disk()
        await screen.press("'zoom")
        assert "Tea" not in screen.text
        await screen.press("escape")
        await screen.sees("✦ Tea")


async def test_two_hundred_saves_end_with_the_last_one(plan):
    async with follower(plan) as screen:
        for number in range(200):
            plan.write_text(TEXT.replace('"Help"', f'"Help", "Tea {number}"'))
            screen.app.main.look_at_disk()
        await screen.sees("✦ Tea 199")
        assert screen.state.matrix.members[0].short_term[1].text == "Tea 199"


async def test_editing_is_taken_up_from_the_palette_and_the_looking_ends(plan):
    async with follower(plan) as screen:
        lookout = screen.app.main.lookout
        await screen.press(": 'edit_this enter")
        await screen.sees("You can edit the file now.")
        assert lookout._looker is None
        await screen.press("d")
        await screen.sees("Deleted “Help”")


async def test_the_looking_ends_with_the_editor_however_it_ends(plan):
    async with follower(plan) as screen:
        lookout = screen.app.main.lookout
        assert lookout._looker is not None
    assert lookout._looker is None


def test_a_mark_takes_no_room_from_the_words():
    plain = parse("Staff | > A long value that is wrapped at this width; Tea | Growth")
    marked = replace(plain, following=Following({Place(0, 0): 1.0, Place(0, 0, 1): 1.0}))
    one, other = grid(plain, 60, 12), grid(marked, 60, 12)
    assert other.replace("✦", "•") == one
    assert other.count("✦") == 2
