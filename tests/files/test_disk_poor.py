"""Disks that can do little, as FAT, sshfs and some network disks: saves work, and say what is less.

No links, no swapping of names, no locks, no confirmation of names, no owners, no attributes.
"""

import errno
import fcntl
import os

import pytest

from copvalue_tui.files.journal.recovery import unfinished
from copvalue_tui.files.session.save import save
from copvalue_tui.files.session.write import write
from copvalue_tui.files.storage import atomic_replace
from copvalue_tui.files.storage.errors import ChangedOnDisk
from copvalue_tui.files.storage.file import NAME_UNCONFIRMED, load, new_file
from copvalue_tui.files.storage.lock import Lock, take
from copvalue_tui.matrix.values import BLANK
from tests.files import journals
from tests.files.fault_fs import NEW, OLD, FaultFs, begun, how_it_went, is_calm, leftovers, refused


def unable(code):
    def call(*_, **__):
        raise OSError(code, os.strerror(code))

    return call


@pytest.fixture
def poor(tmp_path, monkeypatch):
    """The folder on such a disk; so is the home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    real = os.fsync

    def fsync(descriptor):
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112
            raise OSError(errno.EINVAL, "no")
        real(descriptor)

    if not os.path.isdir("/proc/self/fd"):  # noqa: PTH112
        pytest.skip("needs /proc to know a folder's descriptor")
    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "link", unable(errno.EPERM))
    monkeypatch.setattr(os, "fchown", unable(errno.EPERM))
    monkeypatch.setattr(os, "listxattr", unable(errno.ENOTSUP), raising=False)
    monkeypatch.setattr(os, "setxattr", unable(errno.ENOTSUP), raising=False)
    monkeypatch.setattr(atomic_replace, "swap", lambda *_: False)
    monkeypatch.setattr(fcntl, "flock", unable(errno.ENOLCK))
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def test_a_file_is_replaced_and_a_new_one_made_and_the_weaker_promise_is_named(poor):
    file, matrix, _, new = begun(poor, "plain")
    saved = save(file, matrix)
    assert saved.notes == (NAME_UNCONFIRMED,)
    assert is_calm(NAME_UNCONFIRMED)
    assert file.path.read_text() == new == NEW
    made = save(new_file(poor / "new.toml"), BLANK)
    assert made.notes == (NAME_UNCONFIRMED,)
    assert made.file == load(poor / "new.toml")
    assert leftovers(poor) == []


def test_nobody_s_work_is_overwritten_unseen(poor):
    file, matrix, _, _ = begun(poor, "plain")
    file.path.write_text(OLD.replace("Rapid", "Quick"))
    refused(file, matrix, ChangedOnDisk)
    new = new_file(poor / "new.toml")
    new.path.write_text("theirs")
    refused(new, BLANK, ChangedOnDisk)
    assert new.path.read_text() == "theirs"


@pytest.mark.parametrize("kind", ["plain", "new"])
def test_whichever_call_fails_the_file_is_old_or_new(poor, monkeypatch, kind):
    number, failed = 0, True
    while failed:
        number += 1
        monkeypatch.setenv("XDG_STATE_HOME", str(poor.parent / f"state{number}"))
        file, matrix, old, new = begun(poor, kind)
        faults = FaultFs(monkeypatch, fail_at=number, code=errno.EIO)
        with faults.watching():
            told, _ = how_it_went(file, matrix)
        failed = bool(faults.failed)
        found = file.path.read_text() if file.path.exists() else None
        # Where there are no links, a new name is taken first, empty: that is no file with half a
        # text either, and reads as a new matrix.
        assert found in ((old, new, "") if kind == "new" else (old, new)), (faults.failed, number)
        assert told == "" or is_calm(told)
        for name in leftovers(poor):
            (poor / name).unlink()
    assert number > 10


def test_recovery_and_locks_work_and_say_what_they_cannot(poor):
    path = poor / "water.toml"
    journal, _, matrix = journals.begun(path)
    journals.do(journal, matrix, "Kept")
    assert journal.trouble == ""
    journal.end("hangup")
    journal.close()
    (found,) = unfinished(path)
    assert found.actions == 1
    held = take(path)
    assert isinstance(held, Lock)
    assert held.note == "" or is_calm(held.note)
    held.release()


def test_what_a_new_file_is_reads_back(poor):
    save(new_file(poor / "new.toml"), BLANK)
    assert (poor / "new.toml").read_text() == write(BLANK, "")
