"""`copvalue report`: for one row, for all rows in one go, and what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read

WATER = Path(__file__).parents[2] / "samples" / "water.toml"
BANK = "Five Rivers Development Bank"


@pytest.fixture
def water(tmp_path: Path) -> Path:
    return Path(shutil.copy(WATER, tmp_path / "water.toml"))


def test_a_report_goes_to_stdout_or_to_a_file_named_after_its_format(copvalue, water, tmp_path):
    done = copvalue("report", "water.toml", "--for", "five rivers", "--since", "2020-01")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"# Small-Town Water Operators Exchange\n")
    assert BANK.encode() in done.stdout.splitlines()[2]
    for name, start in (("a.html", b"<!DOCTYPE html>"), ("a.md", b"# Small"), ("a.docx", b"PK")):
        assert copvalue("report", "water.toml", "-o", name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(start)
    again = copvalue("report", "water.toml", "-o", "a.md")
    assert again.returncode == 4
    assert b"already exists and was not changed" in again.stderr


def test_everybody_s_page_is_written_in_one_go(copvalue, water, tmp_path):
    done = copvalue("report", "water.toml", "--all-rows", "pages", "--to", "html")
    assert done.returncode == 0
    rows = read(WATER.read_text(encoding="utf-8")).rows
    pages = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert len(pages) == len(rows)
    assert "five-rivers-development-bank.html" in pages
    assert copvalue("report", "water.toml", "--all-rows", "pages", "--to", "html").returncode == 4
    forced = ("--all-rows", "pages", "--to", "html", "--force")
    assert copvalue("report", "water.toml", *forced).returncode == 0


def test_rows_whose_names_have_no_letters_of_ours_get_pages_too(copvalue, tmp_path):
    text = b'[[members]]\nname = "\xe7\x9f\xa5"\n[[members]]\nname = "A"\n[[members]]\nname = "a"\n'
    assert copvalue("report", "-", "--all-rows", "p", stdin=text).returncode == 0
    assert sorted(path.name for path in (tmp_path / "p").iterdir()) == [
        *("a-2.md", "a.md", "row-1.md"),
    ]


def test_since_an_older_file_tells_what_is_new(copvalue, water, tmp_path):
    old = water.read_text(encoding="utf-8").replace('"Extended network"', '"Wider network"')
    (tmp_path / "old.toml").write_text(old, encoding="utf-8")
    done = copvalue("report", "water.toml", "--since", "old.toml")
    assert b"## What changed\n\n" in done.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--for", "nobody"), "There is no row “nobody”."),
        (("--since", "someday"), "“someday” is neither a date such as 2026-06 nor a file."),
        (("-o", "a.pdf"), "A report is written as md, html, docx; end the name in one of them."),
        (("--to", "html", "-o", "a.md"), "“a.md” does not end in .html. Change one of them."),
        (("--to", "docx"), "docx is not text for a terminal. Name a file: -o NAME.docx"),
        (("--all-rows", "p", "--for", "x"), "leave out --for and -o."),
    ],
)
def test_what_cannot_be_meant_is_refused(copvalue, water, tmp_path, words, sentence):
    before = sorted(tmp_path.iterdir())
    done = copvalue("report", "water.toml", *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert sentence in done.stderr.decode()
    assert sorted(tmp_path.iterdir()) == before


def test_a_folder_that_cannot_be_made_and_a_file_that_is_no_matrix_say_so(copvalue, water):
    done = copvalue("report", "water.toml", "--all-rows", "water.toml/pages")
    assert (done.returncode, b"cannot be a folder" in done.stderr) == (4, True)
    assert copvalue("report", "-", stdin=b"x = ").returncode == 3
    assert copvalue("report", "water.toml", "--since", "/dev/null/x").returncode == 2
