"""Rows, the top and the reviews are edited, and exactly the lines change that should."""

from dataclasses import replace
from datetime import date

from copvalue_tui.files.session.write import write
from copvalue_tui.matrix.values import Review, Row, Value
from tests.files.by_hand import (
    MATRIX,
    NEW,
    NEWCOMERS,
    OPERATORS,
    TEXT,
    changes,
    members,
)

THIRD = [
    "+ [[members]]",
    '+ name = "Third"',
    "+ short_term = [",
    '+     "New",',
    "+ ]",
    "+ long_term = []",
    "+ ",
]
SECOND_ROW = [
    "# Newcomers, since 2026",
    "[[members]]",
    'name = "Newcomers"',
    "short_term = []",
    "long_term = [",
    '  "Skills",',
    "]",
    "extra = true",
    "",
]


def test_a_row_is_renamed() -> None:
    assert changes(members(replace(OPERATORS, name="Staff"), NEWCOMERS)) == [
        '- name = "Operators"',
        '+ name = "Staff"',
    ]


def test_a_row_is_added_behind_the_last_of_its_audience() -> None:
    assert changes(members(OPERATORS, NEWCOMERS, Row("Third", (NEW,)))) == THIRD


def test_a_row_is_added_before_the_first() -> None:
    text = write(members(Row("Third", (NEW,)), OPERATORS, NEWCOMERS), TEXT)
    new = "".join(line[2:] + "\n" for line in THIRD)
    assert text == TEXT.replace("# The people", new + "# The people")


def test_a_row_is_deleted_with_its_comment_and_its_unknown_keys() -> None:
    assert changes(members(OPERATORS)) == [f"- {line}" for line in SECOND_ROW]


def test_rows_are_reordered_with_their_comments() -> None:
    second = "\n".join(SECOND_ROW) + "\n"
    text = TEXT.replace(second, "").replace("# The people", second + "# The people")
    assert write(members(NEWCOMERS, OPERATORS), TEXT) == text


def test_a_persona_and_tags_are_set_under_the_name() -> None:
    row = replace(OPERATORS, persona="P", tags=("water", "staff"))
    assert changes(members(row, NEWCOMERS)) == ['+ persona = "P"', '+ tags = ["water", "staff"]']
    assert write(MATRIX, write(members(row, NEWCOMERS), TEXT)) == TEXT


def test_the_title_changes_and_its_remark_stays() -> None:
    assert changes(replace(MATRIX, title="Fire")) == [
        '- title = "Water"   # the short name',
        '+ title = "Fire"   # the short name',
    ]


def test_other_keys_go_to_their_place_at_the_top() -> None:
    matrix = replace(MATRIX, domain="D", packs=("toolkit",), parking_lot=(Value("Later"),))
    assert changes(matrix) == [
        '+ domain = "D"',
        '+ packs = ["toolkit"]',
        "+ parking_lot = [",
        '+     "Later",',
        "+ ]",
    ]


def test_a_review_is_appended() -> None:
    review = Review(date(2026, 11, 23), "Core group", ("A", "B"), "N.", ("x → y",))
    text = write(replace(MATRIX, reviews=(review,)), TEXT)
    assert text == TEXT + (
        '\n[[reviews]]\ndate = 2026-11-23\nfacilitator = "Core group"\npresent = ["A", "B"]\n'
        'note = "N."\ndecisions = [\n    "x → y",\n]\n'
    )
    again = write(replace(MATRIX, reviews=(review, replace(review, note=""))), text)
    assert again.startswith(text)
