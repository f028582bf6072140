"""Saving by itself: after the last change, never over somebody else's work, never twice at once."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest

from copvalue_tui.files.session import save as saving
from copvalue_tui.files.storage.errors import CannotSave, FileTrouble
from copvalue_tui.tui.background.autosave import Autosave
from tests.tui.editing import LONG, editor

CHANGED = "The file changed on disk; w to merge both."


async def test_the_file_is_saved_a_while_after_the_last_change(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("d")
        await ed.sees("· saved ")
        assert "Help with challenges" not in toolkit.read_text()
        assert "Deleted “Help with challenges”. u to undo." in ed.text, "the hint stays"


async def test_going_back_to_what_was_saved_saves_nothing(toolkit):
    before = toolkit.stat().st_mtime_ns
    async with editor(toolkit) as ed:
        ed.app.main.autosave.delay = LONG
        await ed.press("d")
        assert not ed.app.main.autosave.idle
        await ed.press("u")
        await ed.until(lambda: ed.app.main.autosave.idle)
    assert toolkit.stat().st_mtime_ns == before


@pytest.mark.parametrize("wish", [{"autosave": False}, {"read_only": True}])
async def test_nothing_is_saved_against_the_person_s_wish(toolkit, wish):
    before = toolkit.read_bytes()
    async with editor(toolkit, **wish) as ed:
        await ed.press("d")
        await ed.until(lambda: ed.app.main.autosave.idle)
    assert toolkit.read_bytes() == before


def counted(monkeypatch, thing, name):
    """A list that grows by one at each call of a method."""
    calls, method = [], getattr(thing, name)

    def counting(*words):
        calls.append(words)
        return method(*words)

    monkeypatch.setattr(thing, name, counting)
    return calls


def others(toolkit, old, new):
    """Somebody else changes the file."""
    text = toolkit.read_text()
    assert old in text
    toolkit.write_text(text.replace(old, new))


FIRST = '    "Help with challenges",\n'


async def test_what_others_add_is_merged_by_itself_and_told(toolkit):
    async with editor(toolkit) as ed:
        ed.app.main.autosave.delay = LONG
        await ed.press("j d")
        others(toolkit, FIRST, f'{FIRST}    "From others", # theirs\n')
        ed.app.main.autosave.delay = 0.05
        await ed.save_falls_due()
        await ed.sees("Changed on disk: 1 added. Merged with yours; u to undo.")
        assert "From others" in ed.text
        assert ed.state.value.text == "Increased confidence", "the cursor stays on its value"
        await ed.until(lambda: not ed.state.unsaved)
        saved = toolkit.read_text()
        assert f'{FIRST}    "From others", # theirs\n' in saved
        assert "Access to expertise" not in saved
        await ed.press("u")
        await ed.until(lambda: not ed.state.unsaved)
        assert "From others" not in toolkit.read_text()


async def test_an_editor_that_only_waits_shows_what_others_save(toolkit):
    async with editor(toolkit) as ed:
        ed.app.main.autosave.pace = 0.05
        ed.app.main.autosave.watch()
        others(toolkit, FIRST, f'{FIRST}    "From others",\n')
        await ed.sees("Changed on disk: 1 added. Loaded; u to undo.")
        assert "From others" in ed.text
        toolkit.write_text(f"# theirs\n{toolkit.read_text()}")
        await ed.sees("Only comments or layout changed on disk; they are kept.")


async def test_a_look_that_finds_nothing_new_changes_nothing(toolkit, monkeypatch):
    async with editor(toolkit) as ed:
        await ed.until(lambda: not ed.app.main._reading_past)
        before = ed.state
        looks = counted(monkeypatch, ed.app.main.work, "changed")
        ed.app.main.autosave.pace = 0.01
        ed.app.main.autosave.watch()
        toolkit.touch()
        await ed.until(lambda: len(looks) > 3)
        # The packs of suggestions may come in meanwhile.
        assert replace(ed.state, packs=before.packs, pack_order=before.pack_order) == before
        assert ed.state.file is before.file


async def test_a_save_that_meets_a_look_at_the_disk_comes_right_after_it(toolkit, monkeypatch):
    async with editor(toolkit) as ed:
        autosave = ed.app.main.autosave
        look, seen = asyncio.Event(), autosave._work.changed

        async def slowly(file):
            await look.wait()
            return await seen(file)

        monkeypatch.setattr(autosave._work, "changed", slowly)
        autosave.delay = LONG
        await ed.press("d")
        autosave.look()
        autosave._due()
        look.set()
        await ed.until(lambda: not ed.state.unsaved)


async def test_what_clashes_waits_for_the_person_and_overwrites_nothing(toolkit):
    async with editor(toolkit) as ed:
        ed.app.main.autosave.delay = LONG
        await ed.press("e '_and_more enter")
        others(toolkit, "Help with challenges", "Help with every challenge")
        theirs = toolkit.read_text()
        ed.app.main.autosave.delay = 0.05
        await ed.save_falls_due()
        await ed.sees("One thing was changed both here and on disk. w to decide.")
        await ed.press("j")
        assert "w to decide" not in ed.text
        await ed.press("d")
        await ed.until(lambda: ed.app.main.autosave.idle)
        assert "w to decide" not in ed.text, "once is enough"
        assert toolkit.read_text() == theirs
        assert ed.state.unsaved
        await ed.press("w")
        await ed.sees("Merge both, deciding 1 by key")
        await ed.press("m")
        await ed.sees("1 of 1: “Help with challenges” in “Members”")
        await ed.press("b")
        await ed.until(lambda: not ed.state.unsaved)
        saved = toolkit.read_text()
        assert '"Help with challenges and more",\n    "Help with every challenge",\n' in saved
        await ed.press("d")
        await ed.until(lambda: not ed.state.unsaved)


async def test_with_nothing_unsaved_the_file_as_it_is_now_comes_by_itself(toolkit):
    async with editor(toolkit) as ed:
        others(toolkit, FIRST, "")
        ed.app.main.look_at_disk()
        await ed.sees("Changed on disk: 1 removed. Loaded; u to undo.")
        assert not ed.state.unsaved
        await ed.until(lambda: ed.app.main.autosave.idle)


async def test_in_a_read_only_session_there_is_nothing_to_take_back(toolkit):
    async with editor(toolkit, read_only=True) as ed:
        others(toolkit, FIRST, "")
        ed.app.main.look_at_disk()
        await ed.sees("Changed on disk: 1 removed. Now showing that version.")
        assert not ed.state.history.done


async def test_without_autosave_nothing_is_merged_unasked(toolkit):
    async with editor(toolkit, autosave=False) as ed:
        await ed.press("j d")
        others(toolkit, FIRST, "")
        ed.app.main.look_at_disk()
        await ed.sees(CHANGED)
        assert "Help with challenges" in ed.text
        await ed.press("w")
        await ed.sees("Changed on disk: 1 removed. Merged with yours; u to undo.")
        assert "Help with challenges" not in toolkit.read_text()


async def test_a_file_gone_or_broken_for_a_moment_is_no_news(toolkit, monkeypatch):
    async with editor(toolkit) as ed:
        text = toolkit.read_text()
        work, troubles = ed.app.main.work, []
        changes = work.external_changes

        async def mended_after_the_first_look(state):
            try:
                return await changes(state)
            except FileTrouble as trouble:
                troubles.append(trouble)
                toolkit.write_text(text)
                raise

        monkeypatch.setattr(work, "external_changes", mended_after_the_first_look)
        for number, broken in enumerate((None, "[[members]\n"), 1):
            if broken is None:
                toolkit.unlink()
            else:
                toolkit.write_text(broken)
            ed.app.main.look_at_disk()
            await ed.until(lambda number=number: len(troubles) == number)
            await ed.until(lambda: ed.app.main.autosave.idle)
            assert not ed.state.warning
        assert "disk" not in ed.state.message


async def test_a_file_that_stays_gone_or_broken_is_told_and_mine_is_safe(toolkit):
    async with editor(toolkit) as ed:
        toolkit.write_text("format = 1\n[[members]\n")
        ed.app.main.look_at_disk()
        await ed.sees("The file on disk is broken at line 2. Yours is safe; w to decide.")
        await ed.press("d")
        await ed.until(lambda: ed.app.main.autosave.idle)
        assert toolkit.read_text() == "format = 1\n[[members]\n"
        toolkit.unlink()
        ed.app.main.look_at_disk()
        await ed.sees("The file was deleted on disk. Yours is safe; w to decide.")
        assert ed.state.unsaved
        await ed.press("w")
        await ed.sees("Write it again")
        await ed.press("k")
        await ed.until(lambda: not ed.state.unsaved)
        assert "Access to expertise" in toolkit.read_text()


@pytest.mark.parametrize("autosave", [True, False])
async def test_a_file_or_folder_that_goes_away_is_told_at_once_in_its_own_words(
    toolkit, tmp_path, autosave, monkeypatch
):
    said = []
    tell = Autosave._tell
    monkeypatch.setattr(Autosave, "_tell", lambda self, what: (said.append(what), tell(self, what)))
    folder = tmp_path / "work"
    folder.mkdir()
    file = folder / "plan.toml"
    file.write_bytes(toolkit.read_bytes())
    async with editor(file, autosave=autosave) as ed:
        ed.app.main.autosave.delay = LONG
        await ed.press("d")
        await ed.until(lambda: ed.app.main.autosave._looking.done())
        file.unlink()
        ed.app.main.look_at_disk()
        await ed.sees("The file was deleted on disk. Yours is safe; w to decide.")
        await ed.until(lambda: ed.app.main.autosave._looking.done())
        folder.rename(tmp_path / "moved")
        ed.app.main.look_at_disk()
        await ed.sees("The file's folder is gone. Yours is safe; W to save")
        await ed.press("w")
        await ed.sees("Not saved: the folder is gone. Nothing was changed; save elsewhere with W.")
        assert "W to save elsewhere" not in ed.text, "the way out is told once"
        assert ed.state.unsaved
        assert len(set(said)) == 2, "nothing else was said before"


async def test_a_touched_file_is_no_change(toolkit):
    async with editor(toolkit) as ed:
        toolkit.touch()
        ed.app.main.look_at_disk()
        await ed.until(lambda: ed.app.main.autosave.idle)
        assert CHANGED not in ed.text


async def test_trouble_is_told_once_and_tried_again_after_the_next_change(toolkit, monkeypatch):
    calls = []

    def full(file, matrix, *, overwrite=False, history=None):
        calls.append(matrix)
        raise CannotSave("Not saved: the disk is full. Nothing was changed.")

    saves = saving.save
    monkeypatch.setattr(saving, "save", full)
    async with editor(toolkit) as ed:
        await ed.press("d")
        await ed.sees("Not saved: the disk is full.")
        assert ed.state.warning
        await ed.press("j")
        assert "the disk is full" not in ed.text
        await ed.press("d")
        await ed.until(lambda: len(calls) == 2 and ed.app.main.autosave.idle)
        assert "the disk is full" not in ed.text, "once is enough"
        assert "unsaved" in ed.text
        monkeypatch.setattr(saving, "save", saves)
        await ed.press("d")
        await ed.sees("· saved ")


class SlowDisk:
    """Saves only when it is let go, and counts how many saves run at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        self.begun = 0
        self.running = self.most = 0
        self._save = saving.save
        monkeypatch.setattr(saving, "save", self.save)

    def save(self, file, matrix, *, overwrite=False, history=None):
        self.begun += 1
        self.running += 1
        self.most = max(self.most, self.running)
        assert self.go.wait(20)
        self.running -= 1
        return self._save(file, matrix, overwrite=overwrite, history=history)


async def test_a_slow_disk_holds_up_no_key_and_saves_run_one_at_a_time(toolkit, monkeypatch):
    slow = SlowDisk(monkeypatch)
    async with editor(toolkit) as ed:
        await ed.press("d")
        await ed.until(lambda: slow.begun == 1)
        await ed.press("d j d")
        assert len(ed.state.history.done) == 3
        slow.go.set()
        await ed.until(lambda: not ed.state.unsaved and ed.app.main.autosave.idle)
        assert slow.most == 1
        assert slow.begun == 2, "three changes, two saves"


async def test_quitting_during_a_save_waits_and_does_not_quarrel_with_itself(toolkit, monkeypatch):
    slow = SlowDisk(monkeypatch)
    async with editor(toolkit) as ed:
        await ed.press("d")
        await ed.until(lambda: slow.begun == 1)
        await ed.press("d q")
        assert ed.app.return_code is None
        slow.go.set()
        await ed.until(lambda: ed.app.return_code == 0)
    text = toolkit.read_text()
    assert "Help with challenges" not in text
    assert "Access to expertise" not in text


async def test_what_is_saved_beside_an_open_question_counts_once_that_is_answered(toolkit):
    async with editor(toolkit) as ed:
        ed.app.main.autosave.delay = LONG
        await ed.press("d R")
        await ed.sees("Name of this row")
        await ed.save_falls_due()
        await ed.until(lambda: "Help with challenges" not in toolkit.read_text())
        assert ed.state.unsaved
        await ed.press("escape")
        await ed.until(lambda: not ed.state.unsaved)


@pytest.mark.parametrize(("key", "title"), [(":", "Commands"), ("X", "Share"), (",", "Settings")])
async def test_a_question_on_the_screen_holds_no_save_up(toolkit, key, title):
    async with editor(toolkit) as ed:
        ed.app.main.autosave.delay = LONG
        await ed.press(f"d {key}")
        await ed.sees(title)
        ed.app.main.autosave.delay = 0.05
        await ed.save_falls_due()
        await ed.until(lambda: "Help with challenges" not in toolkit.read_text())
        assert title in ed.text, "the question is still open"
        written = toolkit.stat().st_mtime_ns
        await ed.press("escape")
        await ed.until(lambda: not ed.state.unsaved and ed.app.main.autosave.idle)
        assert "· saved " in ed.text
        assert toolkit.stat().st_mtime_ns == written, "and it is saved once"
        await ed.press("d w")
        await ed.until(lambda: "Access to expertise" not in toolkit.read_text())
        assert "changed on disk" not in ed.text


async def test_what_a_form_sets_is_saved_while_it_is_open(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("i")
        for word in ("first", "second"):
            await ed.sees("Details of")
            await ed.press("w")
            await ed.sees("Owner of")
            await ed.press(f"'the_{word} enter")
            await ed.until(lambda word=word: f"the {word}" in toolkit.read_text())
        written = toolkit.stat().st_mtime_ns
        await ed.press("escape")
        await ed.until(lambda: not ed.state.unsaved and ed.app.main.autosave.idle)
        assert toolkit.stat().st_mtime_ns == written, "nothing is left to be saved"
        await ed.press("d")
        await ed.until(lambda: "the second" not in toolkit.read_text())
        await ed.until(lambda: not ed.state.unsaved)
        assert not ed.state.warning, "our own save is nobody else's version"


async def test_what_others_write_meanwhile_waits_for_the_answer(toolkit):
    async with editor(toolkit) as ed:
        autosave = ed.app.main.autosave
        autosave.delay = LONG
        await ed.press("j d :")
        await ed.sees("Commands")
        others(toolkit, FIRST, f'{FIRST}    "From others",\n')
        await autosave.finish()
        autosave.delay = 0.05
        autosave.resume()
        await ed.until(lambda: autosave.idle)
        assert "From others" in toolkit.read_text()
        assert "Access to expertise" in toolkit.read_text(), "nothing is written over it"
        await ed.press("escape")
        await ed.sees("Merged with yours")
        await ed.until(lambda: "Access to expertise" not in toolkit.read_text())
        assert "From others" in toolkit.read_text()
