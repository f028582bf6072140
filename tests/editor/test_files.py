"""Saving, opening and leaving, on a real disk; nothing is overwritten unseen."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.editor.session.external_changes import MERGE_LABEL
from copvalue_tui.editor.session.reopen import open_another
from copvalue_tui.editor.timeline.difference_pages import difference_pages
from copvalue_tui.matrix.edits import set_value
from copvalue_tui.matrix.values import Value
from tests.editor.stories import ScriptedHost, draw, opened, parse, tell

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


MINE = "e ' mine' enter"


def changed(state):
    """The value that `MINE` rewords has other words on disk."""
    state.file.path.write_text(TEXT.replace('"1"', '"1 theirs"'), encoding="utf-8")
    return state


def test_a_changed_file_is_asked_about_and_mine_can_win(state, home):
    theirs = on_disk(changed(state))
    story = tell(state, f"{MINE} w", "Keep mine")
    assert "theirs" not in on_disk(state)
    assert story.host.asked == [
        "One thing was changed both here and on disk. Their changes: 1 changed. "
        "Nothing was written."
    ]
    assert not story.state.unsaved
    kept = [path.read_text(encoding="utf-8") for path in home.rglob("*") if path.is_file()]
    assert theirs in kept, "the other version is kept"


def test_a_changed_file_can_win_and_mine_is_one_undo_away(state):
    changed(state)
    story = tell(state, f"a '2' enter enter k {MINE} w", "Use theirs")
    assert story.state.matrix == open_another(state, str(state.file.path)).matrix
    assert not story.state.unsaved
    assert draw(tell(story.state, "u").state) == "A | > 1 mine; 2 |"


@pytest.mark.parametrize("answer", [None, "Not now"])
def test_turning_away_overwrites_nothing_and_stays_unsaved(state, answer):
    theirs = on_disk(changed(state))
    story = tell(state, f"{MINE} w", answer)
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
    assert story.state.closed
    assert '"2"' in on_disk(state)


def test_quitting_keeps_the_words_being_typed(state):
    story = tell(state, "a 'half' ctrl+q")
    assert story.state.closed
    assert '"half"' in on_disk(state)


@pytest.mark.parametrize(
    ("answer", "left", "saved"),
    [("Save it", True, True), ("Discard it", True, False), ("Do not", False, False)],
)
def test_without_autosave_quitting_asks(state, answer, left, saved):
    story = tell(replace(state, autosave=False), "a '2' enter enter q", answer)
    assert story.host.asked == ["Not everything is saved."]
    assert story.state.closed is left
    assert ('"2"' in on_disk(state)) is saved


def test_quitting_with_nothing_changed_asks_nothing_and_writes_nothing(state):
    before = state.file.path.stat()
    assert tell(state, "j k q").state.closed
    assert state.file.path.stat() == before


def test_quitting_a_matrix_without_a_name_asks(home):
    story = tell(parse("A | > |"), "1 q", "Save it", str(home / "new.toml"))
    assert story.state.closed
    assert "Help with challenges" in on_disk(story.state)


def test_a_conflict_at_quitting_never_leaves_by_itself(state):
    changed(state)
    story = tell(state, f"{MINE} q", None, "Do not")
    assert not story.state.closed
    assert story.state.unsaved


def test_colon_words_do_as_in_vi(state, home):
    story = tell(state, "d :", "w")
    assert story.message == "Saved 14:02."
    assert tell(story.state, "a '3' enter enter :", ":wq").state.closed
    assert '"3"' in on_disk(state)
    state = open_another(state, str(state.file.path))
    assert tell(state, ":", "q").state.closed
    story = tell(state, ":", "e " + str(home / "other.toml"))
    assert story.state.file.path.name == "other.toml"
    assert story.message.startswith("New file:")


def test_the_palette_runs_what_it_names(state):
    assert draw(tell(state, ":", "Delete the value").state) == "A | > |"
    assert tell(state, ":", "Undo").message == "Nothing to undo."


def test_another_file_is_opened_once_the_work_is_safe(state, home):
    other = home / "b.toml"
    other.write_text(TEXT.replace("A", "B"), encoding="utf-8")
    story = tell(state, "a '2' enter enter F", "Another file", str(other))
    assert draw(story.state) == "B | > 1 |"
    assert '"2"' in on_disk(state)


def test_words_that_are_no_file_open_none(state, home):
    story = tell(state, "F", "ewer silos")
    assert story.state.file == state.file
    assert story.message == (
        "There is no file “ewer silos”. To start a new matrix, give it a name that ends in .toml."
    )
    assert tell(state, "F", "Quality, e.g. by peers.").state.file == state.file
    assert tell(state, "F", str(home / "new.toml")).state.file.path.name == "new.toml"


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
    shown = tell(state, "?").host
    assert [page.heading for page in shown.sheets[0]][:2] == ["WRITE", "MOVE"]
    assert shown.shown[0] == "Moving and marking"
    assert tell(state, "a f1").host.sheets[0][0].heading == "KEEP"
    assert tell(state, "a f1").host.shown[0] == "Keys while typing"


BROKEN = "format = 1\n[[members]\nname = 'A'\n"


def test_a_file_broken_by_others_is_told_with_its_line_and_kept_when_mine_wins(state, home):
    state.file.path.write_text(BROKEN, encoding="utf-8")
    story = tell(state, "a '2' enter enter w", "Keep mine")
    (asked,) = story.host.asked
    assert asked.startswith("The file on disk is broken at line 2. This is not TOML: ")
    assert not any(one.startswith(("Merge", "Use theirs")) for one in story.host.shown)
    assert on_disk(state) == TEXT.replace("mine\n", 'mine\n    "2",\n')
    kept = [path.read_text(encoding="utf-8") for path in home.rglob("*.toml") if path.is_file()]
    assert BROKEN in kept
    assert "The other version is kept as" in story.message


def test_a_file_broken_by_others_can_wait_until_it_is_mended(state, home):
    state.file.path.write_text(BROKEN, encoding="utf-8")
    story = tell(state, "a '2' enter enter w", "Not now")
    assert on_disk(state) == BROKEN
    assert story.state.unsaved
    assert story.state.warning
    state.file.path.write_text(TEXT.replace("mine\n]", 'mine\n    "theirs",\n]'), encoding="utf-8")
    story = tell(story.state, "w")
    assert draw(story.state) == "A | 1; > 2; theirs |"
    assert not story.state.unsaved


def test_a_file_broken_by_others_stays_as_it_is_while_mine_goes_elsewhere(state, home):
    state.file.path.write_text(BROKEN, encoding="utf-8")
    story = tell(state, "a '2' enter enter w", "Save mine", str(home / "mine.toml"))
    assert on_disk(state) == BROKEN
    assert '"2"' in on_disk(story.state)
    assert story.state.file.path == home / "mine.toml"


@pytest.mark.skipif(shutil.which("iconv") is None, reason="no converter is here")
def test_a_file_in_another_encoding_is_not_opened_and_a_copy_of_it_suggested(
    state, home, monkeypatch
):
    monkeypatch.chdir(home)
    (home / "b c.toml").write_bytes(TEXT.encode("utf-16"))
    story = tell(state, "F", "Another file", "b c.toml")
    assert story.state.file == state.file
    assert story.message == (
        "Not opened: not UTF-8. If it is UTF-16, this converts a copy: "
        "iconv -f UTF-16 -t UTF-8 'b c.toml' > 'b c-utf8.toml'"
    )
    long = "x" * 60
    (home / long).write_bytes(TEXT.encode("utf-16"))
    told = tell(state, "F", "Another file", long).message
    assert "iconv" not in told, "half a command would be worse than none"
    assert told.endswith("save it as UTF-8 and open it again. Nothing was opened.")


def test_a_note_of_a_save_is_told_once_a_session(state):
    from copvalue_tui.editor.session.save import saved_state
    from copvalue_tui.files.storage.file import Saved

    saved = Saved(state.file, ("Saved in place.",))
    once = saved_state(state, saved, state.matrix, "14:02")
    assert once.message == "Saved in place."
    assert saved_state(once.with_message("x"), saved, state.matrix, "14:03").message == "x"


def added_by_others(state, *texts):
    lines = "".join(f'    "{text}",\n' for text in texts)
    text = TEXT.replace("mine\n]", f"mine\n{lines}]") + "# theirs\n"
    state.file.path.write_text(text, encoding="utf-8")


def test_what_does_not_clash_is_merged_told_and_one_undo_away(state):
    added_by_others(state, "theirs", "more")
    story = tell(state, "a 'ours' enter enter w")
    assert story.message == "Changed on disk: 2 added. Merged with yours; u to undo."
    assert draw(story.state) == "A | 1; > ours; theirs; more |"
    assert on_disk(state).splitlines()[-6:] == [
        '    "1", # mine', '    "ours",', '    "theirs",', '    "more",', "]", "# theirs",
    ]  # fmt: skip
    assert not story.state.unsaved
    story = tell(story.state, "u w")
    assert draw(story.state) == "A | 1; > ours |"
    assert "theirs" not in on_disk(state).replace("# theirs", "")


def test_what_others_changed_can_be_listed(state):
    added_by_others(state, "theirs", "more")
    story = tell(state, "a 'ours' enter enter w :", "See what others changed")
    assert story.host.shown[-1] == "A · short term"
    (step,) = [step for step in story.state.history.done if step.action.startswith(MERGE_LABEL)]
    pages = difference_pages(step.before.matrix, step.after.matrix)
    assert pages == (HelpPage("A · short term", (("+", "theirs"), ("+", "more"))),)


def test_with_nothing_of_mine_w_takes_in_what_others_wrote(state):
    added_by_others(state, "theirs")
    before = state.file.path.stat().st_mtime_ns
    story = tell(state, "w")
    assert story.message == "Changed on disk: 1 added. Loaded; u to undo."
    assert draw(story.state) == "A | > 1; theirs |"
    assert not story.state.unsaved
    assert state.file.path.stat().st_mtime_ns == before, "there was nothing to write"
    assert tell(story.state, "w").message == "Everything is saved."


def test_comments_of_others_are_kept_without_a_word_about_values(state):
    added_by_others(state)
    story = tell(state, "a 'ours' enter enter w")
    assert story.message == "Only comments or layout changed on disk; they are kept."
    assert on_disk(state).endswith('    "ours",\n]\n# theirs\n')


def test_others_who_did_the_same_are_no_news(state):
    added_by_others(state, "2")
    story = tell(state, "a '2' enter enter w")
    assert story.message == "Changed on disk: 1 added. Your copy already has it."
    assert on_disk(state).count('"2"') == 1


@pytest.mark.parametrize("theirs", ["", "# nothing\n", TEXT.replace('    "1", # mine\n', "")])
def test_a_file_that_others_emptied_takes_nothing_away_unasked(state, theirs):
    texts = [f"{number} words" for number in range(6)]
    state = tell(state, "a " + " ".join(f"'{text}' enter" for text in texts) + " escape w").state
    state.file.path.write_text(theirs, encoding="utf-8")
    story = tell(state, "a 'more' enter enter w", "Keep mine")
    assert story.host.asked[0].startswith("Most of the file is gone on disk. ")
    assert all(f'"{text}"' in on_disk(state) for text in texts)
    state.file.path.write_text(theirs, encoding="utf-8")
    story = tell(story.state, "w", "Use theirs")
    assert "0 words" not in draw(story.state)
    assert "0 words" in draw(tell(story.state, "u").state)


def test_a_program_that_never_stops_writing_is_told_and_nothing_is_lost(state):
    class Busy(ScriptedHost):
        writes = 0

        async def save(self, file, matrix, *, overwrite=False):
            self.writes += 1
            added_by_others(state, *(f"theirs {number}" for number in range(self.writes)))
            return await super().save(file, matrix, overwrite=overwrite)

    story = tell(state, "a 'ours' enter enter w", host=Busy())
    assert story.message == "Not saved: another program keeps writing this file."
    assert story.state.unsaved
    assert draw(story.state) == (
        "A | 1; > ours; theirs 0; theirs 1; theirs 2; theirs 3; theirs 4 |"
    )


def test_the_words_being_typed_and_the_marks_stay_with_their_values(state):
    state = tell(state, "a 'two' enter 'three' enter escape k space j w").state
    assert state.marks
    marked = [value.text for value in state.chosen_values]
    text = on_disk(state).replace('    "1", # mine\n', '    "zero",\n    "half",\n')
    state.file.path.write_text(
        text.replace("[[members]]", '[[members]]\nname = "First"\n[[members]]'), encoding="utf-8"
    )
    story = tell(state, "w")
    assert [value.text for value in story.state.chosen_values] == marked
    assert story.state.value == state.value
    assert draw(story.state).startswith("First |  |\nA | ")


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("a 'new'", ">[new_]; zero; half; two"),
        ("j e", "zero; half; >[two_]"),
        ("e", ">[1_]; zero; half; two"),
    ],
)
def test_a_line_open_for_typing_goes_on_where_it_belongs(state, keys, line):
    from copvalue_tui.editor.session.external_changes import external_changes_of, take_in

    state = tell(state, "a 'two' enter escape k w").state
    text = on_disk(state).replace('    "1", # mine\n', '    "zero",\n    "half",\n')
    state.file.path.write_text(text, encoding="utf-8")
    typing = tell(state, keys).state
    story = tell(take_in(typing, external_changes_of(typing)), "enter")
    open_line = draw(take_in(typing, external_changes_of(typing)))
    assert open_line == f"A | {line} |"
    assert "[" not in draw(tell(story.state, "escape").state)


def test_what_both_reworded_is_decided_one_by_one(state):
    state.file.path.write_text(TEXT.replace('"1"', '"one"'), encoding="utf-8")
    story = tell(state, "e ctrl+u 'eins' enter w", "Merge both", "Theirs")
    assert draw(story.state) == "A | > one |"
    assert story.host.asked[-1].startswith("1 of 1: ")


def test_where_mine_wins_every_conflict_it_does_not_say_that_theirs_is_here(state):
    state.file.path.write_text(TEXT.replace('"1"', '"one"'), encoding="utf-8")
    story = tell(state, "e ctrl+u 'eins' enter w", "Merge both", "Mine")
    assert draw(story.state) == "A | > eins |"
    assert story.message == "Changed on disk: 1 changed. Yours was kept."


@pytest.mark.parametrize("answer", [None, "Keep both"])
def test_a_conflict_left_so_keeps_both_wordings(state, answer):
    state.file.path.write_text(TEXT.replace('"1"', '"one"'), encoding="utf-8")
    story = tell(state, "e ctrl+u 'eins' enter w", "Merge both, deciding 1 by key", answer)
    assert draw(story.state) == "A | > eins; one |"
    assert "one" in on_disk(state)
    assert "eins" in on_disk(state)


def test_each_conflict_is_walked_also_when_one_decides_about_another(state):
    details = '{ text = "1", status = "agreed", note = "x" }'
    state.file.path.write_text(TEXT.replace('"1"', details), encoding="utf-8")
    state = open_another(state, str(state.file.path))
    theirs = details.replace('"x"', '"theirs"').replace("agreed", "parked")
    state.file.path.write_text(TEXT.replace('"1"', theirs), encoding="utf-8")
    value = Value("1", status="realized", note="ours")
    matrix = set_value(state.matrix, state.cursor, value)
    state = state.edited("Changed", matrix)
    story = tell(state, "w", "Merge both", "Theirs", "Keep both")
    assert [question.partition(" of 2: ")[0] for question in story.host.asked[1:]] == list("12")
    assert story.state.cell == (Value("1", status="parked", note="ours; theirs"),)
    assert "ours; theirs" in on_disk(state)


def test_a_merge_of_too_much_leaves_both_as_they_are(state, monkeypatch):
    monkeypatch.setattr("copvalue_tui.editor.session.external_changes.MOST_VALUES", 2)
    added_by_others(state, "theirs")
    theirs = on_disk(state)
    story = tell(state, "a 'ours' enter enter w", "Not now")
    assert "Both together are more than 2 values" in story.message
    assert draw(story.state) == "A | 1; > ours |"
    assert on_disk(state) == theirs


def test_no_path_that_a_person_types_ends_the_session(file: Path):
    link = file.with_name("loop.md")
    link.symlink_to("loop.md")
    before = sorted(file.parent.iterdir())
    refused = {
        "x" * 300 + ".md": "its name or path is too long",
        "x" * 5000: "too long",
        str(link): "the link points to itself",
        str(file / "x.md"): "part of its path is not a folder",
        str(file.parent / "no" / "x.md"): "There is no folder",
        "~nosuchuser/x.md": "There is no folder “~nosuchuser”",
    }
    doors = [
        ("W", ()),
        ("X", ("Export as Markdown",)),
        ("X", ("The page of",)),
        ("X", ("Charter",)),
        (":", ("Make a pack",)),
        (":", ("Compare with", "Another file")),
        ("F", ("Another file",)),
    ]
    for path, sentence in refused.items():
        for keys, answers in doors:
            message = tell(opened(file), keys, *answers, path).message
            # What is only read may be told to be missing.
            assert sentence in message or "There is no file" in message, (keys, path[:40], message)
        for words in (f"export {path}", f"w {path}", f"e {path}"):
            message = tell(opened(file), ":", words).message
            assert "Nothing was" in message, (words[:40], message)
    assert sorted(file.parent.iterdir()) == before
