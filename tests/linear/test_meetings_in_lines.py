"""The five meetings, each a script through a pipe; and the session that the documents show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.linear.host import LinearHost
from copvalue_tui.matrix.values import Matrix, Value
from tests.linear.conftest import ROOT, Speak
from tests.linear.transcript import TRANSCRIPT, session_page, typed_in

TODAY = date(2026, 11, 23)


def values_of(matrix: Matrix) -> list[Value]:
    return [value for row in matrix.rows for value in row.short_term + row.long_term]


def test_the_five_meetings_by_pipe(speak: Speak, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(LinearHost, "today", lambda host: TODAY)
    matrix: Matrix

    def meets(name: str, *said: str) -> list[str]:
        nonlocal matrix
        told = speak(tmp_path / f"{name}.toml", "\n".join(said))
        unclear = ("There is no command", "is none of the answers", "could be", "Say ")
        assert [line for line in told if any(words in line for words in unclear)] == []
        matrix = read((tmp_path / f"{name}.toml").read_text(encoding="utf-8"))
        return told

    for sample in ("water", "survey"):
        (tmp_path / f"{sample}.toml").write_bytes((ROOT / f"samples/{sample}.toml").read_bytes())

    # Preparation at the desk: rows, pasted notes, drafts from suggestions.
    meets(
        "plant",
        *("about title: Plant Reliability Practice Network", "about short term means: six months"),
        *("row rename 1 Shift technicians", "row add member Senior reliability engineers"),
        *("row rename 3 Asset Operations Division", "row add organization Group Learning Academy"),
        *("go 1 short", "paste", "• Help with challenges", "  - Joining in from night shift"),
        *(" 3) Access to expertise", "[ ] help with challenges", ".", "delete 4"),
        *(line for row in "1234" for horizon in ("short", "long")
          for line in (f"go {row} {horizon}", "suggest", "adopt 1,2")),
    )  # fmt: skip
    assert [value.text for value in matrix.members[0].short_term][:3] == [
        *("Help with challenges", "Joining in from night shift", "Access to expertise"),
    ]
    assert [len(row.long_term) for row in matrix.rows] == [2, 2, 2, 2]
    assert matrix.short_term_means == "six months"

    # Launch workshop: own words, what belongs elsewhere moves, doubles become one, votes.
    meets(
        "launch",
        *("row rename 1 First-time form builders", "add first short"),
        *("Answers at any hour", "Warm first welcome", "A warm welcome", ""),
        *("add 1 long: Tools ready to try", "move 4 to 1 short", "move 4 up"),
        "merge 2,3 A warm first welcome",
        *("vote 1", "vote 2", "vote 2", "vote 2", "vote 4", "undo"),
    )
    votes = {value.text: value.votes for value in matrix.members[0].short_term}
    assert votes == {"Answers at any hour": 1, "A warm first welcome": 3, "Tools ready to try": 0}

    # Sponsor conversation: what the sponsor says, what members share with it, its page.
    told = meets(
        "water",
        *("read development", "note 21 Measure hours of staff time from January"),
        *("status 21 on-track", "shared 5 Skills that stay", "shared 23 Skills that stay"),
        *("do share", "The page of", f"{tmp_path}/for-the-bank.txt", "do shared values", ""),
    )
    assert any("Skills that stay" in line for line in told)
    bank = matrix.organizations[0]
    assert bank.short_term[1].note == "Measure hours of staff time from January"
    page = (tmp_path / "for-the-bank.txt").read_text(encoding="utf-8")
    assert "Skills that stay" in page
    assert "Measure hours" not in page

    # Annual review: a word a value, a date where one has passed, and the minutes.
    told = meets(
        "water",
        "review",
        *("confirm", "next", "back", "why Nothing new", "at-risk", "why The course was late"),
        *["confirm"] * 34,
        *("action Ask the ministry; Facilitator; 1 March 2027", "summary"),
        "end present Core group, Bank; facilitator Ana; note Water.",
        *("minutes", "check problems"),
    )
    assert any(line.startswith("36 values to review.") for line in told)
    (record,) = matrix.reviews
    assert (record.facilitator, record.present) == ("Ana", ("Core group", "Bank"))
    assert (record.looked_at, record.of, len(record.decisions)) == (36, 36, 1)
    assert record.decisions[0].endswith("→ at-risk (The course was late)")
    minutes = (tmp_path / f"water-minutes-{TODAY}.md").read_text(encoding="utf-8")
    assert "Ask the ministry" in minutes

    # Renewal or closing: what came true, what will not be, who inherits.
    before = read((tmp_path / "survey.toml").read_text(encoding="utf-8"))
    on_track = sum(value.status == "on-track" for value in values_of(before))
    undecided = sum(value.status == "proposed" for value in values_of(before))
    meets(
        "survey",
        *("review status:on-track", *["realized"] * on_track, "end note Closing."),
        *("review undecided", *["retired"] * undecided, "end"),
        "owner 1-99 Relief Data Alliance",
    )
    statuses = [value.status for value in values_of(matrix)]
    assert not {"on-track", "proposed"} & set(statuses)
    assert {value.owner for value in values_of(matrix)} == {"Relief Data Alliance"}
    assert matrix.reviews[-1].note == "Closing."


def test_the_session_in_the_documents_goes_as_it_is_written():
    written = TRANSCRIPT.read_text(encoding="utf-8")
    assert session_page() == written, "reworded? python -m tests.house.refresh"
    assert len(typed_in(written)) > 40
    assert max(map(len, written.splitlines())) < 260
