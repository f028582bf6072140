"""The versions that saves replaced: private, the last ten, and theirs apart from ours."""

import os
import stat

import pytest

from copvalue_tui.files.storage.versions import KEPT, keep, kept_versions

FILE = "/somewhere/water.toml"


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def texts(real=FILE):
    return [version.read_bytes() for version in kept_versions(real)]


def test_nothing_is_kept_at_first():
    assert kept_versions(FILE) == ()


def test_the_newest_version_comes_first():
    keep(FILE, b"one")
    keep(FILE, b"two")
    assert texts() == [b"two", b"one"]


def test_only_the_last_ten_stay():
    for number in range(KEPT + 5):
        keep(FILE, b"%d" % number)
    assert texts() == [b"%d" % number for number in range(14, 4, -1)]


def test_the_same_text_is_kept_once_and_as_new():
    for text in (b"one", b"two", b"one"):
        keep(FILE, text)
    assert texts() == [b"one", b"two"]


def test_own_saves_do_not_push_out_what_somebody_else_wrote():
    keep(FILE, b"theirs", theirs=True)
    for number in range(30):
        keep(FILE, b"%d" % number)
    assert b"theirs" in texts()
    assert len(texts()) == KEPT + 1


def test_files_do_not_share_their_versions():
    keep("/here/water.toml", b"here")
    keep("/there/water.toml", b"there")
    assert texts("/here/water.toml") == [b"here"]
    assert texts("/there/water.toml") == [b"there"]


def test_a_clock_set_back_never_costs_the_version_just_kept(state):
    for number in range(KEPT):
        version = keep(FILE, b"%d" % number)
        version.rename(version.with_name("2999" + version.name[4:]))
    keep(FILE, b"newest")
    assert b"newest" in texts()


def test_nobody_else_can_look_into_them(state):
    version = keep(FILE, b"private", sure=True)
    assert stat.S_IMODE(version.stat().st_mode) == 0o600
    for folder in (version.parent, version.parent.parent, state / "copvalue"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "real", ["/x/../../etc/passwd", "/x/\x1b[2J.toml", "/x/" + "n" * 255, "/x/caf\udce9", "/"]
)
def test_no_name_of_a_file_leads_out_of_the_folder(state, real):
    version = keep(real, b"text")
    assert version.parent.parent == state / "copvalue" / "versions"
    assert version.parent.name.isascii()
    assert texts(real) == [b"text"]


def test_what_else_lies_in_the_folder_is_left_alone():
    version = keep(FILE, b"one")
    note = version.with_name("note.toml")
    note.write_text("mine")
    for number in range(20):
        keep(FILE, b"%d" % number)
    assert note.read_text() == "mine"
    assert note not in kept_versions(FILE)


def test_a_version_that_cannot_be_written_leaves_no_scraps(monkeypatch):
    keep(FILE, b"one")
    monkeypatch.setattr(os, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(OSError, match="full"):
        keep(FILE, b"two")
    (version,) = kept_versions(FILE)
    assert list(version.parent.iterdir()) == [version]


def test_what_a_killed_session_left_half_written_is_removed():
    version = keep(FILE, b"one")
    stale, young = (version.with_name(f".{letter * 12}.tmp") for letter in "ab")
    for scrap in (stale, young):
        scrap.write_text("half")
    os.utime(stale, (1, 1))
    keep(FILE, b"two")
    assert not stale.exists()
    assert young.exists()
