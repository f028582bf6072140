"""A small file written by hand, and what a save changes in it."""

import difflib
from dataclasses import replace

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.write import write
from copvalue_tui.matrix.values import Matrix, Row, Value

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
