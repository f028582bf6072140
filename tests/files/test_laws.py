"""The three laws of reading and writing, for any matrix and any text that says one."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.matrix.values import Matrix
from tests.files.actions import edited
from tests.files.hands import written
from tests.files.strategies import matrices
from tests.laws import examples

often = settings(
    max_examples=examples(33, 1000),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
seeds = st.integers(0, 2**32)


def both_laws_hold(matrix: Matrix, text: str) -> None:
    result = write(matrix, text)
    assert read(result) == matrix
    assert write(matrix, result) == result


@often
@given(matrices)
def test_a_new_file_reads_back_as_the_matrix(matrix: Matrix) -> None:
    both_laws_hold(matrix, "")


@often
@given(matrices, seeds)
def test_a_file_written_by_hand_says_its_matrix_and_keeps_every_byte(
    matrix: Matrix, seed: int
) -> None:
    text = written(Random(seed), matrix)
    assert read(text) == matrix
    assert write(matrix, text) == text


@often
@given(matrices, seeds)
def test_an_edited_matrix_reads_back_from_a_file_written_by_hand(matrix: Matrix, seed: int) -> None:
    rng = Random(seed)
    text = written(rng, matrix)
    both_laws_hold(edited(rng, read(text)), text)


@often
@given(matrices, matrices, seeds)
def test_any_other_matrix_reads_back_from_a_file_written_by_hand(
    one: Matrix, other: Matrix, seed: int
) -> None:
    both_laws_hold(other, written(Random(seed), one))
