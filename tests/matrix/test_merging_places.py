"""A cursor stays on its value, whatever others did around it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copvalue_tui.matrix.diff.pairing import Follower
from copvalue_tui.matrix.values import HORIZONS, Matrix, Place, Row, Value, cell_at

names = st.lists(st.integers(0, 30), unique=True, max_size=8)


def drawn(cells: list[list[int]]) -> Matrix:
    """Two cells make a row; every value says its number, so that no two are alike."""
    texts = [tuple(Value(f"{number} what it is worth") for number in cell) for cell in cells]
    rows = [Row(f"R{at}", *texts[2 * at : 2 * at + 2]) for at in range(len(texts) // 2)]
    return Matrix(members=tuple(rows))


def places(matrix: Matrix) -> list[Place]:
    return [
        Place(row, column, slot)
        for row in range(len(matrix.rows))
        for column, horizon in enumerate(HORIZONS)
        for slot in range(len(matrix.rows[row].cell(horizon)))
    ]


@given(st.permutations(range(12)), st.permutations(range(12)), st.integers(0, 12))
def test_every_value_is_found_where_it_went(before, after, count) -> None:
    old = drawn([list(before[:6]), list(before[6:])])
    new = drawn([list(after[:count]), list(after[count:])])
    follower = Follower(old, new)
    for place in places(old):
        there = follower.value(place)
        assert there is not None
        assert cell_at(new, there)[there.slot] == cell_at(old, place)[place.slot]


@given(st.lists(names, min_size=4, max_size=4), st.lists(names, min_size=2, max_size=6))
def test_a_cursor_and_a_gap_are_always_places_of_the_new_matrix(before, after) -> None:
    old, new = drawn(before), drawn(after)
    follower = Follower(old, new)
    for place in (*places(old), Place(0, 0), Place(1, 1, 9), Place(9, 0)):
        stand, gap = follower.cursor(place), follower.gap(place)
        assert 0 <= stand.slot < max(len(cell_at(new, stand)), 1)
        assert 0 <= gap.slot <= len(cell_at(new, gap))


def test_a_new_value_goes_behind_the_one_it_would_have_followed() -> None:
    old, new = drawn([[1, 2, 3], []]), drawn([[7, 1, 3], []])
    follower = Follower(old, new)
    assert follower.gap(Place(0, 0, 1)) == Place(0, 0, 2), "behind 1"
    assert follower.gap(Place(0, 0, 2)) == Place(0, 0, 2), "2 is gone: behind 1 again"
    assert follower.gap(Place(0, 0, 3)) == Place(0, 0, 3)
    assert follower.gap(Place(0, 0, 0)) == Place(0, 0, 0)
    assert follower.value(Place(0, 0, 1)) is None
    assert follower.cursor(Place(0, 0, 1)) == Place(0, 0, 2), "on what stands there now"
