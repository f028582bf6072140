"""Values are edited, and exactly the lines change that a careful person would change."""

from dataclasses import replace
from datetime import date

import pytest

from copvalue_tui.files.session.write import write
from copvalue_tui.matrix.values import Value
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
    changes,
    long,
    short,
)

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
