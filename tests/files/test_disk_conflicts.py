"""Others write the same file: nobody's work is overwritten unseen, at whatever moment."""

import os
import stat
import time

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage import atomic_replace, versions
from copvalue_tui.files.storage.errors import ChangedOnDisk
from copvalue_tui.files.storage.file import load, new_file
from copvalue_tui.matrix.values import BLANK
from tests.files.fault_fs import (
    NEW,
    OLD,
    FaultFs,
    grown,
    leftovers,
    names_in,
    opened,
    refused,
)

pytestmark = pytest.mark.usefixtures("own_state")

THEIRS = OLD.replace("Water operators", "Water operators of the valley")


def test_a_change_by_somebody_else_is_reported_and_not_overwritten(folder, either_way):
    file, matrix = opened(folder / "water.toml")
    file.path.write_text(THEIRS)
    told = refused(file, matrix, ChangedOnDisk)
    assert told.theirs == THEIRS.encode()
    assert file.path.read_text() == THEIRS
    assert leftovers(folder) == []


def test_keeping_mine_keeps_theirs_as_a_version_first(folder, either_way):
    file, matrix = opened(folder / "water.toml")
    file.path.write_text(THEIRS)
    saved = save(file, matrix, overwrite=True)
    assert file.path.read_text() == NEW
    assert [kept.read_text() for kept in versions.kept_versions(str(file.path))] == [THEIRS]
    assert "The other version is kept" in saved.notes[0]
    assert save(saved.file, read(OLD)).notes == ()


def test_theirs_is_kept_also_when_it_is_broken_toml(folder):
    file, matrix = opened(folder / "water.toml")
    file.path.write_bytes(b"\xff\x00 = broken")
    assert refused(file, matrix, ChangedOnDisk).theirs == b"\xff\x00 = broken"
    save(file, matrix, overwrite=True)
    kept = versions.kept_versions(str(file.path))
    assert [version.read_bytes() for version in kept] == [b"\xff\x00 = broken"]


def test_theirs_is_kept_beside_the_file_when_there_is_no_other_place(folder, own_state):
    own_state.write_text("a file where the folder should be")
    file, matrix = opened(folder / "water.toml")
    file.path.write_text(THEIRS)
    saved = save(file, matrix, overwrite=True)
    (name,) = leftovers(folder)
    assert (folder / name).read_text() == THEIRS
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert name in saved.notes[0]


def test_a_file_too_large_to_keep_is_not_overwritten_even_when_asked(folder):
    path = folder / "huge.toml"
    with path.open("wb") as huge:
        huge.truncate(5 << 20)
    assert "too large" in str(refused(new_file(path), BLANK, overwrite=True))
    assert path.stat().st_size == 5 << 20


def test_a_deletion_is_reported_once_and_the_file_written_again(folder):
    file, matrix = opened(folder / "water.toml")
    file.path.unlink()
    told = refused(file, matrix, ChangedOnDisk)
    assert told.theirs is None
    assert "deleted" in str(told)
    assert names_in(folder) == []
    save(file, matrix, overwrite=True)
    assert file.path.read_text() == NEW


def test_a_folder_that_went_away_is_reported(folder):
    file, matrix = opened(folder / "water.toml")
    folder.rename(folder.with_name("moved"))
    assert "folder is gone" in str(refused(file, matrix))
    assert (folder.with_name("moved") / "water.toml").read_text() == OLD


@pytest.mark.parametrize("when", [0, 1, 4102444800])
def test_a_touch_and_a_clock_that_jumped_are_no_conflict(folder, when, either_way):
    file, matrix = opened(folder / "water.toml")
    os.utime(file.path, (when, when))
    saved = save(file, matrix)
    assert file.path.read_text() == NEW
    assert saved.notes == ()


def test_the_same_bytes_under_a_swapped_file_are_no_conflict(folder):
    file, matrix = opened(folder / "water.toml")
    other = folder / "other"
    other.write_text(OLD)
    other.replace(file.path)
    save(file, matrix)
    assert file.path.read_text() == NEW


def test_others_who_wrote_exactly_ours_are_no_conflict(folder):
    file, matrix = opened(folder / "water.toml")
    file.path.write_text(NEW)
    save(file, matrix)
    assert file.path.read_text() == NEW


def swapped_in(path):
    other = path.with_name("swapped")
    other.write_text(THEIRS)
    other.replace(path)


@pytest.mark.parametrize("theirs_comes", [lambda path: path.write_text(THEIRS), swapped_in])
def test_a_change_at_the_very_last_moment_is_a_conflict_or_kept(folder, monkeypatch, theirs_comes):
    """Between our last look and the step itself: the other's text gets its name back."""
    real = atomic_replace.swap
    calls = []

    def late(*names):
        calls.append(names)
        if len(calls) == 1:
            theirs_comes(file.path)
        return real(*names)

    file, matrix = opened(folder / "water.toml")
    if not real_swaps(folder):
        pytest.skip("here two names cannot change places in one step")
    monkeypatch.setattr(atomic_replace, "swap", late)
    told = refused(file, matrix, ChangedOnDisk)
    assert told.theirs == THEIRS.encode()
    assert file.path.read_text() == THEIRS
    assert leftovers(folder) == []


def real_swaps(folder):
    one, other = folder / "one", folder / "other"
    one.touch()
    other.touch()
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        return atomic_replace.swap(descriptor, "one", "other")
    finally:
        os.close(descriptor)
        one.unlink()
        other.unlink()


def test_when_the_step_back_fails_theirs_stays_beside(folder, monkeypatch):
    real = atomic_replace.swap
    calls = []

    def once(*names):
        calls.append(names)
        if len(calls) == 1:
            swapped_in(file.path)
            return real(*names)
        raise OSError(5, os.strerror(5))

    file, matrix = opened(folder / "water.toml")
    if not real_swaps(folder):
        pytest.skip("here two names cannot change places in one step")
    monkeypatch.setattr(atomic_replace, "swap", once)
    said = str(refused(file, matrix))
    (name,) = leftovers(folder)
    assert name in said
    assert (folder / name).read_text() == THEIRS
    assert file.path.read_text() == NEW


def test_a_change_while_we_write_is_a_conflict(folder, monkeypatch, either_way):
    file, matrix = opened(folder / "water.toml")
    late = FaultFs(monkeypatch, only="fsync", fail_at=1, before=lambda: swapped_in(file.path))
    with late.watching():
        assert refused(file, matrix, ChangedOnDisk).theirs == THEIRS.encode()
    assert file.path.read_text() == THEIRS
    assert leftovers(folder) == []


def test_a_touch_while_we_write_only_starts_the_save_over(folder, monkeypatch):
    file, matrix = opened(folder / "water.toml")
    touch = FaultFs(
        monkeypatch, only="fsync", fail_at=1, before=lambda: os.utime(file.path, (1, 1))
    )
    with touch.watching():
        saved = save(file, matrix)
    assert file.path.read_text() == NEW
    assert saved.file == load(file.path)
    assert leftovers(folder) == []


def test_a_file_that_never_rests_is_given_up(folder, monkeypatch):
    real = os.fsync

    def restless(descriptor):
        real(descriptor)
        os.utime(file.path, ns=(time.monotonic_ns(),) * 2)

    file, matrix = opened(folder / "water.toml")
    monkeypatch.setattr(os, "fsync", restless)
    assert "keeps writing" in str(refused(file, matrix, ChangedOnDisk))
    assert file.path.read_text() == OLD
    assert leftovers(folder) == []


def saved_over(path, session, rounds):
    """What each of many saves replaced and wrote; a conflict is answered by reading anew."""
    steps = []
    file = load(path)
    for number in range(rounds):
        matrix = grown(read(OLD), f"session {session}, save {number}")
        try:
            saved = save(file, matrix).file
        except ChangedOnDisk:
            file = load(path)
        else:
            steps.append((file.sha256, saved.sha256))
            file = saved
    return steps


def test_two_sessions_that_race_never_replace_what_they_have_not_seen(folder):
    if not real_swaps(folder):
        pytest.skip("here two names cannot change places in one step")
    file, _ = opened(folder / "water.toml")
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            steps = saved_over(file.path, 1, 60)
            os.write(writer, " ".join(mark for step in steps for mark in step).encode())
        finally:
            os._exit(0)
    os.close(writer)
    ours = saved_over(file.path, 2, 60)
    with os.fdopen(reader) as pipe:
        marks = pipe.read().split()
    os.waitpid(child, 0)
    steps = ours + list(zip(marks[::2], marks[1::2], strict=True))
    bases = [base for base, _ in steps]
    assert len(steps) > 2
    assert len(set(bases)) == len(bases)
    assert names_in(folder) == [b"water.toml"]
