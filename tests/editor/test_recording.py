"""The journal hears of every deed before it is shown, and gives a history back."""

from dataclasses import replace

import pytest

from copvalue_tui.editor.session.recorder import Recorder, new_steps
from copvalue_tui.editor.session.restore_history import history_of
from copvalue_tui.editor.session.startup_checks import past_of
from copvalue_tui.files.journal.recovery import unfinished
from copvalue_tui.files.journal.sessions import sessions
from copvalue_tui.files.storage.file import OpenFile
from tests.editor.stories import ScriptedHost, draw, opened, parse, tell


@pytest.fixture
def state(file):
    return opened(file)


def recorded(state, keys, *answers):
    """The story of the keys, with every state recorded before it counts as shown."""
    recorder = Recorder()
    story = tell(state, keys, *answers, host=ScriptedHost())
    for before, after in zip([state, *story.states], story.states, strict=False):
        recorder.record(before, after)
    return story, recorder


def left(recorder, why, state):
    """What the next session finds after this one ended so."""
    recorder.end(why)
    recorder.close(why)
    return unfinished(state.file.path)


def test_a_session_that_only_looks_leaves_no_journal(state, tmp_path):
    _, recorder = recorded(state, "j k l h z")
    assert left(recorder, "hangup", state) == ()
    assert not list(tmp_path.rglob("*.jsonl"))


def test_every_deed_is_found_again_after_a_hang_up(state):
    story, recorder = recorded(state, "a 'two' enter 'three' enter enter d u")
    found = left(recorder, "hangup", state)
    assert len(found) == 1
    assert found[0].matrix == story.state.matrix
    assert found[0].ended_why == "hangup"


def test_half_typed_words_are_found_again(state):
    _, recorder = recorded(state, "a 'half'")
    found = left(recorder, "term", state)
    assert found[0].draft is not None
    assert found[0].draft.text == "half"


def test_saved_work_is_not_offered_again(state):
    _, recorder = recorded(state, "a 'two' enter enter w")
    assert left(recorder, "hangup", state) == ()


def test_work_given_up_is_not_offered_again(state):
    _, recorder = recorded(state, "d")
    assert left(recorder, "discard", state) == ()


@pytest.mark.parametrize("keys", ["d", "d u", "a 'x' enter 'y' escape", "a 'x' escape u", "d u U"])
def test_undo_and_redo_survive_the_session(state, keys):
    story, recorder = recorded(state, keys)
    found = left(recorder, "hangup", state)
    known = found[0].steps if found else ()
    if not known:
        assert not story.state.unsaved
        return
    history = history_of(known)
    ours = story.state.history
    assert [step.action for step in history.done] == [step.action for step in ours.done]
    assert [step.action for step in history.undone] == [step.action for step in ours.undone]
    again = replace(story.state, history=history)
    assert draw(tell(again, "u u u u").state) == draw(tell(story.state, "u u u u").state)


def test_another_file_is_another_journal(state, tmp_path):
    story, recorder = recorded(state, "d W", str(tmp_path / "b.toml"))
    assert unfinished(state.file.path) == ()
    assert isinstance(story.state.file, OpenFile)
    assert left(recorder, "hangup", story.state) == ()


def test_what_was_done_before_another_name_is_known_to_the_file_of_that_name(state, tmp_path):
    other = tmp_path / "b.toml"
    story, recorder = recorded(state, "a 'two' enter enter d W", str(other))
    assert left(recorder, "hangup", story.state) == (), "it is saved, so nothing is offered"
    (session,) = sessions(other)
    assert [moment.label for moment in session.moments] == [
        "Opened",
        "Added “two”",
        "Deleted “two”",
    ]
    assert session.moments[-1].matrix == story.state.matrix
    again = opened(other)
    known = past_of(again)(again)
    assert draw(tell(known, "u").state) == "A | 1; > two |", "undo reaches back before the name"
    assert [moment.label for moment in sessions(state.file.path)[0].moments][1:] == [
        "Added “two”",
        "Deleted “two”",
    ]


def test_unsaved_work_after_another_name_is_offered_and_only_that(state, tmp_path):
    other = tmp_path / "b.toml"
    story, recorder = recorded(state, "a 'two' enter enter W a 'three' enter enter", str(other))
    (found,) = left(recorder, "hangup", story.state)
    assert found.real == str(other)
    assert [step.label for step in found.lacking] == ["Added “three”"]
    assert found.matrix == story.state.matrix


def test_a_matrix_that_gets_its_first_name_brings_its_checkpoints_along(tmp_path):
    other = tmp_path / "b.toml"
    story, recorder = recorded(parse("A | > 1 |"), "d T n escape W", "Empty", str(other))
    left(recorder, "quit", story.state)
    (session,) = sessions(other)
    assert [(moment.label, moment.kind) for moment in session.moments[1:]] == [
        ("Deleted “1”", "do"),
        ("Empty", "checkpoint"),
    ]


def test_what_others_wrote_while_this_session_followed_is_none_of_its_past(state, tmp_path):
    """The moments end where the matrix went on without us; they would lead nowhere."""
    other = tmp_path / "b.toml"
    first, recorder = recorded(state, "d w")
    theirs = replace(first.state, scene=replace(first.state.scene, matrix=state.matrix))
    story = tell(theirs, "W", str(other), host=ScriptedHost())
    recorder.record(theirs, story.state)
    assert left(recorder, "quit", story.state) == ()
    assert sessions(other) == ()


def test_new_steps_are_those_that_came_last(state):
    story = tell(state, "d u d")
    assert [step.action for step in new_steps(state.history, story.state.history)] == [
        "Deleted “1”"
    ]
    assert new_steps(story.state.history, story.state.history) == ()
