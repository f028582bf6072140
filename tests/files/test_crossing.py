"""A row that goes over to the organizations, or back, takes its comments and strange keys along."""

from dataclasses import replace

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.matrix.edits import add_values
from copvalue_tui.matrix.values import Matrix, Place, Row, Value

TEXT = """\
title = "Water"

# about the regulator
[[members]]
name = "Regulator" # the one in town
# what they want soon
short_term = [
    "One", # first
    # between
    { text = "Two", status = "agreed" }, # second
]
strange = "kept"

[members.mine]
note = 1 # also kept

# about staff
[[members]]
name = "Staff"

# about the agency
[[organizations]]
name = "Agency"
"""
STAFF = '# about staff\n[[members]]\nname = "Staff"\n'


def over(matrix: Matrix, name: str) -> Matrix:
    """The matrix with the row of this name as the last one of the other side."""
    members, organizations = list(matrix.members), list(matrix.organizations)
    here, there = members, organizations
    if name in [row.name for row in organizations]:
        here, there = there, here
    there.append(here.pop([row.name for row in here].index(name)))
    return replace(matrix, members=tuple(members), organizations=tuple(organizations))


def test_a_row_that_goes_over_is_the_same_text_under_another_header() -> None:
    start = TEXT.index("# about the regulator")
    rest = TEXT.index(STAFF)
    row = TEXT[start:rest].rstrip("\n") + "\n"
    row = row.replace("[[members]]", "[[organizations]]").replace("[members.", "[organizations.")
    assert write(over(read(TEXT), "Regulator"), TEXT) == TEXT[:start] + TEXT[rest:] + "\n" + row


def test_there_and_back_is_the_file_as_it_was_but_for_the_order() -> None:
    there = write(over(read(TEXT), "Agency"), TEXT)
    assert '# about the agency\n[[members]]\nname = "Agency"\n' in there
    assert write(over(read(there), "Agency"), there) == TEXT


def test_what_changes_on_the_way_changes_and_the_rest_is_kept() -> None:
    matrix = over(read(TEXT), "Regulator")
    matrix = add_values(matrix, Place(2, 0, 1), [Value("Three")])
    text = write(matrix, TEXT)
    assert '    "One", # first\n    "Three",\n    # between\n' in text
    assert 'strange = "kept"\n' in text


def test_two_rows_that_change_places_keep_what_is_theirs() -> None:
    text = TEXT.replace(STAFF, "")
    matrix = read(text)
    swapped = replace(matrix, members=matrix.organizations, organizations=matrix.members)
    said = write(swapped, text)
    assert '# about the agency\n[[members]]\nname = "Agency"\n' in said
    assert (
        '# about the regulator\n[[organizations]]\nname = "Regulator" # the one in town\n' in said
    )


def test_what_goes_over_takes_its_comment_from_the_row_that_comes_in_its_place() -> None:
    text = '# about the agency\n[[members]]\nname = "Agency"\n'
    matrix = replace(read(text), members=(Row("Staff"),), organizations=(Row("Agency"),))
    said = write(matrix, text)
    assert said.count("# about the agency") == 1
    assert '# about the agency\n[[organizations]]\nname = "Agency"\n' in said


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace('"Staff"', '"Regulator"'),
        TEXT.replace('"Agency"', '"Regulator"'),
        TEXT.replace("[[members]]", '[["\\u006dembers"]]').replace(
            "[members.", '["m\\u0065mbers".'
        ),
        'members = [{ name = "Regulator", short_term = ["One"] }, { name = "Staff" }]\n',
        '[[members]]\nname = "Regulator"\n[[members.short_term]]\ntext = "x"\n',
        '[["m\\u0065mbers"]]\nname = "Regulator"\n["m\\u0065mbers".members]\nx = 1\n',
        'organizations = [{ name = "Agency" }]\n[[members]]\nname = "Regulator"\n',
        'organizations = []\n[[members]]\nname = "Regulator" # x\n',
    ],
    ids=[
        "twice",
        "on both sides",
        "escaped",
        "inline",
        "tables",
        "misleading",
        "into inline",
        "empty",
    ],
)
def test_however_it_is_written_it_reads_back(text: str) -> None:
    matrix = over(read(text), "Regulator")
    assert read(write(matrix, text)) == matrix
    back = replace(matrix, members=(*matrix.members, Row("New")), organizations=())
    assert read(write(back, text)) == back
