"""One thing is edited, and exactly the lines change that a careful person would change."""

import difflib
from dataclasses import replace
from datetime import date

import pytest

from copvalue_tui.files.complaints import CannotWrite
from copvalue_tui.files.reading import read
from copvalue_tui.files.writing import write
from copvalue_tui.matrix.values import BLANK, Matrix, Review, Row, Value

TEXT = """\
# Kept by Anna; ask before you change it.
format = 1
title = "Water"   # the short name

# The people we serve
[[members]]
name = "Operators"
short_term = [
    "Help",
    # heard in March
    "Access",  # top wish

    # -- later ones --

    'Fun',
    { text = "Meetings", status = "agreed", colour = "red" },
]
long_term = ["Growth", "Pride"]

# Newcomers, since 2026
[[members]]
name = "Newcomers"
short_term = []
long_term = [
  "Skills",
]
extra = true

[[organizations]]
name = "Utility"
short_term = [
    "Solving", # faster
]
long_term = []
"""
MATRIX = read(TEXT)
OPERATORS, NEWCOMERS = MATRIX.members
UTILITY = MATRIX.organizations[0]
HELP, ACCESS, FUN, MEETINGS = OPERATORS.short_term
NEW = Value("New")


def short(*values: Value, then: Row = NEWCOMERS) -> Matrix:
    """The matrix with these short-term values of the operators."""
    return replace(MATRIX, members=(replace(OPERATORS, short_term=values), then))


def long(*values: Value) -> Matrix:
    """The matrix with these long-term values of the operators."""
    return replace(MATRIX, members=(replace(OPERATORS, long_term=values), NEWCOMERS))


def members(*rows: Row) -> Matrix:
    """The matrix with these rows of members."""
    return replace(MATRIX, members=rows)


def changes(matrix: Matrix, text: str = TEXT) -> list[str]:
    """The lines that a save takes out and puts in, in order."""
    before, after = text.split("\n"), write(matrix, text).split("\n")
    return [line for line in difflib.ndiff(before, after) if line[0] in "+-"]


ONE_VALUE = {
    "added at the end": (short(HELP, ACCESS, FUN, MEETINGS, NEW), ['+     "New",']),
    "added in between": (short(HELP, ACCESS, NEW, FUN, MEETINGS), ['+     "New",']),
    "added before the first": (short(NEW, HELP, ACCESS, FUN, MEETINGS), ['+     "New",']),
    "deleted with its comments": (
        short(HELP, FUN, MEETINGS),
        ["-     # heard in March", '-     "Access",  # top wish'],
    ),
    "deleted under a comment that stands alone": (
        short(HELP, ACCESS, MEETINGS),
        ["-     'Fun',"],
    ),
    "deleted at the end": (
        short(HELP, ACCESS, FUN),
        ['-     { text = "Meetings", status = "agreed", colour = "red" },'],
    ),
    "reworded, its comments stay": (
        short(HELP, Value("Access for all"), FUN, MEETINGS),
        ['-     "Access",  # top wish', '+     "Access for all",  # top wish'],
    ),
    "reworded in its own quotes": (
        short(HELP, ACCESS, Value('Joy "and" fun'), MEETINGS),
        ["-     'Fun',", "+     'Joy \"and\" fun',"],
    ),
    "reworded with what its quotes cannot hold": (
        short(HELP, ACCESS, Value("It's fun"), MEETINGS),
        ["-     'Fun',", '+     "It\'s fun",'],
    ),
    "reworded, its unknown key stays": (
        short(HELP, ACCESS, FUN, replace(MEETINGS, text="Meals")),
        [
            '-     { text = "Meetings", status = "agreed", colour = "red" },',
            '+     { text = "Meals", status = "agreed", colour = "red" },',
        ],
    ),
    "moved up, its comments with it": (
        short(ACCESS, HELP, FUN, MEETINGS),
        ['-     "Help",', '+     "Help",'],
    ),
    "moved to another row, its comments with it": (
        short(HELP, FUN, MEETINGS, then=replace(NEWCOMERS, short_term=(ACCESS,))),
        [
            "-     # heard in March",
            '-     "Access",  # top wish',
            "- short_term = []",
            "+ short_term = [",
            "+     # heard in March",
            '+     "Access",  # top wish',
            "+ ]",
        ],
    ),
    "moved to an organization": (
        replace(
            short(HELP, ACCESS, MEETINGS),
            organizations=(replace(UTILITY, short_term=(FUN, *UTILITY.short_term)),),
        ),
        ["-     'Fun',", "+     'Fun',"],
    ),
    "added to a list on one line": (
        long(*OPERATORS.long_term, NEW),
        ['- long_term = ["Growth", "Pride"]', '+ long_term = ["Growth", "Pride", "New"]'],
    ),
    "added to a list that no longer fits on one line": (
        long(*OPERATORS.long_term, Value("y" * 80)),
        [
            '- long_term = ["Growth", "Pride"]',
            "+ long_term = [",
            '+     "Growth",',
            '+     "Pride",',
            f'+     "{"y" * 80}",',
            "+ ]",
        ],
    ),
    "moved with its comments to a list on one line": (
        replace(
            MATRIX,
            members=(
                replace(
                    OPERATORS,
                    short_term=(HELP, FUN, MEETINGS),
                    long_term=(ACCESS, *OPERATORS.long_term),
                ),
                NEWCOMERS,
            ),
        ),
        [
            "-     # heard in March",
            '-     "Access",  # top wish',
            '- long_term = ["Growth", "Pride"]',
            "+ long_term = [",
            "+     # heard in March",
            '+     "Access",  # top wish',
            '+     "Growth",',
            '+     "Pride",',
            "+ ]",
        ],
    ),
    "all deleted": (long(), ['- long_term = ["Growth", "Pride"]', "+ long_term = []"]),
}


@pytest.mark.parametrize("name", ONE_VALUE)
def test_one_value_is(name: str) -> None:
    matrix, lines = ONE_VALUE[name]
    assert changes(matrix) == lines


PLAIN = '"Help"'
DETAILS = {
    "status": ("agreed", '{ text = "Help", status = "agreed" }'),
    "priority": ("high", '{ text = "Help", priority = "high" }'),
    "votes": (5, '{ text = "Help", votes = 5 }'),
    "shared": ("Faster", '{ text = "Help", shared = "Faster" }'),
    "owner": ("Facilitator", '{ text = "Help", owner = "Facilitator" }'),
    "evidence": ("story", '{ text = "Help", evidence = "story" }'),
    "note": ("41 of 46", '{ text = "Help", note = "41 of 46" }'),
    "review_by": (date(2027, 3, 1), '{ text = "Help", review_by = 2027-03-01 }'),
}


@pytest.mark.parametrize("key", DETAILS)
def test_a_detail_is_set_and_with_the_last_one_gone_the_value_is_a_string_again(key: str) -> None:
    said, line = DETAILS[key]
    detailed = replace(HELP, **{key: said})
    matrix = short(detailed, ACCESS, FUN, MEETINGS)
    text = write(matrix, TEXT)
    assert text == TEXT.replace(f"    {PLAIN},", f"    {line},")
    assert write(MATRIX, text) == TEXT


def test_details_are_written_in_the_order_of_the_format() -> None:
    value = Value("A", "realized", "high", 5, "s", "o", "indicator", "n", date(2027, 3, 1))
    assert changes(short(HELP, value, ACCESS, FUN, MEETINGS)) == [
        '+     { text = "A", status = "realized", priority = "high", votes = 5, shared = "s", '
        'owner = "o", evidence = "indicator", note = "n", review_by = 2027-03-01 },'
    ]


def test_a_detail_goes_to_its_place_among_those_that_are_there() -> None:
    more = replace(MEETINGS, priority="low", note="N", status="parked")
    assert changes(short(HELP, ACCESS, FUN, more))[1] == (
        '+     { text = "Meetings", status = "parked", priority = "low", note = "N", '
        'colour = "red" },'
    )


def test_a_value_with_an_unknown_key_stays_a_table() -> None:
    assert changes(short(HELP, ACCESS, FUN, Value("Meetings"))) == [
        '-     { text = "Meetings", status = "agreed", colour = "red" },',
        '+     { text = "Meetings", colour = "red" },',
    ]


THIRD = [
    "+ [[members]]",
    '+ name = "Third"',
    "+ short_term = [",
    '+     "New",',
    "+ ]",
    "+ long_term = []",
    "+ ",
]
SECOND_ROW = [
    "# Newcomers, since 2026",
    "[[members]]",
    'name = "Newcomers"',
    "short_term = []",
    "long_term = [",
    '  "Skills",',
    "]",
    "extra = true",
    "",
]


def test_a_row_is_renamed() -> None:
    assert changes(members(replace(OPERATORS, name="Staff"), NEWCOMERS)) == [
        '- name = "Operators"',
        '+ name = "Staff"',
    ]


def test_a_row_is_added_behind_the_last_of_its_audience() -> None:
    assert changes(members(OPERATORS, NEWCOMERS, Row("Third", (NEW,)))) == THIRD


def test_a_row_is_added_before_the_first() -> None:
    text = write(members(Row("Third", (NEW,)), OPERATORS, NEWCOMERS), TEXT)
    new = "".join(line[2:] + "\n" for line in THIRD)
    assert text == TEXT.replace("# The people", new + "# The people")


def test_a_row_is_deleted_with_its_comment_and_its_unknown_keys() -> None:
    assert changes(members(OPERATORS)) == [f"- {line}" for line in SECOND_ROW]


def test_rows_are_reordered_with_their_comments() -> None:
    second = "\n".join(SECOND_ROW) + "\n"
    text = TEXT.replace(second, "").replace("# The people", second + "# The people")
    assert write(members(NEWCOMERS, OPERATORS), TEXT) == text


def test_a_persona_and_tags_are_set_under_the_name() -> None:
    row = replace(OPERATORS, persona="P", tags=("water", "staff"))
    assert changes(members(row, NEWCOMERS)) == ['+ persona = "P"', '+ tags = ["water", "staff"]']
    assert write(MATRIX, write(members(row, NEWCOMERS), TEXT)) == TEXT


def test_the_title_changes_and_its_remark_stays() -> None:
    assert changes(replace(MATRIX, title="Fire")) == [
        '- title = "Water"   # the short name',
        '+ title = "Fire"   # the short name',
    ]


def test_other_keys_go_to_their_place_at_the_top() -> None:
    matrix = replace(MATRIX, domain="D", packs=("toolkit",), parking_lot=(Value("Later"),))
    assert changes(matrix) == [
        '+ domain = "D"',
        '+ packs = ["toolkit"]',
        "+ parking_lot = [",
        '+     "Later",',
        "+ ]",
    ]


def test_a_review_is_appended() -> None:
    review = Review(date(2026, 11, 23), "Core group", ("A", "B"), "N.", ("x → y",))
    text = write(replace(MATRIX, reviews=(review,)), TEXT)
    assert text == TEXT + (
        '\n[[reviews]]\ndate = 2026-11-23\nfacilitator = "Core group"\npresent = ["A", "B"]\n'
        'note = "N."\ndecisions = [\n    "x → y",\n]\n'
    )
    again = write(replace(MATRIX, reviews=(review, replace(review, note=""))), text)
    assert again.startswith(text)


def test_a_new_file_looks_as_the_format_page_shows_it() -> None:
    matrix = Matrix(
        (Row("Members", (Value("Help"), Value("Access")), (Value("Growth"),)),),
        (Row("Organization", (Value("Solving"),)),),
        title="Water",
    )
    assert write(matrix) == (
        'format = 1\ntitle = "Water"\n\n[[members]]\nname = "Members"\nshort_term = [\n'
        '    "Help",\n    "Access",\n]\nlong_term = [\n    "Growth",\n]\n\n[[organizations]]\n'
        'name = "Organization"\nshort_term = [\n    "Solving",\n]\nlong_term = []\n'
    )


def test_the_first_save_of_a_file_of_comments_keeps_them() -> None:
    assert write(BLANK, "# ours\n").startswith("# ours\n\nformat = 1\n\n[[members]]\n")


def test_the_last_row_goes_and_the_file_is_still_a_matrix() -> None:
    text = "mine = 1\n\n[[members]]\nname = 'A'\n"
    assert write(Matrix(), text) == "mine = 1\nformat = 1\n"


def test_a_missing_last_line_end_is_kept() -> None:
    text = TEXT.rstrip("\n")
    assert write(replace(MATRIX, title="Fire"), text).endswith("long_term = []")


def test_mixed_line_ends_stay_where_they_are() -> None:
    text = '[[members]]\r\nshort_term = [\r\n  "a",\n  "b", # c\r\n]\r\n'
    row = read(text).members[0]
    matrix = Matrix((replace(row, short_term=(Value("b"),)),))
    assert write(matrix, text) == '[[members]]\r\nshort_term = [\r\n  "b", # c\r\n]\r\n'


def test_blank_entries_are_no_values_but_keep_their_lines() -> None:
    text = '[[members]]\nshort_term = [\n  "a",\n  "", # to do\n  "b",\n]\n'
    row = read(text).members[0]
    assert [value.text for value in row.short_term] == ["a", "b"]
    matrix = Matrix((replace(row, short_term=(Value("a"), Value("c"), Value("b"))),))
    assert '  "", # to do\n' in write(matrix, text)


FORMS = {
    "rows in braces": 'members = [{ name = "A", short_term = ["x"], mail = 1 }]\n',
    "rows in braces, one a line": (
        'members = [\n  { name = "A", short_term = ["x"], mail = 1 }, # c\n]\n'
    ),
    "tables under a row": (
        '[[members]]\nname = "A"\nshort_term = ["x"]\n[members.contact]\nmail = 1\n'
    ),
    "values as tables": '[[members]]\nname = "A"\n[[members.short_term]]\ntext = "x"\nmail = 1\n',
    "dotted and quoted keys": '[["members"]]\n"name" = "A"\n\'short_term\' = ["x"]\na."mail" = 1\n',
    "several values a line": '[[members]]\nname = "A"\nshort_term = [ "x", # mail\n]\n',
    "newer TOML": '[[members]]\nname = "A"\nshort_term = [{ text = "x",\n mail = 1, }]\n',
}


@pytest.mark.parametrize("form", FORMS)
def test_every_legal_form_can_be_edited_and_loses_nothing(form: str) -> None:
    text = FORMS[form]
    row = read(text).members[0]
    assert (row.name, row.short_term[0].text) == ("A", "x")
    detailed = replace(row.short_term[0], votes=1)
    for cell in ((*row.short_term, NEW), (NEW, *row.short_term), (detailed, NEW)):
        for rows in (
            (replace(row, short_term=cell, name="B", persona="P"),),
            (Row("First", (NEW,)), replace(row, short_term=cell)),
        ):
            matrix = Matrix(rows, (UTILITY,))
            result = write(matrix, text)
            assert read(result) == matrix
            assert "mail" in result


BAD = {
    "a line break in a text": Row("A", (Value("a\nb"),)),
    "a blank value": Row("A", (Value(" "),)),
    "half a character": Row("A", (Value("\ud800"),)),
    "a status that does not exist": Row("A", (Value("a", status="agred"),)),
    "more votes than a file can hold": Row("A", (Value("a", votes=10**5000),)),
    "a negative count": Row("A", (Value("a", votes=-1),)),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("text", ["", TEXT])
def test_what_would_not_read_back_is_not_written(name: str, text: str) -> None:
    with pytest.raises(CannotWrite, match=r"^[A-Z].*[.?]$"):
        write(Matrix((BAD[name],)), text)


def test_a_text_that_does_not_read_is_not_written_over() -> None:
    with pytest.raises(CannotWrite, match="not written over: line 1"):
        write(MATRIX, "[[members]\n")
