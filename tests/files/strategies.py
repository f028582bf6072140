"""Matrices for hypothesis."""

from hypothesis import strategies as st

from copvalue_tui.matrix.text.normalize import one_line
from copvalue_tui.matrix.values import Action, Indicator, Matrix, Review, Row, Value
from copvalue_tui.matrix.vocabulary import EVIDENCE_LEVELS, PRIORITIES, STATUS_NAMES

WORDS = (
    "Help",
    "Access",
    "Fun",
    "Help with challenges",
    "Équipe",
    "資金",
    "a, b",
    "it's",
    'say "x"',
)
NASTY = "\"'\\#[]{},=\x1b\x00\x7f\x9b\u202e\u2028\xa0\ufeff…é資👩\u200d🚒\n\t ab."

free_texts = st.one_of(
    st.sampled_from(WORDS),
    st.text(st.sampled_from(NASTY), max_size=8),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)
lines = free_texts.map(one_line)
texts = lines.filter(bool)
days = st.none() | st.dates()

numbers = (
    st.none()
    | st.integers(-(2**63 - 1), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from((0, 23, 41.5, -0.0))
)
indicators = st.builds(Indicator, texts, numbers, numbers, numbers, lines, days)
CONTENTS = {
    "text": texts,
    "status": st.sampled_from(STATUS_NAMES),
    "priority": st.sampled_from(("", *PRIORITIES)),
    "votes": st.sampled_from((0, 1, 5, 2**63 - 1)),
    "shared": lines,
    "owner": lines,
    "evidence": st.sampled_from(EVIDENCE_LEVELS),
    "note": lines,
    "review_by": days,
    "indicator": st.none() | indicators,
}
"""Field of a value → what may stand in it."""
values = st.one_of(texts.map(Value), st.builds(Value, **CONTENTS))
cells = st.lists(values, max_size=4).map(tuple)
some_texts = st.lists(texts, max_size=3).map(tuple)
rows = st.builds(Row, lines, cells, cells, st.just("") | lines, st.just(()) | some_texts)
actions = st.lists(st.builds(Action, texts, lines, days, days), max_size=2).map(tuple)
counts = st.integers(min_value=0, max_value=9)
reviews = st.builds(
    *(Review, days, lines, some_texts, lines, some_texts, lines, counts, counts, some_texts),
    actions,
)
some_rows = st.lists(rows, max_size=3).map(tuple)
matrices = st.builds(
    Matrix,
    members=some_rows,
    organizations=some_rows,
    title=lines,
    domain=st.just("") | lines,
    purpose=st.just("") | lines,
    stage=st.just("") | lines,
    short_term_means=st.just("") | lines,
    long_term_means=st.just("") | lines,
    review_cadence=st.just("") | lines,
    language=st.sampled_from(("", "es")),
    packs=st.just(()) | some_texts,
    parking_lot=st.just(()) | cells,
    reviews=st.lists(reviews, max_size=2).map(tuple),
)
