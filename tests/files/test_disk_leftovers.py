"""What a killed save left is removed by the next one, and nothing that is not ours."""

import os

import pytest

from copvalue_tui.files.session.save import save
from copvalue_tui.files.storage import atomic_replace
from copvalue_tui.files.storage.open import locate
from tests.files.fault_fs import NEW, OLD, leftovers, opened

pytestmark = pytest.mark.usefixtures("own_state")


@pytest.fixture
def later(monkeypatch):
    """All that lies there has lain there for longer than a moment."""
    monkeypatch.setattr(atomic_replace, "MOMENT_NS", -1)


@pytest.mark.usefixtures("later")
def test_what_a_killed_save_left_is_removed_by_the_next_one(folder):
    file, matrix = opened(folder / "water.toml")
    stale = folder / ".water.toml.0123456789ab.tmp"
    stale.write_text("half")
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
@pytest.mark.usefixtures("later")
def test_what_only_looks_like_ours_stays(folder, name):
    file, matrix = opened(folder / "water.toml")
    (folder / name).write_text("not ours")
    save(file, matrix)
    assert (folder / name).read_text() == "not ours"


def test_what_another_session_is_writing_right_now_stays(folder):
    file, matrix = opened(folder / "water.toml")
    young = folder / ".water.toml.0123456789ab.tmp"
    young.write_text("another session")
    os.utime(young, (1, 1))  # just renamed, it may hold an old text
    save(file, matrix)
    assert young.read_text() == "another session"


@pytest.mark.usefixtures("later")
def test_links_and_files_of_others_under_our_temporary_names_stay(folder):
    file, matrix = opened(folder / "water.toml")
    victim = folder / "victim"
    victim.write_text("untouched")
    planted = folder / ".water.toml.0123456789ab.tmp"
    planted.symlink_to(victim)
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


def test_a_file_that_lost_its_name_this_moment_to_another_session_is_not_removed(folder):
    """The other session is about to give it its name back."""
    file, _ = opened(folder / "water.toml")
    swapped = folder / ".water.toml.0123456789ab.tmp"
    with locate(file.path) as spot, pytest.MonkeyPatch.context() as patch:
        looked = file.path.stat()
        file.path.rename(swapped)
        patch.setattr(atomic_replace, "stat_regular", lambda _: looked)
        atomic_replace.remove_leftovers(spot)
    assert swapped.read_text() == OLD
