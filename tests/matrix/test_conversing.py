"""One partner's part of a matrix: its rows, and what the others share with it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.shared_value import about_rows, rows_named
from copvalue_tui.matrix.values import Matrix, Review, Row, Value
from tests.files.strategies import matrices
from tests.laws import examples

WATER = read((Path(__file__).parents[2] / "samples/water.toml").read_text(encoding="utf-8"))


def texts(row: Row) -> list[str]:
    return [value.text for value in row.short_term + row.long_term]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("Ministry of Water", (4,)),
        ("ministry", (4,)),
        ("MINÍSTRY OF WATER", (4,)),
        ("util", (0, 1, 5)),
        ("Utility managers", (1,)),
        ("nobody", ()),
        ("  ", ()),
        ("", ()),
    ],
)
def test_a_row_is_meant_by_its_name_or_a_part_of_it(name, rows):
    assert rows_named(WATER, name) == rows


def test_the_row_of_exactly_that_name_is_meant_alone():
    matrix = Matrix((Row("Staff"), Row("Staff abroad")))
    assert rows_named(matrix, "staff") == (0,)
    assert rows_named(matrix, "abroad") == (1,)


def test_a_sponsor_sees_its_row_and_what_members_share_with_it():
    page = about_rows(WATER, (3,))
    assert [row.name for row in page.rows] == ["Utility managers", "Five Rivers Development Bank"]
    assert texts(page.members[0]) == ["Trusted second opinion"]
    assert page.organizations[0] == WATER.organizations[0]
    assert page.title == WATER.title


def test_nobody_elses_parking_lot_and_reviews_are_on_the_page():
    matrix = Matrix((Row("A"),), parking_lot=(Value("later"),), reviews=(Review(),))
    assert about_rows(matrix, (0,)) == Matrix((Row("A"),))


def test_retired_values_share_nothing():
    old = Value("Old", status="retired", shared="Repairs")
    new = Value("New", shared="Repairs")
    assert about_rows(Matrix((Row("A", (old,)),), (Row("B", (new,)),)), (1,)).members == ()
    assert about_rows(Matrix((Row("A", (new,)),), (Row("B", (old,)),)), (1,)).members == ()


@settings(max_examples=examples(20, 600), deadline=None)
@given(matrices, st.text(max_size=6))
def test_any_matrix_has_a_page_for_any_name(matrix, name):
    rows = rows_named(matrix, name)
    page = about_rows(matrix, rows)
    assert len(page.rows) <= len(matrix.rows)
    assert all(matrix.rows[row] in page.rows for row in rows)
