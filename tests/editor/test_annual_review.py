"""A whole annual review: its keys counted, cut by a kill, and its minutes as they are sent."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.editor.annual_review import (
    CHANGED,
    CONFIRMED,
    ENGLISH,
    FOLDER,
    OPERADORES,
    SPANISH,
    VALUES,
    WATER,
    Asked,
    after_the_cut,
    before_the_cut,
    presses,
)
from tests.editor.stories import opened
from tests.editor.test_review_resumed import reviewed, saved


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "water.toml"


def played(start, script, why):
    """The story of a script, told to a journal."""
    keys = " ".join(step for step in script if isinstance(step, str))
    answers = [step.answer for step in script if isinstance(step, Asked)]
    return reviewed(start, keys, *answers, why=why)


def minutes_of(file, words):
    """The minutes at the end of the whole review, cut by a kill in its middle."""
    path = file.with_name("minutes.md")
    first = played(opened(file), before_the_cut(words), "killed")
    assert first.state.review.walk.progress == "19 of 36"
    again = replace(saved(first), paused_review=None)
    second = played(again, after_the_cut(words, str(path)), "quit")
    (record,) = second.state.matrix.reviews
    assert (record.looked_at, record.of) == (VALUES, VALUES)
    assert (len(record.confirmed), len(record.decisions)) == (CONFIRMED, CHANGED)
    return path.read_text(encoding="utf-8")


def test_thirty_six_values_take_sixty_two_keys_beside_what_is_typed():
    script = (*before_the_cut(ENGLISH), *after_the_cut(ENGLISH, "minutes.md"))
    verdicts = [key for key in script if key in {"c", "2", "3", "4", "5"}]
    assert len(verdicts) == VALUES
    assert presses(script) == VALUES + 26


@pytest.mark.parametrize(
    ("matrix", "words", "expected"),
    [(WATER, ENGLISH, "minutes.md"), (OPERADORES, SPANISH, "acta.md")],
)
def test_the_minutes_can_be_sent_as_they_are(file, matrix, words, expected):
    shutil.copyfile(matrix, file)
    assert minutes_of(file, words) == (FOLDER / expected).read_text(encoding="utf-8")
