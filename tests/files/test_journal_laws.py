"""Laws of recovery files: what is read back is what was recorded, or its beginning."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.files.journal import writer as journals
from copvalue_tui.files.journal.delta import (
    change_between,
    changed,
    changed_text,
    text_change,
)
from copvalue_tui.files.journal.model import (
    Draft,
    Moment,
    Origin,
    SessionLog,
    action_body,
    draft_body,
    end_body,
    saved_body,
)
from copvalue_tui.files.journal.records import body_of, framed, matrix_from, table_of
from copvalue_tui.files.journal.recovery import unfinished
from copvalue_tui.files.journal.replay import Replay, told_by
from copvalue_tui.files.journal.writer import Journal
from copvalue_tui.files.storage.encoding import Source, encode
from copvalue_tui.files.storage.lock_owner import LockOwner
from copvalue_tui.files.storage.open import sha256_of
from copvalue_tui.matrix.diff.matching import stretch
from copvalue_tui.matrix.values import Matrix, Place
from tests.files.actions import edited, some_matrix
from tests.files.journals import START, begun, own_folders
from tests.files.strategies import free_texts, matrices
from tests.laws import examples

SEEDS = st.integers(0, 2**32)


def lines(bodies: list[bytes]) -> bytes:
    """The content of a recovery file with these records."""
    mark, content = 0, b""
    for body in bodies:
        line, mark = framed(body, mark)
        content += line
    return content


def told(content: bytes) -> Replay:
    found = told_by(Path("somewhere"), content)
    assert found is not None
    return found


def some_story(rng: Random, actions: int = 6) -> tuple[SessionLog, list[bytes]]:
    """A session with edits, drafts and saves, and its records as a journal writes them."""
    start = some_matrix(rng)
    origin = Origin("s", "/w.toml", "w.toml", 1.0, LockOwner("anna", "vm", 7), "")
    story = SessionLog(origin, start, Source(""), "", saved_matrix=start)
    bodies = [story.opening(whole=True)]
    for number in range(1, actions + 1):
        chance = rng.random()
        if chance < 0.2:
            source = Source(f"# saved {number}\n" * rng.randint(1, 3), rng.choice(("\n", "\r\n")))
            sha256 = sha256_of(encode(source))
            bodies.append(saved_body(story, source, sha256, story.last, 2.0))
            story.source, story.sha256 = source, sha256
            story.saved, story.saved_matrix = story.last, story.matrix
        elif chance < 0.4:
            draft = Draft(Place(0, 1), "x" * rng.randint(1, 900), rng.random() < 0.5)
            bodies.append(draft_body(draft, story.draft))
            story.draft = draft
        matrix = edited(rng, story.matrix)
        before = Place(1, 1, 2) if rng.random() < 0.5 else None
        moment = Moment(f"Deed {number}", 3.0, matrix, Place(0, 0, number), before, session="s")
        whole = rng.random() < 0.3
        bodies.append(action_body(story.matrix, moment, story.last + 1, whole=whole))
        assert whole or b'"change":' in bodies[-1]
        story.add(moment)
    return story, bodies


@settings(max_examples=examples(26, 800), deadline=None)
@given(SEEDS)
def test_a_story_told_is_the_story_that_was_lived(seed: int) -> None:
    story, bodies = some_story(Random(seed))
    found = told(lines(bodies))
    assert list(found.story.moments) == list(story.moments)
    assert (found.story.start, found.story.matrix) == (story.start, story.matrix)
    assert (found.story.source, found.story.sha256) == (story.source, story.sha256)
    assert found.story.draft == story.draft
    assert found.saved_matrix == story.saved_matrix
    assert found.unread == ""


@settings(max_examples=examples(20, 600), deadline=None)
@given(SEEDS, st.integers(1, 8))
def test_told_in_fewer_words_it_is_the_same_story(seed: int, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("copvalue_tui.files.journal.model.MOST_ACTIONS", most)
        story, _ = some_story(Random(seed))
        found = told(lines(list(story.retold(10**6))))
    assert list(found.story.moments) == list(story.moments)
    assert len(story.moments) == min(most, 6)
    assert (found.story.start, found.story.last) == (story.start, story.last)
    assert (found.story.source, found.story.sha256) == (story.source, story.sha256)
    assert found.story.saved == story.saved
    if story.saved is not None and story.saved >= story.first:
        assert found.saved_matrix == story.saved_matrix


@settings(max_examples=examples(15, 300), deadline=None)
@given(SEEDS, st.integers(0, 3000))
def test_told_within_bounds_it_is_the_end_of_the_story(seed: int, most: int) -> None:
    story, _ = some_story(Random(seed))
    lived = list(story.moments)
    content = lines(list(story.copy().retold(most)))
    moments = list(told(content).story.moments)
    assert moments == lived[len(lived) - len(moments) :]
    assert moments
    assert told(content).story.last == story.last


@settings(max_examples=examples(15, 400), deadline=None)
@given(SEEDS, st.data())
def test_cut_anywhere_it_is_the_beginning_of_the_story(seed: int, data: st.DataObject) -> None:
    story, bodies = some_story(Random(seed))
    content = lines([*bodies, end_body("quit", 5.0, True, "")])
    cut = content[: data.draw(st.integers(0, len(content)))]
    found = told_by(Path("somewhere"), cut)
    if found is None:
        assert cut.count(b"\n") == 0
        return
    moments = list(found.story.moments)
    assert moments == list(story.moments)[: len(moments)]
    assert len(moments) == cut[: cut.rfind(b"\n") + 1].count(b'"type":"deed"')


@settings(max_examples=examples(15, 400), deadline=None)
@given(matrices, matrices)
def test_a_change_makes_any_matrix_of_any_other(old: Matrix, new: Matrix) -> None:
    change = json.loads(body_of(change_between(old, new)))
    assert changed(old, change) == new
    assert change_between(new, new) == {}
    assert matrix_from(json.loads(body_of(table_of(new)))) == new


@given(free_texts, free_texts, free_texts)
def test_a_change_makes_any_text_of_any_other(start: str, old: str, new: str) -> None:
    one, other = start + old + start, start + new + start
    assert changed_text(one, text_change(one, other)) == other
    at, to, end = stretch(one, other)
    assert one[:at] == other[:at]
    assert one[to:] == other[end:]


def test_the_stretch_that_differs_is_found_in_long_cells_too() -> None:
    old = tuple(range(5000))
    for at in (0, 255, 256, 257, 4999, 5000):
        assert stretch(old, (*old[:at], -1, *old[at:])) == (at, at, at + 1)
        assert stretch(old, old[:at] + old[at + 3 :]) in ((at, min(at + 3, 5000), at),)


@settings(max_examples=8, deadline=None)
@given(SEEDS)
def test_rewritten_while_it_goes_on_it_still_tells_all(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    rng = Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        file = own_folders(tmp_path_factory.mktemp("laws"), patch)
        patch.setattr(journals, "COMPACT", 2000)
        patch.setattr(journals, "GROWTH", 0)
        patch.setattr(journals, "PAUSE", 0)
        journal, opened, matrix = begun(file)
        lived = [matrix]
        for number in range(60):
            lived.append(edited(rng, lived[-1]))
            journal.action(f"Deed {number}", lived[-1], START)
            if number % 20 == 7:
                journal.draft(START, "half a thought", True)
        assert journal.trouble == ""
        journal.end("term")
        journal.close()
        assert isinstance(journal, Journal)
        (found,) = unfinished(file)
        assert [step.matrix for step in found.steps] == lived
        assert found.base == opened.source
        assert (found.ended_why, found.actions) == ("term", 60)
