"""A session that only follows its file: saves land, marks fade, nothing can be changed."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.editor.commands import COMMANDS
from copvalue_tui.editor.session import follow as following
from copvalue_tui.editor.session.follow import FRESH_FOR, landing
from copvalue_tui.editor.session.guard import PATIENCE, Guard
from copvalue_tui.editor.session.open import Startup, first_state
from copvalue_tui.editor.session.startup_checks import greet
from copvalue_tui.files.session.watch import WatchError, first_sight, look_again
from copvalue_tui.files.storage import file as disk
from copvalue_tui.files.storage import lock
from copvalue_tui.files.storage.encoding import Source
from copvalue_tui.files.storage.file import OpenFile
from copvalue_tui.files.storage.lock import Lock, LockHeld
from copvalue_tui.files.storage.open import Identity
from copvalue_tui.matrix.diff.changes import changes
from copvalue_tui.matrix.diff.words import outline
from copvalue_tui.matrix.values import Place
from tests.editor.stories import ONE_VALUE, ScriptedHost, draw, opened, parse, tell

MATRIX = """
Staff | Help; > Access; Fun | Growth
Bank | Trust |
--
City | Water; Light |
"""


def followed(drawing=MATRIX):
    """A session that follows what is drawn."""
    state = parse(drawing)
    file = OpenFile(Path("plan.toml"), Source("x"), Identity(1, 2, 3, 4), "f" * 64)
    return following.followed(replace(state, file=file))


def lands(state, drawing, now=100.0):
    """The session after a save of what is drawn, told at 14:02."""
    matrix = parse(drawing).matrix
    return following.landed(state, landing(state.matrix, state.file, matrix), "14:02", now)


def fresh(state):
    """The texts of the values that are marked."""
    cells = [(place, state.matrix.rows[place.row].cell(place.horizon)) for place in state.fresh]
    return sorted(cell[place.slot].text for place, cell in cells)


@pytest.mark.parametrize(
    ("drawing", "told", "marked"),
    [
        ("Staff | Help; Access; Fun; Tea; Cake | Growth", "2 added in “Staff”", ["Cake", "Tea"]),
        ("Staff | Help; Access; Good fun | Growth", "1 reworded in “Staff”", ["Good fun"]),
        ("Staff | Help; Access | Growth; Fun", "1 moved in “Staff”", ["Fun"]),
        ("Staff | Help; Fun | Growth", "1 removed in “Staff”", []),
        ("Staff | Fun; Help; Access | Growth", "another order in “Staff”", []),
        ("Crew | Help; Access; Fun | Growth", "row “Staff” is now “Crew”", []),
        (
            "Staff | Help; Access | Growth; Fun; Tea",
            "1 added, 1 moved in “Staff”",
            ["Fun", "Tea"],
        ),
    ],
)
def test_a_save_is_told_in_words_and_marked_where_it_is_new(drawing, told, marked):
    rest = "\nBank | Trust |\n--\nCity | Water; Light |"
    state = lands(followed(), drawing + rest)
    assert state.message == f"14:02 · {told}"
    assert fresh(state) == marked
    assert not state.unsaved


def test_rows_that_come_and_go_are_told_without_counting_their_values_twice():
    state = lands(followed(), "Staff | Help; Access; Fun | Growth\n--\nCity | Water; Light |")
    assert state.message == "14:02 · row “Bank” removed"
    state = lands(
        state, "Staff | Help; Access; Fun | Growth\n--\nCity | Water; Light |\nPort | A; B |"
    )
    assert state.message == "14:02 · row “Port” added"
    assert fresh(state) == ["A", "B"]
    state = lands(state, "Staff | Help |\n--\nCity | Water; Rain |\nPort | B; C |")
    assert state.message == "14:02 · 1 added, 1 reworded, 4 removed in 3 rows"


@pytest.mark.parametrize(
    ("save", "drawn"),
    [
        ("Staff | Tea; Help; Access; Fun | Growth", "Staff | Tea; Help; > Access; Fun | Growth"),
        ("Staff | Help | Growth; Access; Fun", "Staff | Help | Growth; > Access; Fun"),
        ("Staff | Help; Quick access; Fun |", "Staff | Help; > Quick access; Fun |"),
        ("Staff | Help; Fun | Growth", "Staff | Help; > Fun | Growth"),
        ("New | Tea |\nStaff | Help; Access |", "New | Tea |\nStaff | Help; > Access |"),
        ("Port | Ships |", "Port | > Ships |"),
        ("Staff | | Growth", "Staff | > | Growth"),
    ],
)
def test_the_cursor_stays_on_its_value_or_near_it(save, drawn):
    state = lands(followed("Staff | Help; > Access; Fun | Growth"), save)
    assert draw(state) == drawn


def test_each_mark_stays_for_its_own_minute_and_with_its_value():
    state = lands(followed("A | > 1 |"), "A | 1; 2 |", now=100)
    state = lands(state, "A | 0; 1; 2 |", now=130)
    assert fresh(state) == ["0", "2"]
    assert following.faded(state, 159) is state
    state = following.faded(state, 100 + FRESH_FOR)
    assert fresh(state) == ["0"]
    state = following.faded(state, 130 + FRESH_FOR)
    assert fresh(state) == []
    assert state.message == "14:02 · 1 added in “A”", "what was told stays to be read"


def test_a_value_that_goes_takes_its_mark_along():
    state = lands(lands(followed("A | > 1 |"), "A | 1; 2 |"), "A | 1 |")
    assert state.fresh == {}


def test_a_save_that_changes_no_value_says_so_and_marks_nothing():
    state = lands(followed(), MATRIX)
    assert state.message == "14:02 · saved; no values changed"
    assert state.fresh == {}


def test_trouble_is_told_with_its_time_and_the_last_good_version_stays():
    before = followed()
    state = following.troubled(before, WatchError(False, "The file is broken, line 7: x."), "14:05")
    assert draw(state) == draw(before)
    assert state.warning
    assert "line 7" in state.message
    assert state.following.trouble == "unreadable since 14:05"
    state = following.troubled(state, WatchError(False, "The file is broken, line 8: x."), "14:06")
    assert state.following.trouble == "unreadable since 14:05", "it is the same trouble all along"
    state = following.troubled(state, WatchError(True, "The file is gone."), "14:07")
    assert state.following.trouble == "gone since 14:07"
    again = following.back(state, "14:09")
    assert (again.following.trouble, again.warning) == ("", False)
    assert again.message == "14:09 · The file is back, unchanged."
    assert lands(state, "A | 1 |").message.startswith("14:02 · The file is back: ")


def test_nothing_can_be_changed_and_every_key_says_why():
    state = replace(followed(), history=tell(parse("A | > 1; 2 |"), "d").state.history)
    editing = [command for command in COMMANDS if command.edits and "grid" in command.panes]
    assert len(editing) > 15
    for command in editing:
        assert command.why_not(state).startswith("This screen only follows the file. ")
    story = tell(state, "a e d x H m A w enter delete")
    assert story.state.matrix is state.matrix
    assert story.message.startswith("This screen only follows the file. ")
    assert tell(state, "q").state.closed


def test_looking_about_works_as_ever():
    state = tell(followed(), "G y z / n ?", "light").state
    assert state.cursor == Place(2, 0, 1)
    assert [value.text for value in state.clipboard] == ["Fun"]
    assert state.one_cell


def test_a_screen_that_follows_takes_no_lock_and_keeps_no_record(file, tmp_path):
    before = following.followed(opened(file))
    file.write_text(ONE_VALUE.replace('"1"', '"1", "2"'), encoding="utf-8")
    sight = look_again(first_sight(before.file, before.matrix))
    after = following.landed(before, landing(before.matrix, sight.file, sight.matrix), "14:02", 1.0)
    assert draw(after) == "A | > 1; 2 |"
    guard = Guard()
    assert guard.changed(before, after) == ""
    guard.close("quit")
    assert not (tmp_path / ".a.toml.lock").exists()
    assert not list(tmp_path.rglob("*.jsonl"))


def test_an_opening_that_follows_is_read_only_and_hides_the_suggestions(file):
    loaded = disk.load(file)
    state, _ = first_state(Startup(loaded, parse("A | > 1 |").matrix, follow=True), COMMANDS, ())
    assert state.following is not None
    assert state.read_only
    assert not state.panel.shown
    assert state.message == "Following “a.toml”: each save appears here."
    missing = disk.new_file(file.with_name("none.toml"))
    state, _ = first_state(Startup(missing, follow=True), COMMANDS, ())
    assert state.message == "There is no file “none.toml” yet; it appears here once it is saved."
    state = following.landed(state, landing(state.matrix, loaded, state.matrix), "14:02", 1.0)
    assert "14:02 · The file is here, with " in state.message
    assert state.fresh == {}, "where all is new, no mark says anything"


# The lock


def test_of_three_answers_following_makes_this_a_screen_that_follows(file):
    other = lock.take(file)
    assert isinstance(other, Lock)
    host = ScriptedHost(["Follow it"])
    state = asyncio.run(greet(opened(file), host, Guard()))
    assert state.following is not None
    assert host.shown[:3] == [
        "Open it read-only",
        "Edit it anyway; both versions are merged",
        "Follow it: see every save as it happens",
    ]
    other.release()


def test_who_only_looks_is_told_when_the_other_one_has_left(file):
    other = lock.take(file)
    assert isinstance(other, Lock)
    state = asyncio.run(greet(opened(file), ScriptedHost(["Open it read-only"]), Guard()))
    assert " on " in state.held_by
    sight = look_again(first_sight(state.file, state.matrix))
    assert following.written_by(state, sight.writer) is state, "they are still there"
    other.release()
    sight = look_again(sight)
    told = following.written_by(state, sight.writer)
    assert told.message.endswith(
        "has closed the file. To edit it: “Edit this file” in the palette (:)."
    )
    assert following.written_by(told, "") is told, "once is enough"


def test_the_second_of_two_editors_takes_the_lock_once_the_first_has_left(file):
    other = lock.take(file)
    assert isinstance(other, Lock)
    moment = [100.0]
    guard = Guard(lambda: moment[0])
    state = asyncio.run(greet(opened(file), ScriptedHost(["Edit it anyway"]), guard))

    def action(keys):
        nonlocal state
        after = tell(state, keys).state
        told = guard.changed(state, after)
        state = after
        return told

    assert action("d") == ""
    assert isinstance(lock.holder(file), LockHeld)
    other.release()
    assert lock.holder(file) is None
    assert action("u") == ""
    assert lock.holder(file) is None, "not so soon again: a key must not wait for a disk"
    moment[0] += PATIENCE
    assert action("d") == ""
    assert lock.holder(file) is not None
    assert isinstance(lock.take(file), LockHeld)
    guard.close("quit")
    assert lock.holder(file) is None


def test_editing_is_taken_up_from_the_file_as_it_is_now(file):
    state = replace(opened(file), read_only=True, held_by="anna on vm")
    file.write_text(ONE_VALUE.replace('"1"', '"0", "1"'), encoding="utf-8")
    after = tell(state, ":", "Edit this file").state
    assert draw(after) == "A | 0; > 1 |"
    assert (after.read_only, after.held_by, after.following) == (False, "", None)
    assert tell(after, "d").drawing == "A | > 0 |"
    assert not tell(after, "u").state.history.undone, "what others did is not ours to take back"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda path: path.write_text("a = ", encoding="utf-8"), "Nothing was changed here."),
        (lambda path: path.unlink(), "The file is gone"),
        (lambda path: (path.unlink(), path.mkdir()), "a folder"),
        (lambda path: (path.unlink(), path.symlink_to(path)), "the link points to itself"),
    ],
)
def test_editing_is_not_taken_up_of_a_file_that_cannot_be_read(file, spoil, told):
    state = following.followed(opened(file))
    spoil(file)
    after = tell(state, ":", "Edit this file").state
    assert told in after.message
    assert after.following is not None
    assert after.matrix is state.matrix


def test_following_begins_by_a_word_too_but_leaves_no_work_behind(file):
    assert tell(opened(file), ":", "Follow this file").state.following is not None
    for state, keys in (("A | > 1 |", ""), (opened(file), "d ")):
        story = tell(state, f"{keys}:", None)
        titles = [option.text for option in story.host.options]
        assert "Follow this file" not in titles
        assert "Edit this file" not in titles


@pytest.mark.parametrize(("keys", "answers"), [(":", ["Name a checkpoint"]), ("T n", [])])
def test_no_moment_is_named_where_none_would_be_recorded(file, keys, answers):
    state = following.followed(opened(file))
    story = tell(state, keys, *answers, host=ScriptedHost())
    assert story.state.checkpoints == ()
    assert story.message.startswith("A screen that follows keeps no history. ")
    editing = tell(story.state, "escape" if keys != ":" else "", host=ScriptedHost()).state
    editing = tell(editing, ":", "Edit this file").state
    named = tell(editing, keys, *answers, "Lunch").state
    assert named.checkpoints == ("Lunch",)


def test_following_from_a_session_that_edits_gives_the_lock_back(file):
    guard = Guard()
    states = [opened(file), *tell(opened(file), "d w :", "Follow this file").states]
    for before, after in itertools.pairwise(states):
        guard.changed(before, after)
    assert states[-1].following is not None
    assert lock.holder(file) is None


def test_remarks_of_a_merge_are_taken_out_by_a_word_and_saved(file):
    marked = ONE_VALUE.replace('    "1"', '    # merge: deleted in ours\n    "1"')
    file.write_text(marked, encoding="utf-8")
    story = tell(opened(file), ":", "Remove the merge remarks")
    assert story.message == "Removed 1 merge remark. Saved 14:02."
    assert file.read_text(encoding="utf-8") == ONE_VALUE
    left = tell(story.state, ":", None).host.options
    assert "Remove the merge remarks" not in [option.text for option in left]
    assert tell(story.state, "d w").message == "Saved 14:02.", "the session goes on with the file"


def test_a_screen_that_something_wrote_on_is_drawn_anew():
    story = tell("A | > 1 |", "ctrl+l a ctrl+l")
    assert story.host.repainted == 2
    assert story.state.pane == "typing"


# Words of a difference


def test_facts_details_and_order_have_words():
    old = parse(MATRIX).matrix
    retitled = replace(old, title="Plan")
    assert outline(old, retitled) == "a new title"
    assert outline(old, replace(retitled, domain="x")) == "2 facts changed"
    swapped = replace(old, members=old.members[::-1])
    assert outline(old, swapped) == "rows in another order"
    tagged = replace(old, members=(replace(old.members[0], tags=("new",)), old.members[1]))
    assert outline(old, tagged) == "row “Staff” with a new description"
    value = replace(old.members[1].short_term[0], status="agreed")
    agreed = replace(old, members=(old.members[0], replace(old.members[1], short_term=(value,))))
    assert outline(old, agreed) == "1 changed in “Bank”"
    assert changes(old, agreed).fresh == {Place(1, 0)}
    parked = replace(old, parking_lot=(replace(value, text="Later"),))
    assert outline(old, parked) == "1 added in the parking lot"
    assert changes(old, parked).fresh == frozenset()
    assert outline(old, old) == ""
