"""Undo gives the text back: what a save took out comes back with its value or its row."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.encoding import Source, decode, encode
from copvalue_tui.files.text_history import history as text_history
from copvalue_tui.files.text_history.history import TextHistory
from copvalue_tui.files.text_history.lost_blocks import rewritten
from copvalue_tui.matrix.values import Matrix, Value
from tests.files.actions import edited
from tests.files.by_hand import (
    ACCESS,
    FUN,
    HELP,
    MATRIX,
    MEETINGS,
    NEW,
    NEWCOMERS,
    OPERATORS,
    TEXT,
    UTILITY,
    members,
    short,
)
from tests.files.hands import written
from tests.files.strategies import matrices
from tests.laws import examples

often = settings(
    max_examples=examples(20, 600),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
seeds = st.integers(0, 2**32)


class Saving:
    """A file that is saved again and again, and what is remembered of it."""

    def __init__(self, text: str) -> None:
        self.source = decode(text.encode())
        self.history = TextHistory(matrix=read(self.source.text))

    @property
    def text(self) -> str:
        return encode(self.source).decode()

    def save(self, *matrices: Matrix) -> str:
        """Saves one after the other, as an editor does, and tells the text."""
        for matrix in matrices:
            new = decode(encode(rewritten(self.source, matrix, self.history)))
            assert read(new.text) == matrix
            self._holds(new, matrix, ours=True)
        return self.text

    def others_write(self, old: str, new: str) -> None:
        """Somebody else changes the file."""
        assert old in self.text
        source = decode(self.text.replace(old, new).encode())
        self._holds(source, read(source.text), ours=False)

    def _holds(self, new: Source, matrix: Matrix, *, ours: bool) -> None:
        self.history = self.history.followed_by(self.source, new, matrix, ours=ours)
        self.source = new


def undone_to_the_first_bytes(rng: Random, text: str, steps: int) -> None:
    file = Saving(text)
    before = [(file.history.matrix, file.text)]
    for _ in range(steps):
        matrix = edited(rng, read(file.source.text))
        before.append((matrix, file.save(matrix)))
    for matrix, first in reversed(before):
        assert matrix is not None
        assert file.save(matrix) == first
    for matrix, first in before:
        assert matrix is not None
        assert file.save(matrix) == first


@often
@given(matrices, seeds)
def test_every_chain_of_edits_saved_and_undone_ends_in_the_first_bytes(
    matrix: Matrix, seed: int
) -> None:
    rng = Random(seed)
    undone_to_the_first_bytes(rng, written(rng, matrix), rng.randint(1, 5))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_edit_of_a_file_by_hand_and_back_is_the_same_file(end: str) -> None:
    text = TEXT.replace("\n", end)
    for seed in range(150):
        undone_to_the_first_bytes(Random(seed), text, 1)


def test_one_line_arrays_comments_and_unknown_keys_come_back() -> None:
    file = Saving(TEXT)
    emptied = replace(
        MATRIX,
        title="",
        members=tuple(replace(row, short_term=(), long_term=()) for row in MATRIX.members),
    )
    file.save(emptied, replace(emptied, members=(), organizations=()), emptied)
    assert file.save(MATRIX) == TEXT


def test_a_value_comes_back_with_its_comment_after_others_wrote() -> None:
    file = Saving(TEXT)
    file.save(short(HELP, FUN))
    file.others_write('    "Help",', '    "Help",  # Ben: yes!')
    text = file.save(short(HELP, ACCESS, FUN))
    assert '    # heard in March\n    "Access",  # top wish' in text
    assert '"Help",  # Ben: yes!' in text


def test_a_value_that_is_cut_and_pasted_after_a_save_brings_its_lines_along() -> None:
    file = Saving(TEXT)
    file.save(short(HELP, FUN, MEETINGS))
    there = replace(NEWCOMERS, short_term=(ACCESS,))
    text = file.save(short(HELP, FUN, MEETINGS, then=there))
    assert 'short_term = [\n    # heard in March\n    "Access",  # top wish\n]' in text
    file.save(short(HELP, FUN, then=there))
    back = replace(OPERATORS, short_term=(HELP, FUN), long_term=(MEETINGS,))
    text = file.save(members(back, there))
    assert 'long_term = [{ text = "Meetings", status = "agreed", colour = "red" }]' in text


def test_a_row_comes_back_with_all_that_is_its_own_after_others_wrote() -> None:
    file = Saving(TEXT)
    file.save(members(OPERATORS))
    file.others_write('    "Help",', '    "Help",  # Ben: yes!')
    text = file.save(members(OPERATORS, NEWCOMERS))
    assert text == TEXT.replace('    "Help",', '    "Help",  # Ben: yes!')


def test_a_row_on_the_other_side_comes_back_under_the_other_header() -> None:
    file = Saving(TEXT)
    file.save(members(OPERATORS))
    text = file.save(replace(MATRIX, members=(OPERATORS,), organizations=(UTILITY, NEWCOMERS)))
    assert '# Newcomers, since 2026\n[[organizations]]\nname = "Newcomers"' in text
    assert "extra = true" in text


def test_what_others_brought_comes_back_when_it_is_undone_and_redone() -> None:
    file = Saving(TEXT)
    theirs = '    "Solving", # faster\n    { text = "Trust", by = "Ben" },  # from the survey\n'
    file.others_write('    "Solving", # faster\n', theirs)
    merged = file.history.matrix
    assert merged is not None
    first = file.text
    assert file.save(MATRIX) == TEXT
    assert file.save(merged) == first


def test_the_same_words_added_a_second_time_get_no_second_comment() -> None:
    file = Saving(TEXT)
    file.save(short(HELP, replace(ACCESS, status="agreed"), FUN, MEETINGS))
    text = file.save(short(HELP, replace(ACCESS, text="Entry"), FUN, MEETINGS))
    assert text.count("# heard in March") == 1
    text = file.save(short(HELP, replace(ACCESS, text="Entry"), FUN, MEETINGS, ACCESS))
    assert text.count("# heard in March") == text.count("# top wish") == 1


def test_twins_that_come_back_keep_each_its_own_comment() -> None:
    text = TEXT.replace('long_term = ["Growth", "Pride"]', 'long_term = [\n    "Help",  # twin\n]')
    twins = read(text)
    file = Saving(text)
    bare = replace(OPERATORS, short_term=(FUN,), long_term=())
    file.save(members(bare, NEWCOMERS))
    file.others_write("'Fun',", "'Fun',  # Ben: yes!")
    after = file.save(twins)
    assert '    "Help",  # twin\n]' in after
    assert '    "Help",\n' in after


def test_what_a_person_deleted_by_hand_does_not_come_back() -> None:
    file = Saving(TEXT)
    file.save(short(HELP, FUN, MEETINGS), short(HELP, ACCESS, FUN, MEETINGS))
    file.others_write("  # top wish", "")
    file.save(short(HELP, FUN, MEETINGS))
    text = file.save(short(HELP, ACCESS, FUN, MEETINGS))
    assert "# heard in March" in text
    assert "top wish" not in text


def test_what_is_remembered_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_history, "MOST_TEXTS", 3)
    file = Saving(TEXT)
    for number in range(9):
        file.save(short(HELP, Value(f"Number {number}")))
    assert len(file.history.earlier) == 3
    monkeypatch.setattr(text_history, "MOST_CHARACTERS", 10)
    file.save(short(NEW))
    assert file.history.earlier == ()
    assert read(file.save(MATRIX)) == MATRIX


def test_a_history_of_another_text_is_left_alone() -> None:
    file = Saving(TEXT)
    file.save(short(HELP))
    other = Saving(TEXT.replace("Growth", "Growing"))
    other.history = replace(file.history, matrix=other.history.matrix)
    assert read(other.save(MATRIX)) == MATRIX


PRINTF = (
    'format = 1\r\n[[members]]\r\nname = "M"\r\nshort_term = ["a"]\r\n'
    '[[organizations]]\r\nname = "O"\nshort_term = ["z"]'
)


def test_with_mixed_line_ends_and_no_last_one_each_row_can_go_and_come_back() -> None:
    matrix = read(PRINTF)
    for less in (replace(matrix, organizations=()), replace(matrix, members=()), Matrix()):
        file = Saving(PRINTF)
        file.save(less)
        assert not file.text.endswith(("\n", "\r"))
        assert file.save(matrix) == PRINTF
