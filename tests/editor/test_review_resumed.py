"""A review across sessions: it goes on at the same value after a kill, a dropped line, a quit."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.review.notes import KIND, facts_of, left_words, remembered
from copvalue_tui.editor.review.walking import tally
from copvalue_tui.editor.session.guard import Guard
from copvalue_tui.editor.session.restore_history import remembered_facts
from copvalue_tui.editor.session.startup_checks import past_of
from copvalue_tui.editor.state.review import ROUTES
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.journal.recovery import unfinished
from copvalue_tui.files.journal.replay import MOST_LABEL
from copvalue_tui.files.journal.sessions import Session, sessions
from copvalue_tui.matrix.values import Action
from tests.editor.stories import TODAY, ScriptedHost, Story, opened, parse, tell
from tests.laws import examples

FILE = """
format = 1
[[members]]
name = "Staff"
short_term = ["1", "2", { text = "3", status = "at-risk" }]
long_term = [{ text = "4", status = "at-risk" }, "5"]
"""
ATTENDANCE = ("Present", "Core group", "Facilitator", "Facilitator", "Record")


@pytest.fixture
def matrix(file: Path) -> Path:
    """A file of five values, two of them at risk."""
    file.write_text(FILE, encoding="utf-8")
    return file


class Journaled(ScriptedHost):
    """A host that tells of the sessions as the terminal does."""

    def __init__(self, guard: Guard, answers: tuple[str | None, ...]) -> None:
        super().__init__(answers=list(answers))
        self.guard = guard

    async def sessions(self, path: Path | None) -> tuple[Session, ...]:
        before = sessions(path) if path is not None else ()
        return (*before, self.guard.recorder.session())


def reviewed(start: State, keys: str, *answers: str | None, why: str = "hangup") -> Story:
    """The story of the keys, told to a journal; the session then ends as `why` says."""
    guard = Guard()
    host = Journaled(guard, answers)
    runner = Runner(start, host.keymap, host, lambda one, other: told(guard, one, other))
    for key in keys.split():
        talk = runner.press(key)
        if talk is not None:
            asyncio.run(_awaited(talk))
    assert not host.answers
    guard.end(why)
    guard.close(why)
    return Story(runner.state, host, [])


def told(guard: Guard, before: State, after: State) -> None:
    assert guard.changed(before, after) == ""


async def _awaited(talk: object) -> None:
    await talk  # type: ignore[misc]  # a coroutine, as `Talk` says


def here(story: Story) -> str:
    assert story.state.value is not None
    return story.state.value.text


def saved(story: Story) -> State:
    """The session of the file once it has what the story did."""
    return asyncio.run(_saved(story))


async def _saved(story: Story) -> State:
    assert story.state.file is not None
    await story.host.save(story.state.file, story.state.matrix)
    return opened(story.state.file.path)


@pytest.mark.parametrize("why", ["hangup", "term", "quit", "crash"])
def test_the_next_session_goes_on_at_the_same_value_with_the_same_choice(matrix, why):
    first = reviewed(opened(matrix), "r a j x", "All", why=why)
    assert here(first) == "4"
    again = reviewed(saved(first), "r z")
    assert here(again) == "5"
    assert again.state.review is not None
    assert again.state.review.route.kind == "all"
    assert tally(again.state) == (("agreed", 1), ("at-risk", 1), ("realized", 1))
    assert again.state.review.walk.left == 2


def test_the_record_tells_what_all_sessions_of_the_review_decided(matrix):
    first = reviewed(opened(matrix), "r a", "All")
    second = reviewed(saved(first), "r o escape", *ATTENDANCE)
    (record,) = second.state.matrix.reviews
    assert record.decisions == (
        "Staff · short term · 1: proposed → agreed",
        "Staff · short term · 2: proposed → on-track",
    )
    third = reviewed(saved(second), "r x z escape")
    (record,) = third.state.matrix.reviews
    assert len(record.decisions) == 3, "the record of the day grows; nobody is asked again"
    assert (record.present, record.facilitator) == (("Core group",), "Facilitator")


def test_walking_alone_is_remembered_and_leaves_neither_lock_nor_work_to_recover(matrix):
    story = reviewed(opened(matrix), "r j", "At risk")
    assert here(story) == "4"
    assert not list(matrix.parent.glob("*lock*"))
    assert unfinished(matrix) == ()
    again = reviewed(opened(matrix), "r")
    assert here(again) == "4"
    assert again.message.startswith("Continuing at 2 of 2.")
    assert again.state.review.route.kind == "at-risk"


def test_a_value_that_stays_as_it_was_is_remembered_as_decided_and_is_no_unsaved_work(matrix):
    story = reviewed(opened(matrix), "r x", "At risk")
    assert unfinished(matrix) == ()
    assert not story.state.unsaved
    again = reviewed(opened(matrix), "r")
    assert (here(again), tally(again.state)) == ("4", (("at-risk", 1),))


def test_at_risk_values_stay_visited_though_they_are_at_risk_no_more(matrix):
    first = reviewed(opened(matrix), "r o", "At risk")
    again = reviewed(saved(first), "r")
    assert again.state.review.walk.progress == "2 of 2"
    assert tally(again.state) == (("on-track", 1),)
    assert here(reviewed(again.state, "k")) == "3"


def test_values_that_were_moved_and_reworded_meanwhile_are_still_those(matrix):
    first = reviewed(opened(matrix), "r j j escape", "All")
    assert here(first) == "3"
    text = FILE.replace('"1", "2"', '"New one"').replace('"5"]', '"5", "1", "2"]')
    matrix.write_text(text, encoding="utf-8")
    assert here(reviewed(opened(matrix), "r")) == "3"


def test_a_value_that_is_gone_meanwhile_is_gone_on_from(matrix):
    first = reviewed(opened(matrix), "r a j", "All")
    assert here(first) == "3"
    saved(first)
    text = FILE.replace(', { text = "3", status = "at-risk" }', "")
    matrix.write_text(text, encoding="utf-8")
    assert here(reviewed(opened(matrix), "r")) == "4"


def test_another_file_in_its_place_is_asked_about_anew(matrix):
    reviewed(opened(matrix), "r j j escape", "All")
    text = 'format = 1\n[[members]]\nname = "B"\nshort_term = ["x"]\n'
    matrix.write_text(text, encoding="utf-8")
    assert here(reviewed(opened(matrix), "r", "All")) == "x"


def test_a_file_open_read_only_leaves_no_trace(matrix, tmp_path):
    reviewed(replace(opened(matrix), read_only=True), "r j j escape", "All")
    assert not list(tmp_path.rglob("*.jsonl"))


def test_what_is_noted_at_a_key_is_small(matrix):
    lines = ["\n".join(['[[members]]', f'name = "R{n}"',
                        f'short_term = {[f"value {n} {m}" for m in range(40)]}'])
             for n in range(25)]  # fmt: skip
    matrix.write_text("format = 1\n" + "\n".join(lines), encoding="utf-8")
    story = reviewed(opened(matrix), "r j a", "All")
    assert len(story.state.review.walk.visits) == 1000
    assert sum(map(len, facts_of(story.state.review).values())) < 800
    assert here(reviewed(saved(story), "r")) == "value 0 2"


def test_verdicts_on_thousands_of_values_are_remembered_one_by_one():
    cell = "; ".join(f"value {n}" for n in range(4_500))
    start = tell(f"A | {cell} |", "r", "All").state
    walk = start.review.walk
    said = {0, 1_999, 2_000, 4_001, 4_499}
    visits = tuple(replace(one, decided=at in said) for at, one in enumerate(walk.visits))
    review = replace(start.review, walk=replace(walk, visits=visits, at=4_100))
    facts = facts_of(review)
    assert all(len(fact) <= MOST_LABEL for fact in facts.values())
    found = remembered(facts, start.matrix, ())
    assert found is not None
    assert found.walk == review.walk


@pytest.mark.parametrize("why", ["hangup", "killed", "quit"])
def test_what_was_confirmed_and_why_and_what_is_to_be_done_is_kept_and_recorded_later(matrix, why):
    answers = ("All", "still true", "Ask", "Core", "2027-01-15", "Present", "Ana", "Later")
    first = reviewed(opened(matrix), "r c y > c escape", *answers, why=why)
    assert first.state.matrix.reviews == ()
    later = reviewed(opened(matrix), ":", "Record the review", "Record")
    (record,) = later.state.matrix.reviews
    assert record.confirmed == (
        "Staff · short term · 1: proposed (still true)",
        "Staff · short term · 2: proposed",
    )
    assert record.actions == (
        Action("Ask", "Core", date(2027, 1, 15), about="Staff · short term · 2"),
    )
    assert record.present == ("Ana",)
    nothing = reviewed(saved(later), ":", "Record the review")
    assert nothing.message == "Everything is recorded; r to start a review."


JUNK = st.one_of(
    st.text(max_size=20), st.integers().map(str), st.sampled_from(["", "nan", "1e999"])
)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                *("began", "day", "route", "typed", "row", "words", "on", "at", "of"),
                *("decided0", "base", "record", "home", "horizon", "text", "reason0"),
                *("what0", "who0", "by0", "facilitator", "present", "note"),
            ]
        ),
        st.one_of(JUNK, st.sampled_from([*ROUTES, "2026-11-23", "ff", "0", "-1", "9" * 5000])),
    )
)
@settings(max_examples=examples(30, 600), deadline=None)
def test_whatever_stands_in_the_notes_nothing_is_raised(changes):
    state = tell("A | > 1; 2 | 3", "r a", "All").state
    assert state.review is not None
    facts = {**facts_of(state.review), **changes}
    found = remembered(facts, state.matrix, ())
    assert found is None or found.walk.place is not None
    assert remembered(changes, parse("A | > |").matrix, ()) is None


def test_notes_without_sense_begin_anew(matrix):
    guard = Guard()
    state = opened(matrix)
    guard.changed(state, tell(state, "z").state)
    guard.recorder.note(KIND, began="yesterday", at="\x1b[2J", decided="zz", day=str(TODAY))
    guard.close("crash")
    assert remembered_facts(matrix)[KIND]["began"] == "yesterday"
    assert here(reviewed(opened(matrix), "r", "All")) == "1"


def test_the_next_session_is_told_of_a_review_that_was_left(matrix):
    def greeted(days: int = 0) -> str:
        state = replace(opened(matrix), today=TODAY + timedelta(days)).with_message("")
        return past_of(state)(state).message

    assert greeted() == ""
    reviewed(opened(matrix), "r j escape", "All", why="quit")
    assert greeted() == "", "nothing was decided"
    reviewed(opened(matrix), "r c c", why="killed")
    assert greeted() == "A review was left at 4 of 5; r to continue it."
    assert greeted(15) == ""
    reviewed(opened(matrix), "r c c k k k k c escape", "Later", why="quit")
    assert greeted() == "The last review is not recorded yet; r to finish it."
    recorded = reviewed(opened(matrix), "r escape", "Record", why="quit")
    saved(recorded)
    assert greeted() == ""


@settings(max_examples=examples(30, 500))
@given(st.dictionaries(st.sampled_from(("at", "of", "day", "decided0", "record")), st.text()))
def test_notes_that_make_no_sense_are_not_told_of(facts):
    told = left_words({"at": "0", "of": "3", "day": "2026-11-23"} | facts, TODAY)
    assert told == "" or told.startswith(("A review was left at", "The last review is not"))
