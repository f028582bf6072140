"""What `check` finds in each sample: every deliberate gap, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.checks.matrix_checks import findings
from copvalue_tui.matrix.values import value_there

FOLDER = Path(__file__).parents[2] / "samples"
TODAY = date(2026, 11, 23)
FOUND = {
    "blank": {
        "row-without-value": "Members; Organization",
    },
    "handmade": {
        "signs-without-evidence": "Tools to borrow",
        "vague": "Friends",
        "no-long-term": "Families on the waiting list",
        "no-short-term": "Town council",
    },
    "plant": {
        "cadence-without-review": "the matrix",
        "evidence-open": (
            "Shift technicians; Senior reliability engineers; Asset Operations Division; Group "
            "Learning Academy"
        ),
        "review-overdue": (
            "Help with challenges; Access to expertise; Joining in from night shift; Fresh eyes "
            "on my work; Fewer repeat questions to answer; Rapid problem solving; Less rework; "
            "Standards taken up across units; Lower training costs; Curated, current knowledge "
            "base"
        ),
        "proposed-without-owner": (
            "Fun with colleagues; Growth from asker to adviser; Thanks for helping others; "
            "Mastery of the craft; Core competences looked after; Retention of talent; Strategic "
            "capacity building"
        ),
        "top-without-evidence": (
            "Professional development; Fewer repeat questions to answer; Know-how passed to "
            "successors; Less rework; Increased productivity; Reduced operational risk; Faster "
            "time to competence; Know-how kept when people leave"
        ),
        "top-without-owner": "Reduced operational risk",
        "risk-not-shared": "Lower training costs",
    },
    "survey": {
        "cadence-without-review": "the matrix",
        "evidence-open": (
            "First-time form builders; Experienced trainers; Volunteer maintainers; Clearwell "
            "Foundation (host); Relief Data Alliance"
        ),
        "review-overdue": (
            "Warm first welcome; Answers at any hour; Tools ready to try; Low-bandwidth ways to "
            "join; Direct line to the makers; Stories to learn from; Early look at releases; "
            "Meaningful participation; Visible thanks for contributions; Backing to start "
            "something; Fewer support requests; Content written by peers; Candid product "
            "feedback; Time and cost saving; Surge advice in emergencies; Joint work across "
            "agencies; Less duplicated effort"
        ),
        "figure-old": "Answers at any hour",
        "target-reached": "Tools ready to try",
        "agreed-without-owner": (
            "Increased marketability; Enhanced reputation; Friends around the world; Less "
            "duplicated effort; Latest thinking"
        ),
        "proposed-without-owner": "Portfolio of public contributions; Local innovations at scale",
        "top-without-evidence": (
            "Hand in the roadmap; Stake in the community's future; Harmonised approaches to surveys"
        ),
        "evidence-without-figure": "Visible thanks for contributions",
        "agreed-without-date": "Friends around the world",
        "risk-not-shared": "Self-sustaining peer support",
        "vague": "Innovation",
    },
    "toolkit": {
        "vague": "Innovation",
    },
    "water": {
        "cadence-without-review": "the matrix",
        "evidence-open": (
            "New utility engineers; Utility managers; Regulator staff; Five Rivers Development "
            "Bank; Ministry of Water; Utilities Association"
        ),
        "agreed-without-owner": (
            "Increased confidence; Contacts in partner agencies; Relationships I can call on"
        ),
        "review-overdue": "Exchange in my own language; Time and cost saving",
        "top-without-evidence": "Professional development; Results that outlive funding",
        "proposed-without-owner": (
            "Professional identity; Practice grounded in evidence; Knowledge-driven projects; "
            "Country ownership of solutions"
        ),
        "risk-not-shared": "Time and cost saving; Retention of talent",
    },
}
"""Sample → kind of finding → the values or rows it is about, in reading order."""


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.toml")))
def test_every_deliberate_gap_of_a_sample_is_found_and_nothing_else(name):
    matrix = read((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for each in findings(matrix, TODAY):
        value = value_there(matrix, each.place) if each.place else None
        row = "the matrix" if each.row is None else matrix.rows[each.row].name
        found.setdefault(each.kind, []).append(value.text if value else row)
    expected = {kind: text.split("; ") for kind, text in FOUND[name].items()}
    assert found == expected
