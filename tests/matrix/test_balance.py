"""The balance: what is counted adds up, and every figure has its places."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.balance import balance, top_voted
from copvalue_tui.matrix.checks.matrix_checks import findings
from copvalue_tui.matrix.text.search import key
from copvalue_tui.matrix.values import BLANK, Matrix, Place, Row, Value, count_values
from tests.files.strategies import matrices
from tests.laws import examples

TODAY = date(2026, 11, 23)
WATER = read((Path(__file__).parents[2] / "samples/water.toml").read_text(encoding="utf-8"))


def test_the_water_community_in_figures():
    found = balance(WATER, TODAY)
    assert found.values == 36
    assert dict(found.statuses) == {
        "proposed": 4,
        "agreed": 6,
        "on-track": 13,
        "at-risk": 3,
        "realized": 9,
        "parked": 1,
        "retired": 1,
    }
    assert (len(found.without_owner), len(found.without_evidence)) == (7, 13)
    assert found.overdue == (Place(0, 0, 3), Place(3, 0, 1))
    assert len(found.due) == 15
    assert found.owners[0] == ("Facilitator", 9)
    assert len(found.sharing.meeting) == 3
    ministry = found.rows[4]
    assert (ministry.name, ministry.short, ministry.long) == ("Ministry of Water", 2, 3)
    assert found.findings == findings(WATER, TODAY)
    levels = [finding.level for finding in found.gravest_first]
    assert levels == sorted(levels, key=["problem", "doubt", "hint"].index)


def test_cycles_are_counted_when_packs_know_them():
    found = balance(WATER, TODAY, {key("Professional identity"): "potential"})
    assert dict(found.cycles)["potential"] == 1
    assert sum(count for _, count in balance(WATER, TODAY).cycles) == 0


def test_an_empty_matrix_has_only_empty_cells():
    found = balance(BLANK, TODAY)
    assert found.empty_cells == (Place(0, 0), Place(0, 1), Place(1, 0), Place(1, 1))
    assert (found.values, found.parked, found.voted) == (0, 0, ())
    assert balance(Matrix(), TODAY).rows == ()


@pytest.mark.parametrize(
    ("votes", "top"),
    [
        ((0, 0), ()),
        ((1, 5, 3, 2), (1, 2, 3)),
        ((1, 5, 3, 2, 2), (1, 2, 3, 4)),
        ((2, 2, 2, 2), ()),
        ((2, 2), (0, 1)),
        ((0, 1), (1,)),
    ],
)
def test_the_top_three_of_a_cell_stand_out(votes, top):
    cell = tuple(Value(f"v{at}", votes=count) for at, count in enumerate(votes))
    assert top_voted(Matrix((Row("Staff", cell),)), Place(0, 0)) == top


@settings(max_examples=examples(26, 800), deadline=None)
@given(matrices)
def test_what_is_counted_adds_up(matrix):
    found = balance(matrix, TODAY)
    retired = dict(found.statuses)["retired"]
    assert found.values + retired == count_values(matrix)
    assert sum(row.short + row.long for row in found.rows) == found.values
    assert sum(count for _, count in found.priorities) == found.values
    assert sum(count for _, count in found.evidence) == found.values
    assert sum(row.without_owner for row in found.rows) == len(found.without_owner)
    assert sum(row.overdue for row in found.rows) == len(found.overdue)
    assert set(found.overdue) <= set(found.due)
