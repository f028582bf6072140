"""Saving files: the bytes, the links, the rights, and nobody's work overwritten unseen."""

import os
import stat
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from copvalue_tui.files.session.read import read
from copvalue_tui.files.session.save import save
from copvalue_tui.files.session.write import write
from copvalue_tui.files.storage import atomic_replace, versions
from copvalue_tui.files.storage.errors import ChangedOnDisk
from copvalue_tui.files.storage.file import IN_PLACE, changed_on_disk, load, new_file
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
    names_in,
    opened,
    refused,
)

pytestmark = pytest.mark.usefixtures("own_state")

THEIRS = OLD.replace("Water operators", "Water operators of the valley")


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
    monkeypatch.setattr(atomic_replace, "swap", lambda *_: False)
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
    drafts = {
        "would not read back the same": OLD,
        "not TOML": OLD + "x = =",
        "too large": "#" * (5 << 20),
        "half a character": "\ud800",
    }
    for why, draft in drafts.items():
        monkeypatch.setattr(
            "copvalue_tui.files.session.patch.drafted", lambda *_, draft=draft: draft
        )
        assert why in str(refused(file, grown(matrix, "Tea")))
    assert file.path.read_text() == OLD
    assert leftovers(folder) == []


def test_bytes_that_say_another_text_are_not_written(folder, monkeypatch):
    file, matrix = opened(folder / "water.toml")
    monkeypatch.setattr("copvalue_tui.files.session.save.encode", lambda source: b"format = 1")
    assert "does not read back" in str(refused(file, grown(matrix, "Tea")))
    assert file.path.read_text() == OLD


def test_a_file_that_loses_its_only_bare_line_end_is_saved(folder):
    path = folder / "water.toml"
    path.write_bytes(b'[[members]]\r\nname = "Staff"\r\npersona = "They help."\n')
    file = load(path)
    matrix = read(file.source.text)
    row = replace(matrix.members[0], persona="")
    saved = save(file, replace(matrix, members=(row,))).file
    assert path.read_bytes() == b'[[members]]\r\nname = "Staff"\r\n'
    assert saved == load(path)


def test_a_save_parses_the_text_before_and_the_text_after_and_no_more(folder, monkeypatch):
    file, matrix = opened(folder / "water.toml")
    parsed = []
    loads = tomllib.loads
    monkeypatch.setattr(tomllib, "loads", lambda text: parsed.append(text) or loads(text))
    save(file, grown(matrix, "Tea"))
    assert parsed == [OLD, file.path.read_text()]


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
        assert "permission denied" in str(refused(file, matrix))
    assert file.path.read_text() == OLD
