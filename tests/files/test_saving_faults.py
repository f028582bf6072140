"""Each call of a save fails in turn: the file is the old or the new version, and the words calm."""

import errno
import os
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.session.write import write
from copvalue_tui.files.storage import atomic_replace
from copvalue_tui.files.storage.errors import CannotSave, ChangedOnDisk
from copvalue_tui.files.storage.file import (
    NAME_UNCONFIRMED,
    UNCONFIRMED,
    VERSION_NOT_KEPT,
    load,
    new_file,
)
from copvalue_tui.matrix.values import BLANK
from tests.files.fault_fs import (
    NEW,
    OLD,
    FaultFs,
    begun,
    grown,
    how_it_went,
    is_calm,
    leftovers,
    opened,
)

pytestmark = pytest.mark.usefixtures("own_state")

CODES = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EINVAL, errno.EBUSY, errno.ENOENT)
WAYS = ("swap plain", "rename plain", "two names", "new")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", WAYS)
def test_whichever_call_fails_the_file_is_old_or_new(folder, own_state, monkeypatch, kind, code):
    if kind == "rename plain":
        monkeypatch.setattr(atomic_replace, "swap", lambda *_: False)
    number = 0
    while True:
        number += 1
        # Anew each time, or the calls before the failing one would not be the same ones.
        monkeypatch.setenv("XDG_STATE_HOME", f"{own_state}{number}")
        file, matrix, old, new = begun(folder, kind)
        faults = FaultFs(monkeypatch, fail_at=number, code=code)
        with faults.watching():
            told, saved = how_it_went(file, matrix)
        where = (faults.failed, number, told)
        found = file.path.read_text() if file.path.exists() else None
        assert found in (old, new), where
        assert told == "" or is_calm(told), where
        if saved is None:
            assert found == old, where
        else:
            assert found == new, where
            assert saved.identity == load(file.path).identity, where
        for name in leftovers(folder):
            # Only what could not be removed, or not be told from somebody else's text.
            assert faults.failed in ("unlink", "stat"), where
            assert (folder / name).read_text() in (old, new), where
            (folder / name).unlink()
        if not faults.failed:
            break
    assert number > 15


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO])
@pytest.mark.parametrize("call", ["write", "fsync", "close"])
def test_a_full_disk_is_named_and_nothing_changed(folder, monkeypatch, call, code):
    monkeypatch.setattr(atomic_replace, "swap", lambda *_: False)
    file, matrix = opened(folder / "water.toml")
    real = getattr(os, call)

    def failing(descriptor, *rest):
        temporary = "/.water.toml." in os.fspath(Path(f"/proc/self/fd/{descriptor}").readlink())
        done = real(descriptor, *rest) if call == "close" or not temporary else None
        if temporary:
            raise OSError(code, os.strerror(code))
        return done

    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc to know which file a descriptor is of")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing)
        with pytest.raises(CannotSave) as told:
            save(file, matrix)
    words = {
        errno.ENOSPC: "full",
        errno.EDQUOT: "quota",
        errno.EFBIG: "too large",
        errno.EIO: "error",
    }
    assert words[code] in str(told.value)
    assert "Nothing was changed" in str(told.value)
    assert "W" in str(told.value)
    assert told.value.error is not None
    assert told.value.error.errno == code
    assert file.path.read_text() == OLD
    assert leftovers(folder) == []
    assert save(file, matrix).notes == ()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_quota_told_only_at_the_last_step_changes_nothing(folder, monkeypatch, code):
    monkeypatch.setattr(atomic_replace, "swap", lambda *_: False)
    file, matrix = opened(folder / "water.toml")
    with FaultFs(monkeypatch, only="rename", fail_at=1, code=code).watching():
        told, _ = how_it_went(file, matrix)
    assert "Nothing was changed" in told
    assert file.path.read_text() == OLD
    assert leftovers(folder) == []


def test_a_failed_confirmation_is_never_asked_for_again_on_the_same_file(folder, monkeypatch):
    file, matrix = opened(folder / "water.toml")
    faults = FaultFs(monkeypatch, only="fsync", fail_at=1)
    with faults.watching():
        how_it_went(file, matrix)
    assert faults.log == ["fsync"]
    assert file.path.read_text() == OLD


@pytest.mark.usefixtures("either_way")
def test_an_unconfirmed_name_is_reported_and_the_next_save_meets_no_conflict(folder, monkeypatch):
    file, matrix = opened(folder / "water.toml")
    with FaultFs(monkeypatch, only="fsync", fail_at=2).watching():
        saved = save(file, matrix)
    assert saved.notes == (UNCONFIRMED,)
    assert file.path.read_text() == NEW
    assert save(saved.file, grown(matrix, "more")).notes == ()


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_a_disk_that_cannot_confirm_names_promises_less_and_that_is_said(folder, monkeypatch, code):
    file, matrix = opened(folder / "water.toml")
    with FaultFs(monkeypatch, only="fsync", fail_at=2, code=code).watching():
        saved = save(file, matrix)
    assert saved.notes == (NAME_UNCONFIRMED,)
    assert is_calm(NAME_UNCONFIRMED)
    assert file.path.read_text() == NEW
    assert save(saved.file, grown(matrix, "more")).notes == ()


def test_a_disk_that_takes_a_few_bytes_at_a_time_gets_all_of_them(folder, monkeypatch):
    file, matrix = opened(folder / "water.toml")
    with FaultFs(monkeypatch, short=True).watching():
        save(file, matrix)
    assert file.path.read_text() == NEW


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK])
def test_a_disk_without_links_takes_new_files_and_never_over_others(folder, monkeypatch, code):
    path = folder / "new.toml"
    with FaultFs(monkeypatch, only="link", fail_at=1, code=code).watching():
        saved = save(new_file(path), BLANK)
    assert path.read_text() == write(BLANK, "")
    assert saved.file == load(path)
    assert leftovers(folder) == []
    path.write_text(OLD)
    again = FaultFs(monkeypatch, only="link", fail_at=1, code=code)
    with again.watching(), pytest.raises(ChangedOnDisk):
        save(new_file(path), BLANK)
    assert path.read_text() == OLD


def test_a_version_that_cannot_be_kept_does_not_stop_a_save(folder, own_state):
    own_state.write_text("a file where the folder should be")
    file, matrix = opened(folder / "water.toml")
    saved = save(file, matrix)
    assert saved.notes == (VERSION_NOT_KEPT,)
    assert is_calm(VERSION_NOT_KEPT)
    assert read(file.path.read_text()) == matrix


def test_a_slow_disk_only_takes_longer(folder, monkeypatch):
    file, matrix = opened(folder / "water.toml")
    slept = []
    with FaultFs(monkeypatch, only="fsync", fail_at=1, before=lambda: slept.append(1)).watching():
        save(file, matrix)
    assert slept == [1]
    assert file.path.read_text() == NEW
