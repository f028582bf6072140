"""The five meetings in which a matrix is used, each from the first key to what it leaves behind."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.state.state import State
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.shared_value import sharing
from copvalue_tui.matrix.values import Matrix, Place, Value, value_at
from copvalue_tui.suggest.pack_format.read import shipped_packs
from tests.editor.stories import TODAY, ScriptedHost, opened, tell

ROOT = Path(__file__).parents[2]


class Meeting:
    """One file in the middle of a table, and the people around it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.state: State = replace(opened(path), packs=shipped_packs())
        self.host = ScriptedHost()

    def does(self, keys: str, *answers: str | None) -> str:
        """Presses keys; answers are given to what is asked. What the status line says then."""
        self.host = ScriptedHost()
        self.state = tell(self.state, keys, *answers, host=self.host).state
        return self.state.message

    def pastes(self, text: str, *answers: str | None) -> str:
        """Pastes several lines."""
        self.host = ScriptedHost([*answers])
        runner = Runner(self.state, self.host.keymap, self.host, lambda *_: None)

        async def talked() -> None:
            talk = runner.paste(text)
            assert talk is not None
            await talk

        asyncio.run(talked())
        assert not self.host.answers
        self.state = runner.state
        return self.state.message

    def goes_to(self, text: str) -> Value:
        """Searches for a value and stands on it."""
        self.does("/", text)
        assert self.state.value is not None
        return self.state.value

    @property
    def here(self) -> list[str]:
        """The values of the cell one stands in."""
        return [value.text for value in self.state.cell]

    def saves(self) -> Matrix:
        """Saves; what stands on disk then."""
        self.does("w")
        assert not self.state.unsaved
        return read(self.path.read_text(encoding="utf-8"))

    def prints(self, command: str, *words: str) -> str:
        """What a command says about the saved file."""
        done = subprocess.run(
            [sys.executable, "-m", "copvalue_tui", command, str(self.path), *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert "Traceback" not in done.stderr
        assert done.returncode in (0, 1), done.stderr
        return done.stdout


@pytest.fixture
def meeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Meeting]:
    """A meeting about a copy of one of the samples."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def begun(sample: str) -> Meeting:
        path = tmp_path / f"{sample}.toml"
        path.write_bytes((ROOT / f"samples/{sample}.toml").read_bytes())
        return Meeting(path)

    return begun


NOTES = """
Notes from the kick-off call
• Help with challenges
  - Joining in from night shift
 3) Access to expertise
[ ] help with challenges
"""


def test_preparation_at_the_desk_names_rows_pastes_notes_and_drafts_with_suggestions(meeting):
    plant = meeting("blank")
    plant.does("C C", "Title", "Plant Reliability Practice Network", "Short", "first six months")
    plant.does("R", "Shift technicians")
    plant.does("A", "A segment", "Senior reliability engineers")
    plant.does("G pagedown R", "Asset Operations Division")
    plant.does("A", "An organization", "Group Learning Academy")
    rows = [row.name for row in plant.state.matrix.rows]
    assert rows == [
        *("Shift technicians", "Senior reliability engineers"),
        *("Asset Operations Division", "Group Learning Academy"),
    ]

    plant.does("pageup pageup pageup")
    told = plant.pastes(NOTES, "Add all 5")
    assert told == "Added 5 values. u to undo."
    plant.does("g d")
    assert plant.here == [
        *("Help with challenges", "Joining in from night shift"),
        *("Access to expertise", "help with challenges"),
    ]
    # What was noted twice is told of by the balance, one key from its place.
    plant.does("b d", "enter “help with challenges”")
    assert plant.here == [
        *("Help with challenges", "Joining in from night shift", "Access to expertise"),
    ]

    # The other cells from the panel: a digit a value.
    for _ in range(7):
        plant.does("tab 1 2")
    assert all(
        len(row.short_term) >= 2 and len(row.long_term) == 2 for row in plant.state.matrix.rows
    )
    plant.does("b", None)
    assert "problem" not in plant.host.pages[0].verdict

    saved = plant.saves()
    assert saved == plant.state.matrix
    text = plant.path.read_text(encoding="utf-8")
    assert '    "Joining in from night shift",\n' in text
    assert "status" not in text, "bare bullets stay bare"
    assert "problem" not in plant.prints("check")


def test_launch_workshop_begins_with_own_words_and_ends_with_votes(meeting):
    survey = meeting("blank")
    survey.does("C R", "Title", "Open Survey Tools Community", "First-time form builders")
    survey.does("A", "A segment", "Volunteer maintainers")
    survey.does("pageup")

    # A silent round: the cell, its question, and no suggestion that could be adopted.
    survey.does("V tab")
    assert survey.state.silent
    survey.does("1")
    assert survey.here == []
    typed = "'Answers at any hour' enter 'Warm first welcome' enter 'A warm welcome' enter enter"
    survey.does(f"a {typed}")
    survey.does("right a 'Tools ready to try' enter 'A wider network' enter enter escape")
    assert not survey.state.silent
    assert survey.here == ["Tools ready to try", "A wider network"]

    # What stands in the wrong cell moves; what says the same becomes one.
    survey.does("g H")
    assert survey.state.cursor.column == 0
    survey.does("g j j space space M", "A warm first welcome")
    assert sorted(survey.here) == [
        "A warm first welcome",
        "Answers at any hour",
        "Tools ready to try",
    ]
    survey.does("m", "Volunteer maintainers · long")
    survey.does("u")
    assert len(survey.here) == 3

    # The room votes: a key a vote, and what has most votes stands first.
    survey.does("g V tab")
    survey.does("1 2 2 2 3 3 u o escape")
    assert [value.votes for value in survey.state.cell] == [3, 1, 1]
    winner = survey.state.cell[0].text
    survey.does("b", None)
    votes = next(block for block in survey.host.pages[0].blocks if "Votes" in block[:1])
    assert votes.words[0] == f"3 for “{winner}”"

    saved = survey.saves()
    assert saved.members[0].short_term[0] == Value(winner, votes=3)
    assert "votes = 3" in survey.path.read_text(encoding="utf-8")


def test_sponsor_conversation_is_about_that_sponsor_and_ends_in_its_page(meeting):
    water = meeting("water")
    water.does("f", "row:development")
    assert water.state.matrix_filter is not None
    view = water.state.view
    assert view is not None
    assert [row.name for row in view.matrix.rows] == ["Five Rivers Development Bank"]

    # What the sponsor says is kept with its value, in the very words.
    water.goes_to("Time and cost saving")
    water.does("i", "Note", "Measure hours of staff time from January", None)
    water.does("t", "on-track")
    water.does("escape")
    assert water.state.matrix_filter is None

    # The third step of the method: what members want meets what the sponsor wants.
    water.goes_to("Results that outlive funding")
    before = len(sharing(water.state.matrix).meeting)
    water.does(":", "Link as a shared value", "Professional development", "Skills that stay")
    found = sharing(water.state.matrix)
    assert len(found.meeting) == before + 1
    water.does(":", "Shared values", "enter Professional development")
    assert water.state.value is not None
    assert water.state.value.shared == "Skills that stay"

    saved = water.saves()
    assert value_at(saved, Place(3, 0, 1)).note == "Measure hours of staff time from January"
    page = water.prints("show", "--row", "development bank", "--outline")
    handed = water.path.with_name("for-the-bank.txt")
    water.goes_to("Time and cost saving")
    assert water.does("X", "The page of", str(handed)).endswith("“for-the-bank.txt”.")
    assert handed.read_text(encoding="utf-8") == page
    for said in (
        *("Five Rivers Development Bank", "Time and cost saving"),
        *("Professional development", "shared value: Skills that stay"),
        *("Better-designed operations", "Trusted second opinion"),
    ):
        assert said in page
    assert "Measure hours" not in page, "notes are for the core group"
    for others in ("Ministry of Water", "Utilities Association", "Help with challenges"):
        assert f"\n{others}\n" not in page
        assert f"- {others}" not in page


def test_annual_review_takes_a_key_a_value_and_ends_in_minutes(meeting):
    water = meeting("water")
    water.does("b", None)
    assert water.host.pages[0].verdict.startswith("2 problems")
    assert "36 values" in water.does("r", "All but the retired")

    # Where nothing else is said, one key a value: it stays as it is.
    overdue = []
    for _ in range(36):
        value = water.state.value
        assert value is not None
        if value.review_by is not None and value.review_by < TODAY:
            overdue.append(value.text)
            water.does("D", "+6m")
        if value.text == "Time and cost saving":
            water.does("e ' for projects' enter d")
        elif value.text == "Professional identity":
            water.does("w a", "Core group")
        else:
            water.does("c")
    assert overdue == ["Exchange in my own language", "Time and cost saving"]
    present = ("Present", "Core group, Five Rivers Development Bank")
    told = water.does("escape", *present, "Facilitator", "Facilitator", "Note", "Water.", "Record")
    assert told.startswith("Recorded the review: 34 confirmed, 2 changed.")

    water.does("b", None)
    assert "problem" not in water.host.pages[0].verdict
    saved = water.saves()
    (review,) = saved.reviews
    assert (review.date, review.facilitator) == (TODAY, "Facilitator")
    assert len(review.decisions) == 2, "only what was decided anew"
    assert (review.looked_at, review.of, len(review.confirmed)) == (36, 36, 34)

    minutes = water.prints("minutes")
    assert minutes.startswith("# Minutes: Small-Town Water Operators Exchange\n")
    assert "- Present: Core group, Five Rivers Development Bank" in minutes
    for said in (
        "Time and cost saving for projects",
        "Professional identity",
        "### 23 May 2027",
    ):
        assert said in minutes


def test_renewal_or_closing_says_what_was_realized_what_will_not_be_and_who_inherits(meeting):
    survey = meeting("survey")
    realized = sum(value.status == "realized" for value in values_of(survey.state.matrix))

    # What came true since: all that was on its way is asked about once more.
    survey.does("r", "A filter", "status:on-track")
    count = len(survey.state.review.walk.visits)
    survey.does("z " * (count - 1) + "d")
    present = ("Present", "Core group, Clearwell Foundation")
    survey.does(
        "escape", *present, "Facilitator", "Community manager", "Note", "Closing.", "Record"
    )
    now = values_of(survey.state.matrix)
    assert sum(value.status == "realized" for value in now) == realized + count - 1

    # What will not be: whatever nobody ever agreed to is struck through, and stays on record.
    survey.does(":", "Start another review", "Undecided")
    survey.does("d " * len(survey.state.review.walk.visits))
    survey.does("escape", "Note", "Nobody took these up.", "Record")
    assert not any(value.status == "proposed" for value in values_of(survey.state.matrix))

    # Who inherits it: every living value without an owner gets one.
    while orphans := [one for one in values_of(survey.state.matrix) if is_orphan(one)]:
        survey.goes_to(orphans[0].text)
        survey.does("i", "Owner", "Relief Data Alliance", None)
    survey.does("b", None)
    told = [stop.text for stop in survey.host.pages[0].stops]
    assert not any("no owner" in text for text in told)

    saved = survey.saves()
    assert sum(value.status == "retired" for value in values_of(saved)) == 3
    minutes = survey.prints("minutes")
    assert [review.note for review in saved.reviews] == ["Closing.", "Nobody took these up."]
    assert "Nobody took these up." in minutes
    assert "retired" in minutes
    outline = survey.prints("show", "--outline")
    assert outline.count("owner: Relief Data Alliance") > 3
    assert "[realized" in outline


def values_of(matrix: Matrix) -> list[Value]:
    return [value for row in matrix.rows for value in row.short_term + row.long_term]


def is_orphan(value: Value) -> bool:
    return not value.owner and value.status not in ("retired", "parked")
