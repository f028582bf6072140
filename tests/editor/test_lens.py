"""What a lens shows, and that every place of it leads to the right value and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.editor.commands import shipped_keymap
from copvalue_tui.editor.filter.filtered import as_filtered
from copvalue_tui.editor.keys.runner import Runner
from copvalue_tui.editor.state import filter_view
from copvalue_tui.editor.state.filter_view import MatrixFilter
from copvalue_tui.editor.state.state import State
from copvalue_tui.matrix.filters import Filter, selected
from copvalue_tui.matrix.values import (
    HORIZONS,
    Matrix,
    Place,
    Row,
    Scene,
    Value,
    cell_at,
    count_values,
    value_at,
)
from copvalue_tui.suggest.pack_format.read import shipped_packs
from tests.editor.stories import ScriptedHost, tell
from tests.laws import examples

TODAY = date(2026, 11, 23)
RISK = Filter(at_risk=True)
PLAIN = sorted({key for (_, key), command in shipped_keymap().bound.items() if not command.asks})

values = st.builds(
    Value,
    st.sampled_from(["Help", "Access", "Fun", "Skills"]),
    status=st.sampled_from(["proposed", "at-risk", "agreed"]),
    owner=st.sampled_from(["", "Core group"]),
)
cells = st.lists(values, max_size=4).map(tuple)
rows = st.builds(Row, st.sampled_from(["Staff", "Heads"]), cells, cells)
matrices = st.builds(
    Matrix,
    st.lists(rows, min_size=1, max_size=4).map(tuple),
    st.lists(rows, max_size=3).map(tuple),
)
wishes = st.sampled_from(
    [
        RISK,
        Filter(owner="core"),
        Filter(row="staff"),
        Filter(horizon="long_term"),
        Filter(text="fun"),
    ]
)


def places_of(matrix: Matrix) -> list[Place]:
    return [
        Place(row, column, slot)
        for row, part in enumerate(matrix.rows)
        for column, horizon in enumerate(HORIZONS)
        for slot in range(len(part.cell(horizon)))
    ]


@settings(max_examples=examples(60, 1200), deadline=None)
@given(matrices, wishes)
def test_a_lens_shows_exactly_what_fulfils_its_wish_in_order(matrix, wanted):
    found = selected(matrix, wanted, TODAY)
    view = MatrixFilter(wanted, TODAY).view(matrix)
    if view is None:
        assert found == ()
        return
    there = places_of(view.matrix)
    assert tuple(view.real(place) for place in there) == found
    assert view.count == len(found) == count_values(view.matrix)
    for place in there:
        assert value_at(view.matrix, place) is value_at(matrix, view.real(place))
        assert view.matrix.audience(place.row) == matrix.audience(view.real(place).row)


@settings(max_examples=examples(60, 1200), deadline=None)
@given(matrices, wishes)
def test_from_shown_to_real_and_back_is_the_same_place(matrix, wanted):
    view = MatrixFilter(wanted, TODAY).view(matrix)
    if view is None:
        return
    for place in places_of(view.matrix):
        assert view.shows(view.real(place))
        assert view.nearest(view.real(place)) == place == view.line(view.real(place))
    for place in places_of(matrix):
        near = view.nearest(place)
        assert cell_at(view.matrix, near)[near.slot]
        assert view.shows(place) == (view.real(near) == place)


@settings(max_examples=examples(50, 1000), deadline=None)
@given(matrices, wishes, st.lists(st.sampled_from(PLAIN), max_size=40), st.integers(0, 10**6))
def test_under_a_filter_the_cursor_stands_on_a_value_that_is_shown(matrix, wanted, keys, start):
    found = selected(matrix, wanted, TODAY)
    if not found:
        return
    scene = Scene(matrix, found[start % len(found)])
    state = State(
        scene, saved=matrix, matrix_filter=MatrixFilter(wanted, TODAY), packs=shipped_packs()[:1]
    )
    states: list[State] = []
    runner = Runner(state, shipped_keymap(), ScriptedHost(), lambda _, new: states.append(new))
    for key in keys:
        talk = runner.press(key)
        if talk is not None:
            talk.close()
            break
    for one in states:
        view = one.view
        if view is None or one.pane != "grid":
            continue
        seen = as_filtered(one)
        assert view.shows(one.cursor)
        assert value_at(seen.matrix, seen.cursor) is one.value
        assert {value_at(seen.matrix, place) for place in seen.marked} == {
            value_at(one.matrix, place) for place in one.marked if view.shows(place)
        }


def test_a_lens_that_shows_everything_shows_the_very_same_rows():
    matrix = Matrix((Row("Staff", (Value("Help", status="at-risk"),)),))
    view = MatrixFilter(RISK, TODAY).view(matrix)
    assert view is not None
    assert view.matrix.rows[0] is matrix.rows[0]


def test_what_a_deed_made_is_shown_and_what_it_only_moved_down_is_not():
    risky, plain = Value("Help", status="at-risk"), Value("Fun")
    before = Matrix((Row("Staff", (risky, plain)),))
    after = Matrix((Row("Staff", (risky, Value("Fun"), plain)),))
    view = MatrixFilter(RISK, TODAY).after(before, after).view(after)
    assert view is not None
    assert view.slots == (((0, 1), ()),), "the new one, though an equal one stood there"


def test_the_same_values_read_again_from_disk_are_no_deed():
    before = Matrix((Row("Staff", (Value("Help", status="at-risk"), Value("Fun"))),))
    again = Matrix((Row("Staff", (Value("Help", status="at-risk"), Value("Fun"))),))
    kept = MatrixFilter(RISK, TODAY)
    assert kept.after(before, again) is kept


def test_what_is_typed_is_in_view_wherever_it_is():
    matrix = Matrix((Row("Staff", (Value("Help", status="at-risk"),)), Row("Heads")))
    risky = MatrixFilter(RISK, TODAY)
    adding = risky.view(matrix, Place(1, 1), adding=True)
    assert adding is not None
    assert adding.rows == (0, 1)
    assert adding.line(Place(1, 1)) == Place(1, 1)
    hidden = replace(matrix, members=(Row("Staff", (Value("Fun"),)),))
    rewording = risky.view(hidden, Place(0, 0, 0))
    assert rewording is not None
    assert rewording.count == 1


def many(count: int) -> State:
    cell = tuple(Value(f"Value {n}", status="at-risk" if n % 2 else "proposed") for n in range(20))
    matrix = Matrix(tuple(Row(f"Row {n}", cell) for n in range(count // 20)))
    scene = Scene(matrix, Place(0, 0, 1))
    return State(scene, saved=matrix, matrix_filter=MatrixFilter(RISK, TODAY))


@pytest.mark.parametrize("count", [40, 10_000])
def test_a_move_looks_at_no_value_and_a_deed_at_one_row(count):
    state = many(count)
    assert state.view is not None
    views, looked = filter_view._view.cache_info().misses, filter_view._seen.cache_info().misses
    moved = tell(state, "j " * 30).state
    assert moved.value.status == "at-risk"
    assert filter_view._view.cache_info().misses == views, "nothing is made anew for a move"
    raised = tell(moved, "+").state
    assert raised.view is not None
    assert filter_view._seen.cache_info().misses == looked + 1, "one row is looked at again"
