"""The laws of a merge as text, with files in every layout a hand can give them."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.files.session.merge_text import MARK, merge_texts
from copvalue_tui.files.session.read import read
from copvalue_tui.matrix.merge.three_way import merge
from copvalue_tui.matrix.values import Matrix
from tests.files.hands import written
from tests.files.strategies import matrices
from tests.laws import examples
from tests.matrix.test_merging_laws import edited

chances = st.integers(0, 2**32).map(Random)


@st.composite
def stories(draw: st.DrawFn) -> tuple[Matrix, Matrix, Matrix]:
    """A base and two versions of it."""
    base = draw(matrices)
    return base, draw(edited(base)), draw(edited(base))


@settings(max_examples=examples(20, 600), deadline=None)
@given(stories(), chances)
def test_the_text_reads_back_as_the_merge_and_keeps_every_comment_of_ours(story, chance) -> None:
    texts = [written(chance, matrix) for matrix in story]
    found = merge_texts(*texts)
    assert found.merged == merge(*map(read, texts))
    assert read(found.text) == found.merged.matrix
    assert found.text.count(MARK) == found.undecided
    assert [one.sentence for one in found.merged.conflicts] == [
        one.sentence for one in merge(*story).conflicts
    ]


@settings(max_examples=examples(15, 400), deadline=None)
@given(stories(), chances)
def test_when_theirs_changed_nothing_ours_keeps_every_byte(story, chance) -> None:
    base, ours = (written(chance, matrix) for matrix in story[:2])
    for theirs in (base, ours):
        found = merge_texts(base, ours, theirs)
        assert (found.text, found.undecided) == (ours, 0)


@settings(max_examples=examples(15, 400), deadline=None)
@given(stories(), chances)
def test_what_was_decided_once_is_not_asked_again(story, chance) -> None:
    base, ours, theirs = (written(chance, matrix) for matrix in story)
    once = merge_texts(base, ours, theirs)
    again = merge_texts(theirs, once.text, theirs)
    assert (again.text, again.undecided) == (once.text, 0)
