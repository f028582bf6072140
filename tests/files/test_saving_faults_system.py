"""Saving on real disks that say no: full, read-only, too large, not ours, mounted by the file."""

import ctypes
import os
import stat
import subprocess
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage import atomic_replace, versions
from copvalue_tui.files.storage.errors import CannotSave
from copvalue_tui.files.storage.file import (
    IN_PLACE,
    NAME_UNCONFIRMED,
    changed_on_disk,
    load,
    new_file,
)
from copvalue_tui.matrix.values import BLANK
from tests.files.fault_fs import (
    NEW,
    NOBODY,
    OLD,
    changed,
    grown,
    in_child,
    is_calm,
    leftovers,
    needs_root,
    open_to_all,
    opened,
)


@pytest.fixture
def shared():
    with open_to_all() as folder:
        yield folder


@pytest.fixture(autouse=True)
def own_state(shared, monkeypatch):
    # Below a folder every account may enter, for children with fewer rights; made by the child.
    monkeypatch.setenv("XDG_STATE_HOME", str(shared / "state"))
    # The children may not be able to read our libraries any more.
    with open_to_all() as other:
        file, matrix = opened(other / "warm.toml")
        monkeypatch.setenv("XDG_STATE_HOME", str(other / "state"))
        save(file, matrix)
    monkeypatch.setenv("XDG_STATE_HOME", str(shared / "state"))


@pytest.fixture
def folder(shared):
    folder = shared / "work"
    folder.mkdir()
    folder.chmod(0o777)
    return folder


def told_by(file, matrix):
    try:
        return " ".join(save(file, matrix).notes)
    except CannotSave as trouble:
        return str(trouble)


# Fewer rights.


def given(folder, mode):
    path = folder / "water.toml"
    path.write_text(OLD)
    path.chmod(mode)
    return path


@needs_root
def test_in_a_closed_folder_the_file_is_written_in_place(folder):
    path = given(folder, 0o666)
    folder.chmod(0o755)
    before = path.stat()

    def story():
        file = load(path)
        told = told_by(file, changed(read(OLD)))
        kept = [version.read_text() for version in versions.kept_versions(str(path))]
        return file.read_only, told, kept

    assert in_child(story, nobody=True) == (False, IN_PLACE, [OLD])
    after = path.stat()
    assert path.read_text() == NEW
    assert (after.st_ino, after.st_uid, after.st_mode) == (before.st_ino, 0, before.st_mode)


@needs_root
def test_a_file_of_another_account_keeps_its_owner_and_its_group(folder):
    path = given(folder, 0o666)
    os.chown(path, 12345, 23456)
    assert in_child(lambda: told_by(load(path), changed(read(OLD))), nobody=True) == IN_PLACE
    after = path.stat()
    assert (after.st_uid, after.st_gid, stat.S_IMODE(after.st_mode)) == (12345, 23456, 0o666)
    assert path.read_text() == NEW
    assert leftovers(folder) == []


@needs_root
def test_in_a_folder_like_tmp_a_file_of_another_account_is_written_in_place(folder):
    path = given(folder, 0o666)
    folder.chmod(0o1777)
    assert in_child(lambda: told_by(load(path), changed(read(OLD))), nobody=True) == IN_PLACE
    assert path.stat().st_uid == 0
    assert path.read_text() == NEW
    assert leftovers(folder) == []


@needs_root
def test_a_file_closed_to_us_is_known_at_opening_and_never_replaced(folder):
    path = given(folder, 0o644)

    def story():
        file = load(path)
        return file.read_only, told_by(file, changed(read(OLD)))

    read_only, told = in_child(story, nobody=True)
    assert read_only
    assert "permission denied" in told
    assert is_calm(told)
    assert path.read_text() == OLD
    assert leftovers(folder) == []


@needs_root
def test_a_file_of_ours_closed_to_writing_is_not_replaced_either(folder):
    path = given(folder, 0o444)
    os.chown(path, NOBODY, NOBODY)
    told = in_child(lambda: told_by(load(path), changed(read(OLD))), nobody=True)
    assert "permission denied" in told
    assert path.read_text() == OLD


@needs_root
def test_a_new_file_in_a_closed_folder_is_refused_calmly(folder):
    folder.chmod(0o755)

    def story():
        file = new_file(folder / "new.toml")
        return file.read_only, told_by(file, BLANK)

    read_only, told = in_child(story, nobody=True)
    assert read_only
    assert "permission denied" in told
    assert is_calm(told)
    assert list(folder.iterdir()) == []


@needs_root
def test_a_folder_that_may_be_entered_but_not_listed_is_good_enough(folder):
    path = given(folder, 0o644)
    os.chown(path, NOBODY, NOBODY)
    folder.chmod(0o733)
    told = in_child(lambda: told_by(load(path), changed(read(OLD))), nobody=True)
    assert told == NAME_UNCONFIRMED
    assert path.read_text() == NEW


@needs_root
def test_leftovers_of_another_account_stay(folder, monkeypatch):
    monkeypatch.setattr(atomic_replace, "MOMENT_NS", -1)
    path = given(folder, 0o666)
    os.chown(path, NOBODY, NOBODY)
    other = folder / ".water.toml.0123456789ab.tmp"
    other.write_text("theirs")
    in_child(lambda: told_by(load(path), changed(read(OLD))), nobody=True)
    assert other.read_text() == "theirs"
    assert path.read_text() == NEW


# A limit on the size of files.


@pytest.mark.parametrize("names", [1, 2])
def test_a_file_too_large_for_the_account_changes_nothing(folder, names):
    file, matrix = opened(folder / "water.toml")
    if names == 2:
        os.link(file.path, folder / "other.toml")
    for number in range(40):
        matrix = grown(matrix, f"another value, number {number}")

    def story():
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (len(OLD) + 20, len(OLD) + 20))
        return told_by(file, matrix)

    told = in_child(story)
    assert "too large for this account" in told
    assert "Nothing was changed" in told
    assert file.path.read_text() == OLD
    assert leftovers(folder) == []
    assert not changed_on_disk(file)


# Mounts of our own.


def with_own_mounts(story):
    """The story, told where we may mount what we like and nobody else sees it."""

    def alone():
        users, mounts = 0x10000000, 0x00020000
        mine = os.geteuid(), os.getegid()
        if ctypes.CDLL(None).unshare(users | mounts) != 0:
            return "no"
        for name, number in (("uid_map", mine[0]), ("gid_map", mine[1])):
            if name == "gid_map":
                Path("/proc/self/setgroups").write_text("deny")
            Path(f"/proc/self/{name}").write_text(f"0 {number} 1")
        return story()

    told = in_child(alone)
    if told == "no":
        pytest.skip("here no namespaces of our own can be made")
    return told


def mount(*arguments):
    subprocess.run(["mount", *map(str, arguments)], check=True, capture_output=True)


@pytest.mark.parametrize("names", [1, 2])
def test_a_full_disk_changes_nothing_and_is_named(folder, names):
    def story():
        mount("-t", "tmpfs", "-o", "size=16k", "none", folder)
        file, matrix = opened(folder / "water.toml")
        if names == 2:
            os.link(file.path, folder / "other.toml")
        with (folder / "filler").open("wb", buffering=0) as filler:
            while True:
                try:
                    filler.write(b"x" * 4096)
                except OSError:
                    break
        for number in range(200):
            matrix = grown(matrix, f"another value, number {number}")
        told = told_by(file, matrix)
        return told, file.path.read_text(), leftovers(folder), changed_on_disk(file)

    told, text, left, moved = with_own_mounts(story)
    assert "the disk is full" in told
    assert "Nothing was changed" in told
    assert (text, left, moved) == (OLD, [], False)


def test_a_disk_mounted_read_only_is_known_at_opening(folder):
    def story():
        mount("-t", "tmpfs", "none", folder)
        file, matrix = opened(folder / "water.toml")
        mount("-o", "remount,ro", folder)
        later = load(file.path)
        return later.read_only, later.why_read_only, told_by(file, matrix), file.path.read_text()

    read_only, why, told, text = with_own_mounts(story)
    assert read_only
    assert "read-only" in why
    assert "mounted read-only" in told
    assert is_calm(told)
    assert text == OLD


def test_a_file_mounted_by_itself_is_written_in_place(folder):
    real, name = folder / "real.toml", folder / "water.toml"

    def story():
        opened(real)
        name.touch()
        mount("--bind", real, name)
        told = told_by(load(name), changed(read(OLD)))
        return told, name.read_text(), leftovers(folder)

    assert with_own_mounts(story) == (IN_PLACE, NEW, [])
    assert real.read_text() == NEW


def test_a_file_mounted_into_a_read_only_folder_is_written_in_place(folder):
    real, closed = folder / "real.toml", folder / "closed"

    def story():
        opened(real)
        closed.mkdir()
        mount("-t", "tmpfs", "none", closed)
        (closed / "water.toml").touch()
        mount("--bind", real, closed / "water.toml")
        mount("-o", "remount,ro", closed)
        file = load(closed / "water.toml")
        return file.read_only, told_by(file, changed(read(OLD)))

    assert with_own_mounts(story) == (False, IN_PLACE)
    assert real.read_text() == NEW
