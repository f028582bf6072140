"""The timeline: looking back changes nothing, going back is one step, and so is one cell of it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.pages.page import HelpPage
from copvalue_tui.editor.session.guard import Guard
from copvalue_tui.editor.session.recorder import Recorder
from copvalue_tui.editor.session.restore_history import remembered_facts
from copvalue_tui.editor.state.state import State
from copvalue_tui.editor.state.timeline import Timeline
from copvalue_tui.editor.timeline.build import GONE, timeline_of, when_words
from copvalue_tui.editor.timeline.difference_pages import difference_pages
from copvalue_tui.editor.timeline.past_view import as_shown, difference_words, point_at, title_of
from copvalue_tui.files.journal.model import Moment
from copvalue_tui.files.journal.sessions import Session, sessions
from copvalue_tui.files.storage.lock_owner import LockOwner
from copvalue_tui.matrix import cursor
from copvalue_tui.matrix.values import Matrix, Place, Value
from tests.editor.stories import ScriptedHost, Story, draw, opened, parse, play, tell
from tests.laws import examples

STAFF = """
Staff | > a; b | c
--
Town  | d      |
"""
BEFORE = "a 'one' enter enter d"
"""Keys of a small story: a value comes, and goes again."""
NOON = 1_795_262_400.0
"""12:00 on 21 November 2026, in the time zone of these tests."""


@pytest.fixture(autouse=True)
def london(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def told(state: State) -> list[str]:
    """The words of the timeline that is open, the latest first."""
    assert state.timeline is not None
    return [entry.words for entry in state.timeline.entries]


def drawn(state: State) -> str:
    """What the grid shows."""
    return draw(replace(as_shown(state), marks=frozenset()))


def session(*moments: Moment, **facts: object) -> Session:
    facts = {"started": NOON, "last_at": NOON + 600, "writer": LockOwner("ada", "vm"), **facts}
    return Session(moments, **facts)


def moment(label: str, drawing: str, minutes: int = 0, kind: str = "do") -> Moment:
    state = parse(drawing)
    return Moment(label, NOON + 60 * minutes, state.matrix, state.cursor, None, kind)


# Looking


def test_the_timeline_tells_every_deed_and_begins_at_the_present():
    story = tell(STAFF, f"{BEFORE} T")
    assert told(story.state) == ["Now", "Deleted “one”", "Added “one”", "Opened"]
    assert drawn(story.state) == draw(tell(STAFF, BEFORE).state)
    assert story.message.startswith("Down for earlier moments;")


def test_looking_back_shows_what_was_and_changes_nothing():
    before = tell(STAFF, BEFORE).state
    story = tell(STAFF, f"{BEFORE} T j j")
    assert drawn(story.state) == "Staff | a; > one; b | c\n--\nTown | d |"
    assert draw(story.state) == draw(before), "the matrix that is worked on is as it was"
    assert story.state.history == before.history
    assert draw(tell(story.state, "j").state) == draw(before)
    for key in ("escape", "T", "q"):
        after = tell(story.state, key).state
        assert (after.mode, after.scene) == (before.mode, before.scene)


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ("j down", 2), ("j k", 0), ("k", 0), ("G", 3), ("end", 3), ("G home", 0), ("G g", 0),
        ("pagedown", 3), ("pagedown pageup", 0), ("G j", 3), ("j up", 0),
    ],
)  # fmt: skip
def test_keys_choose_the_moment_and_stop_at_both_ends(keys, chosen):
    state = tell(STAFF, f"{BEFORE} T {keys}").state
    assert state.timeline is not None
    assert state.timeline.chosen == chosen


def test_the_cell_that_is_looked_at_follows_the_deeds_until_one_is_chosen():
    state = tell(STAFF, f"{BEFORE} l d T").state
    assert state.shown.cursor == Place(0, 1)
    assert tell(state, "j j").state.shown.cursor == Place(0, 0, 1)
    assert tell(state, "j j l l").state.shown.cursor.cell == Place(1, 0)
    assert tell(state, "j j l l j").state.shown.cursor.cell == Place(1, 0)
    assert tell(state, "j j h h h h").state.shown.cursor.cell == Place(0, 0)


def test_a_cell_that_is_looked_at_is_found_again_where_its_row_stood():
    # The row is moved up, then its moment before is looked at again.
    state = tell(
        "A | a |\nB | > b |",
        "< T right left j j",
    ).state
    assert state.timeline is not None
    assert state.timeline.entry.words == "Opened"
    row = state.shown.matrix.rows[state.shown.cursor.row]
    assert row.name == "B"


def test_tab_goes_from_difference_to_difference():
    state = tell(STAFF, "d tab d T G").state
    assert difference_words(state, "■").startswith("2 cells differ (■).")
    seen_cells = [tell(state, "tab " * count).state.shown.cursor.cell for count in (1, 2, 3)]
    assert len(set(seen_cells)) == 2
    assert seen_cells[0] == seen_cells[2]
    back = tell(state, "shift+tab").state.shown.cursor.cell
    assert back in seen_cells
    same = tell(STAFF, "T tab").state
    assert same.shown.cursor.cell == Place(0, 1), "where nothing differs it goes cell by cell"


def test_what_is_no_more_is_marked_and_counted():
    state = tell(STAFF, "d T j j").state
    assert as_shown(state).marks == {Place(0, 0, 0)}
    assert as_shown(state).read_only, "the past invites nobody to add to it"
    assert state.marks == frozenset()
    assert difference_words(state, "■") == "1 cell differs (■). Here: 1 removed since."
    assert difference_words(tell(state, "l").state, "■").endswith("Tab for the next.")
    assert difference_words(tell(state, "k").state, "■") == "Identical to the present."
    assert difference_words(tell(state, "g").state, "■") == ""
    reordered = tell(STAFF, "J T G").state
    assert difference_words(reordered, "■").endswith("Here: in another order.")


def test_facts_that_differ_are_named():
    parked = tell("A | > a; b |", "B", "Send").state
    past = tell(parked, "T G").state
    assert "the parking lot differs" in difference_words(past, "■")
    pages = difference_pages(past.shown.matrix, parked.matrix)
    assert pages[0].lines == (("≠", "parking lot: 0 then, 1 now"),)


def test_rows_and_facts_that_differ_are_counted_too():
    state = tell("A | > a |\nB | b |\nC | c |", "D T G").state
    words = difference_words(state, "■")
    assert words.startswith("1 cell differs (■), 1 row is gone.")
    assert words.endswith("This row no longer exists.")
    state = tell("A | > a |\nB | |", "> T G").state
    assert difference_words(state, "■") == "The rows are in another order."


def test_the_title_says_which_moment_is_shown():
    opened_at = session(moment("Added “x”", "A | > x |"), open=True)
    state = tell("A | > y |", "T", host=ScriptedHost(told=(opened_at,))).state
    assert state.timeline is not None
    assert title_of(state.timeline) == ""
    title = title_of(state.timeline.choosing(1))
    assert title.removesuffix(" 2026") == "As it was at 12:00 on 21 November"
    unknown = tell(STAFF, f"{BEFORE} T j").state
    assert unknown.timeline is not None
    assert title_of(unknown.timeline) == "As it was then"


def test_a_click_looks_at_a_cell_and_moves_no_cursor():
    state = tell(STAFF, "d T j").state
    after = point_at(state, Place(1, 0, 5))
    assert after.shown.cursor == Place(1, 0, 0)
    assert after.cursor == state.cursor
    plain = parse(STAFF)
    assert point_at(plain, Place(9, 0, 5)).cursor == Place(1, 0, 0)


def test_what_is_pasted_over_the_past_is_offered_to_the_present():
    host = ScriptedHost([None, "enter"])
    state = tell(STAFF, "d T j").state
    runner = Runner(state, host.keymap, host, lambda before, after: None)
    asyncio.run(runner.paste("words"))
    assert (runner.state.matrix, runner.state.pane) == (state.matrix, "timeline")
    asyncio.run(runner.paste("words"))
    assert (runner.state.value, runner.state.pane) == (Value("words"), "grid")


def test_other_keys_do_nothing_there():
    state = tell(STAFF, "d T j").state
    for name in ("a", "x", "1", "w", "u", "S", "p", "m"):
        after = tell(state, name).state
        assert after.matrix == state.matrix
        assert after.pane == "timeline"


IN_IT = [
    *("up", "down", "pageup", "pagedown", "home", "end", "j", "k", "g", "G", "h", "l"),
    *("tab", "shift+tab", "left", "right", "a", "u", "1", "Z", "d", "n"),
]


@settings(max_examples=examples(30, 600), deadline=None)
@given(
    st.lists(st.sampled_from(["d", "j", "l", "u", "U", "J", "L", "D", ">"]), max_size=12),
    st.lists(st.sampled_from(IN_IT), max_size=30),
    st.sampled_from(["enter", "c", "escape"]),
)
def test_whatever_is_looked_at_only_going_back_changes_anything(actions, keys, last):
    before = tell("A | > a; b | c\nB | | d\n--\nC | e; f; g |\nD | |", " ".join(actions)).state
    host = ScriptedHost()
    runner = Runner(before, host.keymap, host, lambda before, after: None)
    asyncio.run(waited(runner.press("T")))
    for name in keys:
        talk = runner.press(name)
        if talk is not None:
            host.answers[:] = [None] if name == "n" else []
            asyncio.run(waited(talk))
        state = runner.state
        assert state.scene == before.scene
        assert state.history is before.history
        assert as_shown(state).cursor == cursor.clamp(as_shown(state).matrix, state.shown.cursor)
        assert difference_words(state, "■") or entries_of(state).at_present
    talk = runner.press(last)
    if talk is not None:
        asyncio.run(waited(talk))
    if runner.state.matrix != before.matrix:
        assert draw(tell(runner.state, "u").state) == draw(before)


# Going back


def test_going_back_is_one_step_and_undo_takes_it_back():
    story = tell(STAFF, f"{BEFORE} T j j enter")
    assert story.drawing == "Staff | a; > one; b | c\n--\nTown | d |"
    assert story.state.pane == "grid"
    assert story.message.startswith("Went back to an earlier moment. u to undo.")
    assert len(story.state.history.done) == 3
    assert draw(tell(story.state, "u").state) == play(STAFF, BEFORE)
    assert draw(tell(story.state, "u U").state) == story.drawing


def test_a_cell_is_restored_at_once_for_one_value_and_asked_about_for_several():
    one = tell("A | > a; b |", "d T G c")
    assert (one.drawing, one.host.asked) == ("A | > a; b |", [])
    several = tell("A | > a; b |", "d d T G c")
    (asked,) = several.host.asked
    assert asked.startswith("Restore A, short term as it was at ")
    assert several.drawing == "A | > a; b |"
    assert several.state.lasting.startswith("Restored A, short term")
    kept = tell("A | > a; b |", "d d T G c", "no")
    assert kept.message == "Nothing was restored."
    assert kept.state.matrix.members[0].short_term == ()


def test_one_cell_is_restored_and_all_others_stay():
    story = tell(STAFF, "d l d T G h c")
    assert story.drawing == "Staff | > a; b |\n--\nTown | d |"
    assert story.message.startswith("Restored Staff, short term, from ")
    assert draw(tell(story.state, "u").state) == play(STAFF, "d l d")


def test_there_is_nothing_to_go_back_to_in_the_present_or_where_it_is_the_same():
    here = tell(STAFF, "d T enter")
    assert here.message == "This is the present; Down for earlier moments."
    assert tell(STAFF, "d T c").message == here.message
    assert tell(STAFF, "d T d").message == here.message
    same = tell(STAFF, "d T j enter")
    assert same.message == "Identical to the present; nothing to go back to."
    assert same.state.pane == "timeline"
    cell = tell(STAFF, "d T G l c")
    assert cell.message == "This cell has not changed; nothing to restore."


def test_a_cell_whose_row_is_gone_is_told_and_the_whole_moment_can_come_back():
    story = tell("A | > a |\nB | b |\nC | c |", "D T G c")
    assert story.message.startswith("The row “A” no longer exists.")
    assert story.state.pane == "timeline"
    assert tell(story.state, "enter").drawing == "A | > a |\nB | b |\nC | c |"


def test_a_cell_comes_back_to_its_row_though_that_was_renamed_and_moved():
    story = tell("A | > a; b; c |\nB | x |", "d R > T G c", "New name")
    assert story.drawing == "B | x |\nNew name | > a; b; c |"


def test_read_only_files_can_be_looked_at_and_not_changed():
    state = replace(tell(STAFF, "d").state, read_only=True)
    for keys in ("T G enter", "T G h c"):
        story = tell(state, keys)
        assert "read-only" in story.message
        assert story.drawing == draw(state)
    assert drawn(tell(state, "T G").state) == draw(parse(STAFF))


def test_what_changed_since_is_told_in_words():
    story = tell("A | > a; b |\nB | |", "d O 'new' enter enter R T G d", "Other")
    assert "A · short term" in story.host.shown
    assert "Rows" in story.host.shown
    assert tell(story.state, "k k k d").host.shown


# Names


def test_the_present_gets_a_name_and_is_found_under_it():
    story = tell(STAFF, "d T n", "Before lunch")
    assert told(story.state)[:2] == ["Now", "Before lunch"]
    assert story.state.checkpoints == ("Before lunch",)
    assert story.message == "Named this moment “Before lunch”; T to find it again."
    later = tell(STAFF, "d T j n")
    assert later.message == "Only the present can be named; Enter to go back to this moment first."
    assert tell(STAFF, "d T n", None).state.checkpoints == ()


def test_a_checkpoint_is_named_from_the_palette_too():
    story = tell(STAFF, ":", "Name a checkpoint", "  Workshop 1 ")
    assert story.state.checkpoints == ("  Workshop 1",)
    assert story.state.matrix == parse(STAFF).matrix
    long = tell(STAFF, ":", "Name a checkpoint", "x" * 10_000)
    assert long.state.checkpoints == ("x" * 100,)


def test_a_deed_is_found_by_its_words():
    state = tell("A | > one; two; three |", "d d d T").state
    found = tell(state, "/", "TWO").state
    assert found.timeline is not None
    assert found.timeline.entry.words == "Deleted “two”"
    again = tell(found, "/", "").state
    assert again.timeline is not None
    assert again.timeline.entry.words == "Deleted “two”", "around, to the only one"
    nowhere = tell(state, "/", "penguin")
    assert nowhere.message == "No moment mentions “penguin”; / to search again."
    assert tell(state, "/", None).state.timeline == state.timeline


# What journals tell


def watched(start: State, guard: Guard, keys: str, *answers: str | None) -> Story:
    """The story of the keys, the journal told of everything and the timeline of the journal."""
    host = Journaled(guard)
    host.answers += answers
    state = start
    states: list[State] = []

    def change(before: State, after: State) -> None:
        guard.changed(before, after)
        states.append(after)

    runner = Runner(state, host.keymap, host, change)
    for name in keys.split():
        for key in name[1:] if name.startswith("'") else (name,):
            talk = runner.press(key)
            if talk is not None:
                asyncio.run(waited(talk))
    assert not host.answers
    return Story(runner.state, host, states)


async def waited(talk: object) -> None:
    await talk  # type: ignore[misc]  # a coroutine, as `Talk` says


class Journaled(ScriptedHost):
    """A host that tells of the sessions as the terminal does."""

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.guard = guard

    async def sessions(self, path: Path | None) -> tuple[Session, ...]:
        before = sessions(path) if path is not None else ()
        return (*before, self.guard.recorder.session())


def entries_of(state: State) -> Timeline:
    assert state.timeline is not None
    return state.timeline


def test_sessions_before_are_told_with_their_checkpoints_each_under_its_heading(file):
    first = Guard()
    watched(opened(file), first, "a 'two enter enter w T n escape q", "Before lunch")
    first.close("quit")
    second = Guard()
    story = watched(opened(file), second, "d u U T")
    timeline = entries_of(story.state)
    assert told(story.state) == [
        *("Now", "Redone: deleted “1”", "Undone: deleted “1”", "Deleted “1”", "Opened"),
        *("Before lunch", "Added “two”", "Opened"),
    ]
    assert [entry.sitting for entry in timeline.entries] == [0, 0, 0, 0, 0, 1, 1, 1]
    assert timeline.sittings[0].heading.startswith("This session, since ")
    assert timeline.sittings[1].note == ""
    assert all(entry.clock for entry in timeline.entries[1:])
    back = watched(story.state, second, "G enter")
    assert back.drawing == "A | > 1 |"
    assert "Went back to " in back.message
    assert watched(back.state, second, "u").drawing == "A | > two |"
    second.close("quit")


def test_a_checkpoint_survives_a_session_that_did_nothing_else(file):
    guard = Guard()
    watched(opened(file), guard, "T n escape q", "As we began")
    guard.close("quit")
    state = watched(opened(file), Guard(), "T").state
    assert told(state) == ["Now", "As we began", "Opened"]
    assert entries_of(state).entries[1].kind == "checkpoint"


def test_a_session_that_was_killed_says_why_and_looking_records_nothing(file, tmp_path):
    guard = Guard()
    watched(opened(file), guard, "d")
    guard.end("hangup")
    guard.close("hangup")
    journals = len(list(tmp_path.rglob("*.jsonl")))
    state = watched(opened(file), Guard(), "T j j j l h tab G escape").state
    assert not state.history.done
    assert len(list(tmp_path.rglob("*.jsonl"))) == journals
    (sitting,) = entries_of(watched(opened(file), Guard(), "T").state).sittings[1:]
    assert sitting.note == "Connection lost"


def test_another_name_keeps_the_timeline_and_another_file_has_its_own(file, tmp_path):
    guard = Guard()
    story = watched(opened(file), guard, "d W T", str(tmp_path / "b.toml"))
    assert told(story.state) == ["Now", "Deleted “1”", "Opened"]
    story = watched(story.state, guard, "escape F T", "Another file", str(file))
    assert told(story.state)[0] == "Now"
    assert entries_of(story.state).entries[1].sitting == 1, "of the session before"
    guard.close("quit")


def test_without_a_name_there_is_this_session_only():
    guard = Guard()
    story = watched(parse("A | > a |"), guard, "d T")
    assert told(story.state) == ["Now", "Deleted “a”", "Opened"]
    guard.close("discard")


def test_only_so_much_of_a_long_session_is_kept_and_that_is_said(monkeypatch, file):
    monkeypatch.setattr("copvalue_tui.editor.session.recorder.KEPT_MOMENTS", 3)
    guard = Guard()
    state = watched(opened(file), guard, "d u U u U T G").state
    timeline = entries_of(state)
    assert len(timeline.entries) == 5
    assert timeline.sittings[0].older == GONE
    assert timeline.entry.words == "As far back as recorded"
    guard.close("discard")


def test_headings_say_when_who_and_why():
    lone = moment("Opened", "A | > |", kind="open")
    past = session(lone, moment("Added “x”", "A | > x |", 5), why="term")
    night = session(lone, started=NOON + 42_000, last_at=NOON + 50_000, why="quit", gone=True)
    timeless = session(replace(lone, at=0.0), started=0.0, last_at=0.0)
    mine = session(open=True, writer=LockOwner("bea", "vm"), started=NOON + 90_000)
    timeline = timeline_of(parse("A | > |"), (timeless, past, night, mine), NOON + 90_000)
    headings = [sitting.heading for sitting in timeline.sittings]
    assert headings == [
        "This session, since 13:00",
        "21 November 23:40 – 22 November 01:53",
        "21 November, 12:00–12:10",
        "A session at an unknown time",
    ]
    assert timeline.sittings[2].note == "Ada on vm, terminated"
    assert timeline.sittings[1].older == GONE
    assert when_words(NOON, NOON) == "12:00 on 21 November"
    assert when_words(NOON, NOON + 4e7) == "12:00 on 21 November 2026"
    assert when_words(0.0, NOON) == ""


def test_a_moment_whose_matrix_has_no_rows_can_be_looked_at_and_gone_back_to():
    empty = Moment("Opened", NOON, Matrix(title="T"), Place(7, 1, 9), None, "open")
    host = ScriptedHost(told=(session(empty, open=True),))
    state = tell("A | > x |", "T j l tab h", host=host).state
    assert [row.name for row in state.shown.matrix.rows] == ["Members", "Organization"]
    assert tell(state, "enter").state.matrix.title == "T"


def test_a_hostile_label_is_kept_as_words_and_told_safely():
    label = "\x1b[31m[b]red[/b]\u202e" + "x" * 10_000
    host = ScriptedHost(told=(session(moment(label, "A | > y |"), open=True),))
    story = tell("A | > x |", "T j enter", host=host)
    assert draw(story.state) == "A | > y |"
    assert "\x1b" not in story.message


# What else is remembered


def test_facts_that_were_noted_are_remembered_after_a_kill(file):
    recorder = Recorder()
    recorder.note("early", at="start")
    state = opened(file)
    recorder.record(state, tell(state, "z").state)
    recorder.note("review", at="3", of="7")
    recorder.note("review", at="4", of="7")
    recorder.close("crash")
    assert remembered_facts(file)["review"] == {"at": "4", "of": "7"}
    assert remembered_facts(file)["early"] == {"at": "start"}
    later = Recorder()
    later.record(state, tell(state, "d").state)
    later.close("quit")
    assert remembered_facts(file)["review"] == {"at": "4", "of": "7"}, "a later session is silent"
    last = Recorder()
    last.record(state, state)
    last.note("review")
    last.close("quit")
    assert remembered_facts(file)["review"] == {}
    assert remembered_facts(file.parent / "never.toml") == {}


def test_a_row_that_went_over_to_the_organizations_is_told_as_that():
    then, now = parse("A | > 1 |").matrix, parse("--\nA | > 1 |").matrix
    (page,) = difference_pages(then, now)
    assert page == HelpPage("Rows", (("≠", "“A” is now among the organizations"),))
