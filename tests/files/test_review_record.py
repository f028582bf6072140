"""The record of a review in the file: read, written, and changed without losing a comment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from copvalue_tui.files.journal.records import matrix_from, table_of
from copvalue_tui.files.session.read import read, unknown_keys
from copvalue_tui.files.session.write import write
from copvalue_tui.files.toml.errors import NotReadable
from copvalue_tui.matrix.values import Action, Review

TEXT = """format = 1

[[reviews]]
date = 2026-11-23
scope = "all but the retired"
looked_at = 30
of = 36
decisions = [
    "A · short term · Help: on-track → realized (41 of 46 answered)",
]
confirmed = [
    "A · long term · Name: agreed",
]
actions = [
    # the bank said yes before
    { what = "Ask the bank", who = "Facilitator", by = 2027-01-15, mine = 1, about = "A · Help" },
    "Find a room",  # any
]
"""
REVIEW = Review(
    date(2026, 11, 23),
    decisions=("A · short term · Help: on-track → realized (41 of 46 answered)",),
    scope="all but the retired",
    looked_at=30,
    of=36,
    confirmed=("A · long term · Name: agreed",),
    actions=(
        Action("Ask the bank", "Facilitator", date(2027, 1, 15), about="A · Help"),
        Action("Find a room"),
    ),
)


def test_every_key_is_read() -> None:
    assert read(TEXT).reviews == (REVIEW,)


def test_a_new_record_is_written_with_only_the_keys_that_are_set() -> None:
    review = Review(scope="due", looked_at=1, of=2, actions=(Action("Go", by=date(2027, 1, 2)),))
    assert write(replace(read("format = 1\n"), reviews=(review,)), "format = 1\n") == (
        'format = 1\n\n[[reviews]]\nscope = "due"\nlooked_at = 1\nof = 2\n'
        'actions = [\n    { what = "Go", by = 2027-01-02 },\n]\n'
    )


def test_an_action_marked_as_done_keeps_its_line_its_comment_and_unknown_keys() -> None:
    first, second = REVIEW.actions
    actions = (replace(first, done=date(2027, 1, 3)), replace(second, who="Core"))
    matrix = replace(read(TEXT), reviews=(replace(REVIEW, actions=actions),))
    assert write(matrix, TEXT) == TEXT.replace(
        "by = 2027-01-15, mine = 1, about", "by = 2027-01-15, done = 2027-01-03, mine = 1, about"
    ).replace('"Find a room",', '{ what = "Find a room", who = "Core" },')


def test_actions_under_headers_of_their_own_are_read_and_can_be_changed() -> None:
    text = 'format = 1\n[[reviews]]\nof = 1\n[[reviews.actions]]\nwhat = "Go"\nwho = "I"\n'
    matrix = read(text)
    assert matrix.reviews[0].actions == (Action("Go", "I"),)
    done = replace(matrix.reviews[0], actions=(Action("Go", "I", done=date(2027, 1, 3)),))
    assert read(write(replace(matrix, reviews=(done,)), text)).reviews == (done,)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("of = -1", "expected a whole number, 0 or more, found -1."),
        ("looked_at = 'x'", "expected a whole number, 0 or more, found a text."),
        ("actions = 1", "expected a list in [ ], found a number."),
        ("actions = [1]", "expected { what = … }, found a number."),
        ("actions = [{ who = 'x' }]", "this action has no “what”."),
        ("actions = [{ what = 'x', by = 'soon' }]", "expected a date such as 2027-03-01"),
        ("confirmed = [2]", "expected a text, found a number."),
    ],
)
def test_junk_is_named_with_its_line(line: str, message: str) -> None:
    with pytest.raises(NotReadable) as error:
        read(f"format = 1\n[[reviews]]\n{line}")
    complaint = error.value.complaints[0]
    assert complaint.line == 3
    assert message in complaint.message


def test_a_misspelt_key_of_an_action_is_named() -> None:
    text = "format = 1\n[[reviews]]\nactions = [{ what = 'x', whom = 'y' }]"
    assert "did you mean “who”?" in unknown_keys(text)[0].message


def test_the_journal_keeps_all_of_it() -> None:
    matrix = read(TEXT)
    assert matrix_from(table_of(matrix)) == matrix
