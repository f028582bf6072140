"""A review in a real terminal: cut by a kill it goes on at the same value, and ends in the file."""

from __future__ import annotations

import shutil
import signal
import tomllib
from pathlib import Path

import pytest

from tests.editor.annual_review import (
    CHANGED,
    CONFIRMED,
    ENGLISH,
    OPERADORES,
    SPANISH,
    WATER,
    Asked,
    Script,
    after_the_cut,
    before_the_cut,
)
from tests.pty.terminal import Terminal, forbidden

ROOT = Path(__file__).parents[2]
SIZES = pytest.mark.parametrize(("columns", "rows"), [(120, 40), (80, 24)])

pytestmark = pytest.mark.pty


@pytest.fixture
def edit(launch):
    """Starts the editor in a terminal of so many columns and rows."""

    def start(columns: int, rows: int, *words: object) -> Terminal:
        terminal = launch(*words, columns=columns, rows=rows)
        terminal.wait_for("Shorter learning curve")
        terminal.settle()
        return terminal

    return start


def begun(screen: Terminal) -> None:
    """Begins a review of all values but the retired."""
    screen.press("r")
    screen.wait_for("Due for review")
    screen.press("enter")
    screen.wait_for("1 of 36")


@SIZES
def test_a_review_cut_by_a_kill_goes_on_at_the_same_value_and_is_recorded(
    edit, water, columns, rows
):
    screen = edit(columns, rows, "--no-autosave", water)
    begun(screen)
    screen.press("a x")
    screen.wait_for("3 of 36")
    screen.press("j z")
    screen.wait_for("5 of 36")
    screen.signal(signal.SIGKILL)
    assert screen.wait() == 137

    again = edit(columns, rows, water)
    again.wait_for("Unsaved work from")
    again.press("c")
    again.wait_for("Continued.")
    again.press("r")
    again.wait_for("Continuing at 5 of 36")
    again.wait_for("Professional development")
    again.press("o")
    again.wait_for("6 of 36")
    again.press("u")
    again.wait_for("5 of 36")
    again.press("d esc")
    again.wait_for("Record the review: 4 changed")
    again.press("p")
    again.wait_for("Who is present")
    again.send("Core group, Bank")
    again.press("enter")
    again.wait_for("Present: Core group, Bank")
    again.press("f")
    again.wait_for("Who facilitates")
    again.send("Facilitator")
    again.press("enter")
    again.wait_for("Facilitator: Facilitator")
    again.press("r")
    again.wait_for("Recorded the review: 4 changed")
    again.press("q")
    assert again.wait() == 0
    assert forbidden(bytes(again.raw)) == []

    text = water.read_text(encoding="utf-8")
    (review,) = tomllib.loads(text)["reviews"]
    assert review["present"] == ["Core group", "Bank"]
    assert review["facilitator"] == "Facilitator"
    assert (review["looked_at"], review["of"]) == (4, 36)
    told = [sentence.rpartition(" · ")[2] for sentence in review["decisions"]]
    assert told == [
        "Help with challenges: realized → agreed",
        "Shorter learning curve: on-track → at-risk",
        "Exchange in my own language: at-risk → realized",
        "Professional development: agreed → retired",
    ]
    before = (ROOT / "samples" / "water.toml").read_text(encoding="utf-8").splitlines()
    changed = [line for line in before if line not in text.splitlines()]
    assert len(changed) == 4, "only the lines of what was decided"


def test_walking_alone_survives_a_hang_up_and_leaves_the_file_alone(edit, water):
    content = water.read_bytes()
    screen = edit(80, 24, water)
    begun(screen)
    screen.press("j j j")
    screen.wait_for("4 of 36")
    screen.settle(0.3)
    assert not list(water.parent.glob(".*lock*")), "nobody else is kept from it"
    screen.hang_up()
    screen.wait()
    again = edit(80, 24, water)
    assert "Unsaved" not in again.text
    again.press("r")
    again.wait_for("Continuing at 4 of 36")
    assert water.read_bytes() == content


class Secretary:
    """Plays a script of a review in a terminal, and counts the keys."""

    def __init__(self) -> None:
        self.keys = 0
        self.letters = 0

    def play(self, screen: Terminal, script: Script) -> None:
        for step in script:
            if isinstance(step, Asked):
                screen.wait_for(step.question)
                screen.settle(0.1)
            if isinstance(step, Asked) and not step.key:
                screen.send(step.answer)
                screen.wait_for(step.answer[-20:])
                self.letters += len(step.answer)
                screen.press("enter")
            else:
                key = step.key if isinstance(step, Asked) else step
                screen.press({"escape": "esc"}.get(key, key), quiet=0.15)
            self.keys += 1


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("matrix", "words", "head"),
    [
        (WATER, ENGLISH, "- 36 of 36 looked at, 30 confirmed, 6 changed\n"),
        (OPERADORES, SPANISH, "- 36 de 36 revisados, 30 confirmados, 6 cambiados\n"),
    ],
)
def test_a_whole_annual_review_takes_sixty_two_keys_and_a_kill(
    launch, tmp_path, matrix, words, head
):
    path = shutil.copyfile(matrix, tmp_path / "matrix.toml")
    secretary = Secretary()
    screen = launch("--no-autosave", path, columns=80, rows=24)
    screen.wait_for("37 values")
    screen.settle()
    secretary.play(screen, before_the_cut(words))
    screen.wait_for("19 of 36")
    screen.signal(signal.SIGKILL)
    assert screen.wait() == 137

    again = launch(path, columns=80, rows=24)
    secretary.play(again, (Asked("Unsaved work from", "Continue", "c"),))
    again.wait_for("Continued.")
    secretary.play(again, after_the_cut(words, "minutes.md"))
    again.wait_for("Saved the minutes as")
    again.press("q")
    assert again.wait() == 0
    assert secretary.keys == 62 + 1

    (review,) = tomllib.loads(path.read_text(encoding="utf-8"))["reviews"]
    assert (len(review["confirmed"]), len(review["decisions"])) == (CONFIRMED, CHANGED)
    minutes = (tmp_path / "minutes.md").read_text(encoding="utf-8")
    assert head in minutes
    for said in (*words.reasons, *(step[0] for step in words.steps), words.note):
        assert said in minutes
    shown = launch("minutes", path)
    assert shown.wait() == 0
    assert head.strip().encode() in shown.raw


@SIZES
def test_a_verdict_sends_little_and_a_review_sends_nothing_by_itself(edit, water, columns, rows):
    screen = edit(columns, rows, "--no-autosave", water)
    begun(screen)
    screen.settle(0.6)
    sent = [len(screen.press(key, quiet=0.3)) for key in ("a", "x", "z", "j", "u")]
    assert max(sent) < 2_500, sent
    screen.mark()
    screen.settle(0.6, 1.5)
    assert screen.since() == b""
