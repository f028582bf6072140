"""One setting is changed: everything else in the file stays, and a broken file is not touched."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from copvalue_tui.files.toml.errors import CannotWrite
from copvalue_tui.files.user.settings import (
    default_settings_text,
    load_settings,
    with_setting,
    write_setting,
)

BY_HAND = """\
# mine
autosave = false   # by hand

strange = 1 # unknown
[keys]  # keys
delete = "d, delete"
"""


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "config" / "config.toml"


def test_a_value_changes_and_its_comment_and_every_other_line_stay():
    after = with_setting(BY_HAND, "autosave", True)
    assert after == BY_HAND.replace("false", "true")


def test_a_new_setting_comes_before_the_keys():
    after = with_setting(BY_HAND, "theme", "nord")
    assert tomllib.loads(after)["theme"] == "nord"
    assert [line for line in after.splitlines() if line not in BY_HAND.splitlines()] == [
        'theme = "nord"'
    ]


def test_a_commented_line_becomes_the_setting_at_its_place():
    text = default_settings_text()
    after = with_setting(text, "theme", "nord")
    assert after == text.replace('# theme = ""', 'theme = "nord"')
    assert with_setting(after, "theme", "dark") == text.replace('# theme = ""', 'theme = "dark"')


def test_the_file_is_made_with_every_setting_explained(path):
    assert write_setting("mouse", False, path) == path
    assert "mouse = false" in path.read_text()
    assert "# autosave = true" in path.read_text()
    assert load_settings(path)[0].mouse is False


def test_line_ends_and_mark_of_the_file_stay(path):
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf" + BY_HAND.replace("\n", "\r\n").encode())
    write_setting("autosave", True, path)
    expected = BY_HAND.replace("false", "true").replace("\n", "\r\n").encode()
    assert path.read_bytes() == b"\xef\xbb\xbf" + expected


@pytest.mark.parametrize("broken", [b"theme = ", b"[keys\n", b"a = 1\na = 2\n", b"\xff\xfe"])
def test_a_broken_file_is_named_and_not_touched(path, broken):
    path.parent.mkdir()
    path.write_bytes(broken)
    with pytest.raises(CannotWrite) as trouble:
        write_setting("theme", "nord", path)
    assert str(trouble.value).endswith(".")
    assert path.read_bytes() == broken


@settings(max_examples=60, deadline=None)
@given(some.text(), some.sampled_from(["theme", "autosave", "keys"]), some.text(max_size=9))
def test_whatever_the_file_holds_it_reads_back_or_nothing_is_written(text, name, value):
    try:
        after = with_setting(text, name, value)
    except CannotWrite:
        return
    assert tomllib.loads(after) == {**tomllib.loads(text), name: value}
