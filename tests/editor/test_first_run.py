"""What a newcomer is told until the first value, and what is said until the next step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.editor.commands import COMMANDS
from copvalue_tui.editor.session.open import Startup, first_state
from copvalue_tui.files.user.recent import has_added, note_added
from tests.editor.stories import opened, parse, tell


def new(drawing="A | > |"):
    return replace(parse(drawing), newcomer=True)


@pytest.mark.parametrize("keys", ["a 'one' enter enter", "1", "y p", "B"])
def test_one_is_new_until_a_value_is_added(keys):
    state = new("A | > x |") if keys == "y p" else new()
    if keys == "B":
        story = tell(state, keys, "Write a new value", "later")
        assert story.state.newcomer, "the parking lot is no cell"
        return
    assert not tell(state, keys).state.newcomer


def test_moving_deleting_and_rewording_add_nothing():
    state = tell(new("A | > x; y |"), "j k d e 'z' enter L u U").state
    assert state.newcomer
    assert not tell(state, "a 'one' enter escape u").state.newcomer, "undo takes no experience away"


def test_another_file_finds_the_same_person(file):
    assert not opened(file).newcomer
    state = replace(new(), theme="nord", mouse=True)
    fresh = tell(state, ":", f"e {file}").state
    assert (fresh.newcomer, fresh.theme, fresh.mouse) == (True, "nord", True)


def test_the_first_value_is_remembered_beyond_the_session(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert first_state(Startup(), COMMANDS, ())[0].newcomer
    note_added()
    assert has_added()
    assert not first_state(Startup(), COMMANDS, ())[0].newcomer


def test_where_nothing_can_be_remembered_nobody_is_bothered(tmp_path: Path, monkeypatch):
    (tmp_path / "state").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    note_added()
    assert first_state(Startup(), COMMANDS, ())[0].newcomer


def test_what_a_large_step_did_is_said_until_the_next_one():
    story = tell("A | > a; b |\nB | | c", "D")
    said = "Deleted the row “A” with 2 values. u to undo."
    assert (story.message, story.state.lasting) == (said, said)
    moved = tell(story.state, "j l").state
    assert (moved.message, moved.lasting) == ("", said)
    for keys in ("d", "u", "a 'x' enter"):
        assert tell(moved, keys).state.lasting == ""
    assert tell("A | > a; a |", "M").state.lasting.startswith("Merged 2 values")
    assert tell("A | > a; b |", "d T G enter").state.lasting.startswith("Went back to")
    assert tell("A | > a; b |", "d").state.lasting == "", "a single value is a small step"
