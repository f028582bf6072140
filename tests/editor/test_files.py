"""Saving, opening and leaving, on a real disk; nothing is overwritten unseen."""

from dataclasses import replace

import pytest

from copvalue_tui.editor.reopening import open_another
from tests.editor.stories import draw, parse, tell

TEXT = 'format = 1\n\n[[members]]\nname = "A"\nshort_term = [\n    "1", # mine\n]\n'


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of the test's own, so that no recent file of anybody is touched."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    return tmp_path


@pytest.fixture
def state(home):
    path = home / "a.toml"
    path.write_text(TEXT, encoding="utf-8")
    return open_another(parse("X | > |"), str(path))


def on_disk(state):
    return state.file.path.read_text(encoding="utf-8")


def test_w_saves_only_what_changed(state):
    story = tell(state, "a '2' enter enter w")
    assert on_disk(state) == TEXT.replace("mine\n", 'mine\n    "2",\n')
    assert story.message == "Saved 14:02."
    assert not story.state.unsaved
    assert tell(story.state, "w").message == "Everything is saved."


def test_ctrl_s_keeps_the_words_being_typed(state):
    story = tell(state, "a 'half' ctrl+s")
    assert '"half",' in on_disk(state)
    assert story.state.pane == "grid"


def test_undo_back_to_what_was_saved_is_not_unsaved(state):
    assert not tell(state, "d u").state.unsaved
    assert tell(state, "d w u").state.unsaved


def changed(state):
    state.file.path.write_text(TEXT.replace('"1"', '"theirs"'), encoding="utf-8")
    return state


def test_a_changed_file_is_asked_about_and_mine_can_win(state, home):
    theirs = on_disk(changed(state))
    story = tell(state, "d w", "Keep mine")
    assert "theirs" not in on_disk(state)
    assert not story.state.unsaved
    kept = [path.read_text(encoding="utf-8") for path in home.rglob("*") if path.is_file()]
    assert theirs in kept, "the other version is kept"


def test_a_changed_file_can_win_and_mine_is_one_undo_away(state):
    changed(state)
    story = tell(state, "a '2' enter enter w", "Use theirs")
    assert story.state.matrix == open_another(state, str(state.file.path)).matrix
    assert not story.state.unsaved
    assert draw(tell(story.state, "u").state) == "A | 1; > 2 |"


def test_turning_away_overwrites_nothing_and_stays_unsaved(state):
    theirs = on_disk(changed(state))
    story = tell(state, "d w", None)
    assert on_disk(state) == theirs
    assert story.state.unsaved
    assert story.state.warning
    assert story.message.startswith("Not saved.")


def test_a_deleted_file_is_written_again_only_when_asked(state):
    state.file.path.unlink()
    tell(state, "d w", None)
    assert not state.file.path.exists()
    tell(state, "a '2' enter enter w", "Write it again")
    assert '"2"' in on_disk(state)


def test_save_as_goes_on_with_the_new_file(state, home):
    story = tell(state, "a '2' enter enter W", str(home / "b"))
    assert story.state.file.path == home / "b.toml"
    assert on_disk(state) == TEXT
    assert on_disk(story.state) == TEXT.replace("mine\n", 'mine\n    "2",\n')


def test_save_as_never_replaces_a_file_unasked(state, home):
    other = home / "b.toml"
    other.write_text("format = 1\n", encoding="utf-8")
    tell(state, "d W", str(other), "Keep that file")
    assert other.read_text(encoding="utf-8") == "format = 1\n"
    tell(state, "d W", str(other), None)
    assert other.read_text(encoding="utf-8") == "format = 1\n"
    tell(state, "a '2' enter enter W", str(other), "Replace it")
    assert other.read_text(encoding="utf-8") == TEXT.replace("mine\n", 'mine\n    "2",\n')


@pytest.mark.parametrize("place", ["nowhere/b.toml", ".", "a.toml/b.toml"])
def test_save_as_to_a_bad_place_says_so(state, home, place):
    story = tell(state, "d W", str(home / place))
    assert story.state.warning
    assert "Nothing was saved." in story.message
    assert story.state.unsaved


def test_quitting_saves_without_asking(state):
    story = tell(state, "a '2' enter enter q")
    assert story.state.left
    assert '"2"' in on_disk(state)


def test_quitting_keeps_the_words_being_typed(state):
    story = tell(state, "a 'half' ctrl+q")
    assert story.state.left
    assert '"half"' in on_disk(state)


@pytest.mark.parametrize(
    ("answer", "left", "saved"),
    [("Save it", True, True), ("Give it up", True, False), ("Do not", False, False)],
)
def test_without_autosave_quitting_asks(state, answer, left, saved):
    story = tell(replace(state, autosave=False), "a '2' enter enter q", answer)
    assert story.host.asked == ["Not everything is saved."]
    assert story.state.left is left
    assert ('"2"' in on_disk(state)) is saved


def test_quitting_with_nothing_changed_asks_nothing_and_writes_nothing(state):
    before = state.file.path.stat()
    assert tell(state, "j k q").state.left
    assert state.file.path.stat() == before


def test_quitting_a_matrix_without_a_name_asks(home):
    story = tell(parse("A | > |"), "1 q", "Save it", str(home / "new.toml"))
    assert story.state.left
    assert "Help with challenges" in on_disk(story.state)


def test_a_conflict_at_quitting_never_leaves_by_itself(state):
    changed(state)
    story = tell(state, "d q", None, "Do not")
    assert not story.state.left
    assert story.state.unsaved


def test_colon_words_do_as_in_vi(state, home):
    story = tell(state, "d :", "w")
    assert story.message == "Saved 14:02."
    assert tell(story.state, "a '3' enter enter :", ":wq").state.left
    assert '"3"' in on_disk(state)
    state = open_another(state, str(state.file.path))
    assert tell(state, ":", "q").state.left
    story = tell(state, ":", "e " + str(home / "other.toml"))
    assert story.state.file.path.name == "other.toml"
    assert story.message.startswith("New file:")


def test_the_palette_runs_what_it_names(state):
    assert draw(tell(state, ":", "Delete the value").state) == "A | > |"
    assert tell(state, ":", "Undo").message == "Nothing to undo."
    assert tell(state, ":", "fly away").message.startswith("There is no command “fly away”")


def test_another_file_is_opened_once_the_work_is_safe(state, home):
    other = home / "b.toml"
    other.write_text(TEXT.replace("A", "B"), encoding="utf-8")
    story = tell(state, "a '2' enter enter F", "Another file", str(other))
    assert draw(story.state) == "B | > 1 |"
    assert '"2"' in on_disk(state)


@pytest.mark.parametrize("junk", [b"\xff\xfe", b"a = ", b"[package]\nname = 'x'\n", b""])
def test_opening_junk_keeps_the_session_or_shows_the_template(state, home, junk):
    other = home / "junk.toml"
    other.write_bytes(junk)
    story = tell(state, "F", "Another file", str(other))
    if junk:
        assert story.state.file == state.file
        assert story.message.endswith("Nothing was opened.")
    else:
        assert draw(story.state) == "Members | > |\n--\nOrganization |  |"
    assert other.read_bytes() == junk


def test_the_editor_gives_the_cell_back(state):
    story = tell(state, "E", "1\n- Two\n\n3\n")
    assert draw(story.state) == "A | > 1; Two; 3 |"
    assert story.host.shown == ["1\n"]
    assert draw(tell(story.state, "u").state) == "A | > 1 |"
    assert draw(tell(state, "E", None).state) == "A | > 1 |"


def test_help_shows_the_keys_of_where_one_is(state):
    assert tell(state, "?").host.shown[0] == "Moving"
    assert tell(state, "a f1").host.shown[0] == "Here, while typing"


def test_a_file_broken_by_others_is_not_taken_over(state):
    state.file.path.write_text("format = theirs", encoding="utf-8")
    story = tell(state, "d w", "Use theirs")
    assert story.state.warning
    assert story.message.endswith("Yours is as it was.")
    assert story.state.unsaved


def test_a_note_of_a_save_is_told_once_a_session(state):
    from copvalue_tui.editor.saving import saved_state
    from copvalue_tui.files.disk import Saved

    saved = Saved(state.file, ("Saved in place.",))
    once = saved_state(state, saved, state.matrix, "14:02")
    assert once.message == "Saved in place."
    assert saved_state(once.told("x"), saved, state.matrix, "14:03").message == "x"


def test_both_versions_are_merged_and_one_undo_leads_back(state):
    state.file.path.write_text(TEXT.replace("mine\n]", 'mine\n    "theirs",\n]'), encoding="utf-8")
    story = tell(state, "a 'ours' enter enter w", "Merge both")
    assert draw(story.state) == "A | 1; > ours; theirs |"
    assert '"ours"' in on_disk(state)
    assert "# mine" in on_disk(state)
    assert not story.state.unsaved
    assert draw(tell(story.state, "u").state) == "A | 1; > ours |"


def test_what_both_reworded_is_decided_one_by_one(state):
    state.file.path.write_text(TEXT.replace('"1"', '"one"'), encoding="utf-8")
    story = tell(state, "e ctrl+u 'eins' enter w", "Merge both", "Theirs")
    assert draw(story.state) == "A | > one |"
    assert story.host.asked[-1].startswith("1 of 1: ")


def test_a_conflict_left_so_keeps_both_wordings(state):
    state.file.path.write_text(TEXT.replace('"1"', '"one"'), encoding="utf-8")
    story = tell(state, "e ctrl+u 'eins' enter w", "Merge both", None)
    assert draw(story.state) == "A | > eins; one |"
    assert "one" in on_disk(state)
    assert "eins" in on_disk(state)


def test_a_merge_of_too_much_leaves_both_as_they_are(state, monkeypatch):
    monkeypatch.setattr("copvalue_tui.editor.keeping.MOST_VALUES", 2)
    state.file.path.write_text(TEXT.replace("mine\n]", 'mine\n    "theirs",\n]'), encoding="utf-8")
    theirs = on_disk(state)
    story = tell(state, "a 'ours' enter enter w", "Merge both")
    assert story.message.startswith("Both together are more than the 2 values")
    assert draw(story.state) == "A | 1; > ours |"
    assert on_disk(state) == theirs
