"""`copvalue import`: a session file from what other programs wrote."""

import json

import pytest

from copvalue_tui.files.journal.records import table_of
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.templates import template_text
from tests.cli.conftest import ROOT
from tests.imports.test_tables import drawn

TEMPLATE = str(ROOT / "tests" / "imports" / "template" / "template.txt")


def matrix_in(folder, name="out.toml"):
    return read((folder / name).read_text(encoding="utf-8"))


def test_the_template_becomes_a_session_file_and_all_is_said(copvalue, tmp_path):
    done = copvalue("import", TEMPLATE, "-o", "out.toml")
    assert (done.returncode, done.stdout) == (0, b"")
    assert matrix_in(tmp_path) == read(template_text("toolkit"))
    lines = done.stderr.decode().splitlines()
    assert lines[0] == f"{TEMPLATE}: 24 values → 4 cells"
    assert lines[1:5] == [
        "  Members · short term: 6",
        "  Members · long term: 5",
        "  Organization · short term: 6",
        "  Organization · long term: 7",
    ]
    assert lines[-1] == "Created out.toml. To open it: copvalue out.toml"


def test_several_inputs_become_one_and_doubles_are_named(copvalue, tmp_path):
    (tmp_path / "a.csv").write_text(",Short term,Long term\nMembers,Help,Trust\n")
    (tmp_path / "b.csv").write_text(",corto plazo,largo plazo\nMiembros,Help,Trusting\n")
    done = copvalue("import", "a.csv", "b.csv", "-o", "out.toml")
    assert done.returncode == 0
    assert drawn(matrix_in(tmp_path)) == "Members | Help | Trust; Trusting"
    said = done.stderr.decode()
    assert "b.csv: 1 value → 1 cell, 1 looks like a double\n" in said
    assert "  “Trusting” looks like “Trust” (Members · long term).\n" in said
    assert "  1 value was there already and kept once.\n" in said


def test_plain_lines_go_to_the_parking_lot_or_to_the_cell_that_is_named(copvalue, tmp_path):
    done = copvalue("import", "-", "-o", "-", stdin=b"- Help\n- Fun\n")
    assert done.stderr.decode() == "stdin: 2 values → parking lot\n  parking lot: 2\n"
    assert drawn(read(done.stdout.decode())) == "parked | Help; Fun"
    done = copvalue("import", "-", "-o", "-", "--into", "Members:short", stdin=b"- Help\n- Fun\n")
    assert drawn(read(done.stdout.decode())) == "Members | Help; Fun |"
    done = copvalue("import", "-", "-o", "-", "--into", "Ministry: largo plazo", stdin=b"Trust")
    assert drawn(read(done.stdout.decode())) == "@ Ministry |  | Trust"


def test_a_file_that_is_there_is_never_written_over(copvalue, tmp_path):
    (tmp_path / "out.toml").write_text("mine")
    done = copvalue("import", TEMPLATE, "-o", "out.toml")
    assert (done.returncode, done.stderr) == (
        4,
        "“out.toml” already exists and was not changed.\n".encode(),
    )
    assert (tmp_path / "out.toml").read_text() == "mine"
    assert copvalue("import", TEMPLATE, "-o", "no/such/out.toml").returncode == 4


def test_junk_is_answered_by_a_sentence(copvalue, tmp_path):
    done = copvalue("import", "-", "-o", "out.toml", stdin=b"%PDF-1.7")
    assert done.returncode == 3
    assert done.stderr.decode().startswith("“stdin” was not imported. It is a PDF. ")
    done = copvalue("import", "-", "-o", "out.toml", stdin=b" \n")
    assert done.returncode == 3
    assert done.stderr == b"There are no values in this input. Nothing was written.\n"
    assert not (tmp_path / "out.toml").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["import"], "The following arguments are required"),
        (["import", "x.csv"], "required: -o/--output"),
        (["import", "x.csv", "-o", "y", "--into", "Members"], "name a cell as ROW:short"),
        (["import", "x.csv", "-o", "y", "--into", ":short"], "name a cell as ROW:short"),
        (["import", "x.csv", "-o", "y", "--from", "word"], "“word” is no --from"),
    ],
)
def test_wrong_use_is_told(copvalue, words, sentence):
    done = copvalue(*words)
    assert done.returncode == 2
    assert sentence in done.stderr.decode()


def test_a_missing_file_and_a_broken_session_are_told(copvalue, tmp_path):
    assert copvalue("import", "no.csv", "-o", "y.toml").returncode == 3
    (tmp_path / "x.toml").write_text("[[members]\n")
    done = copvalue("import", "x.toml", "-o", "y.toml")
    assert done.returncode == 3
    assert b"x.toml:1" in done.stderr


def test_all_that_a_session_says_comes_through_json(copvalue, tmp_path):
    matrix = read((ROOT / "samples" / "water.toml").read_text(encoding="utf-8"))
    (tmp_path / "x.json").write_text(json.dumps({"format": 1, **table_of(matrix)}))
    done = copvalue("import", "x.json", "-o", "out.toml")
    assert matrix_in(tmp_path) == matrix
    assert b"left out" not in done.stderr
