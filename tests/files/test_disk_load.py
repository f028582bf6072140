"""Opening files: only regular ones, at once, whole, and knowing whether others wrote since."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from copvalue_tui.files.storage import open as opening
from copvalue_tui.files.storage.errors import CannotOpen, FileMissing
from copvalue_tui.files.storage.file import load, new_file
from copvalue_tui.files.toml.errors import NotReadable
from tests.files.fault_fs import NEW, OLD, FaultFs, in_child, is_calm, open_to_all


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "water.toml"
    path.write_text(OLD)
    return path


def refusal(path):
    with pytest.raises(CannotOpen) as told:
        load(path)
    assert is_calm(str(told.value)), str(told.value)
    return str(told.value)


def test_a_file_is_loaded_with_its_text_identity_and_hash(path):
    file = load(path)
    assert file.source.text == OLD
    assert file.path == path
    assert file.identity is not None
    assert file.identity.size == len(OLD)
    assert len(file.sha256) == 64
    assert not file.read_only


def test_a_mark_and_line_ends_of_windows_are_known_of(path):
    path.write_bytes(b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode())
    source = load(path).source
    assert (source.text, source.newline, source.bom) == (OLD, "\r\n", True)


def test_what_is_no_file_is_refused_at_once(tmp_path, short_folder):
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(os.fspath(short_folder / "door"))
    assert "a folder" in refusal(tmp_path)
    # Without a writer a pipe that is waited for would hold the test up for ever.
    assert "a pipe" in refusal(tmp_path / "pipe")
    assert "a socket" in refusal(short_folder / "door")
    assert "a device" in refusal(Path("/dev/full"))


def test_a_pipe_on_standard_input_is_refused_by_its_name():
    reader, writer = os.pipe()
    try:
        assert "a pipe" in refusal(Path(f"/dev/fd/{reader}"))
    finally:
        os.close(reader)
        os.close(writer)


def test_a_pipe_that_takes_the_files_place_after_the_first_look_is_not_waited_for(
    path, monkeypatch
):
    def swapped():
        path.unlink()
        os.mkfifo(path)

    with FaultFs(monkeypatch, only="open", fail_at=1, before=swapped).watching():
        assert "a pipe" in refusal(path)


@pytest.mark.parametrize("name", ["missing.toml", "gone/water.toml"])
def test_nothing_there_is_reported_apart_from_trouble(tmp_path, name):
    with pytest.raises(FileMissing) as told:
        load(tmp_path / name)
    assert "There is no file" in str(told.value)
    assert is_calm(str(told.value))


@pytest.mark.parametrize(
    "name", ["nul\0inside.toml", "x" * 256, "half\ud800.toml", "a/" * 2100 + "x", ""]
)
def test_names_no_file_can_have_are_refused_calmly(tmp_path, name):
    assert refusal(tmp_path / name)
    with pytest.raises(CannotOpen) as told:
        new_file(tmp_path / name / "x\0")
    assert is_calm(str(told.value))


def test_a_name_that_would_command_the_terminal_is_shown_harmless(tmp_path):
    assert "\x1b" not in refusal(tmp_path / "\x1b[2Jx.toml")


def test_a_loop_of_links_is_named(tmp_path):
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    assert "points to itself" in refusal(tmp_path / "one")


def test_a_dangling_link_is_a_file_to_be(tmp_path):
    (tmp_path / "link.toml").symlink_to("target.toml")
    with pytest.raises(FileMissing):
        load(tmp_path / "link.toml")
    assert not new_file(tmp_path / "link.toml").read_only


def test_a_new_file_needs_a_folder(tmp_path):
    with pytest.raises(CannotOpen) as told:
        new_file(tmp_path / "gone" / "water.toml")
    assert "There is no folder" in str(told.value)
    assert is_calm(str(told.value))
    file = new_file(tmp_path / "water.toml")
    assert (file.identity, file.sha256, file.source.text) == (None, "", "")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = tmp_path / "huge.toml"
    with path.open("wb") as huge:
        huge.truncate(1 << 40)
    with FaultFs(monkeypatch).watching() as watched:
        assert "too large" in refusal(path)
    assert watched.log.count("read") <= 6


def test_what_is_no_text_is_reported_by_the_text_side(path):
    path.write_bytes("é".encode("latin-1"))
    with pytest.raises(NotReadable):
        load(path)


def test_a_name_that_is_not_utf8_loads_by_its_exact_bytes(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.toml")
    path.write_text(OLD)
    assert load(path).source.text == OLD
    assert "�" in refusal(tmp_path / os.fsdecode(b"caf\xe8.toml"))


def test_a_file_written_while_it_is_read_is_read_again(path, monkeypatch):
    monkeypatch.setattr(opening, "PAUSE", 0.001)
    with FaultFs(
        monkeypatch, only="read", fail_at=1, before=lambda: path.write_text(NEW)
    ).watching():
        assert load(path).source.text == NEW
    with FaultFs(
        monkeypatch, only="read", fail_at=2, before=lambda: path.write_text(OLD)
    ).watching():
        assert load(path).source.text == OLD


def test_a_file_swapped_while_it_is_read_is_read_again(path, monkeypatch):
    monkeypatch.setattr(opening, "PAUSE", 0.001)
    other = path.with_name("other")
    other.write_text(NEW)
    with FaultFs(
        monkeypatch, only="read", fail_at=2, before=lambda: other.replace(path)
    ).watching():
        assert load(path).source.text == NEW


def test_a_file_emptied_while_it_is_read_is_never_an_empty_matrix(path, monkeypatch):
    monkeypatch.setattr(opening, "PAUSE", 0.001)
    empty = FaultFs(monkeypatch, only="read", fail_at=1, before=lambda: path.write_text(""))
    with empty.watching():
        assert "being written" in refusal(path)
    assert path.read_text() == ""
    assert load(path).source.text == ""


def test_a_file_that_never_rests_is_given_up_calmly(path, monkeypatch):
    monkeypatch.setattr(opening, "PAUSE", 0.001)
    real = os.read

    def restless(descriptor, count):
        part = real(descriptor, count)
        if not part:
            path.write_text(OLD + f"# {time.monotonic_ns()}\n")
        return part

    with monkeypatch.context() as patch:
        patch.setattr(os, "read", restless)
        assert "being written" in refusal(path)


@pytest.mark.parametrize("code", [5, 13, 40, 116, 110, 24, 71])
def test_every_refusal_of_the_system_is_a_calm_sentence(path, monkeypatch, code):
    with FaultFs(monkeypatch).watching() as watched:
        load(path)
    for number in range(1, len(watched.log) + 1):
        failing = FaultFs(monkeypatch, fail_at=number, code=code)
        with failing.watching():
            try:
                said = load(path).source.text and "Read all the same."
            except CannotOpen as trouble:
                said = str(trouble)
        assert is_calm(said), said
    assert path.read_text() == OLD


def test_too_little_memory_is_too_large(path):
    if not Path("/proc/self/statm").exists():
        pytest.skip("needs /proc to know how much memory is in use")
    with path.open("r+b") as large:
        large.truncate(3 << 20)
    # A Python of its own: in one that has run for a while, enough memory lies about unused.
    story = (
        "import os, resource, sys\n"
        "from pathlib import Path\n"
        "from copvalue_tui.files.storage.errors import CannotOpen\n"
        "from copvalue_tui.files.storage.file import load\n"
        "used = int(Path('/proc/self/statm').read_text().split()[0]) * os.sysconf('SC_PAGESIZE')\n"
        "resource.setrlimit(resource.RLIMIT_AS, (used + (1 << 20), used + (1 << 20)))\n"
        "try:\n    load(Path(sys.argv[1]))\n"
        "except CannotOpen as trouble:\n    print(trouble)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", story, str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "too large" in done.stdout, done.stderr
    assert is_calm(done.stdout.strip())


def test_a_file_of_somebody_else_is_known_as_read_only():
    if os.geteuid() != 0:
        pytest.skip("needs root to make a file that is somebody else's")
    with open_to_all() as folder:
        path = folder / "water.toml"
        path.write_text(OLD)
        path.chmod(0o644)
        folder.chmod(0o755)

        def story():
            file, made = load(path), new_file(folder / "other.toml")
            return file.read_only, file.why_read_only, made.read_only, made.why_read_only

        closed, why, closed_folder, why_folder = in_child(story, nobody=True)
    assert closed
    assert closed_folder
    assert is_calm(why)
    assert is_calm(why_folder)


def test_opening_a_file_imports_nothing_of_saving_it(path):
    program = (
        "import sys; from pathlib import Path; from copvalue_tui.files.storage.file import load;"
        f"load(Path({os.fspath(path)!r})); print(*sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    loaded = set(told.stdout.split())
    assert "copvalue_tui.files.storage.open" in loaded
    late = ("saving", "writing", "reading", "versions", "folders", "replacing")
    assert not loaded & {f"copvalue_tui.files.{name}" for name in late}
    assert not loaded & {
        "ctypes",
        "tempfile",
        "shutil",
        "secrets",
        "pwd",
        "platformdirs",
        "tomlkit",
    }
