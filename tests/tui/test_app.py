"""The editor as a whole: who gets the keys, what the dialogs do, how it is left."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from contextlib import nullcontext
from pathlib import Path

import pytest
from textual import events

from copvalue_tui.editor.session.open import Startup
from copvalue_tui.editor.session.startup_checks import remember_place
from copvalue_tui.editor.state.history import History
from copvalue_tui.files.user.recent import recent
from copvalue_tui.files.user.settings import Settings
from copvalue_tui.matrix.values import Place
from copvalue_tui.tui import screen as screens
from copvalue_tui.tui.host import TuiHost
from copvalue_tui.tui.startup.first_paint import chosen_look
from copvalue_tui.tui.terminal.key_events import AltOrEscape, BurstText
from tests.tui.editing import Editor, editor


def texts(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def burst(text: str) -> BurstText:
    """Keys that came all at once, as the driver hands them on."""
    names = {"\r": "enter", " ": "space", "/": "slash"}
    keys = tuple(events.Key(names.get(letter, letter), letter) for letter in text)
    return BurstText(text.replace("\r", "\n"), 0, keys)


async def test_the_first_screen_tells_where_one_is(toolkit):
    async with editor(toolkit) as ed:
        for words in (
            "CoP Value Template",
            "24 values",
            "Short Term Value",
            "Help with challenges",
        ):
            assert words in ed.text
        assert "Suggestions" in ed.text
        assert ": all" in ed.text


async def test_adding_goes_from_key_to_file(toolkit):
    before = texts(toolkit).splitlines()
    async with editor(toolkit) as ed:
        await ed.press("a 'Warm_welcome enter escape")
        await ed.sees("· saved ")
        await ed.press("q")
    after = texts(toolkit).splitlines()
    assert [line for line in after if line not in before] == ['    "Warm welcome",']
    assert len(after) == len(before) + 1


async def test_every_printable_key_types_while_typing(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("a '?/:<q_+ enter escape")
        assert ed.state.value.text == "?/:<q +"


async def together(ed: Editor, *keys: events.Key) -> None:
    """ESC and a key that came in one read."""
    for key in keys:
        ed.app.post_message(AltOrEscape(key))
        await ed.pilot.pause()


async def test_in_the_grid_escape_and_a_letter_in_one_read_are_both(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("space v")
        await together(ed, events.Key("j", "j"))
        assert ed.state.marked == frozenset()
        assert ed.state.cursor == Place(0, 0, 2)


WORD_KEYS = [
    (events.Key("b", "b"), "one two ▏three"),
    (events.Key("left", None), "one two ▏three"),
    (events.Key("backspace", "\x7f"), "one two ▏"),
    (events.Key("d", "d"), "one two three▏"),
    (events.Key("f", "f"), "one two three▏"),
    (events.Key("right", None), "one two three▏"),
]


@pytest.mark.parametrize(("key", "line"), WORD_KEYS, ids=lambda one: getattr(one, "key", one))
async def test_while_typing_escape_and_a_word_key_in_one_read_are_alt_and_the_key(
    toolkit, key, line
):
    async with editor(toolkit) as ed:
        before = ed.state.matrix
        await ed.press("o 'one_two_three")
        await together(ed, key)
        assert ed.state.typing is not None
        assert f"{ed.state.typing.line.before}▏{ed.state.typing.line.after}" == line
        assert ed.state.matrix is before


@pytest.mark.parametrize("key", ["x", "up", "delete", "q"])
async def test_while_typing_escape_and_another_key_in_one_read_keep_the_line(toolkit, key):
    async with editor(toolkit) as ed:
        before = ed.state.matrix
        await ed.press("o 'words")
        await together(ed, events.Key(key, key if len(key) == 1 else None))
        assert "does nothing here" in ed.text
        assert ed.state.typing is not None
        assert ed.state.typing.line.text == "words"
        assert ed.state.matrix is before


async def test_while_typing_escape_and_enter_in_one_read_keep_the_words(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("o 'words")
        await together(ed, events.Key("enter", "\r"))
        assert ed.state.value.text == "words"
        assert ed.state.typing is not None


async def test_at_a_prompt_word_keys_edit_the_answer(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("R ctrl+u 'new_engineers_of_towns")
        await together(ed, events.Key("backspace", "\x7f"), events.Key("b", "b"))
        await together(ed, events.Key("d", "d"), events.Key("x", "x"))
        await ed.sees("Alt+X does nothing here.")
        await ed.press("enter")
        await ed.until(lambda: ed.state.row.name == "new engineers")


async def test_a_key_that_the_terminal_names_with_alt_is_never_escape(toolkit):
    async with editor(toolkit) as ed:
        before = ed.state.matrix
        await ed.press("space alt+d")
        assert "Alt+D does nothing here" in ed.text
        assert ed.state.marked
        assert ed.state.matrix is before


TYPED_AHEAD = "the first line\rthe second line\r"


@pytest.mark.parametrize("keys", ["r enter", "T", "V"], ids=["review", "timeline", "room"])
async def test_where_pastes_are_not_marked_a_burst_is_never_lost(toolkit, keys):
    async with editor(toolkit) as ed:
        await ed.press(keys)
        await ed.until(lambda: ed.state.pane != "grid" and not ed.app.main.runner.talking)
        ed.app.post_message(burst(TYPED_AHEAD))
        await ed.until(lambda: ed.app.main.runner.talking)
        await ed.press("escape escape escape")
        await ed.until(lambda: ed.state.pane == "grid" and not ed.app.main.runner.talking)
        await ed.press("u")
        texts = [value.text for value in ed.state.cell]
        assert {"the first line", "the second line"} <= set(texts)


async def test_an_esc_at_the_question_after_a_burst_leaves_the_words_one_undo_away(toolkit):
    async with editor(toolkit) as ed:
        count = len(ed.state.cell)
        ed.app.post_message(burst(TYPED_AHEAD))
        await ed.sees("Add all 2 values")
        await ed.press("escape")
        assert len(ed.state.cell) == count
        await ed.press("u")
        assert len(ed.state.cell) == count + 2


async def test_a_burst_while_a_page_is_open_waits_for_its_end(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("?")
        await ed.sees("─ Keys ─")
        ed.app.post_message(burst(TYPED_AHEAD))
        await ed.press("q")
        await ed.sees("Add all 2 values")


@pytest.mark.parametrize("keys", ["?", "b"], ids=["help", "balance"])
async def test_a_paste_over_a_page_closes_it_and_is_offered_to_the_cell(toolkit, keys):
    async with editor(toolkit) as ed:
        await ed.press(keys)
        await ed.until(lambda: ed.app.main.runner.talking)
        await ed.pilot.pause()
        await ed.paste("d")
        await ed.sees("1 value from your clipboard for Members")
        await ed.press("enter")
        await ed.until(lambda: len(ed.state.cell) == 7)
        assert ed.state.cell[1].text == "d"


@pytest.mark.parametrize("keys", ["?", "b", "D", "t"], ids=["help", "balance", "row", "status"])
async def test_pastes_that_come_during_a_question_wait_for_each_other(toolkit, keys):
    async with editor(toolkit) as ed:
        await ed.press(keys)
        await ed.until(lambda: ed.app.main.runner.talking)
        await ed.pilot.pause()
        await ed.paste("one\ntwo")
        if keys == "t":
            assert "Your paste is next; first answer this." in ed.text
            await ed.press("escape")
        await ed.sees("2 values from your clipboard for Members")
        await ed.paste("three")
        await ed.sees("Your paste is next; first answer this.")
        await ed.press("enter")
        await ed.sees("1 value from your clipboard for Members")
        await ed.press("enter")
        await ed.until(lambda: len(ed.state.cell) == 9)
        assert [value.text for value in ed.state.cell[1:4]] == ["one", "two", "three"]


@pytest.mark.parametrize(("key", "name"), [("T", "sessions"), ("w", "save")])
async def test_a_paste_waits_for_a_conversation_that_asks_nothing(toolkit, monkeypatch, key, name):
    ready, work = asyncio.Event(), getattr(TuiHost, name)

    async def slow(host: TuiHost, *asked: object, **how: object) -> object:
        await ready.wait()
        return await work(host, *asked, **how)

    monkeypatch.setattr(TuiHost, name, slow)
    async with editor(toolkit, autosave=False) as ed:
        await ed.press(f"d {key}")
        assert ed.app.main.runner.talking
        await ed.paste("one\ntwo")
        ready.set()
        await ed.sees("2 values from your clipboard for Members")


@pytest.mark.parametrize("key", ["ctrl+c", "f12", "ctrl+backslash", "ctrl+t"])
async def test_a_key_that_does_nothing_says_so_and_the_editor_stays(toolkit, key):
    async with editor(toolkit) as ed:
        await ed.press(key)
        assert "does nothing here" in ed.text
        assert ed.app.return_code is None


async def test_the_toolkit_s_own_keys_are_out_of_the_way(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("tab tab")
        assert ed.state.cursor.cell == Place(1, 0)
        await ed.press("ctrl+p")
        await ed.sees("▸ Edit the value")
        await ed.press("escape ctrl+q")
        await ed.until(lambda: ed.app.return_code == 0)


async def test_a_greyed_key_says_why(toolkit):
    async with editor(toolkit, read_only=True) as ed:
        await ed.press("d")
        assert "This file is open read-only; W to save a copy you can edit." in ed.text


async def test_renaming_asks_in_place_of_the_status_line(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("R")
        await ed.sees("Name of this row: Members")
        await ed.press("ctrl+u 'Field_staff enter")
        await ed.sees("Renamed “Members” to “Field staff”. u to undo.")
        assert "Name of this row" not in ed.text


async def test_keys_typed_ahead_of_a_question_answer_it(toolkit):
    async with editor(toolkit) as ed:
        for key in ("R", "ctrl+u", "N", "e", "w", "enter", "j"):
            ed.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await ed.until(lambda: ed.state.row.name == "New" and ed.state.cursor.slot == 1)


async def test_keys_typed_while_saving_are_not_lost(toolkit):
    async with editor(toolkit, autosave=False) as ed:
        for key in ("d", "w", "j", "d", "w"):
            ed.app.post_message(events.Key(key, key))
        await ed.until(lambda: not ed.state.unsaved and len(ed.state.history.done) == 2)
        assert ed.state.matrix.members[0].short_term[1].text == "Fun with colleagues"


async def test_keys_typed_before_an_unexpected_question_do_not_answer_it(toolkit):
    async with editor(toolkit, autosave=False) as ed:
        await ed.press("d")
        toolkit.write_text(texts(toolkit).replace("Help with challenges", "Help with theirs"))
        for key in ("w", "k", "k"):
            ed.app.post_message(events.Key(key, key))
        await ed.sees("Keep mine")
        await ed.press("escape")
        assert "Help with theirs" in texts(toolkit)
        assert ed.state.unsaved


async def test_the_palette_finds_and_runs(toolkit):
    async with editor(toolkit) as ed:
        await ed.press(": 'first_val")
        await ed.sees("▸ First value")
        await ed.press("escape j j : 'first_val enter")
        await ed.until(lambda: ed.state.cursor == Place(0, 0, 0))


async def test_the_palette_takes_the_words_of_vi(toolkit):
    async with editor(toolkit, autosave=False) as ed:
        await ed.press("d : 'wq enter")
        await ed.until(lambda: ed.app.return_code == 0)
    assert "Help with challenges" not in texts(toolkit)


async def test_the_help_opens_scrolls_and_closes(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("?")
        await ed.sees("─ Keys ─")
        await ed.press("pagedown /")
        await ed.press("'redo escape q")
        await ed.until(lambda: "─ Keys ─" not in ed.text)


async def test_moving_to_a_cell_by_name(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("m 'org_long enter")
        await ed.until(lambda: len(ed.state.matrix.organizations[0].long_term) == 8)
        assert ed.state.matrix.organizations[0].long_term[-1].text == "Help with challenges"


async def test_a_paste_of_lines_becomes_values_in_one_step(toolkit):
    async with editor(toolkit) as ed:
        await ed.paste("- One\n* Two\r\n3. Three\n\n")
        await ed.sees("Add all 3 values")
        await ed.press("enter")
        await ed.until(lambda: len(ed.state.matrix.members[0].short_term) == 9)
        await ed.press("u")
        assert len(ed.state.matrix.members[0].short_term) == 6


async def test_a_paste_never_commands(toolkit):
    async with editor(toolkit) as ed:
        await ed.paste("q\x1bd\x11:q!\r")
        await ed.pilot.pause()
        assert ed.app.return_code is None
        assert "Help with challenges" in ed.text


async def test_an_unmarked_paste_is_a_paste_too(toolkit):
    async with editor(toolkit) as ed:
        ed.app.post_message(burst("Help with maths\rQuiet rooms\r"))
        await ed.sees("Add all 2 values")
        ed.app.post_message(burst("the rest of it\r"))
        await ed.pilot.pause()
        assert len(ed.state.matrix.members[0].short_term) == 6, "the rest of a paste is no answer"
        await ed.press("enter")
        await ed.until(lambda: len(ed.state.matrix.members[0].short_term) == 9)


async def test_keys_that_a_program_sends_at_once_are_keys(toolkit):
    async with editor(toolkit) as ed:
        ed.app.post_message(burst("jjaHelp with maths\r"))
        await ed.until(lambda: ed.state.typing is not None)
        assert [value.text for value in ed.state.matrix.members[0].short_term][
            3
        ] == "Help with maths"


async def test_an_unmarked_line_at_a_prompt_is_its_answer(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("R ctrl+u")
        ed.app.post_message(burst("Field staff\r"))
        await ed.until(lambda: ed.state.row.name == "Field staff")


async def test_a_paste_at_a_prompt_goes_into_its_line(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("R ctrl+u")
        await ed.paste("Field\nstaff\n")
        await ed.sees("Name of this row: Field staff")
        await ed.press("enter")
        await ed.until(lambda: ed.state.row.name == "Field staff")


async def test_copying_goes_to_the_terminal_and_says_so(toolkit, monkeypatch):
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("STY", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    async with editor(toolkit) as ed:
        await ed.press("y")
        await ed.sees("Copied “Help with challenges”. Sent to your terminal too.")


async def test_the_external_editor_rewrites_the_cell(toolkit, tmp_path, monkeypatch):
    script = tmp_path / "append editor"
    script.write_text('#!/bin/sh\nprintf "From outside\\n" >> "$2"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"'{script}' -x")
    async with editor(toolkit) as ed:
        ed.app.suspend = nullcontext
        await ed.press("E")
        await ed.sees("From outside")


async def test_without_a_file_a_template_is_offered(own_home):
    async with editor(None) as ed:
        await ed.sees("New: toolkit")
        await ed.press("'new:_toolkit enter")
        await ed.sees("24 values")
        await ed.press("q")
        await ed.until(lambda: ed.app.return_code == 0)


async def test_what_was_left_without_a_file_is_offered_before_it_is_asked_what_to_open(own_home):
    left = [sys.executable, "-m", "copvalue_tui", "--linear"]
    more = {"input": b"add Precious words\n", "capture_output": True, "check": False}
    done = await asyncio.to_thread(subprocess.run, left, **more)
    assert done.returncode == 4
    async with editor(None) as ed:
        await ed.sees("Unsaved work from")
        await ed.press("n")
        await ed.sees("New: toolkit")
        assert "Precious words" not in ed.text
        await ed.press("escape q")
        await ed.until(lambda: ed.app.return_code == 0)
    async with editor(None) as ed:
        await ed.sees("Unsaved work from")
        await ed.press("c")
        await ed.sees("Precious words")
        await ed.sees("Continued.")
        await ed.press("u")
        assert "Precious words" not in ed.text.partition("Undone")[0]


async def test_a_new_file_appears_with_its_first_value(tmp_path, own_home):
    path = tmp_path / "new.toml"
    async with editor(path) as ed:
        await ed.sees("is created at your first change")
        assert not path.exists()
        await ed.press("a 'First enter escape")
        await ed.until(path.exists)
    assert '"First"' in texts(path)


@pytest.mark.parametrize("size", [(120, 40), (100, 30), (99, 30), (80, 24), (40, 12), (40, 10)])
async def test_every_size_shows_the_grid_and_the_dialogs(toolkit, size):
    async with editor(toolkit, size) as ed:
        for keys, shown in (("R", "Name of this row"), (":", "Commands"), ("?", "WRITE")):
            await ed.press(keys)
            await ed.sees(shown)
            await ed.press("escape")
        assert "Help with challenges" in ed.text


async def test_a_dialog_follows_the_size_of_the_terminal(toolkit):
    async with editor(toolkit, (100, 30)) as ed:
        await ed.press("R")
        for size in ((20, 5), (1, 1), (80, 24), (300, 90), (40, 12)):
            await ed.pilot.resize_terminal(*size)
        await ed.press("ctrl+u 'Field enter")
        await ed.until(lambda: ed.state.row.name == "Field")


async def test_a_fault_of_ours_is_kept_for_the_report(toolkit):
    with pytest.raises(ZeroDivisionError):
        async with editor(toolkit) as ed:
            ed.app.main.runner.change(lambda state: 1 / 0)


def test_the_look_follows_the_terminal_and_the_person():
    assert chosen_look(Startup(), "xterm-256color").name == "terminal"
    assert chosen_look(Startup(color=False), "xterm-256color").name == "mono"
    assert chosen_look(Startup(), "vt100").name == "mono"
    assert chosen_look(Startup(), "linux").glyphs.bullet == "-"
    assert chosen_look(Startup(settings=Settings(theme="dark")), "xterm").name == "dark"
    assert chosen_look(Startup(settings=Settings(theme="no such")), "xterm").name == "terminal"


async def test_nothing_is_left_running_when_idle(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("j d ? escape")
        await ed.sees("· saved ")
        await ed.until(lambda: ed.app.main.autosave.idle)
        await ed.until(
            lambda: "conversation" not in {task.get_name() for task in asyncio.all_tasks()}
        )


async def test_undo_waits_for_what_was_done_before_and_keys_after_it_wait_too(toolkit, monkeypatch):
    async with editor(toolkit) as ed:
        await ed.press("d")
        await ed.sees("· saved ")
        await ed.press("q")
        await ed.until(lambda: ed.app.return_code == 0)
        ed.app.main.guard.close("quit")
    go, settle = threading.Event(), screens.settle_in
    monkeypatch.setattr(screens, "settle_in", lambda *those: (go.wait(20), settle(*those))[1])
    async with editor(toolkit) as ed:
        await ed.press("u d")
        assert "Nothing to undo" not in ed.text
        assert ed.state.history == History()
        go.set()
        await ed.until(lambda: "Deleted" in ed.text)
        steps = [step.action for step in ed.state.history.done]
        assert steps == ["Deleted “Help with challenges”"]


async def test_the_file_left_is_the_first_of_the_recent_ones(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("j j q")
        await ed.until(lambda: ed.app.return_code == 0)
    remember_place(ed.state)
    assert recent()[0].path == toolkit
    assert recent()[0].cursor == Place(0, 0, 2)


DOORS = ["a\u00a0b", "a\u3000b\u2009c", "می‌خواهم", "👩‍🚒 ✔\ufe0f", "s\u00adof\u200bt", "x\u202ey"]


@pytest.mark.parametrize("text", DOORS, ids=ascii)
async def test_what_is_typed_letter_by_letter_is_what_is_pasted(toolkit, text):
    async with editor(toolkit) as ed:
        await ed.press("a")
        for letter in text:
            ed.app.post_message(events.Key("some_letter", letter))
            await ed.pilot.pause()
        await ed.press("enter")
        await ed.paste(text)
        if "\u202e" in text:
            await ed.sees("1 control character")
        await ed.press("enter escape")
        typed, pasted = [value.text for value in ed.state.cell[1:3]]
        assert typed == pasted


async def test_a_refused_letter_is_said_at_a_prompt_too(toolkit):
    async with editor(toolkit) as ed:
        await ed.press("R")
        ed.app.post_message(events.Key("some_letter", "\u202e"))
        await ed.sees("1 control character was left out.")
