"""New files, every legal form of old ones, and what is never written."""

from dataclasses import replace

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.files.toml.errors import CannotWrite
from copvalue_tui.matrix.values import BLANK, Matrix, Row, Value
from tests.files.by_hand import (
    MATRIX,
    NEW,
    TEXT,
    UTILITY,
)


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


def test_the_value_that_would_not_read_back_is_named() -> None:
    with pytest.raises(CannotWrite, match=r"^Nothing was written: the value “a�b” would not"):
        write(Matrix((BAD["a line break in a text"],)))


def test_a_text_that_does_not_read_is_not_written_over() -> None:
    with pytest.raises(CannotWrite, match="not overwritten: line 1"):
        write(MATRIX, "[[members]\n")


SCATTERED = """\
[[members]]
name = "A"

# the first value
[[members.short_term]]
text = "x"
more = 1

# stands alone

[[organizations]]
name = "O"

[members.contact]
mail = 1
"""


def test_what_belongs_to_a_row_is_brought_to_it_when_the_row_changes() -> None:
    row = read(SCATTERED).members[0]
    matrix = Matrix((replace(row, short_term=(*row.short_term, NEW)),), (Row("O"),))
    assert write(matrix, SCATTERED) == (
        '[[members]]\nname = "A"\n'
        'short_term = [\n# the first value\n    { text = "x", more = 1 },\n'
        '    "New",\n]\n\n'
        '[members.contact]\nmail = 1\n\n# stands alone\n\n[[organizations]]\nname = "O"\n'
    )


def test_scattered_tables_stay_when_another_row_changes() -> None:
    matrix = replace(read(SCATTERED), organizations=(Row("P"),))
    assert write(matrix, SCATTERED) == SCATTERED.replace('"O"', '"P"')
