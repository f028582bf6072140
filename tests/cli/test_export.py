"""`copvalue export`: what is written where, what is refused, and in which words."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from copvalue_tui.cli import exits, export

SMALL = b'title = "Bread"\n[[members]]\nname = "Bakers"\nshort_term = ["Warm ovens"]\n'
WATER = str(Path(__file__).parents[2] / "samples" / "water.toml")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("md", b"# Bread\n"),
        ("txt", b"Bread\n"),
        ("html", b"<!DOCTYPE html>\n"),
        ("csv", b"audience,row,"),
        ("tsv", b"audience\trow\t"),
        ("json", b'{\n  "format": 1,'),
        ("jsonl", b'{"audience": "members"'),
    ],
)
def test_a_format_goes_to_stdout_or_to_a_file_named_after_it(copvalue, tmp_path, name, begins):
    done = copvalue("export", "-", "--to", name, stdin=SMALL)
    assert done.returncode == 0
    assert done.stdout.startswith(begins)
    assert b"Warm ovens" in done.stdout
    written = copvalue("export", "-", "-o", f"out.{name}", stdin=SMALL)
    assert (written.returncode, written.stdout) == (0, b"")
    assert written.stderr.startswith(f"Wrote out.{name}.\n".encode())
    if name != "txt":  # whose width is the terminal's
        assert (tmp_path / f"out.{name}").read_bytes() == done.stdout


def test_a_file_that_exists_is_replaced_only_when_told_to_and_the_matrix_never(copvalue, tmp_path):
    (tmp_path / "a.toml").write_bytes(SMALL)
    (tmp_path / "out.md").write_text("mine\n")
    done = copvalue("export", "a.toml", "-o", "out.md")
    assert done.returncode == 4
    assert b"already exists and was not changed. --force replaces it." in done.stderr
    assert (tmp_path / "out.md").read_text() == "mine\n"
    assert copvalue("export", "a.toml", "-o", "new.md").returncode == 0
    assert copvalue("export", "a.toml", "-o", "new.md").returncode == 4, "the same words too"
    assert copvalue("export", "a.toml", "-o", "out.md", "--force").returncode == 0
    assert (tmp_path / "out.md").read_text().startswith("# Bread\n")
    (tmp_path / "a.md").symlink_to("a.toml")
    done = copvalue("export", "a.toml", "-o", "a.md", "--force")
    assert (done.returncode, done.stderr) == (
        2,
        "“a.md” is the matrix itself. Choose another name.\n".encode(),
    )
    assert (tmp_path / "a.toml").read_bytes() == SMALL


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Say which format: --to md, or -o with a name such as page.html."),
        (("-o", "a.foo"), "“.foo” is not an ending of a format. The endings are .csv"),
        (("-o", "page"), "“page” has no ending. The endings are .csv"),
        (("-o", "a.toml"), "“.toml” is not an ending of a format."),
        (("--to", "foo"), "There is no format “foo”. The formats are csv"),
        (("--to", "../md"), "There is no format “../md”."),
        (("--to", "md", "-o", "a.html"), "“a.html” is a name for html, but --to says md."),
        (("--to", "csv", "--outline"), "--outline is for md, txt, not for csv."),
        (("--to", "md", "--excel"), "--excel is for csv, tsv, not for md."),
        (("--to", "json", "--blank"), "--blank is for "),
        (("--to", "md", "--row", "nobody"), "There is no row “nobody”. This matrix has “Bakers”."),
        (("--to", "md", "--shared", "x"), "There is no shared value “x”; this matrix has none."),
        (("--to", "md", "--status", "agred"), "“agred” is no status; choose from proposed, agreed"),
        (("--to", "md", "--priority", ","), "“,” is no priority; choose from high"),
        (("--to", "md", "--language", "de"), "there are no labels in “de”, only in en, es, fr, pt"),
        (("--to", "md", "--only", "sponsors"), "“sponsors” is no --only; choose from members"),
        (("--to", "md", "--horizon", "medium"), "“medium” is no --horizon; choose from short"),
    ],
)
def test_what_does_not_go_together_is_refused_in_a_sentence(copvalue, tmp_path, words, sentence):
    done = copvalue("export", "-", *words, stdin=SMALL)
    assert (done.returncode, done.stdout) == (2, b"")
    assert sentence in done.stderr.decode()
    assert not [each for each in tmp_path.iterdir() if each.name != "home"]


def test_a_part_is_what_is_asked_for_and_a_row_keeps_its_notes_only_when_full(copvalue):
    page = copvalue("export", WATER, "--to", "json", "--row", "ministry of water").stdout
    (row,) = json.loads(page)["organizations"]
    assert row["name"] == "Ministry of Water"
    assert b'"owner"' not in page
    assert b'"note"' not in page
    assert b"retired" not in page
    full = copvalue("export", WATER, "--to", "json", "--row", "ministry of water", "--full").stdout
    for word in (b'"owner"', b'"note"', b'"retired"'):
        assert word in full
    words = ("--only", "organizations", "--horizon", "short", "--status", "at-risk,realized")
    lines = copvalue("export", WATER, "--to", "jsonl", *words).stdout.splitlines()
    assert [json.loads(line)["status"] for line in lines] == [
        *("at-risk", "realized", "realized", "realized", "realized"),
    ]
    none = copvalue("export", WATER, "--to", "md", "--status", "proposed", "--priority", "high")
    assert (none.returncode, none.stderr) == (0, b"No value matches.\n")


def test_what_is_left_out_is_told_on_stderr(copvalue):
    told = copvalue("export", WATER, "--to", "csv").stderr.decode()
    assert told.startswith("Not in csv: the title ")
    assert told.count("\n") == 1
    assert copvalue("export", WATER, "--to", "json").stderr == b""


def test_an_empty_file_is_the_blank_template_and_makes_a_worksheet(copvalue):
    done = copvalue("export", "-", "--to", "md", "--blank", "--language", "pt", stdin=b"")
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "## Membros" in text
    assert "Valor a curto prazo" in text
    assert text.count("?*") == 4, "each cell asks its question"


def test_a_file_that_cannot_be_read_or_written_is_told(copvalue, tmp_path):
    assert copvalue("export", "none.toml", "--to", "md").returncode == 3
    assert copvalue("export", "-", "--to", "md", stdin=b"a = [").returncode == 3
    done = copvalue("export", "-", "-o", "no/folder.md", stdin=SMALL)
    assert done.returncode == 4
    assert "There is no folder" in done.stderr.decode()
    (tmp_path / "here.md").mkdir()
    assert copvalue("export", "-", "-o", "here.md", stdin=SMALL).returncode == 4
    os.mkfifo(tmp_path / "pipe.md")
    assert copvalue("export", "-", "-o", "pipe.md", "--force", stdin=SMALL).returncode == 4
    with Path("/dev/full").open("wb") as full:
        assert copvalue("export", "-", "--to", "md", stdin=SMALL, stdout=full).returncode == 4


def test_a_format_that_is_no_text_goes_to_a_file_or_a_pipe(copvalue, tmp_path):
    pytest.importorskip("docx", reason="python-docx is not here; the extra `test` has it")
    done = copvalue("export", "-", "--to", "docx", stdin=SMALL)
    assert done.stdout.startswith(b"PK")
    assert copvalue("export", "-", "-o", "a.xlsx", stdin=SMALL).returncode == 0
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
    done = copvalue("export", "-", "--to", "xlsx", "--blank", stdin=SMALL)
    assert (done.returncode, done.stderr) == (
        2,
        b"--blank is for docx, html, md, txt, not for xlsx.\n",
    )


def test_a_skeleton_is_markdown_and_nothing_else(copvalue):
    done = copvalue("export", WATER, "--as", "pitch", "--language", "fr")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"# Argumentaire : Small-Town Water")
    assert b"*De quel temps" in done.stdout
    for words in (("--to", "html"), ("-o", "a.csv"), ("--to", "txt")):
        done = copvalue("export", WATER, "--as", "charter", *words)
        assert done.returncode == 2
        assert done.stderr.startswith(b"--as is for md, not for ")
    assert copvalue("export", WATER, "--as", "poem").returncode == 2


@pytest.mark.parametrize(
    "words",
    [
        *(["a", "--to", "md"], ["--to", "md", "a"], ["a", "-o", "b.md"], ["a"], ["-o", "b", "a"]),
        *(["a", "-o", "b", "--to", "md"], ["a", "--to", ""], ["a", "--to", "md", "--to", "csv"]),
    ],
)
def test_the_short_way_reads_the_usual_words_as_the_parser_does(words):
    quick = export.quick_options(words)
    parsed = export._parser().parse_args(words, export._Options())
    for name in vars(export._Options):
        if not name.startswith("_"):
            assert getattr(quick, name) == getattr(parsed, name), name


@pytest.mark.parametrize(
    "words",
    [
        *([], ["-"], ["-h"], ["a", "b"], ["a", "--to"], ["a", "-o"], ["a", "-o", "-"]),
        *(["a", "--blank"], ["--", "a"], ["a", "--to=md"], ["-oa", "b"], ["a", "-o", "-x"]),
    ],
)
def test_everything_else_goes_to_the_parser(words):
    assert export.quick_options(words) is None


def test_a_terminal_is_never_sent_what_is_no_text(monkeypatch):
    monkeypatch.setattr(export, "_is_terminal", lambda: True)
    options = export.quick_options(["a.toml", "--to", "docx"])
    with pytest.raises(exits.Refusal, match=r"Name a file: -o NAME\.docx"):
        export._format(options)
    assert export._format(export.quick_options(["a.toml", "--to", "md"])).name == "md"
    assert export._format(export.quick_options(["a", "-o", "a.docx"])).name == "docx"
