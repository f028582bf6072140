"""Where no new file may take the name, the file itself is written: never without a spare copy."""

import errno
import os

import pytest

from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage import atomic_replace
from copvalue_tui.files.storage.file import IN_PLACE
from tests.files.fault_fs import NEW, OLD, FaultFs, begun, how_it_went, is_calm, leftovers, opened

pytestmark = pytest.mark.usefixtures("own_state")


@pytest.mark.parametrize(
    "code", [errno.EBUSY, errno.EXDEV, errno.EPERM, errno.EACCES, errno.ENOSYS]
)
def test_where_no_name_may_be_replaced_the_file_is_written_in_place(folder, monkeypatch, code):
    monkeypatch.setattr(atomic_replace, "swap", lambda *_: False)
    file, matrix = opened(folder / "water.toml")
    number = file.path.stat().st_ino
    with FaultFs(monkeypatch, only="rename", fail_at=1, code=code).watching():
        saved = save(file, matrix)
    assert saved.notes == (IN_PLACE,)
    assert file.path.stat().st_ino == number
    assert file.path.read_text() == NEW
    assert leftovers(folder) == []


@pytest.mark.parametrize("call", ["fchmod", "setxattr", "listxattr"])
def test_rights_that_cannot_be_kept_by_a_new_file_are_kept_in_place(folder, monkeypatch, call):
    file, matrix = opened(folder / "water.toml")
    file.path.chmod(0o640)
    if call == "setxattr":
        try:
            os.setxattr(file.path, "user.origin", b"core group")
        except (OSError, AttributeError):
            pytest.skip("this disk keeps no extended attributes")
    number = file.path.stat().st_ino
    with FaultFs(monkeypatch, only=call, fail_at=1, code=errno.EPERM).watching():
        saved = save(file, matrix)
    assert saved.notes == (IN_PLACE,)
    assert file.path.stat().st_ino == number
    assert file.path.read_text() == NEW


def test_in_place_the_old_text_comes_back_when_the_disk_fails(folder, monkeypatch):
    file, matrix, _, _ = begun(folder, "two names")
    with FaultFs(monkeypatch, only="ftruncate", fail_at=1).watching():
        told, _ = how_it_went(file, matrix)
    assert "Nothing was changed" in told
    assert (folder / "other.toml").read_text() == OLD
    assert save(file, matrix).notes == (IN_PLACE,)


def test_in_place_no_byte_is_touched_before_there_is_room_for_all(folder, monkeypatch):
    if not hasattr(os, "posix_fallocate"):
        pytest.skip("here no room can be reserved")
    file, matrix, _, _ = begun(folder, "two names")
    written = []
    real = os.write

    def noted(descriptor, content):
        written.append(bytes(content))
        return real(descriptor, content)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", noted)
        with FaultFs(patch, only="posix_fallocate", fail_at=1, code=errno.ENOSPC).watching():
            told, _ = how_it_went(file, matrix)
    assert "the disk is full" in told
    assert written == [OLD.encode(), NEW.encode()]  # the spare, and the note of what is to come
    assert (folder / "other.toml").read_text() == OLD


def test_in_place_the_spare_is_named_when_nothing_can_be_written_any_more(
    folder, own_state, monkeypatch
):
    file, matrix, _, _ = begun(folder, "two names")
    real = os.ftruncate

    def failing(descriptor, size):
        real(descriptor, 3)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "ftruncate", failing)
        told, _ = how_it_went(file, matrix)
    assert is_calm(told)
    (spare,) = own_state.rglob("*.toml")
    assert os.fspath(spare) in told
    assert spare.read_text() == OLD


def test_without_a_place_for_a_spare_nothing_is_written_in_place(folder, own_state, monkeypatch):
    own_state.write_text("a file where the folder should be")
    file, matrix, _, _ = begun(folder, "two names")
    with FaultFs(monkeypatch, only="write", fail_at=1, code=errno.ENOSPC).watching():
        told, _ = how_it_went(file, matrix)
    assert "full" in told
    assert file.path.read_text() == OLD
    assert leftovers(folder) == []


def test_without_a_state_folder_the_spare_lies_beside_only_meanwhile(folder, own_state):
    own_state.write_text("a file where the folder should be")
    file, matrix, _, _ = begun(folder, "two names")
    assert save(file, matrix).notes == (IN_PLACE,)
    assert (folder / "other.toml").read_text() == NEW
    assert leftovers(folder) == []
