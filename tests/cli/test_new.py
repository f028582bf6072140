"""`copvalue new`: a file from a template, never over another one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.templates import TEMPLATE_NAMES, template_text
from copvalue_tui.matrix.values import BLANK, count_values

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_a_template_is_written_as_it_stands(copvalue, tmp_path: Path, name: str) -> None:
    done = copvalue("new", "mine.toml", "--template", name)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "mine.toml").read_bytes().decode() == template_text(name)
    assert b"copvalue mine.toml" in done.stderr


@pytest.mark.parametrize("name", TEMPLATE_NAMES)
def test_the_packaged_templates_are_the_samples_byte_for_byte(name: str) -> None:
    assert template_text(name) == (SAMPLES / f"{name}.toml").read_bytes().decode()


def test_a_template_that_is_not_there_is_no_file_to_look_for() -> None:
    with pytest.raises(KeyError):
        template_text("../../samples/water")


def test_without_a_template_it_is_the_blank_one(copvalue, tmp_path: Path) -> None:
    assert copvalue("new", "mine.toml").returncode == 0
    assert read((tmp_path / "mine.toml").read_text()) == BLANK


def test_rows_are_named_in_their_order(copvalue, tmp_path: Path) -> None:
    words = ["--members", "Öfen  und Brot", "--organization", "Bank", "--members", 'A "b"']
    assert copvalue("new", "mine.toml", *words).returncode == 0
    matrix = read((tmp_path / "mine.toml").read_text("utf-8"))
    assert [row.name for row in matrix.rows] == ["Öfen und Brot", 'A "b"', "Bank"]


def test_named_rows_take_the_place_of_the_templates_rows(copvalue) -> None:
    done = copvalue("new", "-", "--template", "toolkit", "--members", "Staff")
    matrix = read(done.stdout.decode())
    assert [row.name for row in matrix.rows] == ["Staff", "Organization"]
    assert count_values(matrix) == 13


def test_an_existing_file_is_left_alone(copvalue, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("mine")
    done = copvalue("new", "mine.toml")
    assert done.returncode == 4
    assert done.stderr.decode() == "“mine.toml” already exists and was not changed.\n"
    assert (tmp_path / "mine.toml").read_text() == "mine"


def test_where_no_file_can_be_made_that_is_told(copvalue, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder", "/dev/null", "none/mine.toml", "x" * 300, "/dev/full"):
        done = copvalue("new", name)
        error = done.stderr.decode()
        assert (done.returncode, done.stdout) == (4, b""), name
        assert len(error.splitlines()) == 1, name
        assert "with W" not in error, name
    assert sorted(file.name for file in tmp_path.iterdir()) == ["folder", "home", "pipe"]


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
def test_a_folder_one_may_not_write_to_is_told(tmp_path: Path, clean_env) -> None:
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    # The first, harmless run loads what somebody else may not be able to read.
    program = (
        "import os, sys; from copvalue_tui.cli import main; main(['new', '-']);"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534); sys.exit(main(['new', 'mine.toml']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=clean_env,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 4
    assert len(done.stderr.decode().splitlines()) == 1
    assert not (tmp_path / "mine.toml").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("new",),
        ("new", "a", "--template", "nope"),
        ("new", "a", "--members", " \t"),
        ("new", "a", "--members"),
        ("new", "a", "--template", "\x1b[2J"),
    ],
)
def test_wrong_words_write_nothing(copvalue, tmp_path: Path, words) -> None:
    done = copvalue(*words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"\x1b" not in done.stderr
    assert not (tmp_path / "a").exists()
