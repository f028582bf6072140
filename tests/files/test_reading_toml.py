"""TOML, rule by rule: what is none is told with its place, and what is only strange is kept."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from copvalue_tui.cli import exits, main
from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage.file import load
from copvalue_tui.files.toml.errors import Complaint, NotReadable
from copvalue_tui.matrix.edits import add_values, set_value
from copvalue_tui.matrix.values import Place, Value
from tests.files.toml_cases import INVALID, NEWER, STRANGE

INVALIDS = [text for texts in INVALID.values() for text in texts]
STRANGES = [text for texts in STRANGE.values() for text in texts]
MATRIX = '\n\n[[members]]\nname = "Staff"\nshort_term = [\n    "Help",\n]\nlong_term = []\n'


def test_the_tables_are_as_large_as_they_claim() -> None:
    assert len(set(INVALIDS)) == len(INVALIDS) >= 300
    assert len(set(STRANGES)) == len(STRANGES) >= 110


@pytest.mark.parametrize("rule", INVALID)
def test_what_breaks_a_rule_is_reported_and_every_byte_stays(
    rule: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for number, text in enumerate(INVALID[rule]):
        # In front of a matrix and behind one: neither hides what is wrong.
        for whole in (text, text + MATRIX, MATRIX.lstrip() + text):
            if whole is not text and _only_alone(text):
                continue
            complaint = _complaint(whole)
            assert 1 <= complaint.line <= whole.count("\n") + 1
            assert complaint.column is not None
            assert complaint.found.isprintable()
        path = tmp_path / f"{number}.toml"
        path.write_bytes(text.encode())
        complaint = _complaint(text)
        before = path.stat().st_mtime_ns
        assert main(["show", str(path)]) == exits.UNREADABLE
        out, told = capfd.readouterr()
        assert out == ""
        if "\0" in text:
            assert "holds NUL bytes" in told
        else:
            _, place, *lines = told.splitlines()
            assert place.startswith(f"{path}:{complaint.line}:{complaint.column}: "), told
            assert lines == ([f"  {complaint.found}"] if complaint.found else [])
        assert "was not opened, and nothing was changed." in told.splitlines()[0]
        assert all(letter.isprintable() or letter == "\n" for letter in told), told
        assert path.read_bytes() == text.encode()
        assert path.stat().st_mtime_ns == before


def _complaint(text: str) -> Complaint:
    """The one thing that is told of a text that is no TOML."""
    with pytest.raises(NotReadable) as caught:
        read(text)
    assert caught.value.kind == "not-toml", text
    (complaint,) = caught.value.complaints
    return complaint


def _only_alone(text: str) -> bool:
    """Whether a matrix beside it would change what is wrong, or mend it."""
    try:
        tomllib.loads(text + MATRIX)
    except tomllib.TOMLDecodeError:
        pass
    else:
        return True
    try:
        tomllib.loads(MATRIX.lstrip() + text)
    except tomllib.TOMLDecodeError:
        return False
    return True


@pytest.mark.parametrize("rule", STRANGE)
def test_what_is_only_strange_is_kept_byte_for_byte(rule: str, tmp_path: Path) -> None:
    for number, text in enumerate(STRANGE[rule]):
        path = tmp_path / f"{number}.toml"
        path.write_bytes((text + MATRIX).encode())
        file = load(path)
        matrix = read(file.source.text)
        assert [row.name for row in matrix.members] == ["Staff"]
        save(file, add_values(matrix, Place(0, 0, 1), (Value("Tea"),)))
        changed = MATRIX.replace('"Help",\n', '"Help",\n    "Tea",\n')
        assert path.read_bytes() == (text + changed).encode()


@pytest.mark.parametrize("rule", STRANGE)
def test_toml_that_is_no_matrix_says_what_is_missing(rule: str, tmp_path: Path, capfd) -> None:
    for text in STRANGE[rule]:
        if not tomllib.loads(text):
            assert read(text).rows == (), "nothing but comments is an empty matrix"
            continue
        with pytest.raises(NotReadable, match="not a value matrix: it has no") as caught:
            read(text)
        assert caught.value.kind == "not-a-matrix"
        path = tmp_path / "other.toml"
        path.write_bytes(text.encode())
        assert main(["show", str(path)]) == exits.UNREADABLE
        assert "not a value matrix" in capfd.readouterr().err
        assert path.read_bytes() == text.encode()


@pytest.mark.parametrize("text", NEWER)
def test_what_only_a_newer_toml_allows_is_read_and_kept_and_never_written(text, tmp_path) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
    path = tmp_path / "newer.toml"
    path.write_bytes((text + MATRIX).encode())
    file = load(path)
    matrix = read(file.source.text)
    save(file, add_values(matrix, Place(0, 0, 1), (Value("{Tea} \\e \x1b"),)))
    saved = path.read_text(encoding="utf-8")
    assert saved.startswith(text)
    assert tomllib.loads(saved.removeprefix(text))["members"][0]["short_term"] == [
        "Help", "{Tea} \\e \x1b",
    ]  # fmt: skip


CARGO = """\
[package]
name = "thing"
version = "0.1.0"

[dependencies]
serde = { version = "1", features = ["derive"] }

[[bin]]
name = "members"
"""


def test_the_settings_of_another_program_are_reported_apart_from_a_matrix(tmp_path, capfd) -> None:
    path = tmp_path / "Cargo.toml"
    path.write_text(CARGO)
    assert main(["show", str(path)]) == exits.UNREADABLE
    told = capfd.readouterr().err
    assert "no [[members]], no [[organizations]]" in told
    assert "was not opened, and nothing was changed." in told
    assert path.read_text() == CARGO


def test_line_ends_in_a_text_read_as_blanks_and_stay_until_the_text_is_reworded(tmp_path) -> None:
    raw = '    "one\\ntwo\\tthree\\r\\nfour",\n    """\nfive\nsix""",\n'
    path = tmp_path / "lines.toml"
    path.write_text(MATRIX.replace('    "Help",\n', f'    "Help",\n{raw}'))
    file = load(path)
    matrix = read(file.source.text)
    texts = [value.text for value in matrix.members[0].short_term]
    assert texts == ["Help", "one two three four", "five six"]
    file = save(file, set_value(matrix, Place(0, 0, 0), Value("Tea"))).file
    assert raw in path.read_text()
    matrix = read(file.source.text)
    save(file, set_value(matrix, Place(0, 0, 2), Value("five, six")))
    assert path.read_text().count('"""') == 0
    assert '    "five, six",\n' in path.read_text()
