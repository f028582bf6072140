"""The person's own folders: where they are, and whom we do not trust them to."""

import os
import stat
from pathlib import Path

import pytest

from copvalue_tui.files.storage import folders
from copvalue_tui.files.storage.folders import NoFolder
from tests.files.fault_fs import NOBODY, in_child, is_calm, open_to_all


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "COPVALUE_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def refusal(*parts):
    with pytest.raises(NoFolder) as told:
        folders.private_folder(*parts)
    assert is_calm(str(told.value)), str(told.value)
    return str(told.value)


def test_folders_lie_below_the_home(home):
    for folder in (folders.config_folder(), folders.state_folder(), folders.data_folder()):
        assert folder.is_relative_to(home)
        assert folder.name == "copvalue"
        assert not folder.exists()
    assert folders.settings_file() == folders.config_folder() / "config.toml"


@pytest.mark.parametrize(
    ("variable", "folder"),
    [
        ("XDG_CONFIG_HOME", folders.config_folder),
        ("XDG_STATE_HOME", folders.state_folder),
        ("XDG_DATA_HOME", folders.data_folder),
    ],
)
def test_xdg_wins_unless_it_is_relative(home, monkeypatch, variable, folder):
    usual = folder()
    monkeypatch.setenv(variable, str(home / "elsewhere"))
    assert folder() == home / "elsewhere" / "copvalue"
    for ignored in ("relative/path", "", "."):
        monkeypatch.setenv(variable, ignored)
        assert folder() == usual


def test_the_settings_file_may_be_named(home, monkeypatch):
    monkeypatch.setenv("COPVALUE_CONFIG", str(home / "mine.toml"))
    assert folders.settings_file() == home / "mine.toml"


@pytest.mark.parametrize("value", [None, "", "relative"])
def test_without_a_home_the_account_knows_it(home, monkeypatch, value):
    import pwd

    if value is None:
        monkeypatch.delenv("HOME")
    else:
        monkeypatch.setenv("HOME", value)
    known = pwd.getpwuid(os.getuid()).pw_dir
    if not Path(known).is_dir():
        pytest.skip("this account has no home folder")
    assert folders.state_folder().is_relative_to(known)


@pytest.mark.parametrize("value", ["/nonexistent", "/", "//", "/dev/null"])
def test_a_home_that_will_not_do_is_not_made(home, monkeypatch, value):
    monkeypatch.setenv("HOME", value)
    assert "home folder" in refusal("versions")
    assert not Path("/nonexistent").exists()
    assert not Path("/.local").exists()


def test_an_account_without_an_entry_is_reported(home, monkeypatch):
    if os.geteuid() != 0:
        pytest.skip("needs root to become an account that does not exist")
    import pwd

    monkeypatch.delenv("HOME")
    assert pwd

    def story():
        os.setuid(54321)
        return refusal()

    assert "this account has none" in in_child(story)


def test_private_folders_are_made_private_whatever_the_umask(home):
    def story():
        os.umask(0o000)
        return os.fspath(folders.private_folder("versions", "water"))

    folder = Path(in_child(story))
    while folder.name != "copvalue":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        folder = folder.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_folders_that_were_missing_above_are_private_too(home):
    before = os.umask(0)
    try:
        folders.private_folder("versions")
        folders.make_folders(folders.data_folder() / "packs")
    finally:
        os.umask(before)
    made = [one for one in home.rglob("*") if one.is_dir()]
    assert len(made) == 7
    assert {stat.S_IMODE(one.stat().st_mode) for one in made} == {0o700}


def test_a_folder_of_ours_that_others_could_read_is_closed(home):
    folder = folders.private_folder()
    folder.chmod(0o755)
    assert folders.private_folder() == folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o777, 0o720, 0o702, 0o1777])
def test_a_folder_others_can_write_into_is_refused(home, mode):
    folders.private_folder().chmod(mode)
    assert "Others may write" in refusal()
    assert "Others may write" in refusal("versions")


def test_a_folder_of_another_account_is_refused():
    with open_to_all() as shared, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(shared))
        if os.geteuid() != 0:
            pytest.skip("needs root to give a folder away")
        folder = folders.private_folder()
        os.chown(folder, NOBODY, NOBODY)
        assert "another account" in refusal()


@pytest.mark.parametrize("owned", ["", "recovery", "versions"])
def test_what_another_account_owns_is_named_with_the_command_to_get_it_back(owned):
    with open_to_all() as shared:
        state = shared / "copvalue"
        state.mkdir(mode=0o755)

        def told():
            os.environ["XDG_STATE_HOME"] = str(shared)
            return folders.owner_trouble()

        if os.geteuid() != 0:
            pytest.skip("needs root to give a folder away")
        if owned:
            (state / owned).mkdir()
            os.chown(state, NOBODY, NOBODY)
        said = in_child(told, nobody=True)
        assert said.endswith(f": sudo chown -R {NOBODY} {state / owned}")
        os.chown(state, NOBODY, NOBODY)
        if owned:
            os.chown(state / owned, NOBODY, NOBODY)
        assert in_child(told, nobody=True) == ""


def test_a_folder_of_another_account_above_a_missing_one_is_named(home, monkeypatch):
    above = home / ".local"
    above.mkdir()
    assert folders.owner_trouble() == ""
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert folders.owner_trouble().endswith(f" {above}")


def test_a_link_in_place_of_the_folder_is_not_followed(home):
    elsewhere = home / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    state = folders.state_folder()
    state.parent.mkdir(parents=True)
    state.symlink_to(elsewhere)
    refusal("versions")
    assert list(elsewhere.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_reported(home):
    state = folders.state_folder()
    state.parent.mkdir(parents=True)
    state.write_text("a file")
    refusal()
    assert state.read_text() == "a file"
