"""The journal and the lock stand guard from the first change on."""

import asyncio
from dataclasses import replace

import pytest

from copvalue_tui.editor.session.external_changes import external_changes_of, take_in
from copvalue_tui.editor.session.guard import Guard
from copvalue_tui.editor.session.startup_checks import greet, past_of, why_left
from copvalue_tui.files.journal import sessions
from copvalue_tui.files.storage import lock
from copvalue_tui.files.storage.lock import Lock
from copvalue_tui.files.user.recent import remember
from tests.editor.stories import ONE_VALUE, ScriptedHost, draw, opened, parse, tell


def watched(guard, start, keys, *answers):
    """The last state after the keys, and what the guard had to say on the way."""
    story = tell(start, keys, *answers, host=ScriptedHost())
    told = [
        guard.changed(before, after)
        for before, after in zip([start, *story.states], story.states, strict=False)
    ]
    return story.state, [sentence for sentence in told if sentence]


def locked(file):
    return (file.parent / f".{file.name}.lock").exists()


def test_looking_takes_no_lock_and_the_first_change_does(file):
    guard = Guard()
    state, _ = watched(guard, opened(file), "j k z z")
    assert not locked(file)
    watched(guard, state, "d")
    assert locked(file)
    guard.close("quit")
    assert not locked(file)


def test_taking_in_what_others_wrote_takes_no_lock_and_one_s_own_change_does(file):
    other = lock.take(file)
    assert isinstance(other, Lock)
    guard = Guard()
    start = opened(file)
    file.write_text(ONE_VALUE.replace('"1",', '"1",\n    "theirs",'), encoding="utf-8")
    taken = take_in(start, external_changes_of(start))
    assert draw(taken) == "A | > 1; theirs |"
    assert guard.changed(start, taken) == "", "nobody who only looks is told of a lock"
    back, told = watched(guard, taken, "u")
    assert back.unsaved, "taking theirs back is a change of one's own"
    assert [sentence[:11] for sentence in told] == ["Open since "]
    other.release()
    guard.close("quit")


def test_what_others_wrote_leaves_the_lock_of_one_s_own_work_alone(file):
    guard = Guard()
    mine, _ = watched(guard, opened(file), "a 'mine' enter enter")
    file.write_text(ONE_VALUE.replace('"1",', '"1",\n    "theirs",'), encoding="utf-8")
    taken = take_in(mine, external_changes_of(mine))
    assert guard.changed(mine, taken) == ""
    assert locked(file)
    guard.close("quit")


def test_half_typed_words_take_the_lock_too(file):
    guard = Guard()
    watched(guard, opened(file), "a 'x'")
    assert locked(file)
    guard.close("quit")


def test_somebody_who_came_first_is_named_once(file):
    other = lock.take(file)
    assert isinstance(other, Lock)
    guard = Guard()
    _, told = watched(guard, opened(file), "d u d")
    assert len(told) == 1
    assert told[0].startswith("Open since ")
    guard.close("quit")
    assert locked(file), "the other one's lock stays"
    other.release()


def test_another_file_gives_the_lock_of_the_first_one_back(file, tmp_path):
    guard = Guard()
    state, _ = watched(guard, opened(file), "d w")
    assert locked(file)
    watched(guard, state, "W", str(tmp_path / "b.toml"))
    assert not locked(file)
    guard.close("quit")


def test_opening_another_file_is_no_change_of_it(file, tmp_path):
    other = tmp_path / "b.toml"
    other.write_text(ONE_VALUE, encoding="utf-8")
    guard = Guard()
    state, _ = watched(guard, opened(file), "F", "Another file", str(other))
    assert not locked(other)
    watched(guard, state, "d")
    assert locked(other)
    guard.close("quit")


@pytest.mark.parametrize(
    ("answer", "read_only"),
    [("Open it read-only", True), ("Edit it anyway", False), (None, True)],
)
def test_a_file_that_is_open_elsewhere_is_asked_about(file, answer, read_only):
    other = lock.take(file)
    assert isinstance(other, Lock)
    host = ScriptedHost([answer])
    guard = Guard()
    state = asyncio.run(greet(opened(file), host, guard))
    assert state.read_only is read_only
    assert watched(guard, state, "d")[1] == [], "what was answered is not said again"
    assert host.asked[0].startswith("Open since ")
    other.release()


def test_a_file_nobody_has_open_asks_nothing(file):
    state = opened(file)
    assert asyncio.run(greet(state, ScriptedHost(), Guard())) is state


def test_undo_reaches_back_into_the_session_before(file):
    guard = Guard()
    state, _ = watched(guard, opened(file), "a 'two' enter enter w q")
    guard.close(why_left(state, 0))
    again = opened(file)
    again = past_of(again)(again)
    assert draw(again) == "A | 1; > two |", "the cursor stands where the last deed was"
    assert draw(tell(again, "u").state) == "A | > 1 |"


def test_a_cursor_that_was_kept_later_or_moved_since_stays(file):
    guard = Guard()
    state, _ = watched(guard, opened(file), "a 'two' enter enter w q")
    guard.close(why_left(state, None))
    again = opened(file)
    known = past_of(again)
    assert draw(known(tell(again, "j k").state)) == "A | > 1; two |"
    assert remember(file, "", again.cursor)
    assert draw(past_of(again)(again)) == "A | > 1; two |"


def test_looking_at_a_file_with_a_past_copies_none_of_it(file, tmp_path):
    guard = Guard()
    state, _ = watched(guard, opened(file), "a 'two' enter enter u U w q")
    guard.close(why_left(state, 0))
    again = opened(file)
    known = past_of(again)(again)
    assert known.history.done
    guard = Guard()
    assert guard.changed(again, known) == ""
    watched(guard, known, "j k")
    guard.close("quit")
    assert len(list(tmp_path.rglob("*.jsonl"))) == 1


def test_what_is_taken_back_of_a_session_before_is_taken_back_for_good(file):
    guard = Guard()
    state, _ = watched(guard, opened(file), "a 'two' enter 'three' enter enter w q")
    guard.close(why_left(state, 0))
    again = opened(file)
    known = past_of(again)(again)
    guard = Guard()
    guard.changed(again, known)
    state, _ = watched(guard, known, "u w q")
    guard.close(why_left(state, 0))
    third = opened(file)
    third = past_of(third)(third)
    assert draw(third) == "A | 1; > two |"
    assert draw(tell(third, "U").state) == "A | 1; two; > three |"
    assert draw(tell(third, "u").state) == "A | > 1 |"


def test_a_past_that_is_not_of_this_file_is_left_alone(file):
    guard = Guard()
    state, _ = watched(guard, opened(file), "a 'two' enter enter w q")
    guard.close(why_left(state, 0))
    file.write_text(ONE_VALUE, encoding="utf-8")
    again = opened(file)
    assert past_of(again)(again) is again


@pytest.mark.parametrize("keys", ["d", "d w", "d u", "d u U"])
def test_what_is_done_before_the_past_is_read_comes_after_it(file, keys):
    guard = Guard()
    state, _ = watched(guard, opened(file), "a 'two' enter enter w q")
    guard.close(why_left(state, 0))
    again = opened(file)
    known, guard = past_of(again), Guard()
    busy, _ = watched(guard, again, keys)
    both = known(busy)
    guard.changed(busy, both)
    first = tell(both, "u" if keys == "d u" else "u u")
    assert "Nothing to undo" not in first.message
    assert draw(first.state) == "A | > 1 |"
    last, _ = watched(guard, both, "u w q" if keys == "d u" else "u u w q")
    guard.close(why_left(last, 0))
    third = opened(file)
    third = past_of(third)(third)
    assert tell(third, "u").message == "Nothing to undo.", "both were undone, and nothing twice"


def test_the_past_is_not_put_before_what_was_done_to_another_file(file, tmp_path):
    guard = Guard()
    state, _ = watched(guard, opened(file), "a 'two' enter enter w q")
    guard.close(why_left(state, 0))
    other = tmp_path / "b.toml"
    other.write_text(ONE_VALUE, encoding="utf-8")
    again = opened(file)
    known, busy = past_of(again), tell(again, "F", "Another file", str(other)).state
    busy = tell(busy, "d").state
    assert known(busy) is busy


def test_where_undo_ends_is_said_with_what_is_kept(file, monkeypatch):
    monkeypatch.setattr(sessions, "MOST_ACTIONS", 4)
    guard = Guard()
    state, _ = watched(guard, opened(file), "a 'two' enter 'three' enter 'four' enter enter w q")
    guard.close(why_left(state, 0))
    again = opened(file)
    again = past_of(again)(again)
    assert tell(again, "u u u").message == "Undone: added “two”. U to redo."
    told = tell(again, "u u u u").message
    assert told == ("Undo reaches back no further: older steps are kept for 30 days or 500 steps.")


def test_ends_have_names():
    state = parse("A | > 1 |")
    assert why_left(state, 0) == "quit"
    assert why_left(tell(state, "d").state, 0) == "discard"
    ends = [why_left(state, status) for status in (129, 130, 143, 70, None)]
    assert ends == ["hangup", "int", "term", "crash", "crash"]


def test_a_journal_that_cannot_be_written_is_told_and_editing_goes_on(file, monkeypatch):
    guard = Guard()
    state, told = watched(guard, opened(file), "d")
    assert told == []
    journal = guard.recorder._journal
    monkeypatch.setattr(journal, "trouble", "No recovery is possible: the disk is full.")
    assert guard.changed(state, state) == "No recovery is possible: the disk is full."
    assert guard.changed(state, replace(state, unguarded=journal.trouble)) == ""
    guard.close("quit")
