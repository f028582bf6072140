"""The laws of the merge, with matrices nobody chose."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.matrix.diff.pairing import paired, spread
from copvalue_tui.matrix.merge.alignment import arranged, united
from copvalue_tui.matrix.merge.three_way import merge, resolve, summary
from copvalue_tui.matrix.text.normalize import tidy
from copvalue_tui.matrix.values import HORIZONS, Matrix, Review, Row, Value
from tests.laws import examples

WORDS = ("Help", "Help us", "Help them", "Access", "Fun", "Good times", "資金", "e\u0301", "E")
texts = st.sampled_from(WORDS)
values = st.one_of(
    texts.map(Value),
    st.builds(
        Value,
        texts,
        status=st.sampled_from(("proposed", "agreed", "parked")),
        votes=st.integers(0, 2),
        note=st.sampled_from(("", "x", "y")),
    ),
)
cells = st.lists(values, max_size=4).map(tuple)
rows = st.builds(
    Row,
    st.sampled_from(("Staff", "Bank", "Volunteers", "")),
    cells,
    cells,
    persona=st.sampled_from(("", "busy", "new")),
    tags=st.lists(st.sampled_from("ab"), max_size=2).map(tuple),
)
reviews = st.builds(Review, facilitator=st.sampled_from(("", "Ana", "Ben")))
matrices = st.builds(
    Matrix,
    st.lists(rows, max_size=3).map(tuple),
    st.lists(rows, max_size=2).map(tuple),
    title=st.sampled_from(("", "Plan", "Map")),
    language=st.sampled_from(("", "es")),
    packs=st.lists(st.sampled_from("pq"), max_size=2).map(tuple),
    parking_lot=cells,
    reviews=st.lists(reviews, max_size=3).map(tuple),
)


@st.composite
def edited(draw: st.DrawFn, matrix: Matrix) -> Matrix:
    """The matrix after a few edits of a person."""
    for _ in range(draw(st.integers(0, 4))):
        table = draw(st.sampled_from(("members", "organizations")))
        found: list[Row] = list(getattr(matrix, table))
        at = draw(st.integers(0, 2))
        action = draw(
            st.sampled_from(
                ("value", "add", "drop", "move", "name", "row", "gone", "title", "across")
            )
        )
        if action == "row":
            found.insert(at, draw(rows))
        elif action == "title":
            matrix = replace(matrix, title=draw(st.sampled_from(("Plan", "Map"))))
        elif found:
            at %= len(found)
            horizon = draw(st.sampled_from(HORIZONS))
            cell = list(found[at].cell(horizon))
            slot = draw(st.integers(0, 3))
            if action == "gone":
                del found[at]
            elif action == "across":
                other = "organizations" if table == "members" else "members"
                there = list(getattr(matrix, other))
                there.insert(slot, found.pop(at))
                matrix = replace(matrix, **{other: tuple(there)})
            elif action == "name":
                found[at] = replace(found[at], name=draw(st.sampled_from(("Staff", "Crew"))))
            elif action == "add":
                cell.insert(slot, draw(values))
            elif cell and action == "value":
                cell[slot % len(cell)] = draw(values)
            elif cell:
                value = cell.pop(slot % len(cell))
                if action == "move":
                    matrix = replace(matrix, parking_lot=(*matrix.parking_lot, value))
            if action not in ("gone", "name", "across"):
                found[at] = found[at].with_cell(horizon, tuple(cell))
        matrix = replace(matrix, **{table: tuple(found)})
    return matrix


@st.composite
def stories(draw: st.DrawFn) -> tuple[Matrix, Matrix, Matrix]:
    """A base and two versions of it; now and then the three have nothing in common."""
    base = draw(matrices)
    versions = [draw(st.one_of(edited(base), edited(base), matrices)) for _ in "ab"]
    return base, versions[0], versions[1]


def tally(matrix: Matrix) -> Counter[str]:
    """How often each text stands in the matrix."""
    return Counter(value.text for value in spread(matrix).values)


def contents(matrix: Matrix) -> Counter[object]:
    """All the matrix says, its order aside."""
    found: Counter[object] = Counter(matrix.parking_lot)
    for number, row in enumerate(matrix.rows):
        name = (matrix.audience(number), row.name)
        found[(*name, row.persona)] += 1
        for horizon in HORIZONS:
            found.update((*name, horizon, value) for value in row.cell(horizon))
    return found


@given(matrices, matrices)
def test_what_one_side_did_alone_is_taken_whole(base: Matrix, version: Matrix) -> None:
    assert merge(base, base, version) == (merge(base, version, base))
    assert merge(base, base, version).matrix == version
    assert merge(base, base, version).conflicts == ()
    same = merge(base, version, version)
    assert (same.matrix, same.conflicts) == (version, ())


@given(stories())
def test_nothing_is_lost(story: tuple[Matrix, Matrix, Matrix]) -> None:
    base, ours, theirs = story
    merged = tally(merge(base, ours, theirs).matrix)
    kept = set(tally(ours)) & set(tally(theirs)) & set(tally(base))
    added = set(tally(ours) - tally(base)) | set(tally(theirs) - tally(base))
    assert (kept | added) <= set(merged)
    assert not set(merged) - set(tally(ours)) - set(tally(theirs))


@given(stories())
def test_it_is_the_same_whoever_merges(story: tuple[Matrix, Matrix, Matrix]) -> None:
    base, ours, theirs = story
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert tally(one.matrix) == tally(other.matrix)
    assert sorted(c.kind for c in one.conflicts) == sorted(c.kind for c in other.conflicts)
    if not one.conflicts:
        assert contents(one.matrix) == contents(other.matrix)


@given(stories())
def test_what_comes_out_is_a_matrix_and_every_conflict_has_its_place(
    story: tuple[Matrix, Matrix, Matrix],
) -> None:
    merged = merge(*story)
    found = spread(merged.matrix).values
    assert all(value.text and tidy(value.text) == value.text for value in found)
    assert all(value.votes >= 0 for value in found)
    names = {(merged.matrix.audience(at), row.name) for at, row in enumerate(merged.matrix.rows)}
    for conflict in merged.conflicts:
        assert conflict.sentence.endswith((".",))
        for where in (conflict.where, conflict.elsewhere):
            assert where is None or where.audience is None or (where.audience, where.row) in names
        assert conflict.standing is None or conflict.standing in found


@given(stories(), st.lists(st.sampled_from(("ours", "theirs", "both")), min_size=1, max_size=4))
def test_every_conflict_can_be_decided(story, choices) -> None:
    merged = merge(*story)
    before = merged
    for at in range(len(merged.conflicts)):
        if not merged.conflicts:
            break
        count = len(merged.conflicts)
        merged = resolve(merged, merged.conflicts[0], choices[at % len(choices)])
        assert len(merged.conflicts) < count
    assert merged.conflicts == ()
    if set(choices) == {"both"} and not any(c.kind == "place" for c in before.conflicts):
        assert tally(merged.matrix) == tally(before.matrix)


@given(matrices, matrices)
def test_what_is_reported_of_a_change_is_nothing_only_when_there_is_none(base, version) -> None:
    assert (summary(base, version) == "nothing") == (base == version)
    pairs = paired(base, version)
    assert len({*pairs.values.values(), *pairs.replaced.values()}) == len(
        pairs.values | pairs.replaced
    )


lists = st.lists(st.integers(0, 5), max_size=6).map(tuple)


@given(lists, lists, lists)
def test_lists_follow_the_same_laws(base, ours, theirs) -> None:
    assert united(base, base, theirs) == united(base, theirs, base) == theirs
    assert united(base, ours, ours) == ours
    merged = Counter(united(base, ours, theirs))
    assert merged == Counter(united(base, theirs, ours))
    for entry in range(6):
        was, mine, other = (one.count(entry) for one in (base, ours, theirs))
        more = max(mine - was, other - was, 0)
        less = min(mine - was, other - was, 0)
        assert merged[entry] == was + more + less


@settings(max_examples=examples(16, 500))
@given(st.permutations(range(6)), st.permutations(range(6)))
def test_of_two_orders_ours_wins_unless_only_they_changed_it(ours, theirs) -> None:
    base = list(range(6))
    assert arranged(base, ours, theirs) == (theirs if list(ours) == base else ours)


actions = st.tuples(
    st.sampled_from(("reword", "rename", "mark", "delete", "move", "add", "nothing", "nothing")),
    st.integers(0, 5),
)


def numbered(spots: dict[int, tuple[int, Value]]) -> Matrix:
    """Three rows, with each value in the cell of this number."""
    cells: list[list[Value]] = [[] for _ in range(6)]
    for cell, value in spots.values():
        cells[cell].append(value)
    return Matrix(
        tuple(Row(f"R{at}", tuple(cells[2 * at]), tuple(cells[2 * at + 1])) for at in range(3))
    )


@given(st.lists(st.integers(0, 5), max_size=10), st.lists(actions, min_size=10, max_size=10))
def test_edits_of_different_values_never_conflict_and_all_arrive(homes, steps) -> None:
    base = {at: (cell, Value(f"{at} what it is worth")) for at, cell in enumerate(homes)}
    versions = [dict(base), dict(base)]
    expected = dict(base)
    for at, (action, cell) in enumerate(steps):
        for spots in (versions[at % 2], expected):
            if action == "add":
                spots[100 + at] = (cell, Value(f"{at} is new"))
            elif at in spots:
                home, value = spots[at]
                if action == "delete":
                    del spots[at]
                elif action == "move":
                    spots[at] = (cell, value)
                elif action != "nothing":
                    said = {"reword": f"{at} what it gives", "rename": f"quite other: {at * 7}"}
                    text = said.get(action, value.text)
                    status = "agreed" if action == "mark" else value.status
                    spots[at] = (home, replace(value, text=text, status=status))
    merged = merge(numbered(base), numbered(versions[0]), numbered(versions[1]))
    assert merged.conflicts == ()
    assert contents(merged.matrix) == contents(numbered(expected))
