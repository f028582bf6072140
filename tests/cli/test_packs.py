"""`copvalue packs`: the list, one pack in full, and what is wrong with one's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

GOOD = (
    'id = "mine"\ntitle = "My phrases"\n\n[[entries]]\nid = "a"\ntext = "Calm nights"\n'
    'audience = "members"\nhorizon = "short_term"\ntags = ["field"]\n'
)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """The person's own folder of packs."""
    made = tmp_path / "home" / ".local" / "share" / "copvalue" / "packs"
    made.mkdir(parents=True)
    return made


@pytest.mark.parametrize("words", [(), ("list",)])
def test_all_packs_are_listed_with_their_number_of_values(copvalue: Run, words):
    done = copvalue("packs", *words)
    assert done.returncode == 0
    lines = done.stdout.decode().splitlines()
    assert [line.split()[0] for line in lines[1:]] == [
        *("toolkit", "classic", "vcf", "km", "development", "public-service", "online"),
        "people-served",
    ]
    assert lines[1].split("  ")[0] == "toolkit"
    assert "en es fr pt" in lines[1]
    assert "24" in lines[1]


def test_own_packs_are_listed_with_their_paths_also_those_beside(copvalue: Run, packs, tmp_path):
    (packs / "mine.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "b.toml").write_text(GOOD.replace("mine", "beside"), encoding="utf-8")
    (tmp_path / "x" / "packs").mkdir(parents=True)
    (tmp_path / "x" / "packs" / "c.toml").write_text(GOOD.replace("mine", "far"), encoding="utf-8")
    lines = copvalue("packs").stdout.decode().splitlines()
    assert lines[-2].endswith(str(packs / "mine.toml"))
    assert lines[-1].endswith("packs/b.toml")
    far = copvalue("packs", "--file", "x/water.toml").stdout.decode().splitlines()
    assert far[-1].endswith("x/packs/c.toml")


def test_the_list_is_there_for_programs_too(copvalue: Run, packs):
    (packs / "mine.toml").write_text(GOOD.replace("phrases", "\\u001b[31m é"), encoding="utf-8")
    (packs / "ok.toml").write_text(GOOD, encoding="utf-8")
    done = copvalue("packs", "--format", "json", "--language", "fr")
    listed = json.loads(done.stdout)
    assert [one["id"] for one in listed][-1] == "mine"
    assert listed[0]["language"] == "fr"
    assert listed[0]["other_languages"] == ["en", "es", "pt"]
    assert (listed[-1]["values"], listed[-1]["path"]) == (1, str(packs / "ok.toml"))
    assert b"control characters" in done.stderr
    assert b"\x1b" not in done.stdout + done.stderr


def test_one_pack_is_shown_in_full_in_the_language_asked_for(copvalue: Run):
    shown = copvalue("packs", "show", "classic").stdout.decode()
    assert shown.startswith("CoP classics (classic)\n")
    assert "Credit: Ideas from" in shown
    assert "Members, short term\n- Somewhere to think aloud\n" in shown
    assert shown.count("\n- ") == 43
    spanish = copvalue("packs", "show", "classic", "--language", "es").stdout.decode()
    assert "- Un lugar para pensar en voz alta\n" in spanish


def test_the_language_of_the_settings_is_taken_when_none_is_named(copvalue: Run, tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('language = "pt"\n', encoding="utf-8")
    done = copvalue("packs", "show", "toolkit", env={"COPVALUE_CONFIG": str(config)})
    assert "- Ajuda com os desafios" in done.stdout.decode()


def test_a_pack_that_is_not_there_is_guessed_at(copvalue: Run):
    done = copvalue("packs", "show", "clasic")
    assert done.returncode == 2
    assert done.stderr.decode() == "There is no pack “clasic”. Did you mean classic?\n"


def test_the_path_is_where_own_packs_belong(copvalue: Run, packs):
    assert copvalue("packs", "path").stdout.decode() == f"{packs}\n"
    homeless = copvalue("packs", "path", env={"HOME": "/nowhere"})
    assert homeless.returncode == 3
    assert b"home folder" in homeless.stderr


# Checking


def test_good_packs_pass(copvalue: Run, packs):
    assert copvalue("packs", "check").stderr == b"You have no packs of your own yet.\n"
    (packs / "mine.toml").write_text(GOOD, encoding="utf-8")
    done = copvalue("packs", "check")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"Checked 1 pack; nothing wrong.\n"


def test_every_fault_is_told_with_file_line_place_and_the_nearest_word(copvalue: Run, tmp_path):
    (tmp_path / "mine.toml").write_text(
        GOOD.replace('"members"', '"member"').replace("short_term", "soon"), encoding="utf-8"
    )
    done = copvalue("packs", "check", "mine.toml")
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [
        "mine.toml:7: entries[1].audience is “member”; did you mean members?",
        "mine.toml:8: entries[1].horizon is “soon”; expected is one of short_term, long_term.",
    ]


def test_slips_that_do_no_harm_are_findings_too(copvalue: Run, tmp_path):
    (tmp_path / "mine.toml").write_text(GOOD.replace("tags", "tag"), encoding="utf-8")
    done = copvalue("packs", "check", "mine.toml")
    assert done.returncode == 1
    assert b"mine.toml:9: entries[1].tag is not a key of packs; did you mean tags?" in (done.stdout)


def test_a_taken_id_is_found_and_a_folder_is_checked_as_a_whole(copvalue: Run, packs):
    (packs / "a.toml").write_text(GOOD.replace("mine", "km"), encoding="utf-8")
    (packs / "b.toml").write_text(GOOD.replace("mine", "toolkit"), encoding="utf-8")
    told = copvalue("packs", "check").stdout.decode().splitlines()
    assert len(told) == 2
    assert f"{packs / 'a.toml'}:1: the id “km” is taken" in told[0]
    assert "cannot be replaced" in told[1]
    assert copvalue("packs", "check", str(packs)).returncode == 0


@pytest.mark.parametrize("name", ["nowhere.toml", "folder/none.toml", "pipe.toml", "zero.toml"])
def test_what_cannot_be_read_is_code_3_and_one_sentence(copvalue: Run, tmp_path, name):
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    done = copvalue("packs", "check", name)
    assert done.returncode == 3
    assert done.stderr.decode().startswith(f"{name}: cannot be read: ")
    assert (done.stdout, done.stderr.count(b"\n")) == (b"", 1)


def test_a_matrix_is_no_pack_and_a_pack_is_no_matrix(copvalue: Run, tmp_path):
    (tmp_path / "m.toml").write_text('[[members]]\nname = "A"\n', encoding="utf-8")
    (tmp_path / "p.toml").write_text(GOOD, encoding="utf-8")
    assert b"this is a value matrix" in copvalue("packs", "check", "m.toml").stdout
    shown = copvalue("show", "p.toml")
    assert shown.returncode == 3
    assert b"this is a suggestion pack, not a value matrix" in shown.stderr


@pytest.mark.parametrize("words", [("frob",), ("show",), ("show", "a", "b"), ("path", "x")])
def test_wrong_words_are_wrong_use(copvalue: Run, words):
    done = copvalue("packs", *words)
    assert done.returncode == 2
    assert b"usage: copvalue packs" in done.stderr
    assert b"Traceback" not in done.stderr


def test_no_screen_is_loaded_for_it():
    program = (
        "import sys; from copvalue_tui.cli import main; main(['packs'])\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'textual', 'tomlkit'}))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert found.stdout.splitlines()[-1] == b"[]"
