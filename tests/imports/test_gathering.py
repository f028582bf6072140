"""Many people's answers: ideas folded, people counted, the order of arrival without a say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.imports.gathering import gathered
from copvalue_tui.imports.imported import Imported
from copvalue_tui.imports.people import Answers, people_in
from copvalue_tui.imports.sources import import_bytes
from copvalue_tui.matrix.folds import Doubt, Folded, doubts, fold_note, folded, kept_folded, split
from copvalue_tui.matrix.values import BLANK, HORIZONS, Matrix, Row, Value
from tests.imports.test_tables import drawn
from tests.laws import examples

REALISTIC = Path(__file__).parent / "realistic"
TEXTS = (
    *("Help", "help", "Helping", "Access to expertise", "Expertise access", "Expert access"),
    *("Quick answers", "quick answer", "Answers, quickly", "Feedback from members", "Pride"),
    *("Feedback to members", "Trust", "The trust", "of", "the"),
)


def person(name: str, **rows: str) -> Answers:
    """One person's answers: `Members="Help; Fun | Trust"`; a name with `_` is an organization."""
    members, organizations = [], []
    for row, drawn_cells in rows.items():
        cells = [
            tuple(Value(text.strip()) for text in cell.split(";") if text.strip())
            for cell in (f"{drawn_cells}|").split("|")[:2]
        ]
        (organizations if row.startswith("_") else members).append(Row(row.strip("_"), *cells))
    matrix = Matrix(tuple(members), tuple(organizations))
    return Answers(name, Imported(matrix=matrix))


def counted(matrix: Matrix) -> str:
    """The matrix with the votes of each value."""
    rows = []
    for row in matrix.rows:
        cells = (
            tuple(replace(value, text=f"{value.text} {value.votes}") for value in row.cell(each))
            for each in HORIZONS
        )
        rows.append(Row(row.name, *cells))
    return drawn(matrix.with_rows(tuple(rows)))


def test_the_same_idea_is_one_value_and_its_votes_are_people():
    people = [
        person("ana", Members="Quick answers; Pride; quick answer"),
        person("ben", Members="quick answer | Trust"),
        person("cy", Members="QUICK ANSWERS", _Bank="Trust"),
    ]
    result = gathered(BLANK, people)
    assert counted(result.matrix) == (
        "Members | Quick answers 3; Pride 1 | Trust 1\n@ Organization |  |\n@ Bank | Trust 1 |"
    )
    assert (result.answers, result.values) == (7, 4)
    assert result.new_rows == (("organizations", "Bank"),)
    (fold,) = result.folds
    assert (fold.text, fold.others, fold.doubtful) == ("Quick answers", ("quick answer",), ())


def test_values_of_the_matrix_keep_their_words_and_details_and_get_the_votes():
    own = Value("Access to expertise", status="agreed", votes=2, note="asked for in May")
    matrix = Matrix(members=(Row("Members", (own, Value("Fun"))),))
    people = [person("ana", Members="Expertise access; Trust"), person("ben", Miembros="expertise")]
    result = gathered(matrix, people, origins=True)
    first, fun, *rest = result.matrix.members[0].short_term
    assert (first.text, first.status, first.votes) == ("Access to expertise", "agreed", 3)
    assert first.note == "asked for in May; Doubtful fold: “Expertise access” (1 vote: ana)"
    assert fun == Value("Fun")
    assert [(value.text, value.votes, value.note) for value in rest] == [
        ("expertise", 1, "From: ben"),
        ("Trust", 1, "From: ana"),
    ]
    assert result.folds[0].doubtful


def test_what_differs_is_not_folded():
    people = [
        person("ana", Members="Feedback from members"),
        person("ben", Members="Feedback to members"),
        person("cy", Members="Less paperwork; Paperwork"),
    ]
    assert gathered(BLANK, people).folds == ()


def test_a_guessed_row_joins_the_one_that_others_name():
    cell = (Value("a"),)
    told = Imported(matrix=Matrix(organizations=(Row("Nurses", cell),)))
    guessed = Imported(matrix=Matrix(members=(Row("nurses", cell),)), guessed=("nurses",))
    people = [Answers("x", told), Answers("y", guessed)]
    assert counted(gathered(Matrix(), people).matrix) == "@ Nurses | a 2 |"


answers = st.builds(
    lambda name, cells: person(name, **{row: "; ".join(texts) for row, texts in cells.items()}),
    st.sampled_from(("ana", "ben", "cy", "di")),
    st.dictionaries(
        st.sampled_from(("Members", "Miembros", "Nurses", "_Bank", "_Members")),
        st.lists(st.sampled_from(TEXTS), max_size=4),
        max_size=3,
    ),
)
BASES = (BLANK, Matrix(), Matrix((Row("Members", (Value("Help"), Value("Expertise access"))),)))


@settings(max_examples=examples(60, 2000))
@given(
    st.lists(answers, max_size=5).flatmap(
        lambda all_: st.tuples(st.just(all_), st.permutations(all_))
    ),
    st.sampled_from(BASES),
    st.booleans(),
)
def test_the_order_of_arrival_makes_no_difference(orders, base, origins):
    one, other = orders
    assert gathered(base, one, origins=origins) == gathered(base, other, origins=origins)


@settings(max_examples=examples(40, 1000))
@given(st.lists(answers, max_size=5), st.sampled_from(BASES))
def test_nobody_is_counted_twice_and_nobody_is_lost(people, base):
    result = gathered(base, people)
    for row in result.matrix.rows:
        for value in (*row.short_term, *row.long_term):
            assert 0 <= value.votes <= len(people)
    wanted = {
        value.text
        for each in people
        for row in each.imported.matrix.rows
        for value in row.short_term
    }
    there = {value.text for row in result.matrix.rows for value in row.short_term}
    folded = {other for fold in result.folds for other in fold.others}
    assert {text.casefold() for text in wanted} <= {text.casefold() for text in there | folded}


def test_in_the_table_of_a_form_a_row_is_a_person():
    content = (REALISTIC / "form.csv").read_bytes()
    people = people_in(content, "form", import_bytes(content, ".csv"))
    assert [each.person for each in people] == ["a@example.org", "b@example.org"]
    assert drawn(people[0].imported.matrix) == (
        "Members | Quick answers; Contacts | Reputation\n@ Organization | Time saved | New ideas"
    )


def test_on_a_whiteboard_an_author_is_a_person():
    content = (REALISTIC / "mural.csv").read_bytes()
    people = people_in(content, "mural", import_bytes(content, ".csv"))
    assert [(each.person, each.imported.placed) for each in people] == [("Ana", 2), ("Ben", 2)]


@pytest.mark.parametrize("name", ["sheet.xlsx", "excel-ansi.csv", "wiki.md", "word-pandoc.docx"])
def test_any_other_file_is_one_person(name):
    content = (REALISTIC / name).read_bytes()
    whole = import_bytes(content, Path(name).suffix)
    assert people_in(content, "ana", whole) == [Answers("ana", whole)]


# Doubtful folds


def test_a_split_gives_each_idea_the_people_who_had_it():
    people = [
        person("ana", Members="Access to expertise"),
        person("ben (night shift)", Members="Expertise access; Access to expertise"),
        person("cy", Members="expertise access"),
        person("di", Members="Access to the expertise"),
    ]
    for origins, note, notes in (
        (False, "“Expertise access” (2 votes, 1 had both)", ("", "")),
        (
            True,
            "“Expertise access” (2 votes, 1 had both: ben [night shift], cy)",
            ("From: ana, ben (night shift), di", "From: ben [night shift], cy"),
        ),
    ):
        (value,) = gathered(BLANK, people, origins=origins).matrix.members[0].short_term
        assert value.note.endswith(f"Doubtful fold: {note}")
        assert value.votes == 4
        apart = split(value)
        assert [(one.text, one.votes) for one in apart] == [
            ("Access to expertise", 3),
            ("Expertise access", 2),
        ]
        assert tuple(one.note for one in apart) == notes
        kept = kept_folded(value)
        assert kept.votes == 4
        assert kept.note.endswith(
            "Also: “Expertise access”" + (" (ben [night shift], cy)" if origins else "")
        )
        assert folded(kept.note) == ()


def test_the_note_around_a_fold_is_not_touched():
    ideas = [Folded("a; b", 1_200, 3), Folded("say “c”, (d)", 1)]
    for before, after in (("", ""), ("asked in May", ""), ("", "more"), ("x; y", "z: (1 vote)")):
        note = "; ".join(filter(None, (before, fold_note(ideas), after)))
        value = Value("A", votes=1_300, note=note)
        assert folded(note) == tuple(ideas)
        first, *others = split(value)
        assert (first.note, first.votes) == ("; ".join(filter(None, (before, after))), 102)
        assert [(one.text, one.votes) for one in others] == [("a; b", 1_200), ("say “c”, (d)", 1)]


pieces = st.lists(
    st.sampled_from(("Doubtful fold: ", "“", "”", "a", " (1 vote", ")", ", ", "; ", "(", "9" * 30))
).map("".join)


@given(st.lists(st.builds(Folded, pieces.map(lambda text: f"t{text}"), st.integers(1, 5000))))
def test_words_that_look_like_a_note_are_never_taken_apart_wrongly(ideas):
    found = folded(fold_note(ideas))
    assert found in (tuple(ideas), ())


@given(pieces, st.integers(0, 9))
def test_any_note_can_be_looked_over_and_no_value_is_lost(note, votes):
    value = Value("A", note=note, votes=votes)
    matrix = replace(BLANK, parking_lot=(value,))
    assert tuple(doubts(matrix)) == ((Doubt(None, 0, value),) if folded(note) else ())
    first, *others = split(value)
    assert (first.text, len(others) > 0) == ("A", bool(folded(note)))
    assert folded(first.note) == folded(kept_folded(value).note) == ()
