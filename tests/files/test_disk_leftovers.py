"""What a killed save left is removed by the next one, and nothing that is not ours."""

import os
import time

import pytest

from copvalue_tui.files.disk import (
    save,
)
from tests.files.fault_fs import (
    NEW,
    leftovers,
    opened,
)


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
