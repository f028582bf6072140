"""Looking over the doubtful folds of a gathering, when its file is opened and from the palette."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.editor.session.guard import Guard
from copvalue_tui.editor.session.startup_checks import greet
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.folds import Folded, fold_note
from copvalue_tui.matrix.values import Matrix, Row, Value
from tests.editor.stories import ScriptedHost, draw, opened, parse, tell

PALETTE = "Look over doubtful folds"
FILE = """format = 1
parking_lot = [
    { text = "Later idea", votes = 2, note = "Doubtful fold: “Idea, later” (1 vote)" },
]
[[members]]
name = "A"
short_term = [
    "1",
    { text = "Quick answers", votes = 3, note = "Doubtful fold: “Answers for quick” (2 votes)" },
]
"""


def gathered() -> State:
    """Two doubtful folds in cells and one in the parking lot."""

    def value(text: str, *others: str) -> Value:
        return Value(text, votes=5, note=fold_note([Folded(other, 2) for other in others]))

    rows = (
        Row("A", (value("1", "one"), Value("2"))),
        Row("B", (), (value("3", "three", "drei"),)),
    )
    matrix = Matrix(rows, parking_lot=(value("4", "four"),))
    state = parse("A | > |")
    return replace(state, scene=replace(state.scene, matrix=matrix), saved=matrix)


def test_one_key_keeps_one_splits_and_one_leaves_for_later():
    host = ScriptedHost()
    story = tell(gathered(), ":", PALETTE, "Keep", "Split", "Leave", host=host)
    assert story.drawing == "A | 1; 2 |\nB |  | > 3; three; drei"
    assert story.message.startswith(
        "2 folds decided; u to undo. 1 doubtful fold for later; to go on: "
    )
    assert host.asked[1:] == [
        "1 of 3. A · short term: is “1” the same as “one”?",
        "1 of 2. B · long term: is “3” the same as “three” and as “drei”?",
        "parking lot: is “4” the same as “four”?",
    ]
    assert [option.key for option in host.options] == ["k", "s", "l", "u"]
    first, three = story.state.matrix.rows[0].short_term[0], story.state.matrix.rows[1].long_term
    assert (first.votes, first.note) == (5, "Also: “one”")
    assert [(one.votes, one.note) for one in three] == [(1, ""), (2, ""), (2, "")]
    # Each decision is a step of its own.
    assert tell(story.state, "u u").state.matrix == gathered().matrix


def test_a_decision_can_be_undone_on_the_way_and_the_parking_lot_is_split_too():
    start = gathered()
    story = tell(start, ":", PALETTE, "Leave", "Split", "Undo", "Keep", "Split")
    assert [value.text for value in story.state.matrix.parking_lot] == ["4", "four"]
    assert story.drawing == "A | 1; 2 |\nB |  | > 3"
    assert tell(start, ":", PALETTE, "Keep", None).state.matrix.rows[1] == start.matrix.rows[1]
    over = tell(story.state, ":", PALETTE, "Keep")
    assert over.message == "1 fold decided; u to undo. No doubtful fold is left."


def test_a_gathered_file_offers_its_doubtful_folds(file: Path):
    file.write_text(FILE, encoding="utf-8")
    host = ScriptedHost(["Split", "Keep"])
    state = asyncio.run(greet(opened(file), host, Guard()))
    assert host.asked[0] == "This matrix was gathered, with 2 doubtful folds. Look at them now?"
    assert draw(state) == "A | 1; > Quick answers; Answers for quick |"
    later = asyncio.run(greet(opened(file), ScriptedHost(["no"]), Guard()))
    assert later.message.startswith(
        "2 doubtful folds for later; to go on: “Look over doubtful folds”"
    )
    assert not later.unsaved


def test_a_long_text_leaves_room_for_the_answers():
    start = gathered()
    long = Value("x" * 10_000, votes=2, note=fold_note([Folded("y" * 10_000, 1)]))
    matrix = Matrix((Row("A", (long,)),))
    host = ScriptedHost()
    story = tell(
        replace(start, scene=replace(start.scene, matrix=matrix)), ":", PALETTE, "Split", host=host
    )
    assert len(host.asked[1]) < 500
    assert [len(value.text) for value in story.state.matrix.rows[0].short_term] == [10_000] * 2


@pytest.mark.parametrize("read_only", [False, True])
def test_nothing_is_offered_where_nothing_can_be_decided(file: Path, read_only: bool):
    file.write_text(FILE if read_only else FILE.replace("Doubtful", "A"), encoding="utf-8")
    state = replace(opened(file), read_only=read_only)
    assert asyncio.run(greet(state, ScriptedHost(), Guard())) is state
