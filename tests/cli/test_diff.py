"""`copvalue diff`: what differs between two files, in words, as Markdown, as JSON, and for git."""

import json

import pytest

from tests.cli.conftest import ROOT

WATER = str(ROOT / "samples" / "water.toml")
OLD = """\
title = "Map"
[[members]]
name = "Staff"
short_term = ["Help", { text = "Fun", status = "agreed" }]  # as heard
long_term = ["Trust"]
"""
NEW = """\
title = "Map"
[[members]]
name = "Staff"
short_term = ["Help us", { text = "Fun", status = "at-risk", review_by = 2027-03-01 }]
long_term = ["*Pride*"]
[[organizations]]
name = "Bank"
short_term = ["Trust"]
"""
LINES = """\
Staff · short term · Help: reworded “Help us”
Staff · short term · Fun: agreed → at-risk; review by none → 2027-03-01
Staff · long term · Trust: moved to Bank · short term
Staff · long term · *Pride*: added
Bank: row added
"""


@pytest.fixture
def versions(tmp_path):
    """Two files that differ."""
    for name, text in (("old.toml", OLD), ("new.toml", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "old.toml"), str(tmp_path / "new.toml")


def test_each_difference_is_a_line_and_the_exit_code_says_that_there_are_some(copvalue, versions):
    done = copvalue("diff", *versions)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode() == LINES


def test_equal_matrices_have_no_difference_whatever_their_comments(copvalue, versions):
    done = copvalue("diff", versions[0], "-", stdin=OLD.replace("  # as heard", "").encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"No differences.\n")


def test_as_markdown_no_word_of_a_person_is_a_sign(copvalue, versions):
    done = copvalue("diff", "--format", "md", *versions)
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "- Staff · short term · Help: reworded “Help us”"
    assert lines[3] == "- Staff · long term · \\*Pride\\*: added"


def test_as_json_values_are_as_the_file_has_them(copvalue, versions):
    records = json.loads(copvalue("diff", "--format", "json", *versions).stdout)
    assert records[1] == {
        "kind": "value",
        "about": "Staff · short term · Fun",
        "changes": ["agreed → at-risk", "review by none → 2027-03-01"],
        "old": {"text": "Fun", "status": "agreed"},
        "new": {"text": "Fun", "status": "at-risk", "review_by": "2027-03-01"},
    }
    assert (records[3]["old"], records[3]["new"]) == (None, "*Pride*")
    assert (records[4]["kind"], records[4]["changes"]) == ("row", ["row added"])
    assert json.loads(copvalue("diff", "--format", "json", WATER, WATER).stdout) == []


def test_git_gets_an_outline_and_any_other_file_as_it_is(copvalue, tmp_path):
    done = copvalue("diff", "--textconv", WATER)
    assert done.stdout == copvalue("show", "--outline", WATER).stdout
    assert done.returncode == 0
    other = tmp_path / "pyproject.toml"
    other.write_text("[project]\nname = 'x'\n", encoding="utf-8")
    done = copvalue("diff", "--textconv", str(other))
    assert (done.returncode, done.stdout) == (0, b"[project]\nname = 'x'\n")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((WATER,), 2, "a comparison needs two files"),
        ((WATER, WATER, WATER), 2, "a comparison needs two files"),
        (("-", "-"), 2, "only one of the two files can be stdin"),
        (("--textconv", WATER, WATER), 2, "--textconv takes one file"),
        (("--format", "xml", WATER, WATER), 2, "choose from text, md, json"),
        ((WATER, "missing.toml"), 3, "there is no file “missing.toml”"),
    ],
)
def test_wrong_words_and_files_end_in_a_sentence(copvalue, words, code, says):
    done = copvalue("diff", *words)
    assert (done.returncode, done.stdout) == (code, b"")
    assert says in done.stderr.decode().lower()


def test_hostile_texts_do_not_reach_the_terminal(copvalue, versions):
    hostile = OLD.replace('"Help"', '"\\u001b[2J"').encode()
    for form in ("text", "md", "json"):
        done = copvalue("diff", "--format", form, versions[0], "-", stdin=hostile)
        assert b"\x1b" not in done.stdout
