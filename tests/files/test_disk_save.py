"""Saving files: the bytes, the links, the rights, and nobody's work overwritten unseen."""

import os
import stat
import time
from pathlib import Path

import pytest

from copvalue_tui.files import replacing, versions
from copvalue_tui.files.disk import (
    CannotSave,
    ChangedOnDisk,
    changed_on_disk,
    load,
    new_file,
    save,
)
from copvalue_tui.files.reading import read
from copvalue_tui.files.saving import IN_PLACE
from copvalue_tui.files.writing import write
from copvalue_tui.matrix.values import BLANK
from tests.files.fault_fs import (
    NEW,
    OLD,
    FaultFs,
    changed,
    grown,
    in_child,
    is_calm,
    leftovers,
    opened,
)

THEIRS = OLD.replace("Water operators", "Water operators of the valley")


@pytest.fixture(autouse=True)
def own_state(tmp_path, monkeypatch):
    state = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    return state


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture(params=["swap", "rename"])
def either_way(request, monkeypatch):
    """A disk on which two names can change places, and one on which they cannot."""
    if request.param == "rename":
        monkeypatch.setattr(replacing, "swap", lambda *_: False)
    return request.param


def names_in(folder):
    return sorted(os.fsencode(path.name) for path in folder.iterdir())


def refused(file, matrix, kind=CannotSave, **options):
    with pytest.raises(kind) as told:
        save(file, matrix, **options)
    assert is_calm(str(told.value)), str(told.value)
    return told.value


def test_a_save_writes_the_changed_line_and_nothing_else(folder, either_way):
    file, matrix = opened(folder / "water.toml")
    saved = save(file, matrix)
    assert file.path.read_text() == NEW
    assert saved.notes == ()
    assert leftovers(folder) == []
    assert saved.file == load(file.path)
    assert not changed_on_disk(saved.file)


def test_saves_follow_one_another_without_a_conflict_with_ourselves(folder, either_way):
    file, matrix = opened(folder / "water.toml")
    for number in range(4):
        matrix = grown(matrix, f"value {number}")
        file = save(file, matrix).file
    assert read(file.path.read_text()) == matrix
    assert names_in(folder) == [b"water.toml"]


def test_a_save_without_a_change_changes_no_byte(folder):
    file, _ = opened(folder / "water.toml")
    assert save(file, read(OLD)).file.sha256 == file.sha256
    assert file.path.read_text() == OLD


def test_mark_and_line_ends_stay(folder):
    path = folder / "water.toml"
    path.write_bytes(b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode())
    file = load(path)
    save(file, changed(read(file.source.text)))
    assert path.read_bytes() == b"\xef\xbb\xbf" + NEW.replace("\n", "\r\n").encode()


def test_the_new_version_is_confirmed_before_it_takes_the_name_and_the_name_after(
    folder, monkeypatch
):
    monkeypatch.setattr(replacing, "swap", lambda *_: False)
    file, matrix = opened(folder / "water.toml")
    with FaultFs(monkeypatch).watching() as watched:
        save(file, matrix)
    steps = [step for step in watched.log if step in ("write", "fsync", "rename")]
    assert steps[:2] == ["write", "fsync"]
    assert steps[-2:] == ["rename", "fsync"]
    assert steps.count("fsync") == 2


def test_a_new_file_is_confirmed_before_it_has_a_name_and_the_name_after(folder, monkeypatch):
    with FaultFs(monkeypatch).watching() as watched:
        save(new_file(folder / "new.toml"), BLANK)
    steps = [step for step in watched.log if step in ("write", "fsync", "link")]
    assert steps == ["write", "fsync", "link", "fsync"]


# Nothing is written that could not be read.


def test_a_matrix_that_does_not_read_back_is_not_written(folder, monkeypatch):
    file, matrix = opened(folder / "water.toml")
    monkeypatch.setattr("copvalue_tui.files.writing.write", lambda matrix, text: text)
    assert "does not read back" in str(refused(file, matrix))
    monkeypatch.setattr("copvalue_tui.files.writing.write", lambda matrix, text: text + "x = =")
    refused(file, matrix)
    monkeypatch.setattr("copvalue_tui.files.writing.write", lambda matrix, text: "#" * (5 << 20))
    assert "too large" in str(refused(file, matrix))
    monkeypatch.setattr("copvalue_tui.files.writing.write", lambda matrix, text: "\ud800")
    refused(file, matrix)
    assert file.path.read_text() == OLD
    assert leftovers(folder) == []


def test_half_a_character_is_refused_calmly(folder):
    file, matrix = opened(folder / "water.toml")
    refused(file, grown(matrix, "half \ud800"))
    assert file.path.read_text() == OLD


# New files.


def test_a_new_file_has_the_rights_the_account_gives(folder):
    def story():
        os.umask(0o027)
        save(new_file(folder / "new.toml"), BLANK)
        return stat.S_IMODE((folder / "new.toml").stat().st_mode)

    assert in_child(story) == 0o640
    assert (folder / "new.toml").read_text() == write(BLANK, "")
    assert names_in(folder) == [b"new.toml"]


def test_saving_elsewhere_never_overwrites_another_file_unasked(folder):
    path = folder / "theirs.toml"
    path.write_text(THEIRS)
    told = refused(new_file(path), BLANK, ChangedOnDisk)
    assert told.theirs == THEIRS.encode()
    assert path.read_text() == THEIRS
    saved = save(new_file(path), BLANK, overwrite=True)
    assert path.read_text() == write(BLANK, "")
    assert [kept.read_text() for kept in versions.kept_versions(str(path))] == [THEIRS]
    assert "The other version is kept" in saved.notes[0]
    assert is_calm(saved.notes[0])


def test_a_file_made_at_the_last_moment_is_not_overwritten(folder, monkeypatch):
    path = folder / "new.toml"
    with FaultFs(
        monkeypatch, only="link", fail_at=1, before=lambda: path.write_text(THEIRS)
    ).watching():
        told = refused(new_file(path), BLANK, ChangedOnDisk)
    assert told.theirs == THEIRS.encode()
    assert path.read_text() == THEIRS
    assert leftovers(folder) == []


def test_a_dangling_link_makes_its_target(folder):
    (folder / "link.toml").symlink_to("target.toml")
    save(new_file(folder / "link.toml"), BLANK)
    assert (folder / "link.toml").readlink() == Path("target.toml")
    assert (folder / "target.toml").read_text() == write(BLANK, "")


# Links and names.


def test_a_chain_of_links_is_kept_and_the_file_at_its_end_replaced(folder):
    deep = folder / "deep"
    deep.mkdir()
    file, _ = opened(deep / "water.toml")
    (folder / "middle").symlink_to("deep/water.toml")
    (folder / "first.toml").symlink_to(folder / "middle")
    file = load(folder / "first.toml")
    save(file, changed(read(OLD)))
    assert (folder / "first.toml").is_symlink()
    assert (folder / "middle").is_symlink()
    assert (deep / "water.toml").read_text() == NEW
    assert leftovers(deep) == leftovers(folder) == []


def test_a_link_that_became_a_loop_is_named(folder):
    file, matrix = opened(folder / "water.toml")
    file.path.unlink()
    file.path.symlink_to("water.toml")
    assert "points to itself" in str(refused(file, matrix))


def test_all_names_of_a_file_show_the_new_text(folder, own_state):
    file, matrix = opened(folder / "water.toml")
    os.link(file.path, folder / "other.toml")
    number = file.path.stat().st_ino
    saved = save(file, matrix)
    assert saved.notes == (IN_PLACE,)
    assert (folder / "other.toml").read_text() == NEW
    assert file.path.stat().st_ino == number
    assert not changed_on_disk(saved.file)
    assert [kept.read_text() for kept in versions.kept_versions(str(file.path))] == [OLD]
    shorter = save(saved.file, read(OLD)).file
    assert (folder / "other.toml").read_text() == OLD
    assert not changed_on_disk(shorter)


@pytest.mark.parametrize(
    "name",
    [
        b"x" * 255,
        "水".encode() * 85,
        b"caf\xe9.toml",
        b"\xe9" * 255,
        b"-rf *.toml",
        b"a\nb\x1b[2J.toml",
        b".hidden.tmp",
    ],
)
def test_any_name_a_disk_takes_is_saved_under_its_exact_bytes(folder, name):
    path = folder / os.fsdecode(name)
    file, matrix = opened(path)
    save(file, matrix)
    assert names_in(folder) == [name]
    assert path.read_text() == NEW
    path.unlink()
    save(new_file(path), BLANK)
    assert names_in(folder) == [name]


def test_a_relative_path_is_saved_where_it_was(folder, monkeypatch):
    opened(folder / "water.toml")
    monkeypatch.chdir(folder)
    file = load(Path("water.toml"))
    save(file, changed(read(OLD)))
    assert (folder / "water.toml").read_text() == NEW


# Rights, owner, attributes.


def test_rights_owner_and_group_stay(folder, either_way):
    file, matrix = opened(folder / "water.toml")
    file.path.chmod(0o604)
    if os.geteuid() == 0:
        os.chown(file.path, 12345, 23456)
    before = file.path.stat()
    save(file, matrix)
    after = file.path.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (
        before.st_mode,
        before.st_uid,
        before.st_gid,
    )
    assert after.st_ino != before.st_ino


def test_extended_attributes_stay(folder):
    file, matrix = opened(folder / "water.toml")
    try:
        os.setxattr(file.path, "user.origin", b"core group")
    except (OSError, AttributeError):
        pytest.skip("this disk keeps no extended attributes")
    save(file, matrix)
    assert os.getxattr(file.path, "user.origin") == b"core group"
    assert file.path.read_text() == NEW


def test_a_file_closed_to_writing_is_not_replaced(folder):
    file, matrix = opened(folder / "water.toml")
    file.path.chmod(0o444)
    folder.chmod(0o777)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "access", lambda *_, **__: False)
        assert "no right" in str(refused(file, matrix))
    assert file.path.read_text() == OLD


# Others write too.


def test_a_change_by_somebody_else_is_told_and_not_overwritten(folder, either_way):
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
    assert "larger" in str(refused(new_file(path), BLANK, overwrite=True))
    assert path.stat().st_size == 5 << 20


def test_a_deletion_is_told_once_and_the_file_written_again(folder):
    file, matrix = opened(folder / "water.toml")
    file.path.unlink()
    told = refused(file, matrix, ChangedOnDisk)
    assert told.theirs is None
    assert "deleted" in str(told)
    assert names_in(folder) == []
    save(file, matrix, overwrite=True)
    assert file.path.read_text() == NEW


def test_a_folder_that_went_away_is_told(folder):
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
    real = replacing.swap
    calls = []

    def late(*names):
        calls.append(names)
        if len(calls) == 1:
            theirs_comes(file.path)
        return real(*names)

    file, matrix = opened(folder / "water.toml")
    if not real_swaps(folder):
        pytest.skip("here two names cannot change places in one step")
    monkeypatch.setattr(replacing, "swap", late)
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
        return replacing.swap(descriptor, "one", "other")
    finally:
        os.close(descriptor)
        one.unlink()
        other.unlink()


def test_when_the_step_back_fails_theirs_stays_beside(folder, monkeypatch):
    real = replacing.swap
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
    monkeypatch.setattr(replacing, "swap", once)
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


# What a killed save left.


def test_what_a_killed_save_left_is_removed_by_the_next_one(folder):
    file, matrix = opened(folder / "water.toml")
    stale = folder / ".water.toml.0123456789ab.tmp"
    stale.write_text("half")
    os.utime(stale, (time.time() - 60,) * 2)
    save(file, matrix)
    assert leftovers(folder) == []


@pytest.mark.parametrize(
    "name",
    [
        ".water.toml.0123456789ab.tmp~",
        ".water.toml.0123456789AB.tmp",
        ".other.toml.0123456789ab.tmp",
        ".water.toml.swp",
        "water.toml.0123456789ab.tmp",
        ".waterXtoml.0123456789ab.tmp",
    ],
)
def test_what_only_looks_like_ours_stays(folder, name):
    file, matrix = opened(folder / "water.toml")
    (folder / name).write_text("not ours")
    os.utime(folder / name, (1, 1))
    save(file, matrix)
    assert (folder / name).read_text() == "not ours"


def test_what_another_session_is_writing_right_now_stays(folder):
    file, matrix = opened(folder / "water.toml")
    young = folder / ".water.toml.0123456789ab.tmp"
    young.write_text("another session")
    save(file, matrix)
    assert young.read_text() == "another session"


def test_links_and_files_of_others_under_our_temporary_names_stay(folder):
    file, matrix = opened(folder / "water.toml")
    victim = folder / "victim"
    victim.write_text("untouched")
    planted = folder / ".water.toml.0123456789ab.tmp"
    planted.symlink_to(victim)
    os.utime(planted, (1, 1), follow_symlinks=False)
    save(file, matrix)
    assert planted.is_symlink()
    assert victim.read_text() == "untouched"


def test_a_planted_link_under_the_temporary_name_is_not_followed(folder, monkeypatch):
    file, matrix = opened(folder / "water.toml")
    victim = folder / "victim"
    victim.write_text("untouched")
    (folder / f".water.toml.{b'secret'.hex()}.tmp").symlink_to(victim)
    names = iter([b"secret", b"second", b"third.", b"fourth"])
    monkeypatch.setattr(os, "urandom", lambda count: next(names))
    save(file, matrix)
    assert victim.read_text() == "untouched"
    assert file.path.read_text() == NEW


def test_a_save_killed_between_link_and_unlink_does_not_make_a_hard_link_for_ever(folder):
    file, matrix = opened(folder / "water.toml")
    os.link(file.path, folder / ".water.toml.0123456789ab.tmp")
    saved = save(file, matrix)
    assert saved.notes == ()
    assert leftovers(folder) == []
    assert file.path.read_text() == NEW
