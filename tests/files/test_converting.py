"""A file in another encoding: the command that makes a copy is exact, and harms nothing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.storage.encoding import copying
from copvalue_tui.files.storage.file import load
from copvalue_tui.files.toml.errors import NotReadable

TEXT = '[[members]]\nname = "Señora Müller"\nshort_term = [\n    "Café",\n]\n'
needs_iconv = pytest.mark.skipif(shutil.which("iconv") is None, reason="no converter is here")


def faults_of(file: Path) -> NotReadable:
    with pytest.raises(NotReadable) as caught:
        load(file)
    return caught.value


@needs_iconv
@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
@pytest.mark.parametrize("name", ["a.toml", "it's $HOME.toml", "-n.toml", "no ending", "資.toml"])
def test_the_command_makes_a_copy_that_opens_and_leaves_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    content = TEXT.encode(encoding)
    Path(name).write_bytes(content)
    before = set(tmp_path.iterdir())
    command = copying(name, faults_of(Path(name)))
    assert subprocess.run(["sh", "-c", command], timeout=20).returncode == 0
    (copy,) = set(tmp_path.iterdir()) - before
    assert "-utf8" in copy.name
    assert read(load(copy).source.text) == read(TEXT)
    assert Path(name).read_bytes() == content


@needs_iconv
def test_no_file_that_stands_there_is_named_for_the_copy(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(TEXT.encode("utf-16"))
    faults = faults_of(file)
    assert copying(file, faults).endswith("/a-utf8.toml")
    (tmp_path / "a-utf8.toml").symlink_to("nowhere")
    assert copying(file, faults).endswith("/a-utf8-2.toml")


@pytest.mark.parametrize(
    "content",
    [
        b'title = "a\0b"\n',
        b"\xff\xfea",
        b"\xef\xbb\xbf# \xff",
        "# é".encode() + b" \xe9",
        b"\xff\xfe" + b"\0\0" * 9,
    ],
    ids=["NUL", "half a letter", "marked UTF-8", "UTF-8 with one wrong byte", "wide NUL"],
)
def test_what_no_converter_could_make_whole_is_not_offered_one(
    tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(content)
    faults = faults_of(file)
    assert faults.encoding == ""
    assert copying(file, faults) == ""


@pytest.mark.parametrize("name", [b"caf\xe9.toml", b"\x1b[31mred.toml", b"a\nb.toml"])
def test_a_name_that_cannot_be_typed_has_no_command(tmp_path: Path, name: bytes) -> None:
    file = tmp_path / os.fsdecode(name)
    file.write_bytes(TEXT.encode("utf-16"))
    assert copying(file, faults_of(file)) == ""


def test_where_no_converter_is_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes(TEXT.encode("utf-16"))
    faults = faults_of(file)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert copying(file, faults) == ""
