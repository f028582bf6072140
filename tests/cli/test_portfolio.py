"""`copvalue portfolio`: many matrices at once, whatever else lies in their folders."""

import csv
import io
import json
import os
import shutil
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copvalue_tui.exports.portfolio_text import clip_start, portfolio_text
from copvalue_tui.files.session.watch import gather
from copvalue_tui.matrix.portfolio import PortfolioBuilder
from copvalue_tui.matrix.text.escape import escape_formula, unescape_formula
from copvalue_tui.matrix.text.width import cell_width
from copvalue_tui.matrix.values import Matrix, Row, Value
from tests.cli.conftest import ROOT
from tests.counting import calls_of
from tests.files.strategies import matrices
from tests.laws import examples

SAMPLES = ROOT / "samples"
DAY = date(2026, 11, 23)


def portfolio(*named):
    collector = PortfolioBuilder(DAY)
    for name, matrix in named:
        collector.add(name, matrix)
    return collector.portfolio()


def community(title, *texts):
    return Matrix(members=(Row("All", tuple(map(Value, texts))),), title=title)


def test_the_samples_as_a_portfolio_begin_with_totals_and_the_worst(copvalue, tmp_path):
    shutil.copytree(SAMPLES, tmp_path / "samples")
    done = copvalue("portfolio", "samples", "--on", "2026-11-23")
    assert (done.returncode, done.stderr) == (0, b"6 matrices read.\n")
    assert (
        done.stdout.decode().partition("\nCOMMON VALUES\n")[0]
        == """\
6 communities, 129 values

  proposed          46   36%
  agreed            20   16%
  on track          32   25%
  at risk            8    6%
  realized          20   16%
  parked             3    2%

  overdue           29   22%  in 3 communities, the first since 1 July 2026
  no owner          54   42%
  no evidence       75   58%
  empty cells        6   14%

COMMUNITIES, worst first: overdue, then at risk, then empty cells
                                       overdue  at risk  empty  realized  values
  Open Survey Tools Community               17        3      –        10      33
  Plant Reliability Practice Network        10        2      –         1      27
  Small-Town Water Operators Exchange        2        3      –         9      36
  samples/blank.toml                         –        –      4         –       –
  Allotment "Green Thumb" Neighbours         –        –      2         –       9
  CoP Value Template                         –        –      –         –      24

OVERDUE REVIEWS, longest first
  Open Survey Tools Community: 17 values, the first since 1 July 2026
  Small-Town Water Operators Exchan…: 2 values, the first since 1 September 2026
  Plant Reliability Practice Network: 10 values, the first since 1 November 2026
"""
    )
    lines = done.stdout.decode().splitlines()
    assert "      3 communities  Help with challenges" in lines
    assert lines[-1] == "  none", "no two of them are one community"
    assert max(map(cell_width, lines)) <= 80


def test_stdin_is_one_of_the_matrices(copvalue, tmp_path):
    shutil.copyfile(SAMPLES / "plant.toml", tmp_path / "plant.toml")
    water = (SAMPLES / "water.toml").read_bytes()
    done = copvalue("portfolio", "plant.toml", "-", stdin=water)
    assert (done.returncode, done.stderr) == (0, b"2 matrices read.\n")
    assert "  Small-Town Water Operators Exchange " in done.stdout.decode()
    done = copvalue("portfolio", "-", "--format", "jsonl", stdin=water)
    assert {json.loads(line)["file"] for line in done.stdout.splitlines()} == {"stdin"}
    for junk in (b"a = [", b"\xff\xfe"):
        done = copvalue("portfolio", "-", "plant.toml", stdin=junk)
        assert done.returncode == 3
        assert done.stderr.startswith("“stdin” was not opened".encode())
        assert done.stderr.endswith(b"1 matrix read; 1 file could not be read.\n")
    twice = copvalue("portfolio", "-", "-", stdin=water)
    assert (twice.returncode, twice.stdout) == (2, b"")


def test_a_sponsor_sees_what_all_its_communities_give(copvalue, tmp_path):
    for name, title, sponsor in (
        ("a", "Pump Club", "Water Bank"),
        ("b", "Valve Club", "WATER bank"),
        ("c", "Pump Club", "Organización"),
        ("d", "", "Organization"),
    ):
        late = ', review_by = 2026-01-01, status = "at-risk"' if name == "b" else ""
        (tmp_path / f"{name}.toml").write_text(
            f'title = "{title}"\n[[members]]\nname = "All"\nshort_term = ["Help", "Fun"]\n'
            f'[[organizations]]\nname = "{sponsor}"\nshort_term = [{{ text = "Savings"{late} }}]\n'
        )
    done = copvalue("portfolio", "--by", "sponsor", "--on", "2026-11-23", ".")
    text = done.stdout.decode()
    assert text.startswith("4 communities, 12 values\n"), "the totals are those of all rows"
    assert (
        text[text.index("SPONSORS") :]
        == """\
SPONSORS, worst first: overdue, then at risk, then empty cells
                          overdue  at risk  empty  realized  values
  WATER bank                    1        1      2         –       2
    Valve Club                  1        1      1         –       1
    Pump Club (./a.toml)        –        –      1         –       1
  No sponsor named              –        –      2         –       2
    Pump Club (./c.toml)        –        –      1         –       1
    ./d.toml                    –        –      1         –       1
"""
    )


def test_a_wide_terminal_names_the_files_to_read_on_in(copvalue, tmp_path):
    shutil.copytree(SAMPLES, tmp_path / "samples")
    done = copvalue("portfolio", "samples", env={"COLUMNS": "120"})
    lines = done.stdout.decode().splitlines()
    assert any(line.endswith("  values  file") for line in lines)
    assert any(line.endswith("      27  samples/plant.toml") for line in lines)


def test_names_that_do_not_fit_keep_what_tells_them_apart():
    long = "Community of everybody who looks after small pumps in the valley"
    found = portfolio(
        *((f"matrices/of/the/valley/{name}.toml", community(long, f"Help {name}")) for name in "ab")
    )
    lines = portfolio_text(found, 70).splitlines()
    assert sum("/a.toml)" in line for line in lines) == 2, "in the table and as likely duplicate"
    assert sum(line.startswith("  Commun") and "…" in line for line in lines) == 2
    assert max(map(cell_width, lines)) <= 70


def test_csv_for_excel_begins_with_the_mark_and_is_csv(copvalue):
    water = str(SAMPLES / "water.toml")
    plain = copvalue("portfolio", water, "--format", "csv").stdout
    for words in (("--excel",), ("--excel", "--format", "csv")):
        done = copvalue("portfolio", water, *words)
        assert done.stdout == b"\xef\xbb\xbf" + plain
    for words, said in (
        (("--excel", "--format", "jsonl"), b"--excel is for csv, not for jsonl.\n"),
        (("--excel", "--by", "sponsor"), b"--by is for text, not for csv.\n"),
    ):
        done = copvalue("portfolio", water, *words)
        assert (done.returncode, done.stdout, done.stderr) == (2, b"", said)


def test_jsonl_and_csv_have_one_value_a_row(copvalue):
    water = str(SAMPLES / "water.toml")
    records = [
        json.loads(line)
        for line in copvalue(
            "portfolio", water, str(SAMPLES / "handmade.toml"), "--format", "jsonl"
        ).stdout.splitlines()
    ]
    assert len(records) == 37 + 9 + 2
    assert records[0] == {
        "file": water,
        "community": "Small-Town Water Operators Exchange",
        "audience": "members",
        "row": "New utility engineers",
        "horizon": "short_term",
        "slot": 1,
        "text": "Help with challenges",
        "status": "realized",
        "priority": "high",
        "votes": 0,
        "shared": "",
        "owner": "Facilitator",
        "evidence": "indicator",
        "note": "",
        "review_by": "2027-03-01",
        "indicator": "forum questions answered inside two days: 52 → 89 % of 80 on 2026-11-01",
    }
    assert [record["text"] for record in records if record["audience"] == "parking_lot"] == [
        "A pond?",
        "Bees, if the school agrees",
    ]
    page = copvalue("portfolio", water, "--format", "csv").stdout.decode()
    rows = list(csv.DictReader(io.StringIO(page)))
    assert len(rows) == 37
    assert list(rows[0]) == list(records[0])
    assert rows[5]["review_by"] == ""


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "  =1", "＝1", "＠x", "\t=1", "\r", "\x00=1", "'=1", "''=1", " -"],
)
def test_no_text_is_a_formula_in_a_spreadsheet(text):
    assert escape_formula(text).startswith("'")
    assert unescape_formula(escape_formula(text)) == text


@settings(max_examples=examples(50, 1500))
@given(st.one_of(st.text(max_size=6), st.text(st.sampled_from("'=+-@ \tx＝"), max_size=6)))
def test_a_protected_text_comes_back_as_it_was(text):
    assert unescape_formula(escape_formula(text)) == text
    assert escape_formula("Help") == "Help"
    assert unescape_formula("'Help'") == "'Help'"


def test_a_hostile_matrix_is_protected_in_csv_and_plain_in_jsonl(copvalue, tmp_path):
    (tmp_path / "odd.toml").write_text(
        'title = "=1+1"\n[[members]]\nname = "@a"\nshort_term = ["=cmd|\\u001b[2J\\u009b"]\n'
    )
    done = copvalue("portfolio", "odd.toml", "--format", "csv")
    assert b"odd.toml,'=1+1,members,'@a,short_term,1,'=cmd|" in done.stdout
    assert b"\x1b" not in done.stdout
    done = copvalue("portfolio", "odd.toml", "--format", "jsonl")
    assert done.stdout.isascii()
    assert json.loads(done.stdout)["text"] == "=cmd|\x1b[2J\x9b"
    done = copvalue("portfolio", "odd.toml")
    assert b"\x1b" not in done.stdout


def test_whatever_lies_in_a_folder_is_told_or_passed_over(copvalue, tmp_path):
    folder = tmp_path / "all"
    (folder / "deep" / "deeper").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    shutil.copy(SAMPLES / "water.toml", folder / "deep" / "deeper" / "water.toml")
    shutil.copy(SAMPLES / "water.toml", folder / ".hidden" / "water.toml")
    shutil.copy(SAMPLES / "water.toml", folder / ".water.toml")
    (folder / "twin.toml").symlink_to(folder / "deep" / "deeper" / "water.toml")
    (folder / "loop").symlink_to(folder)
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n')
    (folder / "empty.toml").write_text("")
    (folder / "notes.txt").write_text("[[members]]")
    (folder / "broken.toml").write_text('[[members]]\nname = "x\n')
    (folder / "wrong.toml").write_text("[[members]]\nname = 1\npersona = 2\n")
    (folder / "gone.toml").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.toml")
    (folder / "folder.toml").mkdir()
    done = copvalue("portfolio", "all")  # a pipe that is waited for would hold it up for ever
    assert done.returncode == 3
    assert done.stdout.decode().startswith("1 community, 36 values\n")
    talk = done.stderr.decode()
    assert "all/broken.toml:2: this is not TOML" in talk
    assert "all/wrong.toml:2: expected a text, found a number. (1 more)" in talk
    assert "There is no file “all/gone.toml”." in talk
    assert "“all/pipe.toml” is a pipe" in talk
    assert talk.endswith("1 matrix read; 4 files could not be read; 2 other TOML files skipped.\n")


def test_a_file_that_is_named_must_be_a_matrix(copvalue, tmp_path):
    (tmp_path / "other.toml").write_text('[project]\nname = "x"\n')
    done = copvalue(
        "portfolio", "other.toml", "nowhere", "a\udce9.toml", str(SAMPLES / "blank.toml")
    )
    assert done.returncode == 3
    talk = done.stderr.decode()
    assert "other.toml:1: this is TOML but not a value matrix" in talk
    assert "There is no file “nowhere”." in talk
    assert "1 matrix read; 3 files could not be read." in talk


@pytest.mark.parametrize("form", ["text", "csv", "jsonl"])
def test_a_folder_without_a_matrix_says_so(copvalue, tmp_path, form):
    (tmp_path / "none").mkdir()
    done = copvalue("portfolio", "none", "--format", form)
    assert (done.returncode, done.stderr) == (3, b"0 matrices read.\n")
    assert b"Traceback" not in done.stdout


def test_wrong_words_end_in_the_usage(copvalue):
    for words in ((), ("--format", "xml", "."), ("--on", "soon", ".")):
        done = copvalue("portfolio", *words)
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"usage: copvalue portfolio" in done.stderr


def test_a_folder_that_may_not_be_entered_is_told(monkeypatch, tmp_path):
    refused = PermissionError(13, "Permission denied", str(tmp_path / "closed"))

    def walk(path, onerror):
        onerror(refused)
        yield str(path), [], []

    monkeypatch.setattr("copvalue_tui.files.session.watch.os.walk", walk)
    (found,) = gather([str(tmp_path)])
    assert found.matrix is None
    assert "closed” cannot be opened: permission denied." in found.trouble


# What many matrices say together.


def test_communities_with_nearly_the_same_values_are_likely_doubles():
    shared = ("Help with pumps", "Quick answers", "Peers to call", "A career path", "Good maps")
    found = portfolio(
        ("a.toml", community("Pump Club", *shared, "Tea at noon")),
        ("b.toml", community("Valve Club", *shared, "Cake at noon")),
        ("c.toml", community("Bee Club", "Honey", "Quick answers", "Flowers", "Wax", "Calm")),
        ("d.toml", community("BEE CLUB", "Hives in spring")),
    )
    assert [(twins.names, twins.shared, twins.same_title) for twins in found.twins] == [
        (("a.toml", "b.toml"), 5, False),
        (("c.toml", "d.toml"), 0, True),
    ]
    assert found.common[0] == ("Quick answers", 3)
    assert found.lonely == 7


def test_small_communities_are_likely_doubles_only_with_the_same_title():
    titles = ("Bee Club", "BEE club", "", "")
    for values in ("Honey",), ():
        named = enumerate(community(title, *values) for title in titles)
        found = portfolio(*((f"{at}.toml", matrix) for at, matrix in named))
        (twins,) = found.twins
        assert (twins.names, twins.same_title) == (("0.toml", "1.toml"), True)


def test_copies_of_one_file_are_one_group_however_many():
    texts = [f"Use number {number}" for number in range(9)]
    found = portfolio(*((f"{at}.toml", community("", *texts)) for at in range(60)))
    (twins,) = found.twins
    assert (len(twins.names), twins.part) == (60, 1.0)
    assert "and 40 more" in portfolio_text(found, 80)


def test_many_matrices_are_compared_without_laying_each_beside_each():
    named = [
        (f"{at}.toml", community(f"C{at}", *(f"Value {at // 2 * 30 + n}" for n in range(30))))
        for at in range(400)
    ]
    assert len(portfolio(*named).twins) == 200
    few, many = (calls_of(lambda count=count: portfolio(*named[:count])) for count in (50, 400))
    assert many <= 10 * few, "eight times as many would be 64 times the work"


def test_junk_among_a_thousand_files_is_named_and_skipped(copvalue, tmp_path):
    text = '[[members]]\nname = "All"\nshort_term = ["Help", { text = "Fun", votes = 2 }]\n'
    for number in range(1000):
        (tmp_path / f"{number:04}.toml").write_text(text)
    junk = {
        "0100.toml": b"\xff\xfe\x00junk",
        "0200.toml": b"",
        "0300.toml": b"[[members]]\nname = 7\n",
        "0400.toml": b'[tool]\nname = "other"\n',
        "0500.toml": text.encode()[:-3],
    }
    for name, content in junk.items():
        (tmp_path / name).write_bytes(content)
    done = copvalue("portfolio", ".")
    assert done.returncode == 3
    *named, last = done.stderr.decode().splitlines()
    assert [line.split(":")[0].removeprefix("./") for line in named] == [
        *("0100.toml", "0300.toml", "0500.toml")
    ]
    assert last.endswith(
        "995 matrices read; 3 files could not be read; 2 other TOML files skipped."
    )
    assert done.stdout.startswith(b"995 communities, 1,990 values\n")
    done = copvalue("portfolio", ".", "--format", "jsonl")
    assert (done.returncode, done.stdout.count(b"\n")) == (3, 1990)


def test_long_paths_keep_their_ends():
    assert clip_start("matrices/of/the/bank.toml", 10) == "…bank.toml"
    assert clip_start("bank.toml", 10) == "bank.toml"
    assert clip_start("資金資金", 5) == "…資金"
    assert clip_start("bank", 0) == ""


@settings(max_examples=examples(16, 500), deadline=None)
@given(st.lists(matrices, max_size=4))
def test_any_matrices_make_a_portfolio(several):
    found = portfolio(*((f"{at}\x1b.toml", matrix) for at, matrix in enumerate(several)))
    text = portfolio_text(found, 80)
    assert "\x1b" not in text
    assert len(found.covered) == len(several)
    assert sum(len(each.keys) for each in found.covered) >= found.lonely
