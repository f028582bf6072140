"""`copvalue minutes`: the record of a review, chosen by its day; and junk at its door."""

import pytest

from tests.cli.conftest import ROOT

BY_HAND = str(ROOT / "samples" / "handmade.toml")
WATER = str(ROOT / "samples" / "water.toml")


def test_the_minutes_of_the_last_review_are_markdown(copvalue):
    done = copvalue("minutes", BY_HAND)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert text.startswith('# Minutes: Allotment "Green Thumb" Neighbours\n\n- Review of 4 Octo')
    assert "### Plot holders\n\n- Tools to borrow (short term): agreed → on-track\n" in text


def test_a_review_is_chosen_by_its_day(copvalue):
    done = copvalue("minutes", BY_HAND, "--date", "2026-10-04")
    assert done.stdout == copvalue("minutes", BY_HAND).stdout
    other = copvalue("minutes", BY_HAND, "--date", "2026-10-05")
    assert (other.returncode, other.stdout) == (1, b"")
    assert other.stderr.decode() == (f"“{BY_HAND}” has no review of that day. It has 2026-10-04.\n")


def test_a_matrix_without_a_review_says_how_to_begin_one(copvalue):
    done = copvalue("minutes", WATER)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().endswith("yet. Press r in the editor to start one.\n")
    undated = b'[[reviews]]\nnote = "x"\n[[members]]\n'
    done = copvalue("minutes", "-", "--date", "2026-10-04", stdin=undated)
    assert done.stderr.decode().startswith("No review there has a date")
    assert b"# Minutes: value matrix" in copvalue("minutes", "-", stdin=undated).stdout


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("missing.toml",), 3, "There is no file “missing.toml”."),
        ((".",), 3, "is a folder"),
        ((), 2, "required: file"),
        ((BY_HAND, "--date", "soon"), 2, "“soon” is not a month"),
        ((BY_HAND, BY_HAND), 2, "unrecognized arguments"),
    ],
)
def test_wrong_words_and_files_end_in_a_sentence(copvalue, words, code, says):
    done = copvalue("minutes", *words)
    assert (done.returncode, done.stdout) == (code, b"")
    assert says.lower() in done.stderr.decode().lower()


def test_broken_and_hostile_files_do_no_harm(copvalue):
    assert copvalue("minutes", "-", stdin=b"[[reviews").returncode == 3
    hostile = b'title = "<b>\\u001b[2J"\n[[members]]\n[[reviews]]\nnote = "[x](javascript:1)"\n'
    done = copvalue("minutes", "-", stdin=hostile)
    assert done.stdout.startswith("# Minutes: \\<b\\>␛\\[2J\n".encode())
    assert b"\\[x\\](javascript:1)" in done.stdout
