"""What two people made of one matrix becomes one matrix: told as small stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from copvalue_tui.matrix.merge.three_way import ON_DISK, Merged, merge, resolve, summary
from copvalue_tui.matrix.values import BLANK, Matrix, Review, Row, Value
from tests.counting import calls_of

STAFF = "Staff: Help, Access, Fun"


def drawn(text: str, **facts: object) -> Matrix:
    """A matrix of members from `Row: value, value / long term value; Row: …`; `!` is agreed."""
    rows: list[Row] = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, _, cells = part.partition(":")
        short, _, long = cells.partition("/")
        rows.append(Row(name, _cell(short), _cell(long)))
    return replace(Matrix(members=tuple(rows)), **facts)


def _cell(text: str) -> tuple[Value, ...]:
    words = filter(None, (word.strip() for word in text.split(",")))
    return tuple(
        Value(word.strip("!"), status="agreed" if "!" in word else "proposed") for word in words
    )


def told(matrix: Matrix) -> str:
    """The matrix as `drawn` reads it."""
    rows: list[str] = []
    for row in matrix.members:
        short, long = (
            ", ".join(value.text + "!" * (value.status == "agreed") for value in cell)
            for cell in (row.short_term, row.long_term)
        )
        rows.append(f"{row.name}: {short}" + (f" / {long}" if long else ""))
    return "; ".join(rows)


def both(base: str, ours: str, theirs: str) -> Merged:
    """The merge of three drawn matrices."""
    return merge(drawn(base), drawn(ours), drawn(theirs))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        (
            STAFF,
            "Staff: Help, Tea, Access, Fun",
            f"{STAFF}, Cake",
            "Staff: Help, Tea, Access, Fun, Cake",
        ),
        (STAFF, f"{STAFF}, Tea", f"{STAFF}, Cake", f"{STAFF}, Tea, Cake"),
        (STAFF, f"{STAFF}, Tea", f"{STAFF}, Tea", f"{STAFF}, Tea"),
        (STAFF, f"{STAFF}, Tea!", f"{STAFF}, Tea", f"{STAFF}, Tea!"),
        (STAFF, "Staff: Access, Fun", "Staff: Help, Access", "Staff: Access"),
        (
            STAFF,
            "Staff: Help us, Access, Fun",
            "Staff: Help!, Access, Fun",
            "Staff: Help us!, Access, Fun",
        ),
        (
            STAFF,
            "Staff: Fun, Help, Access",
            "Staff: Help, Access, Fun, Tea",
            "Staff: Fun, Tea, Help, Access",
        ),
        (
            STAFF,
            STAFF.replace("Fun", "Fun, Tea"),
            "Staff: Fun, Access, Help",
            "Staff: Fun, Tea, Access, Help",
        ),
        (
            STAFF,
            "Staff: Access, Fun / Help",
            "Staff: Help!, Access, Fun",
            "Staff: Access, Fun / Help!",
        ),
        (STAFF, "Crew: Help, Access, Fun", f"{STAFF}, Tea", "Crew: Help, Access, Fun, Tea"),
        (STAFF, f"{STAFF}; Bank: Tea", f"Town: Cake; {STAFF}", f"Town: Cake; {STAFF}; Bank: Tea"),
        (STAFF, f"{STAFF}; Bank: Tea", f"{STAFF}; Bank: Cake", f"{STAFF}; Bank: Tea, Cake"),
        ("Staff: A; Bank: B", "Bank: B; Staff: A", "Staff: A; Bank: B, C", "Bank: B, C; Staff: A"),
        ("Staff: A; Bank: B", "Staff: A, B", "Staff: A; Bank: B!", "Staff: A, B!"),
        ("Staff: A; Bank: B", "Staff: A", "Staff: A, C; Bank: B", "Staff: A, C"),
        ("Staff: A, A", "Staff: A", "Staff: A, A, A", "Staff: A, A"),
        ("", "Staff: A, B", "Staff: B, C", "Staff: A, B, C"),
        (STAFF, "", "", ""),
        ("", "", STAFF, STAFF),
    ],
)
def test_edits_that_do_not_meet_are_both_there(base, ours, theirs, merged) -> None:
    found = both(base, ours, theirs)
    assert told(found.matrix) == merged
    assert found.conflicts == ()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged", "sentence"),
    [
        (
            STAFF,
            "Staff: Help us, Access, Fun",
            "Staff: Help them, Access, Fun",
            "Staff: Help us, Help them, Access, Fun",
            "“Help” in “Staff”, short term became “Help us” in ours and “Help them” in theirs; "
            "both were kept.",
        ),
        (
            STAFF,
            "Staff: Tea, Access, Fun",
            "Staff: Cake, Access, Fun",
            "Staff: Tea, Cake, Access, Fun",
            "“Help” in “Staff”, short term became “Tea” in ours and “Cake” in theirs; "
            "both were kept.",
        ),
        (
            STAFF,
            "Staff: Access, Fun",
            "Staff: Help!, Access, Fun",
            "Staff: Help!, Access, Fun",
            "“Help” in “Staff”, short term was deleted in ours and changed in theirs; it was kept.",
        ),
        (
            STAFF,
            "Staff: Help!, Access, Fun",
            "Staff: Access, Fun",
            "Staff: Help!, Access, Fun",
            "“Help” in “Staff”, short term was deleted in theirs and changed in ours; it was kept.",
        ),
        (
            f"{STAFF}; Bank: A, B",
            STAFF,
            f"{STAFF}; Bank: A!, B, C",
            f"{STAFF}; Bank: A!, B, C",
            "The row “Bank” was deleted in ours and changed in theirs; it was kept.",
        ),
        (
            "Staff: A; Bank: B; Town: C",
            "Staff: ; Bank: A, B; Town: C",
            "Staff: ; Bank: B; Town: C, A",
            "Staff: ; Bank: A, B; Town: C",
            "“A” was moved to “Bank”, short term in ours and to “Town”, short term in theirs; "
            "it is now where ours has it.",
        ),
        (
            "Staff: A, B",
            "Crew: A, B",
            "Team: A, B",
            "Crew: A, B",
            "The name of the row “Crew” is “Crew” in ours and “Team” in theirs; ours was kept.",
        ),
        (
            "Staff: A; Bank: A",
            "Staff: ; Bank: A",
            "Staff: A; Bank:",
            "Staff: A; Bank: A",
            "“A” in “Staff”, short term was deleted in ours, and the same elsewhere in theirs; "
            "both were kept.",
        ),
    ],
)
def test_edits_of_the_same_keep_both_and_are_reported(base, ours, theirs, merged, sentence) -> None:
    found = both(base, ours, theirs)
    assert told(found.matrix) == merged
    assert found.conflicts[0].sentence == sentence


def _one(value: Value) -> Matrix:
    return Matrix(members=(Row("Staff", (value,)),))


OLD = Value("Help", "agreed", votes=3, note="said twice")


def test_details_are_merged_field_by_field() -> None:
    ours = replace(OLD, status="realized", owner="Ana")
    theirs = replace(OLD, note="said often", review_by=date(2027, 3, 1))
    merged = merge(_one(OLD), _one(ours), _one(theirs))
    both_of_them = replace(ours, note="said often", review_by=date(2027, 3, 1))
    assert merged == Merged(_one(both_of_them))


def test_a_field_that_both_changed_stands_as_ours_has_it_until_somebody_decides() -> None:
    ours, theirs = (
        replace(OLD, status="realized", note="x"),
        replace(OLD, status="parked", note="y"),
    )
    merged = merge(_one(OLD), _one(ours), _one(theirs))
    assert merged.matrix == _one(ours)
    status, note = merged.conflicts
    assert (status.field, status.base, status.ours, status.theirs) == (
        "status",
        "agreed",
        "realized",
        "parked",
    )
    assert "status is “realized” in ours and “parked” in theirs; ours was kept." in status.sentence
    merged = resolve(merged, status, "theirs")
    assert merged.matrix == _one(replace(ours, status="parked"))
    assert resolve(merged, merged.conflicts[0], "both") == Merged(
        _one(replace(ours, status="parked", note="x; y"))
    )
    assert resolve(merged, note, "ours").matrix == merged.matrix


@pytest.mark.parametrize(
    ("choice", "texts"),
    [("ours", "Help us"), ("theirs", "Help them"), ("both", "Help us, Help them")],
)
def test_of_two_wordings_one_is_chosen_or_both_stay(choice, texts) -> None:
    merged = both(STAFF, "Staff: Help us, Access, Fun", "Staff: Help them, Access, Fun")
    done = resolve(merged, merged.conflicts[0], choice)
    assert told(done.matrix) == f"Staff: {texts}, Access, Fun"
    assert done.conflicts == ()


@pytest.mark.parametrize(
    ("choice", "left"),
    [("ours", "Staff: A"), ("theirs", "Staff: A; Bank: B, C"), ("both", "Staff: A; Bank: B, C")],
)
def test_a_deleted_row_goes_only_when_somebody_says_so(choice, left) -> None:
    merged = both("Staff: A; Bank: B", "Staff: A", "Staff: A; Bank: B, C")
    assert told(resolve(merged, merged.conflicts[0], choice).matrix) == left


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("ours", "Bank: A, B; Town: C"),
        ("theirs", "Bank: B; Town: C, A"),
        ("both", "Bank: A, B; Town: C, A"),
    ],
)
def test_a_value_moved_to_two_cells_ends_where_somebody_says(choice, left) -> None:
    merged = both("Bank: B; Town: C; Staff: A", "Bank: A, B; Town: C", "Bank: B; Town: C, A")
    (conflict,) = merged.conflicts
    assert told(resolve(merged, conflict, choice).matrix) == left


def test_a_decision_about_something_taken_out_meanwhile_changes_nothing() -> None:
    merged = both(STAFF, "Staff: Help us, Access, Fun", "Staff: Help them, Access, Fun")
    gone = replace(merged, matrix=drawn("Bank: x"))
    assert resolve(gone, gone.conflicts[0], "theirs") == Merged(drawn("Bank: x"))


def test_other_conflicts_of_a_row_follow_its_new_name() -> None:
    merged = both("Staff: A, B, C", "Crew: A, C", "Team: A, B!, C")
    named, deleted = merged.conflicts
    assert (named.field, deleted.kind) == ("name", "deleted")
    merged = resolve(merged, named, "theirs")
    assert told(merged.matrix) == "Team: A, B!, C"
    (deleted,) = merged.conflicts
    assert deleted.where.row == "Team"
    assert told(resolve(merged, deleted, "ours").matrix) == "Team: A, C"


def test_facts_tags_packs_and_reviews_are_merged_too() -> None:
    one, two, three = (Review(facilitator=name) for name in ("Ana", "Ben", "Eva"))
    base = Matrix(title="Plan", packs=("water",), reviews=(one,), stage="potential")
    ours = replace(base, title="Map", packs=("own", "water"), reviews=(one, two))
    theirs = replace(base, title="Chart", packs=(), reviews=(one, three), stage="active")
    merged = merge(base, ours, theirs)
    assert merged.matrix == replace(ours, packs=("own",), reviews=(one, two, three), stage="active")
    (title,) = merged.conflicts
    assert title.sentence == (
        "The matrix’s title is “Map” in ours and “Chart” in theirs; ours was kept."
    )
    assert resolve(merged, title, "theirs").matrix.title == "Chart"
    assert resolve(merged, title, "both").matrix.title == "Map; Chart"


def test_the_persona_of_a_row_is_merged_or_told() -> None:
    rows = [
        Row("Staff", persona=said, tags=tags)
        for said, tags in (("", ()), ("x", ("a",)), ("y", ("b",)))
    ]
    merged = merge(*(Matrix(members=(row,)) for row in rows))
    assert merged.matrix == Matrix(members=(Row("Staff", persona="x", tags=("a", "b")),))
    assert resolve(merged, merged.conflicts[0], "both").matrix.members[0].persona == "x; y"


def test_a_template_given_names_takes_what_the_other_wrote_in_it() -> None:
    ours = replace(BLANK, members=(Row("Engineers", (Value("A"),)),))
    theirs = replace(BLANK, members=(Row("Members", (Value("B"),)),))
    assert told(merge(BLANK, ours, theirs).matrix) == "Engineers: A, B"


def test_the_same_row_name_on_both_sides_is_two_rows() -> None:
    base = Matrix((Row("Bank", (Value("A"),)),), (Row("Bank", (Value("B"),)),))
    ours = replace(base, members=())
    theirs = replace(base, organizations=(Row("Bank", (Value("B"), Value("C"))),))
    merged = merge(base, ours, theirs)
    assert merged == Merged(replace(theirs, members=()))


BANK = Row("Bank", (Value("A"), Value("B")))
MOVED = replace(_one(Value("C")), organizations=(BANK,))
STAYED = replace(_one(Value("C")), members=(*_one(Value("C")).members, BANK))


def test_a_row_that_became_an_organization_takes_along_what_others_add_to_it() -> None:
    more = replace(BANK, short_term=(*BANK.short_term, Value("E")), persona="busy")
    theirs = replace(STAYED, members=(*STAYED.members[:1], more))
    for one, other in ((MOVED, theirs), (theirs, MOVED)):
        assert merge(STAYED, one, other) == Merged(replace(MOVED, organizations=(more,)))
    assert summary(STAYED, MOVED) == "1 row changed"


def test_a_row_moved_here_and_deleted_there_is_kept_where_it_went() -> None:
    merged = merge(STAYED, MOVED, replace(STAYED, members=STAYED.members[:1]))
    assert merged.matrix == MOVED
    assert [conflict.sentence for conflict in merged.conflicts] == [
        "The row “Bank” was deleted in theirs and changed in ours; it was kept."
    ]


def test_a_new_organization_of_the_same_name_is_another_row() -> None:
    other = replace(_one(Value("C")), organizations=(Row("Bank", (Value("X"), Value("Y"))),))
    assert summary(STAYED, other) == "2 added, 2 removed, 1 row added, 1 row removed"


def test_hostile_texts_are_safe_in_a_sentence() -> None:
    bad = Value("x\x1b[2J" + "y" * 500)
    merged = merge(_one(Value("x")), _one(bad), Matrix(members=(Row("Staff", (Value("z"),)),)))
    (conflict,) = merged.conflicts
    assert "\x1b" not in conflict.sentence
    assert len(conflict.sentence) < 250


@pytest.mark.parametrize(
    ("ours", "said"),
    [
        (STAFF, "nothing"),
        ("Staff: Fun, Access, Help", "only the order"),
        (f"{STAFF}, Tea, Cake", "2 added"),
        ("Staff: Help us!, Fun, Tea", "1 added, 1 removed, 1 changed"),
        ("Crew: Help, Access, Fun; Bank: A", "1 added, 1 row added, 1 row changed"),
        ("Staff: Help, Fun / Access", "1 moved"),
    ],
)
def test_a_summary_counts_what_changed(ours, said) -> None:
    assert summary(drawn(STAFF), drawn(ours)) == said
    assert summary(drawn(STAFF), drawn(STAFF, title="x", stage="y")) == (
        "2 facts of the matrix changed"
    )


def test_the_work_grows_with_the_matrix_and_no_faster() -> None:
    def work(count: int) -> int:
        base = Row("Staff", tuple(Value(f"value {number}") for number in range(count)))
        ours = Row("Staff", tuple(Value(f"walue {number * 3}") for number in range(count)))
        theirs = Row("Staff", base.short_term[::2])
        versions = [Matrix(members=(row,)) for row in (base, ours, theirs)]
        return calls_of(lambda: merge(*versions))

    # Eight times as much would be 64 times the work if every value met every other.
    assert work(4_000) < 10 * work(500)


def test_texts_as_long_as_a_book_are_compared_by_their_beginnings() -> None:
    def work(letters: int) -> int:
        def book(start: str, count: int) -> Matrix:
            cell = tuple(Value(f"{start} {at} " + "é" * letters) for at in range(count))
            return Matrix(members=(Row("Staff", cell),))

        versions = (book("a", 40), book("b", 41), book("c", 42))
        assert len(merge(*versions).matrix.members[0].short_term) >= 83
        return calls_of(lambda: merge(*versions))

    assert work(20_000) <= 1.1 * work(1_000)


def test_the_editor_tells_of_here_and_of_the_disk() -> None:
    merged = both(STAFF, "Staff: Help us, Access, Fun", "Staff: Help them, Access, Fun")
    assert merged.conflicts[0].describe(ON_DISK) == (
        "“Help” in “Staff”, short term became “Help us” here and “Help them” on disk; "
        "both were kept."
    )
    merged = both(STAFF, "Staff: Access, Fun", "Staff: Help!, Access, Fun")
    assert merged.conflicts[0].describe(ON_DISK) == (
        "“Help” in “Staff”, short term was deleted here and changed on disk; it was kept."
    )
