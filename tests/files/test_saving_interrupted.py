"""A save in place that was cut off in the middle is undone at the next start, and nothing else."""

import fcntl
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage import in_place, versions
from copvalue_tui.files.storage.file import IN_PLACE, changed_on_disk
from copvalue_tui.files.storage.in_place import (
    OPEN_TO_REPAIR,
    RESTORED,
    is_between,
    repair_interrupted,
)
from tests.files.fault_fs import (
    NEW,
    OLD,
    begun,
    in_child,
    is_calm,
    leftovers,
    needs_root,
    open_to_all,
)

pytestmark = pytest.mark.usefixtures("own_state")


@pytest.fixture(params=["private", "beside"])
def kept(request, own_state):
    """Where spare copy and note lie: in the private folder, or beside the file."""
    if request.param == "beside":
        own_state.write_text("a file where the folder should be")
    return request.param


def cut_off(folder, at, monkeypatch):
    """A file with two names, its save cut off after so many bytes; its path."""
    file, matrix, _, _ = begun(folder, "two names")
    real = os.write

    def dying(descriptor, content):
        status = os.fstat(descriptor)
        if status.st_nlink > 1:
            real(descriptor, bytes(content)[:at])
            os._exit(0)
        return real(descriptor, content)

    child = os.fork()
    if not child:
        monkeypatch.setattr(os, "write", dying)
        save(file, matrix)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return file.path


@pytest.mark.parametrize("at", [1, 100, 150, len(NEW) - 1])
def test_the_version_before_is_put_back(folder, monkeypatch, kept, at):
    path = cut_off(folder, at, monkeypatch)
    number = path.stat().st_ino
    torn = path.read_text()
    assert torn != OLD
    assert repair_interrupted(path) == RESTORED
    assert is_calm(RESTORED)
    assert path.read_text() == (folder / "other.toml").read_text() == OLD
    assert path.stat().st_ino == number
    assert leftovers(folder) == []
    assert repair_interrupted(path) == ""
    file, matrix, _, _ = begun(folder, "two names")
    assert save(file, matrix).notes == (IN_PLACE,)


def test_a_torn_file_is_no_other_person_s_work_to_a_session_that_has_it_open(folder, monkeypatch):
    file, matrix, _, _ = begun(folder, "two names")
    cut_off(folder, 150, monkeypatch)
    assert not changed_on_disk(file)
    assert file.path.read_text() == OLD
    cut_off(folder, 150, monkeypatch)
    saved = save(file, matrix)
    assert saved.notes == (IN_PLACE,)
    assert file.path.read_text() == NEW


def test_who_only_looks_is_reported_and_nothing_is_written(folder, monkeypatch, kept):
    path = cut_off(folder, 150, monkeypatch)
    torn = path.read_bytes()
    assert repair_interrupted(path, look_only=True) == OPEN_TO_REPAIR
    assert is_calm(OPEN_TO_REPAIR)
    assert path.read_bytes() == torn
    assert repair_interrupted(path) == RESTORED


def test_a_save_that_was_cut_off_before_or_after_is_no_trouble(folder, monkeypatch, kept):
    path = cut_off(folder, 0, monkeypatch)
    path.write_text(OLD)
    assert repair_interrupted(path) == ""
    path = cut_off(folder, 100, monkeypatch)
    path.write_text(NEW)
    assert repair_interrupted(path) == ""
    assert path.read_text() == NEW
    assert leftovers(folder) == []


def test_what_somebody_wrote_since_stays(folder, monkeypatch, kept):
    path = cut_off(folder, 100, monkeypatch)
    path.write_text(OLD.replace("Rapid", "Quick"))
    told = repair_interrupted(path)
    assert is_calm(told)
    assert "the previous version is in" in told
    assert "Quick" in path.read_text()
    assert repair_interrupted(path) == "", "it is said once"


def test_a_save_that_goes_on_is_left_alone(folder, monkeypatch):
    path = cut_off(folder, 100, monkeypatch)
    ((note, _),) = in_place._notes_of(str(path))
    torn = path.read_bytes()
    with note.open("rb+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert in_child(lambda: repair_interrupted(path)) == ""
        assert path.read_bytes() == torn
    assert repair_interrupted(path) == RESTORED


def test_a_file_that_cannot_be_written_is_reported_with_the_place_of_the_spare(folder, monkeypatch):
    path = cut_off(folder, 100, monkeypatch)
    monkeypatch.setattr(in_place, "_restored", lambda *_: False)
    told = repair_interrupted(path)
    assert is_calm(told)
    assert str(versions.folder_of(str(path))) in told


def test_where_the_system_has_no_locks_it_is_only_told(folder, monkeypatch):
    path = cut_off(folder, 100, monkeypatch)
    torn = path.read_bytes()
    monkeypatch.setattr("copvalue_tui.files.storage.in_place.flock", lambda _: None)
    assert "previous version is in" in repair_interrupted(path)
    assert path.read_bytes() == torn


@pytest.mark.parametrize("junk", ["gone", "folder", "linked", "open", "no spare", "huge"])
def test_a_note_that_is_not_quite_ours_is_no_reason_to_write(folder, monkeypatch, junk, tmp_path):
    path = cut_off(folder, 150, monkeypatch)
    torn = path.read_bytes()
    ((note, spare),) = in_place._notes_of(str(path))
    if junk in ("gone", "folder"):
        note.unlink()
    if junk == "folder":
        note.mkdir()
    elif junk == "linked":
        os.link(note, tmp_path / "another name")
    elif junk == "open":
        note.chmod(0o666)
    elif junk == "no spare":
        spare.unlink()
    elif junk == "huge":
        note.write_bytes(b"x" * (5 << 20))
    assert repair_interrupted(path) != RESTORED
    assert path.read_bytes() == torn


@pytest.mark.parametrize("path", ["gone/file.toml", "no\0name", "", "/", "."])
def test_where_nothing_was_saved_there_is_nothing_to_say(tmp_path, path):
    assert repair_interrupted(path) == ""


@needs_root
def test_notes_of_another_account_are_not_heeded():
    with open_to_all() as shared:
        path = shared / "water.toml"
        path.write_text(OLD[:50])
        path.chmod(0o666)
        for ending, text in (("before", OLD), ("after", NEW)):
            (shared / f".water.toml.0123456789ab.{ending}").write_text(text)
        assert in_child(lambda: repair_interrupted(path), nobody=True) == ""
        assert path.read_text() == OLD[:50]


@given(st.binary(max_size=40), st.binary(max_size=40), st.data())
def test_all_that_a_torn_write_may_leave_lies_between(old, new, data):
    longest = max(len(old), len(new))
    size = data.draw(st.integers(min(len(old), len(new)), longest))
    reserved, written = old.ljust(longest, b"\0"), new.ljust(longest, b"\0")
    choice = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    found = bytes(
        written[at] if new_one and at < len(new) else reserved[at]
        for at, new_one in enumerate(choice)
    )
    assert is_between(found, old, new)


def test_what_a_person_writes_does_not_lie_between():
    assert is_between(OLD.encode(), OLD.encode(), NEW.encode())
    assert is_between(NEW.encode(), OLD.encode(), NEW.encode())
    for text in (OLD.replace("Rapid", "Quick"), "", NEW + "# more", NEW.replace("R", "r"), OLD[1:]):
        assert not is_between(text.encode(), OLD.encode(), NEW.encode())
    assert not is_between(b"ab\0", b"abc", b"abd"), "zeros stand only where the old text is over"
