"""Undo gives the text back also in the editor: after saves, restarts, merges and crashes."""

import asyncio
from pathlib import Path

import pytest

from copvalue_tui.editor.session.external_changes import external_changes_of, take_in
from copvalue_tui.editor.session.recorder import Recorder
from copvalue_tui.editor.session.recover import offer
from copvalue_tui.editor.session.save import saved_state
from copvalue_tui.editor.session.startup_checks import past_of
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.journal import writer
from copvalue_tui.files.journal.recovery import unfinished
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage.file import OpenFile, Saved
from copvalue_tui.matrix.values import Matrix
from tests.editor.stories import ScriptedHost, opened, tell

TEXT = """\
# Ours.
format = 1
[[members]]
name = "A"
short_term = [
    # from the survey
    "one",  # top wish
    { text = "two", seen = true },
    'three',
]
long_term = ["four", "five"]

# The bank, since 2026
[[organizations]]
name = "B"
account = 7
short_term = ["six"]
"""


class RememberingHost(ScriptedHost):
    """Saves as the editor does: with what its recorder remembers."""

    def __init__(self, recorder: Recorder, *answers: str) -> None:
        super().__init__(list(answers))
        self._recorder = recorder

    async def save(self, file: OpenFile, matrix: Matrix, *, overwrite: bool = False) -> Saved:
        history = self._recorder.texts_before(file)
        return save(file, matrix, overwrite=overwrite, history=history)


class Editor:
    """One session after the other on a file, saved by itself after each key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.start()

    def start(self) -> None:
        """The program is started."""
        self.recorder = Recorder()
        self.state = opened(self.path)
        self._shows(past_of(self.state, self.recorder)(self.state))

    def ends(self, why: str = "quit") -> None:
        """The program ends, or is ended."""
        if why:
            self.recorder.end(why)
        self.recorder.close(why or "hangup")

    def press(self, keys: str, *answers: str) -> None:
        """Presses keys; nothing is saved."""
        host = RememberingHost(self.recorder)
        for state in tell(self.state, keys, *answers, host=host).states:
            self._shows(state)

    def saves(self) -> str:
        """Saves by itself, and tells the text."""
        file, matrix = self.state.file, self.state.matrix
        assert file is not None
        if self.state.unsaved:
            saved = asyncio.run(RememberingHost(self.recorder).save(file, matrix))
            self._shows(saved_state(self.state, saved, matrix, "14:02"))
        return self.text

    def each(self, keys: str) -> str:
        """A save after each key."""
        for key in keys.split():
            self.press(key)
            self.saves()
        return self.text

    def takes_in(self) -> None:
        """Merges what others wrote."""
        self._shows(take_in(self.state, external_changes_of(self.state)))

    @property
    def text(self) -> str:
        return self.path.read_bytes().decode()

    def others_write(self, old: str, new: str) -> None:
        end = "\r\n" if "\r\n" in self.text else "\n"
        assert old in self.text
        new = new.replace("\n", end)
        self.path.write_bytes(self.text.replace(old, new).encode())

    def _shows(self, state: State) -> None:
        self.recorder.record(self.state, state)
        self.state = state


@pytest.fixture(params=["\n", "\r\n"], ids=["lf", "crlf"])
def editor(request: pytest.FixtureRequest, tmp_path: Path) -> Editor:
    path = tmp_path / "water.toml"
    path.write_bytes(TEXT.replace("\n", request.param).encode())
    return Editor(path)


def test_each_deed_saved_and_each_undo_saved_gives_the_first_bytes(editor: Editor) -> None:
    first = editor.text
    changed = editor.each("x J l p L d d D")
    assert "seen" not in changed
    assert editor.each("u u u u u u u") == first
    assert editor.each("U U U U U U U") == changed
    assert editor.each("u u u u u u u") == first


@pytest.mark.parametrize("why", ["quit", "hangup", ""])
def test_the_text_comes_back_after_any_number_of_restarts(editor: Editor, why: str) -> None:
    first = editor.text
    for key in ("d", "d", "J", "D"):
        editor.each(key)
        editor.ends(why)
        editor.start()
    assert "survey" not in editor.text
    for _ in range(4):
        editor.each("u")
        editor.ends(why)
        editor.start()
    assert editor.text == first


def test_it_comes_back_from_a_journal_that_was_written_anew(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "COMPACT", 1)
    monkeypatch.setattr(writer, "GROWTH", 0)
    monkeypatch.setattr(writer, "PAUSE", 0)
    first = editor.text
    editor.each("d d")
    journal = editor.recorder.path
    assert journal is not None
    for _ in range(500):
        if b'"type":"text"' in journal.read_bytes():
            break
        editor.recorder.note("test", at="now")
        editor.recorder.confirm()
    assert b'"type":"text"' in journal.read_bytes()
    editor.ends()
    editor.start()
    assert editor.each("u u") == first


def test_cut_and_pasted_after_a_save_it_brings_its_lines_along(editor: Editor) -> None:
    editor.each("x l p")
    assert "    # from the survey" in editor.text
    assert '"one",  # top wish' in editor.text
    assert "from the survey" not in editor.each("u")


@pytest.mark.parametrize("there_and_back", ["L H", "J K", "d u", "x P", "D T"])
def test_there_and_back_is_the_same_file(editor: Editor, there_and_back: str) -> None:
    first = editor.text
    there, back = there_and_back.split()
    assert editor.each(there) != first
    if back == "T":
        editor.press("T G enter")
        assert editor.saves() == first
    else:
        assert editor.each(back) == first


def test_work_that_is_recovered_brings_its_text_back(editor: Editor) -> None:
    first = editor.text
    editor.each("d d")
    editor.press("j")
    editor.press("u")
    editor.ends("hangup")
    editor.start()
    host = RememberingHost(editor.recorder, "Continue")
    editor.state = asyncio.run(offer(editor.state, host, unfinished(editor.path), editor.recorder))
    assert '{ text = "two", seen = true }' in editor.saves()
    assert editor.each("u u") == first


def test_what_others_brought_comes_back_when_it_is_undone_and_redone(editor: Editor) -> None:
    first = editor.text
    editor.others_write("    'three',", "    'three',\n    { text = \"ten\", by = 'Ben' }, # new")
    theirs = editor.text
    editor.takes_in()
    assert editor.each("u") == first
    assert editor.each("U") == theirs
    editor.ends()
    editor.start()
    assert editor.each("u") == first
    assert editor.each("U") == theirs


def test_a_comment_of_others_stays_when_what_came_before_is_undone(editor: Editor) -> None:
    editor.each("d")
    editor.others_write("    'three',", "    'three',  # Ben: yes!")
    theirs = editor.text
    editor.takes_in()
    text = editor.each("u")
    assert "# from the survey" in text
    assert '"one",  # top wish' in text
    assert "'three',  # Ben: yes!" in text
    assert editor.each("U") == theirs


def test_after_another_name_undo_reaches_the_text_of_the_first(
    editor: Editor, tmp_path: Path
) -> None:
    first = editor.text
    editor.each("d")
    editor.press("W", str(tmp_path / "b.toml"))
    editor.ends()
    editor.path = tmp_path / "b.toml"
    editor.start()
    assert editor.each("u") == first


def test_what_another_file_held_never_comes_into_this_one(editor: Editor, tmp_path: Path) -> None:
    editor.each("d")
    other = tmp_path / "other.toml"
    other.write_text('[[members]]\nname = "A"\nshort_term = ["zero"]\n', encoding="utf-8")
    editor.press("F", str(other))
    editor.path = other
    assert editor.state.file is not None
    assert editor.state.file.path == other
    editor.press("a 'one' enter escape")
    assert "survey" not in editor.saves()
