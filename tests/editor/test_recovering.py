"""Unsaved work comes back at the next start: continued, compared, merged or put away."""

import asyncio

from copvalue_tui.editor.session.recorder import Recorder
from copvalue_tui.editor.session.recover import offer
from copvalue_tui.editor.session.startup_checks import past_of
from copvalue_tui.files.journal.recovery import unfinished
from tests.editor.stories import ONE_VALUE, ScriptedHost, Story, draw, opened, tell


def broken_off(file, keys, why="hangup", start=None, recorder=None):
    """A session that ended like this after these keys."""
    recorder = recorder or Recorder()
    start = start or opened(file)
    story = tell(start, keys)
    for before, after in zip([start, *story.states], story.states, strict=False):
        recorder.record(before, after)
    if why:
        recorder.end(why)
    recorder.close(why or "hangup")
    return story.state


def offered(file, *answers):
    """The next session, after these answers to what it offers."""
    host, recorder = ScriptedHost(list(answers)), Recorder()
    state = opened(file)
    state = asyncio.run(offer(state, host, unfinished(file), recorder))
    assert not host.answers
    return Story(state, host, []), recorder


def test_the_offer_says_what_when_and_why(file):
    broken_off(file, "a 'two' enter 'thr'")
    story, _ = offered(file, "Not now")
    assert story.host.asked[0].startswith("Unsaved work from ")
    assert "(connection lost): 1 change and a half-typed text." in story.host.asked[0]
    assert draw(story.state) == "A | > 1 |"


def test_continuing_brings_work_cursor_undo_and_half_typed_words(file):
    before = broken_off(file, "a 'two' enter 'thr'")
    story, _ = offered(file, "Continue")
    assert draw(story.state) == draw(before) == "A | 1; two; >[thr_] |"
    assert story.state.unsaved
    assert draw(tell(story.state, "enter enter u u").state) == "A | > 1 |"
    assert file.read_text(encoding="utf-8") == ONE_VALUE, "nothing is written unasked"


def test_work_on_a_file_that_was_renamed_is_continued_under_its_new_name(file):
    broken_off(file, "a 'two' enter enter")
    other = file.rename(file.with_name("renamed.toml"))
    story, _ = offered(other, "Continue")
    assert draw(story.state) == "A | 1; > two |"
    assert draw(tell(story.state, "u").state) == "A | > 1 |"


def test_continued_work_is_not_offered_twice_unless_it_breaks_off_again(file):
    broken_off(file, "a 'two' enter enter")
    story, recorder = offered(file, "Continue")
    recorder.close("quit")
    again = unfinished(file)
    assert [one.matrix for one in again] == [story.state.matrix]


def test_continued_and_saved_work_is_over(file):
    broken_off(file, "a 'two' enter enter")
    story, recorder = offered(file, "Continue")
    broken_off(file, "w q", "quit", story.state, recorder)
    assert unfinished(file) == ()
    assert '"two"' in file.read_text(encoding="utf-8")


def test_a_file_that_moved_on_is_merged_and_nothing_of_either_is_lost(file):
    broken_off(file, "a 'ours' enter enter")
    file.write_text(ONE_VALUE.replace('"1",\n', '"1",\n    "theirs",\n'), encoding="utf-8")
    story, _ = offered(file, "Continue")
    assert draw(story.state) == "A | 1; > ours; theirs |"
    assert "The file had changed (1 added); both are merged." in story.message
    assert draw(tell(story.state, "u").state) == "A | 1; > ours |"


def test_comparing_shows_the_difference_and_asks_again(file):
    broken_off(file, "a 'two' enter enter k d")
    story, _ = offered(file, "Compare", "Compare", "Not now")
    assert story.host.shown.count("A · short term") == 2
    assert len(story.host.asked) == 3


def test_work_put_away_is_kept_but_not_offered(file, tmp_path):
    broken_off(file, "a 'two' enter enter")
    story, _ = offered(file, "Discard it")
    assert story.message == "Discarded; it is kept for 30 days."
    assert unfinished(file) == ()
    kept = [path for path in (tmp_path / "state").rglob("*") if path.is_file()]
    assert any(b"two" in path.read_bytes() for path in kept)


def test_turning_away_keeps_the_offer(file):
    broken_off(file, "d")
    offered(file, None)
    assert len(unfinished(file)) == 1


def test_several_pieces_are_offered_latest_first_until_one_is_taken(file):
    broken_off(file, "a 'first' enter enter")
    broken_off(file, "a 'second' enter enter", "crash")
    story, _ = offered(file, "Not now", "Continue")
    assert draw(story.state) == "A | 1; > first |"
    assert "the program failed" in story.host.asked[0]


def test_a_damaged_recovery_file_is_told_and_kept(file, tmp_path):
    broken_off(file, "a 'two' enter enter")
    (journal,) = (tmp_path / "state").rglob("*.jsonl")
    journal.write_bytes(b"\xff" * 300)
    story, _ = offered(file, "Not now")
    assert "damaged" in story.host.asked[0]
    assert "Continue with it" not in story.host.shown
    assert journal.exists()


def test_work_stays_offered_when_it_cannot_be_recorded_anew(file, monkeypatch):
    broken_off(file, "a 'two' enter enter")
    monkeypatch.setattr(Recorder, "trouble", "No recovery is possible: the disk is full.")
    story, _ = offered(file, "Continue")
    assert draw(story.state) == "A | 1; > two |"
    monkeypatch.undo()
    monkeypatch.setenv("XDG_STATE_HOME", str(file.parent / "state"))
    assert len(unfinished(file)) >= 1


def test_after_a_second_break_undo_still_reaches_back_to_the_first_session(file):
    broken_off(file, "a 'two' enter enter w a 'three' enter enter a 'four' enter enter")
    story, recorder = offered(file, "Continue")
    broken_off(file, "a 'five' enter enter", None, story.state, recorder)
    story, recorder = offered(file, "Continue")
    assert "3 changes." in story.host.asked[0]
    assert draw(story.state) == "A | 1; two; three; four; > five |"
    actions = [step.action for step in story.state.history.done]
    assert actions == [f"Added “{word}”" for word in ("two", "three", "four", "five")]
    assert draw(tell(story.state, "u u u").state) == "A | 1; > two |"
    assert draw(tell(story.state, "u u u u u").state) == "A | > 1 |"
    assert draw(tell(story.state, "u u u U").state) == "A | 1; two; > three |"


def test_continued_work_merged_and_broken_off_again_is_undone_step_by_step(file):
    broken_off(file, "a 'ours' enter enter")
    file.write_text(ONE_VALUE.replace('"1",\n', '"1",\n    "theirs",\n'), encoding="utf-8")
    story, recorder = offered(file, "Continue")
    broken_off(file, "a 'more' enter enter", None, story.state, recorder)
    story, _ = offered(file, "Continue")
    actions = [step.action for step in story.state.history.done]
    assert actions == ["Added “ours”", "Merged with the file", "Added “more”"]
    assert draw(tell(story.state, "u u").state) == "A | 1; > ours |"
    assert draw(tell(story.state, "u u u").state) == "A | > 1 |"


def test_continued_and_saved_work_can_be_undone_at_the_next_start(file):
    broken_off(file, "a 'two' enter enter")
    story, recorder = offered(file, "Continue")
    broken_off(file, "a 'three' enter enter w q", "quit", story.state, recorder)
    again = opened(file)
    again = past_of(again)(again)
    assert draw(tell(again, "u u").state) == "A | > 1 |"


def test_half_typed_words_survive_a_second_break_too(file):
    broken_off(file, "a 'half'")
    _, recorder = offered(file, "Continue")
    recorder.close("crash")
    story, _ = offered(file, "Continue")
    assert draw(story.state) == "A | 1; >[half_] |"


def test_without_the_first_journal_the_continued_work_is_one_step(file, tmp_path):
    broken_off(file, "a 'two' enter enter")
    story, recorder = offered(file, "Continue")
    for journal in sorted((tmp_path / "state").rglob("*.jsonl"))[:1]:
        journal.unlink()
    broken_off(file, "a 'three' enter enter", None, story.state, recorder)
    story, _ = offered(file, "Continue")
    assert draw(tell(story.state, "u").state) == "A | 1; > two |"
    assert draw(tell(story.state, "u u").state) == "A | > 1 |"
