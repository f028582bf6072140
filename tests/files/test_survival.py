"""What a person wrote around the values is still there after a save: comments and unknown keys."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.files.toml.parse import parse
from copvalue_tui.matrix.values import HORIZONS, Matrix, Row, Value
from tests.files.actions import some_value
from tests.laws import examples

LINES = {
    "plain": '    # over {n}\n    "Value {n}",  # on {n}\n',
    "literal": "  # over {n}\n  'Value {n}'  , # on {n}\n",
    "table": '\t# over {n}\n\t{{ text = "Value {n}", key{n} = {n} }}, # on {n}\n',
}


def page(rng: Random) -> tuple[str, Matrix]:
    """A file whose every value has comments, some with unknown keys, and its matrix."""
    text = "format = 1\nmine = 7 # top\n"
    number = 0
    for row in range(3):
        text += f"\n# row {row}\n[[members]] # header {row}\nname = 'Row {row}'\nkey{row} = {row}\n"
        for horizon in HORIZONS:
            text += f"{horizon} = [\n"
            for _ in range(rng.randint(0, 4)):
                text += LINES[rng.choice(list(LINES))].format(n=number)
                number += 1
            text += f"]  # end of {horizon} {row}\n"
    return text, read(text)


def shuffled(rng: Random, matrix: Matrix) -> Matrix:
    """The matrix with values dropped, moved to other cells and added, and its rows in disorder."""
    values = [
        value for row in matrix.rows for cell in (row.short_term, row.long_term) for value in cell
    ]
    kept = [value for value in values if rng.random() < 0.8]
    kept += [some_value(rng) for _ in range(rng.randint(0, 3))]
    cells: dict[tuple[int, str], list[Value]] = {}
    for value in kept:
        cells.setdefault((rng.randrange(3), rng.choice(HORIZONS)), []).append(value)
    rows = [
        replace(
            row,
            short_term=tuple(cells.get((at, "short_term"), ())),
            long_term=tuple(cells.get((at, "long_term"), ())),
        )
        for at, row in enumerate(matrix.members)
    ]
    rng.shuffle(rows)
    return replace(matrix, members=tuple(rows))


def block(text: str, mark: str) -> str:
    """The lines from a comment over something to the end of the line under it."""
    at = text.index(mark)
    start = text.rindex("\n", 0, at) + 1
    return text[start : text.index("\n", text.index("\n", at) + 1)]


@settings(max_examples=examples(33, 1000), deadline=None)
@given(st.integers(0, 2**32))
def test_values_keep_their_lines_wherever_they_move_and_take_them_along_when_they_go(
    seed: int,
) -> None:
    rng = Random(seed)
    text, old = page(rng)
    new = shuffled(rng, old)
    result = write(new, text)
    here = {value.text for row in new.rows for value in row.short_term + row.long_term}
    for row in old.rows:
        for value in row.short_term + row.long_term:
            number = value.text.removeprefix("Value ")
            if value.text in here:
                assert block(result, f"# over {number}\n") == block(text, f"# over {number}\n")
            elif here <= {f"Value {at}" for at in range(30)}:
                # A value that was typed anew may stand in for it, and is then seen as reworded.
                assert f"# over {number}\n" not in result
                assert f"# on {number}\n" not in result


@settings(max_examples=examples(33, 1000), deadline=None)
@given(st.integers(0, 2**32))
def test_rows_keep_their_comments_and_their_unknown_keys_in_any_order(seed: int) -> None:
    rng = Random(seed)
    text, old = page(rng)
    result = write(shuffled(rng, old), text)
    tables = parse(result)
    assert tables["mine"] == 7
    assert "mine = 7 # top\n" in result
    members = tables["members"]
    assert isinstance(members, list)
    for row in range(3):
        head = f"# row {row}\n[[members]] # header {row}\nname = 'Row {row}'\nkey{row} = {row}\n"
        assert head in result
        assert any(table.get(f"key{row}") == row for table in members)
        for horizon in HORIZONS:
            assert f"]  # end of {horizon} {row}\n" in result


def test_a_reworded_value_keeps_its_unknown_keys_and_its_comments() -> None:
    text, old = page(Random(3))
    rows = tuple(reworded(row) for row in old.members)
    result = write(replace(old, members=rows), text)
    assert result == text.replace("Value ", "Reworded ")


def reworded(row: Row) -> Row:
    """The row with another text in each value."""
    for horizon in HORIZONS:
        cell = row.cell(horizon)
        other = (replace(value, text=value.text.replace("Value", "Reworded")) for value in cell)
        row = row.with_cell(horizon, tuple(other))
    return row
