"""`copvalue check`: sentences with lines, levels and exit codes; and junk at its door."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from copvalue_tui.files.session.findings import check_text
from copvalue_tui.matrix.checks.matrix_checks import findings
from tests.cli.conftest import ROOT

SAMPLES = ROOT / "samples"
WATER = str(SAMPLES / "water.toml")
DAY = ("--on", "2026-11-23")
GOOD = (
    b'[[members]]\nname = "Bakers"\nshort_term = ["Warm ovens"]\nlong_term = ["A trade for life"]\n'
    b'[[organizations]]\nname = "Mill"\nshort_term = ["Flour sold"]\nlong_term = ["Loyal bakers"]\n'
)


def told(done):
    return done.stdout.decode("utf-8").splitlines()


def test_the_water_community_is_checked_with_lines(copvalue):
    done = copvalue("check", WATER, *DAY, "--level", "problem")
    assert done.returncode == 1
    assert told(done) == [
        f"{WATER}:17: problem: “Exchange in my own language” was due for review by "
        "1 September 2026, 3 months ago.",
        f"{WATER}:60: problem: “Time and cost saving” was due for review by "
        "1 September 2026, 3 months ago.",
    ]
    assert done.stderr.decode() == f"{WATER}: 37 values; 2 problems.\n"


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("water", "37 values; 2 problems, 7 doubts, 11 hints."),
        ("plant", "27 values; 11 problems, 9 doubts, 12 hints."),
        ("survey", "33 values; 17 problems, 12 doubts, 10 hints."),
        ("toolkit", "24 values; 1 hint."),
        ("blank", "0 values; 2 problems."),
    ],
)
def test_each_sample_has_the_gaps_it_was_given(copvalue, name, counts):
    done = copvalue("check", str(SAMPLES / f"{name}.toml"), *DAY)
    assert done.stderr.decode().endswith(f"{name}.toml: {counts}\n")
    assert done.returncode == (0 if name == "toolkit" else 1), "hints alone stop nobody"


def test_a_complete_matrix_of_bare_bullets_has_nothing_to_tell(copvalue):
    done = copvalue("check", "-", stdin=GOOD)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"stdin: 4 values; nothing missing or doubtful.\n"


def test_hints_count_when_they_are_asked_for(copvalue):
    text = GOOD.replace(b"Warm ovens", b"Monthly webinar")
    assert copvalue("check", "-", stdin=text).returncode == 0
    done = copvalue("check", "-", "--level", "hint", stdin=text)
    assert done.returncode == 1
    assert told(done) == [
        "stdin:3: hint: “Monthly webinar” describes an activity; say what it is worth to them."
    ]
    assert copvalue("check", "-", "--level", "doubt", stdin=text).stdout == b""


def test_keys_that_are_probably_mistyped_are_named_with_their_line(copvalue):
    done = copvalue("check", "-", stdin=GOOD + b'shortterm = ["Lost"]\n')
    assert done.returncode == 1
    assert "stdin:9: doubt: “shortterm” is an unknown key; did you mean" in told(done)[0]


def test_lines_are_right_where_blank_entries_and_comments_stand_between():
    text = (
        b'# a remark\n[[members]]\nname = "Bakers"\nshort_term = [\n  "Warm ovens",\n  "",\n'
        b'  # another\n  { text = "Fun at work", status = "realized", owner = "Jo" },\n]\n'
        b'long_term = ["A trade"]\nparking_lot = ["x"]\n\n[[organizations]]\nname = ""\n'
    )
    found = check_text(text.decode(), date(2026, 11, 23)).findings
    assert [(each.line, each.kind, each.path) for each in found] == [
        (5, "proposed-without-owner", "members[1].short_term[1]"),
        (8, "realized-without-evidence", "members[1].short_term[3]"),
        (10, "proposed-without-owner", "members[1].long_term[1]"),
        (11, "unknown-key", "members[1].parking_lot"),
        (13, "row-without-name", "organizations[1]"),
        (13, "row-without-value", "organizations[1].short_term"),
    ]


def test_json_says_the_same_for_programs(copvalue):
    done = copvalue("check", WATER, "missing.toml", *DAY, "--format", "json", "--level", "doubt")
    water, missing = json.loads(done.stdout)
    assert done.returncode == 3
    assert (water["read"], water["values"], len(water["findings"])) == (True, 37, 9)
    assert water["findings"][1] == {
        "line": 17,
        "path": "members[1].short_term[4]",
        "kind": "review-overdue",
        "level": "problem",
        "sentence": "“Exchange in my own language” was due for review by 1 September 2026, "
        "3 months ago.",
        "row": "New utility engineers",
        "horizon": "short_term",
        "value": "Exchange in my own language",
    }
    assert missing == {"file": "missing.toml", "read": False, "findings": []}


SPANISH = (
    b'language = "es"\n[[members]]\nname = "Panaderos"\nshort_term = '
    b'[{ text = "Hornos", status = "on-track", owner = "Jo" }]\nshortterm = []\n'
)


@pytest.mark.parametrize(
    ("language", "sentences", "summary"),
    [
        (
            (),
            [
                "1: duda: La matriz todavía no tiene ninguna organización.",
                "2: duda: “Panaderos” todavía no tiene ningún valor a largo plazo.",
                "4: duda: “Hornos” está en marcha, pero ninguna evidencia lo muestra.",
                "4: sugerencia: “Hornos” es vago; diga qué y para quién.",
                "5: duda: “shortterm” es una clave desconocida; ¿quería decir “short_term”?",
            ],
            "1 valor; 4 dudas, 1 sugerencia.",
        ),
        (
            ("--language", "pt"),
            [
                "1: dúvida: A matriz ainda não tem nenhuma organização.",
                "2: dúvida: “Panaderos” ainda não tem nenhum valor a longo prazo.",
                "4: dúvida: “Hornos” está em andamento, mas nenhuma evidência o mostra.",
                "4: sugestão: “Hornos” é vago; diga o quê e para quem.",
                "5: dúvida: “shortterm” é uma chave desconhecida; quis dizer “short_term”?",
            ],
            "1 valor; 4 dúvidas, 1 sugestão.",
        ),
        (
            ("--language", "fr", "--level", "problem"),
            [],
            "1 valeur; rien ne manque, aucun doute.",
        ),
    ],
)
def test_the_sentences_are_in_the_language_of_the_matrix(copvalue, language, sentences, summary):
    done = copvalue("check", "-", *language, stdin=SPANISH)
    assert told(done) == [f"stdin:{sentence}" for sentence in sentences]
    assert done.stderr.decode() == f"stdin: {summary}\n"


def test_another_day_finds_other_reviews_overdue(copvalue):
    count = len(told(copvalue("check", WATER, "--on", "2027-03", "--level", "problem")))
    assert count == 15
    assert copvalue("check", WATER, "--on", "2026-01", "--level", "problem").returncode == 0


def test_value_cycles_are_compared_when_asked_for(copvalue):
    done = copvalue("check", str(SAMPLES / "toolkit.toml"), "--cycles", *DAY)
    assert done.returncode == 0


def test_every_file_is_checked_although_one_before_it_does_not_read(copvalue, tmp_path: Path):
    (tmp_path / "broken.toml").write_text("[[members")
    (tmp_path / "good.toml").write_bytes(GOOD)
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder").mkdir()
    names = ("broken.toml", "folder", "pipe.toml", "missing.toml", "a\udce9.toml", "good.toml")
    done = copvalue("check", *names)
    assert (done.returncode, done.stdout) == (3, b"")
    talk = done.stderr.decode()
    assert "broken.toml:1" in talk
    assert "“folder” is a folder" in talk
    assert "“pipe.toml” is a pipe" in talk
    assert "There is no file “missing.toml”." in talk
    assert "There is no file “a�.toml”." in talk
    assert talk.endswith("good.toml: 4 values; nothing missing or doubtful.\n")
    assert "Traceback" not in talk


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "arguments are required: FILE"),
        (("--level", "grave", "x"), "choose from"),
        (("--on", "3/4/2027", "x"), "type 2027-03-04 or 2027-04-03.\n"),
        (("--on", "\x1b[2J", "x"), "␛[2J"),
        (("--format", "yaml", "x"), "choose from"),
        (("--language", "xx", "x"), "there are no labels in “xx”"),
    ],
)
def test_wrong_words_end_in_a_sentence_and_the_usage(copvalue, words, says):
    done = copvalue("check", *words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr.decode()
    assert "usage: copvalue check" in done.stderr.decode()


def test_hostile_words_in_a_file_are_shown_and_command_nothing(copvalue):
    text = GOOD.replace(b"Warm ovens", b"\\u001b[2J\\u202e; two")
    done = copvalue("check", "-", stdin=text)
    assert b"\x1b" not in done.stdout
    assert "␛[2J⟦U+202E⟧; two” has more than one value" in done.stdout.decode()


def test_a_reader_that_has_seen_enough_is_no_fault(clean_env, tmp_path):
    command = f"{sys.executable} -m copvalue_tui check {WATER} {WATER} | head -c 1"
    done = subprocess.run(
        command, shell=True, env=clean_env, cwd=tmp_path, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    assert len(done.stdout) == 1


@pytest.mark.parametrize("words", [["check", WATER], ["minutes", WATER], ["portfolio", WATER]])
def test_no_check_imports_the_toolkit(words):
    program = (
        "import sys, io; sys.stdout = io.StringIO(); from copvalue_tui.cli import main\n"
        f"main({words!r})\n"
        "sys.stdout = sys.__stdout__\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'textual','rich','tomlkit'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_plain_check_loads_little():
    program = (
        "import sys, io; sys.stdout = sys.stderr = io.StringIO()\n"
        "from copvalue_tui.cli import main\n"
        f"main(['check', {WATER!r}])\n"
        "sys.stdout = sys.__stdout__\n"
        "print(sorted(set(sys.modules) & {'argparse', 'json', 'csv', 'difflib', 'pathlib'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "[]\n"


def test_many_values_are_checked_too():
    entries = ",\n".join(f'"Some value {number}"' for number in range(20_000))
    text = f'[[members]]\nname = "All"\nshort_term = [\n{entries}\n]\n'
    checked = check_text(text, date(2026, 11, 23))
    assert {found.kind for found in checked.findings} == {"no-organizations", "no-long-term"}
    assert findings(checked.matrix, date(2026, 11, 23))[0].kind == "no-organizations"
